// A run and its history: takes workflow tasks as the server hands them out, asks for the pages it lacks, replays what it has
// not seen, and says how the task ended. Tasks of a run come one after the other; whoever holds a run sees to that.

import Logging
import TemporalCore

/// How a workflow task ended.
package enum WorkflowTaskResult: Sendable {
    /// The commands, messages and answers to send.
    case completed(WorkflowTaskCompletion)
    /// The answer to a query that came alone.
    case answered(Result<Payload, QueryError>)
    /// The task fails; the run in memory is of no more use.
    case failed(WorkflowTaskFailure)
    /// The task continues a history whose beginning this run does not know.
    case cacheMiss
}

/// What a completed workflow task sends.
package struct WorkflowTaskCompletion: Sendable {
    package var commands: [API.Command.Command]
    package var messages: [API.Protocols.Message]
    package var answers: [String: Result<Payload, QueryError>]
    package var metadata: API.SDK.WorkflowTaskCompletedMetadata
    /// Whether a command closes the run.
    package var isClosing: Bool
    package var nextTask = NextTask.whenNeeded

    /// When the run gets its next workflow task.
    package enum NextTask: Sendable {
        case whenNeeded
        /// At once, and in this process: local activities are at work here.
        case atOnce
        /// At once, in another worker: this one stops, and its local activities with it.
        case elsewhere
    }
}

/// Why a query was not answered.
package struct QueryError: Error, Sendable {
    package let failure: API.Failure.Failure

    package init(failure: API.Failure.Failure) {
        self.failure = failure
    }
}

/// One page of history, as the server tells it.
package struct HistoryPage: Sendable {
    package var events: [API.History.HistoryEvent]
    package var nextPageToken: Bytes

    package init(events: [API.History.HistoryEvent], nextPageToken: Bytes) {
        self.events = events
        self.nextPageToken = nextPageToken
    }
}

