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

    /// Starts `{workflow}-{event_type}-{event_id}` for each subscriber, all side by side.
    ///
    /// A subscriber that was started before, by this event or an earlier attempt, is left alone. One that cannot be started
    /// keeps no other from being started; the activity then fails. It is retried unless no attempt can start what is left.
    public func run(_ event: EventDispatchInput) async throws {
        guard !event.id.isEmpty else {
            throw ApplicationFailure(
                "the event of type \(event.eventType) has an empty id, which is part of its consumers' workflow ids: give it one "
                    + "of its own", type: "EmptyEventID", nonRetryable: true)
        }
        let logger = ActivityContext.current?.logger ?? Logger(label: "pubsub.dispatcher")
        let subscriptions = subscribers.subscribers(of: event.eventType)
        if subscriptions.isEmpty {
            logger.warning("event \(event.id) of type \(event.eventType) has no subscriber")
        }
        var failures: [any Error] = []
        var sentences: [String] = []
        for (subscription, outcome) in zip(subscriptions, await startAll(subscriptions, event)) {
            let id = Self.workflowID(subscription, event)
            do {
                try outcome.get()
                logger.info("started \(id)")
            } catch is WorkflowAlreadyStartedError {
                logger.info("\(id) was started before")
            } catch {
                logger.error("\(id) could not be started: \(error)")
                failures.append(error)
                sentences.append("\(id): \(error)")
            }
        }
        guard failures.isEmpty else {
            throw ApplicationFailure(
                "\(failures.count) of \(subscriptions.count) subscribers could not be started: "
                    + sentences.joined(separator: "; "), type: "SubscribersNotStarted",
                nonRetryable: failures.allSatisfy {
                    $0 is InvalidOptionError || ($0 as? RPCError)?.code == .invalidArgument
                })
        }
    }

    private static func workflowID(_ subscription: Subscription, _ event: EventDispatchInput) -> String {
        "\(subscription.workflow)-\(event.eventType)-\(event.id)"
    }

    /// Starts each subscriber, so that none waits for another; what came of it stands in the order of `subscriptions`.
    private func startAll(
        _ subscriptions: [Subscription], _ event: EventDispatchInput
    ) async -> [Result<Void, any Error>] {
        await withTaskGroup { group in
            for (index, subscription) in subscriptions.enumerated() {
                group.addTask { (index, await start(subscription, event)) }
            }
            var outcomes: [(Int, Result<Void, any Error>)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func start(_ subscription: Subscription, _ event: EventDispatchInput) async -> Result<Void, any Error> {
        var options = StartWorkflowOptions()
        options.idReusePolicy = .rejectDuplicate
        do {
            try await client.startWorkflow(
                subscription.workflow, event.payload, id: Self.workflowID(subscription, event),
                taskQueue: subscription.taskQueue ?? defaultTaskQueue, options: options)
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}
