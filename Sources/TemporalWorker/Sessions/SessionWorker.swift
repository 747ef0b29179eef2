// The sessions that a worker holds. It polls two queues more: that of the sessions which workflows ask for, as long as it has room,
// and its very own, which the activities of its sessions are scheduled on, and sessions that are to be where one was before.

import CoreMetrics
import Logging
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
    /// What runs the sessions that are to be where one was before. They come with the activities, and hold slots of the creation's.
    private let reopening: ActivityTasks

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
        func service(of queue: String) -> WorkerService {
            var service = pollers.service
            service.taskQueue = queue
            // That rate is one of the worker's own queue.
            service.taskQueueActivityRate = nil
            return service
        }
        func lane(
            _ queue: String, _ definitions: [ActivityDefinition], _ slots: WorkerSlots, polls: PollerBehavior?,
            rate: ActivityRate?, heartbeatThrottle: Double,
            openSession: (@Sendable (ActivityTasks.Task, Slot) -> Void)? = nil
        ) -> Lane {
            let laneService = service(of: queue)
            let registry = Registry(activities: definitions)
            let tasks = makeTasks(laneService, registry, heartbeatThrottle)
            return Lane(
                service: laneService, slots: slots.activities, tasks: tasks,
                pollers: pollers.forActivities(
                    laneService, registry, tasks, slots, polls: polls, rate: rate, openSession: openSession))
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
            limit: limit, client: client, place: place, shutdown: shutdown, activitySlots: activitySlots.activities)
        func holding(mayWait: Bool) -> [ActivityDefinition] {
            [ActivityDefinition(name: SessionNames.creation) { try await open.hold($0, $1, mayWait: mayWait) }]
        }
        let creation = lane(
            SessionNames.queue(of: pollers.service.taskQueue), holding(mayWait: false), slots(limited),
            polls: .fixed(1), rate: nil, heartbeatThrottle: OpenSessions.heartbeatThrottle)
        self.creation = creation
        let reopening = makeTasks(
            service(of: place.taskQueue), Registry(activities: holding(mayWait: true)),
            OpenSessions.heartbeatThrottle)
        self.reopening = reopening
        activities = lane(
            place.taskQueue,
            Array(pollers.registry.activities.values)
                + [ActivityDefinition(name: SessionNames.completion) { try open.complete($0, $1) }],
            activitySlots, polls: pollers.options.leavesActivities ? nil : pollers.options.activityTaskPollers,
            rate: pollers.activityRate, heartbeatThrottle: 0.8
        ) { task, slot in
            // Sessions that held slots of activities would leave none to their own.
            reopening.start(task, in: creation.slots.takeAnyway())
            slot.release()
        }
    }

    /// What runs the activities in sessions, and the sessions themselves.
    var tasks: [ActivityTasks] { [creation.tasks, reopening, activities.tasks] }

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
        await withTaskGroup(of: Void.self) { group in
            for each in tasks { group.addTask { await each.watchTimeouts() } }
        }
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

    /// How many sessions there are, open or waiting for a place, or polls that may bring some.
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
        for each in tasks { each.cancelAll() }
        if await drained(within: .seconds(2)) { return }
        for each in tasks { await each.giveBack(within: limit) }
    }
}

extension Pollers {
    /// Pollers of another queue, for activities alone.
    fileprivate func forActivities(
        _ service: WorkerService, _ registry: Registry, _ tasks: ActivityTasks, _ slots: WorkerSlots,
        polls: PollerBehavior?, rate: ActivityRate?, openSession: (@Sendable (ActivityTasks.Task, Slot) -> Void)?
    ) -> Pollers {
        var options = options
        options.activityTaskPollers = polls
        return Pollers(
            service: service, registry: registry, options: options, workflowTasks: workflowTasks,
            activityTasks: tasks, nexusTasks: nexusTasks, slots: slots, activityRate: rate,
            statistics: statistics, warning: warning, logger: logger, openSession: openSession)
    }
}
