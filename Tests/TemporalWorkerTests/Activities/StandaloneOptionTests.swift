// Other options for activities that clients start without a workflow, and resets of these.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct StandaloneOptionTests {
    /// Heartbeats 42 and fails, until `mayEnd` is open: then it returns the seconds that an attempt may take, and one more
    /// where it knows nothing of a heartbeat.
    private func worker(_ place: Place, mayEnd: Gate) throws -> RunningWorker {
        try place.worker {
            Scripted { _ in
                let context = try #require(ActivityContext.current)
                guard mayEnd.isOpen else {
                    try context.heartbeat(42)
                    throw ApplicationFailure("not yet", type: "Test")
                }
                let limit = try #require(context.info.startToCloseTimeout)
                let knowsHeartbeat = try context.lastHeartbeat(as: Int.self) == 42
                return Int(limit.components.seconds) + (knowsHeartbeat ? 0 : 1)
            }
        }
    }

    /// Starts an activity, and returns once it has failed, to be tried again in an hour.
    private func failed(_ place: Place) async throws -> TypedActivityHandle<Scripted> {
        let handle = try await place.client.startActivity(
            Scripted.self, 0, id: UUID().uuidString, taskQueue: place.taskQueue,
            options: StartActivityOptions(
                startToClose: .seconds(60), heartbeat: .seconds(30),
                retryPolicy: RetryPolicy(initialInterval: .seconds(3_600))))
        try await eventually { () -> Bool in try await handle.untyped.describe().lastFailure != nil }
        return handle
    }

    @Test func `an activity without a workflow takes other options, and its own back`() async throws {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try worker(place, mayEnd: mayEnd)
        let handle = try await failed(place)
        let operations = handle.untyped.operations
        let changed = try await operations.updateOptions(
            PendingActivityOptions(startToClose: .seconds(70), heartbeat: .seconds(7)))
        #expect(changed.startToClose == .seconds(70))
        #expect(changed.heartbeat == .seconds(7))
        #expect(changed.retryPolicy?.initialInterval == .seconds(3_600), "what was not said stays")
        let restored = try await operations.restoreOptions()
        #expect(restored.startToClose == .seconds(60))
        #expect(restored.heartbeat == .seconds(30))

        // The next attempt is no longer an hour away.
        mayEnd.open()
        try await operations.updateOptions(
            PendingActivityOptions(
                startToClose: .seconds(80), retryPolicy: RetryPolicy(initialInterval: .milliseconds(100))))
        #expect(try await handle.result() == 80)
        try await worker.stop()
    }

    @Test(arguments: [false, true], [false, true])
    func `a reset keeps it paused, and restores its options and forgets its heartbeat where it is told to`(
        restores: Bool, forgets: Bool
    ) async throws {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try worker(place, mayEnd: mayEnd)
        let handle = try await failed(place)
        let operations = handle.untyped.operations
        try await operations.pause()
        try await operations.updateOptions(PendingActivityOptions(startToClose: .seconds(70)))
        try await operations.reset(keepsPaused: true, resetsHeartbeat: forgets, restoresOptions: restores)
        let described = try await handle.untyped.describe()
        #expect(described.status == .paused)
        #expect(described.attempt == 1)
        mayEnd.open()
        try await operations.unpause()
        #expect(try await handle.result() == (restores ? 60 : 70) + (forgets ? 1 : 0))
        try await worker.stop()
    }
}
