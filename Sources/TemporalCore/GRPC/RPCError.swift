// RPCError: the one error of calls. It says which method, at which server, what went wrong and what to do.

/// A call that did not succeed.
public struct RPCError: Error, Sendable, Hashable {
    /// How the call ended; never ``StatusCode/ok``.
    public var code: StatusCode
    /// What the server, or this side, says of it.
    public var message: String
    /// The `google.rpc.Status` that the server sent along, encoded; empty where it sent none.
    public var details: Bytes
    /// The method, as in `/temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution`.
    public var method: String
    /// The server's address as it was configured.
    public var peer: String
    /// Why there was no connection, where that is the reason.
    public var connectionFailure: ConnectionFailure?
    /// Whether the same call may succeed when it is made again; a message over the limit, for one, cannot.
    package private(set) var canHeal: Bool

    /// Whether an answer came that is no message of its kind. The next one may be, but not without end.
    package var isUnreadable = false

    /// Whether a message was larger than the server or this side takes, so that the same call can never succeed. The words
    /// are those of gRPC's own libraries, which the server's answer comes from.
    package var isMessageTooLarge: Bool {
        code == .resourceExhausted && (!canHeal || message.contains("larger than max"))
    }

    /// An error with the given parts.
    public init(
        code: StatusCode, message: String, details: Bytes = Bytes(), method: String = "", peer: String = "",
        connectionFailure: ConnectionFailure? = nil
    ) {
        self.init(
            code: code, message: message, details: details, method: method, peer: peer,
            connectionFailure: connectionFailure, canHeal: true)
    }

    init(
        code: StatusCode, message: String, details: Bytes, method: String, peer: String,
        connectionFailure: ConnectionFailure?, canHeal: Bool
    ) {
        self.code = code
        self.message = message
        self.details = details
        self.method = method
        self.peer = peer
        self.connectionFailure = connectionFailure
        self.canHeal = canHeal
    }
}

extension RPCError: CustomStringConvertible {
    /// Which method failed at which server, how, and what to do.
    public var description: String {
        let name = method.split(separator: "/").last.map(String.init) ?? "a call"
        let place = peer.isEmpty ? name : "\(name) at \(peer)"
        return "\(place) failed with \(code): \(message)\(remedy.map { "; \($0)" } ?? "")"
    }

    private var remedy: String? {
        if connectionFailure != nil { return nil }
        return switch code {
        case .unauthenticated: "check the API key or the client certificate"
        case .permissionDenied: "check the rights of the API key or the client certificate in this namespace"
        case .unimplemented: "check that the address is a Temporal frontend, and its version"
        default: nil
        }
    }
}

/// How a call ended, before it is known which call it was.
struct Status: Error, Equatable {
    var code: StatusCode
    var message: String
    var details = Bytes()
    var connectionFailure: ConnectionFailure?
    var canHeal = true

    func error(method: String, peer: String) -> RPCError {
        RPCError(
            code: code, message: message, details: details, method: method, peer: peer,
            connectionFailure: connectionFailure, canHeal: canHeal)
    }
}
