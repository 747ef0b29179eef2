// Shorter ways to make and to name the API's messages, and the translation of the authors' policies.

import TemporalCore

extension API.Common.Payloads {
    package init(_ payloads: [Payload]) {
        self.init()
        self.payloads = payloads
    }

    package init(_ payload: Payload) {
        self.init([payload])
    }

    /// The same payloads, each in storage of its own.
    func copied() -> Self {
        Self(payloads.map { $0.copied() })
    }
}

extension API.Common.ActivityType {
    init(name: String) {
        self.init()
        self.name = name
    }
}

extension API.Common.WorkflowType {
    init(name: String) {
        self.init()
        self.name = name
    }
}

extension API.Common.WorkflowExecution {
    package init(workflowID: String, runID: String) {
        self.init()
        self.workflowID = workflowID
        self.runID = runID
    }
}

extension API.TaskQueue.TaskQueue {
    package init(name: String) {
        self.init()
        self.name = name
        kind = .normal
    }
}

extension API.Google.AnyMessage {
    /// `message` with the URL of its type.
    static func packing(_ message: some Message) -> Self {
        var any = Self()
        any.typeURL = "type.googleapis.com/\(type(of: message).protoName)"
        any.value = message.encoded()
        return any
    }

    /// The message inside, which must be of type `M`.
    func unpack<M: Message>(_ type: M.Type) throws -> M {
        guard typeURL.split(separator: "/").last.map(String.init) == M.protoName else {
            throw WorkflowTaskFailure(
                cause: .badUpdateWorkflowExecutionMessage,
                message: "the server sent a message of type '\(typeURL)' where \(M.protoName) was expected",
                type: "UnexpectedMessage")
        }
        return try M(decoding: value)
    }
}

extension API.Enums.ParentClosePolicy {
    init(_ policy: ParentClosePolicy) {
        self =
            switch policy {
            case .terminate: .terminate
            case .abandon: .abandon
            case .requestCancel: .requestCancel
            }
    }
}

extension ProtoEnum {
    /// The value's name as the documentation writes it, such as `ActivityTaskScheduled`; its number where it has none.
    var label: String {
        guard let name else { return "\(Self.protoName.split(separator: ".").last ?? "")(\(rawValue))" }
        let words = name.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }
        // The contract prefixes each value with the name of its enum.
        let type = Self.protoName.split(separator: ".").last ?? ""
        var prefix = ""
        var index = 0
        while index < words.count, prefix.count < type.count {
            prefix += words[index]
            index += 1
        }
        return words.dropFirst(prefix.lowercased() == type.lowercased() ? index : 0).joined()
    }
}
