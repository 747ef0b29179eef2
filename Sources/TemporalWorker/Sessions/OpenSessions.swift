// The sessions that a worker holds, and those that wait for a place in it.

import Synchronization
import TemporalCore
import TemporalWorkflow

/// The sessions that are open.
final class OpenSessions: Sendable {
    private final class Session: Sendable {
        let id: String
        /// Given when it may take the place of another one.
        let place = Notice()
        /// Given when it is completed.
        let end = Notice()

        init(id: String) {
            self.id = id
        }
    }

    private struct State {
        /// Those that have a place. Two may have one id for a while: a run that is reset asks anew before the old one's is given up.
        var open: [ObjectIdentifier: Session] = [:]
        /// Those that wait for one, in the order in which they came. There are none while a place is free.
        var waiting: [Session] = []
    }

    private let limit: Int
    private let client: TemporalClient
    private let place: SessionPlace
    private let shutdown: Notice
    /// A session sends its heartbeats three times in the time that it may be silent for, so that one may be lost.
    static let heartbeatThrottle = 1.0 / 3

    /// The slots of the activities in sessions.
    private let activitySlots: Slots
    private let state = Mutex(State())

    init(limit: Int, client: TemporalClient, place: SessionPlace, shutdown: Notice, activitySlots: Slots) {
        self.limit = limit
        self.client = client
        self.place = place
        self.shutdown = shutdown
        self.activitySlots = activitySlots
    }

    /// Tells the workflow where its session is, and holds it until it is completed, its activity is canceled, or the worker stops.
    ///
    /// - Parameter mayWait: whether it waits for a place where there is none. Another worker may have one for a new session; none has
    ///   for one that is opened again.
    func hold(_ arguments: [Payload], _ converter: DataConverter, mayWait: Bool) async throws -> Payload {
        let session = Session(id: try converter.decodeArguments(arguments, as: String.self))
        guard let context = ActivityContext.current else { throw CancellationError() }
        defer { leave(session) }
        try await enter(session, context, mayWait: mayWait)
        try await tell(context, of: session.id)
        do {
            try await wait(for: session, context)
        } catch  where context.cancellation != .requested && context.cancellation != .notFound {
            // The workflow knows this place alone: no other worker can take the session over.
            let failure = error as? ApplicationFailure
            throw failure
                ?? ApplicationFailure(
                    "the session is lost: \(context.cancellation.map { "\($0)" } ?? "\(error)")", type: "SessionLost",
                    nonRetryable: true)
        }
        return try converter.encodeResult(())
    }

    /// Takes a place.
    ///
    /// A session that is opened again comes whether there is room or not. It may take the place of one that an open poll was to bring;
    /// and where it waits, the slot that it holds is one too many, so that no poll gets the next one that comes back.
    private func enter(_ session: Session, _ context: ActivityContext, mayWait: Bool) async throws {
        let isOpen = state.withLock { state in
            if state.open.count < self.limit {
                state.open[ObjectIdentifier(session)] = session
                return true
            }
            if mayWait { state.waiting.append(session) }
            return false
        }
        if isOpen { return }
        guard mayWait else { throw Self.refusal(isLast: false) }
        let (limit, isLast) = Self.patience(context.task)
        try await waitForFirst(
            of: [
                { try await session.place.wait() },
                {
                    try await Task.sleep(for: limit)
                    throw OpenSessions.refusal(isLast: isLast)
                },
                { [shutdown] in
                    try await shutdown.wait()
                    throw OpenSessions.stop
                },
            ], context)
    }

    /// What fails a session that has no place; where it is the last one, the server makes no other attempt.
    private static func refusal(isLast: Bool) -> ApplicationFailure {
        ApplicationFailure(
            "too many outstanding sessions", type: "TooManySessions", nonRetryable: isLast, category: .benign)
    }

    /// How long a session may wait for a place, and whether its workflow waits no longer than that.
    private static func patience(_ task: ActivityInfo) -> (limit: Duration, isLast: Bool) {
        let all = task.retryPolicy?.timeOfRefusals
        var age = Duration.zero
        if let scheduled = task.scheduledTime, let started = task.startedTime {
            age = max(age, scheduled.duration(to: started))
        }
        // Policies without an end are not of this library: another attempt will come.
        let left: Duration = all.map { max(.zero, $0 - age) } ?? .seconds(5)
        // The session's own time runs already; half of it is left to what is done there.
        let limit = min(left, (task.startToCloseTimeout ?? left * 2) / 2)
        return (limit, all != nil && limit == left)
    }

    /// Gives a session's place, or its wish for one, up; who waits longest gets the place.
    private func leave(_ session: Session) {
        let next = state.withLock { state -> Session? in
            state.waiting.removeAll { $0 === session }
            state.open[ObjectIdentifier(session)] = nil
            guard state.open.count < limit, !state.waiting.isEmpty else { return nil }
            let next = state.waiting.removeFirst()
            state.open[ObjectIdentifier(next)] = next
            return next
        }
        next?.place.give()
    }

    /// Tells the workflow where its session is. It may have heard of this place although the signal failed, unless the server refused
    /// to listen, and then goes to no other: so the signal is repeated, which does no harm.
    private func tell(_ context: ActivityContext, of id: String) async throws {
        try Task.checkCancellation()
        let workflow = client.workflow(id: context.task.workflowID, runID: context.task.workflowRunID)
        var retry = RetrySchedule.endless
        var mayHaveHeard = false
        while true {
            do {
                return try await workflow.signal(id, place)
            } catch let error as RPCError {
                if error.code == .resourceExhausted, !mayHaveHeard { throw error }
                mayHaveHeard = true
                let delay = Task.isCancelled || shutdown.isGiven ? nil : retry.delay(after: error)
                if let delay, (try? await Task.sleep(for: delay)) != nil { continue }
                if context.cancellation == .requested || context.cancellation == .notFound { throw CancellationError() }
                throw ApplicationFailure(
                    "the workflow could not be told of the session: \(error)", type: "SessionLost", nonRetryable: true)
            }
        }
    }

    /// Waits for the session's end, with heartbeats.
    private func wait(for session: Session, _ context: ActivityContext) async throws {
        try await waitForFirst(
            of: [
                { try await session.end.wait() },
                { [shutdown, activitySlots] in
                    try await shutdown.wait()
                    // What runs in sessions may end; nothing more of theirs is taken.
                    while activitySlots.used > 0 { try await Task.sleep(for: .milliseconds(50)) }
                    throw OpenSessions.stop
                },
            ], context)
    }

    /// What fails a session whose worker stops.
    private static var stop: ApplicationFailure {
        ApplicationFailure("the worker that holds the session stops", type: "WorkerShutdown", nonRetryable: true)
    }

    /// Waits until the first of `waits` has ended, with heartbeats.
    private func waitForFirst(
        of waits: [@Sendable () async throws -> Void], _ context: ActivityContext
    ) async throws {
        let pause = (context.task.heartbeatTimeout ?? .seconds(20)) / 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            for wait in waits { group.addTask { try await wait() } }
            group.addTask {
                while true {
                    try context.heartbeat()
                    try await Task.sleep(for: pause)
                }
            }
            try await group.next()
        }
    }

    /// Ends a session.
    func complete(_ arguments: [Payload], _ converter: DataConverter) throws -> Payload {
        let id = try converter.decodeArguments(arguments, as: String.self)
        for session in state.withLock({ $0.open.values.filter { $0.id == id } }) { session.end.give() }
        return try converter.encodeResult(())
    }
}
