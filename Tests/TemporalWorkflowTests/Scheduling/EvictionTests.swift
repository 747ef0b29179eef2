import Foundation
import Synchronization
import TemporalWorkflow
import TestSupport
import Testing

@Suite struct EvictionTests {
    @Test func `every wait ends with an eviction error, also those that begin afterwards`() {
        let log = Log()
        let run = RunExecutor.started { _, run in
            async let a: Void = run.never()
            let b = Task.detached { try await run.never() }
            do { try await run.never() } catch { log("\(type(of: error)) \(Task.isCancelled)") }
            do { try await b.value } catch { log("\(type(of: error))") }
            do { try await a } catch { log("\(type(of: error))") }
            do { try await run.never() } catch { log("\(type(of: error)) \(run.isEvicted)") }
        }
        run.evict()
        #expect(log.all == ["EvictionError false", "EvictionError", "EvictionError", "EvictionError true"])
        #expect(run.parkedWaits == 0)
    }

    @Test func `an evicted run runs nothing as live code`() {
        let run = RunExecutor(label: "test")
        run.evict()
        let outcome = run.drain { Issue.record("applied to an evicted run") }
        #expect(outcome.foreignWait == nil)
        run.evaluate { Issue.record("evaluated on an evicted run") }
    }

    @Test func `code that swallows every eviction is parked at its hundredth wait, and other tasks are not`() {
        let census = Census()
        let log = Log()
        let run = RunExecutor.started(census: census) { _, run in
            let stubborn = Task {
                var waits = 0
                while true {
                    do { try await run.never() } catch {
                        waits += 1
                        log("\(waits)")
                    }
                }
            }
            _ = stubborn
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        try? await run.never()
                        try? await run.never()
                    }
                }
            }
            log("group")
        }
        run.evict()
        // One wait was under way at the eviction, and 99 failed afterwards.
        #expect(log.all.filter { $0 != "group" }.count == 100)
        #expect(log.all.contains("group"))
        #expect(run.parkedWaits == 1)
        #expect(census.living == 0)
    }

    @Test(arguments: ["yield", "sleep", "tasks"]) func `a loop without an end cannot keep an eviction from ending`(
        loop: String
    ) async throws {
        let parkedWaits = try await onThread {
            let run = RunExecutor.started { _, run in
                try? await run.never()
                while true {
                    switch loop {
                    case "yield": await Task.yield()
                    case "sleep": try? await Task.sleep(for: .seconds(1))
                    default: await Task { try? await run.never() }.value
                    }
                }
            }
            run.evict()
            return run.parkedWaits
        }
        #expect(parkedWaits >= 1)
    }

    @Test func `a job that comes after the eviction still lets go of what it held`() async throws {
        let census = Census()
        let log = Log()
        let continuations = Shared<UnsafeContinuation<Void, Never>?>(nil)
        let run = RunExecutor.started(census: census) { _, run in
            await withUnsafeContinuation { continuation in continuations.withLock { $0 = continuation } }
            do { try await run.never() } catch { log("\(type(of: error))") }
        }
        run.evict()
        #expect(log.all == [])
        continuations.withLock { $0 }?.resume()
        try await eventually(within: .seconds(120)) { census.living == 0 }
        #expect(log.all == ["EvictionError"])
    }

    @Test func `jobs that come late in every phase of a run never run as live code`() async throws {
        let census = Census()
        for seed in 0..<200 {
            let isLive = Shared(true)
            let continuations = Shared<[UnsafeContinuation<Void, Never>]>([])
            let run = RunExecutor.started(census: census) { _, run in
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            await withUnsafeContinuation { continuation in
                                continuations.withLock { $0.append(continuation) }
                            }
                            if !run.isEvicted { isLive.withLock { #expect(!$0, "a late job ran as live code") } }
                            try? await run.never()
                        }
                    }
                    try? await run.never()
                }
            }
            let resuming = Task.detached {
                for continuation in continuations.withLock({ $0 }) {
                    continuation.resume()
                    if seed % 2 == 0 { await Task.yield() }
                }
            }
            for _ in 0..<seed % 5 { _ = run.drain {} }
            run.evict()
            await resuming.value
        }
        try await eventually(within: .seconds(120)) { census.living == 0 }
    }

    @Test func `two threads that drain one run at once are told apart`() async throws {
        let run = RunExecutor(label: "test")
        let entered = DispatchSemaphore(value: 0)
        let leave = DispatchSemaphore(value: 0)
        async let first = onThread {
            run.drain {
                entered.signal()
                leave.wait(within: .seconds(60))
            }
        }
        #expect(try await onThread { entered.wait(within: .seconds(60)) })
        #expect(run.drain { Issue.record("entered twice") }.foreignWait?.kind == .overlap)
        leave.signal()
        #expect(try await first.foreignWait == nil)
        run.evict()
    }
}
