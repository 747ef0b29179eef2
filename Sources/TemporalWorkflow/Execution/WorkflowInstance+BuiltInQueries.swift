// The queries that every workflow answers, whose names begin with two underscores.

import TemporalCore

extension WorkflowInstance {
    /// The answer to a query that every workflow answers; nil where `name` is none.
    func answerBuiltIn(_ name: String) throws -> Payload? {
        switch name {
        case "__temporal_workflow_metadata":
            return Payload(
                protobuf: API.SDK.WorkflowMetadata.with {
                    $0.definition = workflow?.definition
                })
        case "__stack_trace":
            return try converter.encode(waitsText)
        default:
            return nil
        }
    }

    /// What the code waits for. Swift has no stack of a task that waits.
    private var waitsText: String {
        let labels = executor.waitLabels
        if labels.isEmpty { return "the workflow waits for nothing" }
        return labels.map { "waits for \($0)" }.joined(separator: "\n")
    }
}
