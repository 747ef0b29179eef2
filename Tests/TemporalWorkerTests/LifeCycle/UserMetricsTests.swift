// Metrics of an author's own, on a real server: what a workflow counts is counted once, however often its code runs again.

import CoreMetrics
import MetricsTestKit
import Synchronization
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct UserMetricsTests {
    @Test func `what a workflow reports is reported once, though every task replays`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        options.maxCachedWorkflows = 0
        let worker = try place.worker(options) {
            ReportsSteps.self
            Scripted { number in
                if let metrics = ActivityContext.current?.metrics {
                    Counter(label: "attempts", factory: metrics).increment()
                }
                return number
            }
        }
        let id = try await place.start(ReportsSteps.self, "3")
        #expect(try await place.result(id) == "3")
        let beginnings = ReportsSteps.beginnings.load(ordering: .relaxed)
        #expect(beginnings > 3)
        try await worker.stop()

        // The worker's end has replayed the run again, which reports nothing.
        for step in 1...3 {
            #expect(metrics.counterTotal(label: "steps", dimensions: [("step", "\(step)")]) == 1)
        }
        #expect(metrics.counters(label: "kept").map(\.values) == [[1, 1, 1]])
        #expect(metrics.counters(label: "amounts").map(\.totalValue) == [3])
        #expect(metrics.meters(label: "level").map(\.values) == [[1, 2, 3]])
        #expect(metrics.recorders(label: "sizes").map(\.values) == [[1, 2, 3]])
        #expect(metrics.recorders(label: "gauge").map(\.values) == [[1, 2, 3]])
        #expect(metrics.timers(label: "lengths").map(\.values) == [[1, 2, 3]])
        // Three activities and three local ones.
        #expect(metrics.counterTotal(label: "attempts") == 6)
    }

    @Test func `metrics that a workflow destroys are gone, though every task makes them anew`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        options.maxCachedWorkflows = 0
        let worker = try place.worker(options) {
            Destroys.self
            Scripted { $0 }
        }
        #expect(try await place.result(place.start(Destroys.self)) == "2")
        try await worker.stop()
        #expect(metrics.counters(label: "brief").isEmpty)
        #expect(metrics.counters(label: "amounts").isEmpty)
        #expect(metrics.meters(label: "level").isEmpty)
        #expect(metrics.recorders(label: "sizes").isEmpty)
        #expect(metrics.timers(label: "lengths").isEmpty)
        #expect(metrics.counterTotal(label: "lasting") == 1)
    }

    @Test func `metrics that a workflow keeps are none of the state that its queries must leave alone`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        options.checksReadOnlyHandlers = true
        let worker = try place.worker(options) { Keeper.self }
        let id = try await place.start(Keeper.self)
        let keeper = place.client.workflow(Keeper.self, id: id)
        #expect(try await keeper.query(Keeper.count) == 1)
        try await keeper.signal(Keeper.end)
        try await keeper.result()
        try await worker.stop()
    }

    @Test func `an activity reports to what a test gives it`() async throws {
        let metrics = TestMetrics()
        try await ActivityEnvironment(metrics: metrics).run {
            if let metrics = ActivityContext.current?.metrics {
                Counter(label: "attempts", factory: metrics).increment()
            }
        }
        #expect(metrics.counterTotal(label: "attempts") == 1)
    }
}

/// Reports every step with a metric of each kind.
private actor ReportsSteps: Workflow {
    /// How often the code has begun.
    static let beginnings = Atomic<Int>(0)

    func run(_ count: Int) async throws -> Int {
        ReportsSteps.beginnings.wrappingAdd(1, ordering: .relaxed)
        // Made in a replay, but for the first task.
        let kept = Counter(label: "kept", factory: metrics)
        let amounts = FloatingPointCounter(label: "amounts", factory: metrics)
        for step in 1...count {
            let same = try await execute(Scripted.self, step, startToClose: .seconds(60))
            Counter(label: "steps", dimensions: [("step", "\(same)")], factory: metrics).increment()
            kept.increment()
            Meter(label: "level", factory: metrics).set(same)
            Recorder(label: "sizes", factory: metrics).record(same)
            Gauge(label: "gauge", factory: metrics).record(same)
            CoreMetrics.Timer(label: "lengths", factory: metrics).recordNanoseconds(same)
            amounts.increment(by: 1.0)
            _ = try await executeLocal(Scripted.self, step, startToClose: .seconds(60))
        }
        return count
    }
}

/// Makes metrics that it destroys before it waits.
private actor Destroys: Workflow {
    func run() async throws -> Int {
        Counter(label: "lasting", factory: metrics).increment()
        let counter = Counter(label: "brief", factory: metrics)
        counter.increment()
        counter.destroy()
        let amounts = FloatingPointCounter(label: "amounts", factory: metrics)
        amounts.increment(by: 1.0)
        amounts.destroy()
        let level = Meter(label: "level", factory: metrics)
        level.set(1)
        level.destroy()
        let sizes = Recorder(label: "sizes", factory: metrics)
        sizes.record(1)
        sizes.destroy()
        let lengths = CoreMetrics.Timer(label: "lengths", factory: metrics)
        lengths.recordNanoseconds(1)
        lengths.destroy()
        let first = try await execute(Scripted.self, 1, startToClose: .seconds(60))
        return try await execute(Scripted.self, first + 1, startToClose: .seconds(60))
    }
}

/// Keeps a counter, and counts with it in a query.
private actor Keeper: Workflow {
    private var kept: Counter?
    private var isDone = false

    func run() async throws {
        kept = Counter(label: "kept", factory: metrics)
        kept?.increment()
        try await wait { $0.isDone }
    }

    static var count: Query<Keeper, Void, Int> {
        Query("count") { keeper in
            keeper.kept?.increment()
            return keeper.kept == nil ? 0 : 1
        }
    }
    static var end: Signal<Keeper, Void> { Signal("end") { keeper in keeper.isDone = true } }
    static var handlers: Handlers<Keeper> { count; end }
}
