// ChannelLoop: the thread of a channel. One round: answer callers, read the mailbox, end what is overdue, get or use a
// connection, give waiting calls their streams, send, sleep in `poll`, receive. Nothing here blocks but `poll`.
import Glibc
import Logging
import Synchronization

/// A value, for the checks of exclusive access that a class needs took 3 % of a workflow's instructions.
struct ChannelLoop: ~Copyable {
    /// How many connections may be finishing their calls after a GOAWAY; the oldest of more is ended.
    private static let drainLimit = 8
    /// How often the mailbox is read in one round; jobs that post more jobs must not keep the loop from the socket.
    private static let mailboxPasses = 8

    private let target: Target
    private let options: Channel.Options
    private let shared: ChannelShared
    private let executor: WireExecutor
    private let headers: CallHeaders
    private let connector: Connector
    private var report: ConnectionReport

    private var calls: [CallID: UnaryCall] = [:]
    private var waiting = WaitingCalls()
    private let ended = EndedCalls()
    private var deadlines = Deadlines<CallID>()
    private var current: Connection?
    private var draining: [Connection] = []
    /// Why there is no connection.
    private var lastFailure: ConnectionFailure?
    /// Why the last attempt to connect failed; nil if it did not.
    private var attemptFailure: ConnectionFailure?
    /// No stream is opened before: the server refused one, though it is below its limit. It may count streams that have ended here.
    private var pausedUntil: ContinuousClock.Instant?
    private var closing: (end: ContinuousClock.Instant, done: [Answer<Void>])?

