// Long replays and short tasks on the same threads: each has its turn.

import Foundation
import Synchronization
import TemporalCore
import TestSupport
import Testing

@testable import TemporalWorkflow

/// Counts signals, and tells when one of its runs has begun.
private actor Counts: Workflow {
    /// Signaled by each run that begins; each test has its own.
    static let begun = Mutex(DispatchSemaphore(value: 0))

    private var count = 0

    func run() async throws {
        _ = Counts.begun.withLock { $0.signal() }
        try await wait { _ in false }
    }

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
            type: try WorkflowType(W.self), workflowID: "w", runID: UUID().uuidString,
            setup: RunSetup(namespace: "n", converter: .default, logger: LogLines().logger))
        return WorkflowRun(instance: instance, threads: threads, deadlockLimit: .seconds(60))
    }

    /// A history of 60,000 events: signals, with a workflow task for every two.
    private var long: API.History.History {
        var history = HistoryBuilder()
        history.started()
        history.task()
        while history.events.count < 60_000 {
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

    @Test func `short tasks end before replays of 60,000 events, more than there are threads, that began earlier`()
        async throws
    {
        // Threads of the test's own: in the concurrency pool it would wait for other tests as well.
        try await withTaskExecutorPreference(DrainThreads(count: 2, name: "fair")) {
            try await shortTasksBesideReplays()
        }
    }

    private func shortTasksBesideReplays() async throws {
        let history = long
        let begun = DispatchSemaphore(value: 0)
        Counts.begun.withLock { $0 = begun }
        let ended = Shared(0)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                let run = try run(Counts.self)
                group.addTask {
                    try await run.replay(HistoryPages(history.events, size: .max))
                    ended.withLock { $0 += 1 }
                    await run.evict()
                }
            }
            #expect(try await onThread { begun.wait(within: .seconds(60)) && begun.wait(within: .seconds(60)) })
            // Both threads have a replay. A task that waited for one of them to end would end after it.
            for _ in 0..<3 { try await short() }
            #expect(ended.withLock { $0 } == 0)
            try await group.waitForAll()
        }
    }
}
