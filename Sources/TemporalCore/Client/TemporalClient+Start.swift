// Starting workflows.

/// How a workflow is started.
public struct StartWorkflowOptions: Sendable {
    /// Whether the id of a closed workflow may be taken.
    public var idReusePolicy: WorkflowIDReusePolicy = .allowDuplicate
    /// What happens where a workflow with the id is running; nil is the server's default.
    public var idConflictPolicy: WorkflowIDConflictPolicy?
    /// The longest time of all runs; nil is no limit.
    public var executionTimeout: Duration?
    /// The longest time of one run; nil is no limit.
    public var runTimeout: Duration?
    /// The longest time of one workflow task; nil is the server's 10 s.
    public var taskTimeout: Duration?
    /// How a failed workflow is retried; nil is not at all.
    public var retryPolicy: RetryPolicy?
    /// A cron schedule to run the workflow on.
    public var cronSchedule: String?
    /// Values that are kept with the workflow and shown with it.
    public var memo = Memo()
    /// Values that the workflow can be found by.
    public var searchAttributes = SearchAttributes()
    /// A single line for people, shown by the UI and the CLI.
    public var summary: String?
    /// What people may want to know of it, in Markdown; the UI shows it.
    public var details: String?
    /// How long the first workflow task is put off.
    public var startDelay: Duration?
    /// Whether a worker of this process runs the first workflow task at once, without a poll: one that uses the same client, polls
    /// the same task queue, has the workflow's type and a free slot. Where there is none, or the server does not hand the task
    /// over, the workflow starts as always. Counts for plain starts only.
    public var requestEagerStart = false
    /// The version of its workers' code that the workflow runs with; nil is what its workers say.
    public var versioningOverride: VersioningOverride?
    /// Which of tasks of a queue go first; nil is the server's default.
    public var priority: Priority?

    /// The defaults.
    public init() {}
}

extension TemporalClient {
    /// Starts a workflow by the name of its type.
    ///
    /// - Parameters:
    ///   - workflowType: the name of the type, in whatever language it is written.
    ///   - arguments: what it is given.
    ///   - id: the workflow's id.
    ///   - taskQueue: the queue that its workers poll.
    ///   - options: everything else.
    /// - Throws: ``WorkflowAlreadyStartedError`` where the id is taken; ``InvalidOptionError`` for an option that the server would
    ///   refuse, before anything is sent; ``RPCError`` where the server declines otherwise; ``PayloadConversionError`` where an
    ///   argument cannot be encoded.
    @discardableResult
    public func startWorkflow<each Argument: Encodable & Sendable>(
        _ workflowType: String, _ arguments: repeat each Argument, id: String, taskQueue: String,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> WorkflowHandle {
        try await start(
            workflowType, input: try converter.encodeArguments(repeat each arguments), id: id, taskQueue: taskQueue,
            options: options)
    }

    /// Starts a workflow with encoded arguments.
    ///
    /// - Parameter change: what else the request says.
    package func start(
        _ workflowType: String, input: [Payload], id: String, taskQueue: String, options: StartWorkflowOptions,
        _ change: @escaping @Sendable (inout API.WorkflowService.StartWorkflowExecutionRequest) -> Void = { _ in }
    ) async throws -> WorkflowHandle {
        let input = StartWorkflowInput(
            workflowType: workflowType, arguments: input, id: id, taskQueue: taskQueue, options: options)
        guard !interceptors.isEmpty else { return try await start(input, change) }
        return try await intercept(interceptors[...], input, { try await $0.startWorkflow($1, next: $2) }) {
            try await self.start($0, change)
        }
    }

    private func start(
        _ input: StartWorkflowInput, _ change: (inout API.WorkflowService.StartWorkflowExecutionRequest) -> Void
    ) async throws -> WorkflowHandle {
        var request: API.WorkflowService.StartWorkflowExecutionRequest = try await startRequest(input)
        change(&request)
        let isEager = input.options.requestEagerStart
        let place = isEager ? eagerStarts.place(on: input.taskQueue, for: input.workflowType) : nil
        let response: API.WorkflowService.StartWorkflowExecutionResponse
        do {
            if let place {
                request.requestEagerExecution = true
                request.eagerWorkerDeploymentOptions = place.deployment
                response = try await start(request, in: place)
            } else {
                response = try await service.call(RPCs.startWorkflowExecution, request)
            }
        } catch {
            throw WorkflowAlreadyStartedError.ifTaken(error, id: input.id)
        }
        OperationLinks.keep(response.link)
        return handle(
            id: input.id, runID: response.runID, firstRunID: response.firstExecutionRunID, isNew: response.started)
    }

    /// Starts a workflow whose first task runs in `place` if it comes with the answer.
    private func start(
        _ request: API.WorkflowService.StartWorkflowExecutionRequest, in place: EagerStarts.Place
    ) async throws(RPCError) -> API.WorkflowService.StartWorkflowExecutionResponse {
        do throws(RPCError) {
            let response = try await service.call(RPCs.startWorkflowExecution, request)
            if let task = response.eagerWorkflowTask { place.run(task) } else { place.release() }
            return response
        } catch {
            place.release()
            throw error
        }
    }

    /// The handle of a workflow that was started, or that ran already. Old servers do not name the first run of its chain.
    func handle(id: String, runID: String, firstRunID: String, isNew: Bool) -> WorkflowHandle {
        var handle = WorkflowHandle(client: self, id: id, runID: nil, firstRunID: runID)
        handle.chainID = isNew && firstRunID.isEmpty ? runID : firstRunID
        return handle
    }

    /// The workflow with the given id, in its current run or in the given one.
    public func workflow(id: String, runID: String? = nil) -> WorkflowHandle {
        WorkflowHandle(client: self, id: id, runID: runID, firstRunID: nil)
    }

    /// A random id (RFC 9562, version 4).
    static func uuid() -> String {
        let high = (UInt64.random(in: 0 ... .max) & 0xffff_ffff_ffff_0fff) | 0x4000
        let low = (UInt64.random(in: 0 ... .max) & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
        let digits = [high, low].map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }.joined()
        var groups: [Substring] = []
        var rest = digits[...]
        for length in [8, 4, 4, 4, 12] {
            groups.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return groups.joined(separator: "-")
    }
}
