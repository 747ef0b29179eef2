// Results: what `run` and handlers return may be `Void`, which is no value on the wire, as other SDKs write it. What Nexus operations
// take may be, too.

import TemporalCore

extension DataConverter {
    /// The payload of what a `run` method returned; `Void` is null, as other SDKs write it.
    package func encodeResult<Output: Sendable>(_ output: Output) throws -> Payload {
        if Output.self == Void.self { return try encodeOptional(nil) }
        guard let value = output as? any Encodable else {
            throw RegistrationError("\(Output.self) is neither Void nor Encodable")
        }
        return try encode(value)
    }

    /// The result that `payloads` hold; `Void` takes anything.
    package func decodeResult<Output: Sendable>(_ payloads: [Payload], as type: Output.Type) throws -> Output {
        if let void = () as? Output { return void }
        guard let decodable = Output.self as? any Decodable.Type,
            let value = try decode(payloads, any: decodable) as? Output
        else { throw RegistrationError("\(Output.self) is neither Void nor Decodable") }
        return value
    }

    private func decode<D: Decodable>(_ payloads: [Payload], any type: D.Type) throws -> any Decodable {
        try decode(payloads.first ?? .null, as: D.self) as any Decodable
    }

    /// The payload of a value that may be missing; nil is null.
    func encodeOptional(_ value: (any Encodable & Sendable)?) throws -> Payload {
        guard let value else { return try encode(Bool?.none) }
        return try encode(value)
    }
}
