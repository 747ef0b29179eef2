// The sessions that a worker holds. It polls two queues more: that of the sessions which workflows ask for, as long as it has room,
// and its very own, which the activities of its sessions are scheduled on.

import CoreMetrics
import Logging
import Synchronization
import TemporalCore
import TemporalWorkflow

/// Holds sessions, and runs their activities.
final class SessionWorker: Sendable {
    /// A queue that is polled for activities, and what runs of it.
    private struct Lane: Sendable {
        let service: WorkerService
        /// Those of activities.
        let slots: Slots
        let tasks: ActivityTasks
        let pollers: Pollers
    }

    private let creation: Lane
    private let activities: Lane

    /// - Parameters:
    ///   - limit: how many sessions there may be at once.
    ///   - pollers: the worker's own, which these are like.
    ///   - makeTasks: makes what runs the activities of a queue; their heartbeats come no faster than so many parts of their timeout.
    init(
        limit: Int, client: TemporalClient, pollers: Pollers, shutdown: Notice,
        makeTasks: (WorkerService, Registry, Double) -> ActivityTasks
    ) {
        let resource = WorkerService.randomKey()
        let place = SessionPlace(taskQueue: "\(resource)@\(Host.name)", host: Host.name, resourceID: resource)
        func lane(
            _ queue: String, _ definitions: [ActivityDefinition], _ slots: WorkerSlots, polls: PollerBehavior?,
            rate: ActivityRate?, heartbeatThrottle: Double
        ) -> Lane {
            var service = pollers.service
            service.taskQueue = queue
            // That rate is one of the worker's own queue.
            service.taskQueueActivityRate = nil
            let registry = Registry(activities: definitions)
            let tasks = makeTasks(service, registry, heartbeatThrottle)
            return Lane(
                service: service, slots: slots.activities, tasks: tasks,
                pollers: pollers.forActivities(service, registry, tasks, slots, polls: polls, rate: rate))
        }
        func slots(_ options: WorkerOptions) -> WorkerSlots {
            // The slots of these queues are no part of the worker's metrics: their names would be new ones with every worker.
            let metrics = WorkerMetrics(
                NOOPMetricsHandler.instance, namespace: "", taskQueue: "", registry: Registry(activities: []),
                options: options)
            return WorkerSlots(
                options, taskQueue: pollers.service.taskQueue, metrics: metrics, warning: pollers.warning)
        }
        var limited = pollers.options
        limited.tuner = WorkerTuner()
        limited.maxConcurrentActivities = limit
        var own = pollers.options
        // Those of a supplier of the user's own may all be held by idle polls of the worker's own queue.
        if own.tuner.activities?.maximum == nil { own.tuner.activities = nil }
        let activitySlots = slots(own)
        let open = OpenSessions(
            client: client, place: place, shutdown: shutdown, activitySlots: activitySlots.activities)
        creation = lane(
            SessionNames.queue(of: pollers.service.taskQueue),
            [ActivityDefinition(name: SessionNames.creation) { try await open.hold($0, $1) }], slots(limited),
            polls: .fixed(1), rate: nil, heartbeatThrottle: OpenSessions.heartbeatThrottle)
        activities = lane(
            place.taskQueue,
            Array(pollers.registry.activities.values)
                + [ActivityDefinition(name: SessionNames.completion) { try open.complete($0, $1) }],
            activitySlots, polls: pollers.options.leavesActivities ? nil : pollers.options.activityTaskPollers,
            rate: pollers.activityRate, heartbeatThrottle: 0.8)
    }

    /// What runs the activities in sessions, and the sessions themselves.
    var tasks: [ActivityTasks] { [creation.tasks, activities.tasks] }

    /// Polls until the task is canceled or the slots are closed; returns what ended the polls of one queue before that, and with them
    /// those of the other.
    func run(_ capabilities: API.Namespace.NamespaceInfo.Capabilities) async -> RPCError? {
        await withTaskGroup(of: RPCError?.self) { group in
            for lane in [creation, activities] { group.addTask { await lane.pollers.run(capabilities) } }
            var failure: RPCError?
            for await case let result? in group {
                failure = failure ?? result
                group.cancelAll()
            }
            return failure
        }
    }

    /// Cancels the attempts whose time has passed, until it is canceled itself.
    func watchTimeouts() async {
        async let creating: Void = creation.tasks.watchTimeouts()
        await activities.tasks.watchTimeouts()
        await creating
    }

    /// Gives no more slots to polls, so that no more tasks are taken.
    func close() {
        for lane in [creation, activities] { lane.pollers.close() }
    }

    /// Tells the server that no more tasks are taken.
    func tellServer(_ heartbeat: API.Worker.WorkerHeartbeat, logger: Logger) async {
        for lane in [creation, activities] {
            _ = await lane.service.shutdown(heartbeat, taskQueueTypes: [.activity], logger: logger)
        }
    }

    /// How many sessions there are, or polls that may bring some.
    var openSessions: Int { creation.slots.used }
    /// How many activities run in sessions, or polls that may bring some.
    var runningActivities: Int { activities.slots.used }

