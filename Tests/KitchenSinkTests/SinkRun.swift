// A run of many random inputs against worker processes, and the proof that nothing was lost: every workflow ends as its client says,
// no workflow task failed but as the server makes it, and every history replays.

import Foundation
import KitchenSink
import Logging
import ReplaySupport
import TemporalCore
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
        return try await replays.replay(of: client, where: "WorkflowId STARTS_WITH '\(prefix)-'").whole
    }

    /// Runs one input to its end.
    private func run(_ id: String, seed: UInt64) async throws {
        var maker = RandomInput(prefix: id, endpoint: endpoint, seed: seed)
        let input = try maker.test()
        let sink = try await client.startWorkflow(
            KitchenSinkWorkflow.self, input.workflowInput, id: id, taskQueue: taskQueue)
        let driver = KitchenSinkDriver(
            client: client, workflowID: id, taskQueue: taskQueue, patience: .seconds(120))
        // What is awaited comes, whatever was set and in whatever order.
        let opening = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(1))
                try await sink.untyped.signal("do_actions_signal", Self.openingSignal)
            }
        }
        defer { opening.cancel() }
        try await driver.perform(input.clientSequence ?? ClientSequence([]))
        opening.cancel()
        _ = await opening.result
        let end = ReturnResultAction(try DataConverter.default.encode(id))
        let ending = Task {
            while !Task.isCancelled {
                try await sink.untyped.signal("do_actions_signal", Self.openingSignal)
                try await sink.untyped.signal("do_actions_signal", Self.signal(Action { $0.returnResult = end }))
                try await Task.sleep(for: .seconds(2))
            }
        }
        defer { ending.cancel() }
        let result = try await Task { try await sink.result() }.value(within: .seconds(240))
        #expect(try DataConverter.default.decode(result, as: String.self) == id)
        let failures = try await sink.untyped.history().events.compactMap { event -> String? in
            guard case .workflowTaskFailed(let failed) = event.attributes, failed.cause != .unhandledCommand else {
                return nil
            }
            return failed.failure?.message ?? "\(failed.cause)"
        }
        #expect(failures.isEmpty, "\(id), input of seed \(seed): \(failures)")
    }

    private static let openingSignal = signal(Action { $0.setWorkflowState = RandomInput.fullState })

    private static func signal(_ action: Action) -> DoSignal.DoSignalActions {
        DoSignal.DoSignalActions { $0.doActions = ActionSet([action]) }
    }
}
