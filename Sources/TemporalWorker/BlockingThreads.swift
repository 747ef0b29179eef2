// Threads for activities that block. They are started when they are needed, up to a limit, and end when they have been idle for a while.

import DequeModule
import Glibc
import TemporalCore

/// Runs tasks on threads that may block.
///
/// It is `@unchecked Sendable` because its mutable state is touched only while the lock is held, and because the lock and the
/// condition lie in memory of their own that lives as long as this object, as POSIX asks for.
final class BlockingThreads: TaskExecutor, @unchecked Sendable {
    /// How many threads there may be.
    let limit: Int
    /// How long a thread waits for work before it ends, in seconds.
    private static let patience = 10

    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// What waits for a thread; activities with a slot each, so the slots bound the number.
    private var jobs = Deque<UnownedJob>()
    private var threads = 0
    private var idle = 0

    init(limit: Int) {
        self.limit = max(1, limit)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(lock)
        condition.deallocate()
        lock.deallocate()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pthread_mutex_lock(lock)
        jobs.append(job)
        let needsThread = jobs.count > idle && threads < limit
        if needsThread { threads += 1 } else { pthread_cond_signal(condition) }
        pthread_mutex_unlock(lock)
        guard needsThread, SystemThread.start("blocking", { [self] in work() }) != 0 else { return }
        // The system has no thread left: those that there are take the job, or this one does.
        pthread_mutex_lock(lock)
        threads -= 1
        let rest = threads == 0 ? jobs : []
        if threads == 0 { jobs = [] }
        pthread_mutex_unlock(lock)
        for job in rest { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func work() {
        while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// The next job; nil where there has been none for a while.
    private func next() -> UnownedJob? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if jobs.isEmpty {
            var end = timespec()
            clock_gettime(CLOCK_REALTIME, &end)
            end.tv_sec += Self.patience
            idle += 1
            while jobs.isEmpty, pthread_cond_timedwait(condition, lock, &end) == 0 {}
            idle -= 1
        }
        if let job = jobs.popFirst() { return job }
        threads -= 1
        return nil
    }
}
