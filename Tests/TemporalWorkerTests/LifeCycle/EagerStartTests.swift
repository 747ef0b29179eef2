// Workflows whose first task comes with the answer to their start, and runs in the process that starts them.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct EagerStartTests {
    private var eagerly: StartWorkflowOptions {
        var options = StartWorkflowOptions()
        options.requestEagerStart = true
        return options
    }

    /// Whether the server handed the first task over; and no task was lost.
    private func isEager(_ id: String, at place: Place) async throws -> Bool {
        let events = try await place.events(id)
        #expect(
            !events.contains {
                if case .workflowTaskTimedOut = $0 { true } else { false }
            })
        guard case .workflowExecutionStarted(let start) = events.first else { return false }
        return start.eagerExecutionAccepted
    }

    @Test func `a worker of the client's runs the first task at once`() async throws {
        let place = try await Place()
        let worker = try place.worker { Greets.self }
        try await eventually { place.log.contains("Worker started") }
        for number in 0..<20 {
            let handle = try await place.client.startWorkflow(
                Greets.self, "\(number)", id: UUID().uuidString, taskQueue: place.taskQueue, options: eagerly)
            #expect(try await handle.result() == "Hello, \(number)")
            #expect(try await isEager(handle.id, at: place))
        }
        try await worker.stop()
    }

    @Test func `without a worker, with one that has not the type, or after its end, a workflow starts as always`()
        async throws
    {
        let place = try await Place()
        let other = try place.worker { Quick.self }
        try await eventually { place.log.contains("Worker started") }
        let first = try await place.client.startWorkflow(
            "Greets", "you", id: UUID().uuidString, taskQueue: place.taskQueue, options: eagerly)
        #expect(try await !isEager(first.id, at: place))
        await other.askToStop()
        try await other.end()
        let second = try await place.client.startWorkflow(
            "Quick", id: UUID().uuidString, taskQueue: place.taskQueue, options: eagerly)
        #expect(try await !isEager(second.id, at: place))
        let worker = try place.worker {
            Greets.self
            Quick.self
        }
        #expect(try await first.result(as: String.self) == "Hello, you")
        #expect(try await second.result(as: String.self) == "done")
        try await worker.stop()
    }

    @Test func `a start that is refused, or that finds the workflow running, gives its slot back`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxConcurrentWorkflowTasks = 4
        options.workflowTaskPollers = 2
        let worker = try place.worker(options) {
            Greets.self
            WaitsForEnd.self
        }
        try await eventually { place.log.contains("Worker started") }
        let id = UUID().uuidString
        let running = try await place.client.startWorkflow(
            WaitsForEnd.self, id: id, taskQueue: place.taskQueue, options: eagerly)
        var using = eagerly
        using.idConflictPolicy = .useExisting
        for _ in 0..<5 {
            await #expect(throws: WorkflowAlreadyStartedError.self) {
                try await place.client.startWorkflow(
                    WaitsForEnd.self, id: id, taskQueue: place.taskQueue, options: eagerly)
            }
            _ = try await place.client.startWorkflow(
                WaitsForEnd.self, id: id, taskQueue: place.taskQueue, options: using)
        }
        try await running.signal(WaitsForEnd.end)
        try await running.result()
        // A slot that did not come back would keep the worker until its shutdown timeout, and it would say so.
        try await worker.stop()
        #expect(!place.log.contains("still run"))
    }
}

private actor Greets: Workflow {
    func run(_ name: String) async throws -> String { "Hello, \(name)" }
}

private actor WaitsForEnd: Workflow {
    private var mayEnd = false

    func run() async throws { try await wait { $0.mayEnd } }

    static var end: Signal<WaitsForEnd, Void> { Signal("end") { (w: isolated WaitsForEnd) in w.mayEnd = true } }
    static var handlers: Handlers<WaitsForEnd> { end }
}
