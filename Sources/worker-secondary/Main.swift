// The secondary worker: domain B alone, on its own task queue.

import PubSub
import PubSubDomainB
import WorkerCommand

@main
struct SecondaryWorker: WorkerCommand {
    static let name = "worker-secondary"
    static let abstract = "Runs the pub/sub workflows of domain B."

    func run(_ settings: Settings) async throws {
        try await runWorker(
            workflowPackages: ["pubsub.domain_b"], activityPackages: ["pubsub.domain_b"],
            taskQueue: settings.taskQueueSecondary, settings: settings)
    }
}
