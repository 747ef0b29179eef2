// The secondary worker: domain B alone, on its own task queue.

import ArgumentParser
import Logging
import PubSub
import PubSubDomainB
import WorkerCommand
import WorkerHost

@main
struct SecondaryWorker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker-secondary", abstract: "Runs the pub/sub workflows of domain B.",
        discussion: """
            \(WorkerHelp.beginning)

            \(WorkerHelp.connection)
              TEMPORAL_TASK_QUEUE            the primary task queue (default pubsub-task-queue)
              TEMPORAL_TASK_QUEUE_SECONDARY  the secondary task queue (default pubsub-task-queue-secondary)

            \(WorkerHelp.end)
            """)

    func run() async throws {
        let (process, settings) = try readSettings { (HostSettings(&$0), Settings(&$0)) }
        LoggingSystem.bootstrap(StreamLogHandler.standardOutput)
        var logger = Logger(label: "pubsub")
        logger.logLevel = process.logLevel
        let system = PubSubSystem(
            workflowPackages: ["pubsub.domain_b"], activityPackages: ["pubsub.domain_b"],
            taskQueue: settings.taskQueueSecondary, settings: settings,
            shutdownTimeout: process.shutdownTimeout)
        try await host([system], settings: process, logger: logger)
    }
}
