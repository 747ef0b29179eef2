// Frame: how commands and payloads lie on the wire. All lengths are 32 bits, big-endian, and do not count themselves:
//
//   frame size │ command size │ command
//   frame size │ command size │ command │ 0x0e01 │ CRC-32C │ metadata size │ metadata │ payload
//
// The checksum covers everything after it. A producer is sent frames of the first kind only; of another, the rest is left out.
import TemporalCore

enum Frame {
    /// The largest frame that is accepted: no broker sends a producer more than some hundred bytes.
    static let maxReceivedSize = 5 << 20
    /// The largest message where a broker does not say: 5 MiB.
    static let defaultMaxMessageSize = 5 << 20
    /// The bytes of magic number, checksum and metadata size.
    static let messageHeader = 10

    private static let magic: [UInt8] = [0x0E, 0x01]

    /// The frame of `command`.
    static func encode(_ body: BaseCommand.Body) -> [UInt8] {
        let command = BaseCommand(body).encoded()
        var frame: [UInt8] = []
        frame.reserveCapacity(command.count + 8)
        frame.append(length: command.count + 4)
        frame.append(length: command.count)
        frame.append(command)
        return frame
    }

    /// The frame of `command` with a message. `payload` is called to append `payloadSize` bytes.
    static func encode(
        _ body: BaseCommand.Body, metadata: MessageMetadata, payloadSize: Int, payload: (inout [UInt8]) -> Void
    ) -> [UInt8] {
        let command = BaseCommand(body).encoded()
        let metadata = metadata.encoded()
        let size = 4 + command.count + messageHeader + metadata.count + payloadSize
        var frame: [UInt8] = []
        frame.reserveCapacity(size + 4)
        frame.append(length: size)
        frame.append(length: command.count)
        frame.append(command)
        frame.append(contentsOf: magic)
        let checksum = frame.count
        frame.append(length: 0)
        frame.append(length: metadata.count)
        frame.append(metadata)
        payload(&frame)
        let sum = frame.withUnsafeBytes { CRC32C.checksum(UnsafeRawBufferPointer(rebasing: $0[(checksum + 4)...])) }
        frame.withUnsafeMutableBytes { $0.storeBytes(of: sum.bigEndian, toByteOffset: checksum, as: UInt32.self) }
        return frame
    }
}

extension [UInt8] {
    /// Appends `length` as four bytes; what is framed here is far below their limit.
    mutating func append(length: Int) {
        Swift.withUnsafeBytes(of: UInt32(clamping: length).bigEndian) { append(contentsOf: $0) }
    }

    mutating func append(_ bytes: Bytes) {
        bytes.withUnsafeBytes { append(contentsOf: $0) }
    }
}

/// Cuts what arrives into commands. What is kept is at most one frame and one read.
struct FrameReader {
    private var buffer: [UInt8] = []
    private var position = 0

    /// Takes in `bytes`.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next command that has arrived whole; nil when more bytes are needed.
    mutating func next() throws(ProtocolViolation) -> BaseCommand.Body? {
        while true {
            guard let size = length(at: position) else { return nil }
            guard size >= 4, size <= Frame.maxReceivedSize else {
                throw ProtocolViolation("a frame of \(size) bytes, where 4 to \(Frame.maxReceivedSize) are allowed")
            }
            guard buffer.count - position - 4 >= size, let commandSize = length(at: position + 4) else { return nil }
            guard commandSize <= size - 4 else {
                throw ProtocolViolation("a command of \(commandSize) bytes in a frame of \(size)")
            }
            let command = buffer.withUnsafeBytes {
                Bytes(copying: UnsafeRawBufferPointer(rebasing: $0[(position + 8)..<(position + 8 + commandSize)]))
            }
            position += 4 + size
            do {
                // A command without a body is of a kind that producers do not speak.
                if let body = try BaseCommand(decoding: command).body { return body }
            } catch {
                throw ProtocolViolation(error.description)
            }
        }
    }

    private func length(at offset: Int) -> Int? {
        guard buffer.count - offset >= 4 else { return nil }
        return buffer.withUnsafeBytes {
            Int(UInt32(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
    }
}

/// What a broker sent that the protocol does not allow.
struct ProtocolViolation: Error, Equatable {
    var text: String

    init(_ text: String) { self.text = text }
}
