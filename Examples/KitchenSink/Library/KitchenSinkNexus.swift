// The Nexus service `kitchen-sink`: what it is sent comes back, at once or from a workflow.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

enum KitchenSinkNexus {
    static let service = "kitchen-sink"
    private static let echoSync = NexusOperation<NexusHandlerInput, String>("echo-sync", of: service)
    private static let echoAsync = NexusOperation<NexusHandlerInput, String>("echo-async", of: service)

    static let handlers = [
        NexusHandler(echoSync) { input, _ in
            guard input.beforeActions?.isEmpty ?? true else {
                throw ApplicationFailure(
                    "echo-sync performs no actions", type: "UnsupportedInput", nonRetryable: true)
            }
            return input.input ?? ""
        },
        NexusHandler(running: echoAsync) { input, context in
            let id = input.handlerWorkflowId ?? ""
            var options = StartWorkflowOptions()
            options.idConflictPolicy =
                switch input.handlerWorkflowIdConflictPolicy {
                case .unspecified, nil: nil
                case .fail: .fail
                case .useExisting: .useExisting
                case .terminateExisting: .terminateExisting
                }
            return try await context.start(
                NexusHandlerWorkflow.self, input, id: id.isEmpty ? context.requestID : id, options: options)
        },
    ]
}

/// Performs actions, waits for the signal `unblock` if it is told to, and returns what it was sent.
actor NexusHandlerWorkflow: Workflow {
    private var isUnblocked = false

    func run(_ input: NexusHandlerInput) async throws -> String {
        if let sets = input.beforeActions, !sets.isEmpty {
            let performed = WorkflowInput(
                initialActions: sets + [ActionSet([Action { $0.returnResult = .init(.null) }])])
            _ = try await executeChild(KitchenSinkWorkflow.self, performed)
        }
        if input.waitForSignal == true { try await wait { $0.isUnblocked } }
        return input.input ?? ""
    }

    static var handlers: Handlers<NexusHandlerWorkflow> {
        Signal("unblock") { (workflow: isolated NexusHandlerWorkflow) in workflow.isUnblocked = true }
    }
}
