// The queue of a partition: what makes an entry, and how receipts, errors, deadlines and cancellation settle messages.
import TemporalCore
import Testing

@testable import Pulsar

@Suite struct SendQueueTests {
    @Test func `a batch is sealed when it has enough messages, enough bytes, or has waited enough`() {
        var few = QueueHarness { $0.maxMessages = 3 }
        few.add(2)
        #expect(few.seal().isEmpty)
        few.add(1)
        #expect(few.seal() == [3])

        var bytes = QueueHarness { $0.maxBytes = 2_000 }
        bytes.add(1, size: 1_900)
        #expect(bytes.seal() == [1])

        var late = QueueHarness { $0.maxDelay = .milliseconds(5) }
        late.add(2)
        #expect(late.queue.sealTime == late.now + .milliseconds(5))
        late.now += .milliseconds(5)
        #expect(late.seal() == [2])
        #expect(late.queue.sealTime == nil)
    }

    @Test func `no batch is larger than the broker takes, and one message alone may be as large`() {
        var queue = QueueHarness()
        queue.maxMessageSize = 1_000
        queue.add(10, size: 300)
        let sizes = queue.seal(everything: true)
        #expect(sizes.allSatisfy { $0 <= 2 } && sizes.reduce(0, +) == 10)

        queue.add(1, size: 900)
        queue.add(1, size: 1_001)
        queue.add(1, size: 900)
        #expect(queue.seal(everything: true) == [1, 1])
        #expect(queue.failures == [.messageTooLarge(size: 1_001 + 22, limit: 1_000)])
    }

    @Test func `sequence ids count up from what the broker has stored, or are the caller's`() {
        var queue = QueueHarness()
        queue.queue.resume(after: 41)
        queue.queue.resume(after: 99)
        queue.add(2)
        _ = queue.seal(everything: true)
        #expect(queue.queue.inFlight.map(\.first) == [42])
        queue.add(1, sequence: 50)
        queue.add(1)
        queue.add(1, sequence: 51)
        queue.add(1, sequence: .max)
        _ = queue.seal(everything: true)
        #expect(queue.queue.inFlight.map(\.last) == [43, 51])
        #expect(
            queue.failures == [
                .sequenceNotIncreasing(given: 51, last: 51), .sequenceNotIncreasing(given: .max, last: 51),
            ])
    }

    @Test func `sequence ids end at the largest that the protocol has`() {
        var queue = QueueHarness()
        queue.add(1, sequence: UInt64(Int64.max))
        queue.add(1)
        #expect(queue.seal(everything: true) == [1])
        #expect(queue.failures.count == 1)
        var stored = QueueHarness()
        stored.queue.resume(after: .max)
        stored.add(1)
        #expect(stored.seal(everything: true).isEmpty && stored.failures.count == 1)
    }

    @Test func `a receipt settles the oldest entry; older ones are passed over; newer ones are noticed`() {
        var queue = QueueHarness()
        for _ in 0..<3 {
            queue.add(2)
            _ = queue.seal(everything: true)
        }
        #expect(queue.receipt(4) == .newer(expected: 0))
        #expect(queue.receipt(0) == .expected)
        #expect(queue.receipt(0) == .older)
        #expect(queue.receipt(3) == .expected, "the broker may name the last message of a batch")
        #expect(queue.ids == ["7:8:3:0", "7:8:3:1", "7:8:3:0", "7:8:3:1"])
        #expect(queue.receipt(4) == .expected)
        #expect(queue.receipt(6) == .older)
        #expect(queue.settlement.freedMessages == 6 && queue.queue.isEmpty)
    }

    @Test func `a message alone has no place in a batch`() {
        var queue = QueueHarness()
        queue.add(1)
        _ = queue.seal(everything: true)
        _ = queue.receipt(0)
        #expect(queue.ids == ["7:8:3:-1"])
    }

    @Test func `overdue messages are answered, and their entry is given up with the last of them`() {
        var queue = QueueHarness()
        queue.add(1, timeout: .seconds(1))
        queue.add(1, timeout: .seconds(2))
        _ = queue.seal(everything: true)
        queue.add(1, timeout: .seconds(3))
        #expect(queue.queue.nextDeadline == queue.now + .seconds(1))
        queue.now += .seconds(1)
        queue.expire()
        #expect(queue.failures == [.closed(wasSent: true)] && queue.queue.inFlight.count == 1)
        #expect(queue.queue.nextDeadline == queue.now + .seconds(1))
        queue.now += .seconds(1)
        queue.expire()
        #expect(queue.queue.inFlight.isEmpty && queue.settlement.freedMessages == 2)
        #expect(queue.receipt(0) == .older)
        queue.now += .seconds(1)
        queue.expire()
        #expect(queue.failures == [.closed(wasSent: true), .closed(wasSent: true), .closed(wasSent: false)])
        #expect(queue.queue.isEmpty && queue.queue.waitingBytes == 0 && queue.settlement.freedMessages == 3)
    }

    @Test func `a cancelled message is taken back before it is sent, and answered at once after`() {
        var queue = QueueHarness()
        queue.add(2)
        #expect(queue.cancel(1) == true)
        _ = queue.seal(everything: true)
        #expect(queue.cancel(2) == true)
        #expect(queue.cancel(2) == true)
        #expect(queue.cancel(3) == false)
        #expect(queue.failures == [.cancelled(wasSent: false), .cancelled(wasSent: true)])
        #expect(queue.receipt(0) == .expected)
        #expect(queue.settlement.answers.count == 2 && queue.settlement.freedMessages == 2)
    }

    @Test func `a refused entry fails alone, and a wrong checksum is forgiven three times`() {
        var queue = QueueHarness()
        queue.add(1)
        _ = queue.seal(everything: true)
        queue.add(1)
        _ = queue.seal(everything: true)
        #expect(queue.queue.refuse(1, .alreadyRan, into: &queue.settlement) == .newer(expected: 0))
        for _ in 0..<3 { #expect(queue.queue.checksumError(0, into: &queue.settlement) == .expected) }
        #expect(queue.failures.isEmpty)
        #expect(queue.queue.checksumError(0, into: &queue.settlement) == .older)
        #expect(queue.failures == [.refused(.checksumError, message: "after 3 repeats")])
        #expect(queue.queue.refuse(1, .alreadyRan, into: &queue.settlement) == .expected)
        #expect(queue.queue.isEmpty)
    }

    @Test func `what was refused for its checksum and then is taken for a repeat has not been stored`() {
        var queue = QueueHarness()
        queue.add(1)
        _ = queue.seal(everything: true)
        _ = queue.queue.checksumError(0, into: &queue.settlement)
        _ = queue.receipt(0, ledger: .max, entry: .max)
        #expect(queue.failures == [.refused(.checksumError, message: "")])
    }

    @Test func `cost is never less than what a message takes on the wire`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            func text() -> String { String(repeating: "ž", count: Int.random(in: 0...200, using: &random)) }
            let pairs = (0..<Int.random(in: 0...8)).map { ("\($0)\(text())", text()) }
            let message = PulsarMessage(
                Bytes([UInt8](repeating: 1, count: Int.random(in: 0...500))), key: Bool.random() ? text() : nil,
                properties: Dictionary(uniqueKeysWithValues: pairs), eventTime: Timestamp(seconds: 9_999_999_999),
                sequenceID: UInt64(Int64.max) - 1)
            var queue = QueueHarness()
            queue.add(message)
            queue.add(PulsarMessage(Bytes()))
            #expect(queue.seal(everything: true) == [2])
            let frame = try #require(queue.queue.inFlight.first?.frame)
            #expect(frame.count <= message.cost + PulsarMessage(Bytes()).cost + 128 + (message.key?.utf8.count ?? 0))
        }
    }
}

