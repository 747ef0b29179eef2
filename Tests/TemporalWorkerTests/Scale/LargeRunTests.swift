// Runs that are as large as the server lets them be: many signals, many activities at once, histories of many pages.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Has `width` numbers doubled at once, again and again, and adds up what comes of them and what signals tell it.
private actor Large: Workflow {
    private var sum = 0
    private var signals = 0

    func run(_ rounds: Int, _ width: Int, _ expectedSignals: Int) async throws -> Int {
        for _ in 0..<rounds {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<width {
                    group.addTask { try await self.execute(Doubles.self, number, startToClose: .seconds(300)) }
                }
                for try await doubled in group { sum += doubled }
            }
        }
        try await wait { $0.signals >= expectedSignals }
        return sum
    }

    static var add: Signal<Large, Int> {
        Signal("add") { workflow, number in
            workflow.sum += number
            workflow.signals += 1
        }
    }
    static var total: Query<Large, Void, Int> { Query("total") { $0.sum } }
    static var handlers: Handlers<Large> { add; total }
}

private struct Doubles: Activity {
    func run(_ number: Int) async throws -> Int { 2 * number }
}

@Suite(.timeLimit(.minutes(30))) struct LargeRunTests {
    @Test func `many activities at once, again and again, and their pages of history in a worker that has seen none`()
        async throws
    {
        // The server ends a run that has 51,200 events; in the long form this one has about 45,000.
        let rounds = TestScale.pick(short: 2, long: 6)
        let width = TestScale.pick(short: 200, long: 2_000)
        let signals = TestScale.pick(short: 10, long: 2_000)
        let place = try await Place()
        let worker = try place.worker {
            Large.self
            Doubles()
        }
        place.expect("large-\(place.taskQueue)")
        let large = try await place.client.startWorkflow(
            Large.self, rounds, width, signals, id: "large-\(place.taskQueue)", taskQueue: place.taskQueue)
        let sum = rounds * width * (width - 1)
        try await eventually(within: .seconds(900)) { try await large.total() == sum }
        await worker.askToStop()
        try await worker.end()
        var options = WorkerOptions()
        options.maxCachedWorkflows = 0
        let next = try place.worker(options) {
            Large.self
            Doubles()
        }
        try await eventually(within: .seconds(300)) { try await large.total() == sum }
        for _ in 0..<signals { try await large.signal(Large.add, 1) }
        #expect(try await large.result() == sum + signals)
        #expect(try await place.events(large.id).count > 3 * rounds * width)
        #expect(try await place.taskFailures(large.id).isEmpty)
        try await next.stop()
    }

    @Test func `many signals are all handled, once each`() async throws {
        let count = TestScale.pick(short: 1_000, long: 10_000)
        let place = try await Place()
        let worker = try place.worker {
            Large.self
            Doubles()
        }
        place.expect("signals-\(place.taskQueue)")
        let large = try await place.client.startWorkflow(
            Large.self, 0, 0, count, id: "signals-\(place.taskQueue)", taskQueue: place.taskQueue)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<20 {
                group.addTask {
                    for number in stride(from: lane, to: count, by: 20) { try await large.signal(Large.add, number) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await large.result() == count * (count - 1) / 2)
        #expect(try await place.taskFailures(large.id).isEmpty)
        try await worker.stop()
    }
}

extension TypedWorkflowHandle where W == Large {
    /// What the workflow has added up so far; nil where a long replay came before the answer.
    fileprivate func total() async throws -> Int? {
        do { return try await query(Large.total) } catch let error as RPCError where error.code == .deadlineExceeded {
            return nil
        }
    }
}
