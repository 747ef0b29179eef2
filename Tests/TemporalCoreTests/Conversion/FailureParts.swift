// The parts of a failure in the words of the Python peer, and a failure made anew from its parts.
import Testing

@testable import TemporalCore

enum FailureParts {
    private static func all(_ details: FailureDetails) throws -> [JSONValue] {
        try (0..<details.count).map { try details.decode($0) ?? .null }
    }

    private static func numbers(_ values: [Int64]) -> JSONValue { .array(values.map { .integer($0) }) }
    private static func names(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
    private static func flag(_ value: Bool?) -> JSONValue { value.map { .bool($0) } ?? .null }
    private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    static func parts(of error: any Error) throws -> JSONObject {
        var parts: JSONObject
        switch error {
        case let error as ApplicationFailure:
            let delay = error.nextRetryDelay.map { "\($0.attoseconds / 1_000_000_000_000)" }
            parts = [
                "kind": "ApplicationError", "type": text(error.type), "details": .array(try all(error.details)),
                "nonRetryable": .bool(error.nonRetryable), "delay": text(delay),
                "benign": .bool(error.category == .benign),
            ]
        case let error as CanceledFailure:
            parts = ["kind": "CancelledError", "details": .array(try all(error.details))]
        case let error as TimeoutFailure:
            parts = [
                "kind": "TimeoutError", "type": .integer(Int64(error.timeoutType.api.rawValue)),
                "details": .array(try all(error.lastHeartbeatDetails)),
            ]
        case is TerminatedFailure:
            parts = ["kind": "TerminatedError"]
        case let error as ServerFailure:
            parts = ["kind": "ServerError", "nonRetryable": .bool(error.nonRetryable)]
        case let error as ActivityFailure:
            parts = [
                "kind": "ActivityError", "ids": numbers([error.scheduledEventID, error.startedEventID]),
                "names": names([error.identity, error.activityType, error.activityID]),
                "state": .integer(Int64(error.retryState.api.rawValue)),
            ]
        case let error as ChildWorkflowFailure:
            parts = [
                "kind": "ChildWorkflowError", "ids": numbers([error.initiatedEventID, error.startedEventID]),
                "names": names([error.namespace, error.workflowID, error.runID, error.workflowType]),
                "state": .integer(Int64(error.retryState.api.rawValue)),
            ]
        case let error as NexusOperationFailure:
            parts = [
                "kind": "NexusOperationError", "ids": numbers([error.scheduledEventID]),
                "names": names([error.endpoint, error.service, error.operation, error.operationToken]),
            ]
        case let error as NexusHandlerFailure:
            parts = ["kind": "HandlerError", "type": .string(error.type), "retryable": flag(error.isRetryable)]
        default:
            parts = ["kind": "FailureError"]
        }
        parts["message"] = text((error as? any TemporalFailure)?.message)
        return parts
    }

    /// A failure with the parts of `error`, that was never received.
    static func remade(_ error: any Error) throws -> any Error {
        let cause = try (error as? any TemporalFailure)?.cause.map(remade)
        switch error {
        case let error as ApplicationFailure:
            return ApplicationFailure(
                error.message, type: error.type, details: try two(error.details).0, try two(error.details).1,
                count: error.details.count, nonRetryable: error.nonRetryable, nextRetryDelay: error.nextRetryDelay,
                category: error.category, cause: cause)
        case let error as CanceledFailure:
            let (a, b) = try two(error.details)
            return switch error.details.count {
            case 0: CanceledFailure(error.message, cause: cause)
            case 1: CanceledFailure(error.message, details: a, cause: cause)
            default: CanceledFailure(error.message, details: a, b, cause: cause)
            }
        case let error as TimeoutFailure:
            let (a, b) = try two(error.lastHeartbeatDetails)
            return switch error.lastHeartbeatDetails.count {
            case 0: TimeoutFailure(error.message, timeoutType: error.timeoutType, cause: cause)
            case 1: TimeoutFailure(error.message, timeoutType: error.timeoutType, lastHeartbeatDetails: a, cause: cause)
            default:
                TimeoutFailure(error.message, timeoutType: error.timeoutType, lastHeartbeatDetails: a, b, cause: cause)
            }
        case let error as TerminatedFailure:
            return TerminatedFailure(error.message, cause: cause)
        case let error as ServerFailure:
            return ServerFailure(error.message, nonRetryable: error.nonRetryable, cause: cause)
        case let error as ActivityFailure:
            return ActivityFailure(
                error.message, activityType: error.activityType, activityID: error.activityID,
                scheduledEventID: error.scheduledEventID, startedEventID: error.startedEventID,
                identity: error.identity,
                retryState: error.retryState, cause: cause)
        case let error as ChildWorkflowFailure:
            return ChildWorkflowFailure(
                error.message, namespace: error.namespace, workflowID: error.workflowID, runID: error.runID,
                workflowType: error.workflowType, initiatedEventID: error.initiatedEventID,
                startedEventID: error.startedEventID, retryState: error.retryState, cause: cause)
        case let error as NexusOperationFailure:
            return NexusOperationFailure(
                error.message, scheduledEventID: error.scheduledEventID, endpoint: error.endpoint,
                service: error.service, operation: error.operation, operationToken: error.operationToken, cause: cause)
        case let error as NexusHandlerFailure:
            return NexusHandlerFailure(error.message, type: error.type, isRetryable: error.isRetryable, cause: cause)
        default:
            return error
        }
    }

    // Failures of the peer have two details at most.
    private static func two(_ details: FailureDetails) throws -> (JSONValue, JSONValue) {
        (try details.decode(0) ?? .null, try details.decode(1) ?? .null)
    }
}

extension ApplicationFailure {
    fileprivate init(
        _ message: String, type: String?, details a: JSONValue, _ b: JSONValue, count: Int, nonRetryable: Bool,
        nextRetryDelay: Duration?, category: Category, cause: (any Error)?
    ) {
        switch count {
        case 0:
            self.init(
                message, type: type, nonRetryable: nonRetryable, nextRetryDelay: nextRetryDelay, category: category,
                cause: cause)
        case 1:
            self.init(
                message, type: type, details: a, nonRetryable: nonRetryable, nextRetryDelay: nextRetryDelay,
                category: category, cause: cause)
        default:
            self.init(
                message, type: type, details: a, b, nonRetryable: nonRetryable, nextRetryDelay: nextRetryDelay,
                category: category, cause: cause)
        }
    }
}
