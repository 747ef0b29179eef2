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
    private var isGone = false
    /// The size of the run's history in bytes when its last task started, as the server tells it.
    package private(set) var historySize: Int64 = 0

    /// - Parameter crashes: where it is noted that the run's code is being executed.
    package init(
        instance: WorkflowInstance, threads: DrainThreads, deadlockLimit: Duration, crashes: CrashRecord? = nil
    ) {
        self.instance = instance
        runID = instance.info.runID
        self.threads = threads
        self.deadlockLimit = deadlockLimit
        self.crashes = crashes
    }

    /// Takes back the events after `eventID`: the server withdrew a speculative task.
    package func rollBack(to eventID: Int64) {
        reader.rollBack(to: eventID)
        instance.machines.flags.withdrawLastCompletion()
    }

    /// Ends the run in memory and lets go of everything it holds. False where its code does not come back, neither from an
    /// earlier drain nor from this one: the run is to be evicted again later.
    @discardableResult
    nonisolated(nonsending) package func evict() async -> Bool {
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
        do {
            let page = HistoryPage(events: task.history?.events ?? [], nextPageToken: task.nextPageToken)
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
            ) { [instance] isLive in
                guard isLive else { throw HistoryError.noTask }
                let completion = instance.complete(answering: queries)
                return (completion, completion.isClosing && instance.evictIfIdle())
            }
            self.isGone = isGone
            crashes?.clear(runID)
            return .completed(completion)
        } catch {
            return .failed(WorkflowTaskFailure(error))
        }
    }

    /// Replays whole pages of history; for replayers, which have no task to answer.
    package func replay(_ history: API.History.History) async throws {
        try await replay(
            from: HistoryPage(events: history.events, nextPageToken: Bytes()), messages: [], leavesOpenTask: false,
            fetch: { _ in HistoryPage(events: [], nextPageToken: Bytes()) }, then: { _ in })
    }

    /// Runs all tasks of the history that starts with `first`, and, in the drain of the last of them, `end` with whether it is
    /// one to answer.
    nonisolated(nonsending) private func replay<R: Sendable>(
        from first: HistoryPage, messages: [API.Protocols.Message], leavesOpenTask: Bool, fetch: FetchPage,
        then end: @escaping @Sendable (_ isLive: Bool) throws -> R
    ) async throws -> R {
        var token = first.nextPageToken
        try reader.append(first.events, isLast: token.isEmpty)
        if leavesOpenTask { reader.dropOpenTask() }
        while true {
            switch try await onThread({ [self] in try step(messages, then: end) }) {
            case .paused:
                continue
            case .end(let result):
                return result
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
        case end(R)
    }

    /// Runs tasks until history has no more of them here. A long replay pauses now and then: the limit of a drain is for
    /// code that is stuck, not for history that is long.
    private func step<R>(_ messages: [API.Protocols.Message], then end: (Bool) throws -> R) throws -> Step<R> {
        let start = ContinuousClock.now
        while true {
            switch try reader.next() {
            case .needsMore:
                return .needsMore
            case .end:
                return .end(try end(false))
            case .task(let task):
                if let start = task.start { historySize = start.attributes.historySizeBytes }
                try instance.run(task, messages: messages)
                if task.start != nil && task.completed == nil { return .end(try end(true)) }
            }
            if ContinuousClock.now - start > deadlockLimit / 8 { return .paused }
        }
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
