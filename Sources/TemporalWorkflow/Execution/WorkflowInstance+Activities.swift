// Activities: the command, the wait for the outcome, and what a cancellation of the waiting task does.

import TemporalCore

extension WorkflowInstance {
    nonisolated(nonsending) func executeActivity(
        type: String, input: [Payload], options: ActivityOptions, header: API.Common.Header? = nil, at site: CallSite
    ) async throws -> API.Common.Payloads? {
        try await checkCallAllowed()
        if header == nil, !interceptors.isEmpty {
            return try await interceptActivity(
                ExecuteActivityCallInput(activityType: type, arguments: input, options: options), at: site)
        }
        guard options.startToClose != nil || options.scheduleToClose != nil else {
            throw missingTimeout("activity \(type)")
        }
        if let problem = options.problem {
            throw badOptions(of: "activity \(type):", problem, .badScheduleActivityAttributes)
        }
        let metadata = try converter.userMetadata(summary: options.summary)
        let sequence = machines.nextSequence(.activity)
        let activityType = API.Common.ActivityType(name: type)
        var attributes = API.Command.ScheduleActivityTaskCommandAttributes()
        attributes.activityID = options.id ?? String(sequence)
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
        // A wish: the worker asks for as many of them as it has room for.
        attributes.requestEagerExecution = options.allowsEagerExecution
        machines.activities[sequence] = ActivityMachine(
            activityID: attributes.activityID, activityType: activityType, cancellation: options.cancellation)
        machines.issue(.activity(sequence), .scheduleActivityTask(attributes), userMetadata: metadata, at: site)
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
}
