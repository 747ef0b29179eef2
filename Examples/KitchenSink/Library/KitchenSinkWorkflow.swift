// `kitchenSink`: the workflow that does what it is told, which every SDK has for the load scenarios and the fuzzer of
// temporalio/omes. What an action does is in KitchenSinkWorkflow+Actions.swift.

import TemporalCore
import TemporalWorkflow

/// Does actions that its input, signals and updates name, until one of them ends it.
package actor KitchenSinkWorkflow: Workflow {
    package static let workflowType = "kitchenSink"

    var state = WorkflowState()
    /// What was begun and is waited for later.
    var pending: [Task<Void, any Error>] = []
    private var missingSignals: [Int] = []
    private var hasBegun = false
    private var end: Result<Payload, any Error>?

    package init() {}

    package func run(_ input: WorkflowInput?) async throws -> Payload {
        missingSignals = input?.expectedSignalIds ?? []
        if missingSignals.isEmpty, let count = input?.expectedSignalCount, count > 0 {
            missingSignals = Array(1...count)
        }
        let expectsSignals = !missingSignals.isEmpty
        hasBegun = true
        var result: Payload?
        for set in input?.initialActions ?? [] where result == nil {
            result = try await perform(set)
        }
        if result == nil {
            try await wait { $0.end != nil }
            result = try end?.get()
        }
        if expectsSignals {
            guard try await wait(upTo: .seconds(60), until: { $0.missingSignals.isEmpty }) else {
                throw ApplicationFailure("signals have not come: \(missingSignals)", type: "MissingSignals")
            }
        }
        return result ?? .null
    }

    package static var handlers: Handlers<KitchenSinkWorkflow> {
        // What has not ended when the workflow does is what the sender wants.
        doActionsSignal.ifUnfinished(.abandon)
        doActionsUpdate.ifUnfinished(.abandon)
        reportState
    }

    package static let doActionsSignal = Signal<KitchenSinkWorkflow, DoSignal.DoSignalActions>("do_actions_signal") {
        workflow, signal in try await workflow.take(signal)
    }

    package static let doActionsUpdate = Update<KitchenSinkWorkflow, DoActionsUpdate, Payload>("do_actions_update") {
        workflow, update in
        if let result = try await workflow.perform(update.doActions ?? ActionSet([])) { return result }
        return try DataConverter.default.encode(workflow.state)
    } validator: { _, update in
        if update.rejectMe != nil { throw ApplicationFailure("rejected", type: "Rejected") }
    }

    // What it is asked with is there to have a size.
    package static let reportState = Query<KitchenSinkWorkflow, Payload?, WorkflowState>("report_state") {
        workflow, _ in workflow.state
    }

    private func take(_ signal: DoSignal.DoSignalActions) async throws {
        // It may be here before `run` has said which signals are expected.
        try await wait { $0.hasBegun }
        if let id = signal.signalId, id != 0 {
            guard let index = missingSignals.firstIndex(of: id) else { return }
            missingSignals.remove(at: index)
        }
        do {
            guard let result = try await perform(signal.doActionsInMain ?? signal.doActions ?? ActionSet([])) else {
                return
            }
            end = end ?? .success(result)
        } catch {
            end = end ?? .failure(error)
        }
    }
}
