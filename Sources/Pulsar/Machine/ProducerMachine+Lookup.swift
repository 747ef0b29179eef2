// Lookup: how many partitions the topic has, asked once; and, before each connection of a producer, which broker serves its
// partition. Brokers may send the question on to others, and may stand behind a proxy.
import Logging
import TemporalCore

extension ProducerMachine {
    mutating func nextRequest(_ now: Instant) -> Partition.Request {
        lastRequest += 1
        return Partition.Request(id: lastRequest, deadline: now + options.operationTimeout)
    }

    // MARK: The partitions

    /// Asks for the partitions if that is due.
    mutating func inquire(_ now: Instant) {
        if case .resting(let until) = inquiry, until <= now { inquiry = .asking(self.link(to: serviceRoute, now), nil) }
        guard case .asking(let link, nil) = inquiry, isReady(link) else { return }
        let request = nextRequest(now)
        inquiry = .asking(link, request)
        let question = CommandPartitionedTopicMetadata.with {
            $0.topic = options.topic.description
            $0.requestID = request.id
        }
        actions.append(.write(link, Frame.encode(.partitionMetadata(question))))
    }

    mutating func partitionsKnown(_ response: CommandPartitionedTopicMetadataResponse, on link: LinkID, _ now: Instant)
    {
        guard case .asking(link, let request?) = inquiry, request.id == response.requestID else { return }
        guard response.response == 0 else { return inquiryRefused(response.error, response.message, now) }
        // What no cluster has is a mistake, and would cost memory.
        guard response.partitions <= Self.maxPartitions else {
            return restInquiry("the broker says that the topic has \(response.partitions) partitions", now)
        }
        inquiry = .answered
        partitions = (0..<max(response.partitions, 1)).map { index in
            let isWhole = response.partitions == 0
            return Partition(
                id: UInt64(index), topic: isWhole ? options.topic : options.topic.partition(Int(index)),
                partition: isWhole ? -1 : Int32(clamping: index), batching: options.batching,
                name: options.producerName,
                now: now)
        }
    }

    private static var maxPartitions: UInt32 { 65_536 }

    mutating func inquiryRefused(_ error: PulsarServerError, _ message: String, _ now: Instant) {
        if error.endsProducer { return end(.refused(error, message: message)) }
        let reason = "the broker does not say what partitions \(options.topic) has: \(error): \(message)"
        restInquiry(reason, now, error.logLevel)
    }

    mutating func restInquiry(_ reason: String, _ now: Instant, _ level: Logger.Level = .warning) {
        var random = SystemRandomNumberGenerator()
        let pause = inquiryBackoff.next(using: &random)
        inquiry = .resting(until: now + pause)
        note(reason, level)
    }

    // MARK: The broker

    /// Goes on with the way of partition `index` to its broker.
    mutating func find(_ index: Int, _ now: Instant) {
        if case .resting(let until) = partitions[index].state, until <= now {
            if let broker = partitions[index].assigned {
                partitions[index].assigned = nil
                create(index, at: route(to: broker, through: partitions[index].proxy), now)
            } else {
                let link = self.link(to: serviceRoute, now)
                partitions[index].state = .looking(link, nil, authoritative: false, redirects: 0)
            }
        }
        switch partitions[index].state {
        case .looking(let link, nil, let authoritative, let redirects) where isReady(link):
            let request = nextRequest(now)
            partitions[index].state = .looking(link, request, authoritative: authoritative, redirects: redirects)
            let question = CommandLookupTopic.with {
                $0.topic = partitions[index].topic.description
                $0.requestID = request.id
                $0.authoritative = authoritative
            }
            actions.append(.write(link, Frame.encode(.lookupTopic(question))))
        case .creating(let link, nil) where isReady(link): askForProducer(index, on: link, now)
        default: break
        }
    }

    mutating func found(_ response: CommandLookupTopicResponse, on link: LinkID, _ now: Instant) {
        guard let index = index(ofRequest: response.requestID, on: link),
            case .looking(_, _, _, let redirects) = partitions[index].state, let asked = sessions[link]?.route.target
        else { return }
        let kind = response.response.flatMap(CommandLookupTopicResponse.Kind.init)
        guard let kind, kind != .failed else { return refused(index, response.error, response.message, now) }
        let url = options.url.isSecure ? response.brokerServiceURLTLS : response.brokerServiceURL
        guard let broker = target(url) else {
            return rest(index, "the lookup of \(partitions[index].topic) led to \"\(url)\", which is no address", now)
        }
        if kind == .redirect {
            guard redirects < Self.maxRedirects else {
                return rest(index, "the lookup of \(partitions[index].topic) was redirected too often", now)
            }
            let next = self.link(to: Route(target: broker), now)
            partitions[index].state = .looking(
                next, nil, authoritative: response.authoritative, redirects: redirects + 1)
        } else {
            partitions[index].proxy = response.proxyThroughServiceURL ? asked : nil
            create(index, at: route(to: broker, through: partitions[index].proxy), now)
        }
    }

    private func route(to broker: Target, through proxy: Target?) -> Route {
        proxy.map { Route(target: $0, proxyTo: broker) } ?? Route(target: broker)
    }

    private mutating func create(_ index: Int, at route: Route, _ now: Instant) {
        partitions[index].state = .creating(self.link(to: route, now), nil)
    }

    /// The address in a broker's URL, which must be as secure as the one that was given.
    func target(_ url: String) -> Target? {
        guard let parsed = try? PulsarURL(url), parsed.isSecure == options.url.isSecure else { return nil }
        return parsed.hosts.first
    }

    // MARK: What goes wrong

    /// Partition `index` begins anew after a pause.
    mutating func rest(_ index: Int, _ reason: String, _ now: Instant, _ level: Logger.Level = .warning) {
        if case .closing = partitions[index].state { return closed(index) }
        if case .ready(_, let since) = partitions[index].state, since + Self.goodConnection < now {
            partitions[index].backoff.reset()
        }
        var random = SystemRandomNumberGenerator()
        let pause = partitions[index].backoff.next(using: &random)
        partitions[index].state = .resting(until: now + pause)
        note(reason, level)
    }

    func unanswered(_ what: String) -> String { "the broker did not answer \(what) within \(options.operationTimeout)" }

    /// Keeps what went wrong, and logs it unless that was done since a producer was last made.
    private mutating func note(_ reason: String, _ level: Logger.Level) {
        lastFailure = reason
        if told.count >= Self.maxTold { told = [] }
        guard told.insert(reason).inserted else { return }
        actions.append(.log(level, "\(reason) (tried again until it works; \(options.topic))"))
    }
}
