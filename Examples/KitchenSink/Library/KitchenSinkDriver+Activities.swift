// Activities that have no workflow: a driver runs them, and pauses, resets or changes them while they run.

import TemporalCore
import TemporalWorkflow

extension KitchenSinkDriver {
    /// What the server says of an activity. The library's own description tells neither whether a worker has it nor since when.
    private typealias State = API.Activity.ActivityExecutionInfo

    /// What an operator says of a pause.
    private static let reason = "a kitchen sink was told so"

    /// Runs an activity to its end.
    func run(_ action: DoStandaloneActivity) async throws {
        _ = try await begin(action.activity).resultPayloads()
    }

    /// Begins an activity, has its way with it once a worker has it, and waits for its end.
    func run(_ action: DoStandaloneActivityOperatorCommands) async throws {
        guard let command = action.commandType else {
            throw ApplicationFailure("an activity without a command", type: "UnknownAction", nonRetryable: true)
        }
        let activity = try await begin(action.activity)
        let started = try await state(of: activity, Self.isStarted)
        switch command {
        case .pause:
            try await activity.operations.pause(reason: Self.reason)
            // Not before the attempt that ran has learned of it.
            _ = try await state(of: activity) { $0.status == .paused && $0.runState == .paused }
            try await activity.operations.unpause(reason: Self.reason)
            _ = try await state(of: activity, Self.isStarted)
        case .reset:
            try await activity.operations.reset(resetsHeartbeat: true)
            // Another attempt than the one before, and yet the first.
            _ = try await state(of: activity) {
                Self.isStarted($0) && $0.attempt == 1 && $0.lastStartedTime != started.lastStartedTime
            }
        case .update:
            let heartbeat = Duration.seconds(4)
            let updated = try await activity.operations.updateOptions(PendingActivityOptions(heartbeat: heartbeat))
            guard updated.heartbeat == heartbeat else {
                throw ApplicationFailure(
                    "activity \(activity.id) was to have other options, and has \(updated)",
                    type: "UnexpectedActivityState", nonRetryable: true)
            }
        }
        _ = try await activity.resultPayloads()
    }

    private func begin(_ activity: ExecuteActivityAction?) async throws -> StandaloneActivityHandle {
        guard let activity else {
            throw ApplicationFailure("an action without its activity", type: "UnknownAction", nonRetryable: true)
        }
        var options = StartActivityOptions(
            scheduleToClose: activity.scheduleToCloseTimeout?.value, startToClose: activity.startToCloseTimeout?.value,
            heartbeat: activity.heartbeatTimeout?.value, retryPolicy: activity.retryPolicy?.policy)
        options.scheduleToStart = activity.scheduleToStartTimeout?.value
        options.priority = activity.taskPriority
        let named = activity.taskQueue ?? ""
        let call = try call(of: activity)
        // A driver that is tried again begins another activity.
        let unique = String(UInt64.random(in: 0 ... .max), radix: 16)
        return try await client.startActivity(
            call.type, input: call.arguments, id: "standalone-activity-\(workflowID)-\(unique)",
            taskQueue: named.isEmpty ? taskQueue : named, options: options)
    }

    private func call(of activity: ExecuteActivityAction) throws -> (type: String, arguments: [Payload]) {
        let converter = client.converter
        if let delay = activity.delay {
            return (Delay.activityType, try converter.encodeArguments(delay.nanoseconds))
        }
        if let generic = activity.generic { return (generic.type ?? "", generic.arguments ?? []) }
        if let payload = activity.payload {
            let arguments = try converter.encodeArguments(payload.sent, payload.bytesToReturn ?? 0)
            return (PayloadActivity.activityType, arguments)
        }
        if let resources = activity.resources {
            return (Resources.activityType, try converter.encodeArguments(resources))
        }
        if let driven = activity.client { return (Drive.activityType, try converter.encodeArguments(driven)) }
        if let failing = activity.retryableError {
            return (RetryableError.activityType, try converter.encodeArguments(failing))
        }
        if let late = activity.timeout { return (Timeout.activityType, try converter.encodeArguments(late)) }
        if let silent = activity.heartbeat { return (Heartbeat.activityType, try converter.encodeArguments(silent)) }
        return (Noop.activityType, [])
    }

    /// What the server says of `activity` once it `isAwaited`.
    private func state(
        of activity: StandaloneActivityHandle, _ isAwaited: (State) -> Bool
    ) async throws -> State {
        let request = API.WorkflowService.DescribeActivityExecutionRequest.with {
            $0.namespace = client.namespace
            ($0.activityID, $0.runID) = (activity.id, activity.runID ?? "")
        }
        let limit = ContinuousClock.now + .seconds(60)
        while true {
            let state = try await client.service.call(RPCs.describeActivityExecution, request).info ?? State()
            if isAwaited(state) { return state }
            let isOpen = state.status == .running || state.status == .paused
            guard isOpen, ContinuousClock.now < limit else {
                throw ApplicationFailure(
                    "activity \(activity.id) is not as it should be: \(state.status), \(state.runState)",
                    type: "UnexpectedActivityState")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func isStarted(_ state: State) -> Bool { state.status == .running && state.runState == .started }
}
