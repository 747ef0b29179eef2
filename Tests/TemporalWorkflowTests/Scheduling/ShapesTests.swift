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

    @Test func `waits answered together resume in one order too`() async throws {
        let played = try await onThread {
            Shapes.all.map { name, make in (name, Set((0..<50).map { _ in make().played(batched: true) })) }
        }
        for (name, traces) in played {
            #expect(traces.count == 1, "\(name)")
            #expect(!traces.contains(nil), "\(name)")
        }
    }

    @Test func `an immediate task with hops has one order too`() async throws {
        let played = try await onThread {
            Shapes.perBuild.map { name, make in (name, Set((0..<200).map { _ in make().played() })) }
        }
        for (name, traces) in played {
            #expect(traces.count == 1, "\(name)")
            #expect(!traces.contains(nil), "\(name)")
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

    @Test func `eviction ends every shape at every point`() async throws {
        let left = try await onThread {
            Shapes.all.filter { !Shapes.ownContinuations.contains($0.0) }.flatMap { name, make in
                (0..<4).compactMap { steps -> String? in
                    let run = make()
                    run.play(upTo: steps)
                    run.executor.evict()
                    let isOver = run.isFinished && run.executor.parkedWaits == 0
                    return isOver ? nil : "\(name) after \(steps) answers: \(run.executor.parkedWaits) waits are parked"
                }
            }
        }
        #expect(left == [])
    }
}

extension ShapeRun {
    /// Plays the run to its end, and lets go of it. Returns its trace; nil if it did not come to its end.
    fileprivate func played(batched: Bool = false) -> String? {
        defer { executor.evict() }
        play(batched: batched)
        return isFinished ? trace.joined(separator: " ") : nil
    }
}
