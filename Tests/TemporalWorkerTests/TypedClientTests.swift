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

@Suite(.timeLimit(.minutes(5))) struct `Typed client` {
    /// Runs `body` with a client, beside a worker of this file's workflows on a task queue of its own.
    private func withWorker(_ body: @escaping @Sendable (TemporalClient, String) async throws -> Void) async throws {
        let taskQueue = "typed-\(UUID().uuidString)"
        let client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": await DevServer.shared.address]))
        let registrations: [Registration] = [.workflow(Sum.self), .workflow(Nothing.self)]
        let worker = try Worker(client: client, taskQueue: taskQueue) { registrations }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            group.addTask { try await body(client, taskQueue) }
            try await group.next()
            group.cancelAll()
        }
        let replays = RunReplays()
        try replays.register(registrations)
        replays.expect("sum-\(taskQueue)")
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

    @Test func `an update that the validator turns away throws what the validator threw`() async throws {
        try await withWorker { client, taskQueue in
            let sum = try await client.startWorkflow(Sum.self, 1, 2, id: "sum-\(taskQueue)", taskQueue: taskQueue)
            let failure = try await #require(throws: (any Error).self) { try await sum.update(Sum.stop, false) }
            #expect("\(failure)".contains("it never ends"))
            try await sum.terminate()
        }
    }

    @Test func `a handler that the workflow does not list is not sent, and is named`() async throws {
        let nowhere = TypedWorkflowHandle<Sum>(untyped: TemporalClient().workflow(id: "sum"))
        let error = try await #require(throws: RegistrationError.self) { try await nowhere.signal(Sum.unlisted) }
        #expect(error.description.contains("'unlisted'"))
        #expect(error.description.contains("handlers"))
    }
}
