// Who is subscribed to what.

/// A workflow that consumes the events of one type.
public struct Subscription: Sendable, Hashable, Codable {
    /// The type of the events.
    public let eventType: String
    /// The name of the consuming workflow's type.
    public let workflow: String
    /// The task queue that it runs on; nil is the dispatching worker's own.
    public let taskQueue: String?

    /// The subscription of `workflow` to `eventType`.
    public init(eventType: String, workflow: String, taskQueue: String? = nil) {
        self.eventType = eventType
        self.workflow = workflow
        self.taskQueue = taskQueue
    }
}

/// The subscriptions by event type, each once, in the order in which they were declared.
public struct SubscriberRegistry: Sendable {
    /// All subscriptions, in order.
    public let subscriptions: [Subscription]

    /// A registry of `subscriptions`; of equal ones the first counts.
    public init(_ subscriptions: [Subscription]) {
        var seen: Set<Subscription> = []
        self.subscriptions = subscriptions.filter { seen.insert($0).inserted }
    }

    /// Who consumes events of type `eventType`.
    public func subscribers(of eventType: String) -> [Subscription] {
        subscriptions.filter { $0.eventType == eventType }
    }
}
