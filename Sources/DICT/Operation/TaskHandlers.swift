// Handlers of metrics that tell two: the library's own first, and the DICT worker's besides.

import CoreMetrics
import Synchronization

/// A counter that is heard of elsewhere, too.
final class TaskCounter: CounterHandler {
    let base: any CounterHandler
    private let also: @Sendable (Int64) -> Void

    init(_ base: any CounterHandler, also: @escaping @Sendable (Int64) -> Void) {
        self.base = base
        self.also = also
    }

    func increment(by amount: Int64) {
        base.increment(by: amount)
        also(amount)
    }

    func reset() { base.reset() }
}

/// A timer that is heard of elsewhere, too.
final class TaskTimer: TimerHandler {
    let base: any TimerHandler
    private let also: @Sendable (Int64) -> Void

    init(_ base: any TimerHandler, also: @escaping @Sendable (Int64) -> Void) {
        self.base = base
        self.also = also
    }

    func recordNanoseconds(_ duration: Int64) {
        base.recordNanoseconds(duration)
        also(duration)
    }

    func preferDisplayUnit(_ unit: TimeUnit) { base.preferDisplayUnit(unit) }
}

/// A meter with a share in a sum: what several workers of one task queue do at once adds up.
final class TaskMeter: MeterHandler {
    let base: any MeterHandler
    private let sum: Meter
    private let share = Mutex(0.0)

    init(_ base: any MeterHandler, _ sum: Meter) {
        self.base = base
        self.sum = sum
    }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) {
        base.set(value)
        share.withLock { share in
            if value > share { sum.increment(by: value - share) }
            if value < share { sum.decrement(by: share - value) }
            share = value
        }
    }

    func increment(by amount: Double) {
        base.increment(by: amount)
        share.withLock { $0 += amount }
        sum.increment(by: amount)
    }

    func decrement(by amount: Double) {
        base.decrement(by: amount)
        share.withLock { $0 -= amount }
        sum.decrement(by: amount)
    }
}
