// What a run keeps of its waits, and what becomes of one that is woken from outside.

import Synchronization
import TemporalCore
import Testing

@testable import TemporalWorkflow

/// Waits for one signal after the other, each with a limit.
private actor Counts: Workflow {
    private var count = 0

    func run() async throws {
        for number in 1...10 { _ = try await wait(upTo: .seconds(60)) { $0.count >= number } }
    }

    static var handlers: Handlers<Counts> { Signal("count") { (w: isolated Counts) in w.count += 1 } }
}

/// Is woken by whoever resumes its continuation.
private actor Held: Workflow {
    static let continuation = Mutex<CheckedContinuation<Void, Never>?>(nil)

    func run() async throws {
        await withCheckedContinuation { continuation in Self.continuation.withLock { $0 = continuation } }
    }

    static var handlers: Handlers<Held> {
        Signal("go") { (_: isolated Held) in Held.continuation.withLock { $0?.resume() } }
        Query("state") { (_: isolated Held) in "held" }
    }
}

@Suite(.timeLimit(.minutes(1))) struct WaitTests {
    @Test func `a timer that was canceled is forgotten`() async throws {
        let run = try TestRun(Counts.self)
        run.history.taskCompleted(with: try await run.task())
        for _ in 1...5 {
            run.history.signaled("count")
            let completion = try await run.task()
            #expect(completion.summary.count == 2)
            run.history.taskCompleted(with: completion)
            // The one that has just been canceled, of which history does not say so yet, and the next.
            #expect(run.timers == 2)
        }
        await run.evict()
        try await TestRun.replay(Counts.self, run.history)
    }

    @Test func `a run that was woken from outside answers no query before it is made anew`() async throws {
        let run = try TestRun(Held.self)
        try await run.task()
        run.history.taskCompleted()
        #expect(try DataConverter.default.decode(try await run.query("state"), as: String.self) == "held")
        Held.continuation.withLock { $0?.resume() }
        await #expect(throws: TestRun.UnexpectedResult.self) { try await run.query("state") }
        await run.evict()
    }
}
