// The rule that every test of a worker obeys: what its workflows left in history is replayed by the same code, whole and up
// to every workflow task, as a worker that has never heard of the run would do it, and task by task, as one that has it in its cache;
// in one page, and in pages of one event.

import Logging
import Synchronization
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport

/// The workflow code of a test's workers, and the replay of everything that they ran.
public final class RunReplays: Sendable {
    /// What was replayed, for those who want to say so.
    public struct Summary: Sendable {
        /// How many runs were replayed, and how many of them up to every workflow task.
        public internal(set) var whole = 0, everywhere = 0
    }

    private let replayers = Mutex<[String: Replayer]>([:])
    private let known = Mutex<Set<String>>([])

    /// Replays nothing yet.
    public init() {}

    /// Replays with the workflows among `registrations`, the worker's converter and interceptors, and the errors that end its
    /// workflows; of two with one name the later counts.
    public func register(
        _ registrations: [Registration], converter: DataConverter = .default,
        interceptors: [any WorkflowInterceptor] = [], failureErrors: [any Error.Type] = []
    ) throws {
        // The deadlock limit is not the subject, and the machine may be busy.
        let replayer = try Replayer(
            converter: converter, interceptors: interceptors, workflowFailureErrors: failureErrors,
            deadlockTimeout: .seconds(60),
            logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() }
        ) { registrations }
        let names = try WorkflowType.registered(registrations).keys
        replayers.withLock { replayers in
            for name in names { replayers[name] = replayer }
        }
    }

    /// Remembers that there is a workflow with the id `id`, without which the list of what ran is not complete.
    public func expect(_ id: String) {
        known.withLock { _ = $0.insert(id) }
    }

    /// Replays every run that a worker has executed: those that `query` finds, their children, and the runs that follow them.
    ///
    /// - Parameters:
    ///   - excluded: names of workflow types that are left out, each with the reason; one that did not run is an error.
    ///   - changed: names of workflow types whose code is not that which began some of the runs: those are not run task by task.
    ///   - sample: how many runs, taken at random, are replayed up to their workflow tasks as well; the rest only whole.
    ///   - each: looks at every run, with the id of its workflow, before it is replayed; at those that are left out, too.
    @discardableResult
    public func replay(
        of client: TemporalClient, where query: String, excluding excluded: [String: String] = [:],
        changed: Set<String> = [], sample: Int = .max,
        each: (_ id: String, _ history: WorkflowHistory) throws -> Void = { _, _ in }
    ) async throws -> Summary {
        let runs = try await client.settledRuns(where: query, expecting: known.withLock { $0 })
        return try await replay(runs, of: client, excluding: excluded, changed: changed, sample: sample, each: each)
    }

    /// Replays every workflow that is expected, from the first run of the chain that the last one belongs to, and their children, at a
    /// server that lists none: the time-skipping one. Each of them must be one that a worker has begun.
    @discardableResult
    public func replayExpected(of client: TemporalClient) async throws -> Summary {
        var runs: [RunReference] = []
        for id in known.withLock({ $0 }).sorted() {
            let last = try await WorkflowHistory(of: client.workflow(id: id))
            // An empty id of a run means the last one.
            let run = RunReference(id: id, runID: last.start?.firstExecutionRunID ?? "")
            let first = try await WorkflowHistory(of: client.workflow(id: id, runID: run.runID))
            guard first.hasBegun else {
                throw Peer.Failure(description: "no worker has begun the workflow \(id), which is to be replayed")
            }
            runs.append(run)
        }
        guard !runs.isEmpty else {
            throw Peer.Failure(description: "nothing is replayed, for no workflow is expected")
        }
        return try await replay(runs, of: client, excluding: [:], changed: [], sample: .max) { _, _ in }
    }

    private func replay(
        _ runs: [RunReference], of client: TemporalClient, excluding excluded: [String: String],
        changed: Set<String>, sample: Int, each: (String, WorkflowHistory) throws -> Void
    ) async throws -> Summary {
        var random = SeededGenerator.fresh()
        var unused = Set(excluded.keys)
        var summary = Summary()
        var waiting = runs
        var seen = Set(waiting)
        waiting.shuffle(using: &random)
        while let run = waiting.popLast() {
            let history = try await WorkflowHistory(of: client.workflow(id: run.id, runID: run.runID))
            let followers = history.followers(of: run.id).filter { seen.insert($0).inserted }
            waiting.append(contentsOf: followers)
            try each(run.id, history)
            // A run that no worker has seen, as of a task queue without one, has nothing to replay.
            guard history.hasBegun, let type = history.workflowType else { continue }
            if excluded[type] != nil {
                unused.remove(type)
                continue
            }
            do {
                let replayer = try replayer(of: type)
                if summary.everywhere < sample {
                    summary.everywhere += 1
                    try await replayer.replayThroughout(history) { starts in
                        Array(starts.shuffled(using: &random).prefix(Replayer.mostPrefixes))
                    }
                    if !changed.contains(type) { try await replayer.replayTaskByTask(history) }
                } else {
                    try await replayer.replay(history)
                }
                summary.whole += 1
            } catch {
                throw Peer.Failure(
                    description: "\(run.id), run \(run.runID), TEST_SEED=\(random.seed): \(error)")
            }
        }
        guard unused.isEmpty else {
            throw Peer.Failure(description: "nothing ran of what is excluded from replay: \(unused.sorted())")
        }
        return summary
    }

    private func replayer(of type: String) throws -> Replayer {
        guard let replayer = replayers.withLock({ $0[type] ?? $0[WorkflowType.dynamicName] }) else {
            throw Peer.Failure(description: "no worker of this test has the workflow type \(type)")
        }
        return replayer
    }
}
