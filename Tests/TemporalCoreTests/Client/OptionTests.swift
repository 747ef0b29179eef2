// Options out of range: a client declines what the server would, before anything is sent, and nothing else.

import Foundation
import Logging
import TestSupport
import Testing

@testable import TemporalCore

/// A call with one thing wrong, and what is said of it.
private struct BadCall: Sendable {
    let message: String
    let call: @Sendable (TemporalClient) async throws -> Void

    init(_ message: String, _ call: @escaping @Sendable (TemporalClient) async throws -> Void) {
        (self.message, self.call) = (message, call)
    }

    static func start(
        _ message: String, type: String = "T", id: String = "i", taskQueue: String = "q",
        _ change: @escaping @Sendable (inout StartWorkflowOptions) -> Void = { _ in }
    ) -> BadCall {
        BadCall(message) { client in
            var options = StartWorkflowOptions()
            change(&options)
            try await client.startWorkflow(type, id: id, taskQueue: taskQueue, options: options)
        }
    }

    static func activity(
        _ message: String, type: String = "T", id: String = "i", taskQueue: String = "q",
        _ change: @escaping @Sendable (inout StartActivityOptions) -> Void = { _ in }
    ) -> BadCall {
        BadCall(message) { client in
            var options = StartActivityOptions(startToClose: .seconds(1))
            change(&options)
            try await client.startActivity(type, id: id, taskQueue: taskQueue, options: options)
        }
    }

    static func schedule(
        _ message: String, id: String = "i", _ change: @escaping @Sendable (inout ScheduledWorkflow) -> Void = { _ in }
    ) -> BadCall {
        BadCall(message) { client in
            var workflow = ScheduledWorkflow("T", id: "w", taskQueue: "q")
            change(&workflow)
            try await client.createSchedule(id: id, Schedule(starting: workflow, at: .daily(hour: 2)))
        }
    }
}

private let badCalls: [BadCall] = [
    .start("id is empty: say which", id: ""),
    .start("workflowType is empty: say which", type: ""),
    .start("taskQueue is empty: say which", taskQueue: ""),
    .start("executionTimeout is -1.0 seconds, and may not be negative") { $0.executionTimeout = .seconds(-1) },
    .start("runTimeout is -1.0 seconds, and may not be negative") { $0.runTimeout = .seconds(-1) },
    .start("taskTimeout is -1.0 seconds, and may not be negative") { $0.taskTimeout = .seconds(-1) },
    .start("startDelay is -1.0 seconds, and may not be negative") { $0.startDelay = .seconds(-1) },
    .start("startDelay is 0.0 seconds, beside a cronSchedule: leave one of them out") {
        $0.startDelay = .zero
        $0.cronSchedule = "5 * * * *"
    },
    .start("retryPolicy.initialInterval is -1.0 seconds, and may not be negative") {
        $0.retryPolicy = RetryPolicy(initialInterval: .seconds(-1))
    },
    .start("retryPolicy.maximumInterval is -1.0 seconds, and may not be negative") {
        $0.retryPolicy = RetryPolicy(maximumInterval: .seconds(-1))
    },
    .start("retryPolicy.maximumAttempts is -2, and may not be negative") {
        $0.retryPolicy = RetryPolicy(maximumAttempts: -2)
    },
    .start("retryPolicy.backoffCoefficient is 0.5, and may not be below 1") {
        $0.retryPolicy = RetryPolicy(backoffCoefficient: 0.5)
    },
    .start("retryPolicy.initialInterval is 9.0 seconds, and may not be above its maximumInterval, 3.0 seconds") {
        $0.retryPolicy = RetryPolicy(initialInterval: .seconds(9), maximumInterval: .seconds(3))
    },
    .start("priority.key is -1, and may not be negative") { $0.priority = Priority(key: -1) },
    .start("priority.fairnessKey has 65 bytes, of 64 at most") {
        $0.priority = Priority(fairnessKey: String(repeating: "k", count: 65))
    },
    .start("priority.fairnessWeight is -1.0, and may not be negative") { $0.priority = Priority(fairnessWeight: -1) },
    BadCall("runTimeout is -1.0 seconds, and may not be negative") { client in
        var options = StartWorkflowOptions()
        options.runTimeout = .seconds(-1)
        try await client.signalWithStart(
            "T", (), id: "i", taskQueue: "q", signal: "s", signalArguments: (), options: options)
    },
    BadCall("taskQueue is empty: say which") { client in
        _ = try await client.startUpdateWithStart(
            "T", (), id: "i", taskQueue: "", update: "u", updateArguments: (), waitingFor: .completed)
    },
    .activity("id is empty: say which", id: ""),
    .activity("activityType is empty: say which", type: ""),
    .activity("taskQueue is empty: say which", taskQueue: ""),
    .activity("scheduleToClose is -1.0 seconds, and may not be negative") { $0.scheduleToClose = .seconds(-1) },
    .activity("scheduleToStart is -1.0 seconds, and may not be negative") { $0.scheduleToStart = .seconds(-1) },
    .activity("startToClose is -1.0 seconds, and may not be negative") { $0.startToClose = .seconds(-1) },
    .activity("startToClose sets no limit, nor does scheduleToClose: set one of them") { $0.startToClose = .zero },
    .activity("heartbeat is -1.0 seconds, and may not be negative") { $0.heartbeat = .seconds(-1) },
    .activity("startDelay is -1.0 seconds, and may not be negative") { $0.startDelay = .seconds(-1) },
    .activity("retryPolicy.maximumAttempts is -2, and may not be negative") {
        $0.retryPolicy = RetryPolicy(maximumAttempts: -2)
    },
    .activity("priority.key is -1, and may not be negative") { $0.priority = Priority(key: -1) },
    .schedule("id is empty: say which", id: ""),
    .schedule("workflowType is empty: say which") { $0.workflowType = "" },
    .schedule("taskQueue is empty: say which") { $0.taskQueue = "" },
    .schedule("runTimeout is -1.0 seconds, and may not be negative") { $0.runTimeout = .seconds(-1) },
    .schedule("retryPolicy.maximumAttempts is -2, and may not be negative") {
        $0.retryPolicy = RetryPolicy(maximumAttempts: -2)
    },
    .schedule("priority.key is -1, and may not be negative") { $0.priority = Priority(key: -1) },
]

