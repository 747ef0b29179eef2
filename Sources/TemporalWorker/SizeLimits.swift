// How much the server takes in one place. It ends a workflow for good whose command holds more, and fails an activity for good
// whose result does; so the worker looks first, and fails what mended code can do again.

import Synchronization
import TemporalCore

/// The largest payloads and memos that a namespace takes.
final class SizeLimits: Sendable {
    /// The type of the failures that tell of something too large.
    static let failureType = "PayloadsTooLarge"

    // A limit of 0 is one that the server does not tell.
    private let limits = Mutex(API.Namespace.NamespaceInfo.Limits())

    /// Keeps what the server says of the namespace.
    func update(_ limits: API.Namespace.NamespaceInfo.Limits?) {
        self.limits.withLock { $0 = limits ?? .init() }
    }

    /// What is too large in `completion`, in a sentence; nil where nothing is.
    func excess(in completion: API.WorkflowService.RespondWorkflowTaskCompletedRequest) -> String? {
        let limits = limits.withLock { $0 }
        for command in completion.commands {
            for part in command.attributes?.measured ?? [] {
                let limit = part.isMemo ? limits.memoSizeLimitError : limits.blobSizeLimitError
                if let excess = excess(part.name, part.size, limit) { return excess }
            }
        }
        for message in completion.messages {
            let name = "the answer to update \(message.protocolInstanceID)"
            if let excess = excess(name, message.body?.encodedSize ?? 0, limits.blobSizeLimitError) { return excess }
        }
        return nil
    }

    /// Whether `payloads`, which are `name`, are too large, in a sentence; nil where they are not.
    func excess(in payloads: API.Common.Payloads, _ name: String) -> String? {
        excess(name, payloads.encodedSize, limits.withLock { $0.blobSizeLimitError })
    }

    /// Whether the commands of a workflow task are too large in all, in a sentence; nil where they are not.
    func excess(inCommands size: Int) -> String? {
        excess("a workflow task's commands", size, limits.withLock { $0.workflowTaskCompletionSizeLimitError })
    }

    private func excess(_ name: String, _ size: Int, _ limit: Int64) -> String? {
        guard limit > 0, size > limit else { return nil }
        return "[TMPRL1103] \(name) has \(size) bytes, over the server's limit of \(limit); \(Self.remedy)"
    }

    /// The sentence that tells of a message that the server did not take because of its size.
    static func refused(_ what: String, _ error: RPCError) -> String {
        "\(what) was too large for the server (\(error.message)); \(remedy)"
    }

    private static let remedy = "send less, or store it elsewhere and send where it is"
}

extension API.Command.Command.Attributes {
    /// A part of a command that the server measures.
    struct Part {
        var name: String
        var size: Int
        var isMemo = false
    }

    /// What the server measures, and how large it is.
    var measured: [Part] {
        switch self {
        case .scheduleActivityTask(let command):
            [Part(name: "the input of activity \(command.activityType?.name ?? "")", size: size(command.input))]
        case .startChildWorkflowExecution(let command):
            [
                Part(
                    name: "the input of child workflow \(command.workflowType?.name ?? "")", size: size(command.input)),
                Part(name: "the memo of child workflow \(command.workflowID)", size: size(command.memo), isMemo: true),
            ]
        case .continueAsNewWorkflowExecution(let command):
            [
                Part(name: "the input of the workflow's next run", size: size(command.input)),
                Part(name: "the memo of the workflow's next run", size: size(command.memo), isMemo: true),
            ]
        case .signalExternalWorkflowExecution(let command):
            [Part(name: "the input of signal \(command.signalName)", size: size(command.input))]
        case .completeWorkflowExecution(let command):
            [Part(name: "the workflow's result", size: size(command.result))]
        case .failWorkflowExecution(let command):
            [Part(name: "the workflow's failure", size: size(command.failure))]
        case .scheduleNexusOperation(let command):
            [Part(name: "the input of operation \(command.operation)", size: size(command.input))]
        case .recordMarker(let command):
            [
                Part(
                    name: "the marker \(command.markerName)",
                    size: command.details.reduce(0) { $0 + $1.key.utf8.count + $1.value.encodedSize })
            ]
        case .modifyWorkflowProperties(let command):
            [Part(name: "the memo", size: dataSize(command.upsertedMemo?.fields))]
        case .upsertWorkflowSearchAttributes(let command):
            [Part(name: "the search attributes", size: dataSize(command.searchAttributes?.indexedFields))]
        default: []
        }
    }

    private func size(_ message: (some Message)?) -> Int { message?.encodedSize ?? 0 }

    private func dataSize(_ fields: [String: Payload]?) -> Int {
        (fields ?? [:]).reduce(0) { $0 + $1.key.utf8.count + $1.value.data.count }
    }
}
