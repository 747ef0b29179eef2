// ProducerLoop: the thread of a producer. One round: read the mailbox, let the machine decide, do what it says, sleep in
// `poll`, take in what came. Nothing here blocks but `poll`, and it decides nothing.
import Glibc
import Logging
import Synchronization
import TemporalCore

/// A message that somebody sends, seen from both threads.
final class Delivery: Sendable {
    let answer = Answer<Result<PulsarMessageID, PulsarError>>()
    /// Set before the loop is told; so a message that is not known yet when it is told finds the mark.
    let isCancelled = Atomic(false)
}

/// What other threads tell the loop.
enum ProducerEvent: Sendable {
    case begin
    case submit(Outgoing, Delivery)
    case cancel(UInt64)
    case resolved(Target, Result<[Address], ConnectionFailure>)
    case close(within: Duration)
}

/// What a producer and its loop have in common.
final class ProducerShared: Sendable {
    let mailbox = Mailbox<ProducerEvent>()
    let isConnected = Atomic(false)
    /// Set before the mailbox is shut; so whoever finds it shut knows why.
    let hasEnded = Atomic(false)
    /// How the producer ended.
    let ended = Answer<PulsarError?>()

    /// No one reads the mailbox any more: whoever waits for an answer gets one.
    func end(_ error: PulsarError?) {
        isConnected.store(false, ordering: .relaxed)
        hasEnded.store(true, ordering: .releasing)
        for event in mailbox.shut() {
            if case .submit(_, let delivery) = event {
                delivery.answer.give(.failure(error ?? .closed(wasSent: false)))
            }
        }
        ended.give(error)
    }
}

struct ProducerLoop: ~Copyable {
    private var machine: ProducerMachine
    private let tls: TLSOptions?
    private let maxOutput: Int
    private let shared: ProducerShared
    private let logger: Logger
    private var links: [LinkID: Link] = [:]
    /// Which links wait for the addresses of a host; a look-up cannot be broken off and serves whoever wants it by then.
    private var lookups: [Target: Set<LinkID>] = [:]
    private var deliveries: [UInt64: Delivery] = [:]
    private var events: [ProducerEvent] = []
    private var descriptors: [pollfd] = []
    private var places: [(link: LinkID, range: Range<Int>)] = []
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    init(_ options: PulsarOptions, shared: ProducerShared, logger: Logger) {
        machine = ProducerMachine(options, now: .now)
        tls = options.url.isSecure ? options.tls : nil
        maxOutput = options.maxOutputBytes
        self.shared = shared
        self.logger = logger
    }

    deinit { buffer.deallocate() }

    /// Runs until the producer has ended.
    mutating func run() {
        guard shared.mailbox.descriptor >= 0 else { return shared.end(.system("no eventfd could be made")) }
        while true {
            readMailbox()
            let now = ContinuousClock.now
            machine.advance(now)
            perform(now)
            // What failed just now is something to decide about.
            flush(now)
            if case .ended(let error) = machine.phase, machine.actions.isEmpty { return shared.end(error) }
            shared.isConnected.store(machine.isConnected, ordering: .relaxed)
            sleep()
        }
    }

    private mutating func readMailbox() {
        shared.mailbox.take(into: &events)
        for event in events {
            switch event {
            case .begin: machine.begin()
            case .submit(let message, let delivery):
                if delivery.isCancelled.load(ordering: .acquiring) {
                    delivery.answer.give(.failure(.cancelled(wasSent: false)))
                } else {
                    deliveries[message.ticket] = delivery
                    machine.submit(message)
                }
            case .cancel(let ticket): machine.cancel(ticket)
            case .resolved(let target, let result): resolved(target, result)
            case .close(let limit): machine.close(within: limit, now: .now)
            }
        }
        events.removeAll(keepingCapacity: true)
    }

    // MARK: What the machine wants

