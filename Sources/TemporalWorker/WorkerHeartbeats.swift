// Heartbeats of the worker itself, which `temporal worker list` and `temporal worker describe` show: where it runs, how busy
// it is, what it has done. Not to be confused with the heartbeats of an activity.

import Glibc
import Logging
import Synchronization
import TemporalCore

/// Tells the server now and then how a worker does.
final class WorkerHeartbeats: Sendable {
    private struct Previous {
        var time = Timestamp.now
        var ticks = Host.processorTicks
        var workflowTasks = Totals()
        var activityTasks = Totals()
        var localActivities = Totals()
        var nexusTasks = Totals()
    }

    private struct Totals {
        var processed = 0
        var failed = 0
    }

    /// What the workers of one process have in common.
    private static let processKey = WorkerService.randomKey()

    private let service: WorkerService
    private let statistics: WorkerStatistics
    private let slots: WorkerSlots
    private let taskQueueTypes: [API.Enums.TaskQueueType]
    private let cachedWorkflows: @Sendable () -> Int
    private let startTime = Timestamp.now
    private let previous = Mutex(Previous())

    init(
        service: WorkerService, statistics: WorkerStatistics, slots: WorkerSlots,
        taskQueueTypes: [API.Enums.TaskQueueType],
        cachedWorkflows: @escaping @Sendable () -> Int
    ) {
        self.service = service
        self.statistics = statistics
        self.slots = slots
        self.taskQueueTypes = taskQueueTypes
        self.cachedWorkflows = cachedWorkflows
    }

    /// Sends the first heartbeat after a second, and then one every `interval`, until the task is canceled or the server
    /// turns out not to know of heartbeats.
    func run(every interval: Duration, logger: Logger) async {
        var pause = min(Duration.seconds(1), interval)
        while true {
            do { try await Task.sleep(for: pause) } catch { return }
            pause = interval
            // In a task of its own: canceled on its way it could reach the server after the last one of all.
            let heartbeat = next(.running)
            let sending = Task { [service] in try await service.record(heartbeat) }
            guard case .failure(let error) = await sending.result else { continue }
            if (error as? RPCError)?.code == .unimplemented { return }
            logger.debug("a heartbeat of the worker was lost: \(error)")
        }
    }

    /// The heartbeat that is due now.
    func next(_ status: API.Enums.WorkerStatus) -> API.Worker.WorkerHeartbeat {
        previous.withLock { previous in
            let last = previous
            previous = Previous(
                workflowTasks: Self.totals(statistics.workflowTasks),
                activityTasks: Self.totals(statistics.activityTasks),
                localActivities: Self.totals(statistics.localActivities),
                nexusTasks: Self.totals(statistics.nexusTasks))
            return .with {
                $0.workerInstanceKey = service.instanceKey
                $0.deploymentVersion = service.deployment?.version.message
                $0.workerIdentity = service.identity
                $0.taskQueue = service.taskQueue
                $0.sdkName = SDK.name
                $0.sdkVersion = SDK.version
                $0.status = status
                $0.startTime = startTime
                $0.heartbeatTime = previous.time
                $0.elapsedSinceLastHeartbeat = previous.time - last.time
                $0.hostInfo = hostInfo(from: last.ticks, to: previous.ticks)
                $0.workflowTaskSlotsInfo = info(slots.workflowTasks, last.workflowTasks, previous.workflowTasks)
                $0.activityTaskSlotsInfo = info(slots.activities, last.activityTasks, previous.activityTasks)
                $0.workflowPollerInfo = polls(statistics.workflowPolls)
                $0.workflowStickyPollerInfo = polls(statistics.stickyPolls)
                $0.activityPollerInfo = polls(statistics.activityPolls)
                if taskQueueTypes.contains(.workflow) {
                    $0.localActivitySlotsInfo = info(
                        slots.localActivities, last.localActivities, previous.localActivities)
                }
                if taskQueueTypes.contains(.nexus) {
                    $0.nexusTaskSlotsInfo = info(slots.nexusTasks, last.nexusTasks, previous.nexusTasks)
                    $0.nexusPollerInfo = polls(statistics.nexusPolls)
                }
                $0.totalStickyCacheHit = Int32(clamping: statistics.cacheHits.load(ordering: .relaxed))
                $0.totalStickyCacheMiss = Int32(clamping: statistics.cacheMisses.load(ordering: .relaxed))
                $0.currentStickyCacheSize = Int32(clamping: cachedWorkflows())
            }
        }
    }

    private static func totals(_ tasks: TaskStatistics) -> Totals {
        Totals(
            processed: tasks.processed.load(ordering: .relaxed), failed: tasks.failed.load(ordering: .relaxed))
    }

    private func hostInfo(
        from start: (busy: UInt64, all: UInt64), to end: (busy: UInt64, all: UInt64)
    ) -> API.Worker.WorkerHostInfo {
        .with {
            $0.hostName = Host.name
            $0.processID = String(getpid())
            $0.workerGroupingKey = Self.processKey
            if end.all > start.all {
                $0.currentHostCPUUsage = Float(end.busy &- start.busy) / Float(end.all - start.all)
            }
            $0.currentHostMemUsage = Host.memoryUsage
        }
    }

    private func info(_ slots: Slots, _ start: Totals, _ end: Totals) -> API.Worker.WorkerSlotsInfo {
        .with {
            // A slot that a poll holds, for the task that it may bring, is not used yet.
            let used = slots.working
            $0.currentUsedSlots = Int32(clamping: used)
            // As other SDKs say that nobody knows.
            $0.currentAvailableSlots = slots.limit.map { Int32(clamping: $0 - used) } ?? -1
            $0.slotSupplierKind = slots.supplierName
            $0.totalProcessedTasks = Int32(clamping: end.processed)
            $0.totalFailedTasks = Int32(clamping: end.failed)
            $0.lastIntervalProcessedTasks = Int32(clamping: end.processed - start.processed)
            $0.lastIntervalFailureTasks = Int32(clamping: end.failed - start.failed)
        }
    }

    private func polls(_ polls: PollStatistics) -> API.Worker.WorkerPollerInfo {
        .with {
            $0.currentPollers = Int32(clamping: polls.open.load(ordering: .relaxed))
            $0.lastSuccessfulPollTime = polls.lastSuccess
            $0.isAutoscaling = polls.isAutoscaling.load(ordering: .relaxed)
        }
    }
}
