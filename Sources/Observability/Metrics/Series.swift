// One series of each type, and what stands in for one that may not be. All are the handlers that swift-metrics calls, from any
// thread, at any rate.

import CoreMetrics
import Synchronization

/// What tells a series from every other.
struct SeriesID: Sendable, Hashable {
    /// The metric's name.
    let metric: String
    /// The labels as they are written, without braces.
    let labels: String
}

/// A series of a metric.
protocol Series: AnyObject, Sendable {
    var id: SeriesID { get }
    func write(to text: inout PrometheusText)
}

/// A sum that only grows: whole numbers stay exact, and fractions are kept beside them.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
    let id: SeriesID
    private let whole = Atomic<UInt64>(0)
    private let fractions = AtomicDouble()

    init(_ id: SeriesID) { self.id = id }

    func increment(by amount: Int64) {
        if amount > 0 { whole.wrappingAdd(UInt64(amount), ordering: .relaxed) }
    }

    func increment(by amount: Double) {
        if amount > 0 && amount.isFinite { fractions.add(amount) }
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fractions.set(0)
    }

    func write(to text: inout PrometheusText) {
        let fractions = fractions.value
        let whole = whole.load(ordering: .relaxed)
        if fractions == 0 {
            text.sample(id.metric, id.labels, whole)
        } else {
            text.sample(id.metric, id.labels, Double(whole) + fractions)
        }
    }
}

/// A number that goes up and down.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    let id: SeriesID
    private let level = AtomicDouble()

    init(_ id: SeriesID) { self.id = id }

    func set(_ value: Int64) { level.set(Double(value)) }
    func set(_ value: Double) { level.set(value) }
    func record(_ value: Int64) { level.set(Double(value)) }
    func record(_ value: Double) { level.set(value) }

    func increment(by amount: Double) {
        if amount.isFinite { level.add(amount) }
    }

    func decrement(by amount: Double) {
        if amount.isFinite { level.add(-amount) }
    }

    func write(to text: inout PrometheusText) { text.sample(id.metric, id.labels, level.value) }
}

/// How often values were at most so large, and their sum. Values that are no number, or infinite, are left out: one of them would
/// spoil the sum for good.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    private struct State {
        /// Not cumulative; the last one is what is above every bound.
        var counts: [UInt64]
        var sum = 0.0
    }

    let id: SeriesID
    private let bounds: [Double]
    private let state: Mutex<State>

    /// - Parameter bounds: upper bounds of the buckets, ascending, without `+Inf`.
    init(_ id: SeriesID, bounds: [Double]) {
        self.id = id
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] &+= 1
            state.sum += value
        }
    }

    /// Records a time; clocks that were set back make no negative one.
    func recordNanoseconds(_ duration: Int64) { record(Double(max(0, duration)) / 1e9) }

    func write(to text: inout PrometheusText) {
        let state = state.withLock { $0 }
        var count: UInt64 = 0
        for (bound, more) in zip(bounds + [.infinity], state.counts) {
            count &+= more
            let comma = id.labels.isEmpty ? "" : ","
            text.sample("\(id.metric)_bucket", "\(id.labels)\(comma)le=\"\(PrometheusText.number(bound))\"", count)
        }
        text.sample("\(id.metric)_sum", id.labels, state.sum)
        text.sample("\(id.metric)_count", id.labels, count)
    }
}

/// Stands in for series that a bound forbids, and counts what they would have been told.
final class DroppedValues: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    private let values = Atomic<UInt64>(0)

    var count: UInt64 { values.load(ordering: .relaxed) }

    private func drop() { values.wrappingAdd(1, ordering: .relaxed) }

    func increment(by: Int64) { drop() }
    func increment(by: Double) { drop() }
    func decrement(by: Double) { drop() }
    func set(_: Int64) { drop() }
    func set(_: Double) { drop() }
    func record(_: Int64) { drop() }
    func record(_: Double) { drop() }
    func recordNanoseconds(_: Int64) { drop() }
    func reset() {}
}

/// A number that many threads add to.
private struct AtomicDouble: ~Copyable, Sendable {
    private let bits = Atomic<UInt64>(0)

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    func add(_ amount: Double) {
        var seen = bits.load(ordering: .relaxed)
        while true {
            let sum = (Double(bitPattern: seen) + amount).bitPattern
            let (isExchanged, now) = bits.weakCompareExchange(expected: seen, desired: sum, ordering: .relaxed)
            if isExchanged { return }
            seen = now
        }
    }
}
