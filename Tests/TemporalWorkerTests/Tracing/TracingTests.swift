// Traces on a real server: one trace leads from a client's call through workflow, activities and child, and replays add nothing.

import Foundation
import InMemoryTracing
import TemporalCore
import TemporalTracing
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing
import Tracing

/// Books, in a span of its own; a negative number is an error.
private struct Book: Activity {
    let tracer: InMemoryTracer

    func run(_ number: Int) async throws -> Int {
        if number < 0 { throw ApplicationFailure("no such seat", type: "NoSeat", nonRetryable: true) }
        return tracer.withSpan("reserve") { _ in number }
    }
}

private actor Leg: Workflow {
    private var mayGo = false

    func run() async throws { try await wait { $0.mayGo } }

    static var go: Signal<Leg, Void> { Signal("go") { $0.mayGo = true } }
    static var handlers: Handlers<Leg> { go }
}

private actor Trip: Workflow {
    private var mayEnd = false

    func run(_ number: Int) async throws -> Int {
        if number == 0 { try continueAsNew(1) }
        let seat = try await execute(Book.self, number, startToClose: .seconds(10))
        let meal = try await executeLocal(Book.self, number, startToClose: .seconds(10))
        let child = try await startChild(Leg.self)
        try await child.signal(Leg.go)
        try await child.result()
        try await wait { $0.mayEnd }
        return seat + meal
    }

    static var end: Signal<Trip, Void> { Signal("end") { $0.mayEnd = true } }
    static var seats: Query<Trip, Void, Int> { Query("seats") { _ in 1 } }
    static var change: Update<Trip, Int, Int> {
        Update("change") { workflow, seat in try await workflow.execute(Book.self, seat, startToClose: .seconds(10)) }
    }
    static var handlers: Handlers<Trip> {
        end
        seats
        change
    }
}

@Suite(.timeLimit(.minutes(5))) struct TracingTests {
    private let tracer = InMemoryTracer()
    private var tracing: TracingInterceptor { TracingInterceptor(tracer: tracer) }

    private var options: WorkerOptions {
        var options = WorkerOptions()
        options.workflowInterceptors = [tracing]
        options.activityInterceptors = [tracing]
        return options
    }

    /// Each finished span, and what it follows.
    private var spans: [String: Int] {
        let spans = tracer.finishedSpans
        let names = Dictionary(spans.map { ($0.spanID, $0.operationName) }) { $1 }
        return Dictionary(
            spans.map { ("\($0.parentSpanID.map { names[$0] ?? "?" } ?? "") > \($0.operationName)", 1) }
        ) { $0 + $1 }
    }

    @Test func `a trace leads from the client through everything that its call brings about`() async throws {
        let place = try await Place(interceptors: [tracing])
        let worker = try place.worker(options) {
            Trip.self
            Leg.self
            Book(tracer: tracer)
        }
        let id = UUID().uuidString
        let handle = try await tracer.withSpan("request") { span in
            try await ServiceContext.withValue(span.context) {
                try await place.client.startWorkflow(Trip.self, 0, id: id, taskQueue: place.taskQueue)
            }
        }
        let current = TypedWorkflowHandle<Trip>(untyped: place.client.workflow(id: id))
        try await eventually { try await !place.events(id).isEmpty && tracer.finishedSpans.count > 2 }
        #expect(try await current.query(Trip.seats) == 1)
        #expect(try await current.update(Trip.change, 3) == 3)
        try await current.signal(Trip.end)
        #expect(try await handle.result() == 2)
        try await eventually { spans["StartChildWorkflow:Leg > RunWorkflow:Leg"] == 1 }
        let expected = [
            " > request": 1, "request > StartWorkflow:Trip": 1, "StartWorkflow:Trip > RunWorkflow:Trip": 1,
            // The run that follows.
            "RunWorkflow:Trip > RunWorkflow:Trip": 1, "RunWorkflow:Trip > StartActivity:Book": 2,
            "StartActivity:Book > RunActivity:Book": 3, "RunActivity:Book > reserve": 3,
            "RunWorkflow:Trip > StartChildWorkflow:Leg": 1, "StartChildWorkflow:Leg > RunWorkflow:Leg": 1,
            "RunWorkflow:Trip > SignalChildWorkflow:go": 1, "SignalChildWorkflow:go > HandleSignal:go": 1,
            " > QueryWorkflow:seats": 1, "QueryWorkflow:seats > HandleQuery:seats": 1,
            " > StartWorkflowUpdate:change": 1, "StartWorkflowUpdate:change > ValidateUpdate:change": 1,
            "StartWorkflowUpdate:change > HandleUpdate:change": 1, "HandleUpdate:change > StartActivity:Book": 1,
            " > SignalWorkflow:end": 1, "SignalWorkflow:end > HandleSignal:end": 1,
        ]
        try await eventually { spans == expected }
        #expect(spans == expected)
        #expect(tracer.finishedSpans.allSatisfy { $0.errors.isEmpty })
        let run = try #require(tracer.finishedSpans.first { $0.operationName == "RunActivity:Book" })
        #expect(run.attributes["temporalWorkflowID"]?.toSpanAttribute() == .string(id))
        // Replays what ran, with the interceptor.
        try await worker.stop()
        #expect(spans == expected)
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test func `a run that is replayed for each of its tasks makes each span once`() async throws {
        let place = try await Place(interceptors: [tracing])
        var options = options
        options.maxCachedWorkflows = 0
        let worker = try place.worker(options) {
            Trip.self
            Leg.self
            Book(tracer: tracer)
        }
        let handle = try await place.client.startWorkflow(
            Trip.self, 1, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await handle.signal(Trip.end)
        #expect(try await handle.result() == 2)
        try await worker.stop()
        let names = Dictionary(tracer.finishedSpans.map { ($0.operationName, 1) }) { $0 + $1 }
        #expect(
            names == [
                "StartWorkflow:Trip": 1, "RunWorkflow:Trip": 1, "StartActivity:Book": 2, "RunActivity:Book": 2,
                "reserve": 2, "StartChildWorkflow:Leg": 1, "RunWorkflow:Leg": 1, "SignalChildWorkflow:go": 1,
                "HandleSignal:go": 1, "SignalWorkflow:end": 1, "HandleSignal:end": 1,
            ])
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test func `what fails is an error of its spans`() async throws {
        let place = try await Place(interceptors: [tracing])
        let worker = try place.worker(options) {
            Trip.self
            Leg.self
            Book(tracer: tracer)
        }
        let handle = try await place.client.startWorkflow(
            Trip.self, -1, id: UUID().uuidString, taskQueue: place.taskQueue)
        await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        try await worker.stop()
        let failed = tracer.finishedSpans.filter { !$0.errors.isEmpty && $0.status?.code == .error }
        #expect(Set(failed.map(\.operationName)) == ["RunWorkflow:Trip", "RunActivity:Book"])
    }
}
