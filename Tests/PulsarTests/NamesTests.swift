// What people write (URLs, topics, settings), and where a key belongs.
import Logging
import TemporalCore
import Testing

@testable import Pulsar

@Suite struct NamesTests {
    @Test(arguments: [
        ("pulsar://localhost", "pulsar://localhost:6650"),
        ("pulsar+ssl://a", "pulsar+ssl://a:6651"),
        ("pulsar://a:1,b:2,[::1]:3/", "pulsar://a:1,b:2,[::1]:3"),
        ("PULSAR://a,b:7", "pulsar://a:6650,b:7"),
    ]) func `a URL has a scheme, hosts and ports`(text: String, full: String) throws {
        #expect(try PulsarURL(text).description == full)
        #expect(try PulsarURL(text).isSecure == full.hasPrefix("pulsar+ssl"))
    }

    @Test(arguments: [
        "", "localhost:6650", "http://a:8080", "pulsar://", "pulsar://a:x", "pulsar://a,,b", "pulsar://a b",
    ])
    func `what is no URL is declined with a reason`(text: String) {
        #expect { try PulsarURL(text) } throws: { error in
            guard case PulsarError.invalidURL(text, let reason)? = error as? PulsarError else { return false }
            return !reason.isEmpty
        }
    }

    @Test(arguments: [
        ("orders", "persistent://public/default/orders"),
        ("a/b/orders", "persistent://a/b/orders"),
        ("persistent://a/b/orders", "persistent://a/b/orders"),
        ("non-persistent://a/b/orders", "non-persistent://a/b/orders"),
    ]) func `short topic names are completed as the official clients do`(name: String, full: String) throws {
        #expect(try PulsarTopic(name).description == full)
    }

    @Test(arguments: ["", "a/b", "a/b/c/d", "topic://a/b/c", "persistent://a/b", "persistent://a//c", "a/b/c d"])
    func `what is no topic is declined`(name: String) {
        #expect(throws: PulsarError.self) { try PulsarTopic(name) }
    }

    @Test(
        arguments: [
            ("", 0), ("a", 97), ("hello", 99_162_322), ("order-7", 3_087_855_992), ("žluťoučký", 2_782_731_291),
            ("😀", 1_772_899),
            ("polygenelubricants", 0x8000_0000),
        ] as [(String, UInt32)]) func `keys are hashed as Java hashes strings`(key: String, hash: UInt32)
    {
        #expect(Router.javaHash(key) == hash)
        #expect((0..<7).contains(Router.partition(for: key, of: 7)))
    }

    @Test func `settings that cannot work are declined`() throws {
        let good = PulsarOptions(url: try PulsarURL("pulsar://a"), topic: try PulsarTopic("t"))
        let mistakes: [(inout PulsarOptions) -> Void] = [
            { $0.maxPendingMessages = 0 }, { $0.maxPendingBytes = 0 }, { $0.batching.maxMessages = 0 },
            { $0.batching.maxBytes = 0 }, { $0.batching.maxDelay = .seconds(-1) }, { $0.sendTimeout = .zero },
            { $0.operationTimeout = .zero }, { $0.keepAliveInterval = .zero }, { $0.closeTimeout = .seconds(-1) },
            { $0.producerName = "" },
        ]
        for mistake in mistakes {
            var options = good
            mistake(&options)
            #expect(throws: PulsarError.self) { try PulsarProducer(options, logger: Logger(label: "test")) }
        }
    }

    @Test func `an event time is whole milliseconds, and none before 1970`() {
        func milliseconds(_ time: Timestamp) -> UInt64? { PulsarMessage(Bytes(), eventTime: time).eventMilliseconds }
        #expect(milliseconds(Timestamp(seconds: 1, nanoseconds: 2_999_999)) == 1002)
        #expect(milliseconds(Timestamp(seconds: -1)) == nil)
        #expect(milliseconds(Timestamp(seconds: .max)) == nil)
    }
}
