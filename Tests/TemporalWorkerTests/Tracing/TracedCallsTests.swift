// Traces of calls that are rarer: starts with a signal or an update, signals to other workflows, activities without a workflow,
// schedules, Nexus operations, dynamic workflows; and which ends of them are no errors.

import Foundation
import InMemoryTracing
import TemporalCore
import TemporalTracing
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing
import Tracing

private let parcel = NexusOperation<Int, String>("parcel", of: "post")

/// Has a parcel delivered; where the number is 0, it thinks better of it.
private actor Sends: Workflow {
    func run(_ endpoint: String, _ number: Int) async throws -> String {
        let call = try await startNexus(
            parcel, number, endpoint: endpoint, options: NexusOperationOptions(cancellation: .waitCancellationCompleted)
        )
        let waiting = Task { try await call.result() }
        if number == 0 {
            try await sleep(for: .milliseconds(1))
            waiting.cancel()
            _ = await waiting.result
            return "canceled"
        }
        return try await waiting.value
    }
}

private actor Carries: Workflow {
    func run(_ number: Int) async throws -> String {
        if number == 0 { try await sleep(for: .seconds(3600)) }
        return "parcel \(number)"
    }
}

/// Does what its name says.
private actor Anyone: DynamicWorkflow {
    func run(_ arguments: RawArguments) async throws {
        switch info.workflowType {
        case "Waits": try await sleep(for: .seconds(3600))
        case "Fails": throw ApplicationFailure("as expected", type: "Expected", category: .benign)
        default: break
        }
    }
}

/// Looks something up in its worker.
private actor LooksUp: Workflow {
    func run() async throws -> Int { try await executeLocal(Scripted.self, 1, startToClose: .seconds(30)) }
}

/// Waits until somebody tells or asks it to end.
private actor Listens: Workflow {
    private var mayEnd = false

    func run() async throws { try await wait { $0.mayEnd } }

    static var tell: Signal<Listens, Void> { Signal("tell") { $0.mayEnd = true } }
    static var ask: Update<Listens, Void, String> {
        Update("ask") { (w: isolated Listens) in
            w.mayEnd = true
            return "heard"
        }
    }
    static var handlers: Handlers<Listens> {
        tell
        ask
    }
}

/// Tells another workflow to end.
private actor Tells: Workflow {
    func run(_ id: String) async throws { try await externalWorkflow(Listens.self, id: id).signal(Listens.tell) }
}

