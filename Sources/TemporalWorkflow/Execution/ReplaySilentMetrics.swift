// A workflow's metrics are reported once: while history is replayed they stand with whoever collects them already, and what code
// does that is made to end because its run leaves memory never happened. Nothing is kept here: who makes the worker's metrics
// knows them by their names, and is asked again when the code asks again.

import CoreMetrics

extension WorkflowInstance {
    /// Makes metrics that are silent while history is replayed.
    var metrics: any MetricsFactory {
        if setup.metrics is NOOPMetricsHandler { return setup.metrics }
        return ReplaySilentMetrics(base: setup.metrics, code: LiveCode(instance: self))
    }
}

/// The code of a run, as far as it does something for the first time.
private struct LiveCode: Sendable {
    /// Weak, for the workflow may keep its metrics, and the instance keeps the workflow.
    weak let instance: WorkflowInstance?

    /// Does what the code asks for if it is live.
    func report(_ body: () -> Void) {
        guard let instance, !instance.isReplaying, !instance.executor.isEvicted else { return }
        // Who collects metrics may start tasks of its own, which are none of the run's.
        RunExecutor.withoutMark { body() }
    }
}

/// What a workflow may keep and yet is none of its state: `WorkflowState` does not look into it.
private protocol Opaque: CustomReflectable {}

extension Opaque {
    var customMirror: Mirror { Mirror(self, children: [:]) }
}

private struct ReplaySilentMetrics: MetricsFactory, Opaque {
    let base: any MetricsFactory
    let code: LiveCode

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let handler = RunExecutor.withoutMark { base.makeCounter(label: label, dimensions: dimensions) }
        return SilentCounter(base: handler, code: code)
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        let handler = RunExecutor.withoutMark { base.makeFloatingPointCounter(label: label, dimensions: dimensions) }
        return SilentFloatingPointCounter(base: handler, code: code)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        let handler = RunExecutor.withoutMark { base.makeMeter(label: label, dimensions: dimensions) }
        return SilentMeter(base: handler, code: code)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        let handler = RunExecutor.withoutMark {
            base.makeRecorder(label: label, dimensions: dimensions, aggregate: aggregate)
        }
        return SilentRecorder(base: handler, code: code)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let handler = RunExecutor.withoutMark { base.makeTimer(label: label, dimensions: dimensions) }
        return SilentTimer(base: handler, code: code)
    }

    // What was made is taken back in any case, for a replay makes it too.

    func destroyCounter(_ handler: any CounterHandler) {
        guard let handler = handler as? SilentCounter else { return }
        RunExecutor.withoutMark { base.destroyCounter(handler.base) }
    }

    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        guard let handler = handler as? SilentFloatingPointCounter else { return }
        RunExecutor.withoutMark { base.destroyFloatingPointCounter(handler.base) }
    }

    func destroyMeter(_ handler: any MeterHandler) {
        guard let handler = handler as? SilentMeter else { return }
        RunExecutor.withoutMark { base.destroyMeter(handler.base) }
    }

    func destroyRecorder(_ handler: any RecorderHandler) {
        guard let handler = handler as? SilentRecorder else { return }
        RunExecutor.withoutMark { base.destroyRecorder(handler.base) }
    }

    func destroyTimer(_ handler: any TimerHandler) {
        guard let handler = handler as? SilentTimer else { return }
        RunExecutor.withoutMark { base.destroyTimer(handler.base) }
    }
}

private final class SilentCounter: CounterHandler, Opaque {
    let base: any CounterHandler
    private let code: LiveCode

    init(base: any CounterHandler, code: LiveCode) {
        self.base = base
        self.code = code
    }

    func increment(by amount: Int64) { code.report { base.increment(by: amount) } }
    func reset() { code.report { base.reset() } }
}

private final class SilentFloatingPointCounter: FloatingPointCounterHandler, Opaque {
    let base: any FloatingPointCounterHandler
    private let code: LiveCode

    init(base: any FloatingPointCounterHandler, code: LiveCode) {
        self.base = base
        self.code = code
    }

    func increment(by amount: Double) { code.report { base.increment(by: amount) } }
    func reset() { code.report { base.reset() } }
}

private final class SilentMeter: MeterHandler, Opaque {
    let base: any MeterHandler
    private let code: LiveCode

    init(base: any MeterHandler, code: LiveCode) {
        self.base = base
        self.code = code
    }

    func set(_ value: Int64) { code.report { base.set(value) } }
    func set(_ value: Double) { code.report { base.set(value) } }
    func increment(by amount: Double) { code.report { base.increment(by: amount) } }
    func decrement(by amount: Double) { code.report { base.decrement(by: amount) } }
}

private final class SilentRecorder: RecorderHandler, Opaque {
    let base: any RecorderHandler
    private let code: LiveCode

    init(base: any RecorderHandler, code: LiveCode) {
        self.base = base
        self.code = code
    }

    func record(_ value: Int64) { code.report { base.record(value) } }
    func record(_ value: Double) { code.report { base.record(value) } }
}

private final class SilentTimer: TimerHandler, Opaque {
    let base: any TimerHandler
    private let code: LiveCode

    init(base: any TimerHandler, code: LiveCode) {
        self.base = base
        self.code = code
    }

    func recordNanoseconds(_ duration: Int64) { code.report { base.recordNanoseconds(duration) } }

    /// Handed on in any case: a timer that is made in a replay may be used when that is over.
    func preferDisplayUnit(_ unit: TimeUnit) { RunExecutor.withoutMark { base.preferDisplayUnit(unit) } }
}