@Suite(.timeLimit(.minutes(5))) struct `A client's options` {
    private func client(_ target: Target?) throws -> TemporalClient {
        var options = ConnectionOptions()
        options.target = try #require(target)
        return TemporalClient(options, logger: Logger(label: "test"))
    }

    @Test(arguments: badCalls.indices) func `that are out of range are declined without a server`(
        index: Int
    ) async throws {
        // Nobody listens there.
        let client = try client(Target(host: "127.0.0.1", port: 1))
        let bad = badCalls[index]
        let error = await #expect(throws: InvalidOptionError.self) { try await bad.call(client) }
        #expect(error?.description == bad.message)
        await client.close()
    }

    // Zero is a default, and what is too large is cut.
    @Test(arguments: [Duration.zero, .seconds(315_576_000_000)]) func `at the ends of their ranges are taken`(
        time: Duration
    ) async throws {
        let client = try client(Target(try await DevServer.shared.address))
        let policies = [
            RetryPolicy(initialInterval: .zero, backoffCoefficient: 0, maximumInterval: .zero, maximumAttempts: 0),
            RetryPolicy(
                initialInterval: time, backoffCoefficient: 1, maximumInterval: time, maximumAttempts: .max),
            RetryPolicy(initialInterval: .seconds(-1), backoffCoefficient: 0.5, maximumAttempts: 1),
        ]
        let priorities = [
            Priority(key: 0, fairnessKey: "", fairnessWeight: 0), Priority(),
            Priority(key: .max, fairnessKey: String(repeating: "k", count: 64), fairnessWeight: 1e9),
        ]
        for (policy, priority) in zip(policies, priorities) {
            var start = StartWorkflowOptions()
            (start.executionTimeout, start.runTimeout, start.taskTimeout, start.startDelay) = (time, time, time, time)
            (start.retryPolicy, start.priority, start.cronSchedule) = (policy, priority, "")
            try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody", options: start)
                .terminate()

            var options = StartActivityOptions(
                scheduleToClose: time, startToClose: .seconds(1), heartbeat: time, retryPolicy: policy)
            (options.scheduleToStart, options.startDelay, options.priority) = (time, time, priority)
            try await client.startActivity("Nothing", id: UUID().uuidString, taskQueue: "nobody", options: options)
                .terminate()

            var workflow = ScheduledWorkflow("Nothing", id: "", taskQueue: "nobody")
            (workflow.executionTimeout, workflow.runTimeout, workflow.taskTimeout) = (time, time, time)
            (workflow.retryPolicy, workflow.priority) = (policy, priority)
            try await client.createSchedule(
                id: UUID().uuidString, Schedule(starting: workflow, at: .daily(hour: 2))
            ).delete()
        }
        await client.close()
    }

    @Test func `that are out of range are declined when a schedule is changed`() async throws {
        let client = try client(Target(try await DevServer.shared.address))
        let workflow = ScheduledWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        let schedule = try await client.createSchedule(
            id: UUID().uuidString, Schedule(starting: workflow, at: .daily(hour: 2)))
        let before = try await schedule.describe().schedule
        let error = await #expect(throws: InvalidOptionError.self) {
            try await schedule.update {
                $0.workflow.taskTimeout = .seconds(-1)
                $0.note = "changed"
            }
        }
        #expect(error?.option == "taskTimeout")
        let after = try await schedule.describe().schedule
        #expect(after.workflow.taskTimeout == before.workflow.taskTimeout)
        #expect(after.note == "")
        try await schedule.delete()
        await client.close()
    }

    @Test func `that a schedule has had out of range keep nobody from changing the rest`() async throws {
        let client = try client(Target(try await DevServer.shared.address))
        let schedule = client.schedule(id: UUID().uuidString)
        var workflow = ScheduledWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        workflow.retryPolicy = RetryPolicy(maximumAttempts: -2)
        // As somebody else may have made it: the server takes it, and will start nothing.
        var message = API.Schedule.Schedule()
        try Schedule(starting: workflow, at: .daily(hour: 2)).write(to: &message, converter: client.converter)
        var request = API.WorkflowService.CreateScheduleRequest()
        request.namespace = client.namespace
        request.scheduleID = schedule.id
        request.schedule = message
        request.identity = client.identity
        request.requestID = UUID().uuidString
        _ = try await client.service.call(RPCs.createSchedule, request)
        try await schedule.update { $0.isPaused = true }
        try await eventually { try await schedule.describe().schedule.isPaused }
        #expect(try await schedule.describe().schedule.workflow.retryPolicy?.maximumAttempts == -2)
        try await schedule.update { $0.workflow.retryPolicy = nil }
        try await eventually { try await schedule.describe().schedule.workflow.retryPolicy == nil }
        await #expect(throws: InvalidOptionError.self) {
            try await schedule.update { $0.workflow.retryPolicy = RetryPolicy(maximumAttempts: -2) }
        }
        try await schedule.delete()
        await client.close()
    }
}
