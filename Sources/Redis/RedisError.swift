// What can go wrong with a cache, so that whoever uses it knows whether to go on without.

/// Why a command has no answer.
public enum RedisError: Error, Hashable, CustomStringConvertible {
    /// There is no connection; the client tries to make one again and again. Whether a command that was sent has had its
    /// effect is not known.
    case unavailable(reason: String)
    /// There was no answer in time. Whether the command has had its effect is not known.
    case timedOut(limit: Duration)
    /// As many commands wait as may.
    case tooManyWaiting(limit: Int)
    /// A key and value have more bytes than are sent.
    case tooLarge(bytes: Int, limit: Int)
    /// The server answered with an error.
    case refused(message: String)
    /// The server answered with what is no answer to this command.
    case unexpectedReply(String)
    /// An expiry that is not after now.
    case invalidExpiry(Duration)
    /// The client has stopped.
    case stopped

    /// What happened.
    public var description: String {
        switch self {
        case .unavailable(let reason): "Redis is not available: \(reason)"
        case .timedOut(let limit): "Redis did not answer within \(limit)"
        case .tooManyWaiting(let limit):
            "\(limit) commands wait for Redis already: it is slower than what is asked of it"
        case .tooLarge(let bytes, let limit):
            "a key and value of \(bytes) bytes are more than the \(limit) that are sent"
        case .refused(let message): "Redis refused a command: \(message)"
        case .unexpectedReply(let reply): "Redis answered with \(reply), which is no answer to the command"
        case .invalidExpiry(let expiry): "a value cannot expire after \(expiry): expected a millisecond at least"
        case .stopped: "the client of Redis has stopped"
        }
    }
}

/// An answer of the server.
enum RedisReply: Sendable {
    case bytes([UInt8])
    case null
    case integer(Int64)
    case status(String)
    case error(String)
}
