// Activities without a workflow: a client starts one, and a worker that has it registered runs it, with the server's retries and
// timeouts.

/// How an activity is started that has no workflow. One of the two close timeouts must be set.
public struct StartActivityOptions: Sendable {
    /// The longest time from being started to the end, all retries included.
    public var scheduleToClose: Duration?
    /// The longest time in the queue before a worker takes it.
    public var scheduleToStart: Duration?
    /// The longest time of one attempt.
    public var startToClose: Duration?
    /// The longest time between two heartbeats.
    public var heartbeat: Duration?
    /// How failures are retried; nil is the server's default, which retries without end.
    public var retryPolicy: RetryPolicy?
    /// Whether the id of a closed activity may be taken.
    public var idReusePolicy: ActivityIDReusePolicy = .allowDuplicate
    /// What happens where an activity with the id has not closed.
    public var idConflictPolicy: ActivityIDConflictPolicy = .fail
    /// Values that the activity can be found by.
    public var searchAttributes = SearchAttributes()
    /// How long the first attempt is put off.
    public var startDelay: Duration?
    /// Which tasks of the queue go first; nil is the server's default.
    public var priority: Priority?
    /// A single line for people, shown by the UI and the CLI.
    public var summary: String?

    /// Options with the given timeouts and retries.
    public init(
        scheduleToClose: Duration? = nil, startToClose: Duration? = nil, heartbeat: Duration? = nil,
        retryPolicy: RetryPolicy? = nil
    ) {
        self.scheduleToClose = scheduleToClose
        self.startToClose = startToClose
        self.heartbeat = heartbeat
        self.retryPolicy = retryPolicy
    }
}

/// Whether an activity may be started with the id of a closed one.
public enum ActivityIDReusePolicy: Sendable, Hashable {
    /// Yes; the server's default.
    case allowDuplicate
    /// Only where the closed one failed, timed out, was canceled or was terminated.
    case allowDuplicateFailedOnly
    /// No.
    case rejectDuplicate

    var message: API.Enums.ActivityIDReusePolicy {
        switch self {
        case .allowDuplicate: .allowDuplicate
        case .allowDuplicateFailedOnly: .allowDuplicateFailedOnly
        case .rejectDuplicate: .rejectDuplicate
        }
    }
}

/// What a start does where an activity with its id has not closed.
public enum ActivityIDConflictPolicy: Sendable, Hashable {
    /// The start fails; the server's default.
    case fail
    /// The start returns the activity that is there.
    case useExisting

    var message: API.Enums.ActivityIDConflictPolicy {
        switch self {
        case .fail: .fail
        case .useExisting: .useExisting
        }
    }
}

