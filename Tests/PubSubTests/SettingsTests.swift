// Settings: defaults, the `.env` file, and mistakes that are all named at once with what was expected.

import Logging
import PubSub
import TemporalCore
import Testing
import WorkerHost

/// The settings of a pub/sub worker's process.
private struct AllSettings {
    let process: HostSettings
    let pubsub: Settings

    init(environment: [String: String], file: String = "") throws(SettingsError) {
        var reader = SettingsReader(environment: environment, file: file)
        process = HostSettings(&reader)
        pubsub = Settings(&reader)
        try reader.check()
    }

    var connection: ConnectionOptions { process.connection }
    var logLevel: Logger.Level { process.logLevel }
    var taskQueue: String { pubsub.taskQueue }
    var taskQueueSecondary: String { pubsub.taskQueueSecondary }
}

struct SettingsTests {
    @Test func `without any variable everything has its default`() throws {
        let settings = try AllSettings(environment: [:])
        #expect(settings.connection.target == Target(host: "127.0.0.1", port: 7233))
        #expect(settings.connection.namespace == "default")
        #expect(settings.connection.tls == nil)
        #expect(settings.taskQueue == "pubsub-task-queue")
        #expect(settings.taskQueueSecondary == "pubsub-task-queue-secondary")
        #expect(settings.logLevel == .info)
    }

    @Test func `a .env file knows comments, export, quotes and blanks, and the environment overrides it`() throws {
        let file = """
            # where the server is
            TEMPORAL_ADDRESS = temporal:7233   # in the compose network
            export TEMPORAL_NAMESPACE="name space # not a comment"
            TEMPORAL_TASK_QUEUE='single'

            LOG_LEVEL=debug
            TEMPORAL_TASK_QUEUE_SECONDARY=a=b
            """
        let settings = try AllSettings(environment: ["LOG_LEVEL": "ERROR"], file: file)
        #expect(settings.connection.target == Target(host: "temporal", port: 7233))
        #expect(settings.connection.namespace == "name space # not a comment")
        #expect(settings.taskQueue == "single")
        #expect(settings.taskQueueSecondary == "a=b")
        #expect(settings.logLevel == .error)
    }

    @Test func `a .env file with Windows line ends is read alike`() throws {
        let settings = try AllSettings(
            environment: [:], file: "TEMPORAL_TASK_QUEUE=one\r\nTEMPORAL_TASK_QUEUE_SECONDARY=\"two\"\r\n")
        #expect(settings.taskQueue == "one")
        #expect(settings.taskQueueSecondary == "two")
    }

    @Test(arguments: [
        (#"TEMPORAL_TASK_QUEUE="abc" # queue"#, "abc"), (#"TEMPORAL_TASK_QUEUE='a # b'# c"#, "a # b"),
        (#"TEMPORAL_TASK_QUEUE="it's""#, "it's"), ("TEMPORAL_TASK_QUEUE=a#b", "a#b"),
        (#" export TEMPORAL_TASK_QUEUE = "a" "#, "a"), ("TEMPORAL_TASK_QUEUE=a\t #b", "a"),
        ("TEMPORAL_TASK_QUEUE=a\nTEMPORAL_TASK_QUEUE=b", "b"),
    ])
    func `a comment after a value in a .env file is no part of it`(file: String, taskQueue: String) throws {
        #expect(try AllSettings(environment: [:], file: file).taskQueue == taskQueue)
    }

    @Test(arguments: ["", " ", " # none", "#none", "\"\"", "'' # none"])
    func `a value in a .env file may be empty`(value: String) throws {
        #expect(try AllSettings(environment: [:], file: "TEMPORAL_API_KEY=\(value)").connection.apiKey == nil)
    }

    @Test func `a value in quotes may go over several lines`() {
        let read = DotEnv("A=\"one\n  two\n\nthree\" # four\r\nB='five'\nC=\"six\nC=seven")
        #expect(read.values == ["A": "one\n  two\n\nthree", "B": "five", "C": "seven"])
        #expect(read.mistakes == [".env line 6, C, has an opening quote: expected a closing one"])
    }

    @Test(arguments: [
        (#"TEMPORAL_API_KEY="secret" and more"#, "goes on after the closing quote: expected nothing but a comment"),
        (#"TEMPORAL_API_KEY='secret"#, "has an opening quote: expected a closing one"),
    ])
    func `a mistaken quote is named without the value`(file: String, mistake: String) throws {
        let error = #expect(throws: SettingsError.self) { try AllSettings(environment: [:], file: file) }
        #expect(error?.mistakes == [".env line 1, TEMPORAL_API_KEY, \(mistake)"])
    }

    @Test func `every mistake is named, with what was expected`() throws {
        let environment = [
            "TEMPORAL_ADDRESS": "nowhere:port", "TEMPORAL_TASK_QUEUE": "", "LOG_LEVEL": "loud", "TEMPORAL_TLS": "maybe",
            "TEMPORAL_TLS_CLIENT_CERT_PATH": "/cert.pem",
        ]
        let error = #expect(throws: SettingsError.self) {
            try AllSettings(environment: environment, file: "a secret\n")
        }
        let text = try #require(error).description
        for expected in [
            ".env line 1 is no assignment: expected NAME=value",
            "TEMPORAL_ADDRESS is 'nowhere:port': expected host:port",
            "TEMPORAL_TASK_QUEUE is '': expected the name of a task queue",
            "LOG_LEVEL is 'loud': expected one of trace, debug, info, notice, warning, error, critical",
            "TEMPORAL_TLS is 'maybe': expected true or false",
            "TEMPORAL_TLS_CLIENT_CERT_PATH is set without its key: expected TEMPORAL_TLS_CLIENT_KEY_PATH",
        ] {
            #expect(text.contains(expected), "\(text)")
        }
        #expect(!text.contains("a secret"))
        #expect(text.split(separator: "\n").count == 6, "one mistake a line: \(text)")
    }

    @Test(arguments: ["", "\n", String(repeating: "q", count: 1_001)])
    func `a task queue that no server takes is declined`(name: String) {
        #expect(throws: SettingsError.self) { try AllSettings(environment: ["TEMPORAL_TASK_QUEUE_SECONDARY": name]) }
    }
}
