// gRPC's status codes (grpc/grpc, doc/statuscodes.md) and what other layers' codes mean in them.

/// The outcome of a gRPC call.
public struct StatusCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int

    /// The code with a number, known or not.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The call succeeded.
    public static let ok = StatusCode(rawValue: 0)
    /// The caller canceled the call.
    public static let cancelled = StatusCode(rawValue: 1)
    /// An error without a code.
    public static let unknown = StatusCode(rawValue: 2)
    /// The request is wrong, whatever the state of the server.
    public static let invalidArgument = StatusCode(rawValue: 3)
    /// The deadline passed.
    public static let deadlineExceeded = StatusCode(rawValue: 4)
    /// What was asked for does not exist.
    public static let notFound = StatusCode(rawValue: 5)
    /// What was to be made exists.
    public static let alreadyExists = StatusCode(rawValue: 6)
    /// The caller may not do this.
    public static let permissionDenied = StatusCode(rawValue: 7)
    /// A quota or a limit is used up.
    public static let resourceExhausted = StatusCode(rawValue: 8)
    /// The server is not in a state for this request.
    public static let failedPrecondition = StatusCode(rawValue: 9)
    /// The request lost against another one.
    public static let aborted = StatusCode(rawValue: 10)
    /// The request reached past a range.
    public static let outOfRange = StatusCode(rawValue: 11)
    /// The server does not have this method.
    public static let unimplemented = StatusCode(rawValue: 12)
    /// Something is broken.
    public static let `internal` = StatusCode(rawValue: 13)
    /// The server cannot be reached at the moment.
    public static let unavailable = StatusCode(rawValue: 14)
    /// Data is lost.
    public static let dataLoss = StatusCode(rawValue: 15)
    /// The caller is not known.
    public static let unauthenticated = StatusCode(rawValue: 16)

    /// The code's name as gRPC writes it.
    public var description: String {
        let names = [
            "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
            "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
            "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
        ]
        return names.indices.contains(rawValue) ? names[rawValue] : "CODE_\(rawValue)"
    }
}

extension StatusCode {
    /// What an HTTP status means where there is no `grpc-status`.
    init(httpStatus: Int) {
        self =
            switch httpStatus {
            case 400: .internal
            case 401: .unauthenticated
            case 403: .permissionDenied
            case 404: .unimplemented
            // Not in gRPC's table: a gateway that limits the size of requests, as gRPC's own libraries do with this code.
            case 413: .resourceExhausted
            case 429, 502, 503, 504: .unavailable
            default: .unknown
            }
    }

    /// What the reset of a stream means.
    init(_ code: HTTP2ErrorCode) {
        self =
            switch code {
            case .refusedStream: .unavailable
            case .cancel: .cancelled
            case .enhanceYourCalm: .resourceExhausted
            case .inadequateSecurity: .permissionDenied
            default: .internal
            }
    }
}
