// From a history event to what the code is told: every event that is not the answer to a command.

import TemporalCore

extension WorkflowMachines {
    /// Appends what `event` tells the code to `jobs`; events that tell it nothing are skipped, unknown ones too if the
    /// server says that they may be.
    mutating func append(_ event: API.History.HistoryEvent, to jobs: inout [ActivationJob]) throws {
        switch event.attributes {
        case .workflowExecutionStarted(let attributes):
            startTime = event.eventTime ?? now
            jobs.append(.start(attributes))
        case .workflowExecutionSignaled(let attributes):
            jobs.append(.signal(attributes))
        case .workflowExecutionCancelRequested(let attributes):
            jobs.append(.cancel(cause: attributes.cause))
        case .workflowTaskFailed(let attributes):
            if attributes.cause == .resetWorkflow { jobs.append(.reseed(runID: attributes.newRunID)) }
        case .activityTaskCompleted, .activityTaskFailed, .activityTaskTimedOut, .activityTaskCanceled:
            if let job = try activityClosed(event) { jobs.append(job) }
        case .timerFired(let attributes):
            guard case .timer(let sequence) = try owner(of: attributes.startedEventID, for: event) else {
                throw mismatchedOwner(event)
            }
            if attributes.timerID != String(sequence) { throw mismatchedOwner(event) }
            retire(eventID: attributes.startedEventID)
            if timers[sequence]?.fire() == true { jobs.append(.fireTimer(sequence)) }
            timers[sequence] = nil
        case .startChildWorkflowExecutionFailed, .childWorkflowExecutionStarted, .childWorkflowExecutionCompleted,
            .childWorkflowExecutionFailed, .childWorkflowExecutionCanceled, .childWorkflowExecutionTimedOut,
            .childWorkflowExecutionTerminated:
            jobs += try childChanged(event)
        case .nexusOperationStarted, .nexusOperationCompleted, .nexusOperationFailed, .nexusOperationCanceled,
            .nexusOperationTimedOut, .nexusOperationCancelRequestCompleted, .nexusOperationCancelRequestFailed:
            jobs += try nexusChanged(event)
        case .externalWorkflowExecutionSignaled, .signalExternalWorkflowExecutionFailed,
            .externalWorkflowExecutionCancelRequested, .requestCancelExternalWorkflowExecutionFailed:
            jobs += try externalAnswered(event)
        case nil where !event.workerMayIgnore:
            throw HistoryEventUnknown(eventID: event.eventID, type: event.eventType.label)
        default:
            break
        }
    }

    func mismatchedOwner(_ event: API.History.HistoryEvent) -> NondeterminismError {
        NondeterminismError(event, "it belongs to a command of another kind")
    }

    private mutating func activityClosed(_ event: API.History.HistoryEvent) throws -> ActivationJob? {
        let scheduledEventID: Int64
        switch event.attributes {
        case .activityTaskCompleted(let attributes): scheduledEventID = attributes.scheduledEventID
        case .activityTaskFailed(let attributes): scheduledEventID = attributes.scheduledEventID
        case .activityTaskTimedOut(let attributes): scheduledEventID = attributes.scheduledEventID
        case .activityTaskCanceled(let attributes): scheduledEventID = attributes.scheduledEventID
        default: return nil
        }
        guard case .activity(let sequence) = try owner(of: scheduledEventID, for: event),
            var machine = activities[sequence]
        else { throw mismatchedOwner(event) }
        retire(eventID: scheduledEventID)
        activities[sequence] = nil
        guard machine.close() else { return nil }
        switch event.attributes {
        case .activityTaskCompleted(let attributes):
            return .resolveActivity(sequence, .completed(attributes.result))
        case .activityTaskFailed(let attributes):
            return .resolveActivity(
                sequence,
                .failed(
                    machine.failure(
                        "Activity task failed", cause: attributes.failure,
                        startedEventID: attributes.startedEventID, identity: attributes.identity,
                        retryState: attributes.retryState)))
        case .activityTaskTimedOut(let attributes):
            return .resolveActivity(
                sequence,
                .failed(
                    machine.failure(
                        "Activity task timed out", cause: attributes.failure,
                        startedEventID: attributes.startedEventID, retryState: attributes.retryState)))
        case .activityTaskCanceled(let attributes):
            return .resolveActivity(
                sequence,
                .failed(machine.canceledFailure("Activity cancelled", details: attributes.details)))
        default:
            return nil
        }
    }

