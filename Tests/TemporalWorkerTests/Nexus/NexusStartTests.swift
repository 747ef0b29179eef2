// Nexus handlers that decide how an operation begins, and what their callers are told when they cancel it, on a real server.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private enum Depot {
    static let send = NexusOperation<String, String>("send", of: "depot")
}

/// Calls an operation, cancels it when it is told to, and says what came of it.
private actor Sends: Workflow {
    private var answer = ""
    private var isCanceled = false
    private var mayEnd = false

    func run(_ parcel: String, _ endpoint: String, _ kind: String) async throws -> String {
        let kinds: [String: NexusOperationCancellationType] = [
            "try": .tryCancel, "requested": .waitCancellationRequested, "completed": .waitCancellationCompleted,
        ]
        let options = NexusOperationOptions(cancellation: kinds[kind] ?? .abandon)
        let call = Task {
            do {
                answer = try await executeNexus(Depot.send, parcel, endpoint: endpoint, options: options)
            } catch let failure as NexusOperationFailure {
                answer = failure.cause is CanceledFailure ? "canceled" : "\(failure.cause.map { "\($0)" } ?? "")"
            }
        }
        try await wait { $0.isCanceled || !$0.answer.isEmpty }
        if isCanceled {
            call.cancel()
            // A request of a caller that has ended goes nowhere.
            try await wait { $0.mayEnd && !$0.answer.isEmpty }
        }
        return answer
    }

    static var handlers: Handlers<Sends> {
        Signal("cancel") { (w: isolated Sends) in w.isCanceled = true }
        Signal("end") { (w: isolated Sends) in w.mayEnd = true }
        Query("answer") { (w: isolated Sends) in w.answer }
    }
}

/// Carries a crate until it has arrived.
private actor Ships: Workflow {
    private var hasArrived = false

    func run() async throws -> String {
        try await wait { $0.hasArrived }
        return "shipped"
    }

    static var handlers: Handlers<Ships> { Signal("arrive") { (w: isolated Ships) in w.hasArrived = true } }
}

