// Chains of runs on a real server: what the next run inherits, what reaches it, and which of them a handle may end.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Changes its memo and search attributes, and continues as new; the second run waits.
private actor Continues: Workflow {
    private var isDone = false

    func run(_ isSecond: Bool) async throws -> String {
        guard isSecond else {
            try upsertMemo(["changed": "new", "removed": nil])
            try upsertSearchAttributes(SearchAttributeKey.keyword("TestKeyword").set("changed"))
            try continueAsNew(true)
        }
        try await wait { $0.isDone }
        return try info.memo.value("kept", as: String.self) ?? ""
    }

    static var finish: Signal<Continues, Void> { Signal("finish") { (w: isolated Continues) in w.isDone = true } }
    static var handlers: Handlers<Continues> { finish }
}

/// Gives its successor another memo and no search attributes.
private actor Replaces: Workflow {
    func run(_ isSecond: Bool) async throws {
        guard !isSecond else { return }
        try continueAsNew(
            true, options: ContinueAsNewOptions(memo: ["other": 1], searchAttributes: SearchAttributes()))
    }
}

/// Continues as new when a local activity has ended; the second run waits for an update, and says which run it is.
private actor Forwards: Workflow {
    private var isDone = false

    func run(_ isSecond: Bool) async throws -> String {
        guard isSecond else {
            _ = try await executeLocal(Scripted.self, 0, startToClose: .seconds(60))
            try continueAsNew(true)
        }
        try await wait { $0.isDone }
        return info.runID
    }

    static var finish: Update<Forwards, Void, String> {
        Update("finish") { (w: isolated Forwards) in
            w.isDone = true
            return w.info.runID
        }
    }
    static var handlers: Handlers<Forwards> { finish }
}

/// Logs what happens to it.
private actor Chatty: Workflow {
    private var isDone = false

    func run(_ name: String) async throws {
        defer { logger.info("\(name) leaves") }
        do { try await wait { $0.isDone } } catch {
            logger.error("\(name) fails: \(error)")
            throw error
        }
    }

    static var finish: Signal<Chatty, Void> { Signal("finish") { (w: isolated Chatty) in w.isDone = true } }
    static var handlers: Handlers<Chatty> { finish }
}

