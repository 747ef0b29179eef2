// Handlers that a workflow adds while it runs, and the signals that came before them.

import TemporalCore

extension Workflow {
    /// Answers more signals, queries and updates from here on, for a workflow that learns as it runs what it takes.
    ///
    /// ```swift
    /// try addHandlers { Self.approve }
    /// ```
    /// Signals that came before and found no handler are handed to the new ones, in the order in which they came. A handler takes the
    /// place of one with the same name; a dynamic one that of the dynamic one. Updates do not wait: one that comes too early is
    /// rejected. Most workflows have no need of this: what ``handlers`` lists takes messages even before `run` has begun.
    ///
    /// - Throws: ``RegistrationError`` where a name is listed twice, or where this actor is not the one that the run began with;
    ///   ``ReadOnlyError`` in a query or validator; ``EvictionError`` where the run has left memory; ``NotInWorkflowError``.
    public func addHandlers(@HandlersBuilder<Self> _ more: () -> Handlers<Self>) throws {
        let more = more()
        if let duplicate = more.duplicates.first {
            throw RegistrationError("\(Self.workflowType) adds two handlers of one kind with the name '\(duplicate)'")
        }
        try WorkflowInstance.inCode().add(more, to: self)
    }
}

extension WorkflowInstance {
    fileprivate func add<W: Workflow>(_ handlers: Handlers<W>, to actor: W) throws {
        if isReadOnly { throw ReadOnlyError() }
        if executor.isEvicted { throw EvictionError() }
        guard let workflow, workflow.actor === actor else {
            throw RegistrationError("handlers are added to a \(W.workflowType) that is not the workflow of its run")
        }
        self.workflow = workflow.adding(handlers)
        let waiting = unhandledSignals
        unhandledSignals = waiting.filter { !handle($0) }
    }
}
