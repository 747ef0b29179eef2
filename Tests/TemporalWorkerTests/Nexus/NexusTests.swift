// Nexus operations on a real server: called by workflows, answered at once or carried out by workflows.

import CoreMetrics
import Foundation
import MetricsTestKit
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private enum Shop {
    static let quote = NexusOperation<Int, String>("quote", of: "shop")
    static let deliver = NexusOperation<Int, String>("deliver", of: "shop")
    static let open = NexusOperation<Void, Void>("open", of: "shop")
    static let missing = NexusOperation<Int, String>("missing", of: "shop")
}

/// Calls an operation, and says what came of it.
private actor Calls: Workflow {
    func run(_ operation: String, _ endpoint: String, _ number: Int) async throws -> String {
        let all = ["quote": Shop.quote, "deliver": Shop.deliver, "missing": Shop.missing]
        guard let called = all[operation] else { return "" }
        do {
            let options = NexusOperationOptions(
                scheduleToClose: .seconds(60), scheduleToStart: .seconds(50), startToClose: .seconds(40),
                headers: ["trace": "t-\(number)"], summary: "a test")
            return try await executeNexus(called, number, endpoint: endpoint, options: options)
        } catch let failure as NexusOperationFailure {
            return "\(failure.operation): \(failure.cause.map { "\($0)" } ?? "")"
        }
    }
}

/// Calls an operation that takes nothing and gives nothing.
private actor Opens: Workflow {
    func run(_ endpoint: String) async throws { try await executeNexus(Shop.open, endpoint: endpoint) }
}

/// Cancels an operation in one of the ways, and lives on: a request of a caller that has ended goes nowhere.
private actor CancelsCall: Workflow {
    private var answer = ""
    private var mayEnd = false

    func run(_ kind: String, _ endpoint: String) async throws {
        let kinds: [String: NexusOperationCancellationType] = [
            "abandon": .abandon, "try": .tryCancel, "requested": .waitCancellationRequested,
            "completed": .waitCancellationCompleted,
        ]
        let options = NexusOperationOptions(cancellation: kinds[kind] ?? .abandon)
        let call = try await startNexus(Shop.deliver, 0, endpoint: endpoint, options: options)
        let waiting = Task { try await call.result() }
        try await sleep(for: .milliseconds(1))
        waiting.cancel()
        switch await waiting.result {
        case .success(let text): answer = text
        case .failure(let failure as NexusOperationFailure):
            answer = failure.cause is CanceledFailure ? "canceled, token \(call.token ?? "none")" : "\(failure)"
        case .failure(let error): throw error
        }
        try await wait { $0.mayEnd }
    }

    static var handlers: Handlers<CancelsCall> {
        Signal("end") { (w: isolated CancelsCall) in w.mayEnd = true }
        Query("answer") { (w: isolated CancelsCall) in w.answer }
    }
}

/// Delivers; number 0 never arrives.
private actor Delivers: Workflow {
    func run(_ number: Int) async throws -> String {
        if number < 0 { throw ApplicationFailure("nobody is there", type: "NobodyThere", nonRetryable: true) }
        if number == 0 { try await sleep(for: .seconds(3_600)) }
        return "delivered \(number)"
    }
}

