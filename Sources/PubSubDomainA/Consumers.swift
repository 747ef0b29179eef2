// The consumers of domain A. A new one is a new file like this: nothing else has to know of it.

import PubSub
import TemporalWorkflow

@section("pubsub_parts") @used
private let consumerA: Part = { subscribe(ConsumerA.self, to: "event.a", in: $0) }

@section("pubsub_parts") @used
private let consumerC: Part = { subscribe(ConsumerC.self, to: "event.b", in: $0) }

/// Processes events of type `event.a`.
public actor ConsumerA: Workflow {
    /// A consumer before its event.
    public init() {}

    /// Processes one event.
    public func run(_ payload: EventPayload?) async throws {
        logger.info("ConsumerA processes event.a: \(payload?.data ?? [:])")
    }
}

/// Processes events of type `event.b`.
public actor ConsumerC: Workflow {
    /// A consumer before its event.
    public init() {}

    /// Processes one event.
    public func run(_ payload: EventPayload?) async throws {
        logger.info("ConsumerC processes event.b: \(payload?.data ?? [:])")
    }
}
