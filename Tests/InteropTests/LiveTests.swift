// The recorder's workflows, run by our own worker on a real server: each ends as it did with the Python SDK, with the same result,
// and its history, and those of its children and successors, replay whole and up to each of their workflow tasks.

import Foundation
import Logging
import ReplaySupport
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct LiveTests {
    /// The workflows that need nobody to talk to them, with their arguments.
    static let alone: [(recording: String, arguments: [JSONValue])] = [
        ("noop", []), ("arguments", ["text", 2, .null, ["name": "tagged", "tags": ["a", "b"]]]), ("one-activity", []),
        ("ten-activities", []), ("fan-out", [8]), ("two-branches", []), ("activity-retries", []),
        ("retries-exhausted", []), ("activity-failure-caught", []), ("activity-failure-uncaught", []),
        ("activity-heartbeats", []), ("activity-try-cancel", []), ("activity-wait-cancel", []),
        ("activity-stubborn", []), ("activity-abandon", []), ("activity-late-completion", []),
        ("activity-cancelled-unsent", []), ("timer", []), ("timers-at-once", []), ("timer-cancelled", []),
        ("timer-cancelled-unsent", []), ("timer-beats-activity", []), ("wait-timed-out", []), ("wait-already-true", []),
        ("child-result", []), ("child-failure", []), ("child-already-started", []), ("children-at-once", []),
        ("child-cancel-abandon", []), ("child-try-cancel", []), ("child-wait-cancel-requested", []),
        ("child-wait-cancel-completed", []), ("child-abandoned", []), ("child-cancelled-unsent", []),
        ("signal-nobody", []), ("signal-child", []), ("failed", []), ("memo", []), ("saga", []),
        ("search-attributes", []), ("local-activity-try-cancel-at-once", [true]),
        ("local-activity-wait-cancel-at-once", [true]), ("local-activity-stubborn-at-once", [true]),
        ("local-activity-abandon-at-once", [true]), ("local-activity-cancel-then-two", []),
    ]

    @Test(arguments: [1_000, 0])
    func `workflows run as with the Python SDK, cached or not, and their histories replay`(cached: Int) async throws {
        try await withWorker(cached: cached) { client, queue in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, (name, arguments)) in Self.alone.enumerated() {
                    // Ten at once: the recorder's heartbeat timeouts leave a slow machine little room.
                    if index >= 10 { try await group.next() }
                    let recording = try #require(Recording.all.first { $0.name == name })
                    group.addTask {
                        let handle = try await client.start(
                            recording.workflow, input: arguments.map { try client.converter.encode($0) },
                            id: "\(queue)-\(name)", taskQueue: queue, options: StartWorkflowOptions())
                        _ = try? await handle.resultPayloads()
                        let history = try await WorkflowHistory(of: handle)
                        #expect(history.end == (try recording.history().end), "\(name)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: [1_000, 0])
    func `updates are accepted, completed, failed and rejected, and their histories replay`(cached: Int) async throws {
        try await withWorker(cached: cached) { client, queue in
            let handle = try await client.startWorkflow("UpdateWorkflow", id: "\(queue)-updates", taskQueue: queue)
            #expect(try await handle.update("add", 3, as: Int.self) == 3)
            #expect(try await handle.update("addSlowly", 4, as: Int.self) == 7)
            let rejection = await #expect(throws: ApplicationFailure.self) {
                _ = try await handle.update("add", -1, as: Int.self)
            }
            #expect(rejection?.type == "Negative")
            let late = await #expect(throws: ApplicationFailure.self) {
                _ = try await handle.update("refuseLate", 1, as: Int.self)
            }
            #expect(late?.type == "Late")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for n in 1...10 {
                    group.addTask { _ = try await handle.update(n % 2 == 0 ? "add" : "addSlowly", n, as: Int.self) }
                }
                try await group.waitForAll()
            }
            try await handle.signal("finish")
            #expect(try await handle.result(as: Int.self) == 62)
        }
    }

    @Test(arguments: [1_000, 0])
    func `signals, queries, cancellation and continue as new work, and their histories replay`(cached: Int) async throws
    {
        try await withWorker(cached: cached) { client, queue in
            let signals = try await client.startWorkflow(
                "AsyncSignalWorkflow", id: "\(queue)-signals", taskQueue: queue)
            for text in ["a", "b", "c"] { try await signals.signal("work", text) }
            #expect(try await signals.result(as: [String].self).sorted() == ["a", "b", "c"])

            // Its workflow task has to end with nothing to wait for but a stream, and must not fail for it.
            let stream = try await client.startWorkflow("StreamWorkflow", id: "\(queue)-stream", taskQueue: queue)
            try await eventually { try await WorkflowHistory(of: stream).count >= 4 }
            for text in ["x", "y"] { try await stream.signal("say", text) }
            #expect(try await stream.result(as: [String].self) == ["x", "y"])

            let query = try await client.startWorkflow("QueryWorkflow", id: "\(queue)-query", taskQueue: queue)
            #expect(try await query.query("state", as: String.self) == "waiting")
            try await query.signal("decide", "yes")
            #expect(try await query.result(as: String.self) == "yes")
            #expect(try await query.query("state", as: String.self) == "yes")
            let unknown = await #expect(throws: RPCError.self) { _ = try await query.query("nothing", as: String.self) }
            #expect(unknown?.message.contains("state") == true, "\(String(describing: unknown))")

            let canceled = try await client.startWorkflow("CancelledWorkflow", id: "\(queue)-cancel", taskQueue: queue)
            try await canceled.cancel()
            let end = await #expect(throws: WorkflowFailedError.self) { _ = try await canceled.resultPayloads() }
            #expect(end?.cause is CanceledFailure)

            let chain = try await client.startWorkflow(
                "ContinueAsNewWorkflow", 2, id: "\(queue)-chain", taskQueue: queue)
            #expect(try await chain.result(as: String.self) == "done")

            let target = try await client.startWorkflow("WaitWorkflow", id: "\(queue)-target", taskQueue: queue)
            let sender = try await client.startWorkflow(
                "SignalExternalWorkflow", target.id, id: "\(queue)-sender", taskQueue: queue)
            #expect(try await sender.result(as: String.self) == "signalled")
            #expect(try await target.result(as: String.self) == "from outside")

            let entity = try await client.startWorkflow("EntityWorkflow", 0, id: "\(queue)-entity", taskQueue: queue)
            for n in [2, 3] { try await entity.signal("add", n) }
            #expect(try await entity.result(as: Int.self) == 5)
        }
    }

    /// Runs `body` with a worker of all workflows on a queue of its own, and replays what ran there.
    private func withWorker(
        cached: Int, _ body: (TemporalClient, String) async throws -> Void
    ) async throws {
        let server = try await DevServer.shared
        var connection = ConnectionOptions()
        connection.target = try #require(Target(server.address))
        let client = TemporalClient(connection)
        var options = WorkerOptions()
        options.maxCachedWorkflows = cached
        let queue = "live-\(cached)-\(UUID().uuidString)"
        let worker = try Worker(client: client, taskQueue: queue, options: options, logger: .quiet) {
            RecordedHistoriesTests.workflows
            Trivial()
            Echo()
            Fail()
            Flaky()
            Sleepy()
            Progress()
            Cancellable()
            Stubborn()
        }
        let running = Task { try await worker.run() }
        let result: Result<Void, any Error>
        do {
            try await body(client, queue)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        running.cancel()
        try await running.value(within: .seconds(60))
        try result.get()
        let replays = RunReplays()
        try replays.register(RecordedHistoriesTests.workflows)
        try await replays.replay(of: client, where: "TaskQueue = '\(queue)'")
        await client.close()
    }
}

extension WorkflowHistory {
    /// How the run ended: the kind of its last event, and its result.
    fileprivate var end: String {
        guard let last = events.last else { return "" }
        guard case .workflowExecutionCompleted(let attributes) = last.attributes else {
            return "\(last.eventType.name ?? "")"
        }
        return attributes.result?.payloads.map { $0.data.utf8String ?? "" }.joined() ?? ""
    }
}

extension Logger {
    fileprivate static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}
