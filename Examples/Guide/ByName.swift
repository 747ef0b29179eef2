// What is known by name alone: activities and workflows in other languages, and types that nobody has registered.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

actor CallsPython: Workflow {
    func run(_ text: String) async throws -> String {
        let options = ActivityOptions(startToClose: .seconds(30), taskQueue: "python")
        let words = try await execute("count_words", text, as: Int.self, options: options)
        return try await executeChild(
            "SummaryWorkflow", text, words, as: String.self, options: ChildWorkflowOptions(taskQueue: "python"))
    }
}

/// Runs where the worker has no activity of the name.
struct AnyActivity: DynamicActivity {
    func run(_ arguments: RawArguments) async throws -> String {
        let name = ActivityContext.current?.info.activityType ?? ""
        return "\(name) of \(try arguments.decode(as: String.self))"
    }
}

/// Runs where the worker has no workflow of the name.
actor AnyWorkflow: DynamicWorkflow {
    func run(_ arguments: RawArguments) async throws -> String {
        guard arguments.count > 0 else { throw ApplicationFailure("nothing to do", type: "NoArgument") }
        return try await execute(
            info.workflowType, try arguments.decode(0, as: String.self),
            options: ActivityOptions(startToClose: .seconds(30)))
    }
}

func startByName(with client: TemporalClient) async throws -> String {
    let handle = try await client.startWorkflow("Shout", "hello", id: "shout-1", taskQueue: "guide")
    return try await handle.result(as: String.self)
}
