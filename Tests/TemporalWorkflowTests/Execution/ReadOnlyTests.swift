// Queries and validators read: what they do leaves no trace in the run, for no replay does it again.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private struct Charge: Activity {
    func run() async throws {}
}

/// Draws an id after what was asked or validated meanwhile.
private actor Draws: Workflow {
    private var isDone = false

    func run() async throws -> String {
        try await wait { $0.isDone }
        return draw()
    }

    private func draw() -> String {
        var random = random
        return "\(uuid()) \(Int.random(in: 1...6, using: &random))"
    }

    static var handlers: Handlers<Draws> {
        Signal("finish") { (w: isolated Draws) in w.isDone = true }
        Query("draw") { (w: isolated Draws) in w.draw() }
        Update("draw") { (_: isolated Draws) in
        } validator: { w in
            _ = w.draw()
            throw ApplicationFailure("no", type: "No")
        }
    }
}

/// Whose query and validator do what they must not.
private actor Oversteps: Workflow {
    func run() async throws { try await wait { _ in false } }

    private func begin() -> String {
        Task { try await execute(Charge.self, startToClose: .seconds(1)) }
        return "begun"
    }

    private func upsert() throws { try upsertMemo(["a": 1]) }

    /// What a durable function throws at once, before it could wait.
    private func refusal(_ body: @escaping @Sendable (isolated Oversteps) async throws -> Void) throws -> String {
        let thrown = Shared<(any Error)?>(nil)
        Task.immediate {
            do { try await body(self) } catch { thrown.withLock { $0 = error } }
        }
        if let error = thrown.withLock({ $0 }) { throw error }
        return "not refused"
    }

    static var handlers: Handlers<Oversteps> {
        Query("begin") { (w: isolated Oversteps) in w.begin() }
        Query("upsert") { (w: isolated Oversteps) in
            try w.upsert()
            return true
        }
        Query("wait") { (w: isolated Oversteps) in try w.refusal { try await $0.wait { _ in true } } }
        Query("sleep") { (w: isolated Oversteps) in try w.refusal { try await $0.sleep(for: .seconds(1)) } }
        Query("execute") { (w: isolated Oversteps) in
            try w.refusal { try await $0.execute(Charge.self, startToClose: .seconds(1)) }
        }
        Update("begin") { (_: isolated Oversteps) in
        } validator: { w in
            _ = w.begin()
        }
        Update("upsert") { (_: isolated Oversteps) in
        } validator: { w in
            try w.upsert()
        }
        Update("wait") { (_: isolated Oversteps) in
        } validator: { w in
            _ = try w.refusal { try await $0.wait { _ in true } }
        }
    }
}

/// Whose query and validator cancel what the workflow waits for.
private actor Breaks: Workflow {
    private var step: Task<Void, any Error>?

    func run() async throws {
        step = Task { try await self.execute(Charge.self, startToClose: .seconds(1)) }
        try await step?.value
    }

    static var handlers: Handlers<Breaks> {
        Query("break") { (w: isolated Breaks) in
            w.step?.cancel()
            return true
        }
        Update("break") { (_: isolated Breaks) in
        } validator: { w in
            w.step?.cancel()
        }
    }
}

/// Whose query and validator end a sleep.
private actor Naps: Workflow {
    private var nap: Task<Void, any Error>?

    func run() async throws {
        nap = Task { try await Task.sleep(for: .seconds(60)) }
        try await nap?.value
    }

    static var handlers: Handlers<Naps> {
        Query("wake") { (w: isolated Naps) in
            w.nap?.cancel()
            return true
        }
        Update("wake") { (_: isolated Naps) in
        } validator: { w in
            w.nap?.cancel()
        }
    }
}

