// What both workers do: find what their packages declare, say so, and run it until they are told to stop.

import Glibc
import Logging
import ServiceLifecycle
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import UnixSignals

/// Runs a worker with everything that the packages declare, until SIGTERM or SIGINT; a second of them ends the process at
/// once.
///
/// - Parameters:
///   - workflowPackages: the packages whose workflows run, such as `pubsub.domain_a`.
///   - activityPackages: the packages whose activities run.
///   - taskQueue: the worker's task queue.
///   - settings: how to reach the server.
/// - Throws: what keeps the worker from starting, or ended it.
public func runWorker(
    workflowPackages: [String], activityPackages: [String], taskQueue: String, settings: Settings
) async throws {
    // First of all, so that no signal comes too early to be heard.
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    var logger = Logger(label: "pubsub")
    logger.logLevel = settings.logLevel
    logger.info(
        "Worker loading from packages: workflows=\(quoted(workflowPackages)), activities=\(quoted(activityPackages))")
    logger.info("Worker task queue: \(taskQueue)")
    let catalog = Catalog.discover(taskQueueSecondary: settings.taskQueueSecondary)
    let workflows = catalog.workflows.filter { $0.isIn(workflowPackages) }
    let activities = catalog.activities.filter { $0.isIn(activityPackages) }
    list("workflow(s)", workflows, logger)
    list("activity/activities", activities, logger)
    for mistake in unreachable(workflows, catalog.subscriptions, taskQueue) { logger.warning("\(mistake)") }

    let client = TemporalClient(settings.connection, logger: logger)
    let subscribers = SubscriberRegistry(catalog.subscriptions)
    let dependencies = Dependencies(client: client, subscribers: subscribers, defaultTaskQueue: taskQueue)
    let worker = try Worker(client: client, taskQueue: taskQueue, logger: logger) {
        workflows.map { $0.register(dependencies) }
        activities.map { $0.register(dependencies) }
        RegistryLogger.self
        ListRegistry(
            listing: RegistryListing(
                workflows: workflows.map(\.description), activities: activities.map(\.description),
                subscriptions: subscribers.subscriptions))
    }
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [.init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)],
            logger: logger))
    let stopping = Task { await stop(group, on: signals, logger) }
    defer { stopping.cancel() }
    do {
        try await group.run()
    } catch {
        await client.close()
        throw error
    }
    await client.close()
}

/// The first signal stops the group gracefully, the second ends the process with the status that a signal has in a shell.
private func stop(_ group: ServiceGroup, on signals: UnixSignalsSequence, _ logger: Logger) async {
    var isStopping = false
    for await signal in signals {
        if isStopping {
            logger.warning("a second signal: the worker ends at once, and what it ran is tried again elsewhere")
            _exit(128 + signal.rawValue)
        }
        isStopping = true
        await group.triggerGracefulShutdown()
    }
}

/// Those of a worker's workflows that are started on another task queue than the one it polls.
func unreachable(_ workflows: [Discovered], _ subscriptions: [Subscription], _ taskQueue: String) -> [String] {
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

private func list(_ kind: String, _ found: [Discovered], _ logger: Logger) {
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