/// A run that is executed here.
///
/// It is `@unchecked Sendable` because its tasks come one after the other (its owner queues them), and between two tasks
/// nothing touches it.
package final class WorkflowRun: @unchecked Sendable {
    /// Fetches the page of a run's history that a token names; the empty token names the first page.
    package typealias FetchPage = @Sendable (Bytes) async throws -> HistoryPage

    package let instance: WorkflowInstance
    package let runID: String
    private var reader = HistoryReader()
    private let threads: DrainThreads
    private let deadlockLimit: Duration
    private let crashes: CrashRecord?
    private let localActivities: (any LocalActivityRunner)?
    /// What local activities report; made for the first of them.
    private var reports: LocalActivityReports?
    /// What cancels the local activities that run, by their numbers.
    private var running: [Int64: @Sendable () -> Void] = [:]
    private var isGone = false
    /// How many conditions had come true before the last live task.
    private var earlierConditions = 0
    /// The size of the run's history in bytes when its last task started, as the server tells it.
    private var historySize: Int64 = 0
    /// About how many bytes the run holds: what one holds that waits with little state of its own, and its history, for what code
    /// keeps comes from there.
    package var memoryEstimate: Int64 { (8 << 10) + max(0, min(historySize, 1 << 40)) }

    /// How long it took to rebuild the run from history before its last task; nil where nothing was replayed for that.
    package private(set) var replayTime: Duration?
    private var replayStart: ContinuousClock.Instant?

    /// When the run was started.
    package var startTime: Timestamp { instance.info.startTime }

    /// - Parameters:
    ///   - localActivities: who runs them; nil where nobody does, as in a replay.
    ///   - crashes: where it is noted that the run's code is being executed.
    package init(
        instance: WorkflowInstance, threads: DrainThreads, deadlockLimit: Duration,
        localActivities: (any LocalActivityRunner)? = nil, crashes: CrashRecord? = nil
    ) {
        self.instance = instance
        runID = instance.info.runID
        self.threads = threads
        self.deadlockLimit = deadlockLimit
        self.localActivities = localActivities
        self.crashes = crashes
    }

    /// Takes back the events after `eventID`: the server withdrew a speculative task.
    package func rollBack(to eventID: Int64) {
        reader.rollBack(to: eventID)
        instance.machines.flags.withdrawLastCompletion()
        // Its time and its length of history may have moved the code on, which no replay does.
        if instance.executor.conditionsMet != earlierConditions { instance.isSpoiled = true }
    }

    /// Ends the run in memory and lets go of everything it holds. False where its code does not come back, neither from an
    /// earlier drain nor from this one: the run is to be evicted again later.
    @discardableResult
    nonisolated(nonsending) package func evict() async -> Bool {
        for cancel in running.values { cancel() }
        running = [:]
        if isGone { return true }
        let instance = instance
        switch await drain({ instance.evict() }) {
        case .finished:
            isGone = true
            return true
        case .deadlocked, .refused: return false
        }
    }

    /// Executes `task`, fetching further pages with `fetch`.
    nonisolated(nonsending) package func execute(
        _ task: API.WorkflowService.PollWorkflowTaskQueueResponse, fetch: @escaping FetchPage
    ) async -> WorkflowTaskResult {
        (replayStart, replayTime) = (nil, nil)
        do {
            let page = HistoryPage(events: task.history?.events ?? [], nextPageToken: task.nextPageToken)
            // What is woken from outside answers no query; what is made anew may. A task of its own says that it was.
            if instance.isSpoiled || (task.query != nil && instance.executor.hasForeignWait) { return .cacheMiss }
            if let first = page.events.first, first.eventID > reader.nextEventID { return .cacheMiss }
            if page.events.isEmpty, reader.nextEventID == 1 { return .cacheMiss }
            let (messages, queries) = (task.messages, task.queries)
            if let query = task.query {
                return try await replay(from: page, messages: messages, leavesOpenTask: true, fetch: fetch) {
                    [instance] _ in .answered(instance.answer(query))
                }
            }
            let (completion, isGone) = try await replay(
                from: page, messages: messages, leavesOpenTask: false, fetch: fetch
            ) { [instance] end in
                guard end != .noTask else { throw HistoryError.noTask }
                var completion = instance.complete(answering: queries)
                switch end {
                case .noTask, .task: break
                case .heartbeat: completion.nextTask = .atOnce
                case .handOver: completion.nextTask = .elsewhere
                }
                return (completion, completion.isClosing && instance.evictIfIdle())
            }
            self.isGone = isGone
            crashes?.clear(runID)
            return .completed(completion)
        } catch {
            if task.query == nil, let completion = instance.completion(endingWith: error, queries: task.queries) {
                return .completed(completion)
            }
            return .failed(WorkflowTaskFailure(error))
        }
    }

    /// Replays history to its end; for replayers, which have no task to answer.
    package func replay(_ pages: HistoryPages) async throws {
        try await replay(
            from: pages.next(), messages: [], leavesOpenTask: false, fetch: { _ in pages.next() }, then: { _ in })
    }

    /// Executes the task that `pages` end with, like one that the server has handed out for a run that is cached.
    package func execute(_ pages: HistoryPages) async throws {
        let first = pages.next()
        let task = API.WorkflowService.PollWorkflowTaskQueueResponse.with {
            $0.history = .with { $0.events = first.events }
            $0.nextPageToken = first.nextPageToken
        }
        switch await execute(task, fetch: { _ in pages.next() }) {
        case .failed(let failure): throw failure
        case .cacheMiss: throw HistoryError.noTask
        case .completed, .answered: break
        }
    }

    /// What is known where history ends.
    private enum End {
        case noTask, task
        /// A task whose local activities are at work: it ends, and another one goes on, here or elsewhere.
        case heartbeat, handOver
    }

    /// Runs all tasks of the history that starts with `first`, and, in the drain of the last of them, `end`.
    nonisolated(nonsending) private func replay<R: Sendable>(
        from first: HistoryPage, messages: [API.Protocols.Message], leavesOpenTask: Bool, fetch: FetchPage,
        then end: @escaping @Sendable (End) throws -> R
    ) async throws -> R {
        let begin = ContinuousClock.now
        var token = first.nextPageToken
        try reader.append(first.events, isLast: token.isEmpty)
        if leavesOpenTask { reader.dropOpenTask() }
        while true {
            switch try await onThread({ [self] in try step(messages, then: end) }) {
            case .paused:
                continue
            case .end(let result):
                return result
            case .localActivities(let work):
                return try await finish(work, since: begin, then: end)
            case .needsMore:
                let page = try await fetch(token)
                token = page.nextPageToken
                try reader.append(page.events, isLast: token.isEmpty)
                if leavesOpenTask { reader.dropOpenTask() }
            }
        }
    }

    private enum Step<R: Sendable>: Sendable {
        case paused, needsMore
        case localActivities(LocalActivityWork)
        case end(R)
    }

    /// How long a replay holds its thread before other runs have their turn.
    private static let turn: Duration = .milliseconds(20)

    /// Runs tasks until history has no more of them here. A long replay pauses now and then, for other runs to go on; and the
    /// limit of a drain is for code that is stuck, not for history that is long.
    private func step<R>(_ messages: [API.Protocols.Message], then end: (End) throws -> R) throws -> Step<R> {
        let start = ContinuousClock.now
        while true {
            switch try reader.next() {
            case .needsMore:
                return .needsMore
            case .end:
                return .end(try end(.noTask))
            case .task(let task):
                if let start = task.start { historySize = start.attributes.historySizeBytes }
                let isLive = task.start != nil && task.completed == nil
                if isLive {
                    replayTime = replayStart.map { ContinuousClock.now - $0 }
                    earlierConditions = instance.executor.conditionsMet
                }
                if task.completed != nil { replayStart = replayStart ?? ContinuousClock.now }
                try instance.run(task, messages: messages)
                if isLive { return try settle(end) }
            }
            if ContinuousClock.now - start > min(Self.turn, deadlockLimit / 8) { return .paused }
        }
    }

    /// Ends a live task unless something is to be done for local activities.
    private func settle<R>(_ end: (End) throws -> R) throws -> Step<R> {
        guard localActivities != nil else { return .end(try end(.task)) }
        let work = instance.takeLocalActivityWork()
        return work.isEmpty ? .end(try end(.task)) : .localActivities(work)
    }

    /// Runs local activities, and tells the code how each ended, until none is left or the task must be ended lest the server takes
    /// it for lost: at 0.8 of its timeout, as other SDKs do.
    nonisolated(nonsending) private func finish<R: Sendable>(
        _ work: LocalActivityWork, since begin: ContinuousClock.Instant, then end: @escaping @Sendable (End) throws -> R
    ) async throws -> R {
        let timeout = instance.info.taskTimeout.flatMap { $0 > .zero ? $0 : nil } ?? .seconds(10)
        let deadline = begin + timeout * 4 / 5
        let reports = reports ?? LocalActivityReports()
        self.reports = reports
        var work = work
        while true {
            start(work, reporting: reports)
            guard work.isAwaited else { return try await onThread { try end(.task) } }
            switch await reports.next(until: deadline) {
            case .none:
                return try await onThread { try end(.heartbeat) }
            case .handedOver:
                return try await onThread { try end(.handOver) }
            case .ended(let sequence, let result):
                running[sequence] = nil
                let step = try await onThread { [self] in
                    try instance.resolveLocalActivity(sequence, with: result)
                    return try settle(end)
                }
                switch step {
                case .end(let result): return result
                case .localActivities(let next): work = next
                case .paused, .needsMore: work = LocalActivityWork()
                }
            }
        }
    }

    private func start(_ work: LocalActivityWork, reporting reports: LocalActivityReports) {
        for sequence in work.abandoned { running[sequence] = nil }
        for task in work.starts {
            if work.cancellations.contains(task.sequence) {
                // It never begins, and is told all the same in an activation of its own.
                let result = LocalActivityResult(
                    outcome: .failed(.canceled()), attempt: task.attempt, runtime: .zero,
                    originalScheduleTime: task.originalScheduleTime ?? .now)
                reports.put(task.sequence, .ended(result))
            } else {
                running[task.sequence] = localActivities?.start(task) { reports.put(task.sequence, $0) }
            }
        }
        for sequence in work.cancellations { running[sequence]?() }
    }

    nonisolated(nonsending) private func drain<R: Sendable>(_ body: @escaping @Sendable () -> R) async
        -> DrainThreads.Outcome<R>
    {
        await threads.run(instance.executor, limit: deadlockLimit) { [crashes, runID] in
            crashes?.noting(runID, body) ?? body()
        }
    }

    nonisolated(nonsending) private func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws
        -> R
    {
        switch await drain({ Result { try body() } }) {
        case .finished(let result):
            return try result.get()
        case .deadlocked:
            throw WorkflowTaskFailure(
                cause: .workflowWorkerUnhandledFailure,
                message: """
                    [TMPRL1101] Potential deadlock detected: workflow \(instance.info.workflowType) did not yield within \
                    \(deadlockLimit). Workflow code must not block or compute for long; do that in an activity.
                    """, type: "DeadlockError")
        case .refused(let refusal):
            throw WorkflowTaskFailure(refusal)
        }
    }
}

extension WorkflowInstance {
    /// The completion of the task that ran last, with the answers to the queries that came with it.
    func complete(answering queries: [String: API.Query.WorkflowQuery]) -> WorkflowTaskCompletion {
        let answers = queries.mapValues { answer($0) }
        let isClosing = machines.commands.contains(where: \.isTerminal)
        let (commands, messages) = machines.takeCompletion()
        return WorkflowTaskCompletion(
            commands: commands, messages: messages, answers: answers, metadata: machines.flags.takeUnrecorded(),
            isClosing: isClosing)
    }
}
