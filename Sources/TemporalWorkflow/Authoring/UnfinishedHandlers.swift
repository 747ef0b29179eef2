// Handlers of signals and updates that wait, and may not have ended when their workflow does.

/// What is done about a handler that has not ended when its workflow does. It is abandoned in either case; whoever sent the update gets
/// an error.
public enum UnfinishedHandlerPolicy: Sendable {
    /// A warning in the log says which, for work may have been left undone.
    case warnAndAbandon
    /// Nothing is said.
    case abandon
}

extension Signal {
    /// The same signal, with what is done where its handler has not ended when the workflow does.
    public func ifUnfinished(_ policy: UnfinishedHandlerPolicy) -> Self {
        var copy = self
        copy.unfinishedPolicy = policy
        return copy
    }
}

extension Update {
    /// The same update, with what is done where its handler has not ended when the workflow does.
    public func ifUnfinished(_ policy: UnfinishedHandlerPolicy) -> Self {
        var copy = self
        copy.unfinishedPolicy = policy
        return copy
    }
}

extension Workflow {
    /// Whether no handler of a signal or an update is at work.
    ///
    /// Before a workflow ends, `try await wait { $0.allHandlersFinished }` lets those who sent updates have their answers.
    public var allHandlersFinished: Bool { WorkflowInstance.current?.runningHandlers.all.isEmpty ?? true }
}
