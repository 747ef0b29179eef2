// A local activity's life as the workflow sees it.
//
//   created ─┬─ live ──────▶ requested ──ended, or canceled at once──▶ marked: its marker is a command like others
//            └─ replayed ──▶ expected ──its marker is among what comes──▶ foretold: its marker was heeded, and is only checked
//                               └─ the replay ends without one ──▶ requested

import TemporalCore

struct LocalActivityMachine {
    enum State: Equatable {
        case expected, requested, marked, foretold
    }

    let task: LocalActivityTask
    let cancellation: ActivityCancellationType
    /// The workflow's time when it was scheduled.
    let time: Timestamp
    var state: State
    /// Whether the code canceled it while it was replayed, and waits for its end.
    var isCancelRequested = false
}

/// A local activity that is to be run: everything that whoever runs it needs to know.
package struct LocalActivityTask: Sendable {
    /// The activity's number in its run.
    package var sequence: Int64
    /// The name of its type.
    package var activityType: String
    package var input: [Payload]
    /// The number of the first attempt to make.
    package var attempt: Int
    /// When the first attempt of all was scheduled; nil where this is it.
    package var originalScheduleTime: Timestamp?
    package var options: LocalActivityOptions
    var userMetadata: API.SDK.UserMetadata?
    /// The call in the author's code.
    let site: CallSite
    /// What interceptors sent with it.
    package var headers: [String: Payload]
    package var workflowID: String
    package var runID: String
    package var workflowType: String

    /// The activity's id; its sequence, which is unique in the run, where the author gave none.
    package var activityID: String { options.id ?? String(sequence) }
}

/// How the attempts of a local activity ended.
package struct LocalActivityResult: Sendable {
    package enum Outcome: Sendable {
        case completed(Payload)
        case failed(API.Failure.Failure)
    }

    package var outcome: Outcome
    /// The last attempt.
    package var attempt: Int
    /// How long that took.
    package var runtime: Duration
    /// Set where the next attempt is so far away that the workflow waits for it with a timer.
    package var backoff: Duration?
    /// When the first attempt of all was scheduled.
    package var originalScheduleTime: Timestamp

    package init(
        outcome: Outcome, attempt: Int, runtime: Duration, backoff: Duration? = nil, originalScheduleTime: Timestamp
    ) {
        self.outcome = outcome
        self.attempt = attempt
        self.runtime = runtime
        self.backoff = backoff
        self.originalScheduleTime = originalScheduleTime
    }
}

/// What the workflow's code is told of a local activity.
enum LocalActivityResolution {
    case completed(API.Common.Payloads?)
    case failed(API.Failure.Failure)
    /// It is tried again after `delay`.
    case backoff(delay: Duration, attempt: Int, originalScheduleTime: Timestamp?)
}
