// The rate at which a worker starts activities: each poll waits for its turn before it is made.

import Foundation
import TemporalCore
import TemporalWorkflow
import TestSupport
import Testing

@testable import TemporalWorker

@Suite(.timeLimit(.minutes(5))) struct ActivityRateTests {
    private let start = ContinuousClock.now

    @Test func `turns come at even intervals, and a pause is not made up for`() {
        var turns = PollTurns(perSecond: 4, at: start)
        #expect(turns.take(at: start) == start)
        #expect(turns.take(at: start) == start + .milliseconds(250))
        #expect(turns.take(at: start) == start + .milliseconds(500))
        #expect(turns.take(at: start + .seconds(60)) == start + .seconds(60))
        #expect(turns.take(at: start + .seconds(60)) == start + .milliseconds(60_250))
    }

    @Test func `a turn that brought nothing is another poll's, unless it is over`() {
        var turns = PollTurns(perSecond: 1, at: start)
        let first = turns.take(at: start)
        turns.giveBack(first, at: start + .milliseconds(10))
        #expect(turns.take(at: start + .milliseconds(20)) == start + .milliseconds(20))
        turns.giveBack(first, at: start + .seconds(60))
        #expect(turns.take(at: start + .milliseconds(30)) == start + .milliseconds(1_020))
    }

    @Test func `an activity that came after a long poll has its turn when it comes`() {
        var turns = PollTurns(perSecond: 1, at: start)
        let turn = turns.take(at: start)
        turns.started(with: turn, at: start + .seconds(60))
        #expect(turns.take(at: start + .seconds(60)) == start + .seconds(61))
        // One that came at once had it before the poll.
        turns.started(with: start + .seconds(61), at: start + .milliseconds(61_010))
        #expect(turns.take(at: start + .milliseconds(61_010)) == start + .seconds(62))
    }

    @Test(arguments: [(0.01, 1), (1, 1), (4, 1), (8, 2), (100, 25), (1e12, 1_000_000)])
    func `as many polls may be open as there may be starts in a moment`(rate: Double, limit: Int) {
        #expect(PollTurns(perSecond: rate, at: start).limit == limit)
    }

    @Test func `activities wait for their turn in the queue, where no timeout of theirs runs`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxActivitiesPerSecond = 1
        options.activityTaskPollers = 5
        let attempts = Mutexed<[Int]>([])
        let worker = try place.worker(options) {
            Hasty.self
            Scripted { number in
                attempts.append(ActivityContext.current?.info.attempt ?? 0)
                return number
            }
        }
        let handle = try await place.client.startWorkflow(
            Hasty.self, 6, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result() == 15)
        #expect(attempts.value == [1, 1, 1, 1, 1, 1])
        try await worker.stop()
    }

    @Test func `a poll that waits for its turn holds no shutdown up`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxActivitiesPerSecond = 0.001
        let worker = try place.worker(options) {
            Hasty.self
            Scripted { $0 }
        }
        let handle = try await place.client.startWorkflow(
            Hasty.self, 1, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result() == 0)
        let begin = ContinuousClock.now
        try await worker.stop()
        #expect(.now - begin < .seconds(4))
    }
}

/// Runs so many activities at once, each of which has 3 s from its start, and no second attempt.
private actor Hasty: Workflow {
    func run(_ count: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                group.addTask {
                    try await self.execute(
                        Scripted.self, number,
                        options: ActivityOptions(startToClose: .seconds(3), retryPolicy: .never))
                }
            }
            var sum = 0
            while let one = try await group.next() { sum += one }
            return sum
        }
    }
}
