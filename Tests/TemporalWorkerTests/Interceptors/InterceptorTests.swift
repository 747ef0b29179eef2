// Interceptors on a real server: headers travel from the client to all that its call brings about, calls are seen and changed in
// order, and what interceptors ask for is replayed.

import Foundation
import Synchronization
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Says who asked for it.
private struct WhoAsks: Activity {
    func run() async throws -> String { Caller.name ?? "?" }
}

/// Gathers who asked, from everywhere a call of a workflow can lead.
private actor Gathers: Workflow {
    private var asked: [String] = []
    private var updated = ""
    private var mayEnd = false

    func run(_ round: Int) async throws -> [String] {
        if round == 1 { try continueAsNew(2) }
        asked.append("run \(Caller.name ?? "?")")
        asked.append("activity \(try await execute(WhoAsks.self, startToClose: .seconds(10)))")
        asked.append("local \(try await executeLocal(WhoAsks.self, startToClose: .seconds(10)))")
        let child = try await startChild(GathersBelow.self)
        try await child.signal(GathersBelow.go)
        asked += try await child.result()
        try await wait { $0.mayEnd }
        return asked
    }

    static var end: Signal<Gathers, Void> {
        Signal("end") { workflow in
            workflow.asked.append("signal \(Caller.name ?? "?")")
            workflow.mayEnd = true
        }
    }
    static var who: Query<Gathers, Void, String> { Query("who") { _ in Caller.name ?? "?" } }
    static var add: Update<Gathers, Void, String> {
        Update("add") { workflow in
            try await workflow.execute(WhoAsks.self, startToClose: .seconds(10))
        } validator: { workflow in
            guard Caller.name != nil else { throw ApplicationFailure("somebody must ask", type: "NoCaller") }
        }
    }
    static var handlers: Handlers<Gathers> {
        end
        who
        add
    }
}

private actor GathersBelow: Workflow {
    private var signaler: String?

    func run() async throws -> [String] {
        try await wait { $0.signaler != nil }
        return ["child \(Caller.name ?? "?")", "child's signal \(signaler ?? "?")"]
    }

    static var go: Signal<GathersBelow, Void> { Signal("go") { $0.signaler = Caller.name ?? "?" } }
    static var handlers: Handlers<GathersBelow> { go }
}

private actor Calls: Workflow {
    static let line: UInt = #line + 3

    func run(_ number: Int) async throws -> Int {
        try await execute(Scripted.self, number, startToClose: .seconds(10))
    }
}

/// What ``Calls`` was changed to, to no good.
private actor CallsLater: Workflow {
    static let workflowType = "Calls"
    static let line: UInt = #line + 3

    func run(_ number: Int) async throws -> Int {
        try await sleep(for: .seconds(1))
        return number
    }
}

/// Calls an operation at an endpoint.
private actor CallsNexus: Workflow {
    static let who = NexusOperation<Int, String>("who", of: "callers")

    func run(_ endpoint: String) async throws -> String { try await executeNexus(Self.who, 0, endpoint: endpoint) }
}

/// Takes a number by an update.
private actor Takes: Workflow {
    private var number: Int?

    func run() async throws -> Int {
        try await wait { $0.number != nil }
        return number ?? 0
    }

    static var take: Update<Takes, Int, Void> { Update("take") { (w: isolated Takes, number) in w.number = number } }
    static var handlers: Handlers<Takes> { take }
}

/// Lets every update pass, whatever its validator would say.
private struct Credulous: WorkflowInterceptor {
    func validateUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W, next: @Sendable (HandleUpdateInput) throws -> Void
    ) throws {}
}

