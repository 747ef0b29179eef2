// Workflows and activities for names that nobody has registered.

import Foundation
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Runs the activity that its first argument names, with its second.
private actor Interpreter: DynamicWorkflow {
    func run(_ arguments: RawArguments) async throws -> String {
        let number = try arguments.decode(1, as: Int.self)
        switch (try arguments.decode(0, as: String.self), info.continuedRunID) {
        case ("again", nil): try continueAsNew(arguments)
        case ("forward", nil): try continueAsNew(workflowType: "Last", "forward", number)
        default: break
        }
        let told: String =
            switch try arguments.decode(0, as: String.self) {
            case "activity":
                try await execute("Unheard", "a", number, options: ActivityOptions(startToClose: .seconds(10)))
            case "local":
                try await executeLocal(
                    "Unheard", "b", number, options: LocalActivityOptions(startToClose: .seconds(10)))
            case "child":
                try await executeChild("Another", "known", number, options: ChildWorkflowOptions())
            case "forward": try await forward(arguments)
            default: try await execute(Known.self, number, startToClose: .seconds(10))
            }
        return "\(info.workflowType) \(arguments.count): \(told)"
    }

    private func forward(_ arguments: RawArguments) async throws -> String {
        let child = try await startChild("Waits", arguments, options: ChildWorkflowOptions())
        try await child.signal("told", "by name")
        try await externalWorkflow(id: child.id, runID: child.runID).signal("told", "by id")
        return try await child.result()
    }
}

/// Says what it was given and told twice.
private actor Waits: Workflow {
    private var told: [String] = []

    func run(_ what: String, _ number: Int) async throws -> String {
        try await wait { $0.told.count == 2 }
        return ([what, "\(number)"] + told).joined(separator: ", ")
    }

    static var handlers: Handlers<Waits> {
        Signal("told") { (workflow: isolated Waits, what: String) in workflow.told.append(what) }
    }
}

private struct Known: Activity {
    func run(_ number: Int) async throws -> String { "known \(number)" }
}

private struct Anything: DynamicActivity {
    func run(_ arguments: RawArguments) async throws -> String {
        let name = ActivityContext.current?.info.activityType ?? ""
        return "\(name) of \(try arguments.decode(as: String.self)) and \(try arguments.decode(1, as: Int.self))"
    }
}

/// A second dynamic workflow is one too many.
private actor Another: DynamicWorkflow {
    func run(_ arguments: RawArguments) async throws {}
}

@Suite(.timeLimit(.minutes(5))) struct DynamicTypeTests {
    @Test func `names that are not registered go to what is dynamic, with the name and all arguments`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Interpreter.self
            Known()
            Anything()
            Quick.self
            Waits.self
        }
        for (how, told) in [
            ("activity", "Unheard of a and 4"), ("local", "Unheard of b and 4"), ("known", "known 4"),
            ("child", "Another 2: known 4"), ("again", "known 4"),
        ] {
            let handle = try await place.client.startWorkflow(
                "Whatever", how, 4, id: UUID().uuidString, taskQueue: place.taskQueue)
            #expect(try await handle.result(as: String.self) == "Whatever 2: \(told)")
        }
        let forward = try await place.client.startWorkflow(
            "Whatever", "forward", 4, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await forward.result(as: String.self) == "Last 2: forward, 4, by name, by id")
        let quick = try await place.client.startWorkflow(
            Quick.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await quick.result() == "done", "what is registered is not dynamic")
        try await worker.stop()
    }

    @Test func `a worker has one dynamic workflow, and tells it from the others`() async throws {
        let place = try await Place()
        #expect(throws: RegistrationError.self) {
            try Worker(client: place.client, taskQueue: "none") {
                Interpreter.self
                Another.self
            }
        }
    }

    @Test func `an argument that does not decode is named by its place`() throws {
        let converter = DataConverter()
        let arguments = RawArguments(try converter.encodeArguments("a", "b", "c"), converter)
        let error = try #require(throws: PayloadConversionError.self) { try arguments.decode(2, as: Int.self) }
        #expect(error.index == 2)
    }
}
