// Connector: gets a connection: resolves the name, dials its addresses, has a proxy open a tunnel if there is one, secures the socket,
// awaits the server's SETTINGS.
// Each attempt begins at the name again and ends in time; after a failed one the next waits, longer each time. An address that
// accepts and then turns out to be no server of ours (another program's port, a broken TLS) comes last in the next attempt.
import Glibc

/// The way to a connection; only the thread of its loop touches it.
final class Connector {
    enum Outcome {
        case pending
        case connected(Connection)
        case failed(ConnectionFailure)
    }

    private enum Phase {
        case idle
        case resolving
        case dialing(Dialer)
        case tunneling(HTTPTunnel)
        case securing(Connection)
    }

    private let target: Target
    private let proxy: HTTPProxy?
    private let tls: TLSOptions?
    private let options: Connection.Options
    private let timeout: Duration
    private var phase = Phase.idle
    private var attemptEnd = ContinuousClock.now
    private var backoff = Backoff(initial: .milliseconds(100), factor: 1.6, cap: .seconds(10))
    private var retryAt: ContinuousClock.Instant?
    private var resolution: Result<[Address], ConnectionFailure>?
    private var isLookingUp = false
    /// How many attempts failed after an address had accepted the connection: by as many places the addresses are turned.
    private var disappointments = 0
    private let resolved: @Sendable (Result<[Address], ConnectionFailure>) -> Void

    /// `resolved` is called on another thread and brings its argument back to `nameResolved`.
    init(
        _ target: Target, proxy: HTTPProxy? = nil, tls: TLSOptions?, options: Connection.Options, timeout: Duration,
        resolved: @escaping @Sendable (Result<[Address], ConnectionFailure>) -> Void
    ) {
        self.target = target
        self.proxy = proxy
        self.tls = tls
        self.options = options
        self.timeout = timeout
        self.resolved = resolved
    }

    /// Whether an attempt is under way.
    var isConnecting: Bool { if case .idle = phase { false } else { true } }

    /// Whether the pause after a failed attempt is not over.
    func isPausing(at now: ContinuousClock.Instant) -> Bool {
        !isConnecting && retryAt.map { $0 > now } ?? false
    }

    /// Begins an attempt if none is under way and none must be waited for.
    func start(now: ContinuousClock.Instant) {
        guard !isConnecting, retryAt.map({ $0 <= now }) ?? true else { return }
        attemptEnd = now + timeout
        phase = .resolving
        resolution = nil
        let target = dialed
        if target.isAddress {
            resolution = Address.resolve(target, numericOnly: true)
        } else if !isLookingUp {
            // A look-up cannot be broken off; one that outlives its attempt serves the next.
            isLookingUp = true
            let failure = SystemThread.start("temporal-dns") { [resolved] in resolved(Address.resolve(target)) }
            if failure != 0 { nameResolved(.failure(.system("no thread: \(SocketError(code: failure))"))) }
        }
    }

    /// Stops the attempt under way.
    func stop() {
        phase = .idle
    }

    /// The name's addresses are known.
    func nameResolved(_ result: Result<[Address], ConnectionFailure>) {
        isLookingUp = false
        resolution = result
    }

    /// A connection made here takes no more calls. If it did not last, there is a pause before the next, as after a failure.
    func lost(_ connection: Connection, now: ContinuousClock.Instant) {
        if connection.start + .seconds(5) < now {
            backoff.reset()
            retryAt = nil
        } else {
            waitForNext(now)
        }
    }

    /// When something is to be done next if no descriptor becomes ready.
    var nextEvent: ContinuousClock.Instant? {
        switch phase {
        case .idle: retryAt
        case .dialing(let dialer): min(attemptEnd, dialer.nextAttempt ?? attemptEnd)
        case .resolving, .tunneling, .securing: attemptEnd
        }
    }

    /// The descriptors to poll.
    func appendDescriptors(to list: inout [pollfd]) {
        switch phase {
        case .idle, .resolving: break
        case .dialing(let dialer):
            for socket in dialer.attempts {
                list.append(pollfd(fd: socket.descriptor, events: Int16(POLLOUT), revents: 0))
            }
        case .tunneling(let tunnel):
            list.append(pollfd(fd: tunnel.socket.descriptor, events: tunnel.pollEvents, revents: 0))
        case .securing(let connection):
            list.append(pollfd(fd: connection.socket.descriptor, events: connection.pollEvents, revents: 0))
        }
    }

    /// Goes on as far as possible; `ready` are the descriptors that were appended, after the poll.
    func advance(
        ready: ArraySlice<pollfd>, buffer: UnsafeMutableRawBufferPointer, now: ContinuousClock.Instant
    ) -> Outcome {
        do throws(ConnectionFailure) {
            if case .resolving = phase, let result = resolution {
                phase = .dialing(Dialer(turned(try result.get()), now: now))
            }
            if case .dialing(var dialer) = phase {
                let indices = ready.enumerated().filter { $0.element.revents != 0 }.map(\.offset)
                switch dialer.advance(ready: indices, now: now) {
                case .pending: phase = .dialing(dialer)
                case .failed(let failure): throw failure
                case .connected(let socket):
                    if let proxy {
                        phase = .tunneling(HTTPTunnel(socket, to: target, through: proxy))
                    } else {
                        phase = .securing(try secured(socket, now))
                    }
                }
            } else if case .tunneling(var tunnel) = phase {
                phase = try tunnel.advance(buffer) ? .securing(try secured(tunnel.socket, now)) : .tunneling(tunnel)
            } else if case .securing(let connection) = phase {
                if ready.contains(where: { $0.revents & ~Int16(POLLOUT) != 0 }) {
                    connection.receive(into: buffer, now: now)
                }
                connection.flush()
                if let failure = connection.failure { throw failure }
                if connection.isReady {
                    phase = .idle
                    retryAt = nil
                    return .connected(connection)
                }
            }
            if isConnecting, now >= attemptEnd { throw .timedOut(awaiting: awaited) }
            return .pending
        } catch {
            switch phase {
            case .tunneling, .securing: disappointments += 1
            case .idle, .resolving, .dialing: break
            }
            phase = .idle
            waitForNext(now)
            return .failed(error)
        }
    }

    /// Where the socket is connected to.
    private var dialed: Target { proxy?.target ?? target }

    private func secured(_ socket: Socket, _ now: ContinuousClock.Instant) throws(ConnectionFailure) -> Connection {
        let stream = try tls.map { options throws(ConnectionFailure) in
            try TLSStream(options, host: target.host)
        }
        let connection = try Connection(socket, tls: stream, options: options, now: now)
        connection.flush()
        return connection
    }

    private func turned(_ addresses: [Address]) -> [Address] {
        guard !addresses.isEmpty else { return addresses }
        let first = disappointments % addresses.count
        return Array(addresses[first...] + addresses[..<first])
    }

    private func waitForNext(_ now: ContinuousClock.Instant) {
        var random = SystemRandomNumberGenerator()
        retryAt = now + backoff.next(using: &random)
    }

    private var awaited: String {
        switch phase {
        case .idle, .resolving: "the addresses of \(dialed.host)"
        case .dialing: "a connection to \(dialed)"
        case .tunneling: "the HTTP proxy's tunnel to \(target)"
        case .securing(let connection): connection.awaits
        }
    }
}
