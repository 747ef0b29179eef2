// ProducerMachine: everything that a producer decides, as a value. Events come in (messages, bytes, lost connections, time),
// actions and answers come out; sockets, threads and clocks stand outside (`ProducerLoop`). Events only note what happened;
// `advance` then does all that has become possible, so it is called after them and whenever `nextEvent` has come.
//
// A message's way: backlog (no room yet) → unrouted (partitions not known yet) → the queue of its partition → the broker.
import DequeModule
import Logging
import TemporalCore

struct ProducerMachine {
    typealias Instant = ContinuousClock.Instant

    enum Action {
        /// Connect a socket, secured where the URL says so.
        case open(LinkID, Target)
        case write(LinkID, [UInt8])
        case close(LinkID)
        case log(Logger.Level, String)
    }

    /// How the partitions of the topic are found out.
    enum Inquiry {
        case resting(until: Instant)
        case asking(LinkID, Partition.Request?)
        case answered
    }

    enum Phase: Equatable {
        /// Nobody has asked for anything yet.
        case idle
        case running
        /// Messages that were taken in are sent until `flush`; brokers have until `end` to close the producers.
        case closing(flush: Instant, end: Instant)
        case ended(PulsarError?)
    }

    /// The redirects of one lookup; the official clients' limit.
    static let maxRedirects = 20
    /// How long an attempt to connect may take at most, from the look-up of the name to the broker's greeting.
    static let connectLimit = Duration.seconds(10)
    /// How long a broker has to close a producer when the time for flushing is over.
    static let closeReplyLimit = Duration.seconds(2)
    /// A connection that lasted so long was a good one: the next pause is a short one.
    static let goodConnection = Duration.seconds(5)

    let options: PulsarOptions
    var phase = Phase.idle
    var actions: [Action] = []
    var settlement = Settlement()

    var sessions: [LinkID: Session] = [:]
    var links: [Route: LinkID] = [:]
    var lastLink = 0
    var lastRequest: UInt64 = 0
    /// By how many places the URL's hosts are turned.
    var hostTurn = 0

    var inquiry: Inquiry
    var inquiryBackoff = Backoff(initial: .milliseconds(100), factor: 2, cap: .seconds(10))
    var partitions: [Partition] = []
    /// The partition that messages without a key go to at present.
    var roundRobin = 0
    /// What went wrong last, for those whose messages are overdue; nil while all is well.
    var lastFailure: String?
    /// What was logged of it since a producer was last made: a broker that is away for a night is not a line for each attempt.
    var told: Set<String> = []
    /// So many reasons are told apart; a broker that gives ever new ones is logged again from then on.
    static let maxTold = 16

    var backlog: Deque<Outgoing> = []
    var unrouted: Deque<Outgoing> = []
    private(set) var pendingMessages = 0
    private(set) var pendingBytes = 0

    init(_ options: PulsarOptions, now: Instant) {
        self.options = options
        inquiry = .resting(until: now)
    }

    /// Whether messages can be sent to every partition at once.
    var isConnected: Bool { !partitions.isEmpty && partitions.allSatisfy(\.isReady) }

    // MARK: Events

    /// Somebody wants the producer to work.
    mutating func begin() {
        if phase == .idle { phase = .running }
    }

    /// A message is to be sent.
    mutating func submit(_ message: Outgoing) {
        begin()
        switch phase {
        case .ended(let error?): return settlement.answer(message.ticket, .failure(error))
        case .closing, .ended(nil): return settlement.answer(message.ticket, .failure(.closed(wasSent: false)))
        case .idle, .running: break
        }
        guard message.cost <= options.maxPendingBytes else {
            let error = PulsarError.messageTooLarge(size: message.cost, limit: options.maxPendingBytes)
            return settlement.answer(message.ticket, .failure(error))
        }
        guard pendingMessages + backlog.count < options.maxMessages else {
            let error = PulsarError.tooManyWaiting(limit: options.maxWaitingMessages)
            return settlement.answer(message.ticket, .failure(error))
        }
        backlog.append(message)
    }

    /// Nobody awaits the message of `ticket` any more. O(n).
    mutating func cancel(_ ticket: UInt64) {
        if let index = backlog.firstIndex(where: { $0.ticket == ticket }) {
            backlog.remove(at: index)
            settlement.answer(ticket, .failure(.cancelled(wasSent: false)))
        } else if let index = unrouted.firstIndex(where: { $0.ticket == ticket }) {
            settlement.free(unrouted.remove(at: index).cost)
            settlement.answer(ticket, .failure(.cancelled(wasSent: false)))
        } else {
            for index in partitions.indices where partitions[index].queue.cancel(ticket, into: &settlement) { return }
        }
    }

