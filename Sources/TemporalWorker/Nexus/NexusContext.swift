// What a Nexus handler knows of the request, and how it has a workflow carry it out.

import Logging
import TemporalCore
import TemporalWorkflow

/// A request to a Nexus operation.
public struct NexusContext: Sendable {
    /// The service.
    public let service: String
    /// The operation.
    public let operation: String
    /// The endpoint that the caller named.
    public let endpoint: String
    /// What the caller said besides; names are lower case.
    public let headers: [String: String]
    /// The same in all attempts of one call: what makes a handler idempotent.
    public let requestID: String
    /// When the caller stops waiting for the answer, as far as it said so; the handler's task is canceled then.
    public let deadline: Timestamp?
    /// The worker's task queue.
    public let taskQueue: String
    /// A client of the worker's namespace. The workflows that the handler starts, signals, cancels or terminates link to the caller, and
    /// where the operation begins, the caller to those that it started and signaled; detached tasks make no links.
    public let client: TemporalClient
    /// A logger that names the operation.
    public let logger: Logger
    let request: API.Nexus.StartOperationRequest

    /// Where the end of the operation is told, if it runs elsewhere, ``NexusStart/started(token:)``; nil where nobody waits to hear of
    /// it. What ``start(_:_:id:taskQueue:options:)`` starts tells it by itself.
    public var callback: NexusCallback? {
        request.callback.isEmpty ? nil : NexusCallback(url: request.callback, headers: request.callbackHeader)
    }

