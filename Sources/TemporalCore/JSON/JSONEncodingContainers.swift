// The encoding containers: members of an object, elements of an array. Both only name the place; `JSONEncoding` writes.

struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoding: JSONEncoding

    var codingPath: [any CodingKey] { encoding.codingPath }

    func encodeNil(forKey key: Key) throws {
        encoding.output.writer.key(key.stringValue)
        encoding.output.writer.null()
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try encoding.member(key, value) }
    // Without these two the standard library's refusals would be chosen.
    func encode(_ value: Int128, forKey key: Key) throws { try encoding.member(key, value) }
    func encode(_ value: UInt128, forKey key: Key) throws { try encoding.member(key, value) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        encoding.deferred(key, named: key.stringValue).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoding.deferred(key, named: key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoding.deferred(JSONKey.super, named: JSONKey.super.stringValue) }

    func superEncoder(forKey key: Key) -> any Encoder { encoding.deferred(key, named: key.stringValue) }
}

struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
    let encoding: JSONEncoding

    var codingPath: [any CodingKey] { encoding.codingPath }
    var count: Int { encoding.count }
    private var next: JSONKey { JSONKey(index: encoding.count) }

    func encodeNil() throws {
        encoding.output.writer.null()
        encoding.elementWritten()
    }

    func encode<T: Encodable>(_ value: T) throws { try encoding.element(value) }
    func encode(_ value: Int128) throws { try encoding.element(value) }
    func encode(_ value: UInt128) throws { try encoding.element(value) }

    func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        encoding.deferred(next).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoding.deferred(next).unkeyedContainer() }

    func superEncoder() -> any Encoder { encoding.deferred(next) }
}
