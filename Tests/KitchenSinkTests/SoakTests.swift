// Random kitchen sinks. "make test-soak" runs them for an hour while workers are killed, and says how the memory of a worker that lives
// through it goes; a failing input is repeated with the seed that stands in the message.

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(90))) struct `Random kitchen sinks` {
    @Test(arguments: [1_000, 1, 0])
    func `they end as they are told and replay, however many runs are cached`(cached: Int) async throws {
        let seed = SeededGenerator.fresh().seed
        let run = try await SinkRun(on: DevServer.shared)
        let worker = try await run.worker(cached: cached)
        let count = TestScale.pick(short: 12, long: 100)
        #expect(try await run.batch(0, count: count, seed: seed) >= count)
        try await worker.stop()
        #expect(try worker.failures() == [])
        await run.client.close()
    }

    /// How long the soak goes on: one batch in an ordinary run, else `SOAK_MINUTES`.
    private static let minutes = ProcessInfo.processInfo.environment["SOAK_MINUTES"].flatMap { Double($0) }
    private static let inputsOfBatch = minutes == nil ? 12 : 32

    @Test func `they survive workers that are killed at random, and the one that lives does not grow`() async throws {
        var random = SeededGenerator.fresh()
        let seed = random.seed
        say("TEST_SEED=\(seed)")
        // Of the queries that wait for a worker to come back, the server keeps one by default.
        let server = try await DevServer.start(
            keepsState: true, dynamicConfiguration: ["history.maxBufferedQueryCount=100"])
        let run = try await SinkRun(on: server)
        let living = try await run.worker(cached: 100)
        say("the process \(living.processID) lives")
        let killed = try await run.worker(cached: 1)
        // The first comes before the first batch can be over.
        let pauses =
            [Duration.milliseconds(500)]
            + (0..<10_000).map { _ in Duration.milliseconds(Int.random(in: 1_000...6_000, using: &random)) }
        let killing = Task {
            for (count, pause) in pauses.enumerated() {
                do { try await Task.sleep(for: pause) } catch { return count }
                // Not broken off halfway when the run is over.
                try await Task { try await killed.kill(thenCaching: count.isMultiple(of: 2) ? 100 : 1) }.value
            }
            return pauses.count
        }
        defer { killing.cancel() }
        let start = ContinuousClock.now
        let end = start + .seconds((Self.minutes ?? 0) * 60)
        var batches = 0
        var runs = 0
        var memory: [(minutes: Double, bytes: Int)] = []
        repeat {
            runs += try await run.batch(batches, count: Self.inputsOfBatch, seed: seed)
            batches += 1
            memory.append(((ContinuousClock.now - start) / .seconds(60), try living.residentBytes))
            if batches.isMultiple(of: 10) {
                say(
                    "\(batches * Self.inputsOfBatch) inputs, \(runs) runs replayed, \(megabytes(memory[batches - 1].bytes)) MB"
                )
            }
        } while ContinuousClock.now < end
        killing.cancel()
        let kills = try await killing.value
        #expect(kills > 0)
        say("\(batches * Self.inputsOfBatch) inputs, \(runs) runs replayed up to each task, \(kills) kills")
        let settled = memory.filter { $0.minutes >= 10 }.map(\.bytes)
        if settled.count >= 20 {
            // Of the time after the first ten minutes, the first fifth beside the last one.
            let fifth = settled.count / 5
            let first = settled.prefix(fifth).reduce(0, +) / fifth
            let last = settled.suffix(fifth).reduce(0, +) / fifth
            say(
                "memory of the living worker: \(megabytes(first)) MB after ten minutes, \(megabytes(last)) MB at the end"
            )
            #expect(Double(last) < Double(first) * 1.1, "the worker grows")
        }
        for worker in [living, killed] {
            try await worker.stop()
            #expect(try worker.failures() == [])
        }
        await run.client.close()
    }

    private func megabytes(_ bytes: Int) -> String { String(format: "%.1f", Double(bytes) / 1_048_576) }

    private func say(_ line: String) { FileHandle.standardError.write(Data("    \(line)\n".utf8)) }
}
