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
            switch converter.workflowAnswer(to: error, cancelRequested: isCancelRequested) {
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