    /// Has a workflow without arguments carry the operation out; see the overload with one argument.
    public func start<W: Workflow>(
        _ workflow: W.Type, id: String, taskQueue: String? = nil, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> NexusWorkflowRun<W.Output> where W.Argument1 == NoArgument {
        try await start(W.workflowType, [], id: id, taskQueue: taskQueue, options: options)
    }

    /// Has a workflow carry the operation out: its result, or its failure, is the operation's.
    ///
    /// - Parameters:
    ///   - workflow: the workflow's type.
    ///   - argument: what its `run` takes.
    ///   - id: its id; make it of the input, for the request may come more than once.
    ///   - taskQueue: its task queue; nil is that of this worker.
    ///   - options: everything else. Where a workflow with the id runs already, `idConflictPolicy` says whether it carries this
    ///     operation out, too.
    public func start<W: Workflow>(
        _ workflow: W.Type, _ argument: W.Argument1, id: String, taskQueue: String? = nil,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> NexusWorkflowRun<W.Output> where W.Argument2 == NoArgument {
        try await start(
            W.workflowType, try client.converter.encodeArguments(argument), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Has a workflow with two arguments carry the operation out; see the overload with one argument.
    public func start<W: Workflow>(
        _ workflow: W.Type, _ argument1: W.Argument1, _ argument2: W.Argument2, id: String, taskQueue: String? = nil,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> NexusWorkflowRun<W.Output> where W.Argument3 == NoArgument {
        try await start(
            W.workflowType, try client.converter.encodeArguments(argument1, argument2), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Has a workflow that is known by the name of its type carry the operation out; see the overload with one argument.
    public func start<Output: Sendable, each Argument: Encodable & Sendable>(
        _ workflowType: String, _ arguments: repeat each Argument, as type: Output.Type = Output.self, id: String,
        taskQueue: String? = nil, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> NexusWorkflowRun<Output> {
        try await start(
            workflowType, try client.converter.encodeArguments(repeat each arguments), id: id, taskQueue: taskQueue,
            options: options)
    }

    private func start<Output>(
        _ workflowType: String, _ input: [Payload], id: String, taskQueue: String?, options: StartWorkflowOptions
    ) async throws -> NexusWorkflowRun<Output> {
        let token = try NexusToken(namespace: client.namespace, workflowID: id).text
        let callback = API.Common.Callback.with {
            $0.variant = .nexus(
                .with {
                    $0.url = request.callback
                    $0.header = request.callbackHeader
                    $0.header["nexus-operation-token"] = token
                })
        }
        // They are sent twice, with the start and with its callback, and the server may count both.
        let links = NexusLinks.links(request.links, most: 5)
        // This start says its links itself, and answers with one that leads to the request's own event.
        let handle = try await OperationLinks.$current.withValue(nil) {
            try await client.start(
                workflowType, input: input, id: id, taskQueue: taskQueue ?? self.taskQueue, options: options
            ) { start in
                start.requestID = request.requestID
                start.links = links
                guard !request.callback.isEmpty else { return }
                start.completionCallbacks = [callback]
                start.completionCallbacks[0].links = links
                start.onConflictOptions = .with {
                    $0.attachRequestID = true
                    $0.attachCompletionCallbacks = true
                    $0.attachLinks = true
                }
            }
        }
        let link = NexusLinks.start(
            namespace: client.namespace, workflowID: id, runID: handle.firstRunID ?? "", requestID: request.requestID)
        return NexusWorkflowRun(token: token, link: link)
    }
}

/// What is printed of a request leaves out what is secret.
extension NexusContext: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The operation and the request's id.
    public var description: String { "NexusContext(\(service)/\(operation), request \(requestID))" }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// The operation, and who asks for it.
    public var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "service": service, "operation": operation, "endpoint": endpoint, "requestID": requestID,
                "taskQueue": taskQueue,
            ])
    }
}

/// The request that a Nexus operation cancel; what the `cancel` of ``NexusHandler/init(starting:_:cancel:)`` is given.
public struct NexusCancelContext: Sendable {
    /// The service.
    public let service: String
    /// The operation.
    public let operation: String
    /// The endpoint that the caller named.
    public let endpoint: String
    /// What the caller said besides; names are lower case.
    public let headers: [String: String]
    /// When the caller's server stops waiting for the answer, as far as it said so; the handler's task is canceled then.
    public let deadline: Timestamp?
    /// The worker's task queue.
    public let taskQueue: String
    /// A client of the worker's namespace.
    public let client: TemporalClient
    /// A logger that names the operation.
    public let logger: Logger
}

/// A workflow that carries a Nexus operation out; made by ``NexusContext/start(_:_:id:taskQueue:options:)``.
public struct NexusWorkflowRun<Output: Sendable>: Sendable {
    let token: String
    let link: API.Nexus.Link
}

/// Where whoever carries a Nexus operation out tells of its end: an HTTP POST, as the Nexus specification has it.
///
/// It goes to ``url`` with ``headers``, and with three more: `nexus-operation-state` is `succeeded`, `failed` or `canceled`,
/// `content-type` is `application/json`, and `nexus-operation-token` is the token of ``NexusStart/started(token:)``, by which the
/// caller's server knows the operation where its end is told before the handler has answered. The body is the result, or, of what has
/// failed or was canceled, `{"message": "why"}`.
///
/// What is printed of it names its headers, and leaves out what they say.
public struct NexusCallback: Sendable, Hashable, Codable {
    /// The address; where it is `temporal://system`, it is the caller's server itself, which takes the POST at `/nexus/callback` of its
    /// HTTP port.
    public let url: String
    /// What the request has to bring along as it is; it tells the caller's server which operation is meant. Names are lower case. They
    /// are a secret: who has them ends the operation.
    public let headers: [String: String]

    /// A callback to `url`, for what was kept elsewhere, and for tests.
    public init(url: String, headers: [String: String]) {
        self.url = url
        self.headers = headers
    }
}

extension NexusCallback: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The address, and the names of the headers.
    public var description: String {
        "NexusCallback(\(url), headers: \(headers.keys.sorted().joined(separator: ", ")))"
    }
    /// The same as ``description``.
    public var debugDescription: String { description }
    /// The address, and the names of the headers.
    public var customMirror: Mirror { Mirror(self, children: ["url": url, "headers": headers.keys.sorted()]) }
}