@Suite(.timeLimit(.minutes(5))) struct TracedCallsTests {
    private let tracer = InMemoryTracer()
    private var tracing: TracingInterceptor { TracingInterceptor(tracer: tracer) }

    private var options: WorkerOptions {
        var options = WorkerOptions()
        options.workflowInterceptors = [tracing]
        options.activityInterceptors = [tracing]
        options.nexusInterceptors = [tracing]
        return options
    }

    /// Each finished span after what it follows.
    private var spans: Set<String> {
        let spans = tracer.finishedSpans
        let names = Dictionary(spans.map { ($0.spanID, $0.operationName) }) { $1 }
        return Set(spans.map { "\($0.parentSpanID.map { names[$0] ?? "?" } ?? "") > \($0.operationName)" })
    }

    private var failed: [String] {
        tracer.finishedSpans.filter { !$0.errors.isEmpty || $0.status?.code == .error }.map(\.operationName)
    }

    @Test func `a trace leads through Nexus operations to the workflows that carry them out`() async throws {
        let place = try await Place(interceptors: [tracing])
        let endpoint = "endpoint-\(UUID().uuidString)"
        try await place.cli.run([
            "operator", "nexus", "endpoint", "create", "--name", endpoint, "--target-namespace", "default",
            "--target-task-queue", place.taskQueue,
        ]).succeeded()
        let worker = try place.worker(options) {
            Sends.self
            Carries.self
            NexusHandler(running: parcel) { number, context in
                try await context.start(Carries.self, number, id: "parcel-\(context.requestID)")
            }
        }
        for (number, answer) in [(1, "parcel 1"), (0, "canceled")] {
            let handle = try await place.client.startWorkflow(
                Sends.self, endpoint, number, id: UUID().uuidString, taskQueue: place.taskQueue)
            #expect(try await handle.result() == answer)
        }
        try await worker.stop()
        for span in [
            "RunWorkflow:Sends > StartNexusOperation:post/parcel",
            "StartNexusOperation:post/parcel > RunStartNexusOperationHandler:post/parcel",
            "RunStartNexusOperationHandler:post/parcel > StartWorkflow:Carries",
            "StartWorkflow:Carries > RunWorkflow:Carries",
        ] { #expect(spans.contains(span), "\(span) of \(spans.sorted())") }
        #expect(spans.contains { $0.hasSuffix("> RunCancelNexusOperationHandler:post/parcel") })
        #expect(failed.isEmpty, "what was canceled has not failed: \(failed)")
    }

    @Test func `a trace leads through activities without a workflow, and through schedules`() async throws {
        let place = try await Place(interceptors: [tracing])
        let worker = try place.worker(options) {
            Quick.self
            Scripted { number in
                if number == 0 { throw CompleteAsyncError() }
                return number
            }
        }
        func start(_ number: Int) async throws -> TypedActivityHandle<Scripted> {
            try await place.client.startActivity(
                Scripted.self, number, id: UUID().uuidString, taskQueue: place.taskQueue,
                options: StartActivityOptions(startToClose: .seconds(30)))
        }
        #expect(try await start(3).result() == 3)
        let async = try await start(0)
        try await eventually { tracer.finishedSpans.filter { $0.operationName == "RunActivity:Scripted" }.count == 2 }
        try await async.untyped.operations.asyncActivity.complete(5)
        #expect(try await async.result() == 5)

        let id = UUID().uuidString
        let schedule = try await place.client.createSchedule(
            id: id,
            Schedule(starting: ScheduledWorkflow(Quick.self, id: id, taskQueue: place.taskQueue), at: .daily(hour: 2)),
            triggersNow: true)
        try await eventually { spans.contains("CreateSchedule:\(id) > RunWorkflow:Quick") }
        try await schedule.delete()
        try await worker.stop()
        #expect(spans.contains(" > StartActivity:Scripted"))
        #expect(spans.contains("StartActivity:Scripted > RunActivity:Scripted"))
        #expect(failed.isEmpty, "what a client completes has not failed: \(failed)")
    }

    @Test func `a trace leads through starts with a signal or an update, and through signals to other workflows`()
        async throws
    {
        let place = try await Place(interceptors: [tracing])
        let worker = try place.worker(options) {
            Listens.self
            Tells.self
        }
        let signaled = try await place.client.signalWithStart(
            Listens.self, id: UUID().uuidString, taskQueue: place.taskQueue, signal: Listens.tell, ())
        try await signaled.result()
        let update = try await place.client.startUpdateWithStart(
            Listens.self, id: UUID().uuidString, taskQueue: place.taskQueue, update: Listens.ask, (),
            waitingFor: .completed)
        #expect(try await update.result() == "heard")
        let listener = try await place.client.startWorkflow(
            Listens.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        let teller = try await place.client.startWorkflow(
            Tells.self, listener.id, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await teller.result()
        try await listener.result()
        try await worker.stop()
        let expected: Set = [
            " > SignalWithStartWorkflow:Listens", "SignalWithStartWorkflow:Listens > RunWorkflow:Listens",
            "SignalWithStartWorkflow:Listens > HandleSignal:tell",
            " > StartUpdateWithStartWorkflow:Listens", "StartUpdateWithStartWorkflow:Listens > RunWorkflow:Listens",
            "StartUpdateWithStartWorkflow:Listens > ValidateUpdate:ask",
            "StartUpdateWithStartWorkflow:Listens > HandleUpdate:ask",
            " > StartWorkflow:Listens", "StartWorkflow:Listens > RunWorkflow:Listens",
            " > StartWorkflow:Tells", "StartWorkflow:Tells > RunWorkflow:Tells",
            "RunWorkflow:Tells > SignalExternalWorkflow:tell", "SignalExternalWorkflow:tell > HandleSignal:tell",
        ]
        #expect(spans == expected, "\(spans.symmetricDifference(expected).sorted())")
        #expect(failed.isEmpty, "\(failed)")
    }

    @Test func `dynamic workflows have their own names, and what was canceled or is benign has not failed`()
        async throws
    {
        let place = try await Place(interceptors: [tracing])
        let worker = try place.worker(options) { Anyone.self }
        for type in ["Waits", "Fails"] {
            let handle = try await place.client.startWorkflow(
                type, id: UUID().uuidString, taskQueue: place.taskQueue)
            if type == "Waits" { try await handle.cancel() }
            await #expect(throws: WorkflowFailedError.self) { try await handle.result(as: Bool?.self) }
        }
        try await worker.stop()
        #expect(
            spans.isSuperset(of: ["StartWorkflow:Waits > RunWorkflow:Waits", "StartWorkflow:Fails > RunWorkflow:Fails"])
        )
        #expect(failed.isEmpty, "\(failed)")
    }

    @Test func `a local activity that the next worker runs while it replays stays in its trace`() async throws {
        let place = try await Place(interceptors: [tracing])
        let started = Gate()
        var options = options
        options.shutdownTimeout = .milliseconds(300)
        let worker = try place.worker(options) {
            LooksUp.self
            Scripted { _ in
                started.open()
                try await Task.sleep(for: .seconds(600))
                return 0
            }
        }
        var start = StartWorkflowOptions()
        start.taskTimeout = .seconds(2)
        let handle = try await place.client.startWorkflow(
            LooksUp.self, id: UUID().uuidString, taskQueue: place.taskQueue, options: start)
        try await started.wait()
        // The worker has asked for more time, so the next one replays the task in which the activity was asked for.
        try await eventually {
            try await place.events(handle.id).contains { if case .workflowTaskCompleted = $0 { true } else { false } }
        }
        await worker.askToStop()
        try await worker.end()
        let next = try place.worker(options) {
            LooksUp.self
            Scripted { $0 }
        }
        #expect(try await handle.result() == 1)
        try await next.stop()
        let trace = try #require(tracer.finishedSpans.first { $0.operationName == "StartWorkflow:LooksUp" }?.traceID)
        let attempts = tracer.finishedSpans.filter { $0.operationName == "RunActivity:Scripted" }
        #expect(attempts.count == 2)
        #expect(attempts.allSatisfy { $0.traceID == trace })
    }
}
