// WireReader: from bytes to messages. It walks a message's fields once for each run of ascending field numbers, which is once
// for what any encoder writes: the tag that comes next is always read ahead, and each field takes it if it is its own.
// A tag that no field of a whole walk took is unknown and kept. After a mistake nothing more is read.

/// Reads the binary encoding.
package struct WireReader {
    /// How deep messages may lie in one another; the limit of the official libraries.
    package static let depthLimit = 100

    // Points into `owner`'s storage, which outlives the reader; only positions below `end` are read.
    private let base: UnsafeRawPointer
    private let owner: Bytes
    private var position = 0
    private var end: Int
    // The tag of the field at `start`, whose value begins at `position`; 0 at the end of the message and after a mistake.
    private(set) var tag: UInt32 = 0
    private var start = 0
    private var depth = 0
    private var failed = false
    private var failure: MalformedMessage?

    /// Reads the whole of `bytes` into `message`.
    static func read<M: Message>(_ bytes: Bytes, into message: inout M) throws(MalformedMessage) {
        try bytes.withUnsafeBytes { (buffer) throws(MalformedMessage) in
            guard let base = buffer.baseAddress else { return }
            var reader = WireReader(base: base, owner: bytes, end: buffer.count)
            reader.readFields(of: &message)
            if var failure = reader.failure {
                failure.message = M.protoName
                throw failure
            }
        }
    }

    private init(base: UnsafeRawPointer, owner: Bytes, end: Int) {
        self.base = base
        self.owner = owner
        self.end = end
    }

    // Not specialised: the witness of `walk` is, and a copy of the rest for each message would only be slow to compile.
    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    private mutating func readFields<M: Message>(of message: inout M) {
        advance()
        while tag != 0 {
            let first = start
            message.walk(&self)
            if tag != 0, start == first { keepUnknown(in: &message.unknownFields) }
        }
    }

    /// Reads the tag at `position`.
    @inline(__always)
    mutating func advance() {
        start = position
        guard position < end else {
            tag = 0
            return
        }
        let byte = base.load(fromByteOffset: position, as: UInt8.self)
        if byte < 0x80, byte >= 8 {
            position += 1
            tag = UInt32(byte)
        } else {
            advanceLong()
        }
    }

    @inline(never)
    private mutating func advanceLong() {
        let long = varint("")
        guard !failed else { return }
        guard long >= 8, let short = UInt32(exactly: long) else { return fail(.invalidTag, "", at: start) }
        tag = short
    }

    /// Notes the first mistake and ends the reading.
    @inline(never)
    mutating func fail(_ reason: MalformedMessage.Reason, _ name: StaticString, at offset: Int? = nil) {
        if !failed {
            failed = true
            failure = MalformedMessage(reason: reason, field: name.description, offset: offset ?? position)
        }
        position = end
        tag = 0
    }

    /// A variable-length integer, or 0 after a mistake.
    @inline(__always)
    mutating func varint(_ name: StaticString) -> UInt64 {
        if position < end {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            if byte < 0x80 {
                position += 1
                return UInt64(byte)
            }
        }
        return longVarint(name)
    }

    @inline(never)
    private mutating func longVarint(_ name: StaticString) -> UInt64 {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        var at = position
        while at < end {
            let byte = base.load(fromByteOffset: at, as: UInt8.self)
            at += 1
            if shift == 63, byte > 1 {
                fail(.overlongInteger, name)
                return 0
            }
            result |= UInt64(byte & 0x7f) &<< shift
            if byte < 0x80 {
                position = at
                return result
            }
            shift += 7
        }
        fail(.endsInsideField, name)
        return 0
    }

    /// Four bytes in little-endian order, or 0 after a mistake.
    mutating func fixed32(_ name: StaticString) -> UInt32 {
        guard end - position >= 4 else {
            fail(.endsInsideField, name)
            return 0
        }
        defer { position += 4 }
        return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }

    /// Eight bytes in little-endian order, or 0 after a mistake.
    mutating func fixed64(_ name: StaticString) -> UInt64 {
        guard end - position >= 8 else {
            fail(.endsInsideField, name)
            return 0
        }
        defer { position += 8 }
        return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    /// A length that the message has room for, or nil after a mistake.
    @inline(__always)
    mutating func length(_ name: StaticString) -> Int? {
        let before = position
        let length = varint(name)
        guard length <= UInt64(end - position) else {
            fail(.lengthPastEnd, name, at: before)
            return nil
        }
        return failed ? nil : Int(length)
    }

    /// A text, or the empty one after a mistake.
    @inline(never)
    mutating func string(_ name: StaticString) -> String {
        guard let length = length(name) else { return "" }
        let bytes = UnsafeRawBufferPointer(start: base + position, count: length)
        guard let string = String(validatingUTF8: bytes) else {
            fail(.invalidUTF8, name)
            return ""
        }
        position += length
        return string
    }

    /// A slice of the input, or no bytes after a mistake.
    @inline(never)
    mutating func bytes(_ name: StaticString) -> Bytes {
        guard let length = length(name) else { return Bytes() }
        defer { position += length }
        return owner[position..<position + length]
    }

    /// A message inside this one; what it holds is added to what `message` holds already.
    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    mutating func read<M: Message>(_ name: StaticString, into message: inout M) {
        guard let length = length(name) else { return }
        guard depth < Self.depthLimit else { return fail(.tooDeep, name) }
        let outer = end
        end = position + length
        depth += 1
        readFields(of: &message)
        depth -= 1
        end = outer
        if failed { leaveAfterFailure(name) }
    }

    @inline(never)
    private mutating func leaveAfterFailure(_ name: StaticString) {
        if let inner = failure?.field {
            failure?.field = inner.isEmpty ? name.description : "\(name).\(inner)"
        }
        position = end
        tag = 0
    }

    /// Reads integers that stand one after the other in one field, giving each to `take`.
    mutating func packed(_ name: StaticString, _ take: (UInt64) -> Void) {
        guard let length = length(name) else { return }
        let outer = end
        end = position + length
        while position < end { take(varint(name)) }
        end = outer
        if failed { position = end }
    }

    /// Skips the unknown field at `start` and keeps its bytes.
    @inline(never)
    private mutating func keepUnknown(in unknown: inout UnknownFields) {
        let from = start
        skipValue(of: tag, depth: depth)
        guard !failed else { return }
        unknown.bytes.append(contentsOf: UnsafeRawBufferPointer(start: base + from, count: position - from))
        advance()
    }

    private mutating func skipValue(of tag: UInt32, depth: Int) {
        switch tag & 7 {
        case 0: _ = varint("")
        case 1: _ = fixed64("")
        case 2: if let length = length("") { position += length }
        case 3: skipGroup(tag >> 3, depth: depth)
        case 4: fail(.unbalancedGroup, "", at: start)
        case 5: _ = fixed32("")
        default: fail(.invalidTag, "", at: start)
        }
    }

    private mutating func skipGroup(_ number: UInt32, depth: Int) {
        guard depth < Self.depthLimit else { return fail(.tooDeep, "") }
        while true {
            advance()
            if failed { return }
            if tag == number << 3 | 4 { return }
            if tag == 0 { return fail(.unbalancedGroup, "") }
            skipValue(of: tag, depth: depth + 1)
        }
    }
}
