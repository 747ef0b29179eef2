// Long replays and short tasks on the same threads: each has its turn.

import Foundation
import Synchronization
import TemporalCore
import Testing

@testable import TemporalWorkflow

/// As many signals as there are, and a timer each.
private actor Counts: Workflow {
    private var count = 0

    func run() async throws { try await wait { _ in false } }

    static var handlers: Handlers<Counts> {
        Signal("ping") { (w: isolated Counts) in w.count += 1 }
    }
}

private actor Short: Workflow {
    func run() async throws -> Int { 1 }
}

@Suite(.serialized, .timeLimit(.minutes(2))) struct FairnessTests {
    private let threads = DrainThreads(count: 2)

    private func run<W: Workflow>(_ type: W.Type) throws -> WorkflowRun {
        let instance = WorkflowInstance(
            type: try WorkflowType(W.self), namespace: "n", workflowID: "w", runID: UUID().uuidString,
            converter: .default, logger: LogLines().logger)
        return WorkflowRun(instance: instance, threads: threads, deadlockLimit: .seconds(60))
    }

    /// A history of 20,000 events: signals, with a workflow task for every two.
    private var long: API.History.History {
        var history = HistoryBuilder()
        history.started()
        history.task()
        while history.events.count < 20_000 {
            history.signaled("ping")
            history.signaled("ping")
            history.task()
        }
        return .with { $0.events = history.events }
    }

    private func short() async throws {
        var history = HistoryBuilder()
        history.started()
        history.taskStarted()
        let task = API.WorkflowService.PollWorkflowTaskQueueResponse.with {
            $0.history = .with { $0.events = history.events }
        }
        let run = try run(Short.self)
        guard case .completed = await run.execute(task, fetch: { _ in .init(events: [], nextPageToken: Bytes()) })
        else { throw TestRun.UnexpectedResult() }
    }

    @Test func `short tasks go on while more replays of 20,000 events are under way than there are threads`()
        async throws
    {
        let history = long
        let start = ContinuousClock.now
        let isDone = Atomic(false)
        let replays = Task {
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    let run = try run(Counts.self)
                    group.addTask {
                        try await run.replay(history)
                        await run.evict()
                    }
                }
                try await group.waitForAll()
            }
            isDone.store(true, ordering: .releasing)
            return start.duration(to: .now)
        }
        var times: [Duration] = []
        while !isDone.load(ordering: .acquiring) {
            let begin = ContinuousClock.now
            try await short()
            times.append(begin.duration(to: .now))
        }
        let whole = try await replays.value
        times.sort()
        let p99 = times[times.count * 99 / 100]
        // A task that waited for a replay to end would take half as long as all four of them.
        #expect(p99 < whole / 4, "p99 of \(times.count) short tasks is \(p99), all replays took \(whole)")
    }
}
