// Child workflows: start, end, and what a cancellation of the waiting task does.

import TemporalCore

extension WorkflowInstance {
    /// Starts a child workflow and waits until it has started; returns its sequence number, id and run id.
    nonisolated(nonsending) func startChild(
        type: String, input: [Payload], options: ChildWorkflowOptions, header: API.Common.Header? = nil,
        at site: CallSite
    ) async throws -> StartedChild {
        try await checkCallAllowed()
        if header == nil, !interceptors.isEmpty {
            return try await interceptChild(
                StartChildInput(workflowType: type, arguments: input, options: options), at: site)
        }
        if let problem = options.problem {
            throw badOptions(of: "child workflow \(type):", problem, .badStartChildExecutionAttributes)
        }
        let metadata = try converter.userMetadata(summary: options.summary, details: options.details)
        let memo = try options.memo.encoded(with: converter)
        let sequence = machines.nextSequence(.child)
        let id = options.id ?? random.uuid()
        var attributes = API.Command.StartChildWorkflowExecutionCommandAttributes()
        attributes.namespace = info.namespace
        attributes.workflowID = id
        attributes.workflowType = API.Common.WorkflowType(name: type)
        attributes.taskQueue = API.TaskQueue.TaskQueue(name: options.taskQueue ?? info.taskQueue)
        attributes.input = input.isEmpty ? nil : .init(input)
        attributes.workflowExecutionTimeout = options.executionTimeout
        attributes.workflowRunTimeout = options.runTimeout
        attributes.workflowTaskTimeout = options.taskTimeout
        attributes.parentClosePolicy = .init(options.parentClosePolicy)
        attributes.workflowIDReusePolicy = .init(options.idReusePolicy)
        attributes.retryPolicy = options.retryPolicy.map(API.Common.RetryPolicy.init)
        attributes.cronSchedule = options.cronSchedule ?? ""
        attributes.header = header?.orNil
        attributes.memo = memo
        attributes.searchAttributes = options.searchAttributes.encoded
        attributes.priority = options.priority.map(API.Common.Priority.init)
        machines.children[sequence] = ChildMachine(
            namespace: info.namespace, workflowID: id, workflowType: API.Common.WorkflowType(name: type),
            cancellation: options.cancellation)
        machines.issue(.child(sequence), .startChildWorkflowExecution(attributes), userMetadata: metadata, at: site)
        let start = DurableFuture<String>(run: executor, "start of child workflow \(type)", at: site)
        let end = DurableFuture<API.Common.Payloads?>(run: executor, "child workflow \(type)", at: site)
        childStartWaits[sequence] = start
        childWaits[sequence] = end
        let runID = try await withTaskCancellationHandler {
            try await start.value
        } onCancel: {
            onRun { self.cancelChild(sequence, at: site) }
        }
        return StartedChild(sequence: sequence, workflowID: id, runID: runID, end: end, site: site)
    }

    /// Waits until a child has closed.
    nonisolated(nonsending) func result(of child: StartedChild) async throws -> API.Common.Payloads? {
        if isReadOnly { throw ReadOnlyError() }
        return try await withTaskCancellationHandler {
            try await child.end.value
        } onCancel: {
            onRun { self.cancelChild(child.sequence, at: child.site) }
        }
    }

    func cancelChild(_ sequence: Int64, at site: CallSite) {
        guard var machine = machines.children[sequence] else { return }
        let cancellation = machine.call.cancel()
        machines.children[sequence] = machine
        switch cancellation {
        case .dropCommand:
            machines.drop(.child(sequence))
            machines.children[sequence] = nil
            let failure = machine.failure(
                "Child Workflow Execution cancelled before scheduled", cause: .canceled())
            resolveChildCanceled(sequence, failure)
        case .request(let isOver):
            requestCancellation(ofChild: sequence, at: site)
            if isOver { resolveChildCanceled(sequence, machine.canceledFailure) }
        case .abandon:
            resolveChildCanceled(sequence, machine.canceledFailure)
        case .ignore:
            break
        }
    }

    /// Cancels a child that has started, whatever is to become of it where a waiting task is canceled.
    func askToCancel(_ sequence: Int64, at site: CallSite) {
        // Core abandons the child here, too, and histories that it began say so.
        guard !machines.flags.isBegunElsewhere, machines.children[sequence]?.call.requestOfAbandoned() == true else {
            return cancelChild(sequence, at: site)
        }
        requestCancellation(ofChild: sequence, at: site)
    }

    func requestCancellation(ofChild sequence: Int64, at site: CallSite?) {
        guard var machine = machines.children[sequence] else { return }
        machine.recordCancellationRequest()
        machines.children[sequence] = machine
        let cancelSequence = machines.nextSequence(.cancelExternal)
        machines.childCancellations[cancelSequence] = sequence
        var attributes = API.Command.RequestCancelExternalWorkflowExecutionCommandAttributes()
        attributes.namespace = info.namespace
        // No run id: a child that continues as new, or is tried again, is still this child.
        attributes.workflowID = machine.workflowID
        attributes.childWorkflowOnly = true
        machines.issue(
            .cancelExternal(cancelSequence), .requestCancelExternalWorkflowExecution(attributes), at: site)
    }

    private func resolveChildCanceled(_ sequence: Int64, _ failure: API.Failure.Failure) {
        let error = converter.error(from: failure)
        childStartWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
        childWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
    }
}

/// A child workflow that has started, as interceptors see it.
public struct StartedChild: Sendable {
    let sequence: Int64
    /// The child's workflow id.
    public let workflowID: String
    /// The id of its first run.
    public let runID: String
    let end: DurableFuture<API.Common.Payloads?>
    let site: CallSite
}
