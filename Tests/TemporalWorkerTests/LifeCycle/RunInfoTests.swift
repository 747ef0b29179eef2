// What a run knows of the runs around it, and a handler of its update, as a real server says it.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Tells who stands at the root of its family: the workflow ids of itself, its parent and the root, from here down.
private actor Family: Workflow {
    func run(_ depth: Int) async throws -> [String] {
        let mine = [info.workflowID, info.parent?.workflowID ?? "-", info.root.workflowID]
        guard depth > 0 else { return mine }
        return mine
            + (try await executeChild(
                Family.self, depth - 1, options: ChildWorkflowOptions(id: "\(info.workflowID)+")))
    }
}

/// Fails once.
private actor Retried: Workflow {
    func run() async throws -> String {
        guard let failure = info.lastFailure as? ApplicationFailure else {
            throw ApplicationFailure("the first attempt", type: "First")
        }
        return "\(info.attempt) \(failure.type ?? "") \(failure.message)"
    }
}

/// Counts the runs of its schedule; the third waits.
private actor Counts: Workflow {
    private var before: Int?

    func run() async throws -> Int {
        before = try lastCompletionResult()
        if before == 2 { try await wait { _ in false } }
        return (before ?? 0) + 1
    }

    static var last: Query<Counts, Void, Int?> { Query("last") { (w: isolated Counts) in w.before } }
    static var asText: Query<Counts, Void, String?> {
        Query("asText") { (w: isolated Counts) in try w.lastCompletionResult(as: String.self) }
    }
    static var handlers: Handlers<Counts> {
        last
        asText
    }
}

/// Whose update tells which one it is.
private actor Updated: Workflow {
    private var told: [String] = []

    func run() async throws -> [String] {
        note("run")
        try await wait { $0.told.count > 2 }
        note("run")
        return told
    }

    private func note(_ what: String) {
        told.append("\(what) \(currentUpdate.map { "\($0.id) \($0.name)" } ?? "-")")
    }

    static var who: Update<Updated, Void, String> {
        Update("who") { (w: isolated Updated) in
            w.note("handler")
            try await w.sleep(for: .milliseconds(1))
            async let below: Void = w.note("child")
            await below
            return w.currentUpdate?.id ?? "-"
        } validator: { w in
            guard w.currentUpdate?.id == "u" else { throw ApplicationFailure("not mine", type: "Other") }
        }
    }
    static var handlers: Handlers<Updated> { who }
}

/// Tells how long it waited for its first task.
private actor Delayed: Workflow {
    func run() async throws -> Double { (now - info.startTime) / .seconds(1) }
}

/// Waits to be canceled, tells why it was, and leaves something behind.
private actor Canceled: Workflow {
    func run() async throws {
        do {
            try await wait { _ in false }
        } catch is CancellationError {
            throw CanceledFailure(details: info.cancellationReason ?? "none", isCancellationRequested)
        }
    }
}

/// Asks for activities with an id of their own, and without.
private actor Named: Workflow {
    func run() async throws -> Int {
        let options = ActivityOptions(startToClose: .seconds(60), id: "mine")
        async let first = execute(Scripted.self, 1, options: options)
        async let second = execute(Scripted.self, 2, startToClose: .seconds(60))
        return try await first + second
    }
}

@Suite(.timeLimit(.minutes(5))) struct RunInfoTests {
    @Test func `a workflow knows the root of its family`() async throws {
        let place = try await Place()
        let worker = try place.worker { Family.self }
        let id = try await place.start(Family.self, "2")
        let handle = place.client.workflow(Family.self, id: id)
        #expect(try await handle.result() == [id, "-", id, "\(id)+", id, id, "\(id)++", "\(id)+", id])
        try await worker.stop()
    }

    @Test func `a retried workflow knows how it failed before`() async throws {
        let place = try await Place()
        let worker = try place.worker { Retried.self }
        var options = StartWorkflowOptions()
        options.retryPolicy = RetryPolicy(initialInterval: .milliseconds(1))
        let handle = try await place.client.startWorkflow(
            Retried.self, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        #expect(try await handle.result() == "2 First the first attempt")
        try await worker.stop()
    }

    @Test func `a run of a cron schedule knows what the last one returned`() async throws {
        let place = try await Place()
        let worker = try place.worker { Counts.self }
        var options = StartWorkflowOptions()
        options.cronSchedule = "@every 1s"
        let started = try await place.client.startWorkflow(
            Counts.self, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        let handle = place.client.workflow(Counts.self, id: started.id)
        try await eventually { () -> Bool in try await handle.query(Counts.last) == 2 }
        let error = await #expect(throws: (any Error).self) { try await handle.query(Counts.asText) }
        #expect(error.map { "\($0)" }?.contains("expected a string") == true, "\(error.map { "\($0)" } ?? "none")")
        try await handle.terminate()
        try await worker.stop()
    }

    @Test func `an update's validator and handler know which one it is, and nothing else does`() async throws {
        let place = try await Place()
        let worker = try place.worker { Updated.self }
        let handle = try await place.client.startWorkflow(
            Updated.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        let refusal = await #expect(throws: ApplicationFailure.self) {
            try await handle.update(Updated.who, updateID: "other")
        }
        #expect(refusal?.type == "Other")
        #expect(try await handle.update(Updated.who, updateID: "u") == "u")
        #expect(try await handle.result() == ["run -", "handler u who", "child u who", "run -"])
        try await worker.stop()
    }

    @Test func `a run's start is that of the request, not of its first task`() async throws {
        let place = try await Place()
        let worker = try place.worker { Delayed.self }
        var options = StartWorkflowOptions()
        options.startDelay = .seconds(2)
        let handle = try await place.client.startWorkflow(
            Delayed.self, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        #expect(try await handle.result() >= 1.9)
        try await worker.stop()
    }

    @Test func `why a workflow is canceled is told, and what it leaves behind reaches the client`() async throws {
        let place = try await Place()
        let worker = try place.worker { Canceled.self }
        let handle = try await place.client.startWorkflow(
            Canceled.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await handle.cancel(reason: "no longer needed")
        let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        let failure = try #require(error?.cause as? CanceledFailure)
        #expect(try failure.details.decode(0, as: String.self) == "no longer needed")
        #expect(try failure.details.decode(1, as: Bool.self) == true)
        try await worker.stop()
    }

    @Test func `an activity has the id that it is given`() async throws {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try place.worker {
            Named.self
            Scripted { number in
                if number == 1 { try await mayEnd.wait() }
                return number
            }
        }
        let id = try await place.start(Named.self)
        let handle = place.client.workflow(Named.self, id: id)
        try await eventually {
            let pending = try await handle.untyped.describe().pendingActivities
            return pending.map(\.id) == ["mine"] && pending.first?.state == .started
        }
        let scheduled = try await place.events(id).compactMap {
            if case .activityTaskScheduled(let event) = $0 { event.activityID } else { nil }
        }
        #expect(Set(scheduled) == ["mine", "2"])
        mayEnd.open()
        #expect(try await handle.result() == 3)
        try await worker.stop()
    }
}
