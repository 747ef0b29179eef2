// Signals to other workflows, and requests to cancel them.

import TemporalCore

extension WorkflowInstance {
    nonisolated(nonsending) func signalExternal(
        workflowID: String, runID: String, childOnly: Bool, name: String, input: [Payload],
        header: API.Common.Header? = nil, at site: CallSite
    ) async throws {
        try await checkCallAllowed()
        if header == nil, !interceptors.isEmpty {
            return try await interceptSignal(
                SignalExternalInput(
                    workflowID: workflowID, runID: runID.isEmpty ? nil : runID, isForChild: childOnly, signal: name,
                    arguments: input), at: site)
        }
        let sequence = machines.nextSequence(.signalExternal)
        var attributes = API.Command.SignalExternalWorkflowExecutionCommandAttributes()
        attributes.namespace = info.namespace
        attributes.execution = API.Common.WorkflowExecution(workflowID: workflowID, runID: runID)
        attributes.signalName = name
        attributes.input = input.isEmpty ? nil : .init(input)
        attributes.childWorkflowOnly = childOnly
        attributes.header = header?.orNil
        machines.issue(.signalExternal(sequence), .signalExternalWorkflowExecution(attributes), at: site)
        let wait = DurableFuture<Void>(run: executor, "signal \(name) to \(workflowID)", at: site)
        signalWaits[sequence] = wait
        try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            onRun {
                // Once it is sent a signal cannot be taken back; its answer is waited for.
                guard self.machines.commands.contains(where: { $0.key == .signalExternal(sequence) }) else { return }
                self.machines.drop(.signalExternal(sequence))
                self.signalWaits.removeValue(forKey: sequence)?.resolve(with: .failure(CancellationError()))
            }
        }
    }

    nonisolated(nonsending) func cancelExternal(
        workflowID: String, runID: String, isIntercepted: Bool = false, at site: CallSite
    ) async throws {
        try await checkCallAllowed()
        if !isIntercepted, !interceptors.isEmpty {
            return try await interceptCancellation(
                CancelExternalInput(workflowID: workflowID, runID: runID.isEmpty ? nil : runID), at: site)
        }
        let sequence = machines.nextSequence(.cancelExternal)
        var attributes = API.Command.RequestCancelExternalWorkflowExecutionCommandAttributes()
        attributes.namespace = info.namespace
        attributes.workflowID = workflowID
        attributes.runID = runID
        machines.issue(.cancelExternal(sequence), .requestCancelExternalWorkflowExecution(attributes), at: site)
        let wait = DurableFuture<Void>(run: executor, "cancellation of \(workflowID)", at: site)
        cancelWaits[sequence] = wait
        try await wait.value
    }
}
