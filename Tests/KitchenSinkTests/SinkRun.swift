// A run of many random inputs against worker processes, and the proof that nothing was lost: every workflow ends as its client says,
// and is not started again, no workflow task of any run failed but as the server makes it, and every history replays.

import Foundation
import KitchenSink
import Logging
import ReplaySupport
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Batches of random inputs on one task queue.
struct SinkRun: Sendable {
    let server: DevServer
    let client: TemporalClient
    let taskQueue = "sink-\(UUID().uuidString)"
    private let endpoint: String

    init(on server: DevServer) async throws {
        self.server = server
        let queue = taskQueue
        endpoint = queue
        client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]),
            logger: Logger(label: "kitchen-sink", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await server.cli().run([
            "operator", "nexus", "endpoint", "create", "--name", queue, "--target-namespace", "default",
            "--target-task-queue", queue,
        ]).succeeded()
    }

    /// A worker process of this run.
    func worker(cached: Int) async throws -> SinkWorker {
        try await SinkWorker(address: server.address, taskQueue: taskQueue, cached: cached)
    }

    /// Runs `count` inputs at once, checks how each ended, and replays every run; returns how many runs that were.
    func batch(_ number: Int, count: Int, seed: UInt64) async throws -> Int {
        let prefix = "\(taskQueue)-\(number)"
        let replays = RunReplays()
        try replays.register(kitchenSink(client: client))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count {
                let id = "\(prefix)-\(index)"
                let seed = seed &+ UInt64(number) &* 1_000_003 &+ UInt64(index)
                replays.expect(id)
                group.addTask {
                    do {
                        try await run(id, seed: seed)
                    } catch {
                        let history = try? await client.workflow(id: id).history()
                        let last = history?.events.last?.attributes.map { "\($0)".prefix(1_000) } ?? "unknown"
                        throw Peer.Failure(description: "\(id), input of seed \(seed): \(error); last event: \(last)")
                    }
                }
            }
            try await group.waitForAll()
        }
        // By the ids of their workflows, the first runs of all chains.
        var chains: [String: Set<String>] = [:]
        let query = "WorkflowId STARTS_WITH '\(prefix)-'"
        let replayed = try await replays.replay(of: client, where: query) { id, history in
            chains[id, default: []].insert(history.start?.firstExecutionRunID ?? "")
            let failures = Self.taskFailures(in: history)
            guard failures.isEmpty else {
                throw Peer.Failure(
                    description: "workflow tasks of \(id), in batch \(number) of seed \(seed), failed: \(failures)")
            }
        }
        for index in 0..<count {
            // A second one would hide how the first ended.
            let id = "\(prefix)-\(index)"
            #expect(chains[id]?.count == 1, "\(id), in batch \(number) of seed \(seed)")
        }
        return replayed.whole
    }

    /// How workflow tasks failed, but for what the server does by itself: it refuses to end a run to which something new has come, and
    /// gives up the task of a run that it terminates. A task that is lost with its worker does not fail, but times out.
    private static func taskFailures(in history: WorkflowHistory) -> [String] {
        history.events.compactMap { event in
            guard case .workflowTaskFailed(let failed) = event.attributes, failed.cause != .unhandledCommand,
                failed.cause != .forceCloseCommand
            else { return nil }
            return "\(failed.cause): \(failed.failure?.message ?? "no message")"
        }
    }

    /// Runs one input to its end.
    private func run(_ id: String, seed: UInt64) async throws {
        var maker = RandomInput(prefix: id, endpoint: endpoint, seed: seed)
        let input = try maker.test()
        let end = try maker.end(id)
        let driver = KitchenSinkDriver(
            client: client, workflowID: id, taskQueue: taskQueue, patience: .seconds(120), isStrict: true)
        let sink = try await driver.start(input.workflowInput, with: input.withStartAction)
        // What is awaited comes, whatever was set and in whatever order.
        let opening = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                await Self.send(Self.openingSignal, to: sink)
            }
        }
        defer { opening.cancel() }
        try await driver.perform(input.clientSequence ?? ClientSequence([]))
        opening.cancel()
        await opening.value
        let ending = Task {
            while !Task.isCancelled {
                await Self.send(Self.openingSignal, to: sink)
                await Self.send(Self.signal(end), to: sink)
                try? await Task.sleep(for: .seconds(2))
            }
        }
        defer { ending.cancel() }
        #expect(try await Self.outcome(of: sink, asTold: end) == id)
    }

    /// Sends a signal that comes again anyway, until the workflow has ended.
    private static func send(
        _ signal: DoSignal.DoSignalActions, to sink: TypedWorkflowHandle<KitchenSinkWorkflow>
    ) async {
        try? await sink.untyped.signal("do_actions_signal", signal)
    }

    /// The result of `sink`, or the message of its failure where that is what `end` told.
    private static func outcome(
        of sink: TypedWorkflowHandle<KitchenSinkWorkflow>, asTold end: Action
    ) async throws -> String? {
        do {
            let result = try await Task { try await sink.result() }.value(within: .seconds(240))
            guard end.returnError == nil else { return nil }
            return try DataConverter.default.decode(result, as: String.self)
        } catch let error as WorkflowFailedError where end.returnError != nil {
            return (error.cause as? ApplicationFailure)?.message
        }
    }

    private static let openingSignal = signal(Action { $0.setWorkflowState = RandomInput.fullState })

    private static func signal(_ action: Action) -> DoSignal.DoSignalActions {
        DoSignal.DoSignalActions { $0.doActions = ActionSet([action]) }
    }
}
