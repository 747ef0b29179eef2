// ProtoJSONReader: from the JSON form to messages. A member's name is read ahead, and the field whose name it is takes the
// value, as the binary reader does with tags; a walk through the fields reads all members that come in order of number.
//
// Both the JSON names and the contract's own are understood, and integers, bytes and floats in each form that the protobuf
// documentation allows. Members that no field takes are passed over. After a mistake nothing more is read. Like the writer
// it is not specialised for any message.

/// Reads the JSON form of messages.
package struct ProtoJSONReader {
    private(set) var json: JSONReader
    // The first token of the value that stands next.
    private(set) var token = JSONToken.null
    // The name of the member that stands next; nil at the end of the object and after a mistake.
    private var key: JSONSlice?
    // The numbers of the fields that the object had so far.
    private var seen: [UInt32] = []
    private var depth = 0
    private var failure: MalformedMessage?

    /// Reads the whole of `text` into `message`.
    static func read<M: Message>(_ text: Bytes, into message: inout M) throws(MalformedMessage) {
        var reader = ProtoJSONReader(json: JSONReader(text))
        reader.advanceValue()
        message.readJSON(from: &reader)
        reader.advanceValue()
        if var failure = reader.failure {
            failure.message = M.protoName
            throw failure
        }
    }

    init(json: JSONReader) {
        self.json = json
    }

    /// Notes the first mistake and ends the reading.
    mutating func fail(_ text: String, at offset: Int? = nil) {
        if failure == nil {
            failure = MalformedMessage(reason: .invalidJSON(text), field: "", offset: offset ?? json.tokenOffset)
        }
        key = nil
        token = .end
    }

    /// Reads the token that stands next.
    mutating func advanceValue() {
        guard failure == nil else { return }
        do throws(JSONSyntaxError) {
            token = try json.next()
        } catch {
            fail(error.message, at: error.offset)
        }
    }

    private mutating func advanceKey() {
        advanceValue()
        if case .key(let name) = token { key = name } else { key = nil }
    }

    private mutating func skipValue() {
        do throws(JSONSyntaxError) {
            try json.skipValue()
        } catch {
            fail(error.message, at: error.offset)
        }
    }

    /// Reads the object whose beginning is the current token.
    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    mutating func object<M: Message>(_ message: inout M) {
        guard token == .beginObject else { return fail("expected an object") }
        guard depth <= WireReader.depthLimit else { return fail("more than 100 messages lie in one another") }
        let outer = seen
        seen = []
        depth += 1
        advanceKey()
        while let name = key {
            message.fields(&self)
            if key == name {
                skipValue()
                advanceKey()
            }
        }
        depth -= 1
        seen = outer
    }

    /// Whether the member that stands next is this field's, and has a value; then `token` is the value's first.
    mutating func begin(_ number: UInt32, _ name: StaticString) -> Bool {
        guard let slice = key, isName(slice, name) else { return false }
        if seen.contains(number) {
            fail("the member stands twice in its object")
            noteField(name)
            return false
        }
        seen.append(number)
        advanceValue()
        if failure != nil {
            noteField(name)
            return false
        }
        guard token == .null else { return true }
        advanceKey()
        return false
    }

    mutating func end(_ name: StaticString) {
        if failure == nil { advanceKey() } else { noteField(name) }
    }

    mutating func noteField(_ name: StaticString) {
        guard let inner = failure?.field else { return }
        failure?.field = inner.isEmpty ? name.description : "\(name).\(inner)"
    }

    /// Whether the member's name is `name`, or the JSON name that follows from it.
    private func isName(_ slice: JSONSlice, _ name: StaticString) -> Bool {
        if !slice.isPlain {
            let text = json.string(slice)
            return text == name.description || text == ProtoJSONWriter.jsonName(name.description)
        }
        return json.bytes.withUnsafeBytes { text in
            let member = UnsafeRawBufferPointer(rebasing: text[slice.start..<slice.end])
            let proto = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            return member.elementsEqual(proto) || Self.isJSONName(member, of: proto)
        }
    }

    private static func isJSONName(_ member: UnsafeRawBufferPointer, of proto: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        var upper = false
        for byte in proto {
            if byte == UInt8(ascii: "_") {
                upper = true
                continue
            }
            let isLetter = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
            guard index < member.count, member[index] == (upper && isLetter ? byte - 32 : byte) else { return false }
            index += 1
            upper = false
        }
        return index == member.count
    }
}

// The values. Each function reads the value whose first token is the current one, and stops at its last.
extension ProtoJSONReader {
    mutating func integer<I: FixedWidthInteger>(_ type: I.Type = I.self) -> I {
        switch token {
        case .number(let slice):
            if let value = json.integer(slice, as: I.self) { return value }
        case .string(let slice) where slice.isPlain:
            if let value = json.integer(slice, as: I.self) { return value }
        default: break
        }
        fail("expected an integer of \(I.bitWidth) bits")
        return 0
    }

    mutating func double() -> Double {
        switch token {
        case .number(let slice):
            if let value = json.double(slice) { return value }
        case .string(let slice):
            switch json.string(slice) {
            case "NaN": return .nan
            case "Infinity": return .infinity
            case "-Infinity": return -.infinity
            default: if slice.isPlain, let value = json.double(slice) { return value }
            }
        default: break
        }
        fail("expected a number")
        return 0
    }

    mutating func float() -> Float {
        if case .number(let slice) = token, let value = json.float(slice) { return value }
        let value = double()
        if value.isFinite, !Float(value).isFinite { fail("expected a number that a float can hold") }
        return Float(value)
    }

    mutating func bool() -> Bool {
        if case .bool(let value) = token { return value }
        fail("expected true or false")
        return false
    }

    mutating func string() -> String {
        if case .string(let slice) = token { return json.string(slice) }
        fail("expected a string")
        return ""
    }

    mutating func base64() -> Bytes {
        if case .string(let slice) = token {
            let text = slice.isPlain ? json.raw(slice) : Bytes(utf8: json.string(slice))
            if let value = Base64.decode(text) { return value }
        }
        fail("expected bytes in base64")
        return Bytes()
    }

    mutating func enumValue<E: ProtoEnum>(_ type: E.Type = E.self) -> E {
        switch token {
        case .string(let slice):
            let name = json.string(slice)
            if let value = E.names[name] { return value }
            fail("\(E.protoName) has no value \(name)")
        case .number: return E(rawValue: integer())
        default: fail("expected the name of a value of \(E.protoName)")
        }
        return E()
    }

    mutating func message<M: Message>(_ type: M.Type = M.self) -> M {
        var message = M()
        message.readJSON(from: &self)
        return message
    }

    /// The elements of an array, each read by `element`.
    mutating func array(_ element: (inout Self) -> Void) {
        guard token == .beginArray else { return fail("expected an array") }
        advanceValue()
        while failure == nil, token != .endArray {
            element(&self)
            advanceValue()
        }
    }

    /// The members of an object, each value read by `member`, which is given the name.
    mutating func members(_ member: (inout Self, String) -> Void) {
        guard token == .beginObject else { return fail("expected an object") }
        advanceValue()
        while failure == nil, case .key(let slice) = token {
            let name = json.string(slice)
            advanceValue()
            member(&self, name)
            advanceValue()
        }
    }
}
