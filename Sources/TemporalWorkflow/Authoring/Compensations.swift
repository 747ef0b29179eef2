// A saga: steps that are undone, the last one first, where a later one fails.

import TemporalCore

/// What undoes the steps that a workflow has taken; see ``Workflow/withCompensations(_:)``.
///
/// It is `@unchecked Sendable` because it is used only in drains of its run, which come one after the other.
public final class Compensations<W: Workflow>: @unchecked Sendable {
    typealias Compensation = @Sendable (isolated W) async throws -> Void

    private(set) var all: [(name: String, undo: Compensation)] = []

    /// Notes what undoes a step. Note it before the step: a step that failed may have taken place all the same.
    ///
    /// - Parameters:
    ///   - name: what the log calls it.
    ///   - undo: undoes the step, or does nothing where there is nothing to undo.
    public func add(_ name: String, _ undo: @escaping @Sendable (isolated W) async throws -> Void) {
        all.append((name, undo))
    }
}

extension Workflow {
    /// Runs `body`, and undoes its steps in reverse where it throws, a cancellation included.
    ///
    /// ```swift
    /// try await withCompensations { trip, undo in
    ///     undo.add("flight") { try await $0.execute(CancelFlight.self, flight, startToClose: .seconds(30)) }
    ///     try await trip.execute(BookFlight.self, flight, startToClose: .seconds(30))
    ///     …
    /// }
    /// ```
    /// Nothing is undone where the workflow continues as new, or calls something in a way that fails its task: it goes on from there.
    /// The compensations are shielded from cancellation. One that fails is logged, and the others still run.
    ///
    /// - Throws: what `body` threw; where compensations failed, an `ApplicationFailure` of type `CompensationFailed` with that as
    ///   its cause.
    public func withCompensations<R: Sendable>(
        _ body: @Sendable (isolated Self, Compensations<Self>) async throws -> R
    ) async throws -> R {
        let compensations = Compensations<Self>()
        do {
            return try await body(self, compensations)
        } catch let error where !Self.endsSteps(error) {
            throw error
        } catch {
            var failed: [String] = []
            for (name, undo) in compensations.all.reversed() {
                do {
                    try await withCancellationShield { try await undo($0) }
                } catch let error where error is EvictionError || error is WorkflowTaskFailure {
                    throw error
                } catch {
                    logger.error("the compensation '\(name)' failed: \(error)")
                    failed.append(name)
                }
            }
            if failed.isEmpty { throw error }
            throw ApplicationFailure(
                "not undone: \(failed.joined(separator: ", "))", type: "CompensationFailed", cause: error)
        }
    }

    /// Whether steps are to be undone for `error`: not where the run goes on elsewhere, as a new one or after its task has failed.
    private static func endsSteps(_ error: any Error) -> Bool {
        switch error {
        case is EvictionError, is ContinueAsNewError, is WorkflowTaskFailure: false
        default: true
        }
    }
}
