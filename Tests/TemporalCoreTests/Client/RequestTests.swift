// What the client's requests say: everything that the caller did, whichever request says it.

import Foundation
import Logging
import TestSupport
import Testing

@testable import TemporalCore

/// Describes another workflow than the one that was asked for.
private struct Redirection: ClientInterceptor {
    let id: String

    func describeWorkflow(
        _ input: DescribeWorkflowInput, next: @Sendable (DescribeWorkflowInput) async throws -> WorkflowExecution
    ) async throws -> WorkflowExecution {
        var input = input
        input.id = id
        return try await next(input)
    }
}

@Suite(.timeLimit(.minutes(5))) struct `What the client's requests say` {
    private func client(_ change: (inout ConnectionOptions) -> Void = { _ in }) async throws -> TemporalClient {
        var options = ConnectionOptions()
        options.target = try #require(Target(try await DevServer.shared.address))
        change(&options)
        return TemporalClient(options, logger: Logger(label: "test"))
    }

    private var everything: StartWorkflowOptions {
        var options = StartWorkflowOptions()
        options.idReusePolicy = .rejectDuplicate
        options.idConflictPolicy = .useExisting
        options.executionTimeout = .seconds(1)
        options.runTimeout = .seconds(2)
        options.taskTimeout = .seconds(3)
        options.retryPolicy = RetryPolicy(maximumAttempts: 4)
        options.cronSchedule = "5 * * * *"
        options.memo = ["six": 6]
        options.searchAttributes[.keyword("TestKeyword")] = "seven"
        options.summary = "eight"
        options.details = "nine"
        options.versioningOverride = .autoUpgrade
        options.priority = Priority(key: 2, fairnessKey: "eleven")
        return options
    }

    @Test func `a signal-with-start says of the start what a start does`() async throws {
        let client = try await client()
        // Every field that was said, by name, but for the random request.
        func fields(_ message: some Message) throws -> [String: JSONValue] {
            try JSONDecoder().decode([String: JSONValue].self, from: Data(message.json()))
                .filter { $0.key != "requestId" }
        }
        // A delay does not go with a cron schedule.
        var delayed = everything
        delayed.cronSchedule = nil
        delayed.startDelay = .seconds(10)
        for options in [everything, delayed] {
            let input = StartWorkflowInput(
                workflowType: "T", arguments: [try client.converter.encode(1)], id: "i", taskQueue: "q",
                options: options, headers: ["h": try client.converter.encode(2)])
            let start: API.WorkflowService.StartWorkflowExecutionRequest = try await client.startRequest(input)
            let signal: API.WorkflowService.SignalWithStartWorkflowExecutionRequest =
                try await client.startRequest(input)
            let said = try fields(start)
            #expect(said.count == 19, "\(said.keys.sorted())")
            #expect(try fields(signal) == said)
        }
    }

    @Test func `priority and versioning arrive through a signal-with-start`() async throws {
        let client = try await client()
        var options = StartWorkflowOptions()
        options.versioningOverride = .autoUpgrade
        options.priority = Priority(key: 2, fairnessKey: "tenant")
        let handle = try await client.signalWithStart(
            "Nothing", (1), id: UUID().uuidString, taskQueue: "nobody", signal: "s", signalArguments: (),
            options: options)
        guard case .workflowExecutionStarted(let started)? = try await handle.history().events.first?.attributes else {
            Issue.record("no start")
            return
        }
        #expect(started.priority.map(Priority.init) == options.priority)
        #expect(started.versioningOverride?.override == .autoUpgrade(true))
        try await handle.terminate()
    }

    @Test func `what a Nexus operation's handler asks for leads to its caller, and back`() async throws {
        let client = try await client()
        let link = API.Common.Link.with {
            $0.variant = .workflowEvent(
                .with {
                    $0.namespace = "default"
                    $0.workflowID = "caller"
                    $0.runID = UUID().uuidString.lowercased()
                    $0.reference = .eventRef(
                        .with {
                            $0.eventID = 5
                            $0.eventType = .nexusOperationScheduled
                        })
                })
        }
        let links = OperationLinks(inbound: [link])
        let handle = try await OperationLinks.$current.withValue(links) {
            let handle = try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
            try await handle.signal("s")
            try await client.signalWithStart(
                "Nothing", (), id: handle.id, taskQueue: "nobody", signal: "s", signalArguments: ())
            try await handle.cancel()
            try await handle.terminate()
            return handle
        }
        let events = try await handle.history().events.filter { !$0.links.isEmpty }
        #expect(
            events.map(\.eventType) == [
                .workflowExecutionStarted, .workflowExecutionSignaled, .workflowExecutionSignaled,
                .workflowExecutionCancelRequested, .workflowExecutionTerminated,
            ])
        #expect(events.allSatisfy { $0.links == [link] })
        let targets = links.outbound.compactMap {
            if case .workflowEvent(let event)? = $0.variant { event.workflowID } else { nil }
        }
        #expect(targets == [handle.id, handle.id, handle.id])
        links.close()
        let later = try await OperationLinks.$current.withValue(links) {
            try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        }
        #expect(try await later.history().events.allSatisfy { $0.links.isEmpty }, "the handler has ended")
        try await later.terminate()
    }

    @Test func `a priority arrives through a schedule's action`() async throws {
        let client = try await client()
        var workflow = ScheduledWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        workflow.priority = Priority(key: 1)
        let schedule = try await client.createSchedule(
            id: UUID().uuidString, Schedule(starting: workflow, at: .daily(hour: 2)), triggersNow: true)
        let action = try await eventually { try await schedule.describe().recentActions.first }
        #expect(try await action.workflow.describe().priority.key == 1)
        #expect(try await schedule.describe().schedule.workflow.priority?.key == 1)
        try await action.workflow.terminate()
        try await schedule.delete()
    }

    @Test func `an activity's result is that of the run that was asked for first, and metadata goes with each call`()
        async throws
    {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/temporal_answers.py")])
        let port = try await peer.line { $0.hasPrefix("port ") }.dropFirst(5)
        let client = try await client {
            $0.target = Target(host: "127.0.0.1", port: Int(port) ?? 0)
            $0.apiKey = "key"
            $0.metadata = ["tenant": "a", "authorization": "mine"]
        }
        #expect(try await client.activity(id: "a").result(as: String.self) == "first run")
        let metadata = try JSONDecoder().decode([String: String].self, from: Data(try await peer.line().utf8))
        #expect(metadata["tenant"] == "a")
        #expect(metadata["authorization"] == "Bearer key")
        client.replace(apiKey: "other")
        #expect(try await client.activity(id: "a").result(as: String.self) == "another run")
        _ = try await peer.line()
        #expect(try await peer.line().contains(#""tenant": "a""#))
    }

    @Test func `an interceptor stands around descriptions`() async throws {
        let client = try await client()
        let handle = try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        var options = ConnectionOptions()
        options.target = try #require(Target(try await DevServer.shared.address))
        let intercepted = TemporalClient(
            options, interceptors: [Redirection(id: handle.id)], logger: Logger(label: "test"))
        #expect(try await intercepted.workflow(id: "another").describe().id == handle.id)
        try await handle.terminate()
    }

    @Test func `options that change nothing are refused, and a policy with errors that are not retried is one field`() {
        #expect(throws: ActivityOptionsError.self) { try PendingActivityOptions().check() }
        #expect(throws: ActivityOptionsError.self) {
            try PendingActivityOptions(retryPolicy: RetryPolicy(), priority: Priority()).check()
        }
        let part = PendingActivityOptions(retryPolicy: RetryPolicy(maximumAttempts: 3))
        #expect(part.paths == ["retry_policy.maximum_attempts"])
        let whole = PendingActivityOptions(
            retryPolicy: RetryPolicy(maximumAttempts: 3, nonRetryableErrorTypes: ["NoSeat"]))
        #expect(whole.paths == ["retry_policy"])
    }

    @Test func `the jitter of an activity's next attempt is said to the server`() async throws {
        let server = try await ScriptedServer(
            "--report", "UnpauseActivityExecution", "--report", "ResetActivityExecution")
        let target = try #require(Target(server.address))
        let client = try await client { $0.target = target }
        let activity = client.activity(id: "a").operations
        try await activity.unpause(jitter: .seconds(7))
        let unpause = try await server.report()
        #expect(unpause.method == "UnpauseActivityExecution")
        #expect(unpause.text.contains(#""jitter": "7s""#), "\(unpause.text)")
        try await activity.reset(jitter: .seconds(8))
        let reset = try await server.report()
        #expect(reset.method == "ResetActivityExecution")
        #expect(reset.text.contains(#""jitter": "8s""#), "\(reset.text)")
        try await activity.reset()
        #expect(try await server.report().text.contains("jitter") == false)
        await client.close()
    }

    @Test func `the environment names metadata and a file with the API key`() throws {
        let file = try Repository.scratchFile("key")
        try "secret\n".write(to: file, atomically: true, encoding: .utf8)
        let options = try ConnectionOptions(environment: [
            "TEMPORAL_API_KEY_FILE": file.path, "TEMPORAL_GRPC_META_SOME_NAME": "value",
        ])
        #expect(options.apiKey == "secret")
        #expect(options.tls != nil)
        #expect(options.metadata == ["some-name": "value"])
        let error = #expect(throws: ConnectionOptionsError.self) {
            try ConnectionOptions(environment: [
                "TEMPORAL_API_KEY_FILE": "/no/such", "TEMPORAL_GRPC_META_X": "größe",
            ])
        }
        #expect(error?.mistakes.count == 2)
    }
}
