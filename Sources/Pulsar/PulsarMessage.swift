// What a producer sends, and what it is told about it.
import TemporalCore

/// A message to be sent.
public struct PulsarMessage: Sendable, Hashable {
    /// The contents.
    public var payload: Bytes
    /// What decides the partition: messages of one key go to one partition, in the order they are sent. Nil: any partition.
    public var key: String?
    /// Names and values that go with the message. They are sent in the order of their names.
    public var properties: [String: String]
    /// When that happened which the message is about, to the millisecond, from 1970 on; nil says nothing.
    public var eventTime: Timestamp?
    /// The message's number, for a broker that drops what it has stored already (`brokerDeduplicationEnabled`). It must be larger
    /// than that of the message sent before; nil counts on from there.
    public var sequenceID: UInt64?

    /// A message that holds `payload`.
    public init(
        _ payload: Bytes, key: String? = nil, properties: [String: String] = [:], eventTime: Timestamp? = nil,
        sequenceID: UInt64? = nil
    ) {
        self.payload = payload
        self.key = key
        self.properties = properties
        self.eventTime = eventTime
        self.sequenceID = sequenceID
    }

    /// How many bytes the message adds to a frame at most. Tags, lengths and numbers of an entry need less than 128 bytes
    /// together, those of a property less than 32.
    var cost: Int {
        properties.reduce(payload.count + (key?.utf8.count ?? 0) + 128) {
            $0 + $1.key.utf8.count + $1.value.utf8.count + 32
        }
    }

    var keyValues: [KeyValue] {
        properties.sorted { $0.key < $1.key }.map { pair in
            KeyValue.with {
                $0.key = pair.key
                $0.value = pair.value
            }
        }
    }

    var eventMilliseconds: UInt64? {
        guard let eventTime, eventTime >= .epoch else { return nil }
        let (milliseconds, overflow) = UInt64(clamping: eventTime.seconds).multipliedReportingOverflow(by: 1000)
        return overflow ? nil : milliseconds &+ UInt64(clamping: eventTime.nanoseconds / 1_000_000)
    }
}

/// Where a message was stored.
public struct PulsarMessageID: Sendable, Hashable, CustomStringConvertible {
    /// The ledger that holds the message.
    public var ledgerID: UInt64
    /// The entry of the ledger.
    public var entryID: UInt64
    /// The partition; -1 for a topic without partitions.
    public var partition: Int32
    /// The place in the batch; -1 for a message that stands alone.
    public var batchIndex: Int32

    /// Whether the broker dropped the message because it had stored one with this sequence id, or a later one, before; it
    /// does not say where that is.
    public var isDuplicate: Bool { ledgerID == .max && entryID == .max }

    /// `ledger:entry:partition:batch index`.
    public var description: String { "\(ledgerID):\(entryID):\(partition):\(batchIndex)" }
}
