// The registry logger: a workflow that logs what the worker that runs it has registered, and returns it.

import Logging
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// What a pub/sub worker has registered.
public struct RegistryListing: Codable, Sendable, Hashable {
    /// The discovered workflows, with the package each comes from.
    public var workflows: [String]
    /// The discovered activities, with the package each comes from.
    public var activities: [String]
    /// The subscriptions: event type, workflow and task queue.
    public var subscriptions: [Subscription]
}

/// Logs the registry of the worker that runs it, and returns it.
public actor RegistryLogger: Workflow {
    /// A logger before it runs.
    public init() {}

    /// Logs and returns the registry.
    public func run() async throws -> RegistryListing {
        try await execute(ListRegistry.self, startToClose: .seconds(10))
    }
}

/// Reads the registry, which differs from worker to worker and so is no business of workflow code.
struct ListRegistry: Activity {
    let listing: RegistryListing

    func run() async throws -> RegistryListing {
        let logger = ActivityContext.current?.logger ?? Logger(label: "pubsub.registry")
        for workflow in listing.workflows { logger.info("workflow \(workflow)") }
        for activity in listing.activities { logger.info("activity \(activity)") }
        for subscription in listing.subscriptions {
            logger.info(
                "\(subscription.eventType) → \(subscription.workflow) on \(subscription.taskQueue ?? "the default queue")"
            )
        }
        return listing
    }
}
