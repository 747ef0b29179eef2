// Metrics: how what a worker does ends, and what the sticky cache cannot keep, as counted on a real server.

import Foundation
import MetricsTestKit
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Ends as it is told.
private actor Ends: Workflow {
    func run(_ how: String) async throws {
        switch how {
        case "anew": try continueAsNew("at once")
        case "failed": throw ApplicationFailure("in earnest", type: "Test", nonRetryable: true)
        case "benign": throw ApplicationFailure("as expected", type: "Test", nonRetryable: true, category: .benign)
        case "canceled": try await sleep(for: .seconds(3_600))
        default: break
        }
    }
}

/// Runs local activities: one that succeeds at last, one that is canceled while another runs, and one that takes too long.
private actor RunsHere: Workflow {
    func run() async throws -> String {
        let options = LocalActivityOptions(
            startToClose: .seconds(60), retryPolicy: RetryPolicy(initialInterval: .milliseconds(10)),
            cancellation: .waitCancellationCompleted)
        _ = try await executeLocal(Scripted.self, 1, options: options)
        let waiting = Task { try await self.executeLocal(Scripted.self, 0, options: options) }
        _ = try await executeLocal(Scripted.self, 2, options: options)
        waiting.cancel()
        _ = await waiting.result
        do {
            _ = try await executeLocal(
                Scripted.self, 3,
                options: LocalActivityOptions(
                    startToClose: .milliseconds(50), retryPolicy: RetryPolicy(maximumAttempts: 1)))
        } catch is ActivityFailure {
            return "too long"
        }
        return "in time"
    }
}

/// Waits until it may end.
private actor Waits: Workflow {
    private var mayEnd = false

    func run() async throws { try await wait { $0.mayEnd } }

    static var handlers: Handlers<Waits> { Signal("end") { (w: isolated Waits) in w.mayEnd = true } }
}

/// One workflow type before and after a change that should have been `patched`.
private enum Deployment {
    actor Before: Workflow {
        static let workflowType = "Shop"

        func run() async throws { try await sleep(for: .seconds(3_600)) }
    }

    actor After: Workflow {
        static let workflowType = "Shop"

        func run() async throws { _ = try await execute(Scripted.self, 1, startToClose: .seconds(60)) }
    }
}

/// Cannot be executed.
private actor Mistaken: Workflow {
    struct Mistake: Error {}

    func run() async throws { throw Mistake() }
}

