// What one workflow task brings is told in two steps: signals and updates, then everything else.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private struct Charge: Activity {
    func run() async throws {}
}

private struct Note: Activity {
    func run() async throws {}
}

private actor Decides: Workflow {
    private var isDecided = false

    func run() async throws -> Bool {
        try await wait(upTo: .seconds(60)) { $0.isDecided }
    }

    static var handlers: Handlers<Decides> { Signal("decide") { (w: isolated Decides) in w.isDecided = true } }
}

/// An activity, and beside it a condition: each goes on with an activity of its own.
private actor Races: Workflow {
    private var isDecided = false

    func run() async throws {
        async let charged: Void = chargeTwice()
        async let noted: Void = note()
        _ = try await (charged, noted)
    }

    private func chargeTwice() async throws {
        try await execute(Charge.self, startToClose: .seconds(1))
        try await execute(Charge.self, startToClose: .seconds(1))
    }

    private func note() async throws {
        try await wait { $0.isDecided }
        try await execute(Note.self, startToClose: .seconds(1))
    }

    static var handlers: Handlers<Races> {
        Signal("decide") { (w: isolated Races) in w.isDecided = true }
        Update("decideNow") { (w: isolated Races) in w.isDecided = true }
    }
}

/// Its signals wake each other before `run` has begun.
private actor Listens: Workflow {
    private var isDecided = false

    func run() async throws { try await execute(Charge.self, startToClose: .seconds(1)) }

    static var handlers: Handlers<Listens> {
        Signal("decide") { (w: isolated Listens) in w.isDecided = true }
        Signal("later") { (w: isolated Listens) in
            try await w.wait { $0.isDecided }
            try await w.execute(Note.self, startToClose: .seconds(1))
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct JobOrderTests {
    @Test func `a signal wins against the limit of a wait that ends in the same task`() async throws {
        let run = try TestRun(Decides.self)
        try await run.task()
        run.history.taskCompleted()
        let timer = run.history.timerStarted(1)
        run.history.timerFired(1, startedEventID: timer)
        run.history.signaled("decide")
        #expect(try await run.task().summary == ["completed true"])
        await run.evict()
    }

    @Test(arguments: [true, false])
    func `conditions that a signal or an update makes true go on before what else happened`(isSignal: Bool) async throws
    {
        let run = try TestRun(Races.self)
        #expect(try await run.task().summary == ["activity 1 Charge"])
        run.history.taskCompleted()
        let activity = run.history.activityScheduled(1, type: "Charge")
        run.history.activityCompleted(scheduledEventID: activity)
        if isSignal { run.history.signaled("decide") }
        let messages = [API.Protocols.Message.update("decideNow", id: "u", after: run.history.nextEventID)]
        let commands = try await run.task(isSignal ? [] : messages).summary
        #expect(commands.filter { $0.hasPrefix("activity") } == ["activity 2 Note", "activity 3 Charge"])
        await run.evict()
    }

    @Test func `signals that come with the start have been dealt with when run begins`() async throws {
        let run = try TestRun(Listens.self)
        run.history.signaled("later")
        run.history.signaled("decide")
        #expect(try await run.task().summary == ["activity 1 Note", "activity 2 Charge"])
        await run.evict()
    }
}
