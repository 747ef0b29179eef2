// Errors that fail a run rather than its workflow task, as the workflow or the worker says.

import Foundation
import Synchronization
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct FailureErrorsTests {
    private func failure(of id: String, at place: Place) async throws -> ApplicationFailure? {
        do {
            _ = try await place.client.workflow(id: id).resultPayloads()
            return nil
        } catch let error as WorkflowFailedError {
            return error.cause as? ApplicationFailure
        }
    }

    @Test func `a workflow names the errors that fail it`() async throws {
        let place = try await Place()
        let worker = try place.worker { LooksUp.self }
        let failed = try await place.start(LooksUp.self, "\"nobody\"")
        #expect(try await failure(of: failed, at: place)?.type == "NoSuchCustomer")
        // Another error is a mistake in the code, which can be mended.
        let stuck = try await place.start(LooksUp.self, "\"mended\"")
        try await eventually { try await !place.taskFailures(stuck).isEmpty }
        LooksUp.mended.withLock { _ = $0.insert(stuck) }
        #expect(try await place.result(stuck) == "mended")
        try await worker.stop()
    }

    @Test func `an update whose handler throws such an error fails, and the workflow goes on`() async throws {
        let place = try await Place()
        let worker = try place.worker { LooksUpLater.self }
        let handle = try await place.client.startWorkflow(
            LooksUpLater.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        await #expect(throws: (any Error).self) { try await handle.update(LooksUpLater.find, "nobody") }
        #expect(try await handle.update(LooksUpLater.find, "somebody") == "somebody")
        try await handle.terminate()
        try await worker.stop()
    }

    @Test func `a worker names the errors that fail any workflow of its`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.workflowFailureErrors = [(any Error).self]
        let worker = try place.worker(options) { LooksUp.self }
        let id = try await place.start(LooksUp.self, "\"mistake\"")
        #expect(try await failure(of: id, at: place)?.type == "Mistake")
        let history = try await WorkflowHistory(of: place.client.workflow(id: id))
        let replayer = try Replayer(workflowFailureErrors: [Mistake.self]) { LooksUp.self }
        try await replayer.replayThroughout(history)
        let strict = try Replayer { LooksUp.self }
        await #expect(throws: ReplayError.self) { try await strict.replay(history) }
        try await worker.stop()
    }

    @Test func `a worker that ends runs for any error ends them for a call that fails the task elsewhere`() async throws
    {
        let place = try await Place()
        var options = WorkerOptions()
        options.workflowFailureErrors = [(any Error).self]
        let worker = try place.worker(options) { Careless.self }
        let id = try await place.start(Careless.self)
        #expect(try await failure(of: id, at: place)?.message.contains("needs startToClose") == true)
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test(arguments: [true, false])
    func `a run whose history does not fit the code fails where that is wanted`(isByWorker: Bool) async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxCachedWorkflows = 0
        let first = try place.worker(options) { Before.self }
        let id = try await place.start("Changes")
        try await eventually {
            try await place.events(id).contains { if case .timerStarted = $0 { true } else { false } }
        }
        await first.askToStop()
        try await first.end()
        if isByWorker { options.workflowFailureErrors = [NondeterminismError.self] }
        let second = try place.worker(options) {
            if isByWorker { After.self } else { AfterThatMinds.self }
        }
        try await place.client.workflow(id: id).signal("go")
        let failure = try await failure(of: id, at: place)
        #expect(failure?.type == "NondeterminismError")
        #expect(failure?.message.contains("TMPRL1100") == true)
        #expect(try await place.taskFailures(id).isEmpty)
        try await second.stop(withoutReplayOf: ["Changes": "its code has changed"])
    }
}

private struct NoSuchCustomer: Error {}
private struct Mistake: Error {}

private func look(up name: String) throws -> String {
    switch name {
    case "nobody": throw NoSuchCustomer()
    case "mistake": throw Mistake()
    default: return name
    }
}

private actor LooksUp: Workflow {
    /// The ids of the workflows for which the code is right.
    static let mended = Mutex<Set<String>>([])
    static var failureErrors: [any Error.Type] { [NoSuchCustomer.self] }

    func run(_ name: String) async throws -> String {
        let id = info.workflowID
        if name == "mended", !Self.mended.withLock({ $0.contains(id) }) { throw Mistake() }
        return try look(up: name)
    }
}

/// Calls an activity that may take for ever.
private actor Careless: Workflow {
    func run() async throws { _ = try await execute(Scripted.self, 1, options: ActivityOptions()) }
}

private actor LooksUpLater: Workflow {
    static var failureErrors: [any Error.Type] { [NoSuchCustomer.self] }

    func run() async throws { try await wait { _ in false } }

    static var find: Update<LooksUpLater, String, String> {
        Update("find") { (_: isolated LooksUpLater, name) in try look(up: name) }
    }
    static var handlers: Handlers<LooksUpLater> { find }
}

private actor Before: Workflow {
    static let workflowType = "Changes"

    func run() async throws { try await sleep(for: .seconds(3_600)) }

    static var handlers: Handlers<Before> { Signal("go") { (_: isolated Before) in } }
}

private actor After: Workflow {
    static let workflowType = "Changes"

    func run() async throws {}

    static var handlers: Handlers<After> { Signal("go") { (_: isolated After) in } }
}

private actor AfterThatMinds: Workflow {
    static let workflowType = "Changes"
    static var failureErrors: [any Error.Type] { [NondeterminismError.self] }

    func run() async throws {}

    static var handlers: Handlers<AfterThatMinds> { Signal("go") { (_: isolated AfterThatMinds) in } }
}