@Suite(.timeLimit(.minutes(5))) struct OutcomeMetricsTests {
    @Test func `runs are counted by how they end, and a benign failure is none`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let seen = Measured(metrics, place)
        let worker = try place.worker { Ends.self }
        for (how, status) in [("anew", "COMPLETED"), ("benign", "FAILED"), ("failed", "FAILED")] {
            let id = try await place.start(Ends.self, "\"\(how)\"")
            #expect(try await place.cli.closed(id) == status)
        }
        let canceled = try await place.start(Ends.self, #""canceled""#)
        try await place.client.workflow(id: canceled).cancel()
        #expect(try await place.cli.closed(canceled) == "CANCELED")
        let type = ("workflow_type", "Ends")
        // The server tells of the end before the worker has heard that its completion was taken.
        try await eventually { () -> Bool in
            seen.times("temporal_workflow_endtoend_latency", type).count == 5
                && seen.total("temporal_workflow_canceled", type) == 1
                && seen.total("temporal_workflow_failed", type) == 1
        }
        #expect(seen.total("temporal_workflow_completed", type) == 1)
        #expect(seen.total("temporal_workflow_continue_as_new", type) == 1)
        #expect(seen.total("temporal_workflow_task_execution_completed", type) >= 5)
        #expect(seen.total("temporal_workflow_task_execution_failed", type) == 0)
        #expect(seen.total("temporal_sticky_cache_total_forced_eviction") == 0)
        try await worker.stop()
    }

    @Test func `attempts are counted by how they end, and a benign failure is none`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let seen = Measured(metrics, place)
        let started = Gate()
        var options = WorkerOptions()
        options.maxHeartbeatThrottleInterval = .milliseconds(200)
        let worker = try place.worker(options) {
            RunsScripted.self
            Scripted { number in
                if number == 0 {
                    while true {
                        try ActivityContext.current?.heartbeat()
                        started.open()
                        try await Task.sleep(for: .milliseconds(100))
                    }
                }
                try failTwice()
                return number
            }
        }
        let (type, caller) = (("activity_type", "Scripted"), ("workflow_type", "RunsScripted"))
        #expect(try await place.result(place.start(RunsScripted.self, "3")) == "3")
        try await eventually { () -> Bool in
            seen.times("temporal_activity_succeed_endtoend_latency", type, caller).count == 1
        }
        let reason = ("failure_reason", "ActivityError")
        #expect(seen.total("temporal_activity_execution_failed", type, caller, reason) == 1)
        #expect(seen.total("temporal_activity_execution_failed", type) == 1)
        #expect(seen.times("temporal_activity_execution_latency", type, caller).count == 3)
        #expect(seen.total("temporal_activity_task_received", type, caller) == 3)
        // What is tried again always comes from a poll.
        #expect(seen.total("temporal_activity_task_received", type, caller, ("eager", "false")) >= 2)
        #expect(seen.total("temporal_activity_execution_cancelled", type) == 0)

        let endless = try await place.start(RunsScripted.self, "0")
        try await started.wait()
        try await place.client.workflow(id: endless).cancel()
        #expect(try await place.cli.closed(endless) == "CANCELED")
        try await eventually { () -> Bool in
            seen.total("temporal_activity_execution_cancelled", type, caller) == 1
        }
        try await worker.stop()
    }

    @Test func `local activities have metrics and slots of their own`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let seen = Measured(metrics, place)
        let (started, mayEnd) = (Gate(), Gate())
        var options = WorkerOptions()
        options.maxConcurrentLocalActivities = 7
        let worker = try place.worker(options) {
            RunsHere.self
            Scripted { number in
                switch number {
                case 1: try failTwice()
                case 2:
                    try await started.wait()
                    try await mayEnd.wait()
                default:
                    started.open()
                    try await Task.sleep(for: .seconds(600))
                }
                return number
            }
        }
        let slots = ("worker_type", "LocalActivityWorker")
        let id = try await place.start(RunsHere.self)
        try await eventually { () -> Bool in seen.level("temporal_worker_task_slots_used", slots) == 2 }
        try await eventually { () -> Bool in seen.level("temporal_worker_task_slots_available", slots) == 5 }
        mayEnd.open()
        #expect(try await place.result(id) == "too long")
        try await eventually { () -> Bool in seen.level("temporal_worker_task_slots_used", slots) == 0 }

        let (type, caller) = (("activity_type", "Scripted"), ("workflow_type", "RunsHere"))
        #expect(seen.total("temporal_local_activity_total", type, caller) == 6)
        #expect(seen.times("temporal_local_activity_execution_latency", type, caller).count == 6)
        let successes = seen.times("temporal_local_activity_succeed_endtoend_latency", type, caller)
        #expect(successes.count == 2 && successes.allSatisfy { (1..<120_000_000_000).contains($0) })
        func failures(_ reason: String) -> Int64 {
            seen.total("temporal_local_activity_execution_failed", type, caller, ("failure_reason", reason))
        }
        #expect(failures("ActivityError") == 1)
        #expect(failures("timeout") == 1)
        #expect(seen.total("temporal_local_activity_execution_failed", type) == 2)
        #expect(seen.total("temporal_local_activity_execution_cancelled", type, caller) == 1)
        #expect(seen.total("temporal_activity_task_received", type) == 0)
        try await worker.stop()
    }

    @Test func `a cache of one evicts, misses what the server thinks is there, and a replay is timed`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let seen = Measured(metrics, place)
        var options = WorkerOptions()
        options.maxCachedWorkflows = 1
        let worker = try place.worker(options) { Waits.self }
        var ids: [String] = []
        for evictions in 0...1 {
            let id = try await place.start(Waits.self)
            try await eventually { try await place.events(id).count >= 4 }
            try await eventually { () -> Bool in
                seen.total("temporal_sticky_cache_total_forced_eviction") == evictions
                    && seen.level("temporal_sticky_cache_size") == 1
            }
            ids.append(id)
        }
        #expect(seen.total("temporal_sticky_cache_miss") == 0)
        for id in ids {
            try await place.client.workflow(id: id).signal("end")
            #expect(try await place.cli.closed(id) == "COMPLETED")
        }
        // The first had left for the second, which stayed.
        try await eventually { () -> Bool in
            seen.total("temporal_workflow_completed", ("workflow_type", "Waits")) == 2
                && seen.level("temporal_sticky_cache_size") == 0
        }
        #expect(seen.total("temporal_sticky_cache_miss") == 1)
        #expect(seen.total("temporal_sticky_cache_hit") == 1)
        #expect(seen.total("temporal_sticky_cache_total_forced_eviction") == 1)
        let replays = seen.times("temporal_workflow_task_replay_latency", ("workflow_type", "Waits"))
        #expect(replays.count == 1 && replays.allSatisfy { (1..<60_000_000_000).contains($0) })
        try await worker.stop()
    }

    @Test func `workflow tasks that fail say why`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let seen = Measured(metrics, place)
        let before = try place.worker { Deployment.Before.self }
        let changed = try await place.start("Shop")
        try await eventually {
            try await place.events(changed).contains { if case .timerStarted = $0 { true } else { false } }
        }
        await before.askToStop()
        try await before.end()

        let after = try place.worker {
            Deployment.After.self
            Mistaken.self
            Scripted { $0 }
        }
        try await place.client.workflow(id: changed).signal("news")
        let mistaken = try await place.start(Mistaken.self)
        for (type, reason) in [("Shop", "NonDeterminismError"), ("Mistaken", "WorkflowError")] {
            func failures(_ reason: String) -> Int64 {
                seen.total(
                    "temporal_workflow_task_execution_failed", ("workflow_type", type), ("failure_reason", reason))
            }
            try await eventually(within: .seconds(60)) { () -> Bool in failures(reason) >= 1 }
            for other in ["NonDeterminismError", "WorkflowError", "GrpcMessageTooLarge", "PayloadsTooLarge"] {
                #expect(other == reason || failures(other) == 0, "\(type) \(other)")
            }
        }
        #expect(seen.total("temporal_worker_start") == 2)
        await after.askToStop()
        try await after.end()
        for id in [changed, mistaken] { try await place.client.workflow(id: id).terminate() }
        await place.client.close()
    }
}

/// Fails benignly at the first attempt of the activity that runs, and in earnest at the second.
private func failTwice() throws {
    switch ActivityContext.current?.info.attempt ?? 0 {
    case 1: throw ApplicationFailure("as expected", type: "Test", category: .benign)
    case 2: throw ApplicationFailure("in earnest", type: "Test")
    default: break
    }
}
