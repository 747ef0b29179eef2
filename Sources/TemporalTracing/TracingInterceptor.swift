// Traces of what clients, workflows and activities do for one another, as spans of swift-distributed-tracing. Their names, and the
// header that carries their context, are those of the other SDKs, so a trace may lead through several languages.

import TemporalCore
import TemporalWorker
import TemporalWorkflow
import Tracing

/// Makes a trace of a client's calls and of everything that they bring about.
///
/// ```swift
/// let tracing = TracingInterceptor()
/// let client = TemporalClient(options, interceptors: [tracing])
/// var workerOptions = WorkerOptions()
/// workerOptions.workflowInterceptors = [tracing]
/// workerOptions.activityInterceptors = [tracing]
/// ```
/// What a client asks for is a span as long as its call, what a workflow asks for is one without length, and what either of them reaches
/// is one as long as it runs: a workflow's run as long as it is in one worker's memory. Replays make no spans. In workflows and
/// activities `ServiceContext.current` is the context of their span, so spans of your own activities' clients follow.
public struct TracingInterceptor: Sendable {
    /// The header that carries the context, as JSON of text by name.
    static let header = "_tracer-data"

    private let fixedTracer: (any Tracer)?

    /// Traces with `tracer`; nil is the one that `InstrumentationSystem` was bootstrapped with when a span begins.
    public init(tracer: (any Tracer)? = nil) {
        fixedTracer = tracer
    }

    private var tracer: any Tracer { fixedTracer ?? InstrumentationSystem.tracer }

    /// The beginning of a span. No workflow's business, even where one's thread begins it: a tracer may use threads and locks of its own.
    func begin(
        _ name: String, _ kind: SpanKind, in context: ServiceContext?, _ attributes: KeyValuePairs<String, String>
    ) -> any Span {
        RunExecutor.withoutMark {
            let span = tracer.startAnySpan(name, context: context ?? .topLevel, ofKind: kind)
            span.updateAttributes { spanAttributes in
                for (key, value) in attributes { spanAttributes[key] = value }
            }
            return span
        }
    }

    /// The end of a span, with what was thrown.
    func end(_ span: any Span, _ error: (any Error)? = nil) {
        RunExecutor.withoutMark {
            if let error, !(error is EvictionError), !(error is ContinueAsNewError) {
                span.recordError(error)
                span.setStatus(SpanStatus(code: .error, message: "\(error)"))
            }
            span.end()
        }
    }

    /// `context` as text by name; empty where the tracer has nothing to say.
    func carrier(of context: ServiceContext?) -> [String: String] {
        var carrier: [String: String] = [:]
        guard let context else { return carrier }
        RunExecutor.withoutMark { tracer.inject(context, into: &carrier, using: TextByName()) }
        return carrier
    }

    /// Puts `context` into `headers`.
    func inject(_ context: ServiceContext?, into headers: inout [String: Payload]) throws {
        let carrier = carrier(of: context)
        if !carrier.isEmpty { headers[Self.header] = try DataConverter.default.encode(carrier) }
    }

    /// The context that `headers` carry; one that cannot be read is none, for a trace must not break what it shows.
    func extract(_ headers: [String: Payload]) -> ServiceContext? {
        guard let payload = headers[Self.header],
            let carrier = try? DataConverter.default.decode(payload, as: [String: String].self)
        else { return nil }
        return RunExecutor.withoutMark {
            var context = ServiceContext.topLevel
            tracer.extract(carrier, into: &context, using: TextByName())
            return context
        }
    }
}

/// A context as text by name.
private struct TextByName: Injector, Extractor {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
}