    /// Waits until nothing runs, or `limit` has passed; whether nothing does.
    func drained(within limit: Duration) async -> Bool {
        let end = ContinuousClock.now + limit
        guard await activities.slots.drained(within: limit) else { return false }
        return await creation.slots.drained(within: max(.zero, end - .now))
    }

    /// Cancels what runs, and gives back what does not heed that.
    func giveBack(within limit: Duration) async {
        for lane in [creation, activities] { lane.tasks.cancelAll() }
        if await drained(within: .seconds(2)) { return }
        for lane in [creation, activities] { await lane.tasks.giveBack(within: limit) }
    }
}

/// The sessions that are open.
private final class OpenSessions: Sendable {
    private let client: TemporalClient
    private let place: SessionPlace
    private let shutdown: Notice
    /// A session sends its heartbeats three times in the time that it may be silent for, so that one may be lost.
    static let heartbeatThrottle = 1.0 / 3

    /// The slots of the activities in sessions.
    private let activitySlots: Slots
    /// What ends each session, by its id; the slots of their creation bound the number.
    private let ends = Mutex<[String: Notice]>([:])

    init(client: TemporalClient, place: SessionPlace, shutdown: Notice, activitySlots: Slots) {
        self.client = client
        self.place = place
        self.shutdown = shutdown
        self.activitySlots = activitySlots
    }

    /// Tells the workflow where its session is, and holds it until it is completed, its activity is canceled, or the worker stops.
    func hold(_ arguments: [Payload], _ converter: DataConverter) async throws -> Payload {
        let id = try converter.decodeArguments(arguments, as: String.self)
        guard let context = ActivityContext.current else { throw CancellationError() }
        let end = Notice()
        ends.withLock { $0[id] = end }
        defer { ends.withLock { _ = $0.removeValue(forKey: id) } }
        try await tell(context, of: id)
        do {
            try await wait(for: end, context)
        } catch  where context.cancellation != .requested && context.cancellation != .notFound {
            // The workflow knows this place alone: no other worker can take the session over.
            let failure = error as? ApplicationFailure
            throw failure
                ?? ApplicationFailure(
                    "the session is lost: \(context.cancellation.map { "\($0)" } ?? "\(error)")", type: "SessionLost",
                    nonRetryable: true)
        }
        return try converter.encodeResult(())
    }

    /// Tells the workflow where its session is. It may have heard of this place although the signal failed, unless the server refused
    /// to listen, and then goes to no other: so the signal is repeated, which does no harm.
    private func tell(_ context: ActivityContext, of id: String) async throws {
        try Task.checkCancellation()
        let workflow = client.workflow(id: context.task.workflowID, runID: context.task.workflowRunID)
        var retry = RetrySchedule.endless
        var mayHaveHeard = false
        while true {
            do {
                return try await workflow.signal(id, place)
            } catch let error as RPCError {
                if error.code == .resourceExhausted, !mayHaveHeard { throw error }
                mayHaveHeard = true
                let delay = Task.isCancelled || shutdown.isGiven ? nil : retry.delay(after: error)
                if let delay, (try? await Task.sleep(for: delay)) != nil { continue }
                if context.cancellation == .requested || context.cancellation == .notFound { throw CancellationError() }
                throw ApplicationFailure(
                    "the workflow could not be told of the session: \(error)", type: "SessionLost", nonRetryable: true)
            }
        }
    }

    /// Waits for the session's end, with heartbeats.
    private func wait(for end: Notice, _ context: ActivityContext) async throws {
        let pause = (context.task.heartbeatTimeout ?? .seconds(20)) / 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await end.wait() }
            group.addTask {
                while true {
                    try context.heartbeat()
                    try await Task.sleep(for: pause)
                }
            }
            group.addTask { [self] in
                try await shutdown.wait()
                // What runs in sessions may end; nothing more of theirs is taken.
                while activitySlots.used > 0 { try await Task.sleep(for: .milliseconds(50)) }
                throw ApplicationFailure(
                    "the worker that holds the session stops", type: "WorkerShutdown", nonRetryable: true)
            }
            try await group.next()
        }
    }

    /// Ends a session.
    func complete(_ arguments: [Payload], _ converter: DataConverter) throws -> Payload {
        let id = try converter.decodeArguments(arguments, as: String.self)
        ends.withLock { $0[id] }?.give()
        return try converter.encodeResult(())
    }
}

extension Pollers {
    /// Pollers of another queue, for activities alone.
    fileprivate func forActivities(
        _ service: WorkerService, _ registry: Registry, _ tasks: ActivityTasks, _ slots: WorkerSlots,
        polls: PollerBehavior?, rate: ActivityRate?
    ) -> Pollers {
        var options = options
        options.activityTaskPollers = polls
        return Pollers(
            service: service, registry: registry, options: options, workflowTasks: workflowTasks,
            activityTasks: tasks, nexusTasks: nexusTasks, slots: slots, activityRate: rate,
            statistics: statistics, warning: warning, logger: logger)
    }
}
