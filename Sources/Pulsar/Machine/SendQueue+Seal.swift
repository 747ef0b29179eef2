// Sealing: messages that wait become an entry: numbered, encoded, framed. One message stands alone; several are a batch,
// whose payload is, for each, the size of its metadata, the metadata, and its own payload.
import TemporalCore

extension SendQueue {
    /// What an entry is sealed with, known once the producer is connected.
    struct Seal {
        var producerID: UInt64
        var producerName: String
        /// The most bytes of metadata and payload.
        var maxMessageSize: Int
    }

    /// Seals what is due at `now`, or everything, and returns the frames to send.
    mutating func seal(
        _ seal: Seal, at now: ContinuousClock.Instant, everything: Bool, into settlement: inout Settlement
    ) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        while let due = sealTime, everything || hasFullBatch || due <= now {
            let messages = takeBatch(seal, into: &settlement)
            guard !messages.isEmpty else { continue }
            let (entry, size) = Self.entry(messages, seal)
            if size > seal.maxMessageSize {
                for slot in entry.slots {
                    settlement.answer(slot.ticket, .failure(.messageTooLarge(size: size, limit: seal.maxMessageSize)))
                    settlement.free(slot.cost)
                }
            } else {
                frames.append(entry.frame)
                inFlight.append(entry)
            }
        }
        return frames
    }

    /// The messages of the next entry, with their sequence ids; those that cannot have theirs are answered.
    private mutating func takeBatch(
        _ seal: Seal, into settlement: inout Settlement
    ) -> [(message: Outgoing, sequence: UInt64)] {
        var taken: [(message: Outgoing, sequence: UInt64)] = []
        var size = seal.producerName.utf8.count + 128
        while let next = waiting.first, taken.count < batching.maxMessages {
            // The metadata of a batch repeats the key of its first message.
            size += taken.isEmpty ? next.cost + (next.message.key?.utf8.count ?? 0) : next.cost
            if !taken.isEmpty, size > min(batching.maxBytes, seal.maxMessageSize) { break }
            removeFirstWaiting()
            switch number(next.message) {
            case .success(let sequence): taken.append((next, sequence))
            case .failure(let error):
                settlement.answer(next.ticket, .failure(error))
                settlement.free(next.cost)
            }
        }
        return taken
    }

    /// The entry of `messages`, of which there is at least one, and how many bytes the broker counts against its limit.
    private static func entry(
        _ messages: [(message: Outgoing, sequence: UInt64)], _ seal: Seal
    ) -> (entry: Entry, size: Int) {
        let isBatch = messages.count > 1
        var metadata = MessageMetadata()
        metadata.producerName = seal.producerName
        var send = CommandSend()
        send.producerID = seal.producerID
        send.numMessages = Int64(messages.count)
        if let first = messages.first {
            send.sequenceID = first.sequence
            metadata.sequenceID = first.sequence
            metadata.publishTime = first.message.publishTime
            metadata.partitionKey = first.message.message.key
            if !isBatch {
                metadata.properties = first.message.message.keyValues
                metadata.eventTime = first.message.message.eventMilliseconds
            }
        }
        let last = messages.last?.sequence ?? send.sequenceID
        if isBatch {
            metadata.numMessagesInBatch = Int64(messages.count)
            metadata.highestSequenceID = last
            send.highestSequenceID = last
        }
        let singles = isBatch ? messages.map(single) : []
        let size =
            messages.reduce(0) { $0 + $1.message.message.payload.count } + singles.reduce(0) { $0 + $1.count + 4 }
        let frame = Frame.encode(.send(send), metadata: metadata, payloadSize: size) { frame in
            for (index, message) in messages.enumerated() {
                if isBatch {
                    frame.append(length: singles[index].count)
                    frame.append(singles[index])
                }
                frame.append(message.message.message.payload)
            }
        }
        let slots = messages.map {
            Slot(ticket: $0.message.ticket, deadline: $0.message.deadline, cost: $0.message.cost)
        }
        let entry = Entry(frame: frame, first: send.sequenceID, last: last, slots: slots)
        // Everything after the command.
        return (entry, frame.count - 8 - BaseCommand(.send(send)).encodedSize)
    }

    private static func single(_ numbered: (message: Outgoing, sequence: UInt64)) -> Bytes {
        let message = numbered.message.message
        return SingleMessageMetadata.with {
            $0.properties = message.keyValues
            $0.partitionKey = message.key
            $0.payloadSize = Int64(message.payload.count)
            $0.eventTime = message.eventMilliseconds
            $0.sequenceID = numbered.sequence
        }.encoded()
    }
}
