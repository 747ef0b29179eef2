// Ids that are taken: errors of their own, for whoever starts something under an id that says what it is for meets them in the
// course of events, and not because something is wrong.

/// The workflow was not started: one with its id runs, or has run and the reuse policy keeps the id for it.
public struct WorkflowAlreadyStartedError: Error, Sendable, CustomStringConvertible {
    /// The id that is taken.
    public let workflowID: String
    /// The run that has it; nil where the server did not say.
    public let runID: String?
    /// What the server answered.
    public let cause: RPCError

    /// What happened, in a sentence.
    public var description: String { taken("workflow", workflowID, runID, cause) }

    /// What the refusal `error` of a start means.
    static func ifTaken(_ error: RPCError, id: String) -> any Error {
        guard error.code == .alreadyExists else { return error }
        let details = error.detail(API.ErrorDetails.WorkflowExecutionAlreadyStartedFailure.self)
        return WorkflowAlreadyStartedError(workflowID: id, runID: details?.runID.orNil, cause: error)
    }
}

/// The activity without a workflow was not started: one with its id has not closed, or the reuse policy keeps the id for it.
public struct ActivityAlreadyStartedError: Error, Sendable, CustomStringConvertible {
    /// The id that is taken.
    public let activityID: String
    /// The run that has it; nil where the server did not say.
    public let runID: String?
    /// What the server answered.
    public let cause: RPCError

    /// What happened, in a sentence.
    public var description: String { taken("activity", activityID, runID, cause) }

    /// What the refusal `error` of a start means.
    static func ifTaken(_ error: RPCError, id: String) -> any Error {
        guard error.code == .alreadyExists else { return error }
        let details = error.detail(API.ErrorDetails.ActivityExecutionAlreadyStartedFailure.self)
        return ActivityAlreadyStartedError(activityID: id, runID: details?.runID.orNil, cause: error)
    }
}

/// The schedule was not created: there is one with its id.
public struct ScheduleAlreadyExistsError: Error, Sendable, CustomStringConvertible {
    /// The id that is taken.
    public let scheduleID: String
    /// What the server answered.
    public let cause: RPCError

    /// What happened, in a sentence.
    public var description: String { taken("schedule", scheduleID, nil, cause) }

    /// What the refusal `error` of a creation means.
    static func ifTaken(_ error: RPCError, id: String) -> any Error {
        error.code == .alreadyExists ? ScheduleAlreadyExistsError(scheduleID: id, cause: error) : error
    }
}

private func taken(_ kind: String, _ id: String, _ runID: String?, _ cause: RPCError) -> String {
    "the id of \(kind) \(id) is taken\(runID.map { " by run \($0)" } ?? ""): \(cause.message)"
}

extension RPCError {
    /// What the server added to the error that is a `Detail`; nil where it added none.
    package func detail<Detail: Message>(_ type: Detail.Type) -> Detail? {
        guard let status = try? API.Google.Status(decoding: details) else { return nil }
        return status.details.lazy.compactMap { (try? $0.unpacked(as: type)) ?? nil }.first
    }
}

extension String {
    /// The text, unless it is empty, as the server writes what it does not know.
    var orNil: String? { isEmpty ? nil : self }
}
