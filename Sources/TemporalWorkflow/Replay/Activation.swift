// An activation: what one workflow task tells the workflow's code, in the order the code is told. Replay and live tasks
// look the same here; that is what makes replay work.

import TemporalCore

/// One workflow task, as the workflow's code sees it.
struct Activation {
    /// The workflow's time during the task: that of the task's start, never earlier than a task before.
    var time: Timestamp
    /// Whether history already holds what the code will do.
    var isReplaying: Bool
    /// The id of the task's started event, which is history's length so far.
    var historyLength: Int64
    /// History's size so far in bytes, as the server last told it.
    var historySize: Int64
    /// Whether the server suggests to continue as new.
    var isContinueAsNewSuggested: Bool
    /// Why it does.
    var continueAsNewReasons: [HistoryLimit]
    /// Whether the run would get another version of its worker's code if it continued as new.
    var isTargetVersionChanged: Bool
    /// The version of the worker's deployment that executed a task of history; nil where it had none, and for a live task.
    var deploymentVersion: WorkerDeploymentVersion?
    /// What happened, in the order in which the code is told.
    var jobs: [ActivationJob]

    /// The jobs in the steps in which the code is told. After each step the code runs until nothing is runnable and no condition
    /// is true: signals and updates are dealt with before anything else is known. `run` begins in the last step.
    var steps: [ArraySlice<ActivationJob>] {
        guard let last = jobs.lastIndex(where: \.isMessage) else { return [jobs[...]] }
        let rest = jobs[(last + 1)...]
        if rest.isEmpty && !isStart { return [jobs[...]] }
        return [jobs[...last], rest]
    }

    /// Whether the run begins with this task.
    var isStart: Bool {
        if case .start = jobs.first { true } else { false }
    }
}

/// One thing that happened to a run.
enum ActivationJob {
    case start(API.History.WorkflowExecutionStartedEventAttributes)
    /// The run was reset; randomness starts anew from this run id.
    case reseed(runID: String)
    case signal(API.History.WorkflowExecutionSignaledEventAttributes)
    case update(UpdateRequest)
    case cancel(cause: String)
    case resolveActivity(Int64, Outcome)
    case resolveLocalActivity(Int64, LocalActivityResolution)
    case fireTimer(Int64)
    case resolveChildStart(Int64, ChildStart)
    /// A child has started that was to be canceled before the server could find it.
    case cancelChildAgain(Int64)
    case resolveChild(Int64, Outcome)
    case resolveNexusStart(Int64, NexusStart)
    case resolveNexus(Int64, Outcome)
    case resolveSignalExternal(Int64, API.Failure.Failure?)
    case resolveCancelExternal(Int64, API.Failure.Failure?)

    /// How an activity or a child workflow ended.
    enum Outcome {
        case completed(API.Common.Payloads?)
        case failed(API.Failure.Failure)
    }

    /// How the start of a child workflow ended.
    enum ChildStart {
        case started(runID: String)
        case failed(API.Failure.Failure)
    }

    /// How the start of a Nexus operation ended; one that ended at once has no token.
    enum NexusStart {
        case started(token: String?)
        case failed(API.Failure.Failure)
    }

    /// Signals and updates come before everything else, in their own order; the order of what else happened is history's.
    var isMessage: Bool {
        switch self {
        case .signal, .update: true
        default: false
        }
    }
}

/// An update that the workflow is asked to handle.
struct UpdateRequest {
    /// The update's id, which is its protocol instance's id.
    var id: String
    /// The id of the message that carried the request.
    var messageID: String
    /// The event that the request came after.
    var sequencingEventID: Int64
    var request: API.Update.Request
    /// Whether history says that the update was accepted: then validators are skipped.
    var isReplayed: Bool
}
