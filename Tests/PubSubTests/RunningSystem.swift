// Both workers as processes, and the stock command line that publishes to them.

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