extension TemporalClient {
    /// Starts an activity that has no workflow, by the name of its type.
    ///
    /// - Parameters:
    ///   - activityType: the name of the type, in whatever language it is written.
    ///   - arguments: what it is given.
    ///   - id: the activity's id, among those that have no workflow.
    ///   - taskQueue: the queue that its workers poll.
    ///   - options: everything else; `startToClose` or `scheduleToClose` must be set.
    /// - Throws: ``ActivityAlreadyStartedError`` where the id is taken; ``InvalidOptionError`` for an option that the server would
    ///   refuse, before anything is sent; ``RPCError`` where the server declines otherwise, with the code `unimplemented` where it
    ///   knows no activities without a workflow; ``PayloadConversionError`` where an argument cannot be encoded.
    @discardableResult
    public func startActivity<each Argument: Encodable & Sendable>(
        _ activityType: String, _ arguments: repeat each Argument, id: String, taskQueue: String,
        options: StartActivityOptions
    ) async throws -> StandaloneActivityHandle {
        try await startActivity(
            activityType, input: try converter.encodeArguments(repeat each arguments), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Starts an activity with encoded arguments.
    package func startActivity(
        _ activityType: String, input: [Payload], id: String, taskQueue: String, options: StartActivityOptions
    ) async throws -> StandaloneActivityHandle {
        let input = StartActivityInput(
            activityType: activityType, arguments: input, id: id, taskQueue: taskQueue, options: options)
        guard !interceptors.isEmpty else { return try await startActivity(input) }
        return try await intercept(interceptors[...], input, { try await $0.startActivity($1, next: $2) }) {
            try await self.startActivity($0)
        }
    }

    private func startActivity(_ input: StartActivityInput) async throws -> StandaloneActivityHandle {
        try input.check()
        let options = input.options
        var request = API.WorkflowService.StartActivityExecutionRequest()
        request.namespace = namespace
        request.identity = identity
        request.requestID = Self.uuid()
        request.activityID = input.id
        request.activityType = .with { $0.name = input.activityType }
        request.taskQueue = .with { $0.name = input.taskQueue }
        if !input.arguments.isEmpty { request.input = .with { $0.payloads = input.arguments } }
        request.header = API.Common.Header(input.headers).orNil
        request.scheduleToCloseTimeout = options.scheduleToClose
        request.scheduleToStartTimeout = options.scheduleToStart
        request.startToCloseTimeout = options.startToClose
        request.heartbeatTimeout = options.heartbeat
        request.retryPolicy = options.retryPolicy.map(API.Common.RetryPolicy.init)
        request.idReusePolicy = options.idReusePolicy.message
        request.idConflictPolicy = options.idConflictPolicy.message
        request.searchAttributes = options.searchAttributes.encoded
        request.startDelay = options.startDelay
        request.priority = options.priority.map(API.Common.Priority.init)
        if let summary = try options.summary.map({ try converter.encode($0) }) {
            request.userMetadata = .with { $0.summary = summary }
        }
        let encoded = try await converter.encodePayloads(in: request)
        do {
            return activity(
                id: input.id, runID: try await service.call(RPCs.startActivityExecution, encoded).runID)
        } catch {
            throw ActivityAlreadyStartedError.ifTaken(error, id: input.id)
        }
    }

    /// The activity `id` that has no workflow, in its current run or in the given one.
    public func activity(id: String, runID: String? = nil) -> StandaloneActivityHandle {
        StandaloneActivityHandle(operations: ActivityHandle(client: self, id: id, workflowID: nil, runID: runID))
    }
}

/// An activity that has no workflow, as a client sees it.
public struct StandaloneActivityHandle: Sendable {
    /// The same activity, to be paused, reset, changed, or completed from here.
    public let operations: ActivityHandle

    /// The client that knows the activity.
    public var client: TemporalClient { operations.client }
    /// The activity's id.
    public var id: String { operations.id }
    /// The run that is meant; nil is the current one. An id that is taken again after its activity has closed is another run.
    public var runID: String? { operations.runID }

    /// Waits until the activity has closed and returns its result. Without a ``runID`` it is that of the run that is the current one
    /// when the server first answers, be the id taken again meanwhile.
    ///
    /// - Throws: ``ActivityFailedError``, whose cause is how it ended; ``RPCError`` where the server cannot be asked, with the code
    ///   `notFound` where there is no such activity; ``PayloadConversionError`` where the result is no `Output`.
    public func result<Output: Decodable & Sendable>(as type: Output.Type = Output.self) async throws -> Output {
        try client.converter.decode(await resultPayloads().first ?? .null, as: Output.self)
    }

    /// Waits until the activity has closed, and returns its result before the converter.
    package func resultPayloads() async throws -> [Payload] {
        var request = API.WorkflowService.PollActivityExecutionRequest.with {
            $0.namespace = client.namespace
            $0.activityID = id
            $0.runID = runID ?? ""
        }
        while true {
            let answer = try await client.service.callUntilAnswered(RPCs.pollActivityExecution, request)
            // The run that was the current one stays meant, whoever takes the id while this waits.
            if request.runID.isEmpty { request.runID = answer.runID }
            // The server answers without an outcome when it has waited long enough.
            guard let outcome = answer.outcome?.value else { continue }
            switch outcome {
            case .result(let payloads):
                return try await client.converter.decodeWithCodecs(payloads.payloads)
            case .failure(let failure):
                let failure = try await client.converter.decodePayloads(in: failure)
                throw ActivityFailedError(activityID: id, cause: client.converter.error(from: failure))
            }
        }
    }

    /// Asks the activity to stop; it learns of that with its next heartbeat, or before its next attempt.
    ///
    /// - Parameter reason: why, for people.
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such activity.
    public func cancel(reason: String = "") async throws {
        try await end(.cancel(reason: reason))
    }

    /// Ends the activity at once; an attempt that runs learns of it with its next heartbeat.
    ///
    /// - Parameter reason: why, for people.
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such activity.
    public func terminate(reason: String = "") async throws {
        try await end(.terminate(reason: reason))
    }

    /// Removes the activity and what the server knows of it; one that has not closed is terminated.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such activity.
    public func delete() async throws {
        try await end(.delete)
    }

    private func end(_ end: EndActivityInput.End) async throws {
        let input = EndActivityInput(id: id, runID: runID, end: end)
        guard !client.interceptors.isEmpty else { return try await send(input) }
        try await intercept(client.interceptors[...], input, { try await $0.endActivity($1, next: $2) }) {
            try await self.send($0)
        }
    }

    private func send(_ input: EndActivityInput) async throws {
        switch input.end {
        case .cancel(let reason):
            let request = API.WorkflowService.RequestCancelActivityExecutionRequest.with {
                $0.namespace = client.namespace
                ($0.activityID, $0.runID) = (input.id, input.runID ?? "")
                $0.identity = client.identity
                $0.requestID = TemporalClient.uuid()
                $0.reason = reason
            }
            _ = try await client.service.call(RPCs.requestCancelActivityExecution, request)
        case .terminate(let reason):
            let request = API.WorkflowService.TerminateActivityExecutionRequest.with {
                $0.namespace = client.namespace
                ($0.activityID, $0.runID) = (input.id, input.runID ?? "")
                $0.identity = client.identity
                $0.requestID = TemporalClient.uuid()
                $0.reason = reason
            }
            _ = try await client.service.call(RPCs.terminateActivityExecution, request)
        case .delete:
            let request = API.WorkflowService.DeleteActivityExecutionRequest.with {
                $0.namespace = client.namespace
                ($0.activityID, $0.runID) = (input.id, input.runID ?? "")
            }
            _ = try await client.service.call(RPCs.deleteActivityExecution, request)
        }
    }

    /// What the server knows about the activity.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such activity; what the payload codecs throw.
    public func describe() async throws -> ActivityExecution {
        let input = DescribeActivityInput(id: id, runID: runID)
        guard !client.interceptors.isEmpty else { return try await describe(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.describeActivity($1, next: $2) }) {
            try await self.describe($0)
        }
    }

    private func describe(_ input: DescribeActivityInput) async throws -> ActivityExecution {
        let request = API.WorkflowService.DescribeActivityExecutionRequest.with {
            $0.namespace = client.namespace
            ($0.activityID, $0.runID) = (input.id, input.runID ?? "")
            $0.includeHeartbeatDetails = true
            $0.includeLastFailure = true
        }
        let response = try await client.service.call(RPCs.describeActivityExecution, request)
        guard let info = response.info else {
            throw RPCError(
                code: .internal, message: "the server described activity \(input.id) without saying anything of it",
                method: RPCs.describeActivityExecution.path)
        }
        return ActivityExecution(
            try await client.converter.decodePayloads(in: info), converter: client.converter)
    }
}

/// An activity without a workflow that did not complete.
public struct ActivityFailedError: Error, Sendable, CustomStringConvertible {
    /// The activity's id.
    public let activityID: String
    /// How it ended: a Temporal failure.
    public let cause: any TemporalFailure

    /// What happened, in a sentence.
    public var description: String { "activity \(activityID) did not complete: \(cause)" }
}
