// Workflow tasks that go wrong: the task fails with a clear reason, the worker lives, and other runs go on.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct WorkflowTaskTests {
    @Test func `an unknown workflow type fails its task, and the worker lives`() async throws {
        let place = try await Place()
        let worker = try place.worker { Quick.self }
        let id = try await place.start("Nobody")
        try await eventually { try await !place.taskFailures(id).isEmpty }
        let message = try #require(try await place.taskFailures(id).first)
        #expect(message.contains("workflow type 'Nobody' is not registered"))
        #expect(message.contains("which has Quick"))
        #expect(try await place.result(place.start(Quick.self)) == "done")
        #expect(try await place.cli.status(id) == "RUNNING")
        try await place.cli.workflow("terminate", id)
        try await worker.stop(withoutReplayOf: ["Nobody": "no worker has its code"])
    }

    @Test func `input that cannot be decoded fails the workflow with the field's path`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            TakesNested.self
            Quick.self
        }
        let id = try await place.start(TakesNested.self, #"{"items":[{"price":1},{"price":"dear"}]}"#)
        #expect(try await place.cli.closed(id) == "FAILED")
        let history = try await place.cli.history(id)
        #expect(history.contains("items[1].price"), "\(history)")
        #expect(try await place.result(place.start(Quick.self)) == "done")
        try await worker.stop()
    }

    @Test func `an unknown query is answered with an error that lists the known ones`() async throws {
        let place = try await Place()
        let worker = try place.worker { Listens.self }
        let id = try await place.start(Listens.self)
        let answer = try await place.cli.run(["workflow", "query", "--workflow-id", id, "--type", "weather"])
        #expect(answer.status != 0)
        #expect(answer.errors.contains("no query 'weather'"), "\(answer.errors)")
        #expect(answer.errors.contains("heard"), "\(answer.errors)")
        try await place.cli.workflow("terminate", id)
        try await worker.stop()
    }

    @Test func `an unknown signal is kept and harms nothing`() async throws {
        let place = try await Place()
        let worker = try place.worker { Listens.self }
        let id = try await place.start(Listens.self)
        try await place.cli.workflow("signal", id, ["--name", "thunder", "--input", "1"])
        try await eventually { place.log.contains("no handler for signal thunder") }
        try await place.cli.workflow("signal", id, ["--name", "say", "--input", #""hello""#])
        #expect(try await place.result(id) == "hello")
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test func `an unknown update, and arguments that cannot be decoded, are answered; such a signal is dropped`()
        async throws
    {
        let place = try await Place()
        let worker = try place.worker { Listens.self }
        let id = try await place.start(Listens.self)
        func answer(_ arguments: String...) async throws -> String {
            let answer = try await place.cli.run(["workflow"] + arguments + ["--workflow-id", id])
            #expect(answer.status != 0)
            return answer.errors + answer.output
        }
        let unknown = try await answer("update", "execute", "--name", "shout", "--input", "1")
        #expect(unknown.contains("no update 'shout'"), "\(unknown)")
        #expect(unknown.contains("repeat"), "\(unknown)")
        let update = try await answer("update", "execute", "--name", "repeat", "--input", #"{"times":"many"}"#)
        #expect(update.contains("times"), "\(update)")
        let query = try await answer("query", "--type", "letter", "--input", #""first""#)
        #expect(query.contains("expected"), "\(query)")
        try await place.cli.workflow("signal", id, ["--name", "say", "--input", "1"])
        try await eventually { place.log.contains("signal say is dropped") }
        try await place.cli.workflow("signal", id, ["--name", "say", "--input", #""hello""#])
        #expect(try await place.result(id) == "hello")
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test func `code that blocks fails its task with TMPRL1101, and other runs go on`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.deadlockTimeout = .milliseconds(500)
        // The worker's own look at what is stuck goes on beside the tasks'.
        options.maxCachedWorkflowAge = .seconds(1)
        Blocks.mayGoOn.store(false, ordering: .releasing)
        let worker = try place.worker(options) {
            Blocks.self
            Quick.self
        }
        let id = try await place.start(Blocks.self)
        try await eventually { try await !place.taskFailures(id).isEmpty }
        #expect(try await place.taskFailures(id).first?.contains("TMPRL1101") == true)
        #expect(try await place.result(place.start(Quick.self)) == "done")
        // The server tries again, but no second thread is lost to code that has not come back.
        try await eventually { place.log.contains("has not come back from an earlier workflow task") }
        #expect(Blocks.entered.load(ordering: .acquiring) == 1)
        Blocks.mayGoOn.store(true, ordering: .releasing)
        #expect(try await place.result(id) == "went on")
        try await worker.stop()
    }

    @Test func `an error that is no failure fails the task, and mended code goes on; a failure fails the workflow`()
        async throws
    {
        let place = try await Place()
        let worker = try place.worker { Throws.self }
        let id = try await place.start(Throws.self, #""error""#)
        #expect(try await place.result(id) == "mended")
        let message = try #require(try await place.taskFailures(id).first)
        #expect(message.contains("a mistake in the code"), "\(message)")
        let failing = try await place.start(Throws.self, #""failure""#)
        #expect(try await place.cli.closed(failing) == "FAILED")
        #expect(try await place.taskFailures(failing).isEmpty)
        try await worker.stop()
    }

    @Test func `code that waits for what history does not know fails its task`() async throws {
        let place = try await Place()
        defer { WaitsOutside.mayGoOn.open() }
        let worker = try place.worker {
            WaitsOutside.self
            Quick.self
        }
        let id = try await place.start(WaitsOutside.self)
        try await eventually { try await !place.taskFailures(id).isEmpty }
        #expect(try await place.taskFailures(id).first?.contains("waits for something that is neither a timer") == true)
        #expect(try await place.result(place.start(Quick.self)) == "done")
        try await place.cli.workflow("terminate", id)
        try await worker.stop(withoutReplayOf: ["WaitsOutside": "its task fails"])
    }

    @Test
    func
        `code that is woken from outside is told at once where a handler might have woken it, and its next task fails`()
        async throws
    {
        let place = try await Place()
        let worker = try place.worker { WaitsOutsideWithHandler.self }
        let id = try await place.start(WaitsOutsideWithHandler.self)
        // The task in which it begins to wait is over before it is woken.
        try await eventually {
            try await place.events(id).contains { if case .workflowTaskCompleted = $0 { true } else { false } }
        }
        WaitsOutsideWithHandler.mayGoOn.open()
        try await eventually { place.log.contains("was resumed or canceled from outside of its workflow task") }
        #expect(try await place.taskFailures(id).isEmpty)
        try await place.cli.workflow("signal", id, ["--name", "say"])
        try await eventually { try await !place.taskFailures(id).isEmpty }
        #expect(try await place.taskFailures(id).first?.contains("was resumed or canceled from outside") == true)
        try await place.cli.workflow("terminate", id)
        try await worker.stop(withoutReplayOf: ["WaitsOutsideWithHandler": "its task fails"])
    }

    @Test(arguments: [2, 3]) func `a worker of few slots serves cached runs and new ones`(slots: Int) async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxConcurrentWorkflowTasks = slots
        options.workflowTaskPollers = 50
        let worker = try place.worker(options) {
            Steps.self
            Scripted { $0 * 2 }
        }
        // Far below the minute that a poll stays open: nothing waits for one to end.
        for number in 0..<3 {
            let id = try await place.start(Steps.self, "\(number)")
            #expect(try await place.cli.closed(id, within: .seconds(30)) == "COMPLETED")
        }
        try await worker.stop()
    }

    @Test(arguments: [0, 1]) func `a sticky cache of few runs completes everything`(limit: Int) async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxCachedWorkflows = limit
        let worker = try place.worker(options) {
            Steps.self
            Scripted { $0 * 2 }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                let handle = place.client.workflow(id: try await place.start(Steps.self, "\(number)"))
                group.addTask {
                    let result = try await handle.result(as: [Int].self)
                    #expect(result == (0..<3).map { (number + $0) * 2 })
                    let failures = try await place.taskFailures(handle.id)
                    #expect(failures.isEmpty)
                }
            }
            try await group.waitForAll()
        }
        try await worker.stop()
    }
}

private actor TakesNested: Workflow {
    struct Order: Codable, Sendable {
        struct Item: Codable, Sendable { var price: Int }
        var items: [Item]
    }

    func run(_ order: Order) async throws {}
}

private actor Listens: Workflow {
    struct Again: Codable, Sendable { var times: Int }

    private var heard: String?

    func run() async throws -> String {
        try await wait { $0.heard != nil }
        return heard ?? ""
    }

    static var say: Signal<Listens, String> { Signal("say") { workflow, text in workflow.heard = text } }
    static var question: Query<Listens, Void, String?> { Query("heard") { workflow in workflow.heard } }
    static var letter: Query<Listens, Int, String> { Query("letter") { workflow, index in "\(index)" } }
    static var again: Update<Listens, Again, Int> { Update("repeat") { workflow, again in again.times } }
    static var handlers: Handlers<Listens> {
        say
        question
        letter
        again
    }
}

/// Blocks its thread until the test lets it go on.
private actor Blocks: Workflow {
    static let mayGoOn = Atomic(false)
    static let entered = Atomic(0)

    func run() async throws -> String {
        Self.entered.wrappingAdd(1, ordering: .acquiringAndReleasing)
        while !Self.mayGoOn.load(ordering: .acquiring) { usleep(1_000) }
        return "went on"
    }
}

/// Throws what it is told to: a failure, or an error the first time.
private actor Throws: Workflow {
    struct Mistake: Error, CustomStringConvertible { let description = "a mistake in the code" }

    static let hasThrown = Atomic(false)

    func run(_ what: String) async throws -> String {
        if what == "failure" { throw ApplicationFailure("what the author means to say", type: "Refused") }
        if !Self.hasThrown.exchange(true, ordering: .acquiringAndReleasing) { throw Mistake() }
        return "mended"
    }
}

/// Waits for a thread of its own, which waits for `gate`, though not without end.
private func waitOutside(for gate: Gate) async {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            let end = ContinuousClock.now + .seconds(60)
            while !gate.isOpen && ContinuousClock.now < end { usleep(1_000) }
            continuation.resume()
        }
    }
}

private actor WaitsOutside: Workflow {
    static let mayGoOn = Gate()

    func run() async throws { await waitOutside(for: Self.mayGoOn) }
}

private actor WaitsOutsideWithHandler: Workflow {
    static let mayGoOn = Gate()

    func run() async throws { await waitOutside(for: Self.mayGoOn) }

    static var say: Signal<WaitsOutsideWithHandler, Void> { Signal("say") { _ in } }
    static var handlers: Handlers<WaitsOutsideWithHandler> { say }
}

private actor Steps: Workflow {
    func run(_ number: Int) async throws -> [Int] {
        var results: [Int] = []
        for step in 0..<3 {
            results.append(try await execute(Scripted.self, number + step, startToClose: .seconds(30)))
            try await sleep(for: .milliseconds(50))
        }
        return results
    }
}
