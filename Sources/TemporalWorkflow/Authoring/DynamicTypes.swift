// Workflows and activities for what has no type of its own registered: one of each a worker may have.

import TemporalCore

/// A workflow that a worker runs where it has none of the name that was started.
///
/// ```swift
/// actor Interpreter: DynamicWorkflow {
///     func run(_ arguments: RawArguments) async throws -> String { "\(info.workflowType) took \(arguments.count)" }
/// }
/// ```
/// Its `run` reads the arguments one by one; ``WorkflowInfo/workflowType`` is the name.
public protocol DynamicWorkflow: Workflow
where Argument1 == RawArguments, Argument2 == NoArgument, Argument3 == NoArgument, Argument4 == NoArgument {}

/// An activity that a worker runs where it has none of the name that was scheduled.
///
/// Its `run` reads the arguments one by one; `ActivityContext.current?.info.activityType` is the name.
public protocol DynamicActivity: Activity
where Argument1 == RawArguments, Argument2 == NoArgument, Argument3 == NoArgument, Argument4 == NoArgument {}
