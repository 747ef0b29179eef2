// Scheduled workflows that are Swift types: the compiler checks their arguments.

import TemporalCore

extension ScheduledWorkflow {
    /// A workflow without arguments; see the initialiser with one argument.
    public init<W: Workflow>(_ workflow: W.Type, id: String, taskQueue: String) where W.Argument1 == NoArgument {
        self.init(W.workflowType, id: id, taskQueue: taskQueue)
    }

    /// A workflow that a schedule starts.
    ///
    /// - Parameters:
    ///   - workflow: the workflow's type.
    ///   - argument: what its `run` takes.
    ///   - id: what the ids of the workflows begin with.
    ///   - taskQueue: the queue that its workers poll.
    public init<W: Workflow>(_ workflow: W.Type, _ argument: W.Argument1, id: String, taskQueue: String)
    where W.Argument2 == NoArgument {
        self.init(W.workflowType, argument, id: id, taskQueue: taskQueue)
    }

    /// A workflow with two arguments; see the initialiser with one argument.
    public init<W: Workflow>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, id: String, taskQueue: String
    ) where W.Argument3 == NoArgument {
        self.init(W.workflowType, argument1, argument2, id: id, taskQueue: taskQueue)
    }

    /// A workflow with three arguments; see the initialiser with one argument.
    public init<W: Workflow>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3, id: String,
        taskQueue: String
    ) where W.Argument4 == NoArgument {
        self.init(W.workflowType, argument1, argument2, argument3, id: id, taskQueue: taskQueue)
    }

    /// A workflow with four arguments; see the initialiser with one argument.
    public init<W: Workflow>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, _ argument3: W.Argument3,
        _ argument4: W.Argument4, id: String, taskQueue: String
    ) {
        self.init(W.workflowType, argument1, argument2, argument3, argument4, id: id, taskQueue: taskQueue)
    }
}