    private mutating func childChanged(_ event: API.History.HistoryEvent) throws -> [ActivationJob] {
        let initiatedEventID: Int64
        switch event.attributes {
        case .startChildWorkflowExecutionFailed(let a): initiatedEventID = a.initiatedEventID
        case .childWorkflowExecutionStarted(let a): initiatedEventID = a.initiatedEventID
        case .childWorkflowExecutionCompleted(let a): initiatedEventID = a.initiatedEventID
        case .childWorkflowExecutionFailed(let a): initiatedEventID = a.initiatedEventID
        case .childWorkflowExecutionCanceled(let a): initiatedEventID = a.initiatedEventID
        case .childWorkflowExecutionTimedOut(let a): initiatedEventID = a.initiatedEventID
        case .childWorkflowExecutionTerminated(let a): initiatedEventID = a.initiatedEventID
        default: return []
        }
        guard case .child(let sequence) = try owner(of: initiatedEventID, for: event),
            var machine = children[sequence]
        else { throw mismatchedOwner(event) }
        if case .childWorkflowExecutionStarted(let attributes) = event.attributes {
            let runID = attributes.workflowExecution?.runID ?? ""
            let isAwaited = machine.recordStarted(eventID: event.eventID, runID: runID)
            let isCanceledAgain = machine.takeLostCancellation()
            children[sequence] = machine
            return (isAwaited ? [.resolveChildStart(sequence, .started(runID: runID))] : [])
                + (isCanceledAgain ? [.cancelChildAgain(sequence)] : [])
        }
        retire(eventID: initiatedEventID)
        children[sequence] = nil
        guard machine.call.close() != nil else { return [] }
        switch event.attributes {
        case .startChildWorkflowExecutionFailed(let attributes):
            return [.resolveChildStart(sequence, .failed(machine.startFailure(attributes.cause)))]
        case .childWorkflowExecutionCompleted(let attributes):
            return [.resolveChild(sequence, .completed(attributes.result))]
        case .childWorkflowExecutionFailed(let attributes):
            return [
                .resolveChild(
                    sequence,
                    .failed(
                        machine.failure(
                            "Child Workflow execution failed", cause: attributes.failure,
                            retryState: attributes.retryState)))
            ]
        case .childWorkflowExecutionCanceled(let attributes):
            return [
                .resolveChild(
                    sequence,
                    .failed(
                        machine.failure(
                            "Child Workflow execution cancelled", cause: .canceled(details: attributes.details))))
            ]
        case .childWorkflowExecutionTimedOut(let attributes):
            var info = API.Failure.TimeoutFailureInfo()
            info.timeoutType = .startToClose
            var cause = API.Failure.Failure()
            cause.message = "Timed out"
            cause.failureInfo = .timeoutFailureInfo(info)
            return [
                .resolveChild(
                    sequence,
                    .failed(
                        machine.failure(
                            "Child Workflow execution timed out", cause: cause, retryState: attributes.retryState)))
            ]
        case .childWorkflowExecutionTerminated:
            var cause = API.Failure.Failure()
            cause.message = "Terminated"
            cause.failureInfo = .terminatedFailureInfo(API.Failure.TerminatedFailureInfo())
            return [
                .resolveChild(
                    sequence, .failed(machine.failure("Child Workflow execution terminated", cause: cause)))
            ]
        default:
            return []
        }
    }

    private mutating func externalAnswered(_ event: API.History.HistoryEvent) throws -> [ActivationJob] {
        let initiatedEventID: Int64
        var failure: API.Failure.Failure?
        switch event.attributes {
        case .externalWorkflowExecutionSignaled(let attributes):
            initiatedEventID = attributes.initiatedEventID
        case .externalWorkflowExecutionCancelRequested(let attributes):
            initiatedEventID = attributes.initiatedEventID
        case .signalExternalWorkflowExecutionFailed(let attributes):
            initiatedEventID = attributes.initiatedEventID
            failure = .application(
                "Unable to signal external workflow \(attributes.workflowExecution?.workflowID ?? ""): "
                    + attributes.cause.label,
                type: "SignalExternalWorkflowFailed")
        case .requestCancelExternalWorkflowExecutionFailed(let attributes):
            initiatedEventID = attributes.initiatedEventID
            failure = .application(
                "Unable to cancel external workflow \(attributes.workflowExecution?.workflowID ?? ""): "
                    + attributes.cause.label,
                type: "CancelExternalWorkflowFailed")
        default: return []
        }
        let key = try owner(of: initiatedEventID, for: event)
        retire(eventID: initiatedEventID)
        switch key {
        case .signalExternal(let sequence):
            return [.resolveSignalExternal(sequence, failure)]
        case .cancelExternal(let sequence):
            guard let child = childCancellations.removeValue(forKey: sequence) else {
                return [.resolveCancelExternal(sequence, failure)]
            }
            // Core asks once, and waits for the child's own event when the cancellation is delivered too, whatever its type.
            if failure != nil, !flags.isBegunElsewhere, children[child]?.cancellationFailed() == true {
                return [.cancelChildAgain(child)]
            }
            guard failure == nil, !flags.isBegunElsewhere, children[child]?.call.cancellationDelivered() == true,
                let canceled = children[child]?.canceledFailure
            else { return [] }
            return [.resolveChild(child, .failed(canceled))]
        default:
            throw mismatchedOwner(event)
        }
    }
}

extension ChildMachine {
    /// The failure of a child that the parent canceled.
    var canceledFailure: API.Failure.Failure {
        failure("Child Workflow execution cancelled", cause: .canceled())
    }

    /// The failure of a child that could not be started.
    fileprivate func startFailure(_ cause: API.Enums.StartChildWorkflowExecutionFailedCause) -> API.Failure.Failure {
        let reason =
            cause == .workflowAlreadyExists
            ? "a workflow with this id exists already" : cause.label
        return failure(
            "Child Workflow \(workflowID) could not be started: \(reason)",
            cause: .application(reason, type: "ChildWorkflowStartFailed", isNonRetryable: true))
    }
}

/// History holds an event of a kind that this version does not know and must not ignore.
struct HistoryEventUnknown: Error, CustomStringConvertible {
    let eventID: Int64
    let type: String

    var description: String {
        "event \(eventID) is of a kind this version does not know (\(type)); a newer version of this library is needed"
    }
}
