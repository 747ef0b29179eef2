// Metrics: what whoever collects them sees of a worker at work on a real server.

import Foundation
import MetricsTestKit
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct MetricsTests {
    @Test func `tasks, slots, polls, the cache and calls are counted and timed, by type and queue`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        options.maxConcurrentActivities = 7
        let gate = Gate()
        let worker = try place.worker(options) {
            Ferry.self
            Scripted { number in
                if number == 0 { throw ApplicationFailure("no boat", type: "NoBoat", nonRetryable: true) }
                try await gate.wait()
                return number
            }
        }
        let seen = Measured(metrics, place)
        let activities = ("worker_type", "ActivityWorker")
        let ferry = ("workflow_type", "Ferry")
        let scripted = ("activity_type", "Scripted")

        let crossing = try await place.start(Ferry.self, "3")
        try await eventually { seen.level("temporal_worker_task_slots_used", activities) == 1 }
        try await eventually { seen.level("temporal_worker_task_slots_available", activities) == 6 }
        try await eventually { seen.level("temporal_num_pollers", ("poller_type", "sticky_workflow_task")) == 4 }
        try await eventually { seen.level("temporal_num_pollers", ("poller_type", "workflow_task")) == 1 }
        try await eventually { seen.level("temporal_sticky_cache_size") == 1 }
        gate.open()
        #expect(try await place.result(crossing) == "3")
        try await eventually { seen.level("temporal_worker_task_slots_used", activities) == 0 }
        // The server tells of the end before the worker has heard that its completion was taken.
        try await eventually {
            seen.total("temporal_workflow_completed", ferry) == 1
                && seen.times("temporal_workflow_task_execution_latency", ferry).count == 2
                && seen.times("temporal_activity_succeed_endtoend_latency", scripted).count == 1
        }
        #expect(seen.total("temporal_workflow_completed", ferry) == 1)
        #expect(seen.total("temporal_workflow_failed", ferry) == 0)
        let lives = seen.times("temporal_workflow_endtoend_latency", ferry)
        #expect(lives.count == 1 && lives.allSatisfy { (1..<120_000_000_000).contains($0) })
        #expect(seen.total("temporal_sticky_cache_hit") >= 1)
        #expect(seen.times("temporal_workflow_task_execution_latency", ferry).count == 2)
        #expect(seen.times("temporal_workflow_task_schedule_to_start_latency", ferry).count == 2)
        #expect(seen.times("temporal_activity_execution_latency", scripted).count == 1)
        let waits = seen.times("temporal_activity_schedule_to_start_latency", scripted)
        #expect(waits.count == 1 && waits.allSatisfy { (0..<60_000_000_000).contains($0) })
        #expect(seen.total("temporal_workflow_task_queue_poll_succeed", ("poller_type", "workflow_task")) == 1)
        #expect(seen.total("temporal_workflow_task_queue_poll_succeed", ("poller_type", "sticky_workflow_task")) == 1)
        #expect(seen.times("temporal_activity_succeed_endtoend_latency", scripted).count == 1)
        #expect(seen.total("temporal_activity_task_received", scripted, ("workflow_type", "Ferry")) == 1)
        #expect(seen.total("temporal_worker_start") == 1)
        // An empty poll takes a minute.
        #expect(seen.counts("temporal_workflow_task_queue_poll_empty", ("poller_type", "workflow_task")))
        #expect(seen.counts("temporal_activity_poll_no_task", ("poller_type", "activity_task")))
        #expect(seen.times("temporal_workflow_task_replay_latency", ferry).isEmpty)

        let stranded = try await place.start(Ferry.self, "0")
        #expect(try await place.cli.closed(stranded) == "FAILED")
        try await eventually { seen.total("temporal_workflow_failed", ferry) == 1 }
        #expect(seen.total("temporal_activity_execution_failed", scripted, ("failure_reason", "ActivityError")) == 1)
        #expect(seen.times("temporal_activity_succeed_endtoend_latency", scripted).count == 1)

        let lost = try await place.start("Nobody")
        try await eventually { place.log.contains("'Nobody' is not registered") }
        try await place.client.workflow(id: lost).terminate()
        let missing = try await #require(throws: RPCError.self) {
            try await place.client.workflow(id: "never was").terminate()
        }
        #expect(missing.code == .notFound)
        func calls(_ name: String, _ operation: String, _ more: (String, String)...) -> Int64 {
            metrics.counterTotal(
                label: name, dimensions: [("namespace", "default"), ("operation", operation)] + more)
        }
        #expect(calls("temporal_request", "TerminateWorkflowExecution") == 2)
        #expect(
            calls("temporal_request_failure", "TerminateWorkflowExecution", ("status_code", missing.code.description))
                == 1)
        #expect(calls("temporal_request", "RespondWorkflowTaskCompleted") >= 4)
        #expect(calls("temporal_long_request", "PollWorkflowTaskQueue") >= 4)
        #expect(calls("temporal_request", "PollWorkflowTaskQueue") == 0)
        try await worker.stop(withoutReplayOf: ["Nobody": "no worker knows it"])
        for kind in ["workflow_task", "sticky_workflow_task", "activity_task"] {
            #expect(seen.level("temporal_num_pollers", ("poller_type", kind)) == 0)
        }
        #expect(seen.level("temporal_sticky_cache_size") == 0)
    }
}

private actor Ferry: Workflow {
    func run(_ passengers: Int) async throws -> Int {
        try await execute(Scripted.self, passengers, startToClose: .seconds(60))
    }
}
