// What a producer is made with.
import TemporalCore

/// The settings of a ``PulsarProducer``.
public struct PulsarOptions: Sendable {
    /// When messages are gathered into one entry. An entry is sent as soon as one of the bounds is reached. It may hold
    /// messages of several keys, which a `Key_Shared` subscription does not take apart: set ``maxMessages`` to 1 for one.
    public struct Batching: Sendable, Hashable {
        /// The most messages of an entry; 1 switches batching off.
        public var maxMessages = 1_000
        /// The most bytes of an entry, unless its first message alone is larger; never more than the broker takes.
        public var maxBytes = 128 << 10
        /// How long a message waits for company.
        public var maxDelay = Duration.milliseconds(1)

        /// 1,000 messages, 128 KiB, 1 ms.
        public init() {}
    }

    /// Where the cluster is reached.
    public var url: PulsarURL
    /// Where messages go.
    public var topic: PulsarTopic
    /// The producer's name, of which a topic accepts one at a time; nil lets the broker choose. A broker that drops repeats
    /// knows a producer by it.
    public var producerName: String?
    /// Gives the token of the auth method `token`; called for each connection and when the broker asks for a fresh one, on the
    /// producer's own thread, which it must not hold up. Nil: no authentication.
    public var token: (@Sendable () -> String)?
    /// Whom to trust and who we are on `pulsar+ssl` connections; not used on others.
    public var tls = TLSOptions()
    /// How messages are gathered.
    public var batching = Batching()
    /// How many messages may be between ``PulsarProducer/send(_:)`` and their receipt; further ones wait before they are taken in.
    public var maxPendingMessages = 1_000
    /// How many further ones may wait; one more fails at once with ``PulsarError/tooManyWaiting(limit:)``.
    public var maxWaitingMessages = 100_000
    /// How many bytes they may have, metadata included; a larger message is refused.
    public var maxPendingBytes = 16 << 20
    /// How long a message may take from ``PulsarProducer/send(_:)`` to its receipt.
    public var sendTimeout = Duration.seconds(30)
    /// How long the broker has to answer a request, and a connection to be made.
    public var operationTimeout = Duration.seconds(30)
    /// How long a broker may be silent before it is asked for a sign of life, and how long it then has to answer.
    public var keepAliveInterval = Duration.seconds(30)
    /// How long a graceful shutdown waits for the receipts of what was sent.
    public var closeTimeout = Duration.seconds(10)

    /// Settings for a producer of `topic` in the cluster at `url`, with the defaults of the official clients.
    public init(url: PulsarURL, topic: PulsarTopic) {
        self.url = url
        self.topic = topic
    }

    /// How many messages may be on their way to their receipt or wait for it.
    var maxMessages: Int {
        let (sum, isTooLarge) = maxPendingMessages.addingReportingOverflow(maxWaitingMessages)
        return isTooLarge ? .max : sum
    }

    /// How many bytes may wait for a connection's socket: those of all messages under way, with 8 MiB for a frame that is
    /// overdue, for questions about partitions, and for what TLS adds.
    var maxOutputBytes: Int {
        let (sum, isTooLarge) = maxPendingBytes.addingReportingOverflow(8 << 20)
        return isTooLarge ? .max : sum
    }

    /// Throws what is wrong with the numbers.
    func validate() throws(PulsarError) {
        if maxPendingMessages < 1 { throw .invalidOption("maxPendingMessages is \(maxPendingMessages), below 1") }
        if maxWaitingMessages < 0 { throw .invalidOption("maxWaitingMessages is \(maxWaitingMessages), below 0") }
        if maxPendingBytes < 1 { throw .invalidOption("maxPendingBytes is \(maxPendingBytes), below 1") }
        if batching.maxMessages < 1 { throw .invalidOption("batching.maxMessages is \(batching.maxMessages), below 1") }
        if batching.maxBytes < 1 { throw .invalidOption("batching.maxBytes is \(batching.maxBytes), below 1") }
        if batching.maxDelay < .zero { throw .invalidOption("batching.maxDelay is negative") }
        for (name, value) in [
            ("sendTimeout", sendTimeout), ("operationTimeout", operationTimeout),
            ("keepAliveInterval", keepAliveInterval),
        ] where value <= .zero {
            throw .invalidOption("\(name) is not above zero")
        }
        if closeTimeout < .zero { throw .invalidOption("closeTimeout is negative") }
        if producerName?.isEmpty ?? false { throw .invalidOption("producerName is empty; nil lets the broker choose") }
    }
}
