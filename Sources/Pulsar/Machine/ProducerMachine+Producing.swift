// Producing: the producer of a partition is made, its entries are sent, receipts come back; and how everything ends.
import TemporalCore

extension ProducerMachine {
    mutating func askForProducer(_ index: Int, on link: LinkID, _ now: Instant) {
        let request = nextRequest(now)
        partitions[index].state = .creating(link, request)
        let partition = partitions[index]
        partitions[index].epoch += 1
        let question = CommandProducer.with {
            $0.topic = partition.topic.description
            $0.producerID = partition.id
            $0.requestID = request.id
            $0.producerName = partition.name ?? ""
            $0.epoch = partition.epoch
            $0.userProvidedProducerName = options.producerName != nil
        }
        actions.append(.write(link, Frame.encode(.producer(question))))
    }

    /// The broker has made a producer: what it has not confirmed is sent again, before anything new.
    mutating func created(_ success: CommandProducerSuccess, on link: LinkID, _ now: Instant) {
        guard let index = index(ofRequest: success.requestID, on: link), case .creating = partitions[index].state,
            success.producerReady
        else { return }
        partitions[index].name = success.producerName
        partitions[index].queue.resume(after: success.lastSequenceID)
        partitions[index].state = .ready(link, since: now)
        let entries = partitions[index].queue.inFlight
        for entry in entries { actions.append(.write(link, entry.frame)) }
        let route = sessions[link]?.route.description ?? ""
        let again = entries.isEmpty ? "" : ", \(entries.count) entries are sent again"
        actions.append(
            .log(.info, "\(partitions[index].topic): producer \(success.producerName) is connected to \(route)\(again)")
        )
        if isConnected { lastFailure = nil }
        told = []
    }

    mutating func received(_ receipt: CommandSendReceipt, on link: LinkID, _ now: Instant) {
        guard let index = readyIndex(receipt.producerID, on: link) else { return }
        switch partitions[index].queue.receipt(receipt.sequenceID, receipt.messageID, into: &settlement) {
        case .expected: partitions[index].backoff.reset()
        case .older: break
        case .newer(let expected): skipped(receipt.sequenceID, expected, link, now)
        }
    }

    mutating func received(_ error: CommandSendError, on link: LinkID, _ now: Instant) {
        guard let index = readyIndex(error.producerID, on: link) else { return }
        let refusal = PulsarError.refused(error.error, message: error.message)
        let match: SendQueue.Match
        switch error.error {
        case .topicTerminatedError, .producerFenced: return end(refusal)
        case .notAllowedError: match = partitions[index].queue.refuse(error.sequenceID, refusal, into: &settlement)
        case .checksumError:
            match = partitions[index].queue.checksumError(error.sequenceID, into: &settlement)
            if match == .expected { return drop(link, "an entry arrived with a wrong checksum", now) }
        default: return drop(link, "the broker could not store: \(error.error): \(error.message)", now)
        }
        if case .newer(let expected) = match { skipped(error.sequenceID, expected, link, now) }
    }

    private mutating func skipped(_ sequence: UInt64, _ expected: UInt64, _ link: LinkID, _ now: Instant) {
        drop(link, "the broker answered entry \(sequence) before entry \(expected)", now)
    }

    /// The broker closes a producer, for the topic has moved or is about to.
    mutating func movedAway(_ close: CommandCloseProducer, on link: LinkID, _ now: Instant) {
        guard let index = partitions.firstIndex(where: { $0.id == close.producerID && $0.link == link }) else { return }
        switch partitions[index].state {
        case .ready, .creating: break
        case .resting, .looking, .closing, .closed: return
        }
        rest(index, "the broker closed the producer", now)
        let url = options.url.isSecure ? close.assignedBrokerServiceURLTLS : close.assignedBrokerServiceURL
        guard let broker = target(url) else { return }
        partitions[index].assigned = broker
        partitions[index].state = .resting(until: now)
    }

    private func readyIndex(_ producer: UInt64, on link: LinkID) -> Int? {
        partitions.firstIndex { partition in
            guard partition.id == producer, case .ready(link, _) = partition.state else { return false }
            return true
        }
    }

    // MARK: What goes wrong

    /// The broker refused what partition `index` asked.
    mutating func refused(_ index: Int, _ error: PulsarServerError, _ message: String, _ now: Instant) {
        let refusal = PulsarError.refused(error, message: message)
        if case .closing = partitions[index].state { return closed(index) }
        if error.endsProducer { return end(refusal) }
        if error == .producerBlockedQuotaExceededException {
            partitions[index].queue.failAll({ _ in refusal }, into: &settlement)
        }
        rest(index, "the broker refused: \(error): \(message)", now, error.logLevel)
    }

    mutating func checkRequests(_ now: Instant) {
        if case .asking(_, let request?) = inquiry, request.deadline <= now {
            restInquiry(unanswered("what partitions there are"), now)
        }
        for index in partitions.indices {
            guard let request = partitions[index].request, request.deadline <= now else { continue }
            switch partitions[index].state {
            case .creating(let link, _):
                // It may have been made all the same, and would be in the way of the next.
                actions.append(.write(link, Frame.encode(.closeProducer(closeQuestion(index, nextRequest(now))))))
                rest(index, unanswered("the wish for a producer"), now)
            case .closing: closed(index)
            default: rest(index, unanswered("the lookup"), now)
            }
        }
    }

    // MARK: The end

    /// Whether everything that was taken in has been answered.
    var isFlushed: Bool { backlog.isEmpty && unrouted.isEmpty && partitions.allSatisfy(\.queue.isSettled) }

    private func closeQuestion(_ index: Int, _ request: Partition.Request) -> CommandCloseProducer {
        .with {
            $0.producerID = partitions[index].id
            $0.requestID = request.id
        }
    }

    mutating func closed(_ index: Int) {
        if case .closing = partitions[index].state { partitions[index].state = .closed }
    }

    /// Goes on with closing, if that is what is being done.
    mutating func finish(_ now: Instant) {
        guard case .closing(let flush, let end) = phase else { return }
        if !isFlushed {
            guard flush <= now else { return }
            failAll { .closed(wasSent: $0) }
        }
        for index in partitions.indices {
            switch partitions[index].state {
            case .ready(let link, _):
                let request = Partition.Request(id: nextRequest(now).id, deadline: min(end, now + Self.closeReplyLimit))
                partitions[index].state = .closing(link, request)
                actions.append(.write(link, Frame.encode(.closeProducer(closeQuestion(index, request)))))
            case .closing: break
            default: partitions[index].state = .closed
            }
        }
        if partitions.allSatisfy(\.isClosed) { self.end(nil) }
    }

    /// Everything is over: every message is answered, every connection closed.
    mutating func end(_ error: PulsarError?) {
        phase = .ended(error)
        failAll { error ?? .closed(wasSent: $0) }
        inquiry = .answered
        for index in partitions.indices { partitions[index].state = .closed }
        closeUnusedLinks()
    }
}
