// Sessions: activities that run one after the other in the same worker process, which keeps what they share: a file, a connection,
// a device. A session is an activity that lives in that worker as long as the session does; its heartbeats are how the workflow
// learns that the worker is gone.

import TemporalCore

/// How a session is opened and how long it lasts.
public struct SessionOptions: Sendable {
    /// How long to wait for a worker that has room for a session, and how long to ask again where workers refuse. They are asked twice
    /// at least, a second apart.
    public var creationTimeout: Duration
    /// The longest time of the session; where a token names the worker, what it waits there for a place counts, too.
    public var executionTimeout: Duration
    /// How long the worker may be silent before the session fails.
    public var heartbeat: Duration
    /// The task queue whose workers may hold the session; nil is the workflow's own. It does not count where a token names the worker.
    public var taskQueue: String?

    /// Options with the given values.
    public init(
        creationTimeout: Duration = .seconds(60), executionTimeout: Duration = .seconds(3_600),
        heartbeat: Duration = .seconds(20), taskQueue: String? = nil
    ) {
        self.creationTimeout = creationTimeout
        self.executionTimeout = executionTimeout
        self.heartbeat = heartbeat
        self.taskQueue = taskQueue
    }
}

/// A session that is open: what the activities in it are scheduled with.
public struct WorkflowSession: Sendable {
    /// The session's id.
    public let id: String
    /// The task queue of the one worker that holds the session.
    public let taskQueue: String
    /// The name of that worker's machine.
    public let host: String
    /// What another run opens a session with in the same worker, when this one is over.
    public var token: SessionToken { SessionToken(taskQueue: taskQueue) }

    /// `options` for an activity of the session.
    public func options(_ options: ActivityOptions = ActivityOptions()) -> ActivityOptions {
        var options = options
        options.taskQueue = taskQueue
        return options
    }
}

/// Names the worker that a session was in, to open another one there: an argument of the next run, or of another workflow.
///
/// It is opaque: take it from ``WorkflowSession/token`` and hand it on as it is.
public struct SessionToken: Codable, Sendable, Hashable {
    let taskQueue: String

    /// The token of sessions with this ``WorkflowSession/taskQueue``, for tests of code that is handed one.
    public init(taskQueue: String) {
        self.taskQueue = taskQueue
    }
}

extension Workflow {
    /// Opens a session with a worker and runs `operation`, whose activities may all run in that worker.
    ///
    /// ```swift
    /// let pages = try await withSession { workflow, session in
    ///     let file = try await workflow.execute(
    ///         Download.self, address, startToClose: .seconds(60), options: session.options())
    ///     return try await workflow.execute(Count.self, file, startToClose: .seconds(60), options: session.options())
    /// }
    /// ```
    /// Where the worker dies or stops, `operation` is canceled and the session fails; the workflow may open another one and begin
    /// anew. It takes workers whose `WorkerOptions.maxConcurrentSessions` is set, each of which holds at most so many.
    ///
    /// - Parameters:
    ///   - options: how long to wait, and how long it lasts.
    ///   - token: that of an earlier session, whose worker is to hold this one too; it is the only one that is asked, and where it is
    ///     full the session waits for a place, ahead of new ones while an attempt to open it waits there. To be opened there, it needs a free activity slot of that worker
    ///     for a moment, and waits for a turn of its rate of activities. With nil, any worker may hold it.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    ///   - operation: what is done in the session.
    /// - Throws: `ApplicationFailure` of the type `SessionFailed`, where no worker had room in time, or the token's one is gone, or the
    ///   session failed before `operation` had ended; what `operation` throws.
    public func withSession<R: Sendable>(
        _ options: SessionOptions = SessionOptions(), recreating token: SessionToken? = nil,
        fileID: StaticString = #fileID, line: UInt = #line,
        _ operation: @escaping @Sendable (isolated Self, WorkflowSession) async throws -> R
    ) async throws -> R {
        let instance = try instance()
        try await instance.checkCallAllowed()
        let site = CallSite(fileID, line)
        let id = uuid()
        let state = SessionState()
        instance.sessions[id] = state
        defer { state.isOver = true }
        let queue = token?.taskQueue ?? options.taskQueue ?? instance.info.taskQueue
        let holding = Task {
            do {
                _ = try await instance.executeActivity(
                    type: SessionNames.creation, input: [try instance.converter.encode(id)],
                    options: ActivityOptions(
                        scheduleToStart: options.creationTimeout, startToClose: options.executionTimeout,
                        heartbeat: options.heartbeat, retryPolicy: .sessionCreation(within: options.creationTimeout),
                        taskQueue: token?.taskQueue ?? SessionNames.queue(of: queue)),
                    at: site)
                state.end = .success(())
            } catch {
                state.end = .failure(error)
            }
        }
        let result: Result<R, any Error>
        do {
            try await instance.wait(at: site) { state.place != nil || state.end != nil }
            guard let place = state.place, state.end == nil else {
                throw state.failure("no session was opened with a worker of \(queue)")
            }
            let session = WorkflowSession(id: id, taskQueue: place.taskQueue, host: place.host)
            result = .success(
                try await race { workflow in
                    try await operation(workflow, session)
                } _: { workflow in
                    try await workflow.wait(fileID: fileID, line: line) { _ in state.end != nil }
                    throw state.failure("the session failed: its worker \(place.host) is gone or stops")
                })
        } catch {
            result = .failure(error)
        }
        if let place = state.place, state.end == nil {
            // A worker that is gone does not answer.
            let isCompleted = try await withCancellationShield { _ in
                do {
                    _ = try await instance.executeActivity(
                        type: SessionNames.completion, input: [try instance.converter.encode(id)],
                        options: ActivityOptions(
                            scheduleToClose: .seconds(5), retryPolicy: .never, taskQueue: place.taskQueue), at: site)
                    return true
                } catch let error as EvictionError {
                    throw error
                } catch {
                    instance.logger.warning("session \(id) was not completed, and is canceled: \(error)")
                    return false
                }
            }
            if !isCompleted { holding.cancel() }
        } else {
            holding.cancel()
        }
        return try result.get()
    }
}

