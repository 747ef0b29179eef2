// Sessions where something goes wrong: workers that refuse, signals that cannot be read or come late, interceptors that throw, rates.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// What a worker of another SDK might do when a session is asked for.
private struct ForeignCreation: Activity {
    static let activityType = "internalSessionCreationActivity"
    let body: @Sendable (String) async throws -> Void

    func run(_ id: String) async throws { try await body(id) }
}

/// Opens a session with nothing in it; tells what it failed with.
private actor Asks: Workflow {
    func run(_ seconds: Int) async throws -> String {
        do {
            return try await withSession(SessionOptions(creationTimeout: .seconds(seconds))) { _, session in
                "opened on \(session.taskQueue)"
            }
        } catch let error as ApplicationFailure {
            return error.message
        }
    }
}

/// Opens so many sessions, one after the other; then tells the signals that its dynamic handler has got.
private actor OneByOne: Workflow {
    private var ids: [String] = []
    private var signals: [String] = []
    private var mayEnd = false

    func run(_ count: Int, _ waits: Bool) async throws -> [String] {
        for _ in 0..<count {
            ids.append(try await withSession { _, session in session.id })
        }
        if waits { try await wait { $0.mayEnd } }
        return signals
    }

    static var told: Query<OneByOne, Void, [String]> { Query("told") { (w: isolated OneByOne) in w.ids } }
    static var end: Signal<OneByOne, Void> { Signal("end") { (w: isolated OneByOne) in w.mayEnd = true } }
    static var handlers: Handlers<OneByOne> {
        told
        end
        DynamicSignal { (w: isolated OneByOne, name, _) in w.signals.append(name) }
    }
}

/// Lets no session be completed.
private struct NoCompletion: WorkflowInterceptor {
    struct Forbidden: Error {}

    func executeActivity<W: Workflow>(
        _ input: ExecuteActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] {
        if input.activityType == "internalSessionCompletionActivity" { throw Forbidden() }
        return try await next(input)
    }
}

/// Keeps a worker's first signals from the server with an error of that code.
private final class RefusedSignal: ClientInterceptor {
    let code: StatusCode
    let times: Int
    let signals = Atomic(0)

    init(_ code: StatusCode, times: Int = 1) {
        self.code = code
        self.times = times
    }

    func signalWorkflow(
        _ input: SignalWorkflowInput, next: @Sendable (SignalWorkflowInput) async throws -> Void
    ) async throws {
        if signals.add(1, ordering: .relaxed).newValue <= times { throw RPCError(code: code, message: "not now") }
        try await next(input)
    }
}

