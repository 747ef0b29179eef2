// WireExecutor: lets Swift tasks run on the thread of a channel. A task that makes a call and passes on what it brings goes on
// there without another thread being woken, and its next call leaves in the same round.

/// Runs tasks on a channel's thread. They must be quick and must not block, for all calls of the channel wait for them: no code
/// of an author's belongs here but a logger's or a metrics handler's, and nothing whose cost grows with the size of a message.
package final class WireExecutor: TaskExecutor {
    private let shared: ChannelShared

    init(_ shared: ChannelShared) {
        self.shared = shared
    }

    /// Queues a job; the global pool takes it where the thread has ended. Their number is bounded by that of the tasks.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if !shared.mailbox.post(.job(job)) { Self.runElsewhere(job) }
    }

    /// Hands a job that the thread will not run any more to the global pool.
    static func runElsewhere(_ job: UnownedJob) {
        globalConcurrentExecutor.enqueue(ExecutorJob(job))
    }
}
