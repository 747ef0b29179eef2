// Eager activities: which ones a worker asks for, that it runs what it is handed and gives back the slots of the rest, and that a
// real server hands them out.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct EagerActivityTests {
    @Test(arguments: [(handedOut: 3, slots: 100), (handedOut: 1, slots: 100), (handedOut: 0, slots: 8)])
    func `a completion asks for three of its activities, and the worker runs those it is handed`(
        handedOut: Int, slots: Int
    ) async throws {
        let server = try await ScriptedServer(
            "--task", "good", "--workflow", "ManyAtOnce", "--eager", "\(handedOut)")
        let place = try await Place(address: server.address)
        var options = WorkerOptions()
        options.maxConcurrentActivities = slots
        let worker = try place.worker(options) {
            ManyAtOnce.self
            Counted()
        }
        let completion = try await server.report()
        #expect(completion.method == "RespondWorkflowTaskCompleted")
        let commands = completion.text.components(separatedBy: "\"commandType\"").dropFirst()
        #expect(commands.count == 8)
        let asking = commands.filter { $0.contains("requestEagerExecution") }
        #expect(asking.count == 3)
        #expect(
            asking.allSatisfy { $0.contains("Counted") && !$0.contains("another queue") && !$0.contains("\"3\"") },
            "\(completion.text)")
        for _ in 0..<handedOut {
            let report = try await server.report()
            #expect(report.method == "RespondActivityTaskCompleted")
        }
        await worker.askToStop()
        // A slot that did not come back would keep the worker until its shutdown timeout, and it would say so.
        try await worker.end()
        #expect(!place.log.contains("still run"))
    }

    @Test func `a worker that wants none eagerly asks for none`() async throws {
        let server = try await ScriptedServer("--task", "good", "--workflow", "ManyAtOnce")
        let place = try await Place(address: server.address)
        var options = WorkerOptions()
        options.takesActivitiesEagerly = false
        let worker = try place.worker(options) {
            ManyAtOnce.self
            Counted()
        }
        let completion = try await server.report()
        #expect(completion.text.contains("Counted"))
        #expect(!completion.text.contains("requestEagerExecution"))
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a worker without free slots asks for no more than it has`() async throws {
        let server = try await ScriptedServer("--task", "good", "--workflow", "ManyAtOnce")
        let place = try await Place(address: server.address)
        var options = WorkerOptions()
        options.maxConcurrentActivities = 1
        let worker = try place.worker(options) {
            ManyAtOnce.self
            Counted()
        }
        let completion = try await server.report()
        // A poller may hold the slot by then.
        #expect(completion.text.components(separatedBy: "requestEagerExecution").count <= 2)
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a server hands the activities of a workflow to the worker that runs it`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            InARow.self
            Counted()
        }
        // Its polls for activities are as many, and as old; without eager ones it would get some of them.
        let other = try place.worker { Counted(result: 1_000) }
        for _ in 0..<5 { #expect(try await place.result(place.start(InARow.self)) == "10") }
        try await worker.stop()
        try await other.stop()
    }
}

private struct Counted: Activity {
    var result = 1

    func run() async throws -> Int { result }
}

private struct Unknown: Activity {
    func run() async throws {}
}

/// Two that this worker cannot run, and five that it can.
private actor ManyAtOnce: Workflow {
    func run() async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try await self.execute(
                    Counted.self, options: ActivityOptions(startToClose: .seconds(60), taskQueue: "another queue"))
            }
            group.addTask { try await self.execute(Unknown.self, startToClose: .seconds(60)) }
            group.addTask {
                _ = try await self.execute(
                    Counted.self,
                    options: ActivityOptions(startToClose: .seconds(60), allowsEagerExecution: false))
            }
            for _ in 0..<5 {
                group.addTask { _ = try await self.execute(Counted.self, startToClose: .seconds(60)) }
            }
            try await group.waitForAll()
        }
        return 8
    }
}

private actor InARow: Workflow {
    func run() async throws -> Int {
        var sum = 0
        for _ in 0..<10 { sum += try await execute(Counted.self, startToClose: .seconds(60)) }
        return sum
    }
}
