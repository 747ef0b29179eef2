// What a worker has done, for its heartbeats to the server and for those who watch it.

import Synchronization

/// Counters of one worker.
final class WorkerStatistics: Sendable {
    let cacheHits = Atomic<Int>(0)
    let cacheMisses = Atomic<Int>(0)
    let failedWorkflowTasks = Atomic<Int>(0)
    let completedActivities = Atomic<Int>(0)
    let failedActivities = Atomic<Int>(0)

    /// Counts a task that continued a run: found in memory or not.
    func cacheLookup(isHit: Bool, isSticky: Bool) {
        guard isHit || isSticky else { return }
        if isHit {
            cacheHits.wrappingAdd(1, ordering: .relaxed)
        } else {
            cacheMisses.wrappingAdd(1, ordering: .relaxed)
        }
    }

    func workflowTaskFailed() { failedWorkflowTasks.wrappingAdd(1, ordering: .relaxed) }

    func activityCompleted() { completedActivities.wrappingAdd(1, ordering: .relaxed) }

    func activityFailed() { failedActivities.wrappingAdd(1, ordering: .relaxed) }
}
