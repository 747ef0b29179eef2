// What workflows do with several waits at once. Task groups, `async let` and `Task {}` work in workflows as they are; these are the
// shapes that come up again and again.

import TemporalCore

/// The time that `withTimeout` gave has passed. A workflow that does not catch it fails with it: an `ApplicationFailure` of this type.
public struct TimeLimitPassed: Error, Sendable, CustomStringConvertible {
    /// How long the limit was.
    public let limit: Duration

    /// What happened, in a sentence.
    public var description: String { "it took longer than \(limit)" }
}

extension Workflow {
    /// Runs `operation` for at most `limit` on the workflow's clock.
    ///
    /// ```swift
    /// let reply = try await withTimeout(.seconds(2 * 86_400)) { try await $0.executeChild(Approval.self, request) }
    /// ```
    /// When the time has passed `operation` is canceled, and this returns when it has ended: an activity at once, unless its
    /// cancellation waits.
    ///
    /// - Parameters:
    ///   - limit: how long it may take.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    ///   - operation: what is run.
    /// - Throws: ``TimeLimitPassed``; what `operation` throws.
    public func withTimeout<R: Sendable>(
        _ limit: Duration, fileID: StaticString = #fileID, line: UInt = #line,
        _ operation: @escaping @Sendable (isolated Self) async throws -> R
    ) async throws -> R {
        try await race(operation) { workflow in
            try await workflow.sleep(for: limit, fileID: fileID, line: line)
            throw TimeLimitPassed(limit: limit)
        }
    }

    /// Runs `operations` at once, returns or throws what the first of them does that ends, and cancels the others.
    ///
    /// It returns when all have ended. Of two that end together, the one that stands first wins.
    public func race<R: Sendable>(
        _ operations: @Sendable (isolated Self) async throws -> R...
    ) async throws -> R {
        try await withThrowingTaskGroup(of: R.self) { group in
            for operation in operations { group.addTask { try await operation(self) } }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw EmptyRaceError() }
            return first
        }
    }

    /// Waits until one of `tasks` has ended, and returns its place among them and what it came to; all of them go on.
    ///
    /// Of several that have ended, it is the one that stands first. Each selection leaves a small task behind with each of `tasks` that
    /// goes on; a loop that selects thousands of times beside a task that never ends is better written with `wait`.
    public func select<R: Sendable>(
        _ tasks: Task<R, any Error>..., fileID: StaticString = #fileID, line: UInt = #line
    ) async throws -> (index: Int, result: Result<R, any Error>) {
        let ended = Ended<R>()
        for (index, task) in tasks.enumerated() {
            Task { ended.results[index] = await task.result }
        }
        guard !tasks.isEmpty else { throw EmptyRaceError() }
        try await instance().wait(for: "end of one of \(tasks.count) tasks", at: CallSite(fileID, line)) {
            !ended.results.isEmpty
        }
        guard let index = ended.results.keys.min(), let result = ended.results[index] else { throw EmptyRaceError() }
        return (index, result)
    }
}

/// What has ended so far.
///
/// It is `@unchecked Sendable` because only tasks of one run touch it, which run one at a time on the thread that drains the run.
private final class Ended<R: Sendable>: @unchecked Sendable {
    var results: [Int: Result<R, any Error>] = [:]
}

/// A race without anybody in it.
struct EmptyRaceError: Error, CustomStringConvertible {
    var description: String { "there is nothing to wait for: a race and a selection need at least one" }
}