    private mutating func perform(_ now: ContinuousClock.Instant) {
        let actions = machine.actions
        machine.actions = []
        for action in actions {
            switch action {
            case .open(let id, let target):
                links[id] = Link(target, tls: tls, maxOutput: maxOutput)
                resolve(target, for: id)
            case .write(let id, let bytes):
                do throws(ConnectionFailure) { try links[id]?.write(bytes) } catch { lose(id, error, now) }
            case .close(let id):
                // What was written before may still leave.
                try? links[id]?.flush()
                links[id] = nil
            case .log(let level, let text): logger.log(level: level, "\(text)")
            }
        }
        for (ticket, result) in machine.settlement.answers {
            deliveries.removeValue(forKey: ticket)?.answer.give(result)
        }
        machine.settlement.answers.removeAll(keepingCapacity: true)
    }

    private mutating func resolve(_ target: Target, for id: LinkID) {
        if target.isAddress {
            lookups[target, default: []].insert(id)
            return resolved(target, Address.resolve(target, numericOnly: true))
        }
        guard lookups.updateValue((lookups[target] ?? []).union([id]), forKey: target) == nil else { return }
        let failure = SystemThread.start("pulsar-dns") { [shared] in
            _ = shared.mailbox.post(.resolved(target, Address.resolve(target)))
        }
        if failure != 0 { resolved(target, .failure(.system("no thread: \(SocketError(code: failure))"))) }
    }

    private mutating func resolved(_ target: Target, _ result: Result<[Address], ConnectionFailure>) {
        let now = ContinuousClock.now
        for id in lookups.removeValue(forKey: target) ?? [] {
            switch result {
            case .success(let addresses):
                links[id]?.resolved(addresses, now: now)
                connect(id, ready: [], now)
            case .failure(let failure): lose(id, failure, now)
            }
        }
    }

    // MARK: Links

    private mutating func lose(_ id: LinkID, _ failure: ConnectionFailure, _ now: ContinuousClock.Instant) {
        links[id] = nil
        machine.lost(id, failure.description, now: now)
    }

    private mutating func flush(_ now: ContinuousClock.Instant) {
        for (id, link) in links {
            do throws(ConnectionFailure) { try link.flush() } catch { lose(id, error, now) }
        }
    }

    private mutating func connect(_ id: LinkID, ready: ArraySlice<pollfd>, _ now: ContinuousClock.Instant) {
        guard let link = links[id] else { return }
        do throws(ConnectionFailure) {
            if try link.connect(ready: ready, buffer: buffer, now: now) { machine.opened(id, now: now) }
        } catch {
            lose(id, error, now)
        }
    }

    /// Sleeps until there is something to do, and takes in what has come.
    private mutating func sleep() {
        descriptors.removeAll(keepingCapacity: true)
        descriptors.append(pollfd(fd: shared.mailbox.descriptor, events: Int16(POLLIN), revents: 0))
        places.removeAll(keepingCapacity: true)
        var next = machine.nextEvent
        for (id, link) in links {
            let start = descriptors.count
            link.appendDescriptors(to: &descriptors)
            places.append((id, start..<descriptors.count))
            if let event = link.nextEvent { next = min(next ?? event, event) }
        }
        let isBusy = !machine.actions.isEmpty || !machine.settlement.answers.isEmpty
        let timeout = isBusy || !shared.mailbox.fallAsleep() ? 0 : milliseconds(until: next)
        let count = poll(&descriptors, nfds_t(descriptors.count), timeout)
        let now = ContinuousClock.now
        if count > 0, descriptors[0].revents != 0 { shared.mailbox.acknowledge() }
        for (id, range) in places {
            guard let link = links[id] else { continue }
            do throws(ConnectionFailure) {
                if link.isOpen {
                    try link.receive(ready: descriptors[range], buffer: buffer) {
                        machine.received($0, on: id, now: now)
                    }
                } else {
                    connect(id, ready: descriptors[range], now)
                }
            } catch {
                lose(id, error, now)
            }
        }
    }

    private func milliseconds(until instant: ContinuousClock.Instant?) -> Int32 {
        guard let instant else { return -1 }
        let (seconds, attoseconds) = max(.zero, instant - .now).components
        return Int32(min(seconds, 3600)) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
    }
}
