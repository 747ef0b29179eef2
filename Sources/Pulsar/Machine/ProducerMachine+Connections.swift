// Connections: made when a partition or the inquiry needs one, shared by all that need the same, closed when nobody does.
import Logging
import TemporalCore

extension ProducerMachine {
    // MARK: Events

    /// The socket of `link` is connected, and secured where that is wanted.
    mutating func opened(_ link: LinkID, now: Instant) {
        let token = options.token?()
        guard let greeting = sessions[link]?.open(token: token, now: now) else { return }
        actions.append(.write(link, greeting))
    }

    /// `bytes` came on `link`.
    mutating func received(_ bytes: UnsafeRawBufferPointer, on link: LinkID, now: Instant) {
        sessions[link]?.append(bytes, now: now)
        do throws(ProtocolViolation) {
            // Dealing with a command may end the session.
            while let command = try sessions[link]?.next(now: now) { handle(command, on: link, now) }
        } catch {
            drop(link, "the broker broke the protocol: \(error.text)", now)
        }
    }

    /// There is no connection `link` any more, or none could be made.
    mutating func lost(_ link: LinkID, _ reason: String, now: Instant, level: Logger.Level = .warning) {
        guard let session = sessions.removeValue(forKey: link) else { return }
        links[session.route] = nil
        // Another host of the URL may fare better.
        if session.route == serviceRoute { hostTurn = (hostTurn + 1) % max(options.url.hosts.count, 1) }
        let failure = "\(session.route): \(reason)"
        if case .asking(link, _) = inquiry { restInquiry(failure, now, level) }
        for index in partitions.indices where partitions[index].link == link { rest(index, failure, now, level) }
    }

    // MARK: Sessions

    /// The way to a host of the URL.
    var serviceRoute: Route {
        let hosts = options.url.hosts
        return Route(target: hosts.isEmpty ? Target(host: "", port: 0) : hosts[hostTurn % hosts.count])
    }

    /// The connection that leads to `route`; it may be on its way.
    mutating func link(to route: Route, _ now: Instant) -> LinkID {
        if let link = links[route] { return link }
        lastLink += 1
        let link = LinkID(number: lastLink)
        links[route] = link
        sessions[link] = Session(
            route, keepAliveInterval: options.keepAliveInterval,
            deadline: now + min(options.operationTimeout, Self.connectLimit), now: now)
        actions.append(.open(link, route.target))
        return link
    }

    func isReady(_ link: LinkID) -> Bool { sessions[link]?.phase == .ready }

    /// Gives a connection up.
    mutating func drop(_ link: LinkID, _ reason: String, _ now: Instant, _ level: Logger.Level = .warning) {
        guard sessions[link] != nil else { return }
        actions.append(.close(link))
        lost(link, reason, now: now, level: level)
    }

    /// Asks silent brokers for a sign of life and gives up those that give none.
    mutating func checkSessions(_ now: Instant) {
        for link in sessions.keys.sorted(by: { $0.number < $1.number }) {
            guard let session = sessions[link] else { continue }
            if session.phase != .ready {
                guard session.deadline <= now else { continue }
                drop(
                    link, session.phase == .opening ? "no connection in time" : "no answer to the greeting in time", now
                )
                continue
            }
            switch sessions[link]?.keepaliveAction(at: now) {
            case .ping: actions.append(.write(link, Frame.encode(.ping(CommandPing()))))
            case .giveUp: drop(link, "the broker gave no sign of life within \(options.keepAliveInterval)", now)
            case .wait, nil: break
            }
        }
    }

    mutating func closeUnusedLinks() {
        var used = Set(partitions.compactMap(\.link))
        if case .asking(let link, _) = inquiry { used.insert(link) }
        for (link, session) in sessions where !used.contains(link) {
            sessions[link] = nil
            links[session.route] = nil
            actions.append(.close(link))
        }
    }

    // MARK: Commands

    private mutating func handle(_ command: BaseCommand.Body, on link: LinkID, _ now: Instant) {
        switch command {
        case .ping: actions.append(.write(link, Frame.encode(.pong(CommandPong()))))
        case .authChallenge:
            guard let token = options.token else { return drop(link, "the broker asks for credentials", now) }
            actions.append(.write(link, Session.authResponse(token: token())))
        case .partitionMetadataResponse(let response): partitionsKnown(response, on: link, now)
        case .lookupTopicResponse(let response): found(response, on: link, now)
        case .producerSuccess(let success): created(success, on: link, now)
        case .error(let error): failed(error, on: link, now)
        case .success(let success):
            if let index = index(ofRequest: success.requestID, on: link) { closed(index) }
        case .sendReceipt(let receipt): received(receipt, on: link, now)
        case .sendError(let error): received(error, on: link, now)
        case .closeProducer(let close): movedAway(close, on: link, now)
        case .connect, .connected, .producer, .send, .pong, .partitionMetadata, .lookupTopic, .authResponse: break
        }
    }

    /// The partition that awaits the answer to `request`.
    func index(ofRequest request: UInt64, on link: LinkID) -> Int? {
        partitions.firstIndex { $0.link == link && $0.request?.id == request }
    }

    private mutating func failed(_ error: CommandError, on link: LinkID, _ now: Instant) {
        if sessions[link]?.phase == .greeting {
            let reason = "the broker refused the connection: \(error.error): \(error.message)"
            drop(link, reason, now, error.error.logLevel)
        } else if let index = index(ofRequest: error.requestID, on: link) {
            refused(index, error.error, error.message, now)
        } else if case .asking(link, let request?) = inquiry, request.id == error.requestID {
            inquiryRefused(error.error, error.message, now)
        }
    }
}
