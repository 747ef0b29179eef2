// What Prometheus reads: names, labels, numbers, and what promtool says of them.

import CoreMetrics
import Glibc
import Observability
import TestSupport
import Testing

@Suite struct ExpositionTests {
    @Test func `every kind of metric is written as Prometheus reads it, in one order`() {
        let registry = PrometheusRegistry(
            help: ["orders.taken": "Orders, by\nstate \\ \"kind\"."],
            buckets: ["wait": [0.5, 0.1, 0.5, .infinity], "size": [10]])
        Counter(label: "orders.taken", dimensions: [("state", "new"), ("city", "a\"b\\c\nd")], factory: registry)
            .increment(by: 3)
        Counter(label: "orders.taken", dimensions: [("state", "done")], factory: registry).increment()
        FloatingPointCounter(label: "energy_total", factory: registry).increment(by: 1.25)
        Meter(label: "0level", dimensions: [("__name__", "x"), ("a-b", "y")], factory: registry).set(-2.5)
        Gauge(label: "depth", factory: registry).record(7)
        let timer = Timer(label: "wait", dimensions: [("le", "mine")], factory: registry)
        timer.recordNanoseconds(100_000_000)
        timer.recordNanoseconds(300_000_000)
        timer.recordNanoseconds(2_000_000_000)
        Timer(label: "pause_seconds", factory: registry).recordNanoseconds(-5)
        Recorder(label: "size", factory: registry).record(10)
        let text = registry.exposition()
        let own = text.components(before: "# HELP metrics_values_dropped_total")
        #expect(
            own.starts(
                with: """
                    # HELP _0level 0level
                    # TYPE _0level gauge
                    _0level{_name___="x",a_b="y"} -2.5
                    # HELP depth depth
                    # TYPE depth gauge
                    depth 7
                    # HELP energy_total energy_total
                    # TYPE energy_total counter
                    energy_total 1.25
                    # HELP orders_taken_total Orders, by\\nstate \\\\ "kind".
                    # TYPE orders_taken_total counter
                    orders_taken_total{city="a\\"b\\\\c\\nd",state="new"} 3
                    orders_taken_total{state="done"} 1
                    # HELP pause_seconds pause_seconds
                    # TYPE pause_seconds histogram
                    pause_seconds_bucket{le="0.001"} 1

                    """))
        #expect(
            own.hasSuffix(
                """
                # HELP size size
                # TYPE size histogram
                size_bucket{le="10"} 1
                size_bucket{le="+Inf"} 1
                size_sum 10
                size_count 1
                # HELP wait_seconds wait
                # TYPE wait_seconds histogram
                wait_seconds_bucket{_le_="mine",le="0.1"} 1
                wait_seconds_bucket{_le_="mine",le="0.5"} 2
                wait_seconds_bucket{_le_="mine",le="+Inf"} 3
                wait_seconds_sum{_le_="mine"} 2.4
                wait_seconds_count{_le_="mine"} 3

                """))
        #expect(text.components(before: "# HELP process") == registry.exposition().components(before: "# HELP process"))
    }

    @Test func `numbers that are infinite or none, and the largest, are written as Prometheus reads them`() {
        let registry = PrometheusRegistry()
        for (index, value) in [Double.infinity, -.infinity, .nan, 1e300, 0.1, 9_007_199_254_740_992].enumerated() {
            Meter(label: "level", dimensions: [("i", "\(index)")], factory: registry).set(value)
        }
        let counter = Counter(label: "large", factory: registry)
        counter.increment(by: Int64.max)
        counter.increment(by: 2)
        counter.increment(by: -5)
        let lines = registry.exposition().split(separator: "\n")
        for line in [
            #"level{i="0"} +Inf"#, #"level{i="1"} -Inf"#, #"level{i="2"} NaN"#, #"level{i="3"} 1e+300"#,
            #"level{i="4"} 0.1"#, #"level{i="5"} 9007199254740992.0"#, "large_total 9223372036854775809",
        ] {
            #expect(lines.contains { $0 == line }, "\(line) is missing")
        }
    }

    @Test func `promtool finds nothing to complain of`() async throws {
        let registry = PrometheusRegistry()
        Counter(label: "temporal_request", dimensions: [("operation", "a\"b\\\n\u{e9}\u{1F600}")], factory: registry)
            .increment()
        FloatingPointCounter(label: "joules", factory: registry).increment(by: 0.5)
        Meter(label: "temporal_num_pollers", dimensions: [("poller_type", "workflow_task")], factory: registry).set(5)
        Timer(label: "temporal_request_latency", dimensions: [("operation", "x")], factory: registry)
            .recordNanoseconds(1_000_000)
        Recorder(label: "payload_bytes", factory: registry).record(100)
        Gauge(label: "", factory: registry).record(1)
        let limited = PrometheusRegistry(seriesLimit: 1)
        for index in 0..<3 { Meter(label: "level", dimensions: [("i", "\(index)")], factory: limited).set(1) }
        for text in [registry.exposition(), limited.exposition(), PrometheusRegistry().exposition()] {
            let result = try await runCommand(["promtool", "check", "metrics"], input: text)
            #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)\(result.output)\n\(text)")
        }
    }

    @Test func `what the system says of this process is there, under the usual names`() throws {
        let text = PrometheusRegistry().exposition()
        func value(_ name: String) throws -> Double {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name) ") })
            return try #require(Double(line.dropFirst(name.count + 1)))
        }
        #expect(try value("process_resident_memory_bytes") > 1_000_000)
        #expect(try value("process_cpu_seconds_total") > 0)
        #expect(try value("process_open_fds") >= 3)
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        #expect(
            try (Double(now.tv_sec) - 86_400...Double(now.tv_sec) + 2).contains(value("process_start_time_seconds")))
    }
}

extension String {
    func components(before marker: String) -> String {
        ranges(of: marker).first.map { String(self[..<$0.lowerBound]) } ?? self
    }
}
