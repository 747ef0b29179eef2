// The primary worker: domain A and what all domains share, on the primary task queue.

import PubSub
import PubSubCommon
import PubSubDomainA
import PubSubDomainB
import WorkerCommand

@main
struct PrimaryWorker: WorkerCommand {
    static let name = "worker"
    static let abstract = "Runs the pub/sub workflows of domain A, the dispatcher and its activity."

    func run(_ settings: Settings) async throws {
        // Domain B is linked for its subscriptions, so that the dispatcher knows of them; it runs on the secondary worker.
        try await runWorker(
            workflowPackages: ["pubsub.domain_a", "pubsub.common"],
            activityPackages: ["pubsub.domain_a", "pubsub.common"], taskQueue: settings.taskQueue, settings: settings)
    }
}
