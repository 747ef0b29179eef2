// The pieces of ProtoJSON that have no Swift type of their own. A message is a struct of optional properties with its fields' JSON
// names: what is at its default is left out. Durations, bytes and payloads need nothing here.

import TemporalCore

/// `google.protobuf.Empty`, which says something by being there.
package struct Empty: Codable, Sendable {
    package init() {}

    package init(from decoder: any Decoder) throws {}

    package func encode(to encoder: any Encoder) throws {
        _ = encoder.container(keyedBy: NoKey.self)
    }

    private enum NoKey: CodingKey {}
}

/// A 64-bit integer, which is written as a string and read as a number, too.
package struct ProtoInteger: Codable, Sendable {
    package var value: Int64

    package init(_ value: Int64) { self.value = value }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            value = number
            return
        }
        guard let number = Int64(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a 64-bit integer")
        }
        value = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(value))
    }
}

/// A duration, which is written as `"1.5s"`.
package struct ProtoDuration: Codable, Sendable {
    package var value: Duration

    package init(_ value: Duration) { self.value = value }

    /// As Go writes durations.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = value.components
        return Int64(clamping: Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000))
    }

    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Duration.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let (seconds, attoseconds) = value.components
        let nanoseconds = String(attoseconds.magnitude / 1_000_000_000)
        let sign = value < .zero ? "-" : ""
        let fraction = String(repeating: "0", count: 9 - nanoseconds.count) + nanoseconds
        try container.encode("\(sign)\(seconds.magnitude).\(fraction)s")
    }
}

/// A message inside one of its own kind.
package indirect enum Nested<Value: Codable & Sendable>: Codable, Sendable {
    case value(Value)

    package var value: Value {
        switch self {
        case .value(let value): value
        }
    }

    package init(from decoder: any Decoder) throws {
        self = .value(try Value(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}
