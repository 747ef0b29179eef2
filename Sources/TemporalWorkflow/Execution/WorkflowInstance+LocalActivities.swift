// Local activities, as the code asks for them: attempts that follow one another closely are one local activity; where the next
// attempt is far away, a timer stands between two.

import TemporalCore

extension WorkflowInstance {
    nonisolated(nonsending) func executeLocalActivity(
        type: String, input: [Payload], options: LocalActivityOptions, header: API.Common.Header? = nil,
        at site: CallSite
    ) async throws -> API.Common.Payloads? {
        try await checkCallAllowed()
        if header == nil, !interceptors.isEmpty {
            return try await interceptLocalActivity(
                ExecuteLocalActivityCallInput(activityType: type, arguments: input, options: options), at: site)
        }
        guard options.startToClose != nil || options.scheduleToClose != nil else {
            throw missingTimeout("local activity \(type)")
        }
        let metadata = try converter.userMetadata(summary: options.summary)
        var task = LocalActivityTask(
            sequence: 0, activityType: type, input: input, attempt: 1, options: options, userMetadata: metadata,
            site: site, headers: header?.fields ?? [:], workflowID: info.workflowID, runID: info.runID,
            workflowType: info.workflowType)
        while true {
            task.sequence = machines.nextSequence(.activity)
            let sequence = task.sequence
            machines.schedule(task)
            let wait = DurableFuture<LocalActivityResolution>(run: executor, "local activity \(type)", at: site)
            localActivityWaits[sequence] = wait
            let resolution = try await withTaskCancellationHandler {
                try await wait.value
            } onCancel: {
                onRun { self.cancelLocalActivity(sequence) }
            }
            switch resolution {
            case .completed(let payloads):
                return payloads
            case .failed(let failure):
                throw converter.error(from: task.failure(failure))
            case .backoff(let delay, let attempt, let originalScheduleTime):
                (task.attempt, task.originalScheduleTime) = (attempt + 1, originalScheduleTime)
                do {
                    // Interceptors have seen the activity, which this is a part of.
                    try await sleep(for: delay, isIntercepted: true, at: site)
                } catch is CancellationError {
                    throw converter.error(from: task.failure(.canceled()))
                }
            }
        }
    }

    private func cancelLocalActivity(_ sequence: Int64) {
        do {
            guard case .resolveLocalActivity(_, let resolution) = try machines.cancelLocalActivity(sequence) else {
                return
            }
            localActivityWaits.removeValue(forKey: sequence)?.resolve(with: .success(resolution))
        } catch {
            failTask(error)
        }
    }

    /// What is to be done for the run's local activities before its task can go on or end. To be called on the run's thread.
    func takeLocalActivityWork() -> LocalActivityWork {
        machines.locals.takeWork(isClosing: machines.commands.contains(where: \.isTerminal))
    }
}

extension LocalActivityTask {
    /// The failure that the code gets, as one of an activity; the marker has the cause.
    func failure(_ cause: API.Failure.Failure) -> API.Failure.Failure {
        let message: String
        var state = API.Enums.RetryState.unspecified
        switch cause.failureInfo {
        case .activityFailureInfo: return cause
        case .canceledFailureInfo: (message, state) = ("Local Activity cancelled", .cancelRequested)
        case .timeoutFailureInfo: message = "Local Activity timed out"
        default: message = "Local Activity failed"
        }
        return ActivityMachine(
            activityID: activityID, activityType: API.Common.ActivityType(name: activityType), cancellation: .tryCancel
        ).failure(message, cause: cause, retryState: state)
    }
}
