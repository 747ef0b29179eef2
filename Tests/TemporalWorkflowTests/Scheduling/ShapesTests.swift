import Foundation
import SchedulerShapes
import Synchronization
import TemporalWorkflow
import TestSupport
import Testing

@Suite struct ShapesTests {
    /// Runs `body` with four threads beside it that keep the machine, and now and then the concurrency pool, busy.
    private func withBusyThreads<R: Sendable>(_ body: @escaping @Sendable () -> R) async throws -> R {
        let isDone = Shared(false)
        for _ in 0..<4 {
            Thread.detachNewThread {
                var x: UInt64 = 1
                while !isDone.withLock({ $0 }) {
                    for _ in 0..<100_000 { x = x &* 31 &+ 7 }
                    if x != 0 { Task { await Task.yield() } }
                }
            }
        }
        defer { isDone.withLock { $0 = true } }
        return try await onThread(body)
    }

    @Test func `every shape leaves the recorded trace in 200 runs beside four busy threads`() async throws {
        let url = try #require(Bundle.module.url(forResource: "shapes", withExtension: "txt"))
        let recorded = Dictionary(
            uniqueKeysWithValues: try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
                let parts = $0.split(separator: ":", maxSplits: 1)
                return (String(parts[0]), parts[1].dropFirst())
            })
        #expect(recorded.count == Shapes.all.count)
        let traces = try await withBusyThreads {
            Shapes.all.map { name, make in
                let traces = (0..<200).map { _ in
                    let run = make()
                    run.play()
                    defer { run.executor.evict() }
                    return run.foreignWait.map { "\($0)" } ?? run.trace.joined(separator: " ")
                }
                return (name, Set(traces))
            }
        }
        for (name, traces) in traces {
            #expect(traces.count == 1, "\(name) has \(traces.count) orders")
            #expect(traces.first.map { Substring($0) } == recorded[name], "\(name)")
        }
    }

    @Test func `waits answered together resume in one order too`() {
        for (name, make) in Shapes.all {
            var traces: Set<String> = []
            for _ in 0..<50 {
                let run = make()
                run.play(batched: true)
                #expect(run.isFinished, "\(name)")
                traces.insert(run.trace.joined(separator: " "))
                run.executor.evict()
            }
            #expect(traces.count == 1, "\(name)")
        }
    }

    @Test func `an immediate task with hops has one order too`() {
        for (name, make) in Shapes.perBuild {
            var traces: Set<String> = []
            for _ in 0..<200 {
                let run = make()
                run.play()
                #expect(run.isFinished, "\(name)")
                traces.insert(run.trace.joined(separator: " "))
                run.executor.evict()
            }
            #expect(traces.count == 1, "\(name)")
        }
    }

    @Test func `a foreign wait is reported with its kind, and eviction ends its run`() async throws {
        for (name, make) in Shapes.foreign {
            let run = make()
            run.play()
            let kind = run.foreignWait?.kind
            switch name {
            case "OneSleep": #expect(kind == .sleep)
            case "OtherActor": #expect(kind == .actor)
            case "Stalls": #expect(kind == .unknown)
            // A hop to the main actor shows when nothing can wake the run, or when the main actor hands the task back.
            default: #expect(kind == .unknown || kind == .late)
            }
            run.executor.evict()
            // Where the foreign wait ends by itself, what it wakes ends the run.
            if name != "Stalls" { try await eventually(within: .seconds(120)) { run.isFinished } }
        }
    }

    @Test func `eviction ends every shape at every point`() {
        for (name, make) in Shapes.all where !Shapes.ownContinuations.contains(name) {
            for steps in 0..<4 {
                let run = make()
                run.play(upTo: steps)
                run.executor.evict()
                #expect(run.isFinished, "\(name) after \(steps) answers")
                #expect(run.executor.parkedWaits == 0, "\(name) after \(steps) answers")
            }
        }
    }
}