@Suite(.timeLimit(.minutes(5))) struct ChainTests {
    private var options: StartWorkflowOptions {
        var options = StartWorkflowOptions()
        options.memo = ["kept": "as it was", "changed": "old", "removed": true]
        options.searchAttributes[.keyword("TestKeyword")] = "old"
        options.searchAttributes[.int("TestInt")] = 7
        return options
    }

    @Test func `memo and search attributes go on in the next run, with what was changed`() async throws {
        let place = try await Place()
        let worker = try place.worker { Continues.self }
        let handle = try await place.client.startWorkflow(
            Continues.self, false, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        let first = handle.untyped.firstRunID
        try await eventually { try await handle.untyped.describe().runID != first }
        let second = try await handle.untyped.describe()
        #expect(second.memo.names == ["changed", "kept"])
        #expect(try second.memo.value("kept") == "as it was")
        #expect(try second.memo.value("changed") == "new")
        #expect(second.searchAttributes[.keyword("TestKeyword")] == "changed")
        #expect(second.searchAttributes[.int("TestInt")] == 7)
        // The chain is still that of the handle that began it.
        try await handle.signal(Continues.finish)
        #expect(try await handle.result() == "as it was")
        try await worker.stop()
    }

    @Test func `what the options say of memo and search attributes takes the place of what was there`() async throws {
        let place = try await Place()
        let worker = try place.worker { Replaces.self }
        let handle = try await place.client.startWorkflow(
            Replaces.self, false, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        try await handle.result()
        let second = try await handle.untyped.describe()
        #expect(second.runID != handle.untyped.firstRunID)
        #expect(second.memo.names == ["other"])
        #expect(second.searchAttributes[.keyword("TestKeyword")] == nil)
        try await worker.stop()
    }

    @Test func `a handle ends its own chain of runs, and no later workflow with the same id`() async throws {
        let place = try await Place()
        let worker = try place.worker { Continues.self }
        let id = UUID().uuidString
        func start() async throws -> TypedWorkflowHandle<Continues> {
            try await place.client.startWorkflow(Continues.self, false, id: id, taskQueue: place.taskQueue)
        }
        let first = try await start()
        try await eventually { try await first.untyped.describe().runID != first.untyped.firstRunID }
        // The second run of its chain is its own.
        try await first.terminate()
        let second = try await start()
        for end in [{ try await first.cancel() }, { try await first.terminate() }] {
            let error = try await #require(throws: RPCError.self) { try await end() }
            #expect(error.code == .notFound)
        }
        #expect(try await second.untyped.describe().status == .running)
        // A handle that found the workflow running names the same chain.
        var existing = StartWorkflowOptions()
        existing.idConflictPolicy = .useExisting
        try await eventually { try await second.untyped.describe().runID != second.untyped.firstRunID }
        let found = try await place.client.startWorkflow(
            Continues.self, false, id: id, taskQueue: place.taskQueue, options: existing)
        try await found.terminate()
        #expect(try await second.untyped.describe().status == .terminated)
        // One that is to take another's place ends that.
        let third = try await start()
        existing.idConflictPolicy = .terminateExisting
        let fourth = try await place.client.startWorkflow(
            Continues.self, false, id: id, taskQueue: place.taskQueue, options: existing)
        let gone = try await #require(throws: RPCError.self) { try await third.terminate() }
        #expect(gone.code == .notFound)
        try await fourth.terminate()
        try await worker.stop()
    }

    @Test func `an update that a run has not accepted when it continues as new is handled by the next one`()
        async throws
    {
        let place = try await Place()
        let (begun, mayEnd) = (Gate(), Gate())
        let worker = try place.worker {
            Forwards.self
            Scripted { number in
                begun.open()
                try await mayEnd.wait()
                return number
            }
        }
        // The worker asks for no other task meanwhile, which would bring the first run the update.
        var options = StartWorkflowOptions()
        options.taskTimeout = .seconds(60)
        let handle = try await place.client.startWorkflow(
            Forwards.self, false, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        let first = try #require(handle.untyped.firstRunID)
        try await begun.wait()
        let current = TypedWorkflowHandle<Forwards>(untyped: place.client.workflow(id: handle.id))
        let updateID = UUID().uuidString
        let update = Task {
            try await current.startUpdate(Forwards.finish, waitingFor: .completed, updateID: updateID).result()
        }
        try await eventually { await place.isAdmitted(updateID, by: handle.id, first) }
        mayEnd.open()
        let second = try await update.value(within: .seconds(60))
        #expect(second != first)
        #expect(try await handle.result() == second)
        for (run, count) in [(first, 0), (second, 1)] {
            let events = try await place.client.workflow(id: handle.id, runID: run).history().events
            let accepted = events.filter {
                if case .workflowExecutionUpdateAccepted = $0.attributes { true } else { false }
            }
            #expect(accepted.count == count, "\(run)")
        }
        try await worker.stop()
    }

    @Test func `a run that leaves the cache logs nothing`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxCachedWorkflows = 1
        let worker = try place.worker(options) { Chatty.self }
        var handles: [TypedWorkflowHandle<Chatty>] = []
        for name in ["first", "second", "third"] {
            let handle = try await place.client.startWorkflow(
                Chatty.self, name, id: "\(name)-\(place.taskQueue)", taskQueue: place.taskQueue)
            try await eventually { try await place.events(handle.id).count >= 4 }
            handles.append(handle)
        }
        #expect(!place.log.contains("fails"))
        #expect(!place.log.contains("leaves"))
        for handle in handles {
            try await handle.signal(Chatty.finish)
            try await handle.result()
        }
        #expect(place.log.contains("first leaves"))
        #expect(!place.log.contains("fails"))
        try await worker.stop()
    }
}

extension Place {
    /// Whether a run, the current one where it is not named, has an update that it has not accepted.
    func isAdmitted(_ updateID: String, by id: String, _ runID: String = "") async -> Bool {
        // Without a policy the server answers at once; until it knows the update, that it does not.
        let answer = try? await client.service.call(
            RPCs.pollWorkflowExecutionUpdate,
            .with {
                $0.namespace = client.namespace
                $0.updateRef = .with {
                    $0.updateID = updateID
                    $0.workflowExecution = .with {
                        $0.workflowID = id
                        $0.runID = runID
                    }
                }
            })
        return answer?.stage == .admitted
    }
}
