// The bridge to the central bank, over our own gRPC. A call is tried once: whoever asks is an activity, which the server tries
// again, and repeated requests are known by their id.

import Logging
import Synchronization
import TemporalCore

/// How the bridge is reached.
public struct BridgeOptions: Sendable {
    /// Where it listens.
    public var target: Target
    /// How long one call may take.
    public var timeout: Duration = .seconds(30)
    /// TLS; nil is plaintext.
    public var tls: TLSOptions?
    /// How many calls in a row must find the bridge down before calls are declined at once.
    public var breakerThreshold = 5
    /// For how long they are, before one is let through again.
    public var breakerPause: Duration = .seconds(5)

    /// A bridge at `target`.
    public init(target: Target) {
        self.target = target
    }
}

/// The central bank's directory, as the bank's bridge shows it.
public final class Bridge: Sendable {
    private let channel: Channel
    private let options: BridgeOptions
    private let breaker: Mutex<CircuitBreaker>
    private let logger: Logger

    /// A bridge; it connects when it is first called.
    public init(_ options: BridgeOptions, logger: Logger) {
        channel = Channel(target: options.target, options: .init(tls: options.tls), logger: logger)
        self.options = options
        self.logger = logger
        breaker = Mutex(CircuitBreaker(threshold: options.breakerThreshold, pause: options.breakerPause))
    }

    /// Ends the calls that run and closes the connection.
    public func close() async {
        await channel.close()
    }

    /// Submits a request to the central bank's directory.
    ///
    /// - Throws: ``DirectoryError`` where that declines it; an error that may pass otherwise.
    func submit<Request: BridgeRequest>(_ request: Request) async throws {
        _ = try await call(Request.method, request, answer: BridgeAPI.Submitted.self)
    }

    func checksum(of type: KeyType) async throws -> BridgeAPI.GetChecksumResponse {
        var request = BridgeAPI.GetChecksumRequest()
        request.keyType = type.rawValue
        return try await call("GetChecksum", request)
    }

    func entries(_ request: BridgeAPI.ListEntriesRequest) async throws -> BridgeAPI.ListEntriesResponse {
        try await call("ListEntries", request)
    }

    private func call<Request: Message, Response: Message>(
        _ method: String, _ request: Request, answer: Response.Type = Response.self
    ) async throws -> Response {
        if let pause = breaker.withLock({ $0.admit(at: .now) }) {
            throw ApplicationFailure(
                "the bridge was down \(options.breakerThreshold) times in a row, and is given time to come back",
                type: "BridgeUnavailable", nextRetryDelay: pause)
        }
        do throws(RPCError) {
            let response = try await channel.unary(
                "/bridge.v1.BridgeService/\(method)", request.encoded(), timeout: options.timeout)
            breaker.withLock { $0.succeeded() }
            return try decode(response.message, method)
        } catch {
            note(error)
            throw Self.failure(error)
        }
    }

    private func decode<Response: Message>(_ message: Bytes, _ method: String) throws(RPCError) -> Response {
        do {
            return try Response(decoding: message)
        } catch {
            throw RPCError(
                code: .internal, message: "the answer cannot be read: \(error)", method: method,
                peer: options.target.description)
        }
    }

    private func note(_ error: RPCError) {
        switch error.code {
        case .unavailable, .deadlineExceeded, .resourceExhausted:
            if breaker.withLock({ $0.failed(at: .now) }) {
                logger.warning("the bridge at \(options.target) is down: \(error)")
            }
        case .cancelled: breaker.withLock { $0.abandoned(at: .now) }
        default: breaker.withLock { $0.succeeded() }
        }
    }

    /// What a call's error means to an activity: the directory's word stands, everything else may pass.
    private static func failure(_ error: RPCError) -> any Error {
        switch error.code {
        case .failedPrecondition, .invalidArgument, .notFound, .alreadyExists, .permissionDenied:
            let parts = error.message.split(separator: ": ", maxSplits: 1)
            guard parts.count == 2, parts[0].utf8.allSatisfy({ $0.isCapital || $0.isSmallLetter }) else {
                return DirectoryError(.declined, error.message)
            }
            return DirectoryError(DirectoryError.Name(rawValue: String(parts[0])), String(parts[1]))
        case .cancelled: return CancellationError()
        default: return ApplicationFailure("the bridge: \(error)", type: "BridgeUnavailable")
        }
    }
}