@Suite(.timeLimit(.minutes(5))) struct SessionFaultTests {
    private func options(sessions: Int) -> WorkerOptions {
        var options = WorkerOptions()
        options.maxConcurrentSessions = sessions
        return options
    }

    private func creationWorker(
        _ place: Place, _ body: @escaping @Sendable (String) async throws -> Void
    ) throws -> RunningWorker {
        try place.worker(on: ["\(place.taskQueue)__internal_session_creation"]) { ForeignCreation(body: body) }
    }

    private func ask(_ place: Place, within seconds: Int) async throws -> TypedWorkflowHandle<Asks> {
        try await place.client.startWorkflow(Asks.self, seconds, id: UUID().uuidString, taskQueue: place.taskQueue)
    }

    @Test func `a worker that refuses is asked again, and others too`() async throws {
        let place = try await Place()
        let attempts = Mutexed<[Int]>([])
        let refusing = try creationWorker(place) { id in
            let info = try #require(ActivityContext.current).info
            attempts.append(info.attempt)
            guard info.attempt > 1 else { throw ApplicationFailure("too many outstanding sessions", type: "Test") }
            try await place.client.workflow(id: info.workflowID).signal(
                id, ["Taskqueue": "elsewhere", "HostName": "a", "ResourceID": "b"])
            try await Task.sleep(for: .seconds(2))
        }
        let workflows = try place.worker { Asks.self }
        #expect(try await ask(place, within: 30).result() == "opened on elsewhere")
        #expect(attempts.value.prefix(2) == [1, 2])
        try await workflows.stop()
        try await refusing.stop()
    }

    @Test func `where all workers refuse for as long as there is, their reason is told`() async throws {
        let place = try await Place()
        let refusing = try creationWorker(place) { _ in
            throw ApplicationFailure("too many outstanding sessions", type: "Test")
        }
        let workflows = try place.worker { Asks.self }
        let message = try await ask(place, within: 2).result()
        #expect(message.contains("no session was opened"))
        #expect(message.contains("too many outstanding sessions"))
        try await workflows.stop()
        try await refusing.stop()
    }

    @Test func `a place that cannot be read ends the session before it has begun`() async throws {
        let place = try await Place()
        let mumbling = try creationWorker(place) { id in
            let info = try #require(ActivityContext.current).info
            try await place.client.workflow(id: info.workflowID).signal(id, 7)
        }
        let workflows = try place.worker { Asks.self }
        #expect(try await ask(place, within: 30).result().contains("no session was opened"))
        #expect(place.log.contains("the place of session"))
        try await workflows.stop()
        try await mumbling.stop()
    }

    @Test func `a workflow that may have heard of a session or not is told that it is lost, and no other is tried`()
        async throws
    {
        let refusal = RefusedSignal(.permissionDenied)
        let place = try await Place(interceptors: [refusal])
        let worker = try place.worker(options(sessions: 1)) { Asks.self }
        let message = try await ask(place, within: 30).result()
        #expect(message.contains("the workflow could not be told of the session"), "\(message)")
        #expect(refusal.signals.load(ordering: .relaxed) == 1)
        try await worker.stop()
    }

    @Test(arguments: [StatusCode.unavailable, .resourceExhausted])
    func `a session whose workflow could not be told for a moment is opened all the same`(code: StatusCode) async throws
    {
        let refusal = RefusedSignal(code)
        let place = try await Place(interceptors: [refusal])
        let worker = try place.worker(options(sessions: 1)) { Asks.self }
        #expect(try await ask(place, within: 30).result().hasPrefix("opened on"))
        #expect(refusal.signals.load(ordering: .relaxed) == 2)
        try await worker.stop()
    }

    @Test func `a worker that stops before it could tell the workflow loses the session, and no other is tried`()
        async throws
    {
        let refusal = RefusedSignal(.unavailable, times: .max)
        let place = try await Place(interceptors: [refusal])
        let stopping = try place.worker(options(sessions: 1)) { Asks.self }
        let handle = try await ask(place, within: 60)
        try await eventually { () -> Bool in refusal.signals.load(ordering: .relaxed) > 1 }
        try await stopping.stop()
        let next = try place.worker(options(sessions: 0)) { Asks.self }
        let message = try await handle.result()
        #expect(message.contains("the workflow could not be told of the session"), "\(message)")
        try await next.stop()
    }

    @Test func `a signal of a session that is over reaches no handler`() async throws {
        let place = try await Place()
        let worker = try place.worker(options(sessions: 1)) { OneByOne.self }
        let handle = try await place.client.startWorkflow(
            OneByOne.self, 1, true, id: UUID().uuidString, taskQueue: place.taskQueue)
        let id = try await eventually { try await handle.query(OneByOne.told).first }
        try await handle.untyped.signal(id, "late")
        try await handle.untyped.signal("other", 1)
        try await handle.signal(OneByOne.end)
        #expect(try await handle.result() == ["other"])
        try await worker.stop()
    }

    @Test func `what a session came to is not lost where its completion fails`() async throws {
        let place = try await Place()
        var options = options(sessions: 1)
        options.workflowInterceptors = [NoCompletion()]
        let worker = try place.worker(options) { Asks.self }
        #expect(try await ask(place, within: 30).result().hasPrefix("opened on"))
        #expect(place.log.contains("was not completed, and is canceled"))
        try await worker.stop()
    }

    @Test func `sessions come and go at no rate of activities`() async throws {
        let place = try await Place()
        var options = options(sessions: 1)
        options.maxActivitiesPerSecond = 1
        options.maxTaskQueueActivitiesPerSecond = 1
        let worker = try place.worker(options) {
            OneByOne.self
            Scripted { $0 }
        }
        let begin = ContinuousClock.now
        let handle = try await place.client.startWorkflow(
            OneByOne.self, 8, false, id: UUID().uuidString, taskQueue: place.taskQueue)
        _ = try await handle.result()
        #expect(.now - begin < .seconds(10))
        try await worker.stop()
    }
}
