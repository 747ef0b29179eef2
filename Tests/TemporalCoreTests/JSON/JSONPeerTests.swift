// Python's json module as the judge of the reader: it takes what Python takes, refuses what Python refuses, and reads the same.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct `JSON reader beside Python` {
    private static let texts = [
        #"{"a":[1,-2.5e3,true,false,null,"x"],"b":{},"c":[]}"#, #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é€😀""#, "[[[[]]]]",
        "123456789012345678901234567890", "0.1e-5", "-0", "-0.0", "1E+2", "1e400", "-1e400", "5e-324", "1e-400",
        " \t\r\n1 ",
        #"{"a":1,"a":2,"b":{"a":3}}"#, #"{"":""}"#, "null", "true", #"["\u0000"]"#, "\"\u{7f}\u{2028}\"",
        "9007199254740993", "0.1000000000000000055511151231257827", "2.2250738585072011e-308",
        "179769313486231580793e289",
    ]

    private static let nasty: [[UInt8]] =
        [
            "[1,]", "{\"a\":1,}", "[,1]", "{,}", "01", "1.", ".1", "+1", "--1", "1e", "1e+", "0x1", "1_0", "NaN",
            "Infinity", "-Infinity",
            "nul", "nulll", "True", "'a'", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\\ud800x\"",
            "\"\n\"", "\"\t\"", "\"\u{0}\"", "\u{FEFF}1", "1 1", "[1 1]", "{\"a\" 1}", "{1:1}", "{\"a\":}", "[", "]",
            "{", "}", "",
            " ", "//1", "/*1*/1", "1\u{a0}", "\u{c}1", "[1}", "{\"a\":1]", "\"\\", "[\"\\", "١", "1e١",
        ].map { Array($0.utf8) } + [
            [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xFF, 0x22], [0xFF],
        ]

    // A text with a few bytes changed, removed, doubled, or taken from elsewhere in it.
    private func mutated(_ text: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
            let index = Int.random(in: 0..<text.count, using: &random)
            let pool = Array("0123456789.-+eE,:[]{}\"\\ tfnu".utf8) + [0x00, 0x0A, 0x7F, 0x80, 0xC3, 0xA9, 0xED, 0xF0]
            switch Int.random(in: 0..<4, using: &random) {
            case 0: text[index] = pool.randomElement(using: &random) ?? 0
            case 1: text.remove(at: index)
            case 2: text.insert(text[index], at: index)
            default: text.insert(pool.randomElement(using: &random) ?? 0, at: index)
            }
        }
        return text
    }

    // Whether `value` is what Python calls `shown`.
    private func agrees(_ value: JSONValue, _ shown: JSONValue) -> Bool {
        switch (value, shown) {
        case (.array(let values), .array(let all)):
            return values.count == all.count && zip(values, all).allSatisfy(agrees)
        case (.integer(let value), .object(let number)): return number["i"] == .string("\(value)")
        case (.unsigned(let value), .object(let number)): return number["i"] == .string("\(value)")
        case (.number(let value), .object(let number)):
            guard let text = number["d"]?.stringValue, let double = Double(text) else { return false }
            return double.bitPattern == value.bitPattern
        case (.decimal(let value), .object(let number)):
            return [number["i"], number["f"]].contains(.string(value.description))
        case (.object(let object), .object(let all)):
            return object.count == all.count
                && object.allSatisfy { key, value in all[key].map { agrees(value, $0) } ?? false }
        default: return value == shown
        }
    }

    @Test func `what Python takes is read as Python reads it, what it refuses is refused`() async throws {
        var random = SeededGenerator.fresh()
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/json_peer.py")])
        var texts = Self.texts.map { Array($0.utf8) } + Self.nasty
        for _ in 0..<TestScale.pick(short: 3000, long: 200_000) {
            let seed = (Self.texts + Self.texts.prefix(3)).randomElement(using: &random) ?? ""
            texts.append(mutated(Array(seed.utf8), &random))
        }
        var taken = 0
        for start in stride(from: 0, to: texts.count, by: 200) {
            let batch = texts[start..<min(start + 200, texts.count)]
            try await peer.write(Data(batch.flatMap { Base64.encode($0) + [0x0A] }))
            for text in batch {
                let answer = try JSONValue(parsing: try await peer.line())
                let value = try? JSONValue(parsing: Bytes(text))
                if value != nil { taken += 1 }
                let isAgreed = value.map { value in answer[0].map { agrees(value, $0) } ?? false } ?? answer.isNull
                #expect(
                    isAgreed, "seed \(random.seed): \(String(decoding: text, as: UTF8.self)) is \(answer) to Python")
            }
        }
        // Both kinds must occur, or this proves nothing.
        #expect(taken > texts.count / 20)
        #expect(taken < texts.count * 19 / 20)
    }
}
