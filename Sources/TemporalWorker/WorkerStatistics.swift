// What a worker has done, for its heartbeats to the server and for whoever collects metrics.

import CoreMetrics
import Synchronization
import TemporalCore
import TemporalWorkflow

/// Counters of one worker.
final class WorkerStatistics: Sendable {
    let metrics: WorkerMetrics
    /// Who makes the metrics that workflows and activities report themselves.
    let authorsMetrics: any MetricsFactory
    let workflowPolls: PollStatistics
    let stickyPolls: PollStatistics
    let activityPolls: PollStatistics
    let nexusPolls: PollStatistics
    let nexusTasks = TaskStatistics()
    let workflowTasks = TaskStatistics()
    let activityTasks = TaskStatistics()
    let localActivities = TaskStatistics()
    let cacheHits = Atomic<Int>(0)
    let cacheMisses = Atomic<Int>(0)

    init(_ metrics: WorkerMetrics, authorsMetrics: any MetricsFactory) {
        self.metrics = metrics
        self.authorsMetrics = authorsMetrics
        workflowPolls = PollStatistics(metrics.workflowPolls)
        stickyPolls = PollStatistics(metrics.stickyPolls)
        activityPolls = PollStatistics(metrics.activityPolls)
        nexusPolls = PollStatistics(metrics.nexusPolls)
    }

    /// Whether the server has ever answered a poll.
    var hasBeenServed: Bool {
        [workflowPolls, stickyPolls, activityPolls, nexusPolls].contains { $0.lastSuccess != nil }
    }

    /// Counts a local activity that ended here.
    func count(_ report: LocalActivityReport) {
        guard case .ended(let result) = report else { return }
        if case .failed = result.outcome {
            localActivities.count(isFailure: true)
        } else {
            localActivities.count(isFailure: false)
        }
    }

    /// Counts a task that continues a run which the server thinks is in memory: found there or not.
    func cacheLookup(isHit: Bool) {
        if isHit {
            cacheHits.wrappingAdd(1, ordering: .relaxed)
            metrics.cache?.hits.increment()
        } else {
            cacheMisses.wrappingAdd(1, ordering: .relaxed)
            metrics.cache?.misses.increment()
        }
    }
}

/// Tasks of one kind.
final class TaskStatistics: Sendable {
    let processed = Atomic<Int>(0)
    let failed = Atomic<Int>(0)

    /// Counts a task that was answered.
    func count(isFailure: Bool) {
        processed.wrappingAdd(1, ordering: .relaxed)
        if isFailure { failed.wrappingAdd(1, ordering: .relaxed) }
    }
}

/// Polls of one kind.
final class PollStatistics: Sendable {
    let open = Atomic<Int>(0)
    /// Whether the number of the polls follows the server's suggestions.
    let isAutoscaling = Atomic(false)
    private let success = Mutex<Timestamp?>(nil)
    private let metrics: PollMetrics?

    init(_ metrics: PollMetrics?) {
        self.metrics = metrics
    }

    /// When the server last answered a poll, with a task or without.
    var lastSuccess: Timestamp? { success.withLock { $0 } }

    /// Counts `poll`, which is given `timeout`, as open while it runs.
    nonisolated(nonsending) func count(
        _ timeout: Duration?, _ poll: @Sendable (Duration?) async throws(RPCError) -> Pollers.Answer
    ) async throws(RPCError) -> Pollers.Answer {
        open.wrappingAdd(1, ordering: .relaxed)
        metrics?.open.increment()
        defer {
            open.wrappingSubtract(1, ordering: .relaxed)
            metrics?.open.decrement()
        }
        let answer = try await poll(timeout)
        success.withLock { $0 = .now }
        metrics?.answered(answer.start != nil)
        return answer
    }
}
