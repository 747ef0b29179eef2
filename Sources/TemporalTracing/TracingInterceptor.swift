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
/// workerOptions.nexusInterceptors = [tracing]
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

    /// A span without length; returns its context.
    func mark(_ name: String, _ attributes: KeyValuePairs<String, String>) -> ServiceContext {
        let span = begin(name, .client, in: .current, attributes)
        end(span)
        return span.context
    }

    /// The beginning of a span. No workflow's business, even where one's thread begins it: a tracer may use threads and locks of its own.
    private func begin(
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
    private func end(_ span: any Span, _ error: (any Error)? = nil) {
        RunExecutor.withoutMark {
            if let error, Self.isFailure(error) {
                span.recordError(error)
                span.setStatus(SpanStatus(code: .error, message: "\(error)"))
            }
            span.end()
        }
    }

    /// Whether `error` says that something went wrong: not where a run leaves this worker or goes on as another, where somebody asked
    /// for the end, where a client completes the activity, and where the author expects it.
    private static func isFailure(_ error: any Error) -> Bool {
        switch error {
        case is EvictionError, is ContinueAsNewError, is CompleteAsyncError: false
        case let failure as ApplicationFailure: failure.category != .benign
        default: !DataConverter.isCancellation(error)
        }
    }

    /// A span around `body`, which is given its context, and in which that is the current one.
    func trace<Output>(
        _ name: String, _ kind: SpanKind, in context: ServiceContext?, _ attributes: KeyValuePairs<String, String>,
        isolation: isolated (any Actor)? = #isolation, _ body: (ServiceContext) async throws -> Output
    ) async throws -> Output {
        let span = begin(name, kind, in: context, attributes)
        do {
            let output = try await ServiceContext.$current.withValue(span.context) { try await body(span.context) }
            end(span)
            return output
        } catch {
            end(span, error)
            throw error
        }
    }

    /// The same around what does not wait.
    func traceNow<Output>(
        _ name: String, _ kind: SpanKind, in context: ServiceContext?, _ attributes: KeyValuePairs<String, String>,
        _ body: () throws -> Output
    ) throws -> Output {
        let span = begin(name, kind, in: context, attributes)
        do {
            let output = try ServiceContext.$current.withValue(span.context) { try body() }
            end(span)
            return output
        } catch {
            end(span, error)
            throw error
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
        return extract(text: carrier)
    }

    /// The context that the headers of a Nexus operation carry, as ``carrier(of:)`` put it there.
    func extract(text headers: [String: String]) -> ServiceContext {
        RunExecutor.withoutMark {
            var context = ServiceContext.topLevel
            tracer.extract(headers, into: &context, using: TextByName())
            return context
        }
    }
}

/// A context as text by name.
private struct TextByName: Injector, Extractor {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
}
