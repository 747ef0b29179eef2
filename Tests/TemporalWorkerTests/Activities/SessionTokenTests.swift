// Sessions that are opened again in the worker that held one before: by the next run, by another workflow, or in vain.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Says which worker runs it.
private struct Where: Activity {
    let worker: String

    func run() async throws -> String { worker }
}

/// Opens a session in each of four runs, where that of the first one was; tells the workers that they were with.
private actor Stays: Workflow {
    func run(_ workers: [String], _ token: SessionToken?) async throws -> [String] {
        let options = SessionOptions(creationTimeout: .seconds(30))
        let (worker, next) = try await withSession(options, recreating: token) { workflow, session in
            let worker = try await workflow.execute(
                Where.self, startToClose: .seconds(20), options: session.options())
            return (worker, session.token)
        }
        let all = workers + [worker]
        if all.count < 4 { try continueAsNew(all, next) }
        return all
    }
}

/// Opens a session with nothing in it, within so many seconds; tells its token.
private actor Opens: Workflow {
    func run(_ seconds: Int, _ token: SessionToken?) async throws -> SessionToken {
        try await withSession(SessionOptions(creationTimeout: .seconds(seconds)), recreating: token) { _, session in
            session.token
        }
    }
}

/// Keeps a session open until it is told to close it.
private actor Keeps: Workflow {
    private var isOpen = false
    private var mayClose = false

    func run(_ token: SessionToken?) async throws {
        try await withSession(SessionOptions(creationTimeout: .seconds(30)), recreating: token) { workflow, _ in
            workflow.isOpen = true
            try await workflow.wait { $0.mayClose }
        }
    }

    static var told: Query<Keeps, Void, Bool> { Query("told") { (w: isolated Keeps) in w.isOpen } }
    static var close: Signal<Keeps, Void> { Signal("close") { (w: isolated Keeps) in w.mayClose = true } }
    static var handlers: Handlers<Keeps> {
        told
        close
    }
}

