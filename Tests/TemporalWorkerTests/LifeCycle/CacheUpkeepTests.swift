// What a running worker does for its cache by itself: what is old, too large or closed elsewhere leaves it.

import MetricsTestKit
import TemporalCore
import TemporalWorkflow
import TestSupport
import Testing

@testable import TemporalWorker

@Suite(.timeLimit(.minutes(5))) struct CacheUpkeepTests {
    private let metrics = TestMetrics()

    /// What the number of cached runs has been.
    private func sizes(_ place: Place) -> [Double] {
        metrics.meters(label: "temporal_sticky_cache_size", dimensions: place.dimensions).first?.values ?? []
    }

    private func total(_ name: String, _ place: Place) -> Int64 {
        metrics.counterTotal(label: name, dimensions: place.dimensions)
    }

    private func end(_ ids: [String], _ place: Place) async throws {
        for id in ids {
            try await place.client.workflow(id: id).signal("end")
            #expect(try await place.cli.closed(id) == "COMPLETED")
        }
    }

    @Test func `a run that has been idle for too long leaves, and goes on from its history`() async throws {
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        options.maxCachedWorkflowAge = .seconds(1)
        let worker = try place.worker(options) { Idles.self }
        let id = try await place.start(Idles.self)
        try await eventually { sizes(place).contains(1) && sizes(place).last == 0 }
        try await end([id], place)
        try await worker.stop()
    }

    @Test func `a run that was terminated elsewhere leaves, and others stay`() async throws {
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        options.closedRunsInterval = .milliseconds(100)
        let worker = try place.worker(options) { Idles.self }
        var ids: [String] = []
        for _ in 0..<3 { ids.append(try await place.start(Idles.self)) }
        try await eventually { sizes(place).last == 3 }
        try await place.client.workflow(id: ids.removeFirst()).terminate()
        // Visibility learns of it a little later.
        try await eventually { sizes(place).last == 2 }
        try await end(ids, place)
        // None of them had to be replayed.
        #expect(total("temporal_sticky_cache_miss", place) == 0)
        try await worker.stop()
    }

    @Test func `the run that was used least recently leaves where all are too large`() async throws {
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        options.maxCachedBytes = 1
        let worker = try place.worker(options) { Idles.self }
        var ids: [String] = []
        for number in 0..<3 {
            ids.append(try await place.start(Idles.self))
            // One may always stay.
            try await eventually {
                total("temporal_sticky_cache_total_forced_eviction", place) == number && sizes(place).last == 1
            }
        }
        try await end(ids, place)
        try await worker.stop()
    }
}

extension Place {
    fileprivate var dimensions: [(String, String)] { [("namespace", "default"), ("task_queue", taskQueue)] }
}

private actor Idles: Workflow {
    private var mayEnd = false

    func run() async throws { try await wait { $0.mayEnd } }

    static var handlers: Handlers<Idles> { Signal("end") { (w: isolated Idles) in w.mayEnd = true } }
}
