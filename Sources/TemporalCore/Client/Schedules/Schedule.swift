// A schedule: a workflow that the server starts at certain times. Its values, as people write them; what the server calls them
// stands beside, in Schedule+API.swift.

/// A workflow that the server starts again and again, and when.
///
///     let schedule = Schedule(
///         starting: ScheduledWorkflow("Report", id: "report", taskQueue: "reports"),
///         at: .daily(hour: 2, timeZone: "America/Sao_Paulo"))
///     let handle = try await client.createSchedule(id: "nightly-report", schedule)
public struct Schedule: Sendable {
    /// What is started.
    public var workflow: ScheduledWorkflow
    /// When.
    public var spec: ScheduleSpec
    /// What happens where the workflow that was started last still runs.
    public var overlapPolicy: ScheduleOverlapPolicy = .skip
    /// How late a start may be made up for after the server was away; nil is the server's year. At least 10 s.
    public var catchupWindow: Duration?
    /// Whether a workflow that fails or times out pauses the schedule.
    public var pausesOnFailure = false
    /// Whether nothing is started until it is resumed.
    public var isPaused = false
    /// What people noted about its state.
    public var note = ""
    /// How often a workflow is still started; nil is for ever.
    public var remainingActions: Int?

    /// A schedule that starts `workflow` when `spec` says.
    public init(starting workflow: ScheduledWorkflow, at spec: ScheduleSpec) {
        self.workflow = workflow
        self.spec = spec
    }
}

/// What happens where it is time to start a workflow and the one before still runs.
public enum ScheduleOverlapPolicy: Sendable, Hashable {
    /// Nothing is started.
    case skip
    /// One is started when the one before has ended, however many times have passed.
    case bufferOne
    /// As many are started, one after the other, as times have passed.
    case bufferAll
    /// The one before is cancelled, and one is started when it has ended.
    case cancelOther
    /// The one before is terminated, and one is started.
    case terminateOther
    /// One is started beside it.
    case allowAll
}

/// How a schedule starts its workflow.
public struct ScheduledWorkflow: Sendable {
    /// The name of the workflow's type.
    public var workflowType: String
    /// What the ids begin with; the server appends the time for which each was started.
    public var id: String
    /// The queue that its workers poll.
    public var taskQueue: String
    /// The longest time of all runs; nil is no limit.
    public var executionTimeout: Duration?
    /// The longest time of one run; nil is no limit.
    public var runTimeout: Duration?
    /// The longest time of one workflow task; nil is the server's 10 s.
    public var taskTimeout: Duration?
    /// How a failed workflow is retried; nil is not at all.
    public var retryPolicy: RetryPolicy?
    /// Values that are kept with each workflow and shown with it.
    public var memo = Memo()
    /// Values that each workflow can be found by.
    public var searchAttributes = SearchAttributes()
    /// Which tasks of a queue go first; nil is the server's default.
    public var priority: Priority?
    var arguments: [EncodedValue]

    /// A workflow by the name of its type.
    ///
    /// - Parameters:
    ///   - workflowType: the name of the type, in whatever language it is written.
    ///   - arguments: what it is given.
    ///   - id: what the ids of the workflows begin with.
    ///   - taskQueue: the queue that its workers poll.
    public init<each Argument: Encodable & Sendable>(
        _ workflowType: String, _ arguments: repeat each Argument, id: String, taskQueue: String
    ) {
        self.workflowType = workflowType
        self.id = id
        self.taskQueue = taskQueue
        self.arguments = []
        for argument in repeat each arguments { self.arguments.append(.value(argument)) }
    }

    init(workflowType: String, id: String, taskQueue: String, arguments: [EncodedValue]) {
        self.workflowType = workflowType
        self.id = id
        self.taskQueue = taskQueue
        self.arguments = arguments
    }

    /// How many arguments the workflow is given.
    public var argumentCount: Int { arguments.count }

    /// The argument at `index`, from 0.
    ///
    /// - Throws: ``PayloadConversionError`` where it is no `Value`, or where there is none.
    public func argument<Value: Decodable>(
        _ index: Int, as type: Value.Type = Value.self
    ) throws(PayloadConversionError) -> Value {
        guard arguments.indices.contains(index) else {
            throw PayloadConversionError(index: index, reason: "the workflow is given \(arguments.count) arguments")
        }
        return try arguments[index].decode(as: type)
    }
}
