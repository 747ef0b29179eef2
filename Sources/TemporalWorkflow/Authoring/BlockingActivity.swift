// Activities that block the thread they run on: calls of C libraries, files, anything that waits without `await`.

/// An activity whose code blocks, so that it runs on a thread of its own and not on Swift's pool, which has only as many as there
/// are processors.
///
/// ```swift
/// struct Resize: BlockingActivity {
///     func run(_ path: String) throws -> Int { try imageLibrary.resize(path) }
/// }
/// ```
/// `run` need not be `async`; where it is, what it awaits comes back to such a thread. Its cancellation is seen by
/// `Task.isCancelled` and by `ActivityContext.current?.cancellation`. At most `WorkerOptions.maxBlockingThreads` run at once; others
/// wait for a thread, and their time counts meanwhile.
public protocol BlockingActivity: Activity {}
