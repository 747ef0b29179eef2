// Message: what every protobuf message declares, once. A message lists its fields in one function, `fields`, and whoever
// needs them (reader, sizer, writer, ProtoJSON) walks that list; a field number stands nowhere else.

/// A protobuf message.
///
/// `fields` shows a visitor every field in the order of their numbers. It is `mutating` because the reader assigns; the
/// visitors that only look never write.
package protocol Message: Sendable, Equatable {
    /// The full name in the contract, such as `temporal.api.history.v1.HistoryEvent`.
    static var protoName: String { get }

    /// Fields that were received and that this version does not know; they are written back as they came.
    var unknownFields: UnknownFields { get set }

    /// A message with every field at its default.
    init()

    /// Shows `visitor` every field.
    mutating func fields(_ visitor: inout some FieldVisitor)

    // The hot walks are requirements of their own: their witnesses are specialised where the message is declared, so that
    // generic code in any module reaches the fast walk. A generic requirement's witness never is.
    mutating func walk(_ reader: inout WireReader)
    mutating func walk(_ writer: inout WireWriter)
    // This one is specialised only where a message declares it itself.
    mutating func walk(_ visitor: inout PayloadVisitor)

    // The JSON form; a few of Google's messages have one of their own.
    mutating func writeJSON(to writer: inout ProtoJSONWriter)
    mutating func readJSON(from reader: inout ProtoJSONReader)
}

extension Message {
    package mutating func walk(_ reader: inout WireReader) { fields(&reader) }
    package mutating func walk(_ writer: inout WireWriter) { fields(&writer) }

    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    package mutating func walk(_ visitor: inout PayloadVisitor) { fields(&visitor) }
    package mutating func writeJSON(to writer: inout ProtoJSONWriter) { writer.object(&self) }
    package mutating func readJSON(from reader: inout ProtoJSONReader) { reader.object(&self) }

    /// The message that `bytes` encode. Its `bytes` fields are slices of them.
    package init(decoding bytes: Bytes) throws(MalformedMessage) {
        self.init()
        try WireReader.read(bytes, into: &self)
    }

    /// The message's encoding. Equal messages have equal encodings: map entries are sorted by key.
    package func encoded() -> Bytes {
        WireWriter.write(self)
    }

    /// The message whose JSON form is `json`. Members that this version does not know are passed over.
    package init(json: Bytes) throws(MalformedMessage) {
        self.init()
        try ProtoJSONReader.read(json, into: &self)
    }

    /// The message's JSON form. Unknown fields have none.
    package func json() -> Bytes {
        ProtoJSONWriter.write(self)
    }

    /// How many bytes `encoded()` has.
    package var encodedSize: Int {
        WireSizer.measure(self)
    }

    /// A message whose fields `body` sets.
    package static func with(_ body: (inout Self) -> Void) -> Self {
        var message = Self()
        body(&message)
        return message
    }
}

/// Someone who walks the fields of a message.
///
/// The Swift type of a field says its wire type, for the contract uses one wire type for each. `name` is the proto name; the
/// JSON name follows from it.
package protocol FieldVisitor {
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes)
    mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E)
    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?)
    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?)
    mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?)

    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String])
    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32])
    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp])
    mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E])
    mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M])
    mutating func field<K: MapKey, V: MapValue>(_ number: UInt32, _ name: StaticString, _ values: inout [K: V])
    mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata)

    /// One alternative of the oneof that `value` holds: `make` puts it there, `get` takes it out if it is this one.
    mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?)
    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?)
    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?)
    mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?)
}

/// The encoded fields that a message received and does not know.
package struct UnknownFields: Sendable, Equatable {
    /// The fields, tag and value, one after the other.
    package var bytes: [UInt8] = []

    package init() {}

    package var isEmpty: Bool { bytes.isEmpty }
}

/// An optional message in a box of its own: for messages that hold themselves, and for large ones that are mostly absent.
@propertyWrapper
package indirect enum Boxed<Value: Message>: Sendable, Equatable {
    case empty
    case full(Value)

    package init(wrappedValue: Value?) {
        self = if let wrappedValue { .full(wrappedValue) } else { .empty }
    }

    package var wrappedValue: Value? {
        get { if case .full(let value) = self { value } else { nil } }
        set { self = Boxed(wrappedValue: newValue) }
    }
}
