// ErrorTable: the one place that says what the server is told about an error that workflow or activity code throws. The same
// table, for people, is in `docs/errors.md`; whoever changes one changes the other.
//
// The rule behind it: failures are results, and end what threw them. Any other error in a workflow is a mistake in its code,
// which a new version can mend; so the task fails and is tried again. In an activity any error fails the try, and the retry
// policy decides.

/// What to tell the server about an error that a workflow threw.
package enum WorkflowAnswer: Sendable {
    /// The workflow is canceled.
    case cancel(details: API.Common.Payloads?)
    /// The workflow fails.
    case fail(API.Failure.Failure)
    /// The workflow task fails, and is tried again.
    case failTask(API.Failure.Failure)
}

/// What to tell the server about an error that an activity threw.
package enum ActivityAnswer: Sendable {
    /// The activity is canceled.
    case cancel(details: API.Common.Payloads?)
    /// This try fails.
    case fail(API.Failure.Failure)
    /// Nothing: a client completes the activity.
    case completeLater
}

extension DataConverter {
    /// What to tell the server about `error`, which a workflow threw. `cancelRequested` says whether anyone asked for the
    /// workflow's cancellation; `isFailure` whether an error that is no ``TemporalFailure`` should fail the workflow all the same.
    package func workflowAnswer(
        to error: any Error, cancelRequested: Bool, isFailure: (any Error) -> Bool = { _ in false }
    ) -> WorkflowAnswer {
        switch error {
        case let error where cancelRequested && Self.isCancellation(error):
            return .cancel(details: cancelDetails(of: error))
        case is any TemporalFailure:
            return .fail(failure(from: error))
        case let error where isFailure(error):
            return .fail(failure(from: error))
        case is CancellationError:
            return .failTask(failure(from: Self.strayCancellation(error)))
        default:
            return .failTask(failure(from: error))
        }
    }

    /// What to tell the server about `error`, which an activity threw. `reason` says why the activity was told to stop, if it was.
    package func activityAnswer(to error: any Error, reason: ActivityCancellation?) -> ActivityAnswer {
        switch (error, reason) {
        case (is CompleteAsyncError, _):
            return .completeLater
        case (_, .requested?) where Self.isCancellation(error), (_, .notFound?) where Self.isCancellation(error):
            return .cancel(details: cancelDetails(of: error))
        case (is CancellationError, let reason?), (is CanceledFailure, let reason?):
            return .fail(failure(from: Self.stopped(error, reason)))
        case (is CancellationError, nil):
            return .fail(failure(from: Self.strayCancellation(error)))
        default:
            return .fail(failure(from: error))
        }
    }

    /// Whether `error` says that work stopped because someone asked: a cancellation, or a call that failed because of one.
    package static func isCancellation(_ error: any Error) -> Bool {
        switch error {
        case is CancellationError, is CanceledFailure: true
        case let error as ActivityFailure: error.cause is CanceledFailure
        case let error as ChildWorkflowFailure: error.cause is CanceledFailure
        case let error as NexusOperationFailure: error.cause is CanceledFailure
        default: false
        }
    }

    // The details go with the cancellation only if the code itself threw it; those of a call belong to the call.
    private func cancelDetails(of error: any Error) -> API.Common.Payloads? {
        var problems: [String] = []
        return (error as? CanceledFailure)?.details.encoded(self, &problems)
    }

    private static func strayCancellation(_ error: any Error) -> ApplicationFailure {
        ApplicationFailure(
            of: error,
            message: "threw CancellationError, though nobody asked for cancellation; "
                + "catch it where a task or group is canceled by the code itself")
    }

    private static func stopped(_ error: any Error, _ reason: ActivityCancellation) -> ApplicationFailure {
        switch reason {
        case .workerShutdown:
            ApplicationFailure(
                of: error, type: "WorkerShutdown", message: "stopped because its worker is shutting down")
        case .paused: ApplicationFailure(of: error, type: "ActivityPaused", message: "stopped because it was paused")
        case .reset: ApplicationFailure(of: error, type: "ActivityReset", message: "stopped because it was reset")
        case .timedOut:
            ApplicationFailure(of: error, type: "ActivityTimedOut", message: "stopped because its time had passed")
        case .requested, .notFound: ApplicationFailure(of: error)
        }
    }
}
