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
                    $0.currentDetails = currentDetails
                })
        case "__stack_trace":
            return try converter.encode(waitsText)
        case "__enhanced_stack_trace":
            return Payload(protobuf: stacks)
        default:
            return nil
        }
    }

    /// What the code waits for, and where. Swift has no stack of a task that waits.
    private var waitsText: String {
        let waits = executor.openWaits
        if waits.isEmpty { return "the workflow waits for nothing" }
        return waits.map { wait in
            "waits for \(wait.label)\(wait.site.map { " at \($0.text)" } ?? "")"
        }.joined(separator: "\n")
    }

    /// The same, a stack of one place for each wait. The sources are not where the worker is.
    private var stacks: API.SDK.EnhancedStackTrace {
        .with { trace in
            trace.sdk = .with {
                $0.name = SDK.name
                $0.version = SDK.version
            }
            trace.stacks = executor.openWaits.map { wait in
                .with {
                    $0.locations = [
                        .with {
                            $0.filePath = wait.site?.file ?? ""
                            $0.line = Int32(clamping: wait.site?.lineNumber ?? 0)
                            $0.functionName = wait.label
                        }
                    ]
                }
            }
        }
    }
}
