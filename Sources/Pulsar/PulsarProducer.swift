// PulsarProducer: sends messages to one topic of an Apache Pulsar cluster. It finds the broker, connects, batches, and after
// any failure begins again without losing what it has taken in. All of its I/O runs on one thread of its own (`ProducerLoop`).
import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import TemporalCore

/// A producer of one topic.
///
/// ```swift
/// let options = PulsarOptions(
///     url: try PulsarURL("pulsar://localhost:6650"), topic: try PulsarTopic("persistent://public/default/orders"))
/// let producer = try PulsarProducer(options, logger: logger)
/// let group = ServiceGroup(services: [producer], logger: logger)   // runs it
/// let id = try await producer.send(PulsarMessage(Bytes(utf8: "hello"), key: "order-7"))
/// ```
///
/// A message is confirmed when the broker has stored it. Between `send` and that, any failure (a broker that moves or dies, a cut
/// connection, a checksum that does not fit) makes the producer look the topic up again and send again what was not
/// confirmed, in order; so a message may be stored twice, unless the broker drops repeats. Messages of one key keep the
/// order in which `send` was called. Partitions are counted when the producer begins to work, and keep their number.
public final class PulsarProducer: Service, Sendable {
    private let options: PulsarOptions
    private let shared = ProducerShared()
    private let lastTicket = Atomic<UInt64>(0)
    private let hasRun = Atomic(false)

    /// A producer with these settings. It connects when it is run or has something to send. Throws
    /// ``PulsarError/invalidOption(_:)`` or ``PulsarError/system(_:)``.
    public init(_ options: PulsarOptions, logger: Logger) throws(PulsarError) {
        try options.validate()
        self.options = options
        let failure = SystemThread.start("pulsar-wire") { [shared] in
            var loop = ProducerLoop(options, shared: shared, logger: logger)
            loop.run()
        }
        if failure != 0 { throw .system("no thread could be started: \(SocketError(code: failure))") }
    }

    // Who sends holds the producer, so nothing is under way here.
    deinit { _ = shared.mailbox.post(.close(within: .zero)) }

    /// Whether every partition is connected and takes messages at once. `send` waits where it is not.
    public var isConnected: Bool { shared.isConnected.load(ordering: .relaxed) }

    /// Stays connected until graceful shutdown, which waits ``PulsarOptions/closeTimeout`` for the receipts of what was sent and
    /// then closes the producer; or until the task is cancelled, which does not wait.
    ///
    /// A broker that refuses the producer (its credentials, the topic, its schema) is asked again until it does not, each reason is
    /// logged once, and messages fail with it when their time is up. Throws ``PulsarError/refused(_:message:)`` only where the topic
    /// will never take a message again: it was terminated, or another producer has taken it for itself. All messages then fail
    /// with the same error.
    public func run() async throws {
        guard !hasRun.exchange(true, ordering: .relaxed) else { throw PulsarError.alreadyRan }
        _ = shared.mailbox.post(.begin)
        let error = await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await shared.ended.wait()
            } onGracefulShutdown: { [shared, options] in
                _ = shared.mailbox.post(.close(within: options.closeTimeout))
            }
        } onCancel: {
            _ = shared.mailbox.post(.close(within: .zero))
        }
        if let error { throw error }
    }

    /// Sends `message` and returns where the broker stored it.
    ///
    /// Waits while ``PulsarOptions/maxPendingMessages`` or ``PulsarOptions/maxPendingBytes`` are under way, and for the receipt;
    /// at most ``PulsarOptions/sendTimeout``. Where ``PulsarOptions/maxWaitingMessages`` wait already it fails at once. Calls are
    /// served in the order they are made; whoever needs more than one message under way calls from several tasks. A cancelled task
    /// takes back a message that was not sent.
    nonisolated(nonsending) public func send(_ message: PulsarMessage) async throws(PulsarError) -> PulsarMessageID {
        try await receipt(of: submit(message)).get()
    }

    /// Sends `messages` in their order, all of them under way at once as far as the bounds allow, and returns what became of each.
    /// Where one fails, those after it may have been stored.
    nonisolated(nonsending) public func send(
        inOrder messages: [PulsarMessage]
    ) async -> [Result<PulsarMessageID, PulsarError>] {
        let submitted = messages.map { submit($0) }
        var results: [Result<PulsarMessageID, PulsarError>] = []
        for message in submitted { results.append(await receipt(of: message)) }
        return results
    }

    private func submit(_ message: PulsarMessage) -> (ticket: UInt64, delivery: Delivery) {
        let delivery = Delivery()
        let now = ContinuousClock.now
        let ticket = lastTicket.add(1, ordering: .relaxed).newValue
        let outgoing = Outgoing(
            ticket: ticket, message: message, publishTime: Self.milliseconds(), arrival: now,
            deadline: now + options.sendTimeout, cost: message.cost)
        // What cannot be taken in need not be posted; a thread that lags behind is not to be flooded either.
        if !shared.mailbox.post(.submit(outgoing, delivery), limit: max(options.maxMessages, 1_000)) {
            let hasEnded = shared.hasEnded.load(ordering: .acquiring)
            let limit = options.maxWaitingMessages
            delivery.answer.give(.failure(hasEnded ? .closed(wasSent: false) : .tooManyWaiting(limit: limit)))
        }
        return (ticket, delivery)
    }

    nonisolated(nonsending) private func receipt(
        of message: (ticket: UInt64, delivery: Delivery)
    ) async -> Result<PulsarMessageID, PulsarError> {
        await withTaskCancellationHandler {
            await message.delivery.answer.wait()
        } onCancel: {
            message.delivery.isCancelled.store(true, ordering: .releasing)
            _ = shared.mailbox.post(.cancel(message.ticket))
        }
    }

    /// Milliseconds since 1970, by this machine's clock.
    private static func milliseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(clamping: time.tv_sec) * 1000 + UInt64(clamping: time.tv_nsec / 1_000_000)
    }
}
