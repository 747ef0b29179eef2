// EncodedValue: a detail or memo field, either still a value of the author or already a payload. Authors make failures and
// memos where no converter is at hand, so encoding waits until they are sent.

enum EncodedValue: Sendable {
    case value(any Encodable & Sendable)
    case payload(Payload, DataConverter)

    func payload(_ converter: DataConverter) throws(PayloadConversionError) -> Payload {
        switch self {
        case .value(let value): try converter.encode(value)
        case .payload(let payload, _): payload
        }
    }

    // A value is read as its receiver would read it.
    func decode<Value: Decodable>(as type: Value.Type) throws(PayloadConversionError) -> Value {
        switch self {
        case .value(let value): try DataConverter.default.decode(DataConverter.default.encode(value), as: type)
        case .payload(let payload, let converter): try converter.decode(payload, as: type)
        }
    }
}