/// A queue, and what has become of its messages.
struct QueueHarness {
    var queue: SendQueue
    var settlement = Settlement()
    var now = ContinuousClock.now
    var maxMessageSize = 5 << 20
    private var tickets: UInt64 = 0

    init(_ change: (inout PulsarOptions.Batching) -> Void = { _ in }) {
        var batching = PulsarOptions.Batching()
        change(&batching)
        queue = SendQueue(partition: 3, batching: batching)
    }

    var failures: [PulsarError] {
        settlement.answers.compactMap { if case .failure(let error) = $0.result { error } else { nil } }
    }

    var ids: [String] { settlement.answers.compactMap { try? $0.result.get().description } }

    mutating func add(_ count: Int, size: Int = 10, sequence: UInt64? = nil, timeout: Duration = .seconds(30)) {
        for _ in 0..<count {
            add(PulsarMessage(Bytes([UInt8](repeating: 7, count: size)), sequenceID: sequence), timeout: timeout)
        }
    }

    mutating func add(_ message: PulsarMessage, timeout: Duration = .seconds(30)) {
        tickets += 1
        queue.append(
            Outgoing(
                ticket: tickets, message: message, publishTime: 1_700_000_000_000, arrival: now,
                deadline: now + timeout,
                cost: message.cost))
    }

    /// Seals, and returns the number of messages of each new entry.
    mutating func seal(everything: Bool = false) -> [Int] {
        let before = queue.inFlight.count
        let seal = SendQueue.Seal(producerID: 0, producerName: "p", maxMessageSize: maxMessageSize)
        let frames = queue.seal(seal, at: now, everything: everything, into: &settlement)
        #expect(frames == queue.inFlight.dropFirst(before).map(\.frame))
        return queue.inFlight.dropFirst(before).map(\.slots.count)
    }

    mutating func receipt(_ sequence: UInt64, ledger: UInt64 = 7, entry: UInt64 = 8) -> SendQueue.Match {
        let id = MessageIDData.with {
            $0.ledgerID = ledger
            $0.entryID = entry
        }
        return queue.receipt(sequence, id, into: &settlement)
    }

    mutating func expire() { queue.expire(at: now, { .closed(wasSent: $0) }, into: &settlement) }

    mutating func cancel(_ ticket: UInt64) -> Bool { queue.cancel(ticket, into: &settlement) }
}
