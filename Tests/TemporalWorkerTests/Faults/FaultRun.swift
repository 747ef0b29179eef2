// A fault run: many workflows on a worker process, something that breaks in the middle, and the proof that nothing was lost.
// The test talks to the server itself and never through what it breaks.

import FaultWorkflows
import Foundation
import Logging
import ReplaySupport
import Synchronization
import TemporalCore
import TemporalWorkflow
import TestSupport
import Testing

/// Many runs of `Mixed` (`Tests/FaultWorkflows`) and the worker process that executes them.
final class FaultRun: Sendable {
    /// 20 in an ordinary test run, 200 in `make test-faults`.
    static let count = TestScale.pick(short: 20, long: 200)

    /// How many runs, children among them, are replayed up to each of their workflow tasks; the others only whole.
    private static let replayedEverywhere = 40

    let name: String
    let taskQueue: String
    let client: TemporalClient
    private let workerAddress: String
    private let worker: Mutex<Peer>
    private let handles = Mutex<[WorkflowHandle]>([])
    private let finished = Atomic(0)

    /// Starts the worker; it connects to `workerAddress`, a proxy or the server itself.
    init(_ name: String, server: DevServer, workerAddress: String? = nil) throws {
        self.name = name
        taskQueue = "faults-\(UUID().uuidString)"
        client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]),
            logger: Logger(label: "faults", factory: { _ in SwiftLogNoOpLogHandler() }))
        self.workerAddress = workerAddress ?? server.address
        worker = Mutex(try Self.launch(self.workerAddress, taskQueue))
    }

    private static func launch(_ address: String, _ taskQueue: String) throws -> Peer {
        try Peer(
            [Repository.executable("fault-worker")],
            environment: [
                "TEMPORAL_ADDRESS": address, "TEMPORAL_TASK_QUEUE": taskQueue,
                "TMPDIR": try Repository.scratch.get().path,
            ])
    }

    /// Kills the worker with SIGKILL and starts another.
    func killWorker() async throws {
        let old = worker.withLock { $0 }
        old.kill()
        _ = try await old.exit()
        let new = try Self.launch(workerAddress, taskQueue)
        worker.withLock { $0 = new }
    }

    /// Starts all workflows, lets `breakThings` do so while they run, and checks that every one of them completes with every
    /// result of its activities, that no task failed for nondeterminism, and that the worker still ends as it should.
    func survive(
        within limit: Duration = TestScale.pick(short: .seconds(240), long: .seconds(900)),
        _ breakThings: @Sendable (FaultRun) async throws -> Void
    ) async throws {
        for number in 0..<Self.count {
            let handle = try await client.startWorkflow(
                "Mixed", number, id: "\(taskQueue)-\(number)", taskQueue: taskQueue)
            handles.withLock { $0.append(handle) }
        }
        say("\(Self.count) workflows started")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.checkResults() }
            group.addTask {
                // The watch ends with an error, or is canceled when all is done.
                try await Task.sleep(for: limit)
                throw Peer.Failure(
                    description: "\(self.name): only \(self.done) of \(Self.count) ended within \(limit)")
            }
            try await breakThings(self)
            #expect(worker.withLock { $0.isRunning }, "the worker process has ended by itself")
            try await group.next()
            group.cancelAll()
        }
        say("all \(Self.count) completed with every result; reading their histories")
        try await checkHistories()
        try await replay()
        let last = worker.withLock { $0 }
        last.send(signal: SIGTERM)
        #expect(try await last.exit(within: .seconds(60)) == 0, "the worker does not stop cleanly after the faults")
        await client.close()
    }

    /// How many workflows have ended.
    var done: Int { finished.load(ordering: .relaxed) }

    /// Says how far the run is.
    func say(_ what: String) { Self.say("\(name): \(what) (\(done) of \(Self.count) done)") }

    /// Writes a line at once, wherever the output goes.
    static func say(_ line: String) { FileHandle.standardError.write(Data("    \(line)\n".utf8)) }

    private func checkResults() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, handle) in handles.withLock({ $0 }).enumerated() {
                group.addTask {
                    let squares = try await handle.result(as: [Int].self)
                    #expect(squares == (number..<number + 8).map { $0 * $0 }, "workflow \(number)")
                    self.finished.add(1, ordering: .relaxed)
                }
            }
            try await group.waitForAll()
        }
    }

    private func replay() async throws {
        let replays = RunReplays()
        try replays.register(faultWorkflows)
        for handle in handles.withLock({ $0 }) {
            replays.expect(handle.id)
            replays.expect("\(handle.id)-part")
        }
        let replayed = try await replays.replay(
            of: client, where: "TaskQueue = '\(taskQueue)'", sample: Self.replayedEverywhere)
        #expect(replayed.whole >= 2 * Self.count)
        #expect(replayed.everywhere == Self.replayedEverywhere)
        say("replayed \(replayed.whole) runs, \(replayed.everywhere) of them up to every workflow task")
    }

    private func checkHistories() async throws {
        for handle in handles.withLock({ $0 }) {
            let child = client.workflow(id: "\(handle.id)-part")
            for handle in [handle, child] {
                let failures = try await handle.history().events.compactMap { event in
                    if case .workflowTaskFailed(let failed) = event.attributes { failed } else { nil }
                }
                #expect(failures.isEmpty, "\(handle.id): \(failures.map { $0.failure?.message ?? "\($0.cause)" })")
            }
        }
    }
}
