// What a reset does to a paused activity of a workflow: whether it stays paused, its last heartbeat, its options.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Runs ``Scripted``, which is tried again in an hour unless a client says otherwise.
private actor RunsOnce: Workflow {
    func run() async throws -> Int {
        try await execute(
            Scripted.self, 0,
            options: ActivityOptions(
                startToClose: .seconds(60), heartbeat: .seconds(30),
                retryPolicy: RetryPolicy(initialInterval: .seconds(3_600))))
    }
}

@Suite(.timeLimit(.minutes(5))) struct ActivityResetTests {
    /// Heartbeats 42 and fails, until `mayEnd` is open: then it returns what the last heartbeat said, or -1.
    private func worker(_ place: Place, mayEnd: Gate) throws -> RunningWorker {
        try place.worker {
            RunsOnce.self
            Scripted { _ in
                let context = try #require(ActivityContext.current)
                if mayEnd.isOpen { return try context.lastHeartbeat(as: Int.self) ?? -1 }
                try context.heartbeat(42)
                throw ApplicationFailure("not yet", type: "Test")
            }
        }
    }

    private func pending(_ handle: TypedWorkflowHandle<RunsOnce>) async throws -> PendingActivity? {
        try await handle.untyped.describe().pendingActivities.first
    }

    /// Starts a workflow, and pauses its activity once that has failed.
    private func paused(_ place: Place) async throws -> TypedWorkflowHandle<RunsOnce> {
        let handle = try await place.client.startWorkflow(
            RunsOnce.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await eventually { () -> Bool in try await pending(handle)?.lastFailure != nil }
        try await handle.untyped.activity(id: "1").pause()
        let activity = try #require(try await pending(handle))
        #expect(activity.state == .paused)
        #expect(activity.attempt == 2)
        #expect(try activity.heartbeatDetails.decode(as: Int.self) == 42)
        return handle
    }

    @Test func `an activity stays paused through a reset, and has its options back where that is asked for`()
        async throws
    {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try worker(place, mayEnd: mayEnd)
        let handle = try await paused(place)
        let activity = handle.untyped.activity(id: "1")
        let changed = try await activity.updateOptions(PendingActivityOptions(startToClose: .seconds(77)))
        #expect(changed.startToClose == .seconds(77))

        try await activity.reset(keepsPaused: true)
        let kept = try #require(try await pending(handle))
        #expect(kept.state == .paused)
        #expect(kept.attempt == 1)
        #expect(kept.options?.startToClose == .seconds(77))

        try await activity.reset(keepsPaused: true, restoresOptions: true)
        let restored = try #require(try await pending(handle))
        #expect(restored.state == .paused)
        #expect(restored.options?.startToClose == .seconds(60))

        mayEnd.open()
        try await activity.unpause()
        #expect(try await handle.result() == 42)
        try await worker.stop()
    }

    @Test func `a reset lets a paused activity go on unless it is told to keep it`() async throws {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try worker(place, mayEnd: mayEnd)
        let handle = try await paused(place)
        mayEnd.open()
        try await handle.untyped.activity(id: "1").reset()
        #expect(try await handle.result() == 42)
        try await worker.stop()
    }

    @Test(arguments: [false, true])
    func `the next attempt knows the last heartbeat, unless a reset forgot it`(forgets: Bool) async throws {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try worker(place, mayEnd: mayEnd)
        let handle = try await paused(place)
        let activity = handle.untyped.activity(id: "1")
        try await activity.reset(keepsPaused: true, resetsHeartbeat: forgets)
        mayEnd.open()
        try await activity.unpause()
        #expect(try await handle.result() == (forgets ? -1 : 42))
        try await worker.stop()
    }
}