/// Works until history is of some length.
private actor Works: Workflow {
    private var isEnding = false

    func run(_ length: Int) async throws {
        let working = Task { while !isEnding { try await execute(Charge.self, startToClose: .seconds(1)) } }
        try await wait { $0.info.historyLength >= length }
        isEnding = true
        try await working.value
    }

    static var handlers: Handlers<Works> {
        Update("change") { (_: isolated Works) in
        } validator: { _ in
            throw ApplicationFailure("no", type: "No")
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct ReadOnlyTests {
    private func works(until length: Int) throws -> TestRun {
        try TestRun(Works.self) { $0.input = try? .init(DataConverter.default.encodeArguments(length)) }
    }

    @Test(arguments: [7, 100])
    func `a run that a withdrawn task has moved on is made anew, and any other stays`(length: Int) async throws {
        let run = try works(until: length)
        try await run.task()
        run.history.taskCompleted()
        let scheduled = run.history.activityScheduled(1, type: "Charge")
        let rejected = try await run.task([.update("change", id: "u", after: run.history.nextEventID - 1)])
        #expect(rejected.messages.count == 1 && rejected.commands.isEmpty)
        run.withdrawTask()
        run.history.activityCompleted(scheduledEventID: scheduled)
        if length == 7 {
            await #expect(throws: TestRun.UnexpectedResult.self) { try await run.task() }
        } else {
            #expect(try await run.task().summary == ["activity 2 Charge"])
        }
        await run.evict()
    }

    @Test func `an update that is rejected does not change when conditions are looked at`() async throws {
        let run = try works(until: 9)
        #expect(try await run.task().summary == ["activity 1 Charge"])
        run.history.taskCompleted()
        let scheduled = run.history.activityScheduled(1, type: "Charge")
        run.history.activityCompleted(scheduledEventID: scheduled)
        let completion = try await run.task([.update("change", id: "u", after: run.history.nextEventID - 1)])
        #expect(completion.messages.count == 1)
        // A replay, which knows nothing of the update, tells of the activity before it looks.
        #expect(completion.summary == ["activity 2 Charge"])
        run.history.taskCompleted(with: completion)
        await run.evict()
        try await TestRun.replay(Works.self, run.history)
    }

    @Test func `a query that cancels what is waited for is refused, and the run in memory goes`() async throws {
        let run = try TestRun(Breaks.self)
        #expect(try await run.task().summary == ["activity 1 Charge"])
        run.history.taskCompleted()
        let scheduled = run.history.activityScheduled(1, type: "Charge")
        let error = try await #require(throws: QueryError.self) { try await run.query("break") }
        #expect(error.failure.message == ReadOnlyError().description)
        run.history.activityCompleted(scheduledEventID: scheduled)
        // What the worker makes anew from history.
        await #expect(throws: TestRun.UnexpectedResult.self) { try await run.task() }
        await run.evict()
        run.history.task()
        run.history.completed()
        try await TestRun.replay(Breaks.self, run.history)
    }

    @Test func `a query that ends a sleep is refused, and the run in memory goes`() async throws {
        let run = try TestRun(Naps.self)
        let first = try await run.task()
        #expect(first.summary == ["timer 1"])
        run.history.taskCompleted(with: first)
        let error = try await #require(throws: QueryError.self) { try await run.query("wake") }
        #expect(error.failure.message == ReadOnlyError().description)
        run.history.timerFired(1, startedEventID: run.history.nextEventID - 1)
        await #expect(throws: TestRun.UnexpectedResult.self) { try await run.task() }
        await run.evict()
    }

    @Test func `a validator that ends a sleep fails the task`() async throws {
        let run = try TestRun(Naps.self)
        run.history.taskCompleted(with: try await run.task())
        let failure = try await #require(throws: WorkflowTaskFailure.self) {
            try await run.task([.update("wake", id: "u", after: run.history.nextEventID)])
        }
        #expect("\(failure)".contains(ReadOnlyError().description))
        await run.evict()
    }

    @Test func `a validator that cancels what is waited for fails the task`() async throws {
        let run = try TestRun(Breaks.self)
        try await run.task()
        run.history.taskCompleted()
        _ = run.history.activityScheduled(1, type: "Charge")
        let failure = try await #require(throws: WorkflowTaskFailure.self) {
            try await run.task([.update("break", id: "u", after: run.history.nextEventID)])
        }
        #expect("\(failure)".contains(ReadOnlyError().description))
        await run.evict()
    }

    @Test func `what a query and a validator draw changes none of the run's random numbers`() async throws {
        func result(isDisturbed: Bool) async throws -> [String] {
            let run = try TestRun(Draws.self)
            try await run.task()
            run.history.taskCompleted()
            if isDisturbed {
                _ = try await run.query("draw")
                let rejected = try await run.task([.update("draw", id: "u", after: run.history.nextEventID)])
                #expect(rejected.summary.isEmpty && rejected.messages.count == 1)
                run.history.taskCompleted()
            }
            run.history.signaled("finish")
            let summary = try await run.task().summary
            await run.evict()
            return summary
        }
        let undisturbed = try await result(isDisturbed: false)
        #expect(try await result(isDisturbed: true) == undisturbed)
        #expect(undisturbed.first?.hasPrefix("completed") == true)
    }

    @Test(arguments: ["upsert", "wait", "sleep", "execute"])
    func `a query that issues a command or waits is refused`(name: String) async throws {
        let run = try TestRun(Oversteps.self)
        try await run.task()
        run.history.taskCompleted()
        let error = try await #require(throws: QueryError.self) { try await run.query(name) }
        #expect(error.failure.message == ReadOnlyError().description)
        run.history.signaled("unknown")
        #expect(try await run.task().summary.isEmpty)
        await run.evict()
    }

    @Test(arguments: ["upsert", "wait"])
    func `a validator that issues a command or waits rejects its update`(name: String) async throws {
        let run = try TestRun(Oversteps.self)
        try await run.task()
        run.history.taskCompleted()
        let rejected = try await run.task([.update(name, id: "u", after: run.history.nextEventID)])
        #expect(rejected.summary.isEmpty)
        let rejection = try #require(try rejected.messages.first?.body?.unpack(API.Update.Rejection.self))
        #expect(rejection.failure?.message == ReadOnlyError().description)
        await run.evict()
    }

    @Test func `a task that a query or a validator begins never runs as live code`() async throws {
        let run = try TestRun(Oversteps.self)
        try await run.task()
        run.history.taskCompleted()
        #expect(try await run.query("begin").data.utf8String == #""begun""#)
        let accepted = try await run.task([.update("begin", id: "u", after: run.history.nextEventID)])
        #expect(accepted.summary == ["message u/request/accept", "message u/request/complete"])
        await run.evict()
    }
}
