// How a run ends: what `run` returned or threw becomes one command, or fails the workflow task.

import TemporalCore

extension WorkflowInstance {
    /// Ends the run with what its code returned or threw; `DataConverter.workflowAnswer` says which error means what.
    func close(_ result: Result<Payload, any Error>) {
        guard !executor.isEvicted else { return }
        switch result {
        case .success(let payload):
            var attributes = API.Command.CompleteWorkflowExecutionCommandAttributes()
            attributes.result = .init(payload)
            machines.issue(.close, .completeWorkflowExecution(attributes))
        case .failure(is EvictionError):
            break
        case .failure(let error as ContinueAsNewError):
            machines.issue(.close, .continueAsNewWorkflowExecution(error.attributes), at: error.site)
        case .failure(let error):
            switch converter.workflowAnswer(to: error, cancelRequested: isCancelRequested, isFailure: endsRun) {
            case .cancel(let details):
                machines.issue(.close, .cancelWorkflowExecution(.with { $0.details = details }))
            case .fail(let failure):
                machines.issue(.close, .failWorkflowExecution(.with { $0.failure = failure }))
            case .failTask(let failure):
                failTask(error, failure)
            }
        }
    }

    /// A handler threw: what would end the run if `run` threw it ends it, anything else fails the workflow task.
    func handlerFailed(_ error: any Error) {
        close(.failure(error))
    }

    /// Whether an error that is no failure of Temporal's ends the run, as the author or the worker says.
    func endsRun(_ error: any Error) -> Bool {
        error is TimeLimitPassed || type.failureErrors.contains { isOne(error, of: $0) }
            || setup.failureErrors.contains { isOne(error, of: $0) }
    }

    private func isOne<E: Error>(_ error: any Error, of type: E.Type) -> Bool { error is E }

    /// Ends the run because its code departs from history, where that is what the author or the worker wants; nil where it is
    /// not.
    func completion(
        endingWith error: any Error, queries: [String: API.Query.WorkflowQuery]
    ) -> WorkflowTaskCompletion? {
        guard error is NondeterminismError, endsRun(error) else { return nil }
        let failure = WorkflowTaskFailure(error).failure
        let command = WorkflowCommand(
            key: .close, attributes: .failWorkflowExecution(.with { $0.failure = failure }))
        return WorkflowTaskCompletion(
            commands: [command.message], messages: [],
            answers: queries.mapValues { _ in .failure(QueryError(failure: failure)) }, metadata: .init(),
            isClosing: true)
    }

    /// Fails the workflow task, unless something failed it before.
    func failTask(_ error: any Error, _ failure: API.Failure.Failure? = nil) {
        guard taskFailure == nil else { return }
        taskFailure = WorkflowTaskFailure(error, failure ?? converter.failure(from: error))
    }
}

/// What a workflow throws to continue as new; made by ``Workflow/continueAsNew(options:fileID:line:)`` and its kin.
public struct ContinueAsNewError: Error, Sendable, CustomStringConvertible {
    let attributes: API.Command.ContinueAsNewWorkflowExecutionCommandAttributes
    let site: CallSite

    /// What happened, in a sentence.
    public var description: String { "the workflow continues as new; let this error leave `run`" }
}
