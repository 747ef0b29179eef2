// The codecs against libprotobuf-c, a second implementation that knows nothing of the first: protoc-c makes C of Protos/, and
// what it makes of our bytes are our bytes again.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct SecondJudgeTests {
    @Test func `libprotobuf-c reads what we write, and writes the same`() async throws {
        let seed = SeededGenerator.fresh().seed
        let count = Contract.randomMessages
        let types: [any Message.Type] = Contract.whole.messages.filter { !$0.key.hasPrefix("google.protobuf.") }.values
            .sorted {
                $0.protoName < $1.protoName
            }
        let judge = try Peer([try await Self.build().path])
        for first in stride(from: 0, to: count, by: 200) {
            let indices = first..<min(first + 200, count)
            let messages = indices.map { index in
                let type = types[index % types.count]
                return Self.make(type, seed: seed &+ UInt64(index))
            }
            try await judge.write(
                line: messages.map { "\(type(of: $0).protoName) \(hex($0.encoded()))" }.joined(separator: "\n"))
            for (index, message) in zip(indices, messages) {
                let answer = try await judge.line()
                try #require(
                    answer == hex(message.encoded()),
                    "seed \(seed), message \(index), \(type(of: message).protoName): \(message)")
                try Self.roundTrip(message)
            }
        }
    }

    private static func make<M: Message>(_ type: M.Type, seed: UInt64) -> any Message {
        var visitor = RandomVisitor(seed: seed)
        return visitor.message(type)
    }

    private static func roundTrip<M: Message>(_ message: M) throws {
        let bytes = message.encoded()
        try #require(try M(decoding: bytes) == message)
        try #require(message.encodedSize == bytes.count)
    }

    /// The judge's program, compiled from Protos/.
    private static func build() async throws -> URL {
        let folder = try Repository.scratchFile("protobuf-c")
        try FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let protos = Repository.path("Protos")
        let google = ["any", "duration", "empty", "field_mask", "timestamp", "wrappers"].map {
            "google/protobuf/\($0).proto"
        }
        let own = try Repository.temporalProtos()
        _ = try await runCommand(
            ["protoc-c", "-I", protos, "-I", "/usr/include", "--c_out=\(folder.path)"] + google + own.sorted()
        ).succeeded()

        let made = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
            .sorted()
        let headers = made.filter { $0.hasSuffix(".h") }
        let descriptors = try headers.flatMap { header in
            try String(contentsOf: folder.appendingPathComponent(header), encoding: .utf8)
                .matches(of: /extern const ProtobufCMessageDescriptor (\w+);/).map { "&\($0.1),\n" }
        }
        try write(headers.map { "#include \"\($0)\"\n" }, to: folder.appendingPathComponent("descriptors.h"))
        try write(descriptors, to: folder.appendingPathComponent("descriptors.inc"))
        let program = folder.appendingPathComponent("judge")
        // `linux` is a macro of the compiler and a field of the contract.
        _ = try await runCommand(
            ["cc", "-Ulinux", "-I", folder.path, Repository.path("Tests/Peers/protobuf_c.c"), "-o", program.path]
                + made.filter { $0.hasSuffix(".c") }.map { folder.appendingPathComponent($0).path } + ["-lprotobuf-c"]
        ).succeeded()
        return program
    }

    private static func write(_ lines: [String], to file: URL) throws {
        try lines.joined().write(to: file, atomically: true, encoding: .utf8)
    }
}
