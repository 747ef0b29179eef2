// Connection: a socket, TLS where it is wanted, and an HTTP/2 session, joined. It moves bytes when its loop says that the
// socket is ready and never blocks. What is to be sent is asked of the session only as fast as the socket takes it.
import Glibc

/// One connection; only the thread of its loop touches it.
final class Connection {
    struct Options {
        var limits = HTTP2Session.Limits()
        var keepaliveInterval: Duration? = .seconds(30)
        var keepaliveTimeout = Duration.seconds(15)
    }

    /// How much may be gathered for one write.
    private static let outputLimit = 256 << 10

    let socket: Socket
    let session: HTTP2Session
    /// Why the connection is of no more use; nil while it is.
    private(set) var failure: ConnectionFailure?
    /// When the connection was made.
    let start: ContinuousClock.Instant
    private let tls: TLSStream?
    private var isSecured: Bool
    private var keepalive: Keepalive?
    private let keepaliveTimeout: Duration
    private var pingAnswers = 0
    private var output: [UInt8] = []
    private var sent = 0
    private var plaintext: [UInt8] = []

    init(_ socket: Socket, tls: TLSStream?, options: Options, now: ContinuousClock.Instant) throws(ConnectionFailure) {
        self.socket = socket
        self.tls = tls
        start = now
        isSecured = tls == nil
        session = try HTTP2Session(limits: options.limits)
        keepaliveTimeout = options.keepaliveTimeout
        keepalive = options.keepaliveInterval.map {
            Keepalive(interval: $0, timeout: options.keepaliveTimeout, now: now)
        }
    }

    /// Whether calls can be made.
    var isReady: Bool { isSecured && session.hasSettings }

    /// What a connection that is not ready waits for.
    var awaits: String { isSecured ? "the HTTP/2 settings of the server" : "the TLS handshake" }

    /// What the loop is to poll for.
    var pollEvents: Int16 { sent < output.count ? Int16(POLLIN | POLLOUT) : Int16(POLLIN) }

    private var closedEarly: String {
        // A server that wants a client's certificate finds out that there is none when its own handshake is over.
        let check =
            tls != nil && isSecured ? "whether it wants a client certificate" : "that both sides use TLS or neither"
        return "closed by the peer before HTTP/2 began; check \(check)"
    }

    /// Takes in what the socket has, through `buffer`.
    func receive(into buffer: UnsafeMutableRawBufferPointer, now: ContinuousClock.Instant) {
        attempt { () throws(ConnectionFailure) in
            switch socket.receive(into: buffer) {
            case .wouldBlock: return
            case .failed(let code): throw lost(SocketError(code: code).description)
            case .bytes(0): throw lost(isReady ? "closed by the peer" : closedEarly)
            case .bytes(let count):
                keepalive?.heard(at: now)
                let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                if let tls {
                    try tls.feed(bytes)
                    if try handshake(tls) {
                        while let count = try tls.read(into: buffer) {
                            if count == 0 { throw lost("closed by the peer") }
                            try session.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                        }
                    }
                } else {
                    try session.receive(bytes)
                }
                if session.pingAnswers != pingAnswers {
                    pingAnswers = session.pingAnswers
                    keepalive?.answered(at: now)
                }
            }
        }
    }

    /// Sends what the session has for the peer, as far as the socket takes it.
    func flush() {
        attempt { () throws(ConnectionFailure) in
            while true {
                if sent == output.count {
                    output.removeAll(keepingCapacity: true)
                    sent = 0
                    try fillOutput()
                    if output.isEmpty { break }
                }
                let outcome = output.withUnsafeBytes { socket.send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
                switch outcome {
                case .bytes(let count): sent += count
                case .wouldBlock: return
                case .failed(let code):
                    // What the peer sent before it closed, such as a GOAWAY or an alert, says more than this error.
                    output.removeAll(keepingCapacity: true)
                    sent = 0
                    throw lost(SocketError(code: code).description)
                }
            }
            if isSecured, session.isOver {
                throw session.goAway.map(goneAway) ?? session.mistake(session.lastError ?? "the session is over")
            }
        }
    }

    /// Does what is due by time; the result is when there is something to do next.
    func tick(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard isReady, let action = keepalive?.action(at: now) else { return nil }
        switch action {
        case .wait(let until): return until
        case .ping:
            session.ping()
            return now + keepaliveTimeout
        case .giveUp:
            fail(.keepaliveTimeout(keepaliveTimeout))
            return nil
        }
    }

    /// Ends the connection; the owners of its streams are told.
    func fail(_ failure: ConnectionFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
        session.fail(failure)
    }

    private func attempt(_ body: () throws(ConnectionFailure) -> Void) {
        guard failure == nil else { return }
        do {
            try body()
        } catch {
            fail(error)
        }
    }

    private func fillOutput() throws(ConnectionFailure) {
        guard let tls else { return try session.send(into: &output, limit: Self.outputLimit) }
        if try handshake(tls) {
            plaintext.removeAll(keepingCapacity: true)
            try session.send(into: &plaintext, limit: Self.outputLimit)
            try tls.write(plaintext)
        }
        tls.takeOutput(into: &output)
    }

    private func handshake(_ tls: TLSStream) throws(ConnectionFailure) -> Bool {
        if !isSecured { isSecured = try tls.handshake() }
        return isSecured
    }

    private func lost(_ text: String) -> ConnectionFailure {
        session.goAway.map(goneAway) ?? .lost(text)
    }

    private func goneAway(_ goAway: HTTP2Session.GoAway) -> ConnectionFailure {
        .goAway(code: goAway.code.description, text: goAway.text)
    }
}
