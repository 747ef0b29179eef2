// The two worker executables as processes, and the stock command line that publishes to them.

import Foundation
import Logging
import PubSub
import PubSubCommon
import PubSubDomainA
import PubSubDomainB
import ReplaySupport
import TemporalCore
import TemporalWorker
import TestSupport
import Testing

/// A running `worker` or `worker-secondary`, in a folder of its own, whose output is in a file.
final class WorkerExecutable: Sendable {
    let peer: Peer
    private let file: URL

    /// Starts the executable `name`; `dotEnv` is the text of the `.env` file in its folder.
    init(_ name: String, environment: [String: String] = [:], dotEnv: String? = nil) throws {
        file = try Repository.scratchFile(name)
        let folder = file.appendingPathExtension("folder")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let dotEnv { try Data(dotEnv.utf8).write(to: folder.appendingPathComponent(".env")) }
        peer = try Peer(
            [
                "sh", "-c", #"cd "$1" && exec "$2" >"$3" 2>&1"#, "sh", folder.path, Repository.executable(name),
                file.path,
            ], environment: environment)
    }

    /// What it has written.
    var log: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

    /// Waits until it has written `text`.
    func says(_ text: String) async throws {
        do {
            try await eventually { log.contains(text) || !peer.isRunning }
        } catch {}
        #expect(log.contains(text))
    }

    /// Sends SIGTERM and returns the exit status.
    func stop() async throws -> Int32 {
        peer.send(signal: SIGTERM)
        return try await peer.exit(within: .seconds(40))
    }

    /// The messages of its log, without times, levels and labels.
    var messages: [String] {
        log.split(separator: "\n").map { line in
            guard let end = line.range(of: "] ") else { return String(line) }
            return String(line[end.upperBound...])
        }
    }
}

/// Both workers in a namespace of their own on the shared server.
struct System {
    let cli: TemporalCLI
    let primary: WorkerExecutable
    let secondary: WorkerExecutable

    static func start() async throws -> System {
        let server = try await DevServer.shared
        let namespace = "pubsub-\(UUID().uuidString)"
        try await server.cli().createNamespace(namespace)
        let environment = ["TEMPORAL_ADDRESS": server.address, "TEMPORAL_NAMESPACE": namespace]
        let system = System(
            cli: server.cli(namespace: namespace),
            primary: try WorkerExecutable("worker", environment: environment),
            secondary: try WorkerExecutable("worker-secondary", environment: environment))
        try await system.primary.says("Worker started on task queue: pubsub-task-queue")
        try await system.secondary.says("Worker started on task queue: pubsub-task-queue-secondary")
        return system
    }

    /// Runs the producer with an event and returns its status.
    func publish(_ eventType: String, id: String, producer: String = UUID().uuidString) async throws -> String {
        let event = #"{"id":"\#(id)","event_type":"\#(eventType)","payload":{"data":{"n":[1,{"deep":null}]}}}"#
        try await cli.start("Producer", id: producer, taskQueue: "pubsub-task-queue", inputs: [event])
        return try await cli.closed(producer)
    }

    /// Waits for a workflow to be there and to end; returns its status and its task queue.
    func outcome(_ workflowID: String) async throws -> [String?] {
        try await eventually { try await cli.run(["workflow", "describe", "--workflow-id", workflowID]).status == 0 }
        let status = try await cli.closed(workflowID)
        return [status, try await cli.workflow("describe", workflowID).text(at: "executionConfig.taskQueue.name")]
    }

    /// Stops both, which must exit with 0, and replays all that ran in their namespace.
    func stop() async throws {
        for worker in [primary, secondary] {
            let status = try await worker.stop()
            #expect(status == 0, "\(worker.log.suffix(20_000))")
        }
        let client = TemporalClient(
            try ConnectionOptions(environment: [
                "TEMPORAL_ADDRESS": cli.address, "TEMPORAL_NAMESPACE": cli.namespace,
            ]), logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() })
        let replays = RunReplays()
        try replays.register(Self.workflows)
        try await replays.replay(of: client, where: "")
        await client.close()
    }

    /// Every workflow of both workers.
    static let workflows: [Registration] = [
        .workflow(ConsumerA.self), .workflow(ConsumerB.self), .workflow(ConsumerC.self), .workflow(Dispatcher.self),
        .workflow(Producer.self), .workflow(RegistryLogger.self),
    ]
}
