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
        try await eventually {
            try await cli.workflow("describe", eventID)
                .text(at: "pendingActivities.0.lastFailure.applicationFailureInfo.type") == "SubscribersNotStarted"
        }
        for name in ["First", "Last"] { #expect(try await cli.status("\(name)-e-\(eventID)") == "RUNNING") }
        #expect(try await cli.status("Terminated-e-\(eventID)") == "TERMINATED")
        let described = try await cli.workflow("describe", eventID).output
        #expect(described.contains("1 of 4 subscribers could not be started: Unstartable-e-"), "\(described)")

        for id in [eventID, "First-e-\(eventID)", "Last-e-\(eventID)"] { try await cli.workflow("terminate", id) }
        await group.triggerGracefulShutdown()
        // A service that ends is an error to a group that was not told otherwise; the shutdown is all that matters here.
        _ = try? await running.value(within: .seconds(60))
        let replays = RunReplays()
        try replays.register(System.workflows)
        replays.expect(eventID)
        try await replays.replay(of: client, where: "TaskQueue = '\(taskQueue)'")
        await client.close()
    }

    private static let silent = Logger(label: "dispatcher") { _ in SwiftLogNoOpLogHandler() }
}
