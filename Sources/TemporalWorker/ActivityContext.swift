// What an activity may know of itself and tell the server while it runs.

import CoreMetrics
import Logging
import Synchronization
import TemporalCore

/// What a running activity knows of its task.
public struct ActivityInfo: Sendable {
    /// The activity's id, unique in its workflow run.
    public var activityID = ""
    /// The name of the activity's type.
    public var activityType = ""
    /// Which attempt this is, counting from 1.
    public var attempt = 1
    /// The run's id of an activity that has no workflow; empty where there is one.
    public var activityRunID = ""
    /// The workflow's id; empty where a client started the activity.
    public var workflowID = ""
    /// The workflow run's id; empty where there is none.
    public var workflowRunID = ""
    /// The name of the workflow's type; empty where there is none.
    public var workflowType = ""
    /// The namespace.
    public var namespace = ""
    /// The task queue that the activity was taken from.
    public var taskQueue = ""
    /// Opaque bytes that name the task, with which another process can complete it.
    public var taskToken = Bytes()
    /// When the workflow scheduled the activity.
    public var scheduledTime: Timestamp?
    /// When this attempt was put into the queue: the first one when it was scheduled, the others after their delay.
    public var currentAttemptScheduledTime: Timestamp?
    /// When this attempt was taken from the queue.
    public var startedTime: Timestamp?
    /// The longest time between two heartbeats; nil asks for none.
    public var heartbeatTimeout: Duration?
    /// The longest time of this attempt.
    public var startToCloseTimeout: Duration?
    /// The longest time of all attempts.
    public var scheduleToCloseTimeout: Duration?
    /// The retry policy as the server applies it; nil where it does not tell.
    public var retryPolicy: RetryPolicy?
    /// When this attempt times out, whichever timeout comes first.
    public var deadline: Timestamp?
    /// Whether it is a local activity, which no server knows of: its heartbeats go nowhere.
    public var isLocal = false

    /// Which tasks of the queue go first, as far as it was said of this activity; what is nil is its workflow's.
    public var priority = Priority()
    /// Whether a client started the activity, so that there is no workflow.
    public var isStandalone: Bool { workflowID.isEmpty && !activityRunID.isEmpty }

    /// What a test's activity knows, until the test says more: nothing.
    public init() {}
}

/// The running activity, reachable from its code as ``current``.
public final class ActivityContext: Sendable {
    @TaskLocal package static var running: ActivityContext?

    /// The activity that this code belongs to, or nil outside of one.
    public static var current: ActivityContext? { running }

    /// What the activity knows of its task.
    public var info: ActivityInfo {
        if interceptors.isEmpty { return task }
        return interceptors.reversed().reduce(task) { $1.info($0) }
    }
    /// The same, as no interceptor has changed it.
    let task: ActivityInfo
    private let interceptors: [any ActivityInterceptor]
    /// A logger that names the activity. What is added to its metadata is on all further lines about the activity, also on those that
    /// the worker writes when it has failed: `ActivityContext.current?.logger[metadataKey: "order_id"] = "\(order.id)"`.
    public var logger: Logger {
        get { currentLogger.withLock { $0 } }
        set { currentLogger.withLock { $0 = newValue } }
    }
    private let currentLogger: Mutex<Logger>
    /// Makes the activity's own metrics, which go to whom the worker's go: `Counter(label: "parcels", factory: context.metrics)`. Each
    /// attempt counts.
    public let metrics: any MetricsFactory
    private let converter: DataConverter
    private let lastDetails: [Payload]
    private let recordHeartbeat: @Sendable ([Payload]) -> Void
    private let cancellationReason = Mutex<ActivityCancellation?>(nil)
    private let shutdown: Notice

    /// - Parameters:
    ///   - metrics: who makes the metrics of the activity's code.
    ///   - shutdown: what the worker says when it begins to stop.
    ///   - recordHeartbeat: takes the details of each heartbeat.
    package init(
        info: ActivityInfo, logger: Logger, metrics: any MetricsFactory, converter: DataConverter,
        lastDetails: [Payload], shutdown: Notice, interceptors: [any ActivityInterceptor] = [],
        recordHeartbeat: @escaping @Sendable ([Payload]) -> Void
    ) {
        task = info
        self.interceptors = interceptors
        var logger = logger
        logger[metadataKey: "activity_id"] = "\(info.activityID)"
        logger[metadataKey: "activity_type"] = "\(info.activityType)"
        logger[metadataKey: "workflow_id"] = "\(info.workflowID)"
        logger[metadataKey: "run_id"] = "\(info.workflowRunID)"
        currentLogger = Mutex(logger)
        self.metrics = metrics
        self.converter = converter
        self.lastDetails = lastDetails
        self.shutdown = shutdown
        self.recordHeartbeat = recordHeartbeat
    }

    /// The context of a local activity.
    convenience init(
        local info: ActivityInfo, logger: Logger, metrics: any MetricsFactory, converter: DataConverter,
        shutdown: Notice, interceptors: [any ActivityInterceptor]
    ) {
        self.init(
            info: info, logger: logger, metrics: metrics, converter: converter, lastDetails: [], shutdown: shutdown,
            interceptors: interceptors
        ) { _ in }
    }

    /// Why the activity's task was canceled, or nil while it is not.
    public var cancellation: ActivityCancellation? { cancellationReason.withLock { $0 } }

    /// Whether the worker has begun to stop. The activity may go on for ``WorkerOptions/shutdownTimeout``; then it is canceled.
    public var isWorkerShuttingDown: Bool { shutdown.isGiven }

    /// Waits until the worker begins to stop, so that an activity that can break off may do so in time.
    ///
    /// - Throws: `CancellationError` where the task is canceled before.
    public func waitForWorkerShutdown() async throws { try await shutdown.wait() }

    /// Tells the server that the activity is alive, and keeps `details` for the next attempt.
    ///
    /// Call it as often as you like: heartbeats are sent at most every 0.8 times the heartbeat timeout, 30 s where there is none, or
    /// every ``WorkerOptions/maxHeartbeatThrottleInterval`` (60 s) where that is shorter. The last details before a failure are
    /// always kept.
    /// A cancellation that the server answers with cancels this task.
    public func heartbeat<each Detail: Encodable & Sendable>(_ details: repeat each Detail) throws {
        let payloads = try converter.encodeArguments(repeat each details)
        if interceptors.isEmpty { return recordHeartbeat(payloads) }
        try interceptNow(interceptors[...], payloads, { try $0.heartbeat($1, next: $2) }) { [recordHeartbeat] in
            recordHeartbeat($0)
        }
    }

    /// A detail of the last heartbeat of the attempt before this one, counted from 0; nil where there are not so many.
    public func lastHeartbeat<Detail: Decodable & Sendable>(
        _ index: Int = 0, as type: Detail.Type = Detail.self
    ) throws -> Detail? {
        guard lastDetails.indices.contains(index) else { return nil }
        return try converter.decode(lastDetails[index], as: Detail.self)
    }

    /// Says why the activity is canceled, unless something else was the reason before.
    package func cancel(_ reason: ActivityCancellation) {
        cancellationReason.withLock { if $0 == nil { $0 = reason } }
    }
}
