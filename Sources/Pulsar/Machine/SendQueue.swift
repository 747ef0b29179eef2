// SendQueue: the messages of one partition. They wait, are sealed into entries that the broker can store, and are in flight
// until their receipt. What must stay true: entries leave in the order of their sequence ids and are never changed once
// sealed, so that what is sent again is what was sent; every message is answered exactly once.
import DequeModule
import TemporalCore

/// A message on its way.
struct Outgoing: Sendable {
    /// Whom to answer.
    var ticket: UInt64
    var message: PulsarMessage
    /// Milliseconds since 1970.
    var publishTime: UInt64
    var arrival: ContinuousClock.Instant
    var deadline: ContinuousClock.Instant
    /// See ``PulsarMessage/cost``.
    var cost: Int
}

/// What has become of messages: their answers, and the room that they no longer take.
struct Settlement {
    var answers: [(ticket: UInt64, result: Result<PulsarMessageID, PulsarError>)] = []
    var freedMessages = 0
    var freedBytes = 0

    mutating func answer(_ ticket: UInt64, _ result: Result<PulsarMessageID, PulsarError>) {
        answers.append((ticket, result))
    }

    mutating func free(_ cost: Int) {
        freedMessages += 1
        freedBytes += cost
    }
}

struct SendQueue {
    /// A message in an entry.
    struct Slot {
        var ticket: UInt64
        var deadline: ContinuousClock.Instant
        var cost: Int
        var isAnswered = false
    }

    /// Messages under way, sealed into a frame.
    struct Entry {
        var frame: [UInt8]
        var first: UInt64
        var last: UInt64
        var slots: [Slot]
        /// How many of `slots`, from the first on, are overdue.
        var overdue = 0
        var checksumErrors = 0
    }

    /// What a receipt or an error of the broker means for the entries in flight.
    enum Match: Equatable {
        /// It is about the entry that is expected.
        case expected
        /// It is about an entry that was given up: nothing is to be done.
        case older
        /// It is about a later entry: what is expected was lost.
        case newer(expected: UInt64)
    }

    /// How often an entry is sent again that arrived with a wrong checksum.
    static let checksumRetries = 3

    let partition: Int32
    let batching: PulsarOptions.Batching
    /// Admitted and not yet sealed.
    var waiting: Deque<Outgoing> = []
    var waitingBytes = 0
    /// Sealed and without a receipt.
    var inFlight: Deque<Entry> = []
    /// The sequence id that was given last.
    var lastSequence: UInt64?
    /// What the broker has stored of an earlier producer of this name; -1: nothing.
    private var storedBefore: Int64?

    init(partition: Int32, batching: PulsarOptions.Batching) {
        self.partition = partition
        self.batching = batching
    }

    var isEmpty: Bool { waiting.isEmpty && inFlight.isEmpty }

    /// Whether nobody awaits an answer any more. O(n).
    var isSettled: Bool { waiting.isEmpty && inFlight.allSatisfy { $0.slots.allSatisfy(\.isAnswered) } }

    /// Whether the messages that wait are enough for an entry.
    var hasFullBatch: Bool { waiting.count >= batching.maxMessages || waitingBytes >= batching.maxBytes }

    /// When time alone seals an entry.
    var sealTime: ContinuousClock.Instant? { waiting.first.map { $0.arrival + batching.maxDelay } }

    mutating func append(_ message: Outgoing) {
        waiting.append(message)
        waitingBytes += message.cost
    }

    /// The broker has stored up to `sequence` of a producer of this name; only what it says first counts.
    mutating func resume(after sequence: Int64) {
        if storedBefore == nil { storedBefore = max(sequence, -1) }
    }

    /// The number of the next message, which may ask for its own.
    mutating func number(_ message: PulsarMessage) -> Result<UInt64, PulsarError> {
        let stored = UInt64(clamping: storedBefore ?? -1)
        let begin = (storedBefore ?? -1) < 0 ? 0 : stored + 1
        let next = max(lastSequence.map { $0 + 1 } ?? 0, begin)
        let sequence = message.sequenceID ?? next
        guard sequence <= UInt64(Int64.max), lastSequence.map({ sequence > $0 }) ?? true else {
            return .failure(.sequenceNotIncreasing(given: sequence, last: lastSequence ?? stored))
        }
        lastSequence = sequence
        return .success(sequence)
    }

    // MARK: What the broker says

    private func match(_ sequence: UInt64) -> Match {
        guard let front = inFlight.first, sequence >= front.first else { return .older }
        return sequence <= front.last ? .expected : .newer(expected: front.first)
    }