@Suite(.timeLimit(.minutes(5))) struct SessionTokenTests {
    private func worker(
        _ name: String, _ place: Place, sessions: Int, activities: Int = 100
    ) throws -> RunningWorker {
        var options = WorkerOptions()
        options.maxConcurrentSessions = sessions
        options.maxConcurrentActivities = activities
        return try place.worker(options) {
            Stays.self
            Opens.self
            Keeps.self
            Where(worker: name)
        }
    }

    private func open(
        _ place: Place, within seconds: Int, _ token: SessionToken?
    ) async throws -> TypedWorkflowHandle<Opens> {
        try await place.client.startWorkflow(
            Opens.self, seconds, token, id: UUID().uuidString, taskQueue: place.taskQueue)
    }

    private func startKeeping(_ place: Place, _ token: SessionToken?) async throws -> TypedWorkflowHandle<Keeps> {
        try await place.client.startWorkflow(Keeps.self, token, id: UUID().uuidString, taskQueue: place.taskQueue)
    }

    private func keep(_ place: Place, _ token: SessionToken?) async throws -> TypedWorkflowHandle<Keeps> {
        let handle = try await startKeeping(place, token)
        try await eventually { try await handle.query(Keeps.told) }
        return handle
    }

    /// Opens a session again in a worker that has no room; returns when it waits there.
    private func openInVain(
        _ place: Place, within seconds: Int, _ token: SessionToken
    ) async throws -> TypedWorkflowHandle<Opens> {
        let handle = try await open(place, within: seconds, token)
        try await eventually { () -> Bool in
            try await handle.untyped.describe().pendingActivities.first?.lastHeartbeatTime != nil
        }
        return handle
    }

    /// What failed the workflow that wanted a session.
    private func failure(_ handle: TypedWorkflowHandle<Opens>) async -> ApplicationFailure? {
        let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        return error?.cause as? ApplicationFailure
    }

    @Test func `runs that continue as new stay in the worker of the first one`() async throws {
        let place = try await Place()
        let workers = [try worker("one", place, sessions: 5), try worker("two", place, sessions: 5)]
        var handles: [TypedWorkflowHandle<Stays>] = []
        for _ in 0..<4 {
            handles.append(
                try await place.client.startWorkflow(
                    Stays.self, [], nil, id: UUID().uuidString, taskQueue: place.taskQueue))
        }
        for handle in handles {
            let names = try await handle.result()
            #expect(names.count == 4)
            #expect(Set(names).count == 1, "\(names)")
        }
        for worker in workers { try await worker.stop() }
    }

    @Test func `a session whose worker is gone is opened nowhere else`() async throws {
        let place = try await Place()
        let gone = try worker("one", place, sessions: 1)
        let token = try await open(place, within: 30, nil).result()
        try await gone.stop()
        let other = try worker("two", place, sessions: 1)
        let failure = try await failure(open(place, within: 2, token))
        #expect(failure?.type == "SessionFailed")
        #expect(failure?.message.contains("no session was opened") == true)
        // The other one has room.
        #expect(try await open(place, within: 30, nil).result() != token)
        try await other.stop()
    }

    @Test func `a session that is opened again counts among those that its worker holds`() async throws {
        let place = try await Place()
        let worker = try worker("one", place, sessions: 1)
        let token = try await open(place, within: 30, nil).result()
        let kept = try await keep(place, token)
        let refused = try await failure(open(place, within: 10, token))
        #expect(refused?.type == "SessionFailed")
        #expect(refused?.message.contains("too many outstanding sessions") == true, "\(refused?.message ?? "")")
        #expect(try await failure(open(place, within: 3, nil))?.type == "SessionFailed")
        try await kept.signal(Keeps.close)
        try await kept.result()
        #expect(try await open(place, within: 30, nil).result() == token)
        #expect(try await open(place, within: 30, token).result() == token)
        try await worker.stop()
    }

    @Test func `a session that is opened again waits for a place, and gets it before new ones`() async throws {
        let place = try await Place()
        let worker = try worker("one", place, sessions: 1)
        let token = try await open(place, within: 30, nil).result()
        let kept = try await keep(place, nil)
        let new = [try await startKeeping(place, nil), try await startKeeping(place, nil)]
        let again = try await openInVain(place, within: 60, token)
        try await kept.signal(Keeps.close)
        try await kept.result()
        // Either of the others would have kept the place.
        #expect(try await again.result() == token)
        for handle in new { try await handle.signal(Keeps.close) }
        for handle in new { try await handle.result() }
        try await worker.stop()
    }

    @Test func `a session that waits for a place heeds cancellation`() async throws {
        let place = try await Place()
        let worker = try worker("one", place, sessions: 1)
        let token = try await open(place, within: 30, nil).result()
        let kept = try await keep(place, token)
        let canceled = try await openInVain(place, within: 60, token)
        try await canceled.untyped.cancel()
        await #expect(throws: WorkflowFailedError.self) { try await canceled.result() }
        try await kept.signal(Keeps.close)
        try await kept.result()
        #expect(try await open(place, within: 30, token).result() == token)
        try await worker.stop()
    }

    @Test func `sessions that are opened again leave their activities the slots`() async throws {
        let place = try await Place()
        let worker = try worker("one", place, sessions: 2, activities: 1)
        let token = try await open(place, within: 30, nil).result()
        let kept = try await keep(place, token)
        let stays = try await place.client.startWorkflow(
            Stays.self, ["", "", ""], token, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await stays.result().last == "one")
        try await kept.signal(Keeps.close)
        try await kept.result()
        try await worker.stop()
    }

    @Test func `a worker that stops fails sessions opened again at once, also those that wait`() async throws {
        let place = try await Place()
        let stopping = try worker("one", place, sessions: 1)
        let token = try await open(place, within: 30, nil).result()
        let kept = try await keep(place, token)
        let waiting = try await openInVain(place, within: 120, token)
        try await stopping.stop(withoutReplayOf: ["Keeps": "it has not ended", "Opens": "one has not ended"])
        let next = try worker("two", place, sessions: 0)
        let error = await #expect(throws: WorkflowFailedError.self) { try await kept.result() }
        #expect((error?.cause as? ApplicationFailure)?.message.contains("holds the session stops") == true)
        #expect(await failure(waiting)?.message.contains("holds the session stops") == true)
        try await next.stop()
    }
}
