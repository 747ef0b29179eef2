// What both workers do: find what their packages declare, say so, and run it.

import Logging
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import WorkerHost

/// A worker with everything that some packages declare.
public struct PubSubSystem: HostedSystem {
    private let workflowPackages: [String]
    private let activityPackages: [String]
    private let taskQueue: String
    private let taskQueueSecondary: String
    private let shutdownTimeout: Duration

    /// A worker.
    ///
    /// - Parameters:
    ///   - workflowPackages: the packages whose workflows run, such as `pubsub.domain_a`.
    ///   - activityPackages: the packages whose activities run.
    ///   - taskQueue: the worker's task queue.
    ///   - settings: the names of both task queues.
    ///   - shutdownTimeout: how long what runs may take to end.
    public init(
        workflowPackages: [String], activityPackages: [String], taskQueue: String, settings: Settings,
        shutdownTimeout: Duration
    ) {
        self.workflowPackages = workflowPackages
        self.activityPackages = activityPackages
        self.taskQueue = taskQueue
        taskQueueSecondary = settings.taskQueueSecondary
        self.shutdownTimeout = shutdownTimeout
    }

    /// Every workflow that the packages linked into this executable declare, for a replayer.
    @RegistrationBuilder public static var workflows: [Registration] {
        Catalog.discover(taskQueueSecondary: "").workflows.map(\.registering)
        RegistryLogger.self
    }

    /// The worker.
    ///
    /// - Throws: `RegistrationError` where two declarations have one name.
    public func services(client: TemporalClient, logger: Logger) throws -> HostedServices {
        logger.info(
            "Worker loading from packages: workflows=\(quoted(workflowPackages)), activities=\(quoted(activityPackages))"
        )
        logger.info("Worker task queue: \(taskQueue)")
        let catalog = Catalog.discover(taskQueueSecondary: taskQueueSecondary)
        let workflows = catalog.workflows.filter { $0.isIn(workflowPackages) }
        let activities = catalog.activities.filter { $0.isIn(activityPackages) }
        list("workflow(s)", workflows, logger)
        list("activity/activities", activities, logger)
        for mistake in unreachable(workflows, catalog.subscriptions, taskQueue) { logger.warning("\(mistake)") }
        let subscribers = SubscriberRegistry(catalog.subscriptions)
        let dependencies = Dependencies(client: client, subscribers: subscribers, defaultTaskQueue: taskQueue)
        var options = WorkerOptions()
        options.shutdownTimeout = shutdownTimeout
        let worker = try Worker(client: client, taskQueue: taskQueue, options: options, logger: logger) {
            workflows.map(\.registering)
            activities.map { $0.registering(dependencies) }
            RegistryLogger.self
            ListRegistry(
                listing: RegistryListing(
                    workflows: workflows.map(\.description), activities: activities.map(\.description),
                    subscriptions: subscribers.subscriptions))
        }
        return HostedServices(services: [HostedService("worker of \(taskQueue)", worker, logger: logger)])
    }
}

/// Those of a worker's workflows that are started on another task queue than the one it polls.
func unreachable(_ workflows: [Discovered<Registration>], _ subscriptions: [Subscription], _ taskQueue: String)
    -> [String]
{
    let hosted = Set(workflows.map(\.name))
    return subscriptions.compactMap { subscription in
        guard let queue = subscription.taskQueue, queue != taskQueue, hosted.contains(subscription.workflow) else {
            return nil
        }
        return
            "\(subscription.workflow) consumes \(subscription.eventType) on task queue \(queue), which this worker does not "
            + "poll: it runs only if another worker does"
    }
}

private func list<Registering>(_ kind: String, _ found: [Discovered<Registering>], _ logger: Logger) {
    logger.info("Found \(found.count) \(kind):")
    for item in found { logger.info("  - \(item)") }
}

private func quoted(_ names: [String]) -> String {
    "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]"
}

extension Discovered: CustomStringConvertible {
    /// The name and the place, such as `ConsumerA (from pubsub.domain_a.consumers)`.
    var description: String { "\(name) (from \(module))" }
}
