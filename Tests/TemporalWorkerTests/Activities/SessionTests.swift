// Sessions: activities that one worker runs, how many of them it holds, and what becomes of them when it goes.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Says which worker runs it.
private struct Where: Activity {
    let worker: String
    let mayEnd: Gate

    func run(_ waits: Bool) async throws -> String {
        if waits { try await mayEnd.wait() }
        return worker
    }
}

/// Runs several activities in a session, and waits within it if it is told to.
private actor Sessional: Workflow {
    private var mayClose = false
    private var places: [String] = []

    func run(_ count: Int, _ waits: Bool) async throws -> [String] {
        try await withSession(SessionOptions(creationTimeout: .seconds(30), heartbeat: .seconds(10))) {
            workflow, session in
            for _ in 0..<count {
                workflow.places.append(
                    try await workflow.execute(
                        Where.self, false, startToClose: .seconds(20), options: session.options()))
            }
            if waits { try await workflow.wait { $0.mayClose } }
        }
        return places
    }

    static var close: Signal<Sessional, Void> { Signal("close") { (w: isolated Sessional) in w.mayClose = true } }
    static var told: Query<Sessional, Void, [String]> { Query("told") { (w: isolated Sessional) in w.places } }
    static var handlers: Handlers<Sessional> {
        close
        told
    }
}

/// Keeps a session open that may be silent for three seconds.
private actor Keeps: Workflow {
    private var mayClose = false

    func run() async throws {
        try await withSession(SessionOptions(heartbeat: .seconds(3))) { workflow, _ in
            try await workflow.wait { $0.mayClose }
        }
    }

    static var close: Signal<Keeps, Void> { Signal("close") { (w: isolated Keeps) in w.mayClose = true } }
    static var handlers: Handlers<Keeps> { close }
}

/// A session whose activity outlives the worker; tells how it failed.
private actor Bereft: Workflow {
    func run() async throws -> String {
        do {
            return try await withSession(SessionOptions(heartbeat: .seconds(2))) { workflow, session in
                try await workflow.execute(Where.self, true, startToClose: .seconds(300), options: session.options())
            }
        } catch let error as ApplicationFailure {
            return error.type ?? ""
        }
    }
}

/// Waits for a session that nobody has room for.
private actor Crowded: Workflow {
    func run() async throws -> String {
        do {
            return try await withSession(SessionOptions(creationTimeout: .seconds(1))) { _, _ in "a session" }
        } catch let error as ApplicationFailure {
            return error.message
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct SessionTests {
    private func options(sessions: Int) -> WorkerOptions {
        var options = WorkerOptions()
        options.maxConcurrentSessions = sessions
        options.maxHeartbeatThrottleInterval = .milliseconds(200)
        options.deadlockTimeout = .seconds(60)
        return options
    }

    private func worker(_ name: String, _ place: Place, sessions: Int, mayEnd: Gate = Gate()) throws -> RunningWorker {
        try place.worker(options(sessions: sessions)) {
            Sessional.self
            Bereft.self
            Crowded.self
            Where(worker: name, mayEnd: mayEnd)
        }
    }

    private func start(_ place: Place, count: Int, waits: Bool) async throws -> TypedWorkflowHandle<Sessional> {
        try await place.client.startWorkflow(
            Sessional.self, count, waits, id: UUID().uuidString, taskQueue: place.taskQueue)
    }

    @Test func `all activities of a session run in one worker`() async throws {
        let place = try await Place()
        let workers = [try worker("one", place, sessions: 5), try worker("two", place, sessions: 5)]
        let handles = try await [
            start(place, count: 4, waits: false), start(place, count: 4, waits: false),
            start(place, count: 4, waits: false),
        ]
        for handle in handles {
            let places = try await handle.result()
            #expect(places.count == 4)
            #expect(Set(places).count == 1, "\(places)")
        }
        for worker in workers { try await worker.stop() }
    }

    @Test func `a worker holds as many sessions as it may, and the next waits for one to end`() async throws {
        let place = try await Place()
        let worker = try worker("one", place, sessions: 1)
        let first = try await start(place, count: 1, waits: true)
        try await eventually { try await first.query(Sessional.told) == ["one"] }
        let second = try await start(place, count: 1, waits: false)
        let crowded = try await place.client.startWorkflow(
            Crowded.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await crowded.result().contains("no session was opened"))
        #expect(try await second.query(Sessional.told) == [])
        try await first.signal(Sessional.close)
        #expect(try await first.result() == ["one"])
        #expect(try await second.result() == ["one"])
        try await worker.stop()
    }

    @Test func `a worker that is cut off loses its session, and what runs in it is canceled`() async throws {
        let proxy = try await FaultProxy.start(before: DevServer.shared.port)
        let place = try await Place()
        let mayEnd = Gate()
        let behind = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": proxy.address]), logger: place.log.logger)
        let lost = try Worker(
            client: behind, taskQueue: place.taskQueue, options: options(sessions: 1), logger: place.log.logger
        ) { Where(worker: "lost", mayEnd: mayEnd) }
        let losing = Task { try await lost.run() }
        let workflows = try place.worker { Bereft.self }
        let handle = try await place.client.startWorkflow(
            Bereft.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await eventually {
            try await place.cli.workflow("describe", handle.id).output.contains("\"name\": \"Where\"")
        }
        try await proxy.blackHole()
        #expect(try await handle.result() == "SessionFailed")
        try await proxy.pass()
        mayEnd.open()
        losing.cancel()
        _ = await losing.result
        await behind.close()
        try await workflows.stop()
    }

    @Test func `a worker that stops fails its sessions when their activities have ended`() async throws {
        let place = try await Place()
        let worker = try worker("one", place, sessions: 1)
        let handle = try await start(place, count: 1, waits: true)
        try await eventually { try await handle.query(Sessional.told) == ["one"] }
        try await worker.stop()
        let next = try self.worker("two", place, sessions: 0)
        let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        #expect((error?.cause as? ApplicationFailure)?.type == "SessionFailed")
        try await next.stop()
    }

    @Test func `a session sends its heartbeats so often that one may be lost`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxConcurrentSessions = 1
        let worker = try place.worker(options) { Keeps.self }
        let handle = try await place.client.startWorkflow(
            Keeps.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        var last: Timestamp?
        try await eventually {
            let beat = try await handle.untyped.describe().pendingActivities.first?.lastHeartbeatTime
            defer { last = beat }
            guard let beat, let last, beat != last else { return false }
            return last.duration(to: beat) < .milliseconds(1_500)
        }
        try await handle.signal(Keeps.close)
        try await handle.result()
        try await worker.stop()
    }
}
