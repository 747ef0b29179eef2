// The metrics of the DICT worker, as Prometheus reads them of a worker at work on a real server.

import CoreMetrics
import DICT
import Foundation
import Logging
import Observability
import ReplaySupport
import ServiceLifecycle
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct ConnDICTMetricsTests {
    @Test func `a worker's tasks are counted by type and end, timed, and shown while they run`() async throws {
        let place = try await Place()
        let gate = Gate()
        let worker = try place.start(on: [place.taskQueue]) {
            Crossing.self
            Mistaken.self
            Row(gate: gate)
        }
        #expect(place.value("health_status") == "0")
        place.metrics.health.set(1)
        #expect(place.value("health_status") == "1")
        for (type, status) in [
            ("workflow", "completed"), ("workflow", "failed"), ("activity", "completed"), ("activity", "failed"),
            ("activity", "canceled"),
        ] {
            #expect(place.processed(type, status) == 0)
        }

        let crossings = try await (0..<3).asyncMap { _ in try await place.begin("Crossing", #""ashore""#) }
        try await eventually { place.value("active_activities") == "3" && place.value("active_workflows") == "0" }
        #expect(place.processed("workflow", "completed") == 3)
        #expect(place.processed("activity", "completed") == 0)
        gate.open()
        for id in crossings { #expect(try await place.cli.closed(id) == "COMPLETED") }
        try await eventually {
            place.processed("workflow", "completed") == 6 && place.processed("activity", "completed") == 3
        }
        #expect(place.value("active_activities") == "0")
        #expect(place.value(#"task_duration_seconds_count{task_type="activity"}"#) == "3")
        #expect(place.value(#"task_duration_seconds_count{task_type="workflow"}"#) == "6")

        // Two attempts that fail, a third that succeeds; then one that is canceled.
        let stormy = try await place.begin("Crossing", #""storm""#)
        #expect(try await place.cli.closed(stormy) == "COMPLETED")
        try await eventually { place.processed("activity", "completed") == 4 }
        #expect(place.processed("activity", "failed") == 2)
        let endless = try await place.begin("Crossing", #""endless""#)
        try await eventually { place.value("active_activities") == "1" }
        try await place.client.workflow(id: endless).cancel()
        try await eventually { place.processed("activity", "canceled") == 1 }
        #expect(try await place.cli.closed(endless) == "CANCELED")

        // A workflow task that fails again and again, until the run is ended.
        let failed = place.processed("workflow", "failed") ?? -1
        let wrong = try await place.begin("Mistaken", "1")
        try await eventually { place.processed("workflow", "failed") ?? 0 > failed }
        try await place.client.workflow(id: wrong).terminate()
        try await place.stop(worker, withoutReplayOf: ["Mistaken": "its tasks fail"])
        #expect(place.value("active_workflows") == "0" && place.value("active_activities") == "0")
        let text = place.registry.exposition()
        #expect(text.contains("temporal_worker_task_slots_used{"))
        #expect(text.contains("temporal_request_total{"))
        let result = try await runCommand(["promtool", "check", "metrics"], input: text)
        #expect(result.status == 0, "\(result.errors)\(result.output)")
    }

    @Test func `only the workers of the DICT task queue count, and several of them add up`() async throws {
        let place = try await Place()
        let gate = Gate()
        let other = "other-\(place.taskQueue)"
        let worker = try place.start(on: [place.taskQueue, place.taskQueue, other]) {
            Crossing.self
            Row(gate: gate)
        }
        let own = try await (0..<4).asyncMap { _ in try await place.begin("Crossing", #""ashore""#) }
        let others = try await (0..<3).asyncMap { _ in try await place.begin("Crossing", #""ashore""#, on: other) }
        try await eventually {
            place.value("active_activities") == "4"
                && place.registry.exposition().contains(
                    #"slots_used{namespace="default",task_queue="\#(other)",worker_type="ActivityWorker"} 3"#)
        }
        gate.open()
        for id in own + others { #expect(try await place.cli.closed(id) == "COMPLETED") }
        try await place.stop(worker)
        #expect(place.processed("activity", "completed") == 4)
        #expect(place.processed("workflow", "completed") == 8)
        #expect(place.value("active_activities") == "0")
    }

    @Test func `what is taken back leaves no share behind`() {
        let registry = PrometheusRegistry()
        let metrics = ConnDICTMetrics(registry, taskQueue: "dict")
        let dimensions = [("task_queue", "dict"), ("worker_type", "ActivityWorker")]
        let used = Meter(label: "temporal_worker_task_slots_used", dimensions: dimensions, factory: metrics)
        used.set(5)
        used.decrement(by: 2)
        #expect(registry.exposition().contains("conn_dict_worker_active_activities 3\n"))
        used.destroy()
        let text = registry.exposition()
        #expect(text.contains("conn_dict_worker_active_activities 0\n"))
        #expect(!text.contains("temporal_worker_task_slots_used"))
        Counter(label: "a", factory: metrics).destroy()
        Timer(label: "b", factory: metrics).destroy()
        Recorder(label: "c", factory: metrics).destroy()
        FloatingPointCounter(label: "d", factory: metrics).destroy()
        #expect(registry.exposition().contains("a_total") == false)
    }
}

/// A server, a task queue that nobody else has, and the metrics of what works on it.
private struct Place: Sendable {
    let taskQueue = "dict-\(UUID().uuidString)"
    let registry = PrometheusRegistry()
    let metrics: ConnDICTMetrics
    let client: TemporalClient
    let cli: TemporalCLI
    private let replays = RunReplays()

    init() async throws {
        let server = try await DevServer.shared
        cli = server.cli()
        metrics = ConnDICTMetrics(registry, taskQueue: taskQueue)
        client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]), logger: .quiet, metrics: metrics)
    }

    func start(
        on taskQueues: [String], @RegistrationBuilder _ registrations: () -> [Registration]
    ) throws -> Running {
        try replays.register(registrations(), converter: client.converter)
        let workers = try taskQueues.map {
            try Worker(client: client, taskQueue: $0, logger: .quiet, registrations)
        }
        return Running(workers)
    }

    /// Stops the worker and replays every run but those of the types in `excluded`, which says why.
    func stop(_ worker: Running, withoutReplayOf excluded: [String: String] = [:]) async throws {
        try await worker.stop()
        try await replays.replay(
            of: client, where: "TaskQueue IN ('\(taskQueue)', 'other-\(taskQueue)')", excluding: excluded)
        await client.close()
    }

    func begin(_ type: String, _ input: String, on queue: String? = nil) async throws -> String {
        let id = UUID().uuidString
        try await cli.start(type, id: id, taskQueue: queue ?? taskQueue, inputs: [input])
        replays.expect(id)
        return id
    }

    /// What stands behind the line that begins with the name and labels.
    func value(_ name: String) -> String? {
        registry.exposition().split(separator: "\n").first { $0.hasPrefix("conn_dict_worker_\(name) ") }
            .map { String($0.dropFirst("conn_dict_worker_\(name) ".count)) }
    }

    func processed(_ type: String, _ status: String) -> Int? {
        value(#"tasks_processed_total{status="\#(status)",task_type="\#(type)"}"#).flatMap { Int($0) }
    }
}

private struct Running: Sendable {
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    init(_ workers: [Worker]) {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: workers.map { .init(service: $0) }, logger: .quiet))
        self.group = group
        running = Task { try await group.run() }
    }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value(within: .seconds(60))
    }
}

private actor Crossing: Workflow {
    func run(_ weather: String) async throws -> Int {
        try await execute(
            Row.self, weather,
            options: ActivityOptions(
                startToClose: .seconds(60), heartbeat: .seconds(2),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(50)),
                cancellation: .waitCancellationCompleted))
    }
}

private struct Row: Activity {
    let gate: Gate

    func run(_ weather: String) async throws -> Int {
        guard let context = ActivityContext.current else { return 0 }
        if weather == "storm" && context.info.attempt < 3 { throw ApplicationFailure("too high", type: "Waves") }
        while weather == "endless" {
            try context.heartbeat()
            try await Task.sleep(for: .milliseconds(50))
        }
        try await gate.wait()
        return context.info.attempt
    }
}

private actor Mistaken: Workflow {
    func run(_ number: Int) async throws -> Int {
        struct Mistake: Error {}
        throw Mistake()
    }
}

private final class Gate: Sendable {
    private let isOpenNow = Atomic(false)

    func open() { isOpenNow.store(true, ordering: .releasing) }
    func wait() async throws { try await eventually(within: .seconds(60)) { isOpenNow.load(ordering: .acquiring) } }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var all: [T] = []
        for element in self { all.append(try await transform(element)) }
        return all
    }
}