@Suite(.timeLimit(.minutes(5))) struct NexusTests {
    /// A worker that offers the shop at an endpoint of its own, and calls it.
    private func shop(
        _ options: WorkerOptions = WorkerOptions(), converter: DataConverter = .default,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        _ quote: @escaping @Sendable (Int, NexusContext) async throws -> String = { number, _ in "\(number) euros" }
    ) async throws -> (Place, endpoint: String, RunningWorker) {
        let place = try await Place(converter: converter, metrics: metrics)
        let endpoint = "endpoint-\(UUID().uuidString)"
        try await place.cli.run([
            "operator", "nexus", "endpoint", "create", "--name", endpoint, "--target-namespace", "default",
            "--target-task-queue", place.taskQueue,
        ]).succeeded()
        let worker = try place.worker(options) {
            Calls.self
            CancelsCall.self
            Opens.self
            Delivers.self
            NexusHandler(Shop.quote, quote)
            NexusHandler(Shop.open) { _, _ in }
            NexusHandler(running: Shop.deliver) { number, context in
                let id = "deliver-\(context.requestID)"
                return number == 8
                    ? try await context.start("Delivers", number, id: id)
                    : try await context.start(Delivers.self, number, id: id)
            }
        }
        return (place, endpoint, worker)
    }

    @Test func `a handler answers at once, and knows who calls`() async throws {
        let seen = Mutex<NexusContext?>(nil)
        let (place, endpoint, worker) = try await shop { number, context in
            seen.withLock { $0 = context }
            return "\(number) euros"
        }
        #expect(
            try await place.result(place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"])) == "7 euros")
        let context = try #require(seen.withLock { $0 })
        #expect(context.service == "shop" && context.operation == "quote")
        #expect(context.headers["trace"] == "t-7")
        #expect(!context.requestID.isEmpty && context.deadline != nil)
        try await worker.stop()
    }

    @Test func `an operation may take nothing and give nothing`() async throws {
        let (place, endpoint, worker) = try await shop()
        let id = try await place.start("Opens", [#""\#(endpoint)""#])
        #expect(try await place.cli.closed(id) == "COMPLETED")
        let call = try #require(
            try await place.events(id).compactMap {
                if case .nexusOperationScheduled(let event) = $0 { event } else { nil }
            }.first)
        #expect(call.input?.encoding == "binary/null")
        try await worker.stop()
    }

    @Test func `the server is told how long an operation may take, and until when it has to start`() async throws {
        let (place, endpoint, worker) = try await shop()
        let id = try await place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"])
        #expect(try await place.result(id) == "7 euros")
        let call = try #require(
            try await place.events(id).compactMap {
                if case .nexusOperationScheduled(let event) = $0 { event } else { nil }
            }.first)
        #expect(call.scheduleToCloseTimeout == .seconds(60))
        #expect(call.scheduleToStartTimeout == .seconds(50))
        #expect(call.startToCloseTimeout == .seconds(40))
        try await worker.stop()
    }

    @Test func `a result that no message can carry fails the operation for good`() async throws {
        let calls = Mutex(0)
        let (place, endpoint, worker) = try await shop { _, _ in
            calls.withLock { $0 += 1 }
            return String(repeating: "x", count: 6_000_000)
        }
        let said = try await place.result(place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"]))
        #expect(said?.contains("too large") == true, "\(said ?? "")")
        #expect(calls.withLock { $0 } == 1)
        try await worker.stop()
    }

    /// Calls an operation whose first attempt throws `failure`, and checks that it is told with `text`, or tried again where it may be.
    private func expect(
        _ failure: ApplicationFailure, toldAs text: String, converter: DataConverter = .default
    ) async throws {
        let calls = Mutex(0)
        let (place, endpoint, worker) = try await shop(converter: converter) { _, _ in
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            if call == 2 { return "the second time" }
            throw failure
        }
        let said = try await place.result(place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"]))
        if failure.nonRetryable {
            #expect(said?.contains(text) == true, "\(said?.prefix(300) ?? "")")
        } else {
            #expect(said == "the second time")
        }
        #expect(calls.withLock { $0 } == (failure.nonRetryable ? 1 : 2))
        try await worker.stop()
    }

    @Test(arguments: [true, false])
    func `a failure that no message can carry is told in brief, and is tried again or not as it was`(
        isLast: Bool
    ) async throws {
        let text = String(repeating: "x", count: 6_000_000)
        try await expect(ApplicationFailure(text, type: "Huge", nonRetryable: isLast), toldAs: "too large")
    }

    @Test(arguments: [true, false])
    func `a failure whose details a codec refuses says that, and is tried again or not as it was`(
        isLast: Bool
    ) async throws {
        let faulty = Faulty()
        faulty.fail(.encode, at: "secret")
        try await expect(
            ApplicationFailure("no such ware", details: "secret", nonRetryable: isLast),
            toldAs: "payload codec Faulty failed to encode", converter: DataConverter(codecs: [faulty]))
        #expect(faulty.isSpent)
    }

    @Test func `a handler that does not heed the end of its time is left behind, and its slot is free`() async throws {
        let (metrics, mayEnd) = (TestMetrics(), Gate())
        let calls = Mutex(0)
        var options = WorkerOptions()
        options.maxConcurrentNexusTasks = 1
        let (place, endpoint, worker) = try await shop(options, metrics: metrics) { number, _ in
            let isFirst = calls.withLock { calls in
                calls += 1
                return calls == 1
            }
            if isFirst { try await Task.detached { try await mayEnd.wait() }.value }
            return "\(number) euros"
        }
        // The server gives an attempt ten seconds.
        let id = try await place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"])
        #expect(try await place.result(id) == "7 euros")
        let seen = Measured(metrics, place)
        #expect(seen.total("temporal_nexus_task_execution_failed", ("failure_reason", "timeout")) == 1)
        #expect(seen.total("temporal_nexus_task_execution_failed") == 1)
        mayEnd.open()
        try await worker.stop()
    }

    @Test func `of the handlers that do not heed the end of their time, those beyond the slots keep theirs`()
        async throws
    {
        let mayEnd = Gate()
        let running = Mutex((now: 0, most: 0))
        var options = WorkerOptions()
        options.maxConcurrentNexusTasks = 1
        let (place, endpoint, worker) = try await shop(options) { number, _ in
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            defer { running.withLock { $0.now -= 1 } }
            try await Task.detached { try await mayEnd.wait() }.value
            return "\(number) euros"
        }
        var ids: [String] = []
        for _ in 0..<3 { ids.append(try await place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"])) }
        try await eventually(within: .seconds(60)) { place.log.contains("it keeps its slot") }
        mayEnd.open()
        for id in ids { #expect(try await place.result(id) == "7 euros") }
        #expect(running.withLock { $0.most } == 2)
        try await worker.stop()
    }

    @Test func `operations are timed, each by itself`() async throws {
        let metrics = TestMetrics()
        let (place, endpoint, worker) = try await shop(metrics: metrics)
        #expect(
            try await place.result(place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"])) == "7 euros")
        for name in ["schedule_to_start", "execution", "endtoend"] {
            func times(_ operation: String) -> [Int64] {
                metrics.timers(
                    label: "temporal_nexus_task_\(name)_latency",
                    dimensions: [
                        ("namespace", "default"), ("task_queue", place.taskQueue), ("nexus_service", "shop"),
                        ("nexus_operation", operation),
                    ]
                ).first?.values ?? []
            }
            try await eventually { times("quote").count == 1 }
            #expect(times("quote").allSatisfy { (0..<60_000_000_000).contains($0) })
            #expect(times("deliver").isEmpty)
        }
        try await worker.stop()
    }

    @Test func `polls, slots and failures are counted, and why they failed`() async throws {
        let (metrics, mayEnd) = (TestMetrics(), Gate())
        var options = WorkerOptions()
        options.maxConcurrentNexusTasks = 7
        let (place, endpoint, worker) = try await shop(options, metrics: metrics) { number, _ in
            switch number {
            case 1: throw ApplicationFailure("no such ware", type: "NoWare", nonRetryable: true)
            case 2: throw NexusOperationError("sold out")
            case 3: throw NexusOperationError("closed", state: .canceled)
            default:
                try await mayEnd.wait()
                return "\(number) euros"
            }
        }
        let (seen, slots) = (Measured(metrics, place), ("worker_type", "NexusWorker"))
        for (number, reason) in [(1, "handler_error_INTERNAL"), (2, "operation_failed"), (3, "operation_canceled")] {
            let caller = try await place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "\(number)"])
            #expect(try await place.cli.closed(caller) == "COMPLETED")
            #expect(seen.total("temporal_nexus_task_execution_failed", ("failure_reason", reason)) == 1)
        }
        #expect(seen.total("temporal_nexus_task_execution_failed", ("nexus_operation", "quote")) == 3)
        let caller = try await place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "4"])
        try await eventually { () -> Bool in seen.level("temporal_worker_task_slots_used", slots) == 1 }
        try await eventually { () -> Bool in seen.level("temporal_worker_task_slots_available", slots) == 6 }
        mayEnd.open()
        #expect(try await place.result(caller) == "4 euros")
        #expect(seen.level("temporal_num_pollers", ("poller_type", "nexus_task")) ?? 0 >= 1)
        #expect(seen.counts("temporal_nexus_poll_no_task", ("poller_type", "nexus_task")))
        try await worker.stop()
    }

    @Test func `a worker that stops says which operations still run, and answers them`() async throws {
        let started = Gate()
        let answered = Mutex(false)
        var options = WorkerOptions()
        options.shutdownTimeout = .milliseconds(100)
        let (place, endpoint, worker) = try await shop(options) { number, _ in
            if started.isOpen { return "later" }
            started.open()
            try? await Task.sleep(for: .seconds(600))
            // What was canceled may take a moment to end.
            await Task.detached { try? await Task.sleep(for: .milliseconds(300)) }.value
            answered.withLock { $0 = true }
            throw CancellationError()
        }
        let caller = try await place.start("Calls", [#""quote""#, #""\#(endpoint)""#, "7"])
        try await started.wait()
        await worker.askToStop()
        try await worker.end()
        #expect(answered.withLock { $0 })
        #expect(place.log.contains("1 Nexus operations still run: they are given back"))
        let next = try place.worker {
            Calls.self
            NexusHandler(Shop.quote) { _, _ in "later" }
        }
        #expect(try await place.result(caller) == "later")
        try await next.stop()
    }

    @Test func `a workflow carries an operation out, and both sides link to each other`() async throws {
        let (place, endpoint, worker) = try await shop()
        let caller = try await place.start("Calls", [#""deliver""#, #""\#(endpoint)""#, "3"])
        #expect(try await place.result(caller) == "delivered 3")
        #expect(try await place.cli.history(caller).contains("operationToken"))
        let events = try await place.client.workflow(id: caller).history().events
        let links = try #require(events.first { $0.eventType == .nexusOperationStarted }).links
        guard links.count == 1, case .workflowEvent(let target)? = links[0].variant,
            case .requestIDRef(let request)? = target.reference
        else {
            Issue.record("the caller's history has one link, to the workflow's start: \(links)")
            return
        }
        #expect(request.eventType == .workflowExecutionStarted)
        try await worker.stop()
    }

    @Test func `failures say what failed, and what is useless is not tried again`() async throws {
        let tries = Mutex(0)
        let (place, endpoint, worker) = try await shop { number, _ in
            tries.withLock { $0 += 1 }
            switch number {
            case 1: throw ApplicationFailure("no such ware", type: "NoWare", nonRetryable: true)
            case 2: throw NexusOperationError("sold out")
            case 3: throw NexusOperationError("closed", state: .canceled)
            default:
                if tries.withLock({ $0 }) < 3 { throw ApplicationFailure("busy", type: "Busy") }
                return "after \(tries.withLock { $0 })"
            }
        }
        func call(_ operation: String, _ number: Int) async throws -> String? {
            try await place.result(place.start("Calls", ["\"\(operation)\"", #""\#(endpoint)""#, "\(number)"]))
        }
        #expect(try await call("quote", 1)?.contains("no such ware") == true)
        #expect(tries.withLock { $0 } == 1)
        #expect(try await call("quote", 2)?.contains("sold out") == true)
        #expect(try await call("quote", 3)?.contains("Canceled") == true)
        #expect(try await call("missing", 1)?.contains("no operation shop/missing") == true)
        #expect(try await call("deliver", 8) == "delivered 8")
        #expect(try await call("deliver", -1)?.contains("nobody is there") == true)
        tries.withLock { $0 = 0 }
        #expect(try await call("quote", 4) == "after 3")
        try await worker.stop()
    }

    @Test(arguments: ["abandon", "try", "requested", "completed"])
    func `a cancellation reaches the workflow, unless the operation is abandoned`(kind: String) async throws {
        let (place, endpoint, worker) = try await shop()
        let caller = try await place.start("CancelsCall", ["\"\(kind)\"", #""\#(endpoint)""#])
        let handle = place.client.workflow(id: caller)
        try await eventually { try await !handle.query("answer", as: String.self).isEmpty }
        let answer = try await handle.query("answer", as: String.self)
        #expect(answer.hasPrefix("canceled, token ") && !answer.hasSuffix("none"), "\(answer)")
        let id = try await eventually { () -> String? in
            var delivery: String?
            for try await workflow in place.client.workflows(
                where: "WorkflowType = 'Delivers' AND TaskQueue = '\(place.taskQueue)'")
            { delivery = workflow.id }
            return delivery
        }
        if kind == "abandon" {
            #expect(try await place.cli.status(id) == "RUNNING")
            try await place.cli.workflow("terminate", id)
        } else {
            #expect(try await place.cli.closed(id) == "CANCELED")
        }
        try await place.cli.workflow("signal", caller, ["--name", "end"])
        #expect(try await place.cli.closed(caller) == "COMPLETED")
        try await worker.stop()
    }

    @Test func `two handlers of one operation are a mistake`() async throws {
        let place = try await Place()
        #expect(throws: RegistrationError.self) {
            try place.worker {
                NexusHandler(Shop.quote) { _, _ in "" }
                NexusHandler(Shop.quote) { _, _ in "" }
            }
        }
    }
}
