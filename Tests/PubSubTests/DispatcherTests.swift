// The dispatcher with subscribers that cannot be started: the others are.

import Foundation
import Logging
import PubSub
import PubSubCommon
import ReplaySupport
import ServiceLifecycle
import TemporalCore
import TemporalWorker
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct DispatcherTests {
    @Test func `a subscriber that cannot be started keeps no other from being started`() async throws {
        let server = try await DevServer.shared
        let cli = server.cli()
        let taskQueue = "dispatcher-\(UUID().uuidString)"
        let eventID = UUID().uuidString
        let client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]), logger: Self.silent)
        let subscribers = SubscriberRegistry([
            Subscription(eventType: "e", workflow: "First"),
            Subscription(eventType: "e", workflow: "Unstartable", taskQueue: String(repeating: "q", count: 2_000)),
            Subscription(eventType: "e", workflow: "Terminated", taskQueue: "nobody"),
            Subscription(eventType: "e", workflow: "Last", taskQueue: "nobody"),
        ])
        let worker = try Worker(client: client, taskQueue: taskQueue, logger: Self.silent) {
            Dispatcher.self
            DispatcherActivity(client: client, subscribers: subscribers, defaultTaskQueue: "nobody")
        }
        let group = ServiceGroup(services: [worker], logger: Self.silent)
        let running = Task { try await group.run() }

        // This one was started by an earlier dispatch and has ended since.
        try await cli.start("Terminated", id: "Terminated-e-\(eventID)", taskQueue: "nobody")
        try await cli.workflow("terminate", "Terminated-e-\(eventID)")

        try await cli.start(
            "Dispatcher", id: eventID, taskQueue: taskQueue, inputs: [#"{"id":"\#(eventID)","event_type":"e"}"#])
        // No attempt can start what the server calls invalid, so there is no second one.
        #expect(try await cli.closed(eventID) == "FAILED")
        for name in ["First", "Last"] { #expect(try await cli.status("\(name)-e-\(eventID)") == "RUNNING") }
        #expect(try await cli.status("Terminated-e-\(eventID)") == "TERMINATED")
        let history = try await cli.history(eventID)
        #expect(history.contains("1 of 4 subscribers could not be started: Unstartable-e-"), "\(history)")

        for id in ["First-e-\(eventID)", "Last-e-\(eventID)"] { try await cli.workflow("terminate", id) }
        await group.triggerGracefulShutdown()
        // A service that ends is an error to a group that was not told otherwise; the shutdown is all that matters here.
        _ = try? await running.value(within: .seconds(60))
        let replays = RunReplays()
        try replays.register(System.workflows)
        replays.expect(eventID)
        try await replays.replay(of: client, where: "TaskQueue = '\(taskQueue)'")
        await client.close()
    }

    /// What dispatching `event` to `workflows` fails with, at a server that is told `arguments`; nil where it succeeds.
    private func failure(
        dispatching event: EventDispatchInput, to workflows: [String], _ arguments: [String] = []
    ) async throws -> ApplicationFailure? {
        let server = try await ScriptedServer(arguments)
        let client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]), logger: Self.silent)
        let subscribers = SubscriberRegistry(workflows.map { Subscription(eventType: "e", workflow: $0) })
        let activity = DispatcherActivity(client: client, subscribers: subscribers, defaultTaskQueue: "nobody")
        do {
            try await activity.run(event)
        } catch let failure as ApplicationFailure {
            await client.close()
            return failure
        }
        await client.close()
        return nil
    }

    @Test(arguments: [("PERMISSION_DENIED", false), ("INVALID_ARGUMENT", true)])
    func `what cannot be started is tried again, unless the server calls it invalid`(
        status: String, nonRetryable: Bool
    ) async throws {
        let failure = try await failure(
            dispatching: EventDispatchInput(id: "1", eventType: "e"), to: ["B", "A"],
            ["--fail", "StartWorkflowExecution=\(status)"])
        #expect(failure?.type == "SubscribersNotStarted")
        #expect(failure?.nonRetryable == nonRetryable)
        let text = try #require(failure?.message)
        #expect(
            text.wholeMatch(of: /2 of 2 subscribers could not be started: B-e-1: .+; A-e-1: .+/) != nil, "\(text)")
    }

    @Test func `one subscriber that may be started later keeps the others' mistakes from being the end`() async throws {
        let failure = try await failure(
            dispatching: EventDispatchInput(id: "1", eventType: "e"), to: ["A", "B"],
            [
                "--fail", "StartWorkflowExecution=INVALID_ARGUMENT", "--fail-once",
                "StartWorkflowExecution=PERMISSION_DENIED",
            ])
        #expect(failure?.nonRetryable == false)
    }

    @Test func `no subscriber waits for another to be started`() async throws {
        let failure = try await failure(
            dispatching: EventDispatchInput(id: "1", eventType: "e"), to: ["A", "B", "C"],
            ["--gather", "StartWorkflowExecution=3"])
        #expect(failure == nil)
    }

    @Test func `an event without an id is refused for good`() async throws {
        let failure = try await failure(dispatching: EventDispatchInput(id: "", eventType: "e"), to: ["A"])
        #expect(failure?.type == "EmptyEventID")
        #expect(failure?.nonRetryable == true)
    }

    private static let silent = Logger(label: "dispatcher") { _ in SwiftLogNoOpLogHandler() }
}
