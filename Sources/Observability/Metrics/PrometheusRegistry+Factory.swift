// What swift-metrics asks of a backend.

import CoreMetrics

extension PrometheusRegistry: MetricsFactory {
    /// A series of the counter `label`, with `_total` behind its name.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions).handler({ $0 }, { $0 })
    }

    /// A series of the counter `label`, with `_total` behind its name.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions).handler({ $0 }, { $0 })
    }

    /// A series of the gauge `label`.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions).handler({ $0 }, { $0 })
    }

    /// A series of the histogram `label`, or of the gauge `label` where values are not to be aggregated.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions).handler({ $0 }, { $0 }) }
        let bounds = bounds(label, orElse: Self.recorderBuckets)
        return series(.histogram, label, dimensions) { HistogramSeries($0, bounds: bounds) }.handler({ $0 }, { $0 })
    }

    /// A series of the histogram `label`, in seconds, with `_seconds` behind its name.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let bounds = bounds(label, orElse: Self.timerBuckets)
        return series(.histogram, label, suffix: "_seconds", dimensions) { HistogramSeries($0, bounds: bounds) }
            .handler({ $0 }, { $0 })
    }

    /// Takes back a counter; its series leaves with the last who made it.
    public func destroyCounter(_ handler: any CounterHandler) { leave(handler) }

    /// Takes back a counter; its series leaves with the last who made it.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { leave(handler) }

    /// Takes back a meter; its series leaves with the last who made it.
    public func destroyMeter(_ handler: any MeterHandler) { leave(handler) }

    /// Takes back a recorder; its series leaves with the last who made it.
    public func destroyRecorder(_ handler: any RecorderHandler) { leave(handler) }

    /// Takes back a timer; its series leaves with the last who made it.
    public func destroyTimer(_ handler: any TimerHandler) { leave(handler) }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> Place<CounterSeries> {
        series(.counter, label, suffix: "_total", dimensions) { CounterSeries($0) }
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> Place<GaugeSeries> {
        series(.gauge, label, dimensions) { GaugeSeries($0) }
    }
}
