// Events as messages of a Pulsar topic: JSON, keyed by what they are about, so that what happens to one claim stays in order.

import Pulsar
import TemporalCore

/// Sends events to a Pulsar topic.
struct PulsarSink: EventSink {
    let producer: PulsarProducer

    func send(_ events: [Event]) async -> (acknowledged: Int, failure: (any Error)?) {
        var messages: [PulsarMessage] = []
        var unreadable: (any Error)?
        for event in events {
            do {
                messages.append(try event.message)
            } catch {
                unreadable = error
                break
            }
        }
        for (index, result) in await producer.send(inOrder: messages).enumerated() {
            // What came after it may have arrived; it is sent again, and its id says so.
            if case .failure(let error) = result { return (index, error) }
        }
        return (messages.count, unreadable)
    }
}

extension Event {
    /// The event as consumers read it: `{"id":…,"type":…,"subject":…,"occurred_at":…,"data":{…}}`, with the id and the type among the
    /// message's properties.
    fileprivate var message: PulsarMessage {
        get throws {
            let body: JSONValue = .object([
                "id": .string(id), "type": .string(type), "subject": .string(subject),
                "occurred_at": .string(occurredAt.description), "data": try JSONValue(parsing: data),
            ])
            return PulsarMessage(
                Bytes(utf8: body.description), key: subject, properties: ["event_id": id, "event_type": type],
                eventTime: occurredAt)
        }
    }
}