    /// The broker has stored the entry `sequence`; it names the first message or the last.
    mutating func receipt(_ sequence: UInt64, _ id: MessageIDData?, into settlement: inout Settlement) -> Match {
        let match = match(sequence)
        guard match == .expected, let entry = inFlight.popFirst() else { return match }
        let ledger = id?.ledgerID ?? .max
        let place = id?.entryID ?? .max
        for (index, slot) in entry.slots.enumerated() {
            let isAlone = entry.slots.count == 1
            let id = PulsarMessageID(
                ledgerID: ledger, entryID: place, partition: partition,
                batchIndex: isAlone ? -1 : Int32(clamping: index))
            // A broker that drops repeats takes what it refused, sent again after later entries, for one.
            let isLost = entry.checksumErrors > 0 && id.isDuplicate
            settle(slot, isLost ? .failure(.refused(.checksumError, message: "")) : .success(id), &settlement)
        }
        return .expected
    }

    /// The broker will not store the entry `sequence`.
    mutating func refuse(_ sequence: UInt64, _ error: PulsarError, into settlement: inout Settlement) -> Match {
        let match = match(sequence)
        guard match == .expected, let entry = inFlight.popFirst() else { return match }
        for slot in entry.slots { settle(slot, .failure(error), &settlement) }
        return .expected
    }

    /// The entry `sequence` arrived with a wrong checksum, and must be sent again unless that has been done too often.
    mutating func checksumError(_ sequence: UInt64, into settlement: inout Settlement) -> Match {
        let match = match(sequence)
        guard match == .expected, !inFlight.isEmpty else { return match }
        inFlight[0].checksumErrors += 1
        guard inFlight[0].checksumErrors > Self.checksumRetries else { return .expected }
        _ = refuse(
            sequence, .refused(.checksumError, message: "after \(Self.checksumRetries) repeats"), into: &settlement)
        return .older
    }

    // MARK: What ends otherwise

    /// Answers what is overdue at `now`. Messages come nearly in the order of their deadlines, so only the first are looked at.
    mutating func expire(
        at now: ContinuousClock.Instant, _ error: (_ wasSent: Bool) -> PulsarError, into settlement: inout Settlement
    ) {
        while var entry = inFlight.first {
            while entry.overdue < entry.slots.count, entry.slots[entry.overdue].deadline <= now {
                let slot = entry.slots[entry.overdue]
                if !slot.isAnswered { settlement.answer(slot.ticket, .failure(error(true))) }
                entry.slots[entry.overdue].isAnswered = true
                entry.overdue += 1
            }
            guard entry.overdue == entry.slots.count else {
                inFlight[0] = entry
                break
            }
            for slot in entry.slots { settlement.free(slot.cost) }
            inFlight.removeFirst()
        }
        while let first = waiting.first, first.deadline <= now {
            removeFirstWaiting()
            settlement.answer(first.ticket, .failure(error(false)))
            settlement.free(first.cost)
        }
    }

    /// When the next message is overdue.
    var nextDeadline: ContinuousClock.Instant? {
        let sealed = inFlight.first.flatMap { $0.overdue < $0.slots.count ? $0.slots[$0.overdue].deadline : nil }
        guard let sealed, let waiting = waiting.first?.deadline else { return sealed ?? waiting.first?.deadline }
        return min(sealed, waiting)
    }

    /// Answers the message of `ticket`, which nobody awaits any more, and takes it back if it was not sent. O(n).
    mutating func cancel(_ ticket: UInt64, into settlement: inout Settlement) -> Bool {
        if let index = waiting.firstIndex(where: { $0.ticket == ticket }) {
            let message = waiting.remove(at: index)
            waitingBytes -= message.cost
            settlement.answer(ticket, .failure(.cancelled(wasSent: false)))
            settlement.free(message.cost)
            return true
        }
        for index in inFlight.indices {
            guard let slot = inFlight[index].slots.firstIndex(where: { $0.ticket == ticket }) else { continue }
            // The entry stays: the broker may have it, and its receipt is expected.
            if !inFlight[index].slots[slot].isAnswered {
                settlement.answer(ticket, .failure(.cancelled(wasSent: true)))
            }
            inFlight[index].slots[slot].isAnswered = true
            return true
        }
        return false
    }

    /// Answers everything.
    mutating func failAll(_ error: (_ wasSent: Bool) -> PulsarError, into settlement: inout Settlement) {
        for entry in inFlight {
            for slot in entry.slots { settle(slot, .failure(error(true)), &settlement) }
        }
        for message in waiting {
            settlement.answer(message.ticket, .failure(error(false)))
            settlement.free(message.cost)
        }
        inFlight = []
        waiting = []
        waitingBytes = 0
    }

    mutating func removeFirstWaiting() {
        if let message = waiting.popFirst() { waitingBytes -= message.cost }
    }

    private func settle(
        _ slot: Slot, _ result: Result<PulsarMessageID, PulsarError>, _ settlement: inout Settlement
    ) {
        if !slot.isAnswered { settlement.answer(slot.ticket, result) }
        settlement.free(slot.cost)
    }
}
