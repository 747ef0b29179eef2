// Activities without a server.

import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Counts from where the attempt before came to; waits for its cancellation where it is told to count too far.
private struct Counts: Activity {
    struct TooFar: Error {
        let reason: ActivityCancellation?
    }

    func run(_ limit: Int) async throws -> String {
        let context = try #require(ActivityContext.current)
        let first = try context.lastHeartbeat(as: Int.self) ?? 0
        for number in first..<min(limit, 10) { try context.heartbeat(number + 1, "of \(limit)") }
        if limit > 10 {
            do { try await Task.sleep(for: .seconds(600)) } catch { throw TooFar(reason: context.cancellation) }
        }
        return "\(context.info.activityType) attempt \(context.info.attempt)"
    }
}

@Suite(.timeLimit(.minutes(1))) struct ActivityEnvironmentTests {
    @Test func `an activity finds its task, and its heartbeats are kept, all of them`() async throws {
        let environment = ActivityEnvironment()
        environment.info.attempt = 3
        environment.info.activityType = "Counts"
        #expect(try await environment.run { try await Counts().run(4) } == "Counts attempt 3")
        #expect(try environment.heartbeats(as: Int.self) == [1, 2, 3, 4])
        try environment.setLastHeartbeat(6)
        #expect(try await environment.run { try await Counts().run(8) } == "Counts attempt 3")
        #expect(try environment.heartbeats(as: Int.self) == [1, 2, 3, 4, 7, 8])
        #expect(throws: (any Error).self) { try environment.heartbeats(as: [String].self) }
    }

    @Test(arguments: [ActivityCancellation.requested, .paused, .reset, .notFound, .workerShutdown])
    func `a cancellation reaches the activity with its reason, also one that came before`(
        reason: ActivityCancellation
    ) async throws {
        for comesBefore in [true, false] {
            let environment = ActivityEnvironment()
            if comesBefore { environment.cancel(reason) }
            let running = Task { try await environment.run { try await Counts().run(11) } }
            try await eventually { environment.heartbeatCount == 10 }
            if !comesBefore { environment.cancel(reason) }
            let error = await #expect(throws: Counts.TooFar.self) { try await running.value }
            #expect(error?.reason == reason)
        }
    }

    @Test func `the cancellation of whoever waits cancels the activity, without a reason`() async throws {
        let environment = ActivityEnvironment()
        let waiting = Task { try await environment.run { try await Counts().run(11) } }
        try await eventually { environment.heartbeatCount == 10 }
        waiting.cancel()
        let error = await #expect(throws: Counts.TooFar.self) { try await waiting.value }
        #expect(error?.reason == nil)
    }

    @Test func `attempts side by side have a context each, and there is none outside`() async throws {
        let environment = ActivityEnvironment()
        let attempts = try await withThrowingTaskGroup(of: ObjectIdentifier.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await environment.run { ObjectIdentifier(try #require(ActivityContext.current)) }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(attempts.count == 8)
        #expect(ActivityContext.current == nil)
    }
}