    private var messages: [ChannelMessage] = []
    private var descriptors: [pollfd] = []
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)

    init(
        _ target: Target, options: Channel.Options, shared: ChannelShared, executor: WireExecutor, logger: Logger
    ) {
        self.target = target
        self.options = options
        self.shared = shared
        self.executor = executor
        headers = CallHeaders(target: target, options: options)
        report = ConnectionReport(target: target, logger: logger)
        var connection = Connection.Options()
        connection.keepaliveInterval = options.keepaliveInterval
        connection.keepaliveTimeout = options.keepaliveTimeout
        connection.limits.headerList = options.maxHeaderListSize
        connector = Connector(
            target, proxy: options.proxy, tls: options.tls, options: connection, timeout: options.connectTimeout
        ) { result in
            _ = shared.mailbox.post(.resolved(result))
        }
    }

    deinit { buffer.deallocate() }

    /// Runs until the channel is closed.
    mutating func run() {
        guard shared.mailbox.descriptor >= 0 else { return shared.end(.system("no eventfd could be made")) }
        while true {
            let now = ContinuousClock.now
            answerCallers(now)
            readMailbox(now)
            endOverdue(now)
            if let closing, calls.isEmpty || closing.end <= now { return finish(closing.done) }
            connect(ready: [], now)
            openWaiting(now)
            let wakeUp = maintain(now)
            if ended.calls.isEmpty { sleep(until: wakeUp) }
        }
    }

    // MARK: Callers

    /// Takes what was posted; and what jobs posted meanwhile, so that the calls they make leave in this round.
    private mutating func readMailbox(_ now: ContinuousClock.Instant) {
        for _ in 0..<Self.mailboxPasses {
            shared.mailbox.take(into: &messages)
            if messages.isEmpty { return }
            deliver(now)
        }
    }

    private mutating func deliver(_ now: ContinuousClock.Instant) {
        for message in messages {
            switch message {
            case .start(let id, let request, let cancellation, let answer):
                let call = UnaryCall(id: id, request: request, ended: ended) { answer.give($0) }
                if let refusal = refusal(request, cancellation, now) {
                    call.finish(.failure(refusal))
                } else {
                    calls[id] = call
                    waiting.append(call)
                    if let deadline = request.deadline { deadlines.insert(deadline, id) }
                }
            case .cancel(let id):
                if let call = calls[id] { end(call, Status(code: .cancelled, message: "the caller gave the call up")) }
            case .resolved(let result): connector.nameResolved(result)
            case .job(let job): job.runSynchronously(on: executor.asUnownedTaskExecutor())
            case .close(let limit, let done): closing = (closing?.end ?? now + limit, (closing?.done ?? []) + [done])
            }
        }
        messages.removeAll(keepingCapacity: true)
    }

    /// Why a call cannot even wait; nil when it can.
    private func refusal(
        _ request: UnaryRequest, _ cancellation: Cancellation, _ now: ContinuousClock.Instant
    ) -> Status? {
        if cancellation.isRequested.load(ordering: .acquiring) {
            return Status(code: .cancelled, message: "the caller gave the call up")
        }
        if closing != nil { return Status(code: .unavailable, message: "the channel was closed", canHeal: false) }
        if waiting.count >= options.maxWaitingCalls {
            return Status(code: .resourceExhausted, message: "\(waiting.count) calls are waiting already")
        }
        if !request.waitsForReady, let attemptFailure, connector.isPausing(at: now) {
            return Status(code: .unavailable, message: attemptFailure.description, connectionFailure: attemptFailure)
        }
        return nil
    }

    private mutating func endOverdue(_ now: ContinuousClock.Instant) {
        while let id = deadlines.popFirst(at: now) {
            guard let call = calls[id] else { continue }
            var status = Status(code: .deadlineExceeded, message: "there was no answer in time")
            if case .waiting = call.state {
                if current == nil {
                    status.message = "there was no connection in time"
                    status.connectionFailure = lastFailure
                    if let lastFailure { status.message += ": \(lastFailure)" }
                } else {
                    status.message = "no stream was free in time; \(waiting.count) calls are waiting"
                }
            }
            end(call, status)
        }
        deadlines.compact(living: calls.count) { calls[$0] != nil }
    }

    /// Ends a call that this side gives up.
    private mutating func end(_ call: UnaryCall, _ status: Status) {
        switch call.state {
        case .open(let session, let stream): session.reset(stream, .cancel)
        case .waiting: waiting.giveUp(call)
        case .streamEnded, .answered: break
        }
        calls[call.id] = nil
        call.finish(.failure(status))
    }

    /// Answers the calls whose stream ended, or puts them back to be sent again.
    private mutating func answerCallers(_ now: ContinuousClock.Instant) {
        for call in ended.calls {
            guard case .streamEnded(let ending) = call.state else { continue }
            if let result = call.result(of: ending) {
                calls[call.id] = nil
                call.finish(result)
            } else {
                waiting.append(call)
                pausedUntil = max(pausedUntil ?? now, now + call.pauseAfterRefusal)
            }
        }
        ended.calls.removeAll(keepingCapacity: true)
    }

    // MARK: Connections

    private mutating func connect(ready: ArraySlice<pollfd>, _ now: ContinuousClock.Instant) {
        if current == nil, !waiting.isEmpty { connector.start(now: now) }
        guard connector.isConnecting else { return }
        switch connector.advance(ready: ready, buffer: buffer, now: now) {
        case .pending: setState(.connecting)
        case .connected(let connection):
            current = connection
            attemptFailure = nil
            report.connected(to: connection.socket.address.text)
            setState(.ready(connection.socket.address.text))
        case .failed(let failure):
            lastFailure = failure
            attemptFailure = failure
            report.failed(failure, now: now)
            setState(.failed(failure))
            for call in waiting.removeAll(where: { !$0.request.waitsForReady }) {
                calls[call.id] = nil
                call.finish(
                    .failure(Status(code: .unavailable, message: failure.description, connectionFailure: failure)))
            }
        }
    }

    private mutating func openWaiting(_ now: ContinuousClock.Instant) {
        if let pausedUntil, pausedUntil > now { return }
        pausedUntil = nil
        guard let current else { return }
        while !waiting.isEmpty, let call = waiting.next(for: current.session) {
            let headers = headers.block(for: call.request, now: now)
            guard let stream = current.session.open(headers, for: call.request.use, owner: call) else {
                waiting.append(call)
                break
            }
            call.state = .open(current.session, stream: stream)
        }
    }

    /// Sends what is to be sent, lets go of connections that are done, and says when time alone brings something to do.
    private mutating func maintain(_ now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        var next = earlier(deadlines.next, closing?.end)
        for connection in connections {
            next = earlier(next, connection.tick(now: now))
            connection.flush()
        }
        if let connection = current {
            if let failure = connection.failure {
                current = nil
                lastFailure = failure
                connector.lost(connection, now: now)
                report.lost(failure)
                setState(.idle)
            } else if connection.session.isLeaving {
                current = nil
                draining.append(connection)
                connector.lost(connection, now: now)
                report.leaving(connection.session.goAway)
                setState(.idle)
            }
        }
        draining.removeAll { $0.failure != nil || $0.session.streams.isEmpty }
        if draining.count > Self.drainLimit {
            draining.removeFirst().fail(.lost("it was finishing its calls for too long"))
        }
        if !waiting.isEmpty { next = earlier(next, pausedUntil) }
        if connector.isConnecting || (current == nil && !waiting.isEmpty) { next = earlier(next, connector.nextEvent) }
        return next
    }

    private func earlier(_ a: ContinuousClock.Instant?, _ b: ContinuousClock.Instant?) -> ContinuousClock.Instant? {
        guard let a, let b else { return a ?? b }
        return min(a, b)
    }

    private var connections: [Connection] { (current.map { [$0] } ?? []) + draining }

    private func setState(_ state: ChannelState) {
        shared.state.withLock { $0 = state }
    }

    // MARK: Waiting

    /// Sleeps until there is something to do, and takes in what has come.
    private mutating func sleep(until wakeUp: ContinuousClock.Instant?) {
        let connections = connections
        descriptors.removeAll(keepingCapacity: true)
        descriptors.append(pollfd(fd: shared.mailbox.descriptor, events: Int16(POLLIN), revents: 0))
        connector.appendDescriptors(to: &descriptors)
        let firstConnection = descriptors.count
        for connection in connections {
            descriptors.append(
                pollfd(fd: connection.socket.descriptor, events: connection.pollEvents, revents: 0))
        }
        let mayResend =
            !waiting.isEmpty && pausedUntil == nil && current.map { waiting.hasNext(for: $0.session) } ?? false
        let timeout = mayResend || !shared.mailbox.fallAsleep() ? 0 : milliseconds(until: wakeUp)
        guard poll(&descriptors, nfds_t(descriptors.count), timeout) > 0 else { return }

        let now = ContinuousClock.now
        if descriptors[0].revents != 0 { shared.mailbox.acknowledge() }
        for (connection, descriptor) in zip(connections, descriptors[firstConnection...]) where descriptor.revents != 0
        {
            if descriptor.revents & ~Int16(POLLOUT) != 0 { connection.receive(into: buffer, now: now) }
        }
        if firstConnection > 1 { connect(ready: descriptors[1..<firstConnection], now) }
    }

    private func milliseconds(until instant: ContinuousClock.Instant?) -> Int32 {
        guard let instant else { return -1 }
        let (seconds, attoseconds) = max(.zero, instant - .now).components
        return Int32(min(seconds, 3600)) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
    }

    // MARK: The end

    private mutating func finish(_ done: [Answer<Void>]) {
        let status = Status(code: .unavailable, message: "the channel was closed", canHeal: false)
        for call in calls.values { end(call, status) }
        for connection in connections {
            connection.session.leave()
            connection.flush()
        }
        ended.calls = []
        connector.stop()
        shared.end(nil)
        for done in done { done.give(()) }
    }
}
