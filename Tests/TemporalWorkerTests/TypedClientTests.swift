// The typed client on a real server: arguments, results, and handlers that are named by their definitions.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Adds up what it is told, until it is told to stop.
private actor Sum: Workflow {
    private var total = 0
    private var isStopped = false

    func run(_ first: Int, _ second: Int) async throws -> Int {
        total += first + second
        try await wait { $0.isStopped }
        return total
    }

    static var add: Signal<Sum, Int> { Signal("add") { sum, number in sum.total += number } }
    static var addBoth: Signal<Sum, (Int, Int)> { Signal("addBoth") { sum, a, b in sum.total += a + b } }
    static var total: Query<Sum, Void, Int> { Query("total") { sum in sum.total } }
    static var isAbove: Query<Sum, Int, Bool> { Query("isAbove") { sum, limit in sum.total > limit } }
    static var double: Update<Sum, Void, Int> {
        Update("double") { sum in
            sum.total *= 2
            return sum.total
        }
    }
    static var stop: Update<Sum, Bool, Void> {
        Update("stop") { sum, isStopped in
            sum.isStopped = isStopped
        } validator: { _, isStopped in
            guard isStopped else { throw ApplicationFailure("it never ends", type: "NeverEnds") }
        }
    }
    static var unlisted: Signal<Sum, Void> { Signal("unlisted") { sum in sum.isStopped = true } }
    static var handlers: Handlers<Sum> { add; addBoth; total; isAbove; double; stop }
}

private actor Nothing: Workflow {
    func run() async throws {}
}

/// Takes as many arguments as there may be, everywhere.
private actor Four: Workflow {
    private var text = ""

    func run(_ a: Int, _ b: String, _ c: Bool, _ d: [Int]) async throws -> String {
        if a == 0 { try continueAsNew(1, b, c, d) }
        if a == 2 { return b }
        try await wait { !$0.text.isEmpty }
        return text
    }

    private static func text(_ a: Int, _ b: String, _ c: Bool, _ d: [Int] = []) -> String { "\(a) \(b) \(c) \(d)" }

    static var tell: Signal<Four, (Int, String, Bool, [Int])> {
        Signal("tell") { four, a, b, c, d in four.text = text(a, b, c, d) }
    }
    static var tell3: Signal<Four, (Int, String, Bool)> {
        Signal("tell3") { four, a, b, c in four.text = text(a, b, c) }
    }
    static var echo3: Query<Four, (Int, String, Bool), String> { Query("echo3") { _, a, b, c in text(a, b, c) } }
    static var echo4: Query<Four, (Int, String, Bool, [Int]), String> {
        Query("echo4") { _, a, b, c, d in text(a, b, c, d) }
    }
    static var check3: Update<Four, (Int, String, Bool), String> {
        Update("check3") { _, a, b, c in
            text(a, b, c)
        } validator: { _, a, _, _ in
            if a < 0 { throw ApplicationFailure("negative", type: "Negative") }
        }
    }
    static var echoNow: Update<Four, (Int, String, Bool, [Int]), String> {
        Update("echoNow") { _, a, b, c, d in text(a, b, c, d) }
    }
    static var handlers: Handlers<Four> { tell; tell3; echo3; echo4; check3; echoNow }
}

/// Three arguments, in two runs.
private actor Three: Workflow {
    func run(_ a: Int, _ b: String, _ c: Bool) async throws -> String {
        if a == 0 { try continueAsNew(1, b, c) }
        return b
    }
}

/// The parent of both.
private actor Parent: Workflow {
    func run() async throws -> [String] {
        let three = try await startChild(Three.self, 1, "three", true)
        let four = try await startChild(Four.self, 1, "four", true, [])
        try await four.signal(Four.tell3, (1, "b", true))
        return [
            try await three.result(), try await four.result(), try await executeChild(Three.self, 0, "c", true),
            try await executeChild(Four.self, 2, "d", true, []),
        ]
    }
}

