// The runs that a worker has in memory: idle ones in the sticky cache, those whose task is being executed, and those whose code
// does not come back.

import Logging
import Synchronization
import TemporalCore
import TemporalWorkflow

/// The runs of one worker. A task takes its run and puts it back; meanwhile the run's other tasks wait.
final class WorkflowRuns: Sendable {
    private struct State {
        var cache: StickyCache<WorkflowRun>
        /// Runs whose task is being executed, with those whose task waits for that; the slots bound their number.
        var busy: [String: [Answer<WorkflowRun?>]] = [:]
        /// Runs that could not be evicted, for their code does not come back: their next tasks are refused, so that no more
        /// threads are lost to them. Each of them holds a thread, so their number is bounded.
        var stuck: [String: WorkflowRun] = [:]
        var isStopping = false
    }

    private let service: WorkerService
    private let metrics: CacheMetrics?
    private let logger: Logger
    private let state: Mutex<State>

    init(service: WorkerService, options: WorkerOptions, metrics: CacheMetrics?, logger: Logger) {
        self.service = service
        self.metrics = metrics
        self.logger = logger
        state = Mutex(
            State(
                cache: StickyCache(
                    limit: options.maxCachedWorkflows, sizeLimit: options.maxCachedBytes,
                    maximumAge: options.maxCachedWorkflowAge, askAfter: options.closedRunsInterval)))
    }

    /// The number of runs in memory.
    var count: Int { state.withLock { $0.cache.count } }

    /// Waits until no other task of the run is executed; returns what is in memory of it.
    nonisolated(nonsending) func take(_ runID: String) async -> WorkflowRun? {
        let (run, turn) = state.withLock { state -> (WorkflowRun?, Answer<WorkflowRun?>?) in
            if state.busy[runID] == nil {
                state.busy[runID] = []
                return (state.cache.take(runID), nil)
            }
            let turn = Answer<WorkflowRun?>()
            state.busy[runID]?.append(turn)
            return (nil, turn)
        }
        return if let turn { await turn.wait() } else { run }
    }

    /// Hands the run to the next task that waits for it, or to the cache.
    nonisolated(nonsending) func put(_ run: WorkflowRun?, _ runID: String) async {
        let (next, evicted, isStopping) = state.withLock { state -> (Answer<WorkflowRun?>?, [WorkflowRun], Bool) in
            if state.busy[runID]?.isEmpty == false { return (state.busy[runID]?.removeFirst(), [], false) }
            state.busy[runID] = nil
            guard let run else { return (nil, [], false) }
            guard !state.isStopping else { return (nil, [run], true) }
            // The run has this string already: the copy of a task would be kept beside it.
            return (nil, state.cache.put(run, runID: run.runID, size: run.memoryEstimate), false)
        }
        metrics?.size.set(count)
        next?.give(run)
        for run in evicted { await evict(run, isForced: !isStopping) }
    }

    /// Lets go of every cached run.
    func evictAll() async {
        let runs = state.withLock { state in
            state.isStopping = true
            return state.cache.takeAll()
        }
        metrics?.size.set(0)
        for run in runs { await evict(run, isForced: false) }
    }

    /// Lets go of runs that have been idle for too long.
    func evictAged() async {
        let (aged, stuck) = state.withLock { state in
            // One whose task is being executed is looked at there. The others are taken, so that none is.
            let stuck = state.stuck.filter { state.busy[$0.key] == nil }
            for id in stuck.keys { state.busy[id] = [] }
            return (state.cache.takeAged(), stuck)
        }
        metrics?.size.set(count)
        for run in aged { await evict(run) }
        for (id, run) in stuck {
            await evict(run, isForced: false)
            await put(nil, id)
        }
    }

    /// Lets go of idle runs that have closed without a task that would say so: terminated, or timed out. Deleted ones are not found.
    func evictClosed(at now: ContinuousClock.Instant = .now) async {
        let idle = state.withLock { $0.cache.idle(100, at: now) }
        if idle.isEmpty { return }
        let closed: [String]
        do { closed = try await service.closedRuns(among: idle) } catch {
            return logger.debug("the server does not say which runs have closed: \(error)")
        }
        let runs = state.withLock { state in closed.compactMap { state.cache.take($0) } }
        if runs.isEmpty { return }
        metrics?.size.set(count)
        for run in runs { await evict(run, isForced: false) }
    }

    /// Lets go of `run`, or keeps it among the stuck ones.
    ///
    /// - Parameter isForced: whether that counts as an eviction: neither the run nor the worker ends with it.
    nonisolated(nonsending) func evict(_ run: WorkflowRun, isForced: Bool = true) async {
        if isForced { metrics?.evictions.increment() }
        let isGone = await run.evict()
        state.withLock { $0.stuck[run.runID] = isGone ? nil : run }
    }

    /// Whether the code of an earlier task of the run still has not come back.
    nonisolated(nonsending) func isStuck(_ runID: String) async -> Bool {
        guard let run = state.withLock({ $0.stuck[runID] }) else { return false }
        await evict(run, isForced: false)
        return state.withLock { $0.stuck[runID] != nil }
    }
}