@Suite(.timeLimit(.minutes(5))) struct NexusStartTests {
    private typealias Cancel = @Sendable (String, NexusCancelContext) async throws -> Void

    /// A worker with a depot, which sends letters at once, has crates shipped by workflows that bear their names, and leaves everything
    /// else to others; then it shows `told` the request. Canceling does what `cancel` does, if there is one.
    private func depot(
        server: DevServer? = nil, told: @escaping @Sendable (NexusContext) -> Void = { _ in },
        cancel: Cancel? = nil
    ) async throws -> (Place, endpoint: String, RunningWorker) {
        let place = try await Place(server: server)
        let endpoint = "endpoint-\(UUID().uuidString)"
        try await place.cli.run([
            "operator", "nexus", "endpoint", "create", "--name", endpoint, "--target-namespace", "default",
            "--target-task-queue", place.taskQueue,
        ]).succeeded()
        let begin: @Sendable (String, NexusContext) async throws -> NexusStart<String> = { parcel, context in
            if parcel == "letter" { return .result("sent") }
            if parcel.hasPrefix("crate") { return .running(try await context.start(Ships.self, id: parcel)) }
            told(context)
            return .started(token: parcel == "nothing" ? "" : "by hand: \(parcel)")
        }
        let worker = try place.worker {
            Sends.self
            Ships.self
            if let cancel {
                NexusHandler(starting: Depot.send, begin, cancel: cancel)
            } else {
                NexusHandler(starting: Depot.send) { parcel, context in try await begin(parcel, context) }
            }
        }
        return (place, endpoint, worker)
    }

    @Test func `what is printed of a callback leaves its secret out`() throws {
        let callback = NexusCallback(url: "temporal://system", headers: ["temporal-callback-token": "s3cret"])
        var dumped = ""
        dump([callback], to: &dumped)
        for text in ["\(callback)", String(reflecting: callback), "\(Optional(callback) as Any)", dumped] {
            #expect(text.contains("temporal-callback-token"))
            #expect(!text.contains("s3cret"), "\(text)")
        }
    }

    /// Starts a caller, and returns it.
    private func send(
        _ parcel: String, _ place: Place, _ endpoint: String, kind: String = ""
    ) async throws -> WorkflowHandle {
        let id = try await place.start(Sends.self, "\"\(parcel)\"", "\"\(endpoint)\"", "\"\(kind)\"")
        return place.client.workflow(id: id)
    }

    /// The token in the history of a caller, once its operation has started.
    private func token(_ caller: WorkflowHandle) async throws -> String {
        try await eventually { () -> String? in
            try await caller.history().events.compactMap {
                if case .nexusOperationStarted(let event) = $0.attributes { event.operationToken } else { nil }
            }.first
        }
    }
    /// What a caller has been told of its operation so far.
    private func answer(_ caller: WorkflowHandle) async throws -> String {
        try await caller.query("answer", as: String.self)
    }

    @Test func `an operation answers at once for one input, and has a workflow carry it out for another`() async throws
    {
        let (place, endpoint, worker) = try await depot()
        let letter = try await send("letter", place, endpoint)
        #expect(try await place.result(letter.id) == "sent")
        let types = try await letter.history().events.map(\.eventType)
        #expect(types.contains(.nexusOperationCompleted) && !types.contains(.nexusOperationStarted))

        let crate = "crate-\(UUID().uuidString)"
        let caller = try await send(crate, place, endpoint)
        _ = try await token(caller)
        let started = try await caller.history().events.first { $0.eventType == .nexusOperationStarted }
        #expect(started?.links.count == 1, "the workflow's start")
        try await place.client.workflow(id: crate).signal("arrive")
        #expect(try await place.result(caller.id) == "shipped")
        try await worker.stop()
    }

    @Test func `without a cancel of its own a handler cancels workflows, and declines other tokens`() async throws {
        let (place, endpoint, worker) = try await depot()
        let crate = "crate-\(UUID().uuidString)"
        let caller = try await send(crate, place, endpoint, kind: "completed")
        _ = try await token(caller)
        try await caller.signal("cancel")
        #expect(try await place.cli.closed(crate) == "CANCELED")
        try await caller.signal("end")
        #expect(try await place.result(caller.id) == "canceled")

        let pallet = try await send("pallet", place, endpoint, kind: "requested")
        _ = try await token(pallet)
        try await pallet.signal("cancel")
        try await pallet.signal("end")
        #expect(try await place.result(pallet.id)?.contains("not one of a workflow") == true)
        try await worker.stop()
    }

    @Test func `a handler's own token stands in the caller's history, and reaches its own cancel`() async throws {
        let canceled = Mutex<[String]>([])
        let (place, endpoint, worker) = try await depot(cancel: { token, context in
            canceled.withLock { $0.append("\(context.service)/\(context.operation) \(token)") }
        })
        let caller = try await send("pallet", place, endpoint, kind: "requested")
        #expect(try await token(caller) == "by hand: pallet")
        try await caller.signal("cancel")
        try await caller.signal("end")
        #expect(try await place.result(caller.id) == "canceled")
        #expect(canceled.withLock { $0 } == ["depot/send by hand: pallet"])
        try await worker.stop()
    }

    @Test func `an operation that runs elsewhere needs a token`() async throws {
        let (place, endpoint, worker) = try await depot()
        let caller = try await send("nothing", place, endpoint)
        #expect(try await place.result(caller.id)?.contains("without a token") == true)
        try await worker.stop()
    }

    @Test(arguments: ["try", "requested", "completed"])
    func `a canceled call ends at once, when the handler has heard of it, or with the operation`(
        kind: String
    ) async throws {
        let (isAsked, mayAnswer) = (Gate(), Gate())
        let (place, endpoint, worker) = try await depot(cancel: { _, _ in
            isAsked.open()
            try await mayAnswer.wait()
        })
        let crate = "crate-\(UUID().uuidString)"
        let caller = try await send(crate, place, endpoint, kind: kind)
        _ = try await token(caller)
        try await caller.signal("cancel")
        try await isAsked.wait()
        #expect(try await answer(caller) == (kind == "try" ? "canceled" : ""))
        mayAnswer.open()
        try await eventually { () -> Bool in
            try await caller.history().events.contains { $0.eventType == .nexusOperationCancelRequestCompleted }
        }
        if kind == "requested" { try await eventually { () -> Bool in try await answer(caller) == "canceled" } }
        // The handler has heard of it and has left the workflow alone, which arrives.
        try await place.client.workflow(id: crate).signal("arrive")
        #expect(try await place.cli.closed(crate) == "COMPLETED")
        try await caller.signal("end")
        #expect(try await place.result(caller.id) == (kind == "completed" ? "shipped" : "canceled"))
        try await worker.stop()
    }

    @Test(arguments: ["succeeded", "failed", "canceled"])
    func `whoever has the callback ends the operation`(state: String) async throws {
        let port = try FreePort.find()
        let server = try await DevServer.start(httpPort: port)
        let heard = Mutex<(callback: NexusCallback?, text: String)>((nil, ""))
        let (place, endpoint, worker) = try await depot(
            server: server,
            told: { context in
                var text = "\(context) \(String(reflecting: context)) "
                dump(context, to: &text)
                heard.withLock { $0 = (context.callback, text) }
            })
        let caller = try await send("pallet", place, endpoint)
        _ = try await token(caller)
        let (found, text) = heard.withLock { $0 }
        let callback = try #require(found)
        let secret = try #require(callback.headers["temporal-callback-token"])
        #expect(text.contains("depot/send"))
        #expect(!text.contains(secret))
        #expect(callback.url == "temporal://system")
        let headers = callback.headers.merging([
            "content-type": "application/json", "nexus-operation-state": state,
            "nexus-operation-token": "by hand: pallet",
        ]) { _, new in new }
        let body = state == "succeeded" ? "\"by hand\"" : "{\"message\": \"it fell\"}"
        try await runCommand(
            ["curl", "-sS", "--fail", "-d", body] + headers.flatMap { ["-H", "\($0.key): \($0.value)"] }
                + ["http://127.0.0.1:\(port)/nexus/callback"]
        ).succeeded()
        let answer = try await place.result(caller.id)
        switch state {
        case "succeeded": #expect(answer == "by hand")
        case "failed": #expect(answer?.contains("it fell") == true, "\(answer ?? "")")
        default: #expect(answer == "canceled")
        }
        try await worker.stop()
    }
}
