// The metrics by the name that is written, each with its series. A value: whoever holds it guards it. No name at a line's beginning
// belongs to two metrics, and a histogram has several.

import CoreMetrics

/// Prometheus' types of metrics, as far as swift-metrics has them.
enum MetricType: String, Sendable {
    case counter
    case gauge
    case histogram

    /// The names at the beginning of a metric's lines.
    func names(_ name: String) -> [String] {
        self == .histogram ? [name, "\(name)_bucket", "\(name)_sum", "\(name)_count"] : [name]
    }
}

/// What a maker is given: a series, or what counts the values that are lost for want of one.
enum Place<S: Series> {
    case series(S)
    case dropped(DroppedValues)

    /// Either of them as the handler that swift-metrics asks for.
    func handler<Handler>(_ series: (S) -> Handler, _ dropped: (DroppedValues) -> Handler) -> Handler {
        switch self {
        case .series(let member): series(member)
        case .dropped(let values): dropped(values)
        }
    }
}

/// One metric.
struct MetricFamily: Sendable {
    struct Member: Sendable {
        let series: any Series
        /// How many makers have not destroyed it.
        var users = 1
    }

    let type: MetricType
    let help: String
    /// By their labels as they are written.
    var members: [String: Member] = [:]
}

/// All metrics of a registry.
struct MetricFamilies: Sendable {
    static let dropsName = "metrics_values_dropped_total"
    /// More than any program has; a program that makes names up at run time is held by it.
    private static let limit = 1_000

    private(set) var all: [String: MetricFamily] = [:]
    /// What was lost, by metric.
    private(set) var dropped: [String: DroppedValues] = [:]
    private var names: Set<String> = Set([dropsName] + ProcessMetrics.names)

    /// The series `id`, made if there is none yet.
    mutating func join<S: Series>(
        _ id: SeriesID, _ type: MetricType, help: String, seriesLimit: Int, make: () -> S
    ) -> Place<S> {
        guard claim(id.metric, type, help: help) else { return .dropped(drops(of: id.metric)) }
        if let series = all[id.metric]?.members[id.labels]?.series {
            guard let series = series as? S else { return .dropped(drops(of: id.metric)) }
            all[id.metric]?.members[id.labels]?.users += 1
            return .series(series)
        }
        guard all[id.metric]?.members.count ?? 0 < seriesLimit else { return .dropped(drops(of: id.metric)) }
        let series = make()
        all[id.metric]?.members[id.labels] = MetricFamily.Member(series: series)
        return .series(series)
    }

    /// Takes one user of `series` away, and with the last one the series itself.
    mutating func leave(_ series: any Series) {
        let id = series.id
        guard let member = all[id.metric]?.members[id.labels], member.series === series else { return }
        if member.users > 1 {
            all[id.metric]?.members[id.labels]?.users -= 1
            return
        }
        all[id.metric]?.members[id.labels] = nil
        if let family = all[id.metric], family.members.isEmpty {
            all[id.metric] = nil
            names.subtract(family.type.names(id.metric))
        }
    }

    /// Whether `name` is now a metric of that type.
    private mutating func claim(_ name: String, _ type: MetricType, help: String) -> Bool {
        if let family = all[name] { return family.type == type }
        let wanted = type.names(name)
        guard all.count < Self.limit, names.isDisjoint(with: wanted) else { return false }
        names.formUnion(wanted)
        all[name] = MetricFamily(type: type, help: help)
        return true
    }

    private mutating func drops(of name: String) -> DroppedValues {
        let name = dropped.count < Self.limit || dropped[name] != nil ? name : ""
        if let known = dropped[name] { return known }
        let values = DroppedValues()
        dropped[name] = values
        return values
    }
}
