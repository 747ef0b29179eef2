// The Python SDK's converters as judges: what they encode is read here as what it is, and what is encoded here is the same there.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

/// The Python SDK's converters, asked line by line.
struct ConverterJudge {
    private let peer: Peer

    init() throws {
        peer = try Peer([Repository.python, Repository.path("Tests/Peers/converter_peer.py")])
    }

    func ask(_ operation: String, _ arguments: JSONObject = [:]) async throws -> JSONValue {
        var request = arguments
        request["op"] = .string(operation)
        try await peer.write(line: JSONValue.object(request).description)
        let answer = try JSONValue(parsing: try await peer.line())
        if let error = answer["error"]?.stringValue { throw Peer.Failure(description: error) }
        return answer
    }
}

extension JSONValue {
    /// The message that a peer sent in base64.
    func message<M: Message>(_ type: M.Type = M.self) throws -> M {
        let text = try #require(stringValue)
        return try M(decoding: try #require(Base64.decode(text.utf8)))
    }
}

func base64(_ message: some Message) -> JSONValue {
    .string(String(decoding: Base64.encode(message.encoded()), as: UTF8.self))
}

/// Whether `value` is what Python calls `shown`.
func agrees(_ value: JSONValue, _ shown: JSONValue) -> Bool {
    switch (value, shown) {
    case (.array(let values), .array(let all)):
        values.count == all.count && zip(values, all).allSatisfy { agrees($0, $1) }
    case (.object(let object), _):
        object.count == shown["o"]?.objectValue?.count
            && object.allSatisfy { key, value in shown["o"]?[key].map { agrees(value, $0) } ?? false }
    case (.integer, _), (.unsigned, _), (.decimal, _): shown["i"] == .string(value.description)
    case (.number(let number), _): shown["d"]?.stringValue.flatMap { Double($0) }?.bitPattern == number.bitPattern
    default: value == shown
    }
}

@Suite struct `Data converter beside Python` {
    private let judge: ConverterJudge
    private let converter = DataConverter.default
    private let first: Int64
    private let count = TestScale.pick(short: 300, long: 20_000)

    init() throws {
        judge = try ConverterJudge()
        first = Int64(SeededGenerator.fresh().seed)
    }

    @Test func `arguments are the same in both languages`() async throws {
        for seed in first..<(first + Int64(count)) {
            let made = try await judge.ask("make", ["seed": .integer(seed)])
            let payloads = try (made["payloads"]?.arrayValue ?? []).map { try $0.message(Payload.self) }
            let shown = try #require(made["shown"]?.arrayValue)
            try #require(payloads.count == shown.count)
            var again: [JSONValue] = []
            for (payload, shown) in zip(payloads, shown) {
                if payload.encoding == "binary/plain" {
                    let bytes = try converter.decode(payload, as: [UInt8].self)
                    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                    #expect(shown["b"] == .string(hex), "seed \(seed)")
                    again.append(base64(try converter.encode(Data(bytes))))
                } else {
                    let value = try converter.decode(payload, as: JSONValue.self)
                    #expect(agrees(value, shown), "seed \(seed): \(value) is not \(shown)")
                    let encoded = try converter.encode(value)
                    #expect(encoded.metadata == payload.metadata, "seed \(seed)")
                    again.append(base64(encoded))
                }
            }
            #expect(try await judge.ask("judge", ["payloads": .array(again)])["shown"] == .array(shown), "seed \(seed)")
        }
    }

    private enum Color: String, Codable { case red, green }

    private struct Item: Codable {
        var name: String
        var price: Double
        var count: Int
        var tags: [String]
    }

    private struct Order: Codable {
        var id: UUID
        var created: Date
        var number: Int64
        var color: Color
        var items: [Item]
        var totals: [String: Double]
        var note: String?
    }

    @Test func `a dataclass is a struct`() async throws {
        for seed in first..<(first + Int64(count)) {
            let made = try await judge.ask("order", ["seed": .integer(seed)])
            let order = try converter.decode(try #require(made["payload"]).message(), as: Order.self)
            #expect(made["shown"]?["id"] == .string(order.id.uuidString.lowercased()))
            #expect(made["shown"]?["number"] == .string("\(order.number)"))
            #expect(made["shown"]?["note"] == order.note.map(JSONValue.string) ?? .null)
            let again = try await judge.ask("typed", ["payload": base64(try converter.encode(order))])
            #expect(again["shown"] == made["shown"], "seed \(seed)")
        }
    }

    @Test func `failures of every kind are the same in both languages`() async throws {
        var kinds: Set<String> = []
        for seed in first..<(first + Int64(count)) {
            let made = try await judge.ask("failure", ["seed": .integer(seed), "encoded": .bool(seed % 2 == 0)])
            let shown = try #require(made["shown"])
            let error = converter.error(from: try #require(made["failure"]).message())
            try expect(error, shown, seed)
            kinds.insert(shown["kind"]?.stringValue ?? "")
            // Thrown on as it came, and made anew from its parts.
            var other = converter
            other.failureConverter.encodesCommonAttributes = seed % 3 == 0
            for failure in [other.failure(from: error), other.failure(from: try FailureParts.remade(error))] {
                let again = try await judge.ask("fails", ["failure": base64(failure)])
                #expect(again["shown"] == shown, "seed \(seed)")
            }
        }
        #expect(kinds.count == 9)
    }

    private func expect(_ error: any Error, _ shown: JSONValue, _ seed: Int64) throws {
        let parts = try FailureParts.parts(of: error)
        let keys = Set(shown.objectValue?.keys ?? []).subtracting(["cause", "details"])
        for key in keys { #expect(parts[key] == shown[key], "seed \(seed): \(key)") }
        if let details = shown["details"] { #expect(agrees(parts["details"] ?? .null, details), "seed \(seed)") }
        let cause = (error as? any TemporalFailure)?.cause
        #expect((cause == nil) == (shown["cause"] == nil), "seed \(seed)")
        if let cause, let inner = shown["cause"] { try expect(cause, inner, seed) }
    }

    @Test func `search attributes are the same in both languages`() async throws {
        for seed in first..<(first + Int64(count)) {
            let made = try await judge.ask("search", ["seed": .integer(seed)])
            let found = SearchAttributes(try #require(made["attributes"]).message(API.Common.SearchAttributes.self))
            var again = SearchAttributes()
            func copy<Value>(_ key: SearchAttributeKey<Value>) {
                let value: Value? = found[key]
                #expect(value != nil, "seed \(seed): \(key.name)")
                again[key] = value
                #expect(found.type(of: key.name) == key.type)
            }
            copy(.bool("b"))
            copy(.int("i"))
            copy(.double("d"))
            copy(.keyword("k"))
            copy(.text("t"))
            copy(.keywordList("l"))
            copy(.datetime("w"))
            let answer = try await judge.ask("found", ["attributes": base64(try #require(again.encoded))])
            #expect(answer["shown"] == made["shown"], "seed \(seed)")
        }
    }
}
