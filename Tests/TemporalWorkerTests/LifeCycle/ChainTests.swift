// Chains of runs on a real server: what the next run inherits, and which of them a handle may end.

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
