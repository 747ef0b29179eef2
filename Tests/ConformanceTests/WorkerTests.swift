// The directories of features/deployment_versioning, features/eager_workflow, features/nexus, features/telemetry, features/tracing and
// features/worker_shutdown.

import CoreMetrics
import Foundation
import InMemoryTracing
import MetricsTestKit
import ReplaySupport
import TemporalCore
import TemporalTracing
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing
import Tracing

private actor RunsTwo: Workflow {
    func run() async throws -> Int {
        let first = try await execute(Work.self, 1, startToClose: .seconds(60))
        return first + (try await execute(Work.self, 2, startToClose: .seconds(60)))
    }
}

private actor CallsNexus: Workflow {
    static let greet = NexusOperation<String, String>("greet", of: "conformance")

    func run(_ endpoint: String) async throws -> String {
        try await executeNexus(Self.greet, "you", endpoint: endpoint)
    }
}

/// Runs short timers and activities until it is told to stop.
private actor Repeats: Workflow {
    private var mayEnd = false

    func run() async throws {
        while !mayEnd {
            try await sleep(for: .milliseconds(20))
            _ = try await execute(Work.self, 0, startToClose: .seconds(60))
        }
    }

    static var end: Signal<Repeats, Void> { Signal("end") { $0.mayEnd = true } }
    static var handlers: Handlers<Repeats> { end }
}

@Suite("worker", .timeLimit(.minutes(5))) struct WorkerConformance {
    @Test("nexus/sync_success") func nexusSyncSuccess() async throws {
        let place = try await Place()
        let endpoint = "endpoint-\(UUID().uuidString)"
        try await place.cli.run([
            "operator", "nexus", "endpoint", "create", "--name", endpoint, "--target-namespace", "default",
            "--target-task-queue", place.taskQueue,
        ]).succeeded()
        let worker = try place.worker {
            CallsNexus.self
            NexusHandler(CallsNexus.greet) { name, _ in "hi \(name)" }
        }
        let handle = try await place.begin(CallsNexus.self, endpoint)
        #expect(try await handle.result() == "hi you")
        let isStarted = try await place.count(handle) { if case .nexusOperationStarted = $0 { true } else { false } }
        let isCompleted = try await place.count(handle) {
            if case .nexusOperationCompleted = $0 { true } else { false }
        }
        #expect((isStarted, isCompleted) == (0, 1))
        try await worker.stop()
    }

    @Test("eager_workflow/successful_start") func eagerWorkflowSuccessfulStart() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RunsTwo.self
            Work { $0 }
        }
        try await eventually { place.log.contains("Worker started") }
        var options = StartWorkflowOptions()
        options.requestEagerStart = true
        let handle = try await place.begin(RunsTwo.self, options: options)
        #expect(try await handle.result() == 3)
        let isEager = try await place.count(handle) {
            if case .workflowExecutionStarted(let start) = $0 { start.eagerExecutionAccepted } else { false }
        }
        #expect(isEager == 1)
        try await worker.stop()
    }

    @Test("telemetry/metrics") func metrics() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        let mine = CoreMetrics.Counter(label: "my_activities", dimensions: [], factory: metrics)
        let worker = try place.worker {
            RunsTwo.self
            Work { number in
                mine.increment()
                return number
            }
        }
        #expect(try await place.begin(RunsTwo.self).result() == 3)
        try await worker.stop()
        #expect(try metrics.expectCounter("my_activities").totalValue == 2)
        let completed = metrics.counters.filter { $0.label == "temporal_workflow_completed" }
        #expect(completed.map(\.totalValue).reduce(0, +) == 1)
    }

    @Test("tracing") func tracing() async throws {
        let tracer = InMemoryTracer()
        let tracing = TracingInterceptor(tracer: tracer)
        let place = try await Place(interceptors: [tracing])
        var options = WorkerOptions()
        options.workflowInterceptors = [tracing]
        options.activityInterceptors = [tracing]
        let worker = try place.worker(options) {
            RunsTwo.self
            Work { number in tracer.withSpan("mine") { _ in number } }
        }
        #expect(try await place.begin(RunsTwo.self).result() == 3)
        try await worker.stop()
        let names = Dictionary(tracer.finishedSpans.map { ($0.operationName, 1) }) { $0 + $1 }
        #expect(
            names == [
                "StartWorkflow:RunsTwo": 1, "RunWorkflow:RunsTwo": 1, "StartActivity:Work": 2, "RunActivity:Work": 2,
                "mine": 2,
            ])
        #expect(Set(tracer.finishedSpans.map(\.traceID)).count == 1)
    }

    @Test("worker_shutdown/poll_complete_on_shutdown", arguments: [true, false])
    func pollCompleteOnShutdown(isEnabled: Bool) async throws {
        let server = try await DevServer.start(
            dynamicConfiguration: ["frontend.enableCancelWorkerPollsOnShutdown=\(isEnabled)"])
        let place = try await Place(server: server)
        func worker() throws -> RunningWorker {
            try place.worker {
                Repeats.self
                Work { $0 }
            }
        }
        let first = try worker()
        var handles: [TypedWorkflowHandle<Repeats>] = []
        for _ in 0..<3 { handles.append(try await place.begin(Repeats.self)) }
        for handle in handles { try await place.waits(handle) { $0.isActivityScheduled } }
        let stop = ContinuousClock.now
        await first.askToStop()
        try await first.end()
        #expect(ContinuousClock.now - stop < .seconds(20))
        let next = try worker()
        for handle in handles {
            try await handle.signal(Repeats.end)
            try await handle.result()
            // Where polls are not answered, a task may be handed to one that is gone.
            guard isEnabled else { continue }
            #expect(
                try await place.count(handle) {
                    switch $0 {
                    case .workflowTaskFailed, .workflowTaskTimedOut: true
                    default: false
                    }
                } == 0)
        }
        try await next.stop()
    }
}

