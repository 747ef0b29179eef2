// Frames and checksums against known values; what is not a frame.
import TemporalCore
import Testing

@testable import Pulsar

@Suite struct WireTests {
    @Test(
        arguments: [
            ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
            ([UInt8](0..<32), 0x46DD_794E),
            ([UInt8]((0..<32).reversed()), 0x113F_DB5C),
            ([UInt8]("123456789".utf8), 0xE306_9283),
            ([], 0),
        ] as [([UInt8], UInt32)]) func `CRC-32C has the values of RFC 3720`(bytes: [UInt8], sum: UInt32)
    {
        #expect(bytes.withUnsafeBytes { CRC32C.checksum($0) } == sum)
    }

    @Test func `a command's frame is two lengths and the command, zeros of required fields included`() {
        let frame = Frame.encode(.lookupTopic(.with { $0.topic = "t" }))
        // type 23; field 23: topic (1) "t", request_id (2) 0.
        #expect(frame == [0, 0, 0, 14, 0, 0, 0, 10, 0x08, 23, 0xBA, 0x01, 5, 0x0A, 1, 0x74, 0x10, 0])
    }

    @Test func `a message's frame has the checksum of all that follows it`() throws {
        let metadata = MessageMetadata.with {
            $0.producerName = "p"
            $0.publishTime = 1
        }
        let frame = Frame.encode(.send(CommandSend()), metadata: metadata, payloadSize: 3) { $0 += [1, 2, 3] }
        let command = BaseCommand(.send(CommandSend())).encoded().count
        #expect(Array(frame[..<4]) == [0, 0, 0, UInt8(frame.count - 4)])
        let rest = Array(frame[(8 + command)...])
        #expect(Array(rest[..<2]) == [0x0E, 0x01])
        let sum = rest[6...].withUnsafeBytes { CRC32C.checksum($0) }
        #expect(Array(rest[2..<6]) == withUnsafeBytes(of: sum.bigEndian) { Array($0) })
        #expect(Array(rest[6..<10]) == [0, 0, 0, 7])
        #expect(try MessageMetadata(decoding: Bytes(rest[10..<17])) == metadata)
        #expect(Array(rest[17...]) == [1, 2, 3])
    }

    @Test(arguments: [1, 2, 3, 7, 1000]) func `commands are read however they are cut`(size: Int) throws {
        let commands: [BaseCommand.Body] = [
            .connected(.with { $0.serverVersion = "4" }),
            .sendReceipt(
                .with {
                    $0.sequenceID = 300
                    $0.messageID = .with { $0.ledgerID = .max }
                }),
            .ping(CommandPing()), .producerSuccess(.with { $0.lastSequenceID = -1 }),
        ]
        let bytes = commands.flatMap { Frame.encode($0) }
        var reader = FrameReader()
        var read: [BaseCommand.Body] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBytes { reader.append($0) }
            while let command = try reader.next() { read.append(command) }
        }
        #expect(read == commands)
    }

    @Test func `commands for consumers are passed over`() throws {
        var reader = FrameReader()
        ([0, 0, 0, 11, 0, 0, 0, 7, 0x08, 0x1B, 0xDA, 0x01, 2, 0x08, 7] + Frame.encode(.pong(CommandPong())))
            .withUnsafeBytes { reader.append($0) }
        #expect(try reader.next() == .pong(CommandPong()))
    }

    @Test(
        arguments: [
            Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
            [0, 0, 0, 3, 0, 0, 0],
            [0, 0, 0, 8, 0, 0, 0, 5, 8, 18, 0, 0],
            [0xFF, 0xFF, 0xFF, 0xFF],
            [0, 0, 0, 7, 0, 0, 0, 3, 0x08, 0x12, 0x92],
            [0, 0, 0, 6, 0, 0, 0, 2, 0x0F, 0x00],
        ] as [[UInt8]]) func `what is no frame is said to be none`(bytes: [UInt8]) throws
    {
        var reader = FrameReader()
        bytes.withUnsafeBytes { reader.append($0) }
        #expect(throws: ProtocolViolation.self) { try reader.next() }
    }

    @Test func `random bytes are a violation or nothing, and never end the process`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var bytes = (0..<Int.random(in: 0...64)).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            // Half of them have a plausible size, so that the command is read.
            if Bool.random(), bytes.count >= 8 {
                let size = UInt8(bytes.count - 4)
                bytes.replaceSubrange(0..<8, with: [0, 0, 0, size, 0, 0, 0, size - 4])
            }
            var reader = FrameReader()
            bytes.withUnsafeBytes { reader.append($0) }
            while (try? reader.next()) != nil {}
        }
    }
}
