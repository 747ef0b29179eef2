// What the requests that start workflows have in common, each message of which is filled here and nowhere else: a plain start,
// the start in a signal-with-start or an update-with-start, and, as far as a schedule says it, the action of one.

/// A message that says how a workflow is started.
protocol StartFields {
    var workflowID: String { get set }
    var workflowType: API.Common.WorkflowType? { get set }
    var taskQueue: API.TaskQueue.TaskQueue? { get set }
    var workflowExecutionTimeout: Duration? { get set }
    var workflowRunTimeout: Duration? { get set }
    var workflowTaskTimeout: Duration? { get set }
    var retryPolicy: API.Common.RetryPolicy? { get set }
    var searchAttributes: API.Common.SearchAttributes? { get set }
    var priority: API.Common.Priority? { get set }
}

/// A request that a workflow be started now.
protocol StartRequest: StartFields, Message {
    var namespace: String { get set }
    var identity: String { get set }
    var requestID: String { get set }
    var input: API.Common.Payloads? { get set }
    var header: API.Common.Header? { get set }
    var workflowIDReusePolicy: API.Enums.WorkflowIDReusePolicy { get set }
    var workflowIDConflictPolicy: API.Enums.WorkflowIDConflictPolicy { get set }
    var cronSchedule: String { get set }
    var memo: API.Common.Memo? { get set }
    var workflowStartDelay: Duration? { get set }
    var userMetadata: API.SDK.UserMetadata? { get set }
    var links: [API.Common.Link] { get set }
    var versioningOverride: API.Workflow.VersioningOverride? { get set }
}

extension API.WorkflowService.StartWorkflowExecutionRequest: StartRequest {}
extension API.WorkflowService.SignalWithStartWorkflowExecutionRequest: StartRequest {}
extension API.Workflow.NewWorkflowExecutionInfo: StartFields {}

/// What people say of every start, be it now or on a schedule.
protocol StartChoices {
    var executionTimeout: Duration? { get }
    var runTimeout: Duration? { get }
    var taskTimeout: Duration? { get }
    var retryPolicy: RetryPolicy? { get }
    var searchAttributes: SearchAttributes { get }
    var priority: Priority? { get }
}

extension StartWorkflowOptions: StartChoices {}
extension ScheduledWorkflow: StartChoices {}

extension StartFields {
    /// Says what is started, where, with which limits, and how it can be found.
    mutating func fill(_ workflowType: String, id: String, taskQueue: String, _ choices: some StartChoices) {
        workflowID = id
        self.workflowType = .with { $0.name = workflowType }
        self.taskQueue = .with { $0.name = taskQueue }
        workflowExecutionTimeout = choices.executionTimeout
        workflowRunTimeout = choices.runTimeout
        workflowTaskTimeout = choices.taskTimeout
        retryPolicy = choices.retryPolicy.map(API.Common.RetryPolicy.init)
        searchAttributes = choices.searchAttributes.encoded
        priority = choices.priority.map(API.Common.Priority.init)
    }
}

extension TemporalClient {
    /// The request that `input` asks for, in whichever message starts a workflow; its payloads have been through the codecs.
    ///
    /// - Throws: ``InvalidOptionError`` for what the server would refuse; what the converter and the codecs throw.
    func startRequest<Request: StartRequest>(_ input: StartWorkflowInput) async throws -> Request {
        try input.check()
        let options = input.options
        var request = Request()
        request.fill(input.workflowType, id: input.id, taskQueue: input.taskQueue, options)
        request.namespace = namespace
        request.identity = identity
        request.requestID = Self.uuid()
        request.input = try await message(input.arguments)
        request.header = API.Common.Header(input.headers).orNil
        request.workflowIDReusePolicy = .init(options.idReusePolicy)
        if let policy = options.idConflictPolicy { request.workflowIDConflictPolicy = .init(policy) }
        request.cronSchedule = options.cronSchedule ?? ""
        request.memo = try await encoded(options.memo)
        request.workflowStartDelay = options.startDelay
        request.userMetadata = try await userMetadata(options)
        request.links = OperationLinks.ofRequest
        request.versioningOverride = options.versioningOverride?.message
        return request
    }

    /// `payloads` as they are sent; nil for none.
    func message(_ payloads: [Payload]) async throws -> API.Common.Payloads? {
        guard !payloads.isEmpty else { return nil }
        let payloads = try await converter.encodeWithCodecs(payloads)
        return .with { $0.payloads = payloads }
    }

    /// What people are told of a workflow that is started, as it is sent.
    private func userMetadata(_ options: StartWorkflowOptions) async throws -> API.SDK.UserMetadata? {
        guard let metadata = try converter.userMetadata(summary: options.summary, details: options.details) else {
            return nil
        }
        return try await converter.encodePayloads(in: metadata)
    }
}
