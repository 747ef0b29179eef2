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
        let told: String =
            switch try arguments.decode(0, as: String.self) {
            case "activity":
                try await execute("Unheard", "a", number, options: ActivityOptions(startToClose: .seconds(10)))
            case "local":
                try await executeLocal(
                    "Unheard", "b", number, options: LocalActivityOptions(startToClose: .seconds(10)))
            case "child":
                try await executeChild("Another", "known", number, options: ChildWorkflowOptions())
            default: try await execute(Known.self, number, startToClose: .seconds(10))
            }
        return "\(info.workflowType) \(arguments.count): \(told)"
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
        }
        for (how, told) in [
            ("activity", "Unheard of a and 4"), ("local", "Unheard of b and 4"), ("known", "known 4"),
            ("child", "Another 2: known 4"),
        ] {
            let handle = try await place.client.startWorkflow(
                "Whatever", how, 4, id: UUID().uuidString, taskQueue: place.taskQueue)
            #expect(try await handle.result(as: String.self) == "Whatever 2: \(told)")
        }
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
}
