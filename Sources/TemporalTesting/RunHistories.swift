// The rule that a test of workflows does well to obey: what they left in history is replayed by the same code, whole and up to
// every workflow task, as a worker that has never heard of the run would do it.

import TemporalCore
import TemporalWorkflow

extension Replayer {
    /// Replays, as ``replayThroughout(_:)`` does, every run that a test's workers have executed: those that the server lists for
    /// `query`, their children, and the runs that follow them.
    ///
    /// ```swift
    /// try await replayer.replayRuns(of: server.client, where: "TaskQueue = 'orders'", expecting: ["order-1"])
    /// ```
    /// - Parameters:
    ///   - client: the client of a server that lists workflows; the time-skipping server does not.
    ///   - query: which runs; an empty one is all of the namespace.
    ///   - ids: ids of workflows that are known to be there. The server's list lags behind, so it is read until it holds these and
    ///     does not change any more, for a minute at most.
    /// - Returns: how many runs were replayed; one that no worker has begun is not counted.
    /// - Throws: ``ReplayError`` where a run does not replay or its type is not registered, with the ids in its reason.
    @discardableResult
    public func replayRuns(
        of client: TemporalClient, where query: String, expecting ids: Set<String> = []
    ) async throws -> Int {
        var waiting = try await client.settledRuns(where: query, expecting: ids)
        var seen = Set(waiting)
        var count = 0
        while let run = waiting.popLast() {
            let history = try await WorkflowHistory(of: client.workflow(id: run.id, runID: run.runID))
            waiting += history.followers(of: run.id).filter { seen.insert($0).inserted }
            guard history.hasBegun else { continue }
            do {
                try await replayThroughout(history)
            } catch let error as ReplayError {
                throw error.at("workflow \(run.id), run \(run.runID)")
            }
            count += 1
        }
        return count
    }
}

/// One run of a workflow.
package struct RunReference: Hashable, Sendable {
    package var id: String
    package var runID: String

    package init(id: String, runID: String) {
        self.id = id
        self.runID = runID
    }
}

extension TemporalClient {
    /// The runs that the server lists for `query`, once the list holds the workflows `ids` and does not change any more.
    package func settledRuns(where query: String, expecting ids: Set<String>) async throws -> [RunReference] {
        let deadline = ContinuousClock.now + .seconds(60)
        var last: [RunReference]?
        while true {
            var found: [RunReference] = []
            for try await workflow in workflows(where: query) {
                found.append(RunReference(id: workflow.id, runID: workflow.runID))
            }
            let missing = ids.subtracting(found.map(\.id))
            if found == last, missing.isEmpty { return found }
            if ContinuousClock.now > deadline {
                throw RunsNotListed(query: query, missing: missing.sorted())
            }
            last = found
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}

/// The server's list did not come to rest.
struct RunsNotListed: Error, CustomStringConvertible {
    let query: String
    let missing: [String]

    var description: String {
        let what = missing.isEmpty ? "it goes on changing" : "it lacks \(missing.joined(separator: ", "))"
        return "the server's list of \(query.isEmpty ? "all workflows" : query) is not complete after a minute: \(what)"
    }
}

extension WorkflowHistory {
    /// What the first event says, if it is the one it must be.
    package var start: API.History.WorkflowExecutionStartedEventAttributes? {
        guard case .workflowExecutionStarted(let start) = events.first?.attributes else { return nil }
        return start
    }

    /// The name of the workflow's type.
    package var workflowType: String? { start?.workflowType?.name }

    /// Whether a worker has begun a workflow task of the run: of one on a task queue without a worker there is nothing to replay.
    package var hasBegun: Bool { !taskStarts.isEmpty }

    /// The workflow tasks that could be run as they were, with no more of history than came before: those that ended with a completion
    /// of which history alone knows nothing, neither an update nor a change that it marks. What a local activity returned may come
    /// tasks later, so none before the last one's marker counts.
    var liveTaskStarts: [Int] {
        let last = events.lastIndex(where: \.isLocalActivityMarker) ?? 0
        return taskStarts.filter { start in
            guard start > last, start + 1 < events.count, case .workflowTaskCompleted = events[start + 1].attributes
            else {
                return false
            }
            return !events[(start + 2)...].prefix(while: \.isCommandEvent).contains { event in
                switch event.attributes {
                case .markerRecorded, .workflowExecutionUpdateAccepted: true
                default: false
                }
            }
        }
    }

    /// The runs that this one, of the workflow `id`, brought about: its children, and the run that takes its place.
    package func followers(of id: String) -> [RunReference] {
        events.compactMap { event in
            let next: String
            switch event.attributes {
            case .childWorkflowExecutionStarted(let started):
                return started.workflowExecution.map { RunReference(id: $0.workflowID, runID: $0.runID) }
            case .workflowExecutionContinuedAsNew(let end): next = end.newExecutionRunID
            case .workflowExecutionCompleted(let end): next = end.newExecutionRunID
            case .workflowExecutionFailed(let end): next = end.newExecutionRunID
            case .workflowExecutionTimedOut(let end): next = end.newExecutionRunID
            default: return nil
            }
            return next.isEmpty ? nil : RunReference(id: id, runID: next)
        }
    }
}
