// What a test's workers have measured.

import MetricsTestKit

/// What was measured of the workers of one task queue. Dimensions that are not named are added up, or any.
struct Measured {
    let metrics: TestMetrics
    private let queue: [(String, String)]

    init(_ metrics: TestMetrics, _ place: Place) {
        self.metrics = metrics
        queue = [("namespace", "default"), ("task_queue", place.taskQueue)]
    }

    /// What a counter has come to.
    func total(_ name: String, _ dimensions: (String, String)...) -> Int64 {
        metrics.counterTotal(label: name, dimensions: queue + dimensions)
    }

    /// Whether there is such a counter, though it may have counted nothing.
    func counts(_ name: String, _ dimensions: (String, String)...) -> Bool {
        !metrics.counters(label: name, dimensions: queue + dimensions).isEmpty
    }

    /// What a meter shows.
    func level(_ name: String, _ dimensions: (String, String)...) -> Double? {
        metrics.meters(label: name, dimensions: queue + dimensions).first?.lastValue
    }

    /// What a timer has recorded.
    func times(_ name: String, _ dimensions: (String, String)...) -> [Int64] {
        metrics.timers(label: name, dimensions: queue + dimensions).first?.values ?? []
    }
}
