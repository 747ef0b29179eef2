// Partition: the producer of one partition (or of a topic that has none), and where it stands:
//
//   resting ─► looking ─► creating ─► ready ─► closing ─► closed
//      ▲          │           │         │
//      └──────────┴───────────┴─────────┘   whatever goes wrong: a pause, then everything again
import TemporalCore

struct Partition {
    enum State: Equatable {
        /// Nothing is under way until then.
        case resting(until: ContinuousClock.Instant)
        /// A broker is asked who serves the topic; `request` is nil until the connection is ready.
        case looking(LinkID, Request?, authoritative: Bool, redirects: Int)
        /// The broker is asked to make the producer; `request` is nil until the connection is ready.
        case creating(LinkID, Request?)
        case ready(LinkID, since: ContinuousClock.Instant)
        /// The broker is asked to close the producer.
        case closing(LinkID, Request)
        case closed
    }

    /// A question to a broker, and how long it has for its answer.
    struct Request: Equatable {
        var id: UInt64
        var deadline: ContinuousClock.Instant
    }

    /// The producer's id on every connection.
    let id: UInt64
    let topic: PulsarTopic
    var state: State
    var queue: SendQueue
    /// The name that the broker knows the producer by; the broker gives one where the options have none.
    var name: String?
    /// How often the broker was asked to make the producer.
    var epoch: UInt64 = 0
    /// The proxy, where the last lookup said that the broker is behind one.
    var proxy: Target?
    /// Where a broker that gave the topic away said it went.
    var assigned: Target?
    var backoff = Backoff(initial: .milliseconds(100), factor: 2, cap: .seconds(10))

    init(
        id: UInt64, topic: PulsarTopic, partition: Int32, batching: PulsarOptions.Batching, name: String?,
        now: ContinuousClock.Instant
    ) {
        self.id = id
        self.topic = topic
        self.name = name
        queue = SendQueue(partition: partition, batching: batching)
        state = .resting(until: now)
    }

    /// The connection that the state depends on.
    var link: LinkID? {
        switch state {
        case .looking(let link, _, _, _), .creating(let link, _), .ready(let link, _), .closing(let link, _): link
        case .resting, .closed: nil
        }
    }

    /// The question that is open.
    var request: Request? {
        switch state {
        case .looking(_, let request, _, _), .creating(_, let request): request
        case .closing(_, let request): request
        case .resting, .ready, .closed: nil
        }
    }

    var isReady: Bool { if case .ready = state { true } else { false } }
    var isClosed: Bool { state == .closed }
}