@Suite(.timeLimit(.minutes(5))) struct `Typed client` {
    /// Runs `body` with a client, beside a worker of this file's workflows on a task queue of its own. It starts a workflow whose
    /// id is `first` and the queue's name.
    private func withWorker(
        _ first: String = "sum", _ body: @escaping @Sendable (TemporalClient, String) async throws -> Void
    ) async throws {
        let taskQueue = "typed-\(UUID().uuidString)"
        let client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": await DevServer.shared.address]))
        let registrations: [Registration] = [
            .workflow(Sum.self), .workflow(Nothing.self), .workflow(Three.self), .workflow(Four.self),
            .workflow(Parent.self),
        ]
        let worker = try Worker(client: client, taskQueue: taskQueue) { registrations }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            group.addTask { try await body(client, taskQueue) }
            try await group.next()
            group.cancelAll()
        }
        let replays = RunReplays()
        try replays.register(registrations)
        replays.expect("\(first)-\(taskQueue)")
        try await replays.replay(of: client, where: "TaskQueue = '\(taskQueue)'")
        await client.close()
    }

    @Test func `a workflow is started, told, asked, updated and awaited by its types`() async throws {
        try await withWorker { client, taskQueue in
            let sum = try await client.startWorkflow(Sum.self, 1, 2, id: "sum-\(taskQueue)", taskQueue: taskQueue)
            try await sum.signal(Sum.add, 4)
            try await sum.signal(Sum.addBoth, (8, 16))
            #expect(try await sum.query(Sum.total) == 31)
            #expect(try await sum.query(Sum.isAbove, 30))
            #expect(try await sum.update(Sum.double) == 62)
            try await client.workflow(Sum.self, id: sum.id).update(Sum.stop, true)
            #expect(try await sum.result() == 62)
            try await client.startWorkflow(Nothing.self, id: "nothing-\(taskQueue)", taskQueue: taskQueue).result()
        }
    }

    @Test func `three and four arguments are taken wherever one is`() async throws {
        try await withWorker("parent") { client, taskQueue in
            let four = try await client.startWorkflow(
                Four.self, 0, "b", true, [], id: "four-\(taskQueue)", taskQueue: taskQueue)
            #expect(try await four.query(Four.echo3, (1, "b", false)) == "1 b false []")
            #expect(try await four.query(Four.echo4, (1, "b", false, [2])) == "1 b false [2]")
            #expect(try await four.update(Four.check3, (1, "b", false)) == "1 b false []")
            await #expect(throws: ApplicationFailure.self) { try await four.update(Four.check3, (-1, "b", false)) }
            #expect(try await four.update(Four.echoNow, (1, "b", false, [2])) == "1 b false [2]")
            try await four.signal(Four.tell, (4, "d", true, [1, 2]))
            #expect(try await four.result() == "4 d true [1, 2]")
            let parent = try await client.startWorkflow(
                Parent.self, id: "parent-\(taskQueue)", taskQueue: taskQueue)
            #expect(try await parent.result() == ["three", "1 b true []", "c", "d"])
        }
    }

    @Test func `a signal starts the workflow that it is for, and an update is started and awaited`() async throws {
        try await withWorker { client, taskQueue in
            func add(_ number: Int) async throws -> TypedWorkflowHandle<Sum> {
                try await client.signalWithStart(
                    Sum.self, 1, 2, id: "sum-\(taskQueue)", taskQueue: taskQueue, signal: Sum.add, number)
            }
            let sum = try await add(4)
            _ = try await add(8)
            #expect(try await sum.query(Sum.total) == 15)
            let update = try await sum.startUpdate(Sum.double, waitingFor: .accepted)
            #expect(try await update.result() == 30)
            let stop = try await sum.startUpdate(Sum.stop, true, waitingFor: .completed, updateID: "stop")
            #expect(stop.id == "stop")
            try await stop.result()
            #expect(try await sum.result() == 30)
            await #expect(throws: RegistrationError.self) {
                try await client.signalWithStart(
                    Sum.self, 1, 2, id: "unlisted-\(taskQueue)", taskQueue: taskQueue, signal: Sum.unlisted, ())
            }
        }
    }

    @Test func `an update starts the workflow that it is for, once, or neither takes place`() async throws {
        try await withWorker { client, taskQueue in
            func double(_ updateID: String?, _ options: StartWorkflowOptions) async throws -> Int {
                try await client.startUpdateWithStart(
                    Sum.self, 1, 2, id: "sum-\(taskQueue)", taskQueue: taskQueue, update: Sum.double, (),
                    waitingFor: .completed, updateID: updateID, options: options
                ).result()
            }
            let sum = client.workflow(Sum.self, id: "sum-\(taskQueue)")
            // In the first task the update is handled before `run` has added anything.
            #expect(try await double("first", StartWorkflowOptions()) == 0)
            #expect(try await double("first", StartWorkflowOptions()) == 0)
            #expect(try await double(nil, StartWorkflowOptions()) == 6)
            var failing = StartWorkflowOptions()
            failing.idConflictPolicy = .fail
            let taken = try await #require(throws: WorkflowAlreadyStartedError.self) {
                try await double(nil, failing)
            }
            #expect(taken.workflowID == "sum-\(taskQueue)")
            #expect(try await sum.query(Sum.total) == 6)
            let refused = try await client.startUpdateWithStart(
                "Sum", (1, 2), id: "sum-\(taskQueue)", taskQueue: taskQueue, update: "stop", updateArguments: (false),
                waitingFor: .accepted)
            await #expect(throws: ApplicationFailure.self) { try await refused.result(as: Bool?.self) }
            try await sum.update(Sum.stop, true)
            #expect(try await sum.result() == 6)
        }
    }

    @Test func `an update that the validator turns away throws what the validator threw`() async throws {
        try await withWorker { client, taskQueue in
            let sum = try await client.startWorkflow(Sum.self, 1, 2, id: "sum-\(taskQueue)", taskQueue: taskQueue)
            let failure = try await #require(throws: (any Error).self) { try await sum.update(Sum.stop, false) }
            #expect("\(failure)".contains("it never ends"))
            try await sum.terminate()
        }
    }

    @Test func `updates before and after one that is turned away cost no workflow task`() async throws {
        try await withWorker { client, taskQueue in
            let sum = try await client.startWorkflow(Sum.self, 1, 2, id: "sum-\(taskQueue)", taskQueue: taskQueue)
            // An update in the first task would be handled before `run` has added anything.
            #expect(try await sum.query(Sum.total) == 3)
            for total in [6, 12, 24] {
                #expect(try await sum.update(Sum.double) == total)
                await #expect(throws: ApplicationFailure.self) { try await sum.update(Sum.stop, false) }
            }
            try await sum.update(Sum.stop, true)
            #expect(try await sum.result() == 24)
            let failed = try await sum.untyped.history().events.filter {
                if case .workflowTaskFailed = $0.attributes { true } else { false }
            }
            #expect(failed.isEmpty)
        }
    }

    @Test func `a handler that the workflow does not list is not sent, and is named`() async throws {
        let nowhere = TypedWorkflowHandle<Sum>(untyped: TemporalClient().workflow(id: "sum"))
        let error = try await #require(throws: RegistrationError.self) { try await nowhere.signal(Sum.unlisted) }
        #expect(error.description.contains("'unlisted'"))
        #expect(error.description.contains("handlers"))
    }
}
