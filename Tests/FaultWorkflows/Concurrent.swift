// Every kind of Swift concurrency in one workflow, with durable waits in between: whatever order its tasks take is in the
// order of its commands, and in its result.

import TemporalCore
import TemporalWorkflow

/// Squares numbers in tasks of every kind, and returns them in the order in which they were there.
actor Concurrent: Workflow {
    private var squares: [Int] = []
    private var isOpen = false

    func run(_ number: Int) async throws -> [Int] {
        async let first: Void = square(number)
        async let second: Void = pause(20)
        let child = Task { try await self.square(number + 1) }
        let detached = Task.detached { try await self.square(number + 2) }
        try await withThrowingTaskGroup { group in
            for step in 3..<7 {
                group.addTask {
                    try await Task.sleep(for: .milliseconds((step % 3) * 15 + 1))
                    await Task.yield()
                    try await self.square(number + step)
                }
            }
            try await group.waitForAll()
        }
        let (stream, feed) = AsyncStream<Int>.makeStream()
        let reader = Task { for await step in stream { try await self.square(number + step) } }
        for step in 7..<10 {
            feed.yield(step)
            try await pause(step)
        }
        feed.finish()
        let gate = Task { try await self.wait { $0.isOpen } }
        isOpen = true
        _ = try await (first, second, child.value, detached.value, reader.value, gate.value)
        return squares
    }

    private func square(_ number: Int) async throws {
        squares.append(try await execute(Square.self, number, startToClose: .seconds(10)))
    }

    private func pause(_ milliseconds: Int) async throws {
        try await sleep(for: .milliseconds(milliseconds))
    }
}
