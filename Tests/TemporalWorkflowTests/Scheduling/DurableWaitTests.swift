import Synchronization
import TemporalWorkflow
import TestSupport
import Testing

@Suite struct DurableWaitTests {
    @Test func `tasks that await one future go on in the order in which they began to`() {
        let log = Log()
        let futures = Shared<DurableFuture<Int>?>(nil)
        let run = RunExecutor.started { _, run in
            let future = DurableFuture<Int>(run: run, "answer")
            futures.withLock { $0 = future }
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<5 { group.addTask { log("\(index):\((try? await future.value) ?? 0)") } }
            }
            log("again \((try? await future.value) ?? 0)")
        }
        #expect(run.drain { futures.withLock { $0 }?.resolve(with: .success(42)) }.foreignWait == nil)
        #expect(log.all == ["0:42", "1:42", "2:42", "3:42", "4:42", "again 42"])
        run.evict()
    }

    @Test func `what is resolved together goes on in the order in which it was resolved, whichever task ran last`() {
        let log = Log()
        let futures = Shared<[DurableFuture<Void>]>([])
        let run = RunExecutor.started { _, run in
            let all = (0..<4).map { DurableFuture<Void>(run: run, "\($0)") }
            futures.withLock { $0 = all }
            await withTaskGroup(of: Void.self) { group in
                for (index, future) in all.enumerated() {
                    group.addTask {
                        try? await future.value
                        log("\(index)")
                    }
                }
            }
        }
        _ = run.drain {
            let all = futures.withLock { $0 }
            for index in [3, 0, 2, 1] { all[index].resolve(with: .success(())) }
        }
        #expect(log.all == ["3", "0", "2", "1"])
        run.evict()
    }

    @Test func `a future is resolved once`() {
        let run = RunExecutor(label: "test")
        let log = Log()
        _ = run.drain {
            let future = DurableFuture<Int>(run: run, "answer")
            future.onResolve { log("resolved") }
            #expect(!future.isResolved)
            future.resolve(with: .success(1))
            future.resolve(with: .failure(CancellationError()))
            #expect(future.isResolved)
            run.spawn { log("\((try? await future.value) ?? 0)") }
        }
        #expect(log.all == ["resolved", "1"])
        run.evict()
    }

    @Test func `a wait is ended by the handler of its cancellation, in order`() {
        let log = Log()
        let run = RunExecutor.started { _, run in
            let task = Task {
                await withTaskGroup(of: Void.self) { group in
                    for name in ["first", "second", "third"] {
                        group.addTask {
                            let future = DurableFuture<Void>(run: run, name)
                            await withTaskCancellationHandler {
                                do { try await future.value } catch { log("\(name) \(error)") }
                            } onCancel: {
                                log("cancel \(name)")
                                future.resolve(with: .failure(CancellationError()))
                            }
                        }
                    }
                }
            }
            await Task.yield()
            task.cancel()
            log("canceled")
            await task.value
        }
        #expect(
            log.all.filter { !$0.hasPrefix("cancel ") } == [
                "canceled", "first CancellationError()", "second CancellationError()", "third CancellationError()",
            ])
        run.evict()
    }

    @Test func `a cancellation from outside of a drain is refused and reported`() async throws {
        let tasks = Shared<Task<Void, Never>?>(nil)
        let log = Log()
        let run = RunExecutor.started { _, run in
            let task = Task {
                let future = DurableFuture<Void>(run: run, "wait")
                await withTaskCancellationHandler {
                    do { try await future.value } catch { log("\(error)") }
                } onCancel: {
                    future.resolve(with: .failure(CancellationError()))
                }
            }
            tasks.withLock { $0 = task }
            await task.value
        }
        tasks.withLock { $0 }?.cancel()
        #expect(log.all.isEmpty)
        #expect(run.drain {}.foreignWait?.kind == .late)
        run.evict()
        #expect(log.all == ["\(EvictionError())"])
    }

    @Test func `a future that is awaited on another thread throws, and its run is told`() async throws {
        let run = RunExecutor(label: "test")
        let future = DurableFuture<Void>(run: run, "wait")
        await #expect(throws: ForeignWait(kind: .late)) { try await future.value }
        #expect(run.drain {}.foreignWait?.kind == .late)
        run.evict()
    }

    @Test func `conditions are checked in the order of their registration, one at a time`() {
        let log = Log()
        let run = RunExecutor.started { actor, run in
            func wait(_ name: String, _ check: @escaping @Sendable (isolated TestWorkflow) -> Bool) -> Task<Void, Never>
            {
                Task {
                    let future = DurableFuture<Void>(run: run, name)
                    _ = run.registerCondition({ actor.assumeIsolated { check($0) } }, resolving: future)
                    try? await future.value
                    log(name)
                    await actor.add()
                }
            }
            let waits = [
                wait("three") { $0.count >= 3 }, wait("one") { $0.count >= 1 }, wait("two") { $0.count >= 2 },
                wait("also one") { $0.count >= 1 },
            ]
            await Task.yield()
            actor.add()
            for wait in waits { await wait.value }
        }
        // After each, the first that is true by then.
        #expect(log.all == ["one", "two", "three", "also one"])
        run.evict()
    }

    @Test func `a condition is forgotten when it is removed or its wait ends otherwise`() {
        let checks = Shared<[String: Int]>([:])
        let run = RunExecutor(label: "test")
        func condition(_ name: String) -> (id: Int, wait: DurableFuture<Void>) {
            let wait = DurableFuture<Void>(run: run, name)
            let check = {
                checks.withLock { $0[name, default: 0] += 1 }
                return false
            }
            return (run.registerCondition(check, resolving: wait), wait)
        }
        var waits: [DurableFuture<Void>] = []
        _ = run.drain {
            run.removeCondition(condition("removed").id)
            waits = [condition("resolved").wait, condition("stays").wait]
        }
        _ = run.drain { waits[0].resolve(with: .success(())) }
        _ = run.drain {}
        #expect(checks.withLock { $0 } == ["resolved": 1, "stays": 3])
        run.evict()
    }

    @Test func `code that waits for its own handlers is told apart from a foreign wait only by kind`() {
        let log = Log()
        let streams = Shared<AsyncStream<Int>.Continuation?>(nil)
        let run = RunExecutor(label: "test")
        let first = run.drain {
            run.spawn {
                let (stream, continuation) = AsyncStream<Int>.makeStream()
                streams.withLock { $0 = continuation }
                for await value in stream { log("\(value)") }
            }
        }
        #expect(first.foreignWait?.kind == .unknown)
        let second = run.drain { run.spawn { streams.withLock { _ = $0?.yield(7) } } }
        #expect(second.foreignWait?.kind == .unknown)
        #expect(log.all == ["7"])
        _ = run.drain { run.spawn { streams.withLock { $0?.finish() } } }
        #expect(run.drain {}.foreignWait == nil)
        run.evict()
    }

    @Test func `code without the mark is no business of the run`() async throws {
        let log = Log()
        let run = RunExecutor.started { _, run in
            #expect(RunExecutor.current === run)
            RunExecutor.withoutMark {
                #expect(RunExecutor.current == nil)
                Task { log(RunExecutor.current == nil ? "outside" : "inside") }
            }
            #expect(RunExecutor.current === run)
        }
        #expect(run.drain {}.foreignWait == nil)
        try await eventually(within: .seconds(120)) { log.all == ["outside"] }
        run.evict()
    }

    @Test func `a query runs no task and its own never`() {
        let log = Log()
        let run = RunExecutor.started { actor, run in
            try? await run.never()
            log("evicted")
        }
        run.evaluate {
            Task { log("task of a query \(run.isEvicted)") }
            log("query")
        }
        #expect(run.drain {}.foreignWait == nil)
        #expect(log.all == ["query"])
        run.evict()
        #expect(Set(log.all) == ["query", "evicted", "task of a query true"])
    }
}
