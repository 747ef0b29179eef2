import Foundation
import Synchronization
import TemporalWorkflow
import TestSupport
import Testing

@Suite struct DrainThreadsTests {
    @Test func `a drain that does not come back is reported, and other runs go on`() async throws {
        let threads = DrainThreads(count: 1)
        let stuck = RunExecutor(label: "stuck")
        let other = RunExecutor(label: "other")
        let release = DispatchSemaphore(value: 0)
        #expect(
            await threads.run(stuck, limit: .milliseconds(50)) { release.wait(within: .seconds(60)) }.name
                == "deadlocked")
        #expect(await threads.run(other, limit: .seconds(600)) { 7 }.name == "finished")
        #expect(await threads.run(stuck, limit: .seconds(600)) { 7 }.name == "stuck")
        #expect(threads.stuckCount == 1)
        release.signal()
        try await eventually(within: .seconds(120)) { threads.stuckCount == 0 }
        #expect(await threads.run(stuck, limit: .seconds(600)) { 7 }.name == "finished")
    }

    @Test func `a drain that waits behind a stuck one of its run is refused with it`() async throws {
        let threads = DrainThreads(count: 2)
        let run = RunExecutor(label: "stuck")
        let release = DispatchSemaphore(value: 0)
        let isDraining = DispatchSemaphore(value: 0)
        async let first = threads.run(run, limit: .milliseconds(300)) {
            isDraining.signal()
            release.wait(within: .seconds(60))
        }
        #expect(try await onThread { isDraining.wait(within: .seconds(60)) })
        #expect(await threads.run(run, limit: .seconds(600)) { 7 }.name == "stuck")
        #expect(await first.name == "deadlocked")
        release.signal()
    }

    @Test func `beyond the cap the pool goes on with what is left, and says when nothing is`() async throws {
        let threads = DrainThreads(count: 2, maxStuck: 1)
        let release = DispatchSemaphore(value: 0)
        for index in 0..<2 {
            let run = RunExecutor(label: "stuck \(index)")
            #expect(
                await threads.run(run, limit: .milliseconds(50)) { release.wait(within: .seconds(60)) }.name
                    == "deadlocked")
            #expect(await threads.run(RunExecutor(label: "fine"), limit: .seconds(600)) { 7 }.name == "finished")
        }
        // One thread is left of three; a drain that waits for it is refused once it is stuck as well.
        let started = DispatchSemaphore(value: 0)
        async let last = threads.run(RunExecutor(label: "last"), limit: .milliseconds(300)) {
            started.signal()
            release.wait(within: .seconds(60))
        }
        #expect(try await onThread { started.wait(within: .seconds(60)) })
        #expect(await threads.run(RunExecutor(label: "waits"), limit: .seconds(600)) { 7 }.name == "exhausted")
        #expect(await last.name == "deadlocked")
        #expect(await threads.run(RunExecutor(label: "late"), limit: .seconds(600)) { 7 }.name == "exhausted")
        for _ in 0..<3 { release.signal() }
        try await eventually(within: .seconds(120)) { threads.stuckCount == 0 }
        #expect(await threads.run(RunExecutor(label: "again"), limit: .seconds(600)) { 7 }.name == "finished")
    }

    @Test func `no more drains wait than may`() async throws {
        let threads = DrainThreads(count: 1, maxWaiting: 1)
        let release = DispatchSemaphore(value: 0)
        let started = DispatchSemaphore(value: 0)
        async let first = threads.run(RunExecutor(label: "1"), limit: .seconds(600)) {
            started.signal()
            release.wait(within: .seconds(60))
        }
        #expect(try await onThread { started.wait(within: .seconds(60)) })
        let names = await withTaskGroup(of: String.self) { group in
            for index in 0..<3 {
                group.addTask { await threads.run(RunExecutor(label: "\(index)"), limit: .seconds(600)) {}.name }
            }
            var names: [String] = []
            for await name in group {
                names.append(name)
                if names.count == 2 { release.signal() }
            }
            return names
        }
        #expect(names == ["full", "full", "finished"])
        #expect(await first.name == "finished")
    }

    @Test func `drains of one run come one after the other, and of many runs at once`() async {
        let threads = DrainThreads(count: 4)
        let runs = (0..<8).map { RunExecutor(label: "\($0)") }
        let drained = Shared<[String: Int]>([:])
        let atOnce = Shared((begun: 0, now: 0, most: 0))
        let second = DispatchSemaphore(value: 0)
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<800 {
                let run = runs[index % 8]
                group.addTask {
                    let outcome = await threads.run(run, limit: .seconds(600)) {
                        let place = atOnce.withLock {
                            $0.begun += 1
                            $0.now += 1
                            $0.most = max($0.most, $0.now)
                            return $0.begun
                        }
                        // The first stays for the second, which only a thread beside it can begin.
                        if place == 1 { second.wait(within: .seconds(60)) }
                        if place == 2 { second.signal() }
                        defer { atOnce.withLock { $0.now -= 1 } }
                        usleep(100)
                        return run.drain { drained.withLock { $0[run.label, default: 0] += 1 } }
                    }
                    guard case .finished(let result) = outcome else {
                        Issue.record("\(outcome)")
                        return
                    }
                    #expect(result.foreignWait == nil)
                }
            }
        }
        #expect(drained.withLock { $0.values.allSatisfy { $0 == 100 } })
        #expect(drained.withLock { $0.count } == 8)
        #expect(atOnce.withLock { $0.most } > 1)
        #expect(atOnce.withLock { $0.most } <= 4)
    }

    @Test func `workflow code may nest deep`() async {
        @Sendable func depth(_ n: Int) -> Int {
            n == 0 ? 0 : 1 + withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { _ in depth(n - 1) }
        }
        let outcome = await DrainThreads(count: 1).run(RunExecutor(label: "deep"), limit: .seconds(600)) {
            depth(1_500)
        }
        guard case .finished(1_500) = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test func `tasks that prefer the threads run there with their drains, and elsewhere while all are stuck`()
        async throws
    {
        let threads = DrainThreads(count: 1, maxStuck: 0, name: "mine")
        let names = await Task(executorPreference: threads) {
            let before = currentThreadName()
            let outcome = await threads.run(RunExecutor(label: "x"), limit: .seconds(600)) { currentThreadName() }
            guard case .finished(let during) = outcome else { return ["\(outcome)"] }
            return [before, during, currentThreadName()]
        }.value
        #expect(names == ["mine-1", "mine-1", "mine-1"])
        let release = DispatchSemaphore(value: 0)
        #expect(
            await threads.run(RunExecutor(label: "stuck"), limit: .milliseconds(50)) {
                release.wait(within: .seconds(60))
            }.name == "deadlocked")
        #expect(await Task(executorPreference: threads) { currentThreadName() }.value != "mine-1")
        release.signal()
        try await eventually(within: .seconds(120)) { threads.stuckCount == 0 }
        #expect(await Task(executorPreference: threads) { currentThreadName() }.value == "mine-1")
    }

    @Test func `a task whose turn has not come when the last thread is given up runs elsewhere`() async throws {
        let threads = DrainThreads(count: 1, maxStuck: 0, name: "mine")
        let release = DispatchSemaphore(value: 0)
        let started = DispatchSemaphore(value: 0)
        async let stuck = threads.run(RunExecutor(label: "stuck"), limit: .milliseconds(300)) {
            started.signal()
            release.wait(within: .seconds(60))
        }
        #expect(try await onThread { started.wait(within: .seconds(60)) })
        #expect(await Task(executorPreference: threads) { currentThreadName() }.value != "mine-1")
        #expect(await stuck.name == "deadlocked")
        release.signal()
    }

    @Test func `threads end with their pool`() async throws {
        func drainThreads() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter {
                (try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8))?.hasPrefix("own-") ?? false
            }.count
        }
        for _ in 0..<20 {
            let threads = DrainThreads(count: 8, name: "own")
            _ = await threads.run(RunExecutor(label: "x"), limit: .seconds(600)) { 7 }
        }
        try await eventually(within: .seconds(120)) { (try? drainThreads()) == 0 }
    }
}

extension DrainThreads.Outcome {
    fileprivate var name: String {
        switch self {
        case .finished: "finished"
        case .deadlocked: "deadlocked"
        case .refused(let refusal): "\(refusal)".isEmpty ? "" : refusal.name
        }
    }
}

extension DrainThreads.Refusal {
    fileprivate var name: String {
        switch self {
        case .stuck: "stuck"
        case .exhausted: "exhausted"
        case .full: "full"
        }
    }
}
