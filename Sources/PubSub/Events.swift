// Events, as producers publish and consumers receive them. Field names on the wire are those that every client uses.

import TemporalCore

/// What an event carries: any JSON object.
public struct EventPayload: Codable, Sendable, Hashable {
    /// The event's data.
    public var data: [String: JSONValue]

    /// A payload of `data`.
    public init(data: [String: JSONValue]) {
        self.data = data
    }
}

/// A request to dispatch an event to its subscribers.
public struct EventDispatchInput: Codable, Sendable, Hashable {
    /// The event's unique id. Dispatching the same id again starts nothing twice.
    public var id: String
    /// The type that consumers subscribe to, such as `event.a`.
    public var eventType: String
    /// What the consumers get; nil where the event says all by itself.
    public var payload: EventPayload?

    /// A request to dispatch the event `id` of type `eventType`.
    public init(id: String, eventType: String, payload: EventPayload? = nil) {
        self.id = id
        self.eventType = eventType
        self.payload = payload
    }

    enum CodingKeys: String, CodingKey {
        case id
        case eventType = "event_type"
        case payload
    }
}
