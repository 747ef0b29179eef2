import Foundation
import Synchronization
import Testing

@testable import TemporalWorkflow
import TestSupport

@Suite(.serialized) struct ActorOwnersTests {
    @Test func `ten thousand runs leave no actor and hardly an entry behind`() async throws {
        let census = Census()
        // Other tests have runs too.
        let label = "one of ten thousand"
        let (living, remembered) = try await onThread {
            for index in 0..<10_000 {
                let run = RunExecutor.started(label: label, census: census) { _, run in
                    let task = Task.detached { try? await run.never() }
                    async let other: Void? = try? run.never()
                    if index % 3 == 0 { try? await run.never() }
                    _ = await (task.value, other)
                }
                run.evict()
            }
            return (census.living, ActorOwners.count(ofRuns: label))
        }
        #expect(living == 0)
        #expect(remembered < 200)
    }

    @Test func `executors go with their actors`() async throws {
        weak var executor: RunExecutor?
        do {
            let run = RunExecutor.started { _, run in try? await run.never() }
            executor = run
            run.evict()
        }
        try await eventually(within: .seconds(120)) {
            ActorOwners.sweep()
            return executor == nil
        }
    }

    @Test func `an actor keeps its run's executor while anybody holds it, and its isolated deinit runs there`() throws {
        let log = Log()
        let held = Shared<TestWorkflow?>(nil)
        weak var executor: RunExecutor?
        do {
            let run = RunExecutor.started(log: log) { actor, _ in held.withLock { $0 = actor } }
            executor = run
            run.evict()
        }
        for _ in 0..<100 { RunExecutor.started { _, _ in }.evict() }
        let run = try #require(executor)
        held.withLock { actor in
            if let actor { #expect(RunExecutor.executor(for: actor) == run) }
            actor = nil
        }
        #expect(log.all == ["deinit"])
    }

    @Test func `an actor may be let go on any thread, also while its run drains`() async throws {
        let census = Census()
        for _ in 0..<200 {
            let held = Shared<[TestWorkflow]>([])
            let run = RunExecutor.started(census: census) { actor, run in
                held.withLock { $0.append(actor) }
                try? await run.never()
            }
            async let letGo: Void = Task.detached { held.withLock { $0.removeAll() } }.value
            run.evict()
            await letGo
        }
        try await eventually(within: .seconds(120)) { census.living == 0 }
    }

    @Test func `an address that is used again finds nothing of the actor before`() async throws {
        let orphans = try await onThread {
            (0..<2_000).count { _ in
                let run = RunExecutor.started { _, _ in }
                run.evict()
                // An actor that nobody's run made is an orphan, whatever was at its address before.
                let orphan = TestWorkflow()
                return RunExecutor.executor(for: orphan) == OrphanExecutor.shared
            }
        }
        #expect(orphans == 2_000)
    }

    @Test func `two runs that touch each other's actors from their own drains are caught, and no update is lost`()
        async throws
    {
        let actors = Shared<[TestWorkflow]>([])
        let runs = (0..<2).map { index in
            RunExecutor.started { actor, run in
                actors.withLock { $0.append(actor) }
                try? await run.never()
            }
        }
        let both = actors.withLock { $0 }
        let outcomes = await withTaskGroup(of: DrainOutcome.self) { group in
            for index in 0..<2 {
                group.addTask {
                    runs[index].drain {
                        // In the run's own task: its actor a thousand times, then the other run's.
                        runs[index].spawn {
                            for _ in 0..<1_000 { await both[index].tallySlowly() }
                            await both[1 - index].tallySlowly()
                        }
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for outcome in outcomes { #expect(outcome.foreignWait?.kind == .otherRun("test")) }
        for run in runs { run.evict() }
        for run in runs { run.evict() }
        // What called the other run's actor goes on when that run's state counts no more.
        for actor in both { try await eventually(within: .seconds(120)) { actor.tally.value == 1_001 } }
    }

    @Test func `a run that another one calls is not harmed`() {
        let actor = Shared<TestWorkflow?>(nil)
        let log = Log()
        let victim = RunExecutor.started { workflow, run in
            actor.withLock { $0 = workflow }
            try? await run.never()
            log("evicted")
        }
        guard let called = actor.withLock({ $0 }) else { return }
        let caller = RunExecutor.started { _, _ in
            await called.add()
            log("called")
        }
        #expect(caller.drain {}.foreignWait?.kind == .otherRun("test"))
        #expect(victim.drain {}.foreignWait == nil)
        caller.evict()
        #expect(log.all == [])
        // Its state may be touched when it counts no more; only then can the caller be let go.
        victim.evict()
        #expect(log.all.first == "evicted")
    }

    @Test func `tasks that an actor's init starts are tasks of the run`() {
        let log = Log()
        let run = RunExecutor(label: "test")
        let outcome = run.drain {
            let actor = run.adopt({ EarlyRiser(log: log) }, actor: { $0 })
            run.spawn { await actor.note("run") }
        }
        #expect(outcome.foreignWait == nil)
        #expect(log.all == ["init", "run"])
        run.evict()
    }

    @Test func `an actor that was used before its run is refused`() async {
        let actor = TestWorkflow()
        await actor.add()
        let run = RunExecutor(label: "test")
        let outcome = run.drain { _ = run.adopt({ actor }, actor: { $0 }) }
        #expect(outcome.foreignWait?.kind == .actor)
        run.evict()
        await actor.add()
        #expect(await actor.count == 2)
    }
}

private actor EarlyRiser {
    nonisolated var unownedExecutor: UnownedSerialExecutor { RunExecutor.executor(for: self) }
    private let log: Log
    init(log: Log) {
        self.log = log
        Task { await self.note("init") }
    }
    func note(_ s: String) {
        assertIsolated()
        log(s)
    }
}

/// Executors are compared by the object that they are.
private func == (executor: UnownedSerialExecutor, other: any SerialExecutor) -> Bool {
    func object(_ executor: UnownedSerialExecutor) -> UInt { unsafeBitCast(executor, to: (UInt, UInt).self).0 }
    return object(executor) == object(other.asUnownedSerialExecutor())
}
