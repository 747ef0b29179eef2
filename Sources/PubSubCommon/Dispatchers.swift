// The dispatcher: a workflow that coordinates, and an activity that starts a workflow for each subscriber of an event.

import Logging
import PubSub
import TemporalCore
import TemporalWorker
import TemporalWorkflow

@section("pubsub_parts") @used
private let dispatcher: Part = { register(workflow: Dispatcher.self, in: $0) }

@section("pubsub_parts") @used
private let dispatcherActivity: Part = {
    register(activity: DispatcherActivity.self, in: $0) { dependencies in
        DispatcherActivity(
            client: dependencies.client, subscribers: dependencies.subscribers,
            defaultTaskQueue: dependencies.defaultTaskQueue)
    }
}

/// Starts the consumers of one event.
public actor Dispatcher: Workflow {
    /// A dispatcher before its event.
    public init() {}

    /// Dispatches one event and waits until its consumers have been started.
    public func run(_ event: EventDispatchInput) async throws {
        try await execute(DispatcherActivity.self, event, startToClose: .seconds(30))
    }
}

/// Starts a workflow for each subscriber of an event.
public struct DispatcherActivity: Activity {
    let client: TemporalClient
    let subscribers: SubscriberRegistry
    let defaultTaskQueue: String

    /// A dispatcher that starts the workflows of `subscribers` through `client`.
    public init(client: TemporalClient, subscribers: SubscriberRegistry, defaultTaskQueue: String) {
        self.client = client
        self.subscribers = subscribers
        self.defaultTaskQueue = defaultTaskQueue
    }

    /// Starts `{workflow}-{event_type}-{event_id}` for each subscriber.
    ///
    /// A subscriber that was started before, by this event or an earlier attempt, is left alone. One that cannot be started
    /// keeps no other from being started; the activity then fails and is retried.
    public func run(_ event: EventDispatchInput) async throws {
        let logger = ActivityContext.current?.logger ?? Logger(label: "pubsub.dispatcher")
        let subscriptions = subscribers.subscribers(of: event.eventType)
        if subscriptions.isEmpty {
            logger.warning("event \(event.id) of type \(event.eventType) has no subscriber")
        }
        var options = StartWorkflowOptions()
        options.idReusePolicy = .rejectDuplicate
        var failures: [String] = []
        for subscription in subscriptions {
            let id = "\(subscription.workflow)-\(event.eventType)-\(event.id)"
            do {
                try await client.startWorkflow(
                    subscription.workflow, event.payload, id: id,
                    taskQueue: subscription.taskQueue ?? defaultTaskQueue, options: options)
                logger.info("started \(id)")
            } catch let error as RPCError where error.code == .alreadyExists {
                logger.info("\(id) was started before")
            } catch {
                logger.error("\(id) could not be started: \(error)")
                failures.append("\(id): \(error)")
            }
        }
        if !failures.isEmpty {
            throw ApplicationFailure(
                "\(failures.count) of \(subscriptions.count) subscribers could not be started: "
                    + failures.joined(separator: "; "), type: "SubscribersNotStarted")
        }
    }
}
