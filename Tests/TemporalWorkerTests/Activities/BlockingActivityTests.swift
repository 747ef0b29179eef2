// Activities that block their thread, and rates of starts.

import Foundation
import Glibc
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Blocks its thread until so many of them do; returns the thread's name.
private struct BlocksTogether: BlockingActivity {
    let blocked: Mutexed<[Int]>
    let count: Int

    func run(_ number: Int) throws -> String {
        blocked.append(number)
        let context = ActivityContext.current
        while blocked.value.count < count {
            if Task.isCancelled { return "canceled: \(context?.cancellation.map { "\($0)" } ?? "no reason")" }
            try context?.heartbeat()
            usleep(5_000)
        }
        // A thread is named just after its start.
        for _ in 0..<200 where currentThreadName() != "blocking" { usleep(5_000) }
        return currentThreadName()
    }
}

/// Runs ``BlocksTogether`` so many times at once, and an ordinary activity beside them.
private actor Blocks: Workflow {
    func run(_ count: Int) async throws -> [String] {
        async let beside = execute(Scripted.self, 1, startToClose: .seconds(30))
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await self.execute(
                        BlocksTogether.self, number,
                        options: ActivityOptions(
                            startToClose: .seconds(60), heartbeat: .seconds(5),
                            cancellation: .waitCancellationCompleted))
                }
            }
            var names: [String] = []
            for try await name in group { names.append(name) }
            return names
        }
        _ = try await beside
        return names
    }
}

/// Runs ``Scripted`` so many times at once.
private actor Many: Workflow {
    func run(_ count: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask { _ = try await self.execute(Scripted.self, number, startToClose: .seconds(60)) }
            }
            try await group.waitForAll()
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct BlockingActivityTests {
    @Test func `many block at once, on threads of their own, and others go on`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Blocks.self
            BlocksTogether(blocked: Mutexed([]), count: 24)
            Scripted { $0 }
        }
        let handle = try await place.client.startWorkflow(
            Blocks.self, 24, id: UUID().uuidString, taskQueue: place.taskQueue)
        let names = try await handle.result()
        #expect(names.count == 24)
        #expect(Set(names) == ["blocking"])
        try await worker.stop()
    }

    @Test func `one that blocks sees its cancellation`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxHeartbeatThrottleInterval = .milliseconds(100)
        let blocked = Mutexed<[Int]>([])
        let worker = try place.worker(options) {
            Blocks.self
            BlocksTogether(blocked: blocked, count: 2)
            Scripted { $0 }
        }
        let handle = try await place.client.startWorkflow(
            Blocks.self, 1, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await eventually { blocked.value.count == 1 }
        // The one beside it is not to be canceled.
        try await eventually {
            try await place.events(handle.id).contains { if case .activityTaskCompleted = $0 { true } else { false } }
        }
        try await handle.cancel()
        // It returns a value in spite of the cancellation, which then counts.
        #expect(try await handle.result() == ["canceled: requested"])
        try await worker.stop()
    }

    @Test func `no more threads are used than there may be, and what waits gets its turn`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxBlockingThreads = 1
        let worker = try place.worker(options) {
            Blocks.self
            BlocksTogether(blocked: Mutexed([]), count: 0)
            Scripted { $0 }
        }
        let handle = try await place.client.startWorkflow(
            Blocks.self, 12, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result().count == 12)
        try await worker.stop()
    }

    @Test func `a worker starts no more activities a second than it may`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxActivitiesPerSecond = 5
        let starts = Mutexed<[ContinuousClock.Instant]>([])
        let worker = try place.worker(options) {
            Many.self
            Scripted { number in
                starts.append(.now)
                return number
            }
        }
        let begin = ContinuousClock.now
        let handle = try await place.client.startWorkflow(
            Many.self, 8, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await handle.result()
        // Seven intervals of 200 ms; the first start may be seen late, and so the time is that from before it.
        #expect(starts.value.count == 8)
        #expect(try #require(starts.value.max()) - begin > .milliseconds(1_200))
        try await worker.stop()
    }

    @Test func `the server hands out no more activities of a queue a second than a worker says`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxTaskQueueActivitiesPerSecond = 4
        let worker = try place.worker(options) {
            Many.self
            Scripted { $0 }
        }
        let begin = ContinuousClock.now
        let handle = try await place.client.startWorkflow(
            Many.self, 16, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await handle.result()
        #expect(.now - begin > .seconds(2))
        try await worker.stop()
    }
}
