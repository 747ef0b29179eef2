// The last completion of a history is compared too, although no task follows it.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private actor Sleeps: Workflow {
    func run() async throws { try await sleep(for: .seconds(60)) }
}

private actor Returns: Workflow {
    func run() async throws {}
}

private actor Waits: Workflow {
    private var isDone = false
    func run() async throws { try await wait { $0.isDone } }
    static var handlers: Handlers<Waits> {
        Signal("finish") { (w: isolated Waits) in w.isDone = true }
        Query("isDone") { (w: isolated Waits) in w.isDone }
    }
}

@Suite(.timeLimit(.minutes(1))) struct LastCompletionTests {
    private static var endings: [HistoryBuilder] {
        var plain = HistoryBuilder()
        plain.started()
        plain.task()
        var signaled = plain
        signaled.signaled("unseen")
        var terminated = plain
        terminated.add(.workflowExecutionTerminated(.init()))
        return [plain, signaled, terminated]
    }

    @Test(arguments: 0..<3)
    func `code that does more than the last completion is nondeterminism`(ending: Int) async throws {
        let history = Self.endings[ending]
        try await expectRefusal(of: Sleeps.self, history, command: "StartTimer(id: 1)")
        try await expectRefusal(of: Returns.self, history, command: "CompleteWorkflowExecution")
        try await TestRun.replay(Waits.self, history)
    }

    private func expectRefusal<W: Workflow>(of type: W.Type, _ history: HistoryBuilder, command: String) async throws {
        let error = try await #require(throws: NondeterminismError.self) { try await TestRun.replay(W.self, history) }
        #expect(error.reason == "history does not have this command")
        #expect(error.command == command)
    }

    @Test func `a cached run goes on when a query has shown it its own completion`() async throws {
        let run = try TestRun(Waits.self)
        #expect(try await run.task().commands.isEmpty)
        run.history.taskCompleted()
        run.history.signaled("unknown")
        #expect(try await run.query("isDone").data.utf8String == "false")
        #expect(try await run.task().commands.isEmpty)
        run.history.taskCompleted()
        #expect(try await run.query("isDone").data.utf8String == "false")
        run.history.signaled("finish")
        #expect(try await run.task().summary == ["completed "])
        await run.evict()
    }
}
