// What interceptors of workflows are given: the calls as they can be seen and changed.

import TemporalCore

/// The call of a workflow's `run`.
public struct ExecuteWorkflowInput: Sendable {
    /// The arguments, after codecs.
    public var arguments: [Payload]
    /// What came with the workflow's start.
    public var headers: [String: Payload]
}

/// A signal that a workflow handles.
public struct HandleSignalInput: Sendable {
    /// The signal's name.
    public let signal: String
    /// Its arguments, after codecs.
    public var arguments: [Payload]
    /// What came with the signal.
    public var headers: [String: Payload]
}

/// A query that a workflow answers.
public struct HandleQueryInput: Sendable {
    /// The query's name.
    public let query: String
    /// Its arguments, after codecs.
    public var arguments: [Payload]
    /// What came with the query.
    public var headers: [String: Payload]
}

/// An update that a workflow validates and handles.
public struct HandleUpdateInput: Sendable {
    /// The update's name.
    public let update: String
    /// The update's own id.
    public let updateID: String
    /// Its arguments, after codecs.
    public var arguments: [Payload]
    /// What came with the update.
    public var headers: [String: Payload]
}

/// An activity that a workflow runs.
public struct ExecuteActivityCallInput: Sendable {
    /// The name of the activity's type.
    public var activityType: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// How it is scheduled.
    public var options: ActivityOptions
    /// What travels with it, and reaches the interceptors of whoever runs it.
    public var headers: [String: Payload] = [:]
}

/// A local activity that a workflow runs.
public struct ExecuteLocalActivityCallInput: Sendable {
    /// The name of the activity's type.
    public var activityType: String
    /// Its arguments.
    public var arguments: [Payload]
    /// How it is run.
    public var options: LocalActivityOptions
    /// What travels with it, and reaches the interceptors of the worker's activities.
    public var headers: [String: Payload] = [:]
}

/// A child workflow that a workflow starts.
public struct StartChildInput: Sendable {
    /// The name of the child's type.
    public var workflowType: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// How it is started, its id among it.
    public var options: ChildWorkflowOptions
    /// What travels with the start, and reaches the interceptors of whoever runs the child.
    public var headers: [String: Payload] = [:]
}

/// A signal that a workflow sends to a child or to another workflow.
public struct SignalExternalInput: Sendable {
    /// The id of the workflow that it is for.
    public var workflowID: String
    /// Its run; nil is the current one.
    public var runID: String?
    /// Whether it is for a child.
    public let isForChild: Bool
    /// The signal's name.
    public var signal: String
    /// Its arguments, before codecs.
    public var arguments: [Payload]
    /// What travels with the signal, and reaches the interceptors of whoever runs the workflow.
    public var headers: [String: Payload] = [:]
}

/// A request of a workflow that another one cancel.
public struct CancelExternalInput: Sendable {
    /// The id of the workflow that is to cancel.
    public var workflowID: String
    /// Its run; nil is the current one.
    public var runID: String?
}

/// A timer that a workflow waits for.
public struct StartTimerInput: Sendable {
    /// How long it runs; zero or less does not wait.
    public var duration: Duration
    /// A single line for people, shown by the UI and the CLI.
    public var summary: String?
}

/// A Nexus operation that a workflow calls. What travels with it are the options' headers, which are text.
public struct StartNexusInput: Sendable {
    /// The endpoint that leads to the operation's handler.
    public var endpoint: String
    /// The service's name.
    public var service: String
    /// The operation's name.
    public var operation: String
    /// What it takes, before codecs.
    public var argument: Payload
    /// How it is called, with its headers.
    public var options: NexusOperationOptions
}

/// A change of a workflow's search attributes.
public struct UpsertSearchAttributesInput: Sendable {
    /// The attributes that get a value or lose it. An interceptor that leaves none of them returns without calling `next`.
    public var updates: [SearchAttributeUpdate]
}

/// A change of a workflow's memo.
public struct UpsertMemoInput: Sendable {
    /// The values by name, before codecs; nil removes one.
    public var values: [String: (any Encodable & Sendable)?]
}

/// The continuation of a workflow as a new run.
public struct ContinueAsNewInput: Sendable {
    /// The name of the new run's type.
    public var workflowType: String
    /// The new run's arguments, before codecs.
    public var arguments: [Payload]
    /// How the new run is started.
    public var options: ContinueAsNewOptions
    /// What travels with the start of the new run.
    public var headers: [String: Payload] = [:]
}