    /// The producer is to end: within `limit` for what was taken in.
    mutating func close(within limit: Duration, now: Instant) {
        switch phase {
        case .idle: phase = .ended(nil)
        case .running: phase = .closing(flush: now + limit, end: now + limit + Self.closeReplyLimit)
        case .closing(let flush, let end):
            phase = .closing(flush: min(flush, now + limit), end: min(end, now + limit + Self.closeReplyLimit))
        case .ended: break
        }
    }

    /// Does all that is possible at `now`.
    mutating func advance(_ now: Instant) {
        guard phase != .idle else { return }
        if case .ended = phase { return }
        checkSessions(now)
        checkRequests(now)
        expire(now)
        inquire(now)
        for index in partitions.indices { find(index, now) }
        release()
        admit()
        for index in partitions.indices { seal(index, now) }
        // What could not be sealed was answered, which may have made room.
        release()
        admit()
        finish(now)
        closeUnusedLinks()
    }

    /// When `advance` is to be called next if nothing happens.
    var nextEvent: Instant? {
        if phase == .idle { return nil }
        var times: [Instant?] = [backlog.first?.deadline, unrouted.first?.deadline]
        for session in sessions.values { times.append(session.nextEvent) }
        switch inquiry {
        case .resting(let until): times.append(until)
        case .asking(_, let request): times.append(request?.deadline)
        case .answered: break
        }
        for partition in partitions {
            times += [partition.request?.deadline, partition.queue.nextDeadline]
            if case .resting(let until) = partition.state { times.append(until) }
            if partition.isReady { times.append(partition.queue.sealTime) }
        }
        if case .closing(let flush, let end) = phase { times.append(isFlushed ? end : flush) }
        return times.compactMap { $0 }.min()
    }

    // MARK: Messages

    /// Takes in what there is room for.
    private mutating func admit() {
        while let first = backlog.first, pendingMessages < options.maxPendingMessages,
            pendingBytes + first.cost <= options.maxPendingBytes
        {
            backlog.removeFirst()
            pendingMessages += 1
            pendingBytes += first.cost
            unrouted.append(first)
        }
        guard !partitions.isEmpty else { return }
        while let message = unrouted.popFirst() { partitions[route(message.message)].queue.append(message) }
    }

    /// The partition that `message` goes to.
    private mutating func route(_ message: PulsarMessage) -> Int {
        if let key = message.key { return Router.partition(for: key, of: partitions.count) }
        // A full batch, or a broker that is away, passes the turn on.
        if !partitions[roundRobin].isReady || partitions[roundRobin].queue.hasFullBatch {
            let next = (1..<partitions.count).first { partitions[(roundRobin + $0) % partitions.count].isReady }
            roundRobin = (roundRobin + (next ?? 1)) % partitions.count
        }
        return roundRobin
    }

    /// Sends what is due in the queue of partition `index`.
    private mutating func seal(_ index: Int, _ now: Instant) {
        guard case .ready(let link, _) = partitions[index].state, let session = sessions[link],
            let name = partitions[index].name
        else { return }
        var isClosing = false
        if case .closing = phase { isClosing = true }
        let frames = partitions[index].queue.seal(
            SendQueue.Seal(
                producerID: partitions[index].id, producerName: name, maxMessageSize: session.maxMessageSize),
            at: now, everything: isClosing, into: &settlement)
        for frame in frames { actions.append(.write(link, frame)) }
        if !frames.isEmpty, index == roundRobin { roundRobin = (index + 1) % partitions.count }
    }

    private mutating func expire(_ now: Instant) {
        let timeout = options.sendTimeout
        let reason = lastFailure
        let error = { (wasSent: Bool) in PulsarError.timedOut(after: timeout, wasSent: wasSent, reason: reason) }
        while let first = backlog.first, first.deadline <= now {
            backlog.removeFirst()
            settlement.answer(first.ticket, .failure(error(false)))
        }
        while let first = unrouted.first, first.deadline <= now {
            unrouted.removeFirst()
            settlement.answer(first.ticket, .failure(error(false)))
            settlement.free(first.cost)
        }
        for index in partitions.indices { partitions[index].queue.expire(at: now, error, into: &settlement) }
    }

    /// Gives the room of answered messages to others.
    private mutating func release() {
        pendingMessages -= settlement.freedMessages
        pendingBytes -= settlement.freedBytes
        settlement.freedMessages = 0
        settlement.freedBytes = 0
    }

    /// Answers every message.
    mutating func failAll(_ error: (_ wasSent: Bool) -> PulsarError) {
        for message in backlog { settlement.answer(message.ticket, .failure(error(false))) }
        for message in unrouted {
            settlement.answer(message.ticket, .failure(error(false)))
            settlement.free(message.cost)
        }
        backlog = []
        unrouted = []
        for index in partitions.indices { partitions[index].queue.failAll(error, into: &settlement) }
    }
}
