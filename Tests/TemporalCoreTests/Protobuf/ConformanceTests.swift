// The codecs against the official protobuf library and the official descriptors, through a Python peer. A message
// that fails is named by its seed (TEST_SEED makes it again) and index, by its bytes and by its JSON.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct ConformanceTests {
    @Test func `every declared message and enum is the official one`() async throws {
        let contract = Contract.whole
        let declarations = Declarations(messages: contract.fields, enums: contract.enums)
        let judge = try await Judge()
        let failures = try await judge.ask("declarations \(try jsonLine(declarations))")
        #expect(failures == [])
    }

    @Test func `Protos says what the official descriptors say`() async throws {
        #expect(try await Judge().ask("protos") == [])
    }

    @Test func `Protos has the messages that are declared, and no others`() async throws {
        let set = try await Judge.descriptorSet()
        let bytes = Bytes([UInt8](try Data(contentsOf: set)))
        let protos = Set(try DescriptorSet(decoding: bytes).messageNames.filter { !$0.hasPrefix("google.protobuf.") })
        let declared = Set(Contract.whole.messages.keys.filter { !$0.hasPrefix("google.protobuf.") })
        #expect(protos.subtracting(declared) == [])
        #expect(declared.subtracting(protos) == [])
    }

    @Test func `every message that the sources declare is reached from a call`() throws {
        let folder = Repository.root.appendingPathComponent("Sources/TemporalCore/API")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let names = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: /static var protoName: String \{ "(.+)" \}/).map {
                String($0.1)
            }
        }
        #expect(names.count > 300)
        #expect(Set(names).subtracting(Contract.whole.messages.keys) == [])
    }

    @Test func `random messages mean the same to the official library, in bytes and in JSON, both ways`() async throws {
        let seed = SeededGenerator.fresh().seed
        let count = Contract.randomMessages
        let contract = Contract.whole
        let judge = try await Judge()
        try await judge.tell("types \(try jsonLine(contract.messages.keys.sorted()))")
        let packable = contract.messages.keys.filter {
            $0.hasPrefix("temporal.api.update.v1.Re")
                || $0.hasPrefix("temporal.api.errordetails.")
                    && !$0.contains("MultiOperation")
        }
        try await judge.tell("packable \(try jsonLine(packable.sorted()))")
        for first in stride(from: 0, to: count, by: 200) {
            let failures = try await judge.make(seed: seed, first: first, count: min(200, count - first)) { line in
                Self.answer(line, contract)
            }
            try #require(failures == [], "\(failures.joined(separator: "\n"))")
        }
    }

    private static func answer(_ line: String, _ contract: Contract) -> String {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, let type = contract.messages[String(words[0])],
            let bytes = Data(base64Encoded: String(words[1])), let json = Data(base64Encoded: String(words[2]))
        else { return "! not understood: \(line.prefix(200))" }
        do {
            return try answer(type, Bytes([UInt8](bytes)), Bytes([UInt8](json)))
        } catch {
            return "! \(error)"
        }
    }

    private static func answer<M: Message>(_ type: M.Type, _ bytes: Bytes, _ json: Bytes) throws -> String {
        let message = try M(decoding: bytes)
        let encoded = message.encoded()
        guard message.encodedSize == encoded.count else { return "! the sizer says \(message.encodedSize)" }
        guard try M(decoding: encoded).encoded() == encoded else { return "! the encoding is not stable" }
        return [encoded, message.json(), try M(json: json).encoded()].map { Data($0).base64EncodedString() }
            .joined(separator: " ")
    }

    private struct Declarations: Encodable {
        let messages: [String: [String: [String]]]
        let enums: [String: [Contract.EnumValue]]
    }
}

private func jsonLine(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
}

/// The Python peer.
private struct Judge {
    private let peer: Peer

    init() async throws {
        peer = try Peer([
            Repository.python, Repository.path("Tests/Peers/protobuf_conformance.py"),
            try await Self.descriptorSet().path,
        ])
    }

    /// What protoc makes of Protos/.
    static func descriptorSet() async throws -> URL {
        let folder = Repository.path("Protos")
        let files = try Repository.temporalProtos()
        let output = try Repository.scratchFile("protos")
        _ = try await runCommand(
            ["protoc", "-I", folder, "--include_imports", "--descriptor_set_out=\(output.path)"] + files.sorted()
        ).succeeded()
        return output
    }

    func tell(_ command: String) async throws {
        try await peer.write(line: command)
    }

    func ask(_ command: String) async throws -> [String] {
        try await tell(command)
        return try await failures()
    }

    func make(seed: UInt64, first: Int, count: Int, answer: (String) -> String) async throws -> [String] {
        try await tell("make \(seed) \(first) \(count)")
        var answers: [String] = []
        for _ in 0..<count { answers.append(answer(try await peer.line())) }
        try await tell(answers.joined(separator: "\n"))
        return try await failures()
    }

    private func failures() async throws -> [String] {
        let head = try await peer.line(within: .seconds(120))
        guard head.hasPrefix("failures "), let count = Int(head.dropFirst(9)) else { return [head] }
        var failures: [String] = []
        for _ in 0..<count { failures.append(try await peer.line()) }
        return failures
    }
}

// As much of a descriptor set as its messages' names take, read by our own reader.
private struct DescriptorSet: Message {
    static var protoName: String { "google.protobuf.FileDescriptorSet" }
    var files: [File] = []
    var unknownFields = UnknownFields()

    mutating func fields(_ visitor: inout some FieldVisitor) { visitor.field(1, "file", &files) }

    var messageNames: [String] { files.flatMap { file in file.messages.flatMap { $0.names(in: file.package) } } }

    struct File: Message {
        static var protoName: String { "google.protobuf.FileDescriptorProto" }
        var package = ""
        var messages: [Descriptor] = []
        var unknownFields = UnknownFields()

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(2, "package", &package)
            visitor.field(4, "message_type", &messages)
        }
    }

    struct Descriptor: Message {
        static var protoName: String { "google.protobuf.DescriptorProto" }
        var name = ""
        var nested: [Descriptor] = []
        @Boxed var options: Options?
        var unknownFields = UnknownFields()

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
            visitor.field(3, "nested_type", &nested)
            visitor.field(7, "options", &_options)
        }

        func names(in parent: String) -> [String] {
            if options?.isMapEntry == true { return [] }
            return ["\(parent).\(name)"] + nested.flatMap { $0.names(in: "\(parent).\(name)") }
        }
    }

    struct Options: Message {
        static var protoName: String { "google.protobuf.MessageOptions" }
        var isMapEntry = false
        var unknownFields = UnknownFields()

        mutating func fields(_ visitor: inout some FieldVisitor) { visitor.field(7, "map_entry", &isMapEntry) }
    }
}
