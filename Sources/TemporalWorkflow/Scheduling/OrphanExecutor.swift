// Workflow actors that no run owns, such as one that a test makes by itself, are plain actors: they run on one thread for all
// of them, which starts with the first.

import Synchronization

final class OrphanExecutor: SerialExecutor {
    static let shared = OrphanExecutor()

    private struct State {
        var thread: WorkThread?
        /// Jobs that came while the system had no thread for them; they run with the next that comes.
        var waiting: [UnownedJob] = []
    }

    private let state = Mutex(State())

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { state in
            state.waiting.append(job)
            if state.thread == nil { state.thread = WorkThread(name: "orphans") }
            guard let thread = state.thread else { return }
            for job in state.waiting { thread.run { job.runSynchronously(on: self.asUnownedSerialExecutor()) } }
            state.waiting = []
        }
    }

    func isIsolatingCurrentContext() -> Bool? {
        state.withLock { $0.thread?.isCurrent } ?? false
    }
}
