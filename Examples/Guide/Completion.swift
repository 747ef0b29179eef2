// Activities from outside: completed by somebody else, held and let go by operators, and started without a workflow.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// Somebody who answers questions, later.
protocol Desk: Sendable {
    func ask(_ question: String, answerTo taskToken: Bytes) async throws
}

struct Ask: Activity {
    let desk: any Desk

    func run(_ question: String) async throws -> String {
        guard let context = ActivityContext.current else { return "" }
        try await desk.ask(question, answerTo: context.info.taskToken)
        throw CompleteAsyncError()
    }
}

actor Survey: Workflow {
    func run(_ question: String) async throws -> String {
        try await execute(
            Ask.self, question, startToClose: .seconds(86_400), options: ActivityOptions(heartbeat: .seconds(60)))
    }
}

func answer(_ text: String?, to taskToken: Bytes, with client: TemporalClient) async throws {
    let activity = client.asyncActivity(taskToken: taskToken)
    if let reason = try await activity.heartbeat("on my desk") {
        // Nobody waits for the answer any more.
        if reason == .requested { try await activity.reportCancellation() }
        return
    }
    guard let text else {
        return try await activity.fail(ApplicationFailure("no answer", type: "Silence"), lastHeartbeat: "asked twice")
    }
    try await activity.complete(text)
}

/// What an operator does with an activity that keeps failing.
func mend(_ workflowID: String, with client: TemporalClient) async throws {
    // The first activity of a workflow has the id "1", the second "2".
    let activity = client.workflow(id: workflowID).activity(id: "1")
    try await activity.pause(reason: "the bank is down")
    try await activity.updateOptions(PendingActivityOptions(startToClose: .seconds(120)))
    try await activity.unpause(reason: "the bank is back", jitter: .milliseconds(100))
    try await activity.reset(resetsHeartbeat: true)
    try await activity.restoreOptions()
}

/// An activity by itself: the server retries it and keeps its result.
func introduce(_ name: String, with client: TemporalClient) async throws -> String {
    let handle = try await client.startActivity(
        Greet.self, name, id: "greet-\(name)", taskQueue: "guide",
        options: StartActivityOptions(startToClose: .seconds(30)))
    return try await handle.result()
}

struct Greet: Activity {
    func run(_ name: String) async throws -> String { "Hello, \(name)!" }
}
