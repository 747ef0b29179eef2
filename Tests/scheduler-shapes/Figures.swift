// What the scheduler costs: durable waits, the look-up of an actor's executor, and the memory of a run that waits.

import Glibc
import SchedulerShapes
import TemporalWorkflow

/// Measures and prints.
enum Figures {
    static func measure() {
        for (name, style) in [("structured", WaitingActor.Style.structured), ("in a Task {}", .task)] {
            print("a durable wait, \(name): \(nanosecondsPerWait(style)) ns")
        }
        print("the executor of the actor of the run that drains: \(nanosecondsPerLookUp(draining: true)) ns")
        print("the executor of any other actor: \(nanosecondsPerLookUp(draining: false)) ns")
        print("a run that waits in one task: \(bytesPerRun()) bytes")
    }

    /// Activations of one wait each, with the future made and awaited, the drain, and the resumption.
    private static func nanosecondsPerWait(_ style: WaitingActor.Style) -> Int {
        let count = 300_000
        return (0..<5).map { _ in
            let run = RunExecutor(label: "figures")
            let log = Waits()
            _ = run.drain {
                let actor = run.adopt({ WaitingActor(run, log) }, actor: { $0 })
                run.spawn { await actor.wait(count, style) }
            }
            let time = nanoseconds {
                for _ in 0..<count { _ = run.drain { log.next?.resolve(with: .success(())) } }
            }
            run.evict()
            return time / count
        }.min() ?? 0
    }

    private static func nanosecondsPerLookUp(draining: Bool) -> Int {
        let count = 3_000_000
        let run = RunExecutor(label: "figures")
        var actor: WaitingActor?
        _ = run.drain { actor = run.adopt({ WaitingActor(run, Waits()) }, actor: { $0 }) }
        guard let actor else { return 0 }
        var time = 0
        let measure = { time = nanoseconds { for _ in 0..<count { _ = RunExecutor.executor(for: actor) } } }
        if draining { run.evaluate(measure) } else { measure() }
        run.evict()
        return time / count
    }

    private static func bytesPerRun() -> Int {
        let count = 10_000
        var runs: [RunExecutor] = []
        runs.reserveCapacity(count)
        let before = residentBytes()
        for _ in 0..<count {
            let run = RunExecutor(label: "figures")
            let log = Waits()
            _ = run.drain {
                let actor = run.adopt({ WaitingActor(run, log) }, actor: { $0 })
                run.spawn { await actor.wait(1, .structured) }
            }
            runs.append(run)
        }
        let after = residentBytes()
        for run in runs { run.evict() }
        return (after - before) / count
    }
}

/// The processor's time that `body` takes, which a busy machine changes less than the clock's.
private func nanoseconds(_ body: () -> Void) -> Int {
    func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
    let start = now()
    body()
    return now() - start
}

/// The memory of this process that is in use.
private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let fields = line.prefix { $0 != 0 }.split(separator: 32)
    return fields.count < 2 ? 0 : fields[1].reduce(0) { $0 * 10 + Int($1) - 48 } * sysconf(Int32(_SC_PAGESIZE))
}

/// The wait that is under way. `@unchecked Sendable`: everything here is on one thread.
private final class Waits: @unchecked Sendable {
    var next: DurableFuture<Void>?
}

private actor WaitingActor {
    enum Style { case structured, task }

    nonisolated var unownedExecutor: UnownedSerialExecutor { RunExecutor.executor(for: self) }
    private let run: RunExecutor
    private let waits: Waits

    init(_ run: RunExecutor, _ waits: Waits) {
        self.run = run
        self.waits = waits
    }

    func wait(_ count: Int, _ style: Style) async {
        switch style {
        case .structured: for _ in 0..<count { await wait() }
        case .task: await Task { for _ in 0..<count { await wait() } }.value
        }
    }

    private func wait() async {
        let future = DurableFuture<Void>(run: run, "figures")
        waits.next = future
        try? await future.value
    }
}
