// What history says of Nexus operations, as their caller is told.

import TemporalCore

extension WorkflowMachines {
    /// What `event` tells the caller of an operation; nothing where it has stopped waiting.
    mutating func nexusChanged(_ event: API.History.HistoryEvent) throws -> [ActivationJob] {
        let scheduledEventID: Int64
        switch event.attributes {
        case .nexusOperationStarted(let a): scheduledEventID = a.scheduledEventID
        case .nexusOperationCompleted(let a): scheduledEventID = a.scheduledEventID
        case .nexusOperationFailed(let a): scheduledEventID = a.scheduledEventID
        case .nexusOperationCanceled(let a): scheduledEventID = a.scheduledEventID
        case .nexusOperationTimedOut(let a): scheduledEventID = a.scheduledEventID
        case .nexusOperationCancelRequestCompleted(let a): scheduledEventID = a.scheduledEventID
        case .nexusOperationCancelRequestFailed(let a): scheduledEventID = a.scheduledEventID
        default: return []
        }
        guard case .nexus(let sequence) = try owner(of: scheduledEventID, for: event) else {
            throw mismatchedOwner(event)
        }
        // The answer to a request for cancellation may come after the operation's end.
        guard var machine = nexusOperations[sequence] else { return [] }
        defer { if nexusOperations[sequence] != nil { nexusOperations[sequence] = machine } }
        switch event.attributes {
        case .nexusOperationStarted(let attributes):
            let token = attributes.operationToken.isEmpty ? attributes.operationID : attributes.operationToken
            return machine.recordStarted(token: token) ? [.resolveNexusStart(sequence, .started(token: token))] : []
        case .nexusOperationCancelRequestCompleted:
            return machine.call.cancellationDelivered()
                ? [.resolveNexus(sequence, .failed(machine.canceledFailure))] : []
        case .nexusOperationCancelRequestFailed(let attributes):
            let cause = attributes.failure ?? .application("no reason is given", type: "NexusCancellationFailed")
            return machine.call.cancellationDelivered()
                ? [
                    .resolveNexus(
                        sequence, .failed(machine.failure("Nexus operation cancellation request failed", cause: cause)))
                ] : []
        default: break
        }
        nexusOperations[sequence] = nil
        if !machine.call.isCancelRequested { retire(eventID: scheduledEventID) }
        guard let stateBefore = machine.call.close() else { return [] }
        let hasStarted = stateBefore == .started
        let outcome: ActivationJob.Outcome
        switch event.attributes {
        case .nexusOperationCompleted(let attributes): outcome = .completed(attributes.result.map { .init($0) })
        case .nexusOperationFailed(let attributes):
            outcome = .failed(attributes.failure ?? machine.failure("Nexus operation failed", cause: .init()))
        case .nexusOperationCanceled(let attributes):
            outcome = .failed(attributes.failure ?? machine.canceledFailure)
        case .nexusOperationTimedOut(let attributes):
            outcome = .failed(attributes.failure ?? machine.failure("Nexus operation timed out", cause: .init()))
        default: return []
        }
        switch outcome {
        case .completed where !hasStarted:
            return [.resolveNexusStart(sequence, .started(token: nil)), .resolveNexus(sequence, outcome)]
        case .failed(let failure) where !hasStarted: return [.resolveNexusStart(sequence, .failed(failure))]
        default: return [.resolveNexus(sequence, outcome)]
        }
    }
}
