// What the server knows about a workflow run: what a description and a list show.

/// How a workflow run stands.
public enum WorkflowStatus: Sendable, Hashable {
    /// It runs.
    case running
    /// It returned its result.
    case completed
    /// It failed.
    case failed
    /// It was asked to stop and did.
    case canceled
    /// It was ended from outside.
    case terminated
    /// It goes on as another run.
    case continuedAsNew
    /// It took too long.
    case timedOut
    /// It is held.
    case paused
    /// Something that this version does not know.
    case unknown

    init(_ status: API.Enums.WorkflowExecutionStatus) {
        self =
            switch status {
            case .running: .running
            case .completed: .completed
            case .failed: .failed
            case .canceled: .canceled
            case .terminated: .terminated
            case .continuedAsNew: .continuedAsNew
            case .timedOut: .timedOut
            case .paused: .paused
            default: .unknown
            }
    }
}

/// One run of a workflow, as the server tells of it.
public struct WorkflowExecution: Sendable {
    /// The workflow's id.
    public let id: String
    /// The run's id.
    public let runID: String
    /// The name of the workflow's type.
    public let workflowType: String
    /// The task queue of its workers.
    public let taskQueue: String
    /// How it stands.
    public let status: WorkflowStatus
    /// When it was started.
    public let startTime: Timestamp?
    /// When its code was to begin, after a start delay or a backoff.
    public let executionTime: Timestamp?
    /// When it closed; nil while it runs.
    public let closeTime: Timestamp?
    /// How many events its history has. A list knows this only of closed runs.
    public let historyLength: Int
    /// How large its history is, in bytes.
    public let historySize: Int
    /// The id of the workflow whose child it is.
    public let parentID: String?
    /// Which tasks of a queue go first, as far as it was said.
    public let priority: Priority
    /// What is noted about it.
    public let memo: Memo
    /// What it can be found by.
    public let searchAttributes: SearchAttributes
    /// A single line for people that it was started with. A list does not know this.
    public internal(set) var summary: String?
    /// What it was started with for people, in Markdown. A list does not know this.
    public internal(set) var details: String?
    /// Its activities that have not closed. A list does not know this.
    public internal(set) var pendingActivities: [PendingActivity] = []
    /// Its children that have not closed. A list does not know this.
    public internal(set) var pendingChildren: [PendingChild] = []

    init(_ info: API.Workflow.WorkflowExecutionInfo, converter: DataConverter) {
        id = info.execution?.workflowID ?? ""
        runID = info.execution?.runID ?? ""
        workflowType = info.type?.name ?? ""
        taskQueue = info.taskQueue
        status = WorkflowStatus(info.status)
        startTime = info.startTime
        executionTime = info.executionTime
        closeTime = info.closeTime
        historyLength = Int(info.historyLength)
        historySize = Int(info.historySizeBytes)
        parentID = info.parentExecution?.workflowID
        priority = info.priority.map(Priority.init) ?? Priority()
        memo = Memo(info.memo, converter: converter)
        searchAttributes = SearchAttributes(info.searchAttributes)
    }
}

extension WorkflowHandle {
    /// What the server knows about the workflow.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such workflow; what the payload codecs throw.
    public func describe() async throws -> WorkflowExecution {
        let input = DescribeWorkflowInput(id: id, runID: runID)
        guard !client.interceptors.isEmpty else { return try await describe(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.describeWorkflow($1, next: $2) }) {
            try await self.describe($0)
        }
    }

    private func describe(_ input: DescribeWorkflowInput) async throws -> WorkflowExecution {
        let converter = client.converter
        let response = try await client.service.call(
            RPCs.describeWorkflowExecution,
            .with {
                $0.namespace = client.namespace
                $0.execution = execution(input.id, input.runID)
            })
        guard var info = response.workflowExecutionInfo else {
            throw RPCError(
                code: .internal, message: "the server described workflow \(input.id) without saying anything of it",
                method: RPCs.describeWorkflowExecution.path)
        }
        info.memo = try await client.decoded(info.memo)
        var described = WorkflowExecution(info, converter: converter)
        if let encoded = response.executionConfig?.userMetadata {
            let metadata = try await converter.decodePayloads(in: encoded)
            // Whoever started it may have written anything.
            described.summary = metadata.summary.flatMap { try? converter.decode($0, as: String.self) }
            described.details = metadata.details.flatMap { try? converter.decode($0, as: String.self) }
        }
        for activity in response.pendingActivities {
            let decoded = try await converter.decodePayloads(in: activity)
            described.pendingActivities.append(PendingActivity(decoded, converter: converter))
        }
        described.pendingChildren = response.pendingChildren.map { PendingChild($0) }
        return described
    }
}
