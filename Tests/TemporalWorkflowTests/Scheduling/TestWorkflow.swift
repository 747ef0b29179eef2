// The actor that the scheduler's tests run, and a run of it.
import Synchronization
import TemporalWorkflow

/// Counts what is alive.
final class Census: Sendable {
    private let count = Atomic<Int>(0)
    var living: Int { count.load(ordering: .sequentiallyConsistent) }
    func born() { count.wrappingAdd(1, ordering: .sequentiallyConsistent) }
    func died() { count.wrappingSubtract(1, ordering: .sequentiallyConsistent) }
}

/// A number that any thread may read and one at a time should write.
final class Tally: Sendable {
    private let number = Atomic<Int>(0)
    var value: Int {
        get { number.load(ordering: .sequentiallyConsistent) }
        set { number.store(newValue, ordering: .sequentiallyConsistent) }
    }
}

/// What tasks and threads write, in order.
final class Log: Sendable {
    private let lines = Mutex<[String]>([])
    func callAsFunction(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

/// A workflow as the scheduler sees one.
actor TestWorkflow {
    nonisolated var unownedExecutor: UnownedSerialExecutor { RunExecutor.executor(for: self) }

    private let census: Census?
    private let log: Log?
    let tally = Tally()
    var count = 0

    init(census: Census? = nil, log: Log? = nil) {
        self.census = census
        self.log = log
        census?.born()
    }

    isolated deinit {
        // The state is the actor's own, and the executor the actor's own, to the very end.
        count += 1
        assertIsolated()
        log?("deinit")
        census?.died()
    }

    func add() { count += 1 }

    /// Counts in two steps, which a second thread at the same time would get wrong.
    func tallySlowly() {
        let before = tally.value
        for _ in 0..<20 { _ = RunExecutor.current }
        tally.value = before + 1
    }

    func wait(for future: DurableFuture<Void>) async throws { try await future.value }
}

extension RunExecutor {
    /// A run with its actor, and a task of it.
    static func started(
        label: String = "test", census: Census? = nil, log: Log? = nil,
        _ body: @escaping @Sendable (isolated TestWorkflow, RunExecutor) async -> Void
    ) -> RunExecutor {
        let run = RunExecutor(label: label)
        _ = run.drain {
            let actor = run.adopt({ TestWorkflow(census: census, log: log) }, actor: { $0 })
            run.spawn { await body(actor, run) }
        }
        return run
    }

    /// A wait of this run that nothing ends.
    func never() async throws { try await DurableFuture<Void>(run: self, "never").value }
}

/// A value that several threads use; unlike `Mutex` it may be captured anywhere.
final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>
    init(_ value: Value) { mutex = Mutex(value) }
    func withLock<R>(_ body: (inout sending Value) throws -> sending R) rethrows -> sending R {
        try mutex.withLock(body)
    }
}