@Suite(.timeLimit(.minutes(5))) struct InterceptorTests {
    private let propagating: WorkerOptions = {
        var options = WorkerOptions()
        options.workflowInterceptors = [CallerPropagation()]
        options.activityInterceptors = [CallerPropagation()]
        return options
    }()

    @Test(arguments: [[], [Scrambling()] as [any PayloadCodec]])
    func `headers reach everything that a client's call brings about`(_ codecs: [any PayloadCodec]) async throws {
        let place = try await Place(
            converter: DataConverter(codecs: codecs), interceptors: [CallerPropagation()])
        let worker = try place.worker(propagating) {
            Gathers.self
            GathersBelow.self
            WhoAsks()
        }
        let id = UUID().uuidString
        let handle = try await Caller.$name.withValue("ana") {
            try await place.client.startWorkflow(Gathers.self, 1, id: id, taskQueue: place.taskQueue)
        }
        #expect(try await Caller.$name.withValue("rui") { try await handle.query(Gathers.who) } == "rui")
        #expect(try await Caller.$name.withValue("eva") { try await handle.update(Gathers.add) } == "eva")
        let rejection = await #expect(throws: ApplicationFailure.self) { try await handle.update(Gathers.add) }
        #expect(rejection?.type == "NoCaller")
        let refusal = await #expect(throws: ApplicationFailure.self) {
            try await Caller.$name.withValue("nobody") { try await handle.update(Gathers.add) }
        }
        #expect(refusal?.type == "Unknown")
        try await Caller.$name.withValue("bob") { try await handle.signal(Gathers.end) }
        // Where the signal came is a matter of time.
        #expect(
            Set(try await handle.result()) == [
                "run ana", "activity ana", "local ana", "child ana", "child's signal ana", "signal bob",
            ])
        // Not encoded, so that other SDKs can read it.
        let started = try await place.events(id).first
        guard case .workflowExecutionStarted(let start) = started else { throw Peer.Failure(description: "no start") }
        #expect(start.header?.fields["caller"]?.data == Bytes(utf8: #""ana""#))
        try await worker.stop()
    }

    @Test func `a start with a signal or an update carries headers for both`() async throws {
        let place = try await Place(interceptors: [CallerPropagation()])
        let worker = try place.worker(propagating) {
            Gathers.self
            GathersBelow.self
            WhoAsks()
        }
        try await Caller.$name.withValue("ana") {
            let signaled = try await place.client.signalWithStart(
                Gathers.self, 2, id: UUID().uuidString, taskQueue: place.taskQueue, signal: Gathers.end, ())
            #expect(try await signaled.result().contains("signal ana"))
            let update = try await place.client.startUpdateWithStart(
                Gathers.self, 2, id: UUID().uuidString, taskQueue: place.taskQueue, update: Gathers.add, (),
                waitingFor: .completed)
            #expect(try await update.result() == "ana")
            try await update.untyped.workflow.signal("end")
        }
        try await worker.stop()
    }

    @Test func `a Nexus call carries headers as text`() async throws {
        let place = try await Place(interceptors: [CallerPropagation()])
        let endpoint = "endpoint-\(UUID().uuidString)"
        try await place.cli.run([
            "operator", "nexus", "endpoint", "create", "--name", endpoint, "--target-namespace", "default",
            "--target-task-queue", place.taskQueue,
        ]).succeeded()
        let worker = try place.worker(propagating) {
            CallsNexus.self
            NexusHandler(CallsNexus.who) { _, context in context.headers["caller"] ?? "?" }
        }
        let handle = try await Caller.$name.withValue("ana") {
            try await place.client.startWorkflow(
                CallsNexus.self, endpoint, id: UUID().uuidString, taskQueue: place.taskQueue)
        }
        #expect(try await handle.result() == "ana")
        try await worker.stop()
    }

    @Test func `the first interceptor is the outermost, and each may change what passes`() async throws {
        let place = try await Place()
        let info = Mutex("")
        let outer = Notes("outer")
        let inner = Notes("inner", in: outer)
        var options = WorkerOptions()
        options.workflowInterceptors = [outer, inner]
        options.activityInterceptors = [outer, inner]
        let worker = try place.worker(options) {
            Calls.self
            Scripted { number in
                let context = try #require(ActivityContext.current)
                try context.heartbeat("at work", number)
                info.withLock { $0 = context.info.workflowType }
                return number
            }
        }
        #expect(try await place.result(place.start("Calls", ["5"])) == "7")
        #expect(
            outer.all == [
                "outer calls Scripted of Calls", "inner calls Scripted of Calls", "outer runs Scripted",
                "inner runs Scripted", "outer beats 2", "inner beats 2", "inner has its result", "outer has its result",
            ])
        #expect(info.withLock { $0 } == "Calls by inner by outer")
        try await worker.stop()
    }

    @Test func `what an interceptor asks for is replayed, with it and not without it`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.workflowInterceptors = [Permission()]
        options.maxCachedWorkflows = 0
        let worker = try place.worker(options) {
            Calls.self
            Scripted { $0 }
        }
        let id = try await place.start("Calls", ["5"])
        #expect(try await place.result(id) == "5")
        let history = try await WorkflowHistory(of: place.client.workflow(id: id))
        let without = try Replayer { Calls.self }
        await #expect(throws: ReplayError.self) { try await without.replay(history) }
        // The program hands on what it is given.
        let file = try Repository.scratchFile("intercepted.json")
        try Data(await place.cli.history(id).utf8).write(to: file)
        let program = ReplayCommand(interceptors: [Permission()]) { Calls.self }
        #expect(await program.run([file.path], environment: [:]) == 0)
        #expect(await ReplayCommand { Calls.self }.run([file.path], environment: [:]) == 1)
        try await worker.stop()
    }

    @Test func `an update that an interceptor lets pass unread fails, and the workflow goes on`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.workflowInterceptors = [Credulous()]
        let worker = try place.worker(options) { Takes.self }
        let handle = try await place.client.startWorkflow(
            Takes.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        let failure = await #expect(throws: ApplicationFailure.self) {
            try await handle.untyped.update("take", "no number", as: String.self)
        }
        #expect(failure?.type == "InvalidInput")
        #expect(failure?.stackTrace == "in the input of update 'take'")
        try await handle.update(Takes.take, 5)
        #expect(try await handle.result() == 5)
        #expect(try await place.taskFailures(handle.id).isEmpty)
        try await worker.stop()
    }

    @Test func `a report of nondeterminism names the author's line, not the interceptor's`() async throws {
        let place = try await Place()
        let worker = try place.worker(propagating) {
            Calls.self
            Scripted { $0 }
        }
        let id = try await place.start("Calls", ["5"])
        _ = try await place.result(id)
        let history = try await WorkflowHistory(of: place.client.workflow(id: id))
        try await worker.stop()
        let later = try Replayer(interceptors: [CallerPropagation()]) { CallsLater.self }
        let error = await #expect(throws: ReplayError.self) { try await later.replay(history) }
        #expect(error?.reason.contains("InterceptorTests.swift:\(CallsLater.line)") == true)
    }
}
