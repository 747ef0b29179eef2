// What the registry keeps: exact counts from many threads, series that come and go, and bounds.

import CoreMetrics
import Glibc
import Observability
import TestSupport
import Testing

@Suite struct RegistryTests {
    @Test func `what many threads record at once is counted exactly, while series come, go and are read`() async throws
    {
        let registry = PrometheusRegistry()
        let (threads, rounds) = (8, TestScale.pick(short: 4_000, long: 500_000))
        try await withThrowingTaskGroup { group in
            for thread in 0..<threads {
                group.addTask {
                    try await onThread {
                        let counter = Counter(label: "events", factory: registry)
                        let fractions = FloatingPointCounter(label: "parts", factory: registry)
                        let meter = Meter(label: "level", factory: registry)
                        let timer = Timer(label: "time", factory: registry)
                        for round in 0..<rounds {
                            counter.increment(by: 2)
                            fractions.increment(by: 0.5)
                            meter.increment()
                            timer.recordNanoseconds(Int64(round % 4) * 1_000_000_000)
                            if round % 1_000 == 0 {
                                _ = registry.exposition()
                                let passing = Meter(
                                    label: "passing", dimensions: [("of", "\(thread)")], factory: registry)
                                passing.set(round)
                                passing.destroy()
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let total = threads * rounds
        let lines = Set(registry.exposition().split(separator: "\n").map(String.init))
        for line in [
            "events_total \(2 * total)", "parts_total \(total / 2)", "level \(total)", "time_seconds_count \(total)",
            "time_seconds_bucket{le=\"1\"} \(total / 2)", "time_seconds_sum \(total / 4 * 6)",
        ] {
            #expect(lines.contains(line), "\(line) is missing")
        }
        #expect(!lines.contains { $0.contains("passing") })
    }

    @Test func `a series is shared by all who make it, and leaves with the last of them`() {
        let registry = PrometheusRegistry()
        let first = Counter(label: "calls", dimensions: [("a", "1"), ("b", "2")], factory: registry)
        let second = Counter(label: "calls", dimensions: [("b", "2"), ("a", "1")], factory: registry)
        first.increment()
        second.increment()
        #expect(registry.exposition().contains(#"calls_total{a="1",b="2"} 2"#))
        first.destroy()
        second.increment()
        #expect(registry.exposition().contains(#"calls_total{a="1",b="2"} 3"#))
        second.destroy()
        #expect(!registry.exposition().contains("calls"))
        // What nobody collects any more is heard by nobody, and another destroy takes nobody else's away.
        second.increment()
        let third = Counter(label: "calls", dimensions: [("a", "1"), ("b", "2")], factory: registry)
        second.destroy()
        third.increment()
        #expect(registry.exposition().contains(#"calls_total{a="1",b="2"} 1"#))
    }

    @Test func `every kind of metric can be taken back and made again as another`() {
        let registry = PrometheusRegistry()
        let all: [() -> Void] = [
            { FloatingPointCounter(label: "x_total", factory: registry).destroy() },
            { Meter(label: "x_total", factory: registry).destroy() },
            { Recorder(label: "x_total", factory: registry).destroy() },
            { Gauge(label: "x_total", factory: registry).destroy() },
            { Timer(label: "x_total", factory: registry).destroy() },
            { Counter(label: "x_total", factory: registry).destroy() },
        ]
        for make in all + all.reversed() { make() }
        #expect(!registry.exposition().contains("x_total"))
    }

    @Test func `series beyond the limit are dropped and counted, and those that leave make room`() {
        let registry = PrometheusRegistry(seriesLimit: 10)
        let meters = (0..<25).map { Meter(label: "level", dimensions: [("i", "\($0)")], factory: registry) }
        for meter in meters { meter.set(1) }
        for meter in meters { meter.increment() }
        let text = registry.exposition()
        #expect(text.split(separator: "\n").count { $0.hasPrefix("level{") } == 10)
        #expect(text.contains("metrics_values_dropped_total{metric=\"level\"} 30\n"))
        meters[0].destroy()
        Meter(label: "level", dimensions: [("i", "late")], factory: registry).set(3)
        #expect(registry.exposition().contains(#"level{i="late"} 3"#))
    }

    @Test func `a name that another type of metric has is dropped and counted`() {
        let registry = PrometheusRegistry()
        Timer(label: "work", factory: registry).recordSeconds(1)
        Meter(label: "work_seconds", factory: registry).set(1)
        Meter(label: "work_seconds_count", factory: registry).set(1)
        Counter(label: "process_cpu_seconds", factory: registry).increment()
        let lines = registry.exposition().split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.contains { $0 == "work_seconds_count 1" })
        for name in ["work_seconds", "work_seconds_count", "process_cpu_seconds_total"] {
            #expect(lines.contains { $0 == "metrics_values_dropped_total{metric=\"\(name)\"} 1" })
        }
        #expect(lines.count { $0.hasPrefix("process_cpu_seconds_total") } == 1)
    }

    @Test func `metrics whose names are made up at run time do not grow without bound`() {
        let registry = PrometheusRegistry()
        for index in 0..<5_000 { Counter(label: "order_\(index)", factory: registry).increment() }
        let lines = registry.exposition().split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("order_") } == 1_000)
        #expect(lines.count { $0.hasPrefix("metrics_values_dropped_total{") } == 1_001)
        #expect(lines.contains { $0 == "metrics_values_dropped_total{metric=\"\"} 3000" })
    }
}
