// A shape: a small actor whose code has one form of Swift concurrency in it. It runs on a run's executor as a workflow does,
// with commands that are answered in the order in which they were issued, and leaves a trace of everything it did.

import Synchronization
import TemporalWorkflow

/// An actor to be run and traced.
package protocol Shape: Actor {
    associatedtype Output: Sendable
    func run() async throws -> Output
}

extension Shape {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { RunExecutor.executor(for: self) }

    /// Writes into the trace.
    nonisolated func note(_ text: String) {
        ShapeRun.current?.trace.append(text)
    }

    /// Issues a command and waits until it is answered.
    func command(_ name: String) async throws {
        let (_, wait) = try issue(name)
        try await wait.value
    }

    /// Issues a command and waits until it is answered, or ends the wait when the task is canceled.
    func cancelable(_ name: String) async throws {
        let (run, wait) = try issue(name)
        try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            run.trace.append("x\(name)")
            wait.resolve(with: .failure(CancellationError()))
        }
    }

    private func issue(_ name: String) throws -> (ShapeRun, DurableFuture<Void>) {
        guard let run = ShapeRun.current else { throw EvictionError() }
        return (run, run.issue(name))
    }

    /// Waits until `condition` is true.
    func wait(until condition: @escaping @Sendable (isolated Self) -> Bool) async throws {
        guard let run = ShapeRun.current else { throw EvictionError() }
        if condition(self) { return }
        let wait = DurableFuture<Void>(run: run.executor, "condition")
        _ = run.executor.registerCondition({ self.assumeIsolated { condition($0) } }, resolving: wait)
        try await wait.value
    }
}

/// One run of a shape.
///
/// It is `@unchecked Sendable` because it is touched only by the thread that plays it, and by the shape's code on that thread.
package final class ShapeRun: @unchecked Sendable {
    package let executor: RunExecutor
    package internal(set) var trace: [String] = []
    package private(set) var foreignWait: ForeignWait?
    private var pending: [(name: String, wait: DurableFuture<Void>)] = []
    private let ended = Atomic(false)
    private let begin: @Sendable (ShapeRun) -> Void

    static var current: ShapeRun? { RunExecutor.current?.context as? ShapeRun }

    /// A run of the shape that `make` makes. Its sleeps are commands, unless they are to be foreign waits.
    package init<S: Shape>(durableSleeps: Bool = true, _ make: @escaping @Sendable () -> S) {
        executor = RunExecutor(label: "\(S.self)")
        begin = { run in
            let actor = run.executor.adopt(make, actor: { $0 })
            run.executor.spawn {
                do { run.trace.append("=\(try await actor.run())") } catch { run.trace.append("=throws \(error)") }
                run.ended.store(true, ordering: .releasing)
            }
        }
        executor.context = self
        if durableSleeps { executor.onSleep = { [weak self] _ in self?.sleep() } }
    }

    /// Whether the shape's `run` has ended.
    package var isFinished: Bool { ended.load(ordering: .acquiring) }

    /// Runs the shape to its end, or to its first foreign wait. Each command is answered in an activation of its own, or all
    /// that are pending in one; it stops after `limit` activations.
    package func play(batched: Bool = false, upTo limit: Int = .max) {
        foreignWait = executor.drain { begin(self) }.foreignWait
        var activations = 0
        while foreignWait == nil, !pending.isEmpty, activations < limit {
            activations += 1
            trace.append("|")
            let answered = batched ? pending : [pending[0]]
            pending.removeFirst(answered.count)
            foreignWait =
                executor.drain {
                    for (name, wait) in answered where !wait.isResolved {
                        trace.append("<\(name)")
                        wait.resolve(with: .success(()))
                    }
                }.foreignWait
        }
    }

    func issue(_ name: String) -> DurableFuture<Void> {
        let wait = DurableFuture<Void>(run: executor, name)
        guard !executor.isEvicted else { return wait }
        trace.append(">\(name)")
        pending.append((name, wait))
        return wait
    }

    private func sleep() -> DurableFuture<Void> {
        let wait = issue("sleep")
        wait.onSleepCanceled = { [weak self, unowned wait] in
            self?.trace.append("xsleep")
            wait.resolve(with: .failure(CancellationError()))
        }
        return wait
    }
}
