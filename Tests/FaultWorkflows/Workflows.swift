// What runs while things break: activities, timers and children, one after the other and side by side. Every activity's
// result is in the workflow's result, so that a lost or doubled one shows; `Tests/TemporalWorkerTests/Faults` knows what it must
// be. The worker process runs them, and the tests replay what it left behind.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// What the worker of the fault runs is made of.
public let faultWorkflows: [Registration] = [
    .workflow(Mixed.self), .workflow(Part.self), .workflow(Concurrent.self), .workflow(Traps.self),
    .activity(Square()),
]

/// Squares of `number` and its successors: three in a row with timers between, three at once, and two by a child.
actor Mixed: Workflow {
    private static let patience = Duration.seconds(5)

    func run(_ number: Int) async throws -> [Int] {
        var squares: [Int] = []
        var random = random
        for step in 0..<3 {
            squares.append(try await execute(Square.self, number + step, startToClose: Self.patience))
            try await sleep(for: .milliseconds(Int.random(in: 200...2_500, using: &random)))
        }
        async let child = executeChild(Part.self, number + 6, id: "\(info.workflowID)-part")
        async let timer: Void = sleep(for: .milliseconds(300))
        try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for step in 3..<6 {
                group.addTask {
                    (step, try await self.execute(Square.self, number + step, startToClose: Self.patience))
                }
            }
            var found: [Int: Int] = [:]
            for try await (step, square) in group { found[step] = square }
            squares += (3..<6).compactMap { found[$0] }
        }
        try await timer
        return try await squares + child
    }
}

/// Two squares, with a timer between them.
actor Part: Workflow {
    func run(_ number: Int) async throws -> [Int] {
        let first = try await execute(Square.self, number, startToClose: .seconds(5))
        try await sleep(for: .milliseconds(500))
        return [first, try await execute(Square.self, number + 1, startToClose: .seconds(5))]
    }
}

/// Ends the process as an author's mistake does: the index is out of range unless there is a number.
actor Traps: Workflow {
    func run(_ numbers: [Int]) async throws -> Int { numbers[0] }
}

/// Squares a number, and takes its time.
struct Square: Activity {
    func run(_ number: Int) async throws -> Int {
        try await Task.sleep(for: .milliseconds(50 + number % 7 * 20))
        return number * number
    }
}
