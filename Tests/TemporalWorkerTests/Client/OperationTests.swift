// What a client does to workflows as an operator: it sees what they wait for, resets, deletes, and does so to many at once.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Runs an activity and a child, and waits; how often its code began is what the activity counts.
private actor Voyage: Workflow {
    private var landed = 0

    func run() async throws -> Int {
        let child = try await startChild(Anchor.self)
        let number = try await execute(
            Scripted.self, 1,
            options: ActivityOptions(
                startToClose: .seconds(30), retryPolicy: RetryPolicy(initialInterval: .milliseconds(50))))
        try await wait { $0.landed > 0 }
        try child.cancel()
        return number
    }

    static var land: Signal<Voyage, Int> { Signal("land") { $0.landed += $1 } }
    static var count: Query<Voyage, Void, Int> { Query("count") { $0.landed } }
    static var handlers: Handlers<Voyage> {
        land
        count
    }
}

private actor Anchor: Workflow {
    func run() async throws { try await sleep(for: .seconds(3600)) }
}

@Suite(.timeLimit(.minutes(5))) struct OperationTests {
    @Test func `a description shows pending activities and children, and an activity's options can be changed`()
        async throws
    {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try place.worker {
            Voyage.self
            Anchor.self
            Scripted { _ in
                try ActivityContext.current?.heartbeat("half way")
                if mayEnd.isOpen { return 1 }
                throw ApplicationFailure("no wind", type: "NoWind")
            }
        }
        let handle = try await place.client.startWorkflow(
            Voyage.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        let pending = try await eventually {
            try await handle.untyped.describe().pendingActivities.first { $0.lastFailure != nil }
        }
        #expect(pending.activityType == "Scripted")
        #expect(pending.attempt > 1)
        #expect(pending.maximumAttempts == nil)
        #expect((pending.lastFailure as? ApplicationFailure)?.type == "NoWind")
        #expect(try pending.heartbeatDetails.decode(as: String.self) == "half way")
        let activity = handle.untyped.activity(id: pending.id)
        try await activity.pause()
        try await eventually { try await handle.untyped.describe().pendingActivities.first?.state == .paused }
        let changed = try await activity.updateOptions(
            PendingActivityOptions(
                retryPolicy: RetryPolicy(maximumAttempts: 99, nonRetryableErrorTypes: ["NoShip"])))
        #expect(changed.retryPolicy?.nonRetryableErrorTypes == ["NoShip"])
        #expect(changed.retryPolicy?.maximumAttempts == 99)
        let child = try #require(try await handle.untyped.describe().pendingChildren.first)
        #expect(child.workflowType == "Anchor")
        #expect(try await place.client.workflow(id: child.id, runID: child.runID).describe().status == .running)
        mayEnd.open()
        try await activity.unpause()
        try await handle.signal(Voyage.land, 1)
        #expect(try await handle.result() == 1)
        #expect(try await handle.untyped.describe().pendingActivities.isEmpty)
        let history = try await handle.untyped.fetchHistory()
        #expect(history.count == (try await handle.untyped.describe().historyLength))
        try await worker.stop()
    }

    @Test func `a workflow goes on from its first task, its last or an event, with its signals or without`()
        async throws
    {
        let place = try await Place()
        let worker = try place.worker {
            Voyage.self
            Anchor.self
            Scripted { $0 }
        }
        let handle = try await place.client.startWorkflow(
            Voyage.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        // After its first task, which is event 4.
        try await eventually { try await handle.untyped.fetchHistory().count > 6 }
        try await handle.signal(Voyage.land, 2)
        #expect(try await handle.result() == 1)
        let again = try await handle.untyped.reset(to: .firstWorkflowTask, reason: "once more")
        #expect(again.runID != handle.untyped.firstRunID)
        #expect(try await again.result(as: Int.self) == 1)
        #expect(try await again.query("count", as: Int.self) == 2)

        let last = try await again.reset(to: .lastWorkflowTask)
        #expect(try await last.result(as: Int.self) == 1)

        let alone = try await last.reset(to: .event(4), excluding: [.signals])
        try await eventually { try await alone.describe().pendingChildren.count == 1 }
        #expect(try await alone.query("count", as: Int.self) == 0)
        try await alone.signal("land", 5)
        #expect(try await alone.result(as: Int.self) == 1)

        let none = try await place.client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        let early = try await #require(throws: RPCError.self) { try await none.reset(to: .firstWorkflowTask) }
        #expect(early.code == .invalidArgument)
        try await none.delete()
        try await eventually {
            do { _ = try await none.describe() } catch let error as RPCError { return error.code == .notFound }
            return false
        }
        try await worker.stop()
    }

    @Test func `a query may decline workflows that have closed`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Voyage.self
            Anchor.self
            Scripted { $0 }
        }
        let handle = try await place.client.startWorkflow(
            Voyage.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.query(Voyage.count, rejectCondition: .notOpen) == 0)
        try await handle.signal(Voyage.land, 1)
        _ = try await handle.result()
        #expect(try await handle.query(Voyage.count, rejectCondition: .notCompletedCleanly) == 1)
        let error = try await #require(throws: QueryRejectedError.self) {
            try await handle.untyped.query("count", as: Int.self, rejectCondition: .notOpen)
        }
        #expect(error.status == .completed)
        #expect(error.workflowID == handle.id)
        try await worker.stop()
    }

    @Test func `batch jobs signal, reset, cancel, terminate and delete what a query matches`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Voyage.self
            Anchor.self
            Scripted { $0 }
        }
        var handles: [TypedWorkflowHandle<Voyage>] = []
        for _ in 0..<3 {
            handles.append(
                try await place.client.startWorkflow(Voyage.self, id: UUID().uuidString, taskQueue: place.taskQueue))
        }
        let voyages = "TaskQueue = '\(place.taskQueue)' AND WorkflowType = 'Voyage'"
        let running = voyages + " AND ExecutionStatus = 'Running'"
        try await eventually { try await place.client.workflowCount(where: running) == 3 }
        try await run(.signal("land", 4), where: running, place)
        for handle in handles { #expect(try await handle.result() == 1) }
        #expect(try await handles[0].query(Voyage.count) == 4)

        let closed = voyages + " AND ExecutionStatus = 'Completed'"
        try await eventually { try await place.client.workflowCount(where: closed) == 3 }
        try await run(.reset(to: .firstWorkflowTask, excluding: [.signals]), where: closed, place)
        try await eventually { try await place.client.workflowCount(where: running) == 3 }
        let id = handles[0].id
        try await run(.cancel, where: running + " AND WorkflowId = '\(id)'", place)
        try await eventually { try await place.client.workflow(id: id).describe().status == .canceled }
        try await eventually { try await place.client.workflowCount(where: running) == 2 }
        // A child that the server is about to start when its parent is terminated may be left behind.
        let anchors = "TaskQueue = '\(place.taskQueue)' AND WorkflowType = 'Anchor' AND ExecutionStatus = 'Running'"
        try await eventually { try await place.client.workflowCount(where: anchors) == 2 }
        try await run(.terminate, where: running, place)
        try await eventually { try await place.client.workflowCount(where: running) == 0 }
        try await eventually { try await place.client.workflowCount(where: anchors) == 0 }
        try await worker.stop()
        // The server takes half a minute to remove runs that closed just now: that all were accepted is enough.
        try await run(.delete, where: voyages, place)

        let missing = try await #require(throws: RPCError.self) {
            try await place.client.batch(id: "no-such-job").describe()
        }
        #expect(missing.code == .notFound)
    }

    /// Starts a job and waits until it has ended.
    private func run(_ operation: BatchOperation, where query: String, _ place: Place) async throws {
        let batch = try await place.client.startBatch(operation, where: query, reason: "a test")
        let end = try await eventually(within: .seconds(60)) { () -> BatchDescription? in
            let description = try await batch.describe()
            return description.state == .running ? nil : description
        }
        #expect(end.state == .completed)
        #expect(end.failedCount == 0)
        #expect(end.completedCount == end.totalCount && end.totalCount > 0)
        #expect(end.reason == "a test")
    }
}
