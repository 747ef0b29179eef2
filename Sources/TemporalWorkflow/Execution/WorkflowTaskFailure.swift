// What fails a workflow task: the server keeps the run as it was and tries the task again, so that mended code goes on
// where broken code stopped.

import TemporalCore

/// Why a workflow task fails, as the server is told.
package struct WorkflowTaskFailure: Error, CustomStringConvertible {
    package let cause: API.Enums.WorkflowTaskFailedCause
    /// The failure that goes into history.
    package let failure: API.Failure.Failure
    /// Whether it is that the server did not take a completion of this size, which it is not told as the cause.
    package var isMessageTooLarge = false

    package init(cause: API.Enums.WorkflowTaskFailedCause, message: String, type: String) {
        self.init(cause: cause, failure: .application(message, type: type))
    }

    private init(cause: API.Enums.WorkflowTaskFailedCause, failure: API.Failure.Failure) {
        self.cause = cause
        self.failure = failure
    }

    /// What `error` means for a task; `failure` is how history is to tell it.
    package init(_ error: any Error, _ failure: API.Failure.Failure? = nil) {
        switch error {
        case let failure as WorkflowTaskFailure:
            self = failure
        case let error as NondeterminismError:
            self.init(cause: .nonDeterministicError, message: error.description, type: "NondeterminismError")
        case let refusal as DrainThreads.Refusal:
            self.init(
                cause: .workflowWorkerUnhandledFailure, message: "[TMPRL1101] \(refusal)", type: "DeadlockError")
        case let refusal as CrashRecord.Refusal:
            self.init(cause: .workflowWorkerUnhandledFailure, message: "\(refusal)", type: "CrashError")
        default:
            let type = String(describing: Swift.type(of: error))
            self.init(
                cause: .workflowWorkerUnhandledFailure,
                failure: failure ?? .application(String(describing: error), type: type))
        }
    }

    package var description: String { failure.message }
}
