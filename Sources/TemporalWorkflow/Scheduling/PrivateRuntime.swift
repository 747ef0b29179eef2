// Everything that is not part of Swift's stable interface stands here and in CTemporalRuntime: the enqueue hooks, the kind of a job and
// the id of its task, the protocol by which an executor is told of a sleep, and the counting of an object's address.
// docs/decisions/0001-private-runtime-symbols.md says why; `RuntimeSelfTest` proves each before a workflow runs.

import CTemporalRuntime
@_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency

/// What a job is, as far as a run must know it.
enum JobKind {
    /// A step of the task with this id, which all steps of a task share.
    case task(UInt64)
    /// The turn of an actor that has no executor of its own; the runtime keeps that actor's queue.
    case defaultActor
    /// The isolated deinit of an actor.
    case isolatedDeinit
    /// Anything else, such as the wake-up of a `Task.yield()`.
    case other
}

extension UnownedJob {
    var kind: JobKind {
        switch ExecutorJob(self).kind.rawValue {
        case 0: .task(temporal_job_task_id(unsafeBitCast(self, to: UnsafeMutableRawPointer.self)))
        case 192, 193, 194: .defaultActor
        case 196: .isolatedDeinit
        default: .other
        }
    }

    /// Gives the job to the global pool, as if this thread drained nothing.
    func enqueueGlobally() {
        temporal_enqueue_globally(unsafeBitCast(self, to: UnsafeMutableRawPointer.self))
    }

    fileprivate init(pointer: UnsafeMutableRawPointer) {
        self = unsafeBitCast(pointer, to: UnownedJob.self)
    }
}

/// The hooks that keep a draining run's jobs on its own thread.
enum RuntimeHooks {
    /// Installs the hooks, once in a process.
    static func install() {
        _ = installed
    }

    private static let installed: Void = temporal_install_hooks(
        temporal_hooks(
            global: { mark, job in RunExecutor.marked(mark).accept(UnownedJob(pointer: job)) },
            delayed: { mark, job, wait in
                RunExecutor.marked(mark).sleep(UnownedJob(pointer: job), for: .nanoseconds(wait))
            }))

    /// The name of a symbol of the runtime that is not there; nothing works without all of them.
    static var missingSymbol: String? {
        temporal_missing_symbol().map { String(cString: $0) }
    }

    /// The id of the task that this thread runs, or 0.
    static var currentTaskID: UInt64 { temporal_current_task_id() }
}

/// The mark of a thread: which run it drains.
enum DrainMark {
    /// The run that this thread drains.
    static var current: RunExecutor? {
        temporal_mark().map(RunExecutor.marked)
    }

    /// Whether this thread drains `run`.
    static func isSet(to run: RunExecutor) -> Bool {
        temporal_mark() == Unmanaged.passUnretained(run).toOpaque()
    }

    /// Runs `body` with the thread marked as draining `run`, or as draining nothing.
    static func with<R, Failure: Error>(
        _ run: RunExecutor?, _ body: () throws(Failure) -> R
    ) throws(Failure) -> R {
        let earlier = temporal_mark()
        temporal_set_mark(run.map { Unmanaged.passUnretained($0).toOpaque() })
        defer { temporal_set_mark(earlier) }
        return try body()
    }
}

extension RunExecutor {
    /// The run behind a mark. A thread is marked only inside `DrainMark.with`, whose caller holds the run.
    fileprivate static func marked(_ mark: UnsafeMutableRawPointer) -> RunExecutor {
        Unmanaged<RunExecutor>.fromOpaque(mark).takeUnretainedValue()
    }
}

// `Task.sleep`, in all its forms, asks the task's executor to run its wake-up later.
@_spi(ExperimentalScheduling)
extension RunExecutor: SchedulingExecutor {
    /// Takes a wake-up that is due after `delay`.
    package func enqueue<C: Clock>(
        _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
    ) {
        sleep(UnownedJob(job), for: delay as? Duration)
    }

    /// Takes a wake-up that is due at `instant`.
    package func enqueue<C: Clock>(
        _ job: consuming ExecutorJob, at instant: C.Instant, tolerance: C.Duration?, clock: C
    ) {
        sleep(UnownedJob(job), for: clock.now.duration(to: instant) as? Duration)
    }
}

/// The address of an object. While it is held, the object's memory stays, and so no other object gets the address; the object
/// itself may go. The address is never read through.
struct Address: Hashable, Sendable {
    private let bits: UInt

    init(of object: AnyObject) {
        bits = UInt(bitPattern: Unmanaged.passUnretained(object).toOpaque())
    }

    /// Holds the address of an object that is alive.
    func hold() {
        if let pointer { temporal_hold_address(pointer) }
    }

    func release() {
        if let pointer { temporal_release_address(pointer) }
    }

    /// Whether the deinit of the object, whose address is held once, is over.
    var isGone: Bool { pointer.map(temporal_is_gone) ?? true }

    private var pointer: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: bits) }
}