/// Waits for a signal and says which version it ends with.
private actor WaitsForSignal: Workflow {
    static let workflowType = "WaitForSignal"
    private var mayEnd = false

    func run() async throws -> String {
        try await wait { $0.mayEnd }
        return "prefix_\(info.deploymentVersion?.buildID ?? "")"
    }

    static var end: Signal<WaitsForSignal, Void> { Signal("do-signal") { $0.mayEnd = true } }
    static var handlers: Handlers<WaitsForSignal> { end }
}

/// Says which version it runs with.
private actor SaysVersion: Workflow {
    static let versioningBehavior: VersioningBehavior? = .autoUpgrade

    func run() async throws -> String { info.deploymentVersion?.buildID ?? "" }
}

@Suite("deployment_versioning", .timeLimit(.minutes(5))) struct DeploymentConformance {
    /// A place with workers of two versions of a deployment; the first is pinned or not.
    private struct Deployment {
        let place: Place
        let name = "deployment-\(UUID().uuidString)"
        let workers: [RunningWorker]

        init(_ behavior: VersioningBehavior) async throws {
            let place = try await Place()
            self.place = place
            let name = name
            workers = try [("v1", behavior), ("v2", .autoUpgrade)].map { build, behavior in
                var options = WorkerOptions()
                options.deployment = WorkerDeploymentOptions(
                    WorkerDeploymentVersion(deploymentName: name, buildID: build), defaultVersioningBehavior: behavior)
                return try place.worker(options) {
                    WaitsForSignal.self
                    SaysVersion.self
                }
            }
        }

        /// `temporal worker deployment VERB`, once the server knows the version; returns when the task queue follows it.
        func set(_ verb: String, _ build: String, _ more: [String] = []) async throws {
            try await eventually(within: .seconds(60)) {
                try await place.cli.run(
                    ["worker", "deployment", verb, "--deployment-name", name, "--build-id", build, "--yes"] + more
                ).status == 0
            }
            try await eventually(within: .seconds(60)) {
                try await place.begin(SaysVersion.self).result() == build
            }
        }

        /// Starts a workflow, calls `change` when its first task is done, and returns what it ends with.
        func run(
            options: StartWorkflowOptions = StartWorkflowOptions(), _ change: () async throws -> Void = {}
        ) async throws -> String {
            let id = UUID().uuidString
            // A version that is asked for must have been heard of in the task queue.
            let handle = try await eventually(within: .seconds(60)) { () -> TypedWorkflowHandle<WaitsForSignal>? in
                do {
                    return try await place.begin(WaitsForSignal.self, id: id, options: options)
                } catch let error as RPCError where error.code == .failedPrecondition {
                    return nil
                }
            }
            try await place.waits(handle) { $0.isWorkflowTaskCompleted }
            try await change()
            try await handle.signal(WaitsForSignal.end)
            return try await handle.result()
        }

        func stop() async throws {
            await workers[0].askToStop()
            try await workers[0].end()
            try await workers[1].stop()
        }
    }

    @Test("deployment_versioning/routing_auto_upgrade") func autoUpgrade() async throws {
        let deployment = try await Deployment(.autoUpgrade)
        try await deployment.set("set-current-version", "v1")
        #expect(try await deployment.run { try await deployment.set("set-current-version", "v2") } == "prefix_v2")
        try await deployment.stop()
    }

    @Test("deployment_versioning/routing_pinned") func pinned() async throws {
        let deployment = try await Deployment(.pinned)
        try await deployment.set("set-current-version", "v1")
        #expect(try await deployment.run { try await deployment.set("set-current-version", "v2") } == "prefix_v1")
        try await deployment.stop()
    }

    @Test("deployment_versioning/routing_with_override") func withOverride() async throws {
        let deployment = try await Deployment(.pinned)
        try await deployment.set("set-current-version", "v2")
        var options = StartWorkflowOptions()
        options.versioningOverride = .pinned(
            WorkerDeploymentVersion(deploymentName: deployment.name, buildID: "v1"))
        #expect(try await deployment.run(options: options) == "prefix_v1")
        try await deployment.stop()
    }

    @Test("deployment_versioning/routing_with_ramp") func withRamp() async throws {
        let deployment = try await Deployment(.autoUpgrade)
        try await deployment.set("set-current-version", "v1")
        let result = try await deployment.run {
            try await deployment.set("set-ramping-version", "v2", ["--percentage", "100"])
        }
        #expect(result == "prefix_v2")
        try await deployment.stop()
    }
}
