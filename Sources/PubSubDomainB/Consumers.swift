// The consumer of domain B, which runs on a task queue and a worker of its own.

import PubSub
import TemporalWorkflow

@section("pubsub_parts") @used
private let consumerB: Part = {
    subscribe(ConsumerB.self, to: "event.a", taskQueue: .secondary, in: $0)
}

/// Processes events of type `event.a`, apart from domain A.
public actor ConsumerB: Workflow {
    /// A consumer before its event.
    public init() {}

    /// Processes one event.
    public func run(_ payload: EventPayload?) async throws {
        logger.info("ConsumerB processes event.a: \(payload?.data ?? [:])")
    }
}
