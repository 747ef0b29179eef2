// The producer of domain A: publishes an event by running the dispatcher as its child.

import PubSub
import PubSubCommon
import TemporalWorkflow

@section("pubsub_parts") @used
private let producer: Part = { register(workflow: Producer.self, in: $0) }

/// Publishes an event to everybody who is subscribed to its type.
public actor Producer: Workflow {
    /// A producer before its event.
    public init() {}

    /// Publishes one event and waits until its consumers have been started.
    public func run(_ event: EventDispatchInput) async throws {
        // The dispatcher's id is its own: an event that is published twice at once has two, and both complete.
        try await executeChild(Dispatcher.self, event)
    }
}
