// What the code asks for: each function issues a command, waits for its outcome, and takes the command back, or asks for a
// cancellation, when the waiting task is canceled.

import TemporalCore

extension WorkflowInstance {
    /// Throws where nothing may be asked for: in a query or a validator, after eviction, or in a canceled task.
    func checkCommandAllowed() throws {
        if isReadOnly { throw ReadOnlyError() }
        if executor.isEvicted { throw EvictionError() }
        try Task.checkCancellation()
    }

    nonisolated(nonsending) func executeActivity(
        type: String, input: [Payload], options: ActivityOptions, header: API.Common.Header? = nil, at site: CallSite
    ) async throws -> API.Common.Payloads? {
        try checkCommandAllowed()
        if header == nil, !interceptors.isEmpty {
            return try await interceptActivity(
                ExecuteActivityCallInput(activityType: type, arguments: input, options: options), at: site)
        }
        guard options.startToClose != nil || options.scheduleToClose != nil else {
            throw WorkflowTaskFailure(
                cause: .badScheduleActivityAttributes,
                message: "activity \(type) needs startToClose or scheduleToClose", type: "MissingTimeout")
        }
        let sequence = machines.nextSequence(.activity)
        let activityType = API.Common.ActivityType(name: type)
        var attributes = API.Command.ScheduleActivityTaskCommandAttributes()
        attributes.activityID = String(sequence)
        attributes.activityType = activityType
        attributes.taskQueue = API.TaskQueue.TaskQueue(name: options.taskQueue ?? info.taskQueue)
        attributes.input = input.isEmpty ? nil : .init(input)
        attributes.scheduleToCloseTimeout = options.scheduleToClose
        attributes.scheduleToStartTimeout = options.scheduleToStart
        attributes.startToCloseTimeout = options.startToClose
        attributes.heartbeatTimeout = options.heartbeat
        attributes.retryPolicy = options.retryPolicy.map(API.Common.RetryPolicy.init)
        attributes.priority = options.priority.map(API.Common.Priority.init)
        attributes.header = header?.orNil
        machines.activities[sequence] = ActivityMachine(
            activityID: attributes.activityID, activityType: activityType, cancellation: options.cancellation)
        machines.issue(
            .activity(sequence), .scheduleActivityTask(attributes),
            userMetadata: try userMetadata(summary: options.summary), at: site)
        let wait = DurableFuture<API.Common.Payloads?>(run: executor, "activity \(type)", at: site)
        activityWaits[sequence] = wait
        return try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            onRun { self.cancelActivity(sequence, at: site) }
        }
    }

    private func cancelActivity(_ sequence: Int64, at site: CallSite) {
        guard var machine = machines.activities[sequence] else { return }
        let cancellation = machine.cancel()
        machines.activities[sequence] = machine
        switch cancellation {
        case .dropCommand:
            machines.drop(.activity(sequence))
            machines.activities[sequence] = nil
            resolveCanceled(sequence, machine.canceledFailure("Activity cancelled before scheduled"))
        case .request(let scheduledEventID, let isOver):
            var attributes = API.Command.RequestCancelActivityTaskCommandAttributes()
            attributes.scheduledEventID = scheduledEventID
            machines.issue(.cancelActivity(sequence), .requestCancelActivityTask(attributes), at: site)
            if isOver { resolveCanceled(sequence, machine.canceledFailure("Activity cancelled")) }
        case .abandon:
            resolveCanceled(sequence, machine.canceledFailure("Activity cancelled"))
        case .ignore:
            break
        }
    }

    private func resolveCanceled(_ sequence: Int64, _ failure: API.Failure.Failure) {
        activityWaits.removeValue(forKey: sequence)?.resolve(with: result(.failed(failure)))
    }

    nonisolated(nonsending) func sleep(for duration: Duration, summary: String? = nil, at site: CallSite) async throws {
        try checkCommandAllowed()
        guard duration > .zero else { return }
        let metadata = try userMetadata(summary: summary)
        let (sequence, wait) = startTimer(duration, userMetadata: metadata, at: site)
        try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            onRun { self.cancelTimer(sequence, with: .failure(CancellationError()), at: site) }
        }
    }

    /// The timer that stands in for a `Task.sleep` of about `duration`. The runtime gives the rest of the time on a real
    /// clock, so it is rounded up to whole milliseconds; a replay compares no durations.
    func durableSleep(for duration: Duration) -> DurableFuture<Void>? {
        guard !isReadOnly else { return nil }
        let (seconds, attoseconds) = duration.components
        let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let rounded = Duration.seconds(seconds) + .milliseconds(rest)
        let (sequence, wait) = startTimer(max(rounded, .milliseconds(1)), at: nil)
        wait.onSleepCanceled = { [weak self] in
            self?.cancelTimer(sequence, with: .failure(CancellationError()), at: nil)
        }
        return wait
    }

    private func startTimer(
        _ duration: Duration, userMetadata: API.SDK.UserMetadata? = nil, at site: CallSite?
    ) -> (Int64, DurableFuture<Void>) {
        let sequence = machines.nextSequence(.timer)
        var attributes = API.Command.StartTimerCommandAttributes()
        attributes.timerID = String(sequence)
        attributes.startToFireTimeout = duration
        machines.timers[sequence] = TimerMachine()
        machines.issue(.timer(sequence), .startTimer(attributes), userMetadata: userMetadata, at: site)
        let wait = DurableFuture<Void>(run: executor, "timer \(sequence)", at: site)
        timerWaits[sequence] = wait
        return (sequence, wait)
    }

    private func cancelTimer(_ sequence: Int64, with result: Result<Void, any Error>, at site: CallSite?) {
        guard let wait = timerWaits.removeValue(forKey: sequence) else { return }
        switch machines.timers[sequence]?.cancel() {
        case .dropCommand:
            machines.drop(.timer(sequence))
            machines.timers[sequence] = nil
        case .cancel:
            var attributes = API.Command.CancelTimerCommandAttributes()
            attributes.timerID = String(sequence)
            machines.issue(.cancelTimer(sequence), .cancelTimer(attributes), at: site)
        case .ignore, nil:
            break
        }
        wait.resolve(with: result)
    }

    nonisolated(nonsending) func wait(
        for label: String = "condition", at site: CallSite? = nil, until condition: @escaping () -> Bool
    ) async throws {
        try checkCommandAllowed()
        if condition() { return }
        let wait = DurableFuture<Void>(run: executor, label, at: site)
        let registration = executor.registerCondition(condition, resolving: wait)
        try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            onRun {
                self.executor.removeCondition(registration)
                wait.resolve(with: .failure(CancellationError()))
            }
        }
    }

    nonisolated(nonsending) func wait(
        upTo limit: Duration, at site: CallSite, until condition: @escaping () -> Bool
    ) async throws -> Bool {
        try checkCommandAllowed()
        if condition() {
            // Other SDKs start the timer and take it back unsent, which uses up its number; so do their histories.
            _ = machines.nextSequence(.timer)
            return true
        }
        guard limit > .zero else { return false }
        let wait = DurableFuture<Void>(run: executor, "condition", at: site)
        let (timer, expiry) = startTimer(limit, at: site)
        let registration = executor.registerCondition(condition, resolving: wait)
        expiry.onResolve { [executor] in
            executor.removeCondition(registration)
            wait.resolve(with: .failure(WaitExpired()))
        }
        do {
            try await withTaskCancellationHandler {
                try await wait.value
            } onCancel: {
                onRun {
                    self.executor.removeCondition(registration)
                    wait.resolve(with: .failure(CancellationError()))
                }
            }
        } catch is WaitExpired {
            return false
        } catch {
            cancelTimer(timer, with: .success(()), at: site)
            throw error
        }
        cancelTimer(timer, with: .success(()), at: site)
        return true
    }

    /// Starts a child workflow and waits until it has started; returns its sequence number, id and run id.
    nonisolated(nonsending) func startChild(
        type: String, input: [Payload], options: ChildWorkflowOptions, header: API.Common.Header? = nil,
        at site: CallSite
    ) async throws -> StartedChild {
        try checkCommandAllowed()
        if header == nil, !interceptors.isEmpty {
            return try await interceptChild(
                StartChildInput(workflowType: type, arguments: input, options: options), at: site)
        }
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
        attributes.memo = try options.memo.encoded(with: converter)
        attributes.searchAttributes = options.searchAttributes.encoded
        attributes.priority = options.priority.map(API.Common.Priority.init)
        machines.children[sequence] = ChildMachine(
            namespace: info.namespace, workflowID: id, workflowType: API.Common.WorkflowType(name: type),
            cancellation: options.cancellation)
        machines.issue(
            .child(sequence), .startChildWorkflowExecution(attributes),
            userMetadata: try userMetadata(summary: options.summary, details: options.details), at: site)
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
            let cancelSequence = machines.nextSequence(.cancelExternal)
            machines.childCancellations[cancelSequence] = sequence
            var attributes = API.Command.RequestCancelExternalWorkflowExecutionCommandAttributes()
            attributes.namespace = info.namespace
            attributes.workflowID = machine.workflowID
            attributes.runID = machine.runID
            attributes.childWorkflowOnly = true
            machines.issue(
                .cancelExternal(cancelSequence), .requestCancelExternalWorkflowExecution(attributes), at: site)
            if isOver { resolveChildCanceled(sequence, machine.canceledFailure) }
        case .abandon:
            resolveChildCanceled(sequence, machine.canceledFailure)
        case .ignore:
            break
        }
    }

    private func resolveChildCanceled(_ sequence: Int64, _ failure: API.Failure.Failure) {
        let error = converter.error(from: failure)
        childStartWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
        childWaits.removeValue(forKey: sequence)?.resolve(with: .failure(error))
    }

    nonisolated(nonsending) func signalExternal(
        workflowID: String, runID: String, childOnly: Bool, name: String, input: [Payload],
        header: API.Common.Header? = nil, at site: CallSite
    ) async throws {
        try checkCommandAllowed()
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

    nonisolated(nonsending) func cancelExternal(workflowID: String, runID: String, at site: CallSite) async throws {
        try checkCommandAllowed()
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

    func upsertSearchAttributes(_ updates: [SearchAttributeUpdate], at site: CallSite) throws {
        try checkCommandAllowed()
        issueUpsert(updates, at: site)
    }

    private func issueUpsert(_ updates: [SearchAttributeUpdate], at site: CallSite) {
        var command = API.Command.UpsertWorkflowSearchAttributesCommandAttributes()
        command.searchAttributes = SearchAttributes.encoded(updates)
        machines.issue(.upsertSearchAttributes, .upsertWorkflowSearchAttributes(command), at: site)
        info.searchAttributes.apply(updates)
    }

    /// Whether the run follows the code of the change `id`; asked for the first time where history does not go on, it does.
    func patched(_ id: String, deprecated: Bool, at site: CallSite) throws -> Bool {
        if let known = patches[id] { return known }
        if isReadOnly { throw ReadOnlyError() }
        if executor.isEvicted { throw EvictionError() }
        let (isPatched, upsert) = try machines.patch(id, deprecated: deprecated, at: site)
        patches[id] = isPatched
        if let upsert { issueUpsert([upsert], at: site) }
        return isPatched
    }

    func upsertMemo(_ values: [String: (any Encodable & Sendable)?], at site: CallSite) throws {
        try checkCommandAllowed()
        var command = API.Command.ModifyWorkflowPropertiesCommandAttributes()
        var memo = API.Common.Memo()
        for (key, value) in values { memo.fields[key] = try converter.encodeOptional(value) }
        command.upsertedMemo = memo
        machines.issue(.modifyProperties, .modifyWorkflowProperties(command), at: site)
        for (key, value) in values {
            if let value { info.memo.set(value, for: key) } else { info.memo.remove(key) }
        }
    }

    /// Runs a cancellation handler's work where it belongs: on the run's draining thread. A cancellation that comes from
    /// anywhere else is not in history's order and cannot be replayed, so it fails the workflow task.
    func onRun(_ body: () -> Void) {
        guard RunExecutor.current === executor else {
            executor.reportForeignCancellation()
            return
        }
        guard !executor.isEvicted else { return }
        body()
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

/// The limit of a wait passed first; never leaves the wait.
private struct WaitExpired: Error {}

/// A durable function was called in a query or an update's validator.
public struct ReadOnlyError: Error, Sendable, CustomStringConvertible {
    /// What to do instead.
    public var description: String {
        "queries and validators only read: they cannot wait or start anything; use a signal or an update's handler"
    }
}
