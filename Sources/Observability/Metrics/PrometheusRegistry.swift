// The metrics of this process for Prometheus: what swift-metrics records is kept in memory, and written when somebody asks. What
// must stay true: a recorded value costs an atomic addition or one short lock of its own series, never the registry's; nothing
// grows without bound; the same values are written the same way, and promtool accepts them.

import CoreMetrics
import Synchronization

/// Collects what swift-metrics records, and writes it in Prometheus' text format 0.0.4.
///
/// ```swift
/// let registry = PrometheusRegistry(help: ["orders": "Orders that were taken."])
/// MetricsSystem.bootstrap(registry)
/// print(registry.exposition())
/// ```
/// | swift-metrics | Prometheus |
/// |---|---|
/// | `Counter`, `FloatingPointCounter` | counter |
/// | `Meter`, `Gauge`, `Recorder` that does not aggregate | gauge |
/// | `Recorder` that aggregates | histogram |
/// | `Timer` | histogram of seconds |
///
/// Names follow Prometheus' conventions: what may not stand in a name becomes `_`; a counter ends in `_total` and a timer in
/// `_seconds`, unless they do already. Labels that read the same once they are names share a metric. Whoever makes a metric of the
/// same label and dimensions, in whatever order, shares its series; the series leaves when everyone who made it has destroyed it,
/// and made again it begins at zero.
///
/// A metric has no more than ``seriesLimit`` series, and there are no more than 1,000 metrics. What is recorded beyond that, or
/// under a name that a metric of another type has, is lost, and counted by name in `metrics_values_dropped_total`.
public final class PrometheusRegistry: Sendable {
    /// Upper bounds of a timer's buckets in seconds: 1 ms to 60 s.
    public static let timerBuckets: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60,
    ]
    /// Upper bounds of a recorder's buckets: powers of four from 1 to 1,048,576.
    public static let recorderBuckets: [Double] = (0...10).map { Double(1 << (2 * $0)) }

    /// How many series one metric may have.
    public let seriesLimit: Int
    private let help: [String: String]
    private let buckets: [String: [Double]]
    private let families = Mutex(MetricFamilies())

    /// A registry in which there is nothing yet.
    ///
    /// - Parameters:
    ///   - help: what the metrics are, by the label that they are made with. A metric without is described by its label.
    ///   - buckets: the upper bounds of the buckets of timers (in seconds) and recorders, by their label, where they are not to be
    ///     ``timerBuckets`` or ``recorderBuckets``. `+Inf` is added to them.
    ///   - seriesLimit: how many series one metric may have, 1 at least.
    public init(help: [String: String] = [:], buckets: [String: [Double]] = [:], seriesLimit: Int = 2_000) {
        self.help = help
        self.buckets = buckets.mapValues { Set($0.filter(\.isFinite)).sorted() }
        self.seriesLimit = max(1, seriesLimit)
    }

    /// Everything that was recorded, and what the system says of this process, in the text format 0.0.4: metrics in the order of
    /// their names, series in that of their labels.
    public func exposition() -> String {
        let snapshot = families.withLock { $0 }
        var text = PrometheusText()
        for (name, family) in snapshot.all.sorted(by: { $0.key < $1.key }) {
            text.begin(name, type: family.type.rawValue, help: family.help)
            for (_, member) in family.members.sorted(by: { $0.key < $1.key }) { member.series.write(to: &text) }
        }
        let name = MetricFamilies.dropsName
        text.begin(name, type: "counter", help: "Values recorded beyond the bounds of this registry, which are lost.")
        for (metric, values) in snapshot.dropped.sorted(by: { $0.key < $1.key }) {
            text.sample(name, PrometheusText.labels([("metric", metric)]), values.count)
        }
        ProcessMetrics.write(to: &text)
        return text.value
    }

    /// The series of that label and those dimensions, or what counts the values that are lost for want of one.
    func series<S: Series>(
        _ type: MetricType, _ label: String, suffix: String = "", _ dimensions: [(String, String)],
        make: (SeriesID) -> S
    ) -> Place<S> {
        let id = SeriesID(
            metric: PrometheusText.name(label, suffix: suffix), labels: PrometheusText.labels(dimensions, in: type))
        let help = [help[label] ?? "", label, id.metric].first { !$0.isEmpty } ?? ""
        return families.withLock { $0.join(id, type, help: help, seriesLimit: seriesLimit) { make(id) } }
    }

    /// The bounds of the buckets of what is made with `label`.
    func bounds(_ label: String, orElse standard: [Double]) -> [Double] { buckets[label] ?? standard }

    /// Takes one maker's share in a series away.
    func leave(_ handler: AnyObject) {
        guard let series = handler as? any Series else { return }
        families.withLock { $0.leave(series) }
    }
}
