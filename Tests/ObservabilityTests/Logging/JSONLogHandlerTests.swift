// Log lines: what a reader of JSON finds in them, whatever was logged.

import Foundation
import Glibc
import Logging
import Observability
import Synchronization
import TestSupport
import Testing

@Suite struct JSONLogHandlerTests {
    @Test func `a message is one line with the field names of logrus`() throws {
        let log = try LogFile()
        let before = Date()
        var logger = log.logger(label: "dict")
        logger[metadataKey: "entry_id"] = "ENTRY-67890"
        logger.info("ClaimWorkflow started", metadata: ["claim_id": "CLAIM-12345"])
        let line = try #require(try log.lines().first)
        let members = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
        let timestamp = try #require(members?["timestamp"])
        #expect(
            line == #"{"level":"info","msg":"ClaimWorkflow started","timestamp":"\#(timestamp)","logger":"dict","#
                + #""claim_id":"CLAIM-12345","entry_id":"ENTRY-67890"}"#)
        #expect(timestamp.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        let time = try Date(timestamp, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        #expect((before.addingTimeInterval(-0.002)...Date()).contains(time))
    }

    @Test func `levels are those of logrus`() throws {
        let log = try LogFile()
        let logger = log.logger()
        for level in Logger.Level.allCases { logger.log(level: level, "\(level)") }
        #expect(
            try log.objects().map { $0["level"] as? String }
                == ["trace", "debug", "info", "info", "warning", "error", "fatal"])
    }

    @Test func `whatever a message has in it, the line is one line of valid JSON`() throws {
        let log = try LogFile()
        let strange = "a\"b\\c\n\r\t\u{0}\u{1f}\u{7f}\u{2028}é😀"
        log.logger().info("\(strange)", metadata: ["\(strange)": "\(strange)"])
        let object = try #require(try log.objects().first)
        #expect(object["msg"] as? String == strange)
        #expect(object[strange] as? String == strange)
    }

    @Test func `nested metadata is nested, and keys of the line itself get a prefix`() throws {
        struct Refusal: Error {}
        let log = try LogFile()
        let metadata: Logger.Metadata = [
            "msg": "mine", "error": "also mine", "fields.msg": "and mine", "list": ["a", ["b", [:]], []],
            "map": ["x": ["y": "z", "w": "v"], "n": .stringConvertible(5)],
        ]
        log.logger().error("failed", error: Refusal(), metadata: metadata)
        let object = try #require(try log.objects().first)
        #expect(object["msg"] as? String == "failed")
        #expect(object["error"] as? String == "Refusal()")
        #expect(object["fields.error"] as? String == "also mine")
        #expect(
            Set([object["fields.msg"] as? String, object["fields.fields.msg"] as? String]) == ["mine", "and mine"])
        #expect(
            (object["list"] as? NSArray) == ["a", ["b", [:] as NSDictionary] as NSArray, [] as NSArray] as NSArray)
        #expect((object["map"] as? NSDictionary) == ["x": ["y": "z", "w": "v"], "n": "5"] as NSDictionary)
    }

    @Test func `what a message says comes before what the provider says, and that before the logger's own`() throws {
        let log = try LogFile()
        var logger = log.logger(provider: Logger.MetadataProvider { ["a": "provider", "b": "provider"] })
        logger[metadataKey: "b"] = "logger"
        logger[metadataKey: "c"] = "logger"
        logger.info("x", metadata: ["a": "message"])
        let object = try #require(try log.objects().first)
        #expect(["a", "b", "c"].map { object[$0] as? String } == ["message", "provider", "logger"])
    }

    @Test func `secrets are replaced wholly, by words in their keys, at any depth`() throws {
        let log = try LogFile()
        log.logger().info(
            "x",
            metadata: [
                "POSTGRES_PASSWORD": "a1", "api-key": "a2", "Authorization": ["a3"],
                "map": ["access_token": ["k": "a4"]],
                "list": [["clientSecret": "a5"]], "passenger": "b1",
            ])
        let line = try #require(try log.lines().first)
        #expect(!line.contains("a1") && !line.contains("a2") && !line.contains("a3"))
        #expect(!line.contains("a4") && !line.contains("a5") && line.contains("b1"))
        let object = try #require(try log.objects().first)
        #expect((object["map"] as? NSDictionary) == ["access_token": "***"] as NSDictionary)
    }

    @Test func `messages, errors and metadata values pass through the mask`() throws {
        struct Refusal: Error, CustomStringConvertible { let description = "for Maria" }
        let log = try LogFile()
        let logger = log.logger { $0.replacing("Maria", with: "M***") }
        logger.error(
            "Maria", error: Refusal(),
            metadata: ["a": "of Maria", "b": ["Maria", .stringConvertible(Refusal())], "c": ["d": "Maria"]])
        let line = try #require(try log.lines().first)
        #expect(!line.contains("Maria"))
        #expect(line.ranges(of: "M***").count == 6)
    }

    @Test func `lines of many threads are whole, and none is missing`() async throws {
        let log = try LogFile()
        let (threads, rounds) = (8, 60)
        try await withThrowingTaskGroup { group in
            for thread in 0..<threads {
                group.addTask {
                    try await onThread {
                        let logger = log.logger()
                        for round in 0..<rounds {
                            logger.info(
                                "\(thread).\(round)", metadata: ["x": "\(String(repeating: "y", count: 9_000))"])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try Set(log.objects().compactMap { $0["msg"] as? String }).count == threads * rounds)
    }

    @Test(arguments: [false, true])
    func `a reader that stands still costs lines and one wait, and is told how many it missed`(blocks: Bool) throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        if !blocks { _ = fcntl(ends[1], F_SETFL, O_NONBLOCK) }
        let output = LogOutput(descriptor: ends[1])
        let logger = Logger(label: "slow") { JSONLogHandler(label: $0, output: output) }
        let long = String(repeating: "x", count: 50_000)
        let time = ContinuousClock().measure {
            for number in 1...100 { logger.info("\(number) \(long)") }
        }
        #expect(time < .seconds(10), "which a second for each would exceed")
        var read = [UInt8](repeating: 0, count: 200_000)
        let first = Glibc.read(ends[0], &read, read.count)
        logger.info("last")
        close(ends[1])
        var text = String(decoding: read[..<first], as: UTF8.self)
        text += String(decoding: read[..<Glibc.read(ends[0], &read, read.count)], as: UTF8.self)
        close(ends[0])
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.first?.hasSuffix("}") == true && lines.last?.contains(#""msg":"last""#) == true)
        #expect(lines.dropFirst(2).first?.contains("whole or in part, for nobody took them: 99") == true)
    }

    @Test func `standard output that is closed does not end a logging call`() {
        let logger = Logger(label: "x") { JSONLogHandler(label: $0, output: LogOutput(descriptor: -1)) }
        logger.info("to nobody")
    }
}

/// A file that is logged to.
private struct LogFile: Sendable {
    private let file: URL
    private let handle: FileHandle

    init() throws {
        file = try Repository.scratchFile("log")
        handle = try FileHandle(forWritingTo: file)
    }

    func logger(
        label: String = "test", provider: Logger.MetadataProvider? = nil,
        mask: @escaping @Sendable (String) -> String = { $0 }
    ) -> Logger {
        let output = LogOutput(descriptor: handle.fileDescriptor)
        var logger = Logger(label: label) {
            JSONLogHandler(label: $0, output: output, metadataProvider: provider, mask: mask)
        }
        logger.logLevel = .trace
        return logger
    }

    func lines() throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    func objects() throws -> [[String: Any]] {
        try lines().map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
    }
}
