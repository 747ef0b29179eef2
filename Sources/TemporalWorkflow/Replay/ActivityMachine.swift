// An activity's life as the workflow sees it.
//
//   created ──scheduled──▶ scheduled ──completed, failed, timed out, canceled──▶ closed
//      │ cancel               │ cancel
//      ▼                      ├─ abandon: closed, nothing is sent
//   closed, nothing sent      ├─ try cancel: closed, the request is sent, later events are tolerated
//                             └─ wait: cancelRequested ──as from scheduled──▶ closed

import TemporalCore

struct ActivityMachine {
    enum State: Equatable {
        case created, scheduled, cancelRequested, closed
    }

    /// What canceling asks of the command queue, and whether the activity is over for the workflow.
    enum Cancellation: Equatable {
        case dropCommand
        case request(scheduledEventID: Int64, isOver: Bool)
        case abandon
        case ignore
    }

    let activityID: String
    let activityType: API.Common.ActivityType
    let cancellation: ActivityCancellationType
    private(set) var state = State.created
    private(set) var scheduledEventID: Int64 = 0

    init(activityID: String, activityType: API.Common.ActivityType, cancellation: ActivityCancellationType) {
        self.activityID = activityID
        self.activityType = activityType
        self.cancellation = cancellation
    }

    mutating func recordScheduled(eventID: Int64) {
        scheduledEventID = eventID
        if state == .created { state = .scheduled }
    }

    mutating func cancel() -> Cancellation {
        switch (state, cancellation) {
        case (.created, _):
            state = .closed
            return .dropCommand
        case (.scheduled, .abandon):
            state = .closed
            return .abandon
        case (.scheduled, .tryCancel):
            state = .closed
            return .request(scheduledEventID: scheduledEventID, isOver: true)
        case (.scheduled, .waitCancellationCompleted):
            state = .cancelRequested
            return .request(scheduledEventID: scheduledEventID, isOver: false)
        case (.cancelRequested, _), (.closed, _):
            return .ignore
        }
    }

    /// Takes the event that closes the activity; false where the workflow has stopped waiting for it.
    mutating func close() -> Bool {
        defer { state = .closed }
        return state != .closed
    }

    /// The failure that the workflow's code gets, as every SDK words it.
    func failure(
        _ message: String, cause: API.Failure.Failure?, startedEventID: Int64 = 0, identity: String = "",
        retryState: API.Enums.RetryState = .unspecified
    ) -> API.Failure.Failure {
        var info = API.Failure.ActivityFailureInfo()
        info.scheduledEventID = scheduledEventID
        info.startedEventID = startedEventID
        info.identity = identity
        info.activityType = activityType
        info.activityID = activityID
        info.retryState = retryState
        var failure = API.Failure.Failure()
        failure.message = message
        failure.cause = cause
        failure.failureInfo = .activityFailureInfo(info)
        return failure
    }

    /// The failure of an activity that the workflow canceled.
    func canceledFailure(_ message: String, details: API.Common.Payloads? = nil) -> API.Failure.Failure {
        failure(message, cause: .canceled(details: details), retryState: .cancelRequested)
    }
}

extension API.Failure.Failure {
    /// A cancellation, to be the cause of an activity's or a child's failure.
    package static func canceled(
        details: API.Common.Payloads? = nil, message: String = ""
    ) -> API.Failure.Failure {
        var info = API.Failure.CanceledFailureInfo()
        info.details = details
        var failure = API.Failure.Failure()
        failure.message = message
        failure.failureInfo = .canceledFailureInfo(info)
        return failure
    }

    /// A failure made by this side, of the named application type.
    package static func application(_ message: String, type: String, isNonRetryable: Bool = false)
        -> API.Failure.Failure
    {
        var info = API.Failure.ApplicationFailureInfo()
        info.type = type
        info.nonRetryable = isNonRetryable
        var failure = API.Failure.Failure()
        failure.message = message
        failure.failureInfo = .applicationFailureInfo(info)
        return failure
    }
}
