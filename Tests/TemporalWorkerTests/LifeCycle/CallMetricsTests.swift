// Metrics: calls that wait for something to happen, and what is too large for the server to take.

import Foundation
import MetricsTestKit
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// What a client has counted of one method.
private struct Calls {
    let metrics: TestMetrics
    let operation: String

    private var dimensions: [(String, String)] { [("namespace", "default"), ("operation", operation)] }

    func total(_ name: String, _ more: (String, String)...) -> Int64 {
        metrics.counterTotal(label: name, dimensions: dimensions + more)
    }

    func times(_ name: String) -> [Int64] {
        metrics.timers(label: name, dimensions: dimensions).flatMap { $0.values }
    }
}

@Suite(.timeLimit(.minutes(5))) struct CallMetricsTests {
    @Test func `calls that wait have names of their own, though others are of the same method`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let calls = Calls(metrics: metrics, operation: "GetWorkflowExecutionHistory")
        let worker = try place.worker { Dozes.self }
        let id = UUID().uuidString
        place.expect(id)
        let handle = try await place.client.startWorkflow(Dozes.self, id: id, taskQueue: place.taskQueue)
        let begin = ContinuousClock.now
        try await handle.result()
        let waited = ContinuousClock.now - begin
        let polls = calls.times("temporal_long_request_latency")
        #expect(polls.count >= 1 && calls.total("temporal_long_request") == Int64(polls.count))
        // In nanoseconds: most of the time went into the polls, a thousandth of it in any other unit.
        let polled = Duration.nanoseconds(polls.reduce(0, +))
        #expect(polled <= waited && polled * 10 >= waited, "\(polled) of \(waited)")
        #expect(calls.total("temporal_long_request_failure") == 0)

        let others = calls.total("temporal_request")
        #expect(try await handle.untyped.fetchHistory().count > 4)
        #expect(calls.total("temporal_request") > others)
        #expect(Int64(calls.times("temporal_request_latency").count) == calls.total("temporal_request"))
        #expect(calls.total("temporal_long_request") == Int64(polls.count))
        try await worker.stop()
    }

    @Test func `a poll that fails is timed, and counted by its status`() async throws {
        let server = try await ScriptedServer("--fail-once", "PollWorkflowTaskQueue=UNAVAILABLE", "--task", "good")
        let metrics = TestMetrics()
        let begin = ContinuousClock.now
        let place = try await Place(address: server.address, metrics: metrics)
        let calls = Calls(metrics: metrics, operation: "PollWorkflowTaskQueue")
        let worker = try place.worker { Quick.self }
        #expect(try await server.report().method == "RespondWorkflowTaskCompleted")
        // The poll that failed, and the one that brought the task.
        try await eventually { () -> Bool in
            calls.total("temporal_long_request_failure", ("status_code", "UNAVAILABLE")) == 1
                && calls.times("temporal_long_request_latency").count >= 2
        }
        let passed = ContinuousClock.now - begin
        #expect(
            calls.times("temporal_long_request_latency").allSatisfy { $0 > 0 && Duration.nanoseconds($0) <= passed })
        #expect(calls.total("temporal_request") == 0)
        #expect(calls.total("temporal_request_failure") == 0)
        await worker.askToStop()
        try await worker.end()
    }

    @Test(arguments: [("result", "PayloadsTooLarge"), ("commands", "GrpcMessageTooLarge")])
    func `a completion that is too large fails its task for that reason`(what: String, reason: String) async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let seen = Measured(metrics, place)
        let worker = try place.worker {
            Exceeds.self
            Heap()
        }
        let id = try await place.start(Exceeds.self, "\"\(what)\"")
        #expect(try await place.cli.closed(id) == "COMPLETED")
        for other in ["NonDeterminismError", "WorkflowError", "GrpcMessageTooLarge", "PayloadsTooLarge"] {
            let count = seen.total(
                "temporal_workflow_task_execution_failed", ("workflow_type", "Exceeds"), ("failure_reason", other))
            #expect(count == (other == reason ? 1 : 0), "\(other)")
        }
        try await worker.stop()
    }

    @Test func `an activity whose result is too large fails for that reason, a local one too`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let seen = Measured(metrics, place)
        let worker = try place.worker {
            Heaps.self
            Heap()
        }
        for isLocal in [false, true] {
            let id = try await place.start(Heaps.self, "\(isLocal)")
            #expect(try await place.cli.closed(id) == "FAILED")
        }
        for name in ["temporal_activity_execution_failed", "temporal_local_activity_execution_failed"] {
            let (type, caller) = (("activity_type", "Heap"), ("workflow_type", "Heaps"))
            #expect(seen.total(name, type, caller, ("failure_reason", "PayloadsTooLarge")) == 1, "\(name)")
            #expect(seen.total(name, type) == 1, "\(name)")
        }
        try await worker.stop()
    }
}

/// Ends after a while.
private actor Dozes: Workflow {
    func run() async throws { try await sleep(for: .seconds(2)) }
}

/// Returns so many bytes.
private struct Heap: Activity {
    func run(_ size: Int, _ input: Bytes) async throws -> Bytes { heap(size) }
}

/// Bytes, which no one has to encode.
private func heap(_ size: Int) -> Bytes { Bytes(capacity: size) { $0.count } }

/// Has an activity return more than the server takes.
private actor Heaps: Workflow {
    func run(_ isLocal: Bool) async throws -> Int {
        if isLocal {
            let options = LocalActivityOptions(
                startToClose: .seconds(60), retryPolicy: RetryPolicy(maximumAttempts: 1))
            return try await executeLocal(Heap.self, 3_000_000, Bytes(), options: options).count
        }
        let options = ActivityOptions(startToClose: .seconds(60), retryPolicy: .never)
        return try await execute(Heap.self, 3_000_000, Bytes(), options: options).count
    }
}

/// Returns more than a payload may hold, or asks for more than a message may; once, and is mended then.
private actor Exceeds: Workflow {
    /// The ids of the workflows that have tried it.
    private static let tried = Mutex<Set<String>>([])

    func run(_ what: String) async throws -> Bytes {
        let id = info.workflowID
        guard Self.tried.withLock({ $0.insert(id).inserted }) else { return Bytes(utf8: "mended") }
        if what == "result" { return heap(3_000_000) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    _ = try await self.execute(Heap.self, 0, heap(1_500_000), startToClose: .seconds(60))
                }
            }
            try await group.waitForAll()
        }
        return Bytes(utf8: "asked for")
    }
}
