// Session: one connection to a broker, without its socket: the greeting, commands cut from bytes, signs of life. Bytes go
// in, commands come out.
import TemporalCore

/// A connection's number; none is used twice.
struct LinkID: Hashable, Sendable {
    var number: Int
}

/// Where a connection leads.
struct Route: Hashable, Sendable, CustomStringConvertible {
    /// The address that is dialled.
    var target: Target
    /// The broker that the proxy at `target` is to pass everything on to.
    var proxyTo: Target?

    var description: String { proxyTo.map { "\($0) through \(target)" } ?? target.description }
}

struct Session {
    enum Phase: Equatable {
        /// The socket is being connected.
        case opening
        /// CONNECT is sent, CONNECTED is awaited.
        case greeting
        case ready
    }

    /// The protocol version that is spoken: the last one before brokers may hand topics to another cluster.
    static let protocolVersion: Int64 = 19
    static let clientVersion = "temporal-swift-pulsar"
    static let authMethod = "token"

    let route: Route
    private(set) var phase = Phase.opening
    /// Until when the session must be ready.
    let deadline: ContinuousClock.Instant
    /// The most bytes that metadata and payload of an entry may have.
    private(set) var maxMessageSize = Frame.defaultMaxMessageSize
    private var reader = FrameReader()
    private var keepalive: Keepalive

    init(_ route: Route, keepAliveInterval: Duration, deadline: ContinuousClock.Instant, now: ContinuousClock.Instant) {
        self.route = route
        self.deadline = deadline
        keepalive = Keepalive(interval: keepAliveInterval, timeout: keepAliveInterval, now: now)
    }

    /// The socket is connected: the greeting to send.
    mutating func open(token: String?, now: ContinuousClock.Instant) -> [UInt8] {
        phase = .greeting
        keepalive.heard(at: now)
        return Frame.encode(
            .connect(
                .with {
                    $0.clientVersion = Self.clientVersion
                    $0.protocolVersion = Self.protocolVersion
                    $0.proxyToBrokerURL = route.proxyTo?.description ?? ""
                    $0.featureFlags = .with { $0.supportsAuthRefresh = true }
                    guard let token else { return }
                    $0.authMethodName = Self.authMethod
                    $0.authData = Bytes(utf8: token)
                }))
    }

    /// The answer to a broker that wants fresh credentials.
    static func authResponse(token: String) -> [UInt8] {
        Frame.encode(
            .authResponse(
                .with {
                    $0.clientVersion = clientVersion
                    $0.protocolVersion = protocolVersion
                    $0.response = .with {
                        $0.authMethodName = authMethod
                        $0.authData = Bytes(utf8: token)
                    }
                }))
    }

    /// Takes in `bytes`.
    mutating func append(_ bytes: UnsafeRawBufferPointer, now: ContinuousClock.Instant) {
        keepalive.heard(at: now)
        reader.append(bytes)
    }

    /// The next command for the producer; nil when more bytes are needed.
    mutating func next(now: ContinuousClock.Instant) throws(ProtocolViolation) -> BaseCommand.Body? {
        while let command = try reader.next() {
            switch (phase, command) {
            case (.greeting, .connected(let connected)):
                phase = .ready
                if connected.maxMessageSize > 0 { maxMessageSize = Int(clamping: connected.maxMessageSize) }
            case (.ready, .pong): keepalive.answered(at: now)
            case (.greeting, .error), (.greeting, .authChallenge), (.ready, _), (_, .ping): return command
            case (_, let command): throw ProtocolViolation("\(command.name) before the greeting was answered")
            }
        }
        return nil
    }

    /// When silence, or a greeting that is not answered, asks for something.
    var nextEvent: ContinuousClock.Instant { phase == .ready ? keepalive.next : deadline }

    /// What silence asks for at `now`.
    mutating func keepaliveAction(at now: ContinuousClock.Instant) -> Keepalive.Action {
        phase == .ready ? keepalive.action(at: now) : .wait(until: deadline)
    }
}

extension BaseCommand.Body {
    /// The command's name, without what it carries.
    var name: String { String("\(self)".prefix { $0 != "(" }) }
}
