// A durable wait: what history will resolve. Resolving it puts the waiting tasks on the run's queue, in the order in which
// they began to wait; nothing else ever wakes them but eviction.
// What must stay true: a future is touched only by the thread that drains its run, and nothing is locked while a task is woken.

/// The run leaves the worker's memory, because the cache is full, the worker stops, or its task failed: every wait of the code
/// ends with this error, so that the code ends too. The workflow goes on elsewhere, from its history.
///
/// Whatever the code does on seeing it has no effect on the workflow, and the log is silent. Let it pass: a `catch` that handles
/// all errors, and a `defer`, run then too, and what they do outside of the workflow is done for nothing.
public struct EvictionError: Error, CustomStringConvertible {
    package init() {}

    /// What to do with it.
    public var description: String { "the workflow run was evicted from memory; let this error pass" }
}

/// A wait that eviction can end.
package class DurableWait {
    /// Where the wait stands in its run's list while somebody waits.
    fileprivate final var place: Int?
    /// What is awaited, for messages.
    package final let label: String
    /// Where the author's code asked for it, if that is known.
    final let site: CallSite?

    fileprivate init(_ label: String, at site: CallSite?) {
        self.label = label
        self.site = site
    }

    func evict() {}
}

/// The waits of a run that somebody waits for, each in a place of its own. Adding and removing are O(1); there are never more
/// places than there were waits at once.
struct WaitList {
    private var places: [DurableWait?] = []
    private var free: [Int] = []

    var isEmpty: Bool { places.count == free.count }
    var count: Int { places.count - free.count }

    mutating func add(_ wait: DurableWait) {
        if let place = free.popLast() {
            places[place] = wait
            wait.place = place
        } else {
            wait.place = places.count
            places.append(wait)
        }
    }

    mutating func remove(_ wait: DurableWait) {
        guard let place = wait.place else { return }
        wait.place = nil
        places[place] = nil
        free.append(place)
        if isEmpty, places.count > 64 { self = WaitList() }
    }

    /// The waits, in the order of their places.
    var all: [DurableWait] { places.compactMap { $0 } }
}

/// A value that history gives.
///
/// Any number of the run's tasks may await it; they go on in the order in which they began to wait. Cancellation does not
/// end a wait by itself: whoever composes it resolves the future in an `onCancel` handler, which runs on the draining thread
/// and may do so, since no lock is taken here.
///
/// It is `@unchecked Sendable` because it is used only inside its run's drains, which come one after the other; whatever
/// touches it on another thread is turned away and reported as a foreign wait.
package final class DurableFuture<Value: Sendable>: DurableWait, @unchecked Sendable {
    private let run: RunExecutor
    private var result: Result<Value, any Error>?
    private var first: UnsafeContinuation<Value, any Error>?
    private var others: [UnsafeContinuation<Value, any Error>] = []
    private var onResolve: (() -> Void)?
    /// Called when a `Task.sleep` that this future stands for ends before it is resolved, because its task was canceled.
    package var onSleepCanceled: (() -> Void)?

    /// A wait of `run` for what `label` names, asked for at `site`.
    package init(run: RunExecutor, _ label: String, at site: CallSite? = nil) {
        self.run = run
        super.init(label, at: site)
    }

    /// The value, when history gives it. A future that is resolved does not suspend.
    ///
    /// - Throws: what it was resolved with, ``EvictionError``, or ``ForeignWait`` on a thread that does not drain the run.
    package nonisolated(nonsending) var value: Value {
        get async throws {
            guard run.isCurrent else {
                run.reportForeignCancellation()
                throw ForeignWait(kind: .late)
            }
            if run.isEvicted { try await run.waitAfterEviction() }
            if let result { return try result.get() }
            return try await withUnsafeThrowingContinuation { continuation in
                if first == nil {
                    first = continuation
                    run.waits.add(self)
                } else {
                    others.append(continuation)
                }
            }
        }
    }

    /// Gives the value; later calls change nothing. To be called in a drain.
    package func resolve(with result: Result<Value, any Error>) {
        guard run.isCurrent else { return run.reportForeignCancellation() }
        guard self.result == nil else { return }
        self.result = result
        let onResolve = onResolve
        self.onResolve = nil
        onSleepCanceled = nil
        onResolve?()
        wake(with: result)
        run.wakeSleep(self)
    }

    /// Whether the value was given.
    package var isResolved: Bool { result != nil }

    /// Calls `body` when the value is given.
    package func onResolve(_ body: @escaping () -> Void) {
        onResolve = body
    }

    override func evict() {
        wake(with: .failure(EvictionError()))
    }

    private func wake(with result: Result<Value, any Error>) {
        guard let first else { return }
        run.waits.remove(self)
        self.first = nil
        first.resume(with: result)
        guard !others.isEmpty else { return }
        let woken = others
        others = []
        for continuation in woken { continuation.resume(with: result) }
    }
}