/// What a workflow knows of a session.
///
/// It is `@unchecked Sendable` because only tasks of one run touch it, which run one at a time on the thread that drains the run.
final class SessionState: @unchecked Sendable {
    /// Where the session is, once a worker has said so.
    var place: SessionPlace?
    /// How the activity has ended that the session is.
    var end: Result<Void, any Error>?
    /// Whether the code is done with the session. Signals with its name may still come, and mean nothing then.
    var isOver = false

    /// What fails the session, with what has ended it.
    func failure(_ message: String) -> ApplicationFailure {
        guard case .failure(let error) = end else { return ApplicationFailure(message, type: "SessionFailed") }
        let reason = (error as? ActivityFailure)?.cause ?? error
        return ApplicationFailure("\(message): \(reason)", type: "SessionFailed", cause: error)
    }
}

extension RetryPolicy {
    /// A worker whose sessions are as many as it may hold may refuse to open one more, as Go's do: another one is asked then, with
    /// Go's waits in between, for as long as `limit`, but once more in any case: a worker that has just filled up may have an open
    /// poll left, and refuses what that brings, while others have room. A session that was open is not opened anew elsewhere.
    static func sessionCreation(within limit: Duration) -> RetryPolicy {
        let (first, factor, longest) = (Duration.seconds(1), 1.1, Duration.seconds(10))
        var attempts = 1
        var wait = first
        var sum = wait
        while sum <= limit, attempts < 10_000 {
            attempts += 1
            wait = min(wait * factor, longest)
            sum += wait
        }
        return RetryPolicy(
            initialInterval: first, backoffCoefficient: factor, maximumInterval: longest,
            maximumAttempts: max(2, attempts),
            nonRetryableErrorTypes: ["TemporalTimeout:StartToClose", "TemporalTimeout:Heartbeat"])
    }

    /// How long it is from the first attempt to the last one where each is refused at once: nearly the limit that
    /// ``sessionCreation(within:)`` was given. Nil where there is no last one.
    package var timeOfRefusals: Duration? {
        guard let maximumAttempts, maximumAttempts > 0 else { return nil }
        // Within bounds in which nothing overflows, whatever the server says.
        let most = Duration.seconds(1_000_000_000)
        var wait = min(initialInterval ?? .seconds(1), most)
        let longest = min(maximumInterval ?? wait * 100, most)
        let coefficient = backoffCoefficient ?? 2
        let factor = coefficient >= 1 ? min(coefficient, 1_000) : 1
        var sum = Duration.zero
        for _ in 1..<min(maximumAttempts, 10_000) {
            sum += wait
            wait = min(wait * factor, longest)
        }
        return sum
    }
}

/// Where a session is: what its worker tells the workflow, by a signal with the name of the session.
package struct SessionPlace: Codable, Sendable {
    package var taskQueue: String
    package var host: String
    package var resourceID: String

    package init(taskQueue: String, host: String, resourceID: String) {
        self.taskQueue = taskQueue
        self.host = host
        self.resourceID = resourceID
    }

    // As the Go SDK writes them.
    private enum CodingKeys: String, CodingKey {
        case taskQueue = "Taskqueue"
        case host = "HostName"
        case resourceID = "ResourceID"
    }
}

/// What workflows and workers call the parts of sessions; the same as the Go SDK's.
package enum SessionNames {
    package static let creation = "internalSessionCreationActivity"
    package static let completion = "internalSessionCompletionActivity"

    /// The queue on which sessions are asked for.
    package static func queue(of taskQueue: String) -> String { "\(taskQueue)__internal_session_creation" }
}

extension WorkflowInstance {
    /// Tells a session where it is; whether the signal was meant for one.
    func tellSession(_ signal: API.History.WorkflowExecutionSignaledEventAttributes) -> Bool {
        guard !sessions.isEmpty, let session = sessions[signal.signalName] else { return false }
        // The first one counts: what is done in the session is done there.
        guard session.place == nil, session.end == nil, !session.isOver else { return true }
        do {
            session.place = try converter.decodeArguments(signal.input?.payloads ?? [], as: SessionPlace.self)
        } catch {
            logger.error("the place of session \(signal.signalName) cannot be read: \(error)")
            session.end = .failure(error)
        }
        return true
    }
}
