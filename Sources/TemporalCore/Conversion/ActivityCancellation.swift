// Why an activity is to stop. It is what its code asks, and what the table of errors goes by.

/// Why an activity's task was canceled.
public enum ActivityCancellation: Sendable, Hashable {
    /// The workflow asked for it, or a client, where the activity has no workflow.
    case requested
    /// This attempt has taken longer than its timeout, or was silent for longer than that of heartbeats; the server has given it up.
    /// The worker says so 5 s later, lest it be ahead of the server.
    case timedOut
    /// The server no longer knows the task: it timed out, another attempt or a client has closed the activity, or its
    /// workflow has closed.
    case notFound
    /// An operator paused the activity.
    case paused
    /// An operator reset the activity, which begins anew with its first attempt.
    case reset
    /// The worker is stopping, and what it runs has had the time that `WorkerOptions.shutdownTimeout` gives.
    case workerShutdown
}

/// Thrown by an activity that is not completed by what its code returns, but later, by a client, perhaps in another process.
///
///     guard let context = ActivityContext.current else { return }
///     try await desk.ask(question, answerTo: context.info.taskToken)
///     throw CompleteAsyncError()
///
/// The worker then tells the server nothing and is free for other work. The activity's timeouts go on to count; whoever has its
/// task token, or its ids, completes it with an ``AsyncActivityHandle``.
public struct CompleteAsyncError: Error, Sendable, CustomStringConvertible {
    /// Says that somebody else completes the activity.
    public init() {}

    /// What it means, in a sentence.
    public var description: String { "the activity is completed by a client, not by what its code returns" }
}
