// MessageReader: takes the one message of a unary response out of the body. A message is copied once, from the receive
// buffer into storage of its own size. Large ones get their storage as they arrive, so a length alone costs no memory.

struct MessageReader {
    /// What is allocated on the word of a length; more only as bytes arrive.
    private static let trusted = 4 << 20

    let limit: Int
    private var prefix: (flag: UInt8, length: UInt32) = (0, 0)
    private var prefixCount = 0
    private var length = 0
    private var storage: Bytes.Storage?
    private var capacity = 0
    private var received = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes in a part of the body.
    mutating func read(_ data: UnsafeRawBufferPointer) throws(Status) {
        var data = data
        while prefixCount < 5, let byte = data.first {
            if prefixCount == 0 { prefix.flag = byte } else { prefix.length = prefix.length << 8 | UInt32(byte) }
            prefixCount += 1
            data = UnsafeRawBufferPointer(rebasing: data.dropFirst())
            if prefixCount == 5 { try begin() }
        }
        guard !data.isEmpty, let source = data.baseAddress else { return }
        guard received + data.count <= length else {
            throw Status(code: .internal, message: "the server sent more than one message in answer to a unary call")
        }
        let storage = room(for: data.count)
        (storage.base + received).copyMemory(from: source, byteCount: data.count)
        received += data.count
    }

    /// The message, when the body is over; nil where there was none.
    func finish() throws(Status) -> Bytes? {
        if prefixCount == 0 { return nil }
        guard prefixCount == 5, received == length else {
            throw Status(code: .internal, message: "the server's answer ends inside its message")
        }
        return Bytes(storage: length == 0 ? nil : storage, lower: 0, count: length)
    }

    private mutating func begin() throws(Status) {
        length = Int(prefix.length)
        if prefix.flag != 0 {
            throw Status(code: .internal, message: "the server compressed its answer though that was not offered")
        }
        if length > limit {
            throw Status(
                code: .resourceExhausted, message: "the answer has \(length) bytes, over the limit of \(limit)",
                canHeal: false)
        }
    }

    private mutating func room(for count: Int) -> Bytes.Storage {
        if let storage, capacity >= received + count { return storage }
        capacity = min(length, max(Self.trusted, 2 * capacity, received + count))
        let larger = Bytes.Storage(capacity: capacity)
        if let storage { larger.base.copyMemory(from: storage.base, byteCount: received) }
        storage = larger
        return larger
    }
}
