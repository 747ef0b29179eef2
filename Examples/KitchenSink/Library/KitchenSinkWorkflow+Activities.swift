// The activity that an action names, remote or local.

import TemporalCore
import TemporalWorkflow

extension KitchenSinkWorkflow {
    /// Runs the activity of `action`.
    func execute(_ action: ExecuteActivityAction) async throws {
        if let delay = action.delay {
            try await call(Delay.self, delay.nanoseconds, action)
        } else if let generic = action.generic {
            try await execute(generic, action)
        } else if let payload = action.payload {
            let (sent, bytesToReturn) = (payload.sent, payload.bytesToReturn ?? 0)
            _ =
                if action.isLocal != nil {
                    try await executeLocal(PayloadActivity.self, sent, bytesToReturn, options: localOptions(of: action))
                } else {
                    try await execute(PayloadActivity.self, sent, bytesToReturn, options: options(of: action))
                }
        } else if let resources = action.resources {
            try await call(Resources.self, resources, action)
        } else if let client = action.client {
            try await call(Drive.self, client, action)
        } else if let failing = action.retryableError {
            try await call(RetryableError.self, failing, action)
        } else if let late = action.timeout {
            try await call(Timeout.self, late, action)
        } else if let silent = action.heartbeat {
            try await call(Heartbeat.self, silent, action)
        } else if action.isLocal != nil {
            try await executeLocal(Noop.self, options: localOptions(of: action))
        } else {
            try await execute(Noop.self, options: options(of: action))
        }
    }

    /// An activity by its name, whatever it returns.
    private func execute(_ generic: ExecuteActivityAction.GenericActivity, _ action: ExecuteActivityAction) async throws
    {
        let type = generic.type ?? ""
        let arguments = generic.arguments ?? []
        switch (arguments.count, action.isLocal != nil) {
        case (0, true): try await executeLocal(type, as: Void.self, options: localOptions(of: action))
        case (0, false): try await execute(type, as: Void.self, options: options(of: action))
        case (1, true): try await executeLocal(type, arguments[0], as: Void.self, options: localOptions(of: action))
        case (1, false): try await execute(type, arguments[0], as: Void.self, options: options(of: action))
        default:
            throw ApplicationFailure(
                "activity \(type) has \(arguments.count) arguments, of one at most", type: "UnknownAction",
                nonRetryable: true)
        }
    }

    private func call<A: Activity>(
        _ activity: A.Type, _ argument: A.Argument1, _ action: ExecuteActivityAction
    ) async throws where A.Argument2 == NoArgument {
        if action.isLocal != nil {
            _ = try await executeLocal(A.self, argument, options: localOptions(of: action))
        } else {
            _ = try await execute(A.self, argument, options: options(of: action))
        }
    }

    private func options(of action: ExecuteActivityAction) -> ActivityOptions {
        var options = ActivityOptions(
            scheduleToClose: action.scheduleToCloseTimeout?.value,
            scheduleToStart: action.scheduleToStartTimeout?.value,
            startToClose: action.startToCloseTimeout?.value, heartbeat: action.heartbeatTimeout?.value,
            retryPolicy: action.retryPolicy?.policy)
        if let taskQueue = action.taskQueue, !taskQueue.isEmpty { options.taskQueue = taskQueue }
        options.cancellation =
            switch action.remote?.cancellationType {
            case .abandon: .abandon
            case .waitCancellationCompleted: .waitCancellationCompleted
            case .tryCancel, nil: .tryCancel
            }
        options.allowsEagerExecution = action.remote?.doNotEagerlyExecute != true
        options.priority = action.taskPriority
        return options
    }

    private func localOptions(of action: ExecuteActivityAction) -> LocalActivityOptions {
        LocalActivityOptions(
            scheduleToClose: action.scheduleToCloseTimeout?.value,
            scheduleToStart: action.scheduleToStartTimeout?.value,
            startToClose: action.startToCloseTimeout?.value, retryPolicy: action.retryPolicy?.policy)
    }
}

extension ExecuteActivityAction {
    /// Which tasks of the queue go first; nil where it does not say.
    var taskPriority: Priority? {
        let named = Priority(
            key: priority?.priorityKey, fairnessKey: fairnessKey.flatMap { $0.isEmpty ? nil : $0 },
            fairnessWeight: fairnessWeight.flatMap { $0 == 0 ? nil : $0 })
        return named == Priority() ? nil : named
    }
}

extension ExecuteActivityAction.PayloadActivity {
    /// What the activity is sent.
    var sent: Bytes { Bytes(repeatElement(7, count: max(0, bytesToReceive ?? 0))) }
}

extension ExecuteActivityAction.ProtoRetryPolicy {
    var policy: RetryPolicy {
        RetryPolicy(
            initialInterval: initialInterval?.value, backoffCoefficient: backoffCoefficient,
            maximumInterval: maximumInterval?.value, maximumAttempts: maximumAttempts,
            nonRetryableErrorTypes: nonRetryableErrorTypes ?? [])
    }
}
