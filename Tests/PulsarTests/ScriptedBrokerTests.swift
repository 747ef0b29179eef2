// Over real sockets, against a broker of the tests' own that checks every frame by the official protobuf library and a
// checksum of its own, drops repeats, and misbehaves at chosen places.
import Foundation
import Logging
import Synchronization
import TemporalCore
import TestSupport
import Testing

@testable import Pulsar

@Suite(.timeLimit(.minutes(3))) struct ScriptedBrokerTests {
    @Test func `all of a message arrives: payload, key, properties, times and sequence id`() async throws {
        let broker = try await ScriptedBroker()
        let id = try await withProducer(try broker.options()) { producer in
            try await producer.send(
                PulsarMessage(
                    Bytes(utf8: "first"), key: "k", properties: ["b": "2", "a": ""],
                    eventTime: Timestamp(seconds: 1_700_000_000, nanoseconds: 5_000_000), sequenceID: 77))
        }
        #expect(id.description == "7:0:-1:-1" && !id.isDuplicate)
        let state = try await broker.state()
        let stored = try #require(state.stored.first)
        #expect(stored.topic == "persistent://public/default/t" && stored.text == "first" && stored.key == "k")
        #expect(stored.sequence == 77 && stored.eventTime == 1_700_000_000_005 && stored.batch == 1)
        #expect(stored.properties == [["a", ""], ["b", "2"]])
        #expect(state.badChecksums == 0 && state.malformed.isEmpty && state.closed == 1)
        try await eventually { try await broker.state().open == 0 }
    }

    @Test func `messages of the same moment are a batch that keeps their order and what belongs to each`() async throws
    {
        let broker = try await ScriptedBroker()
        var options = try broker.options()
        options.batching.maxDelay = .milliseconds(200)
        options.batching.maxMessages = 20
        let ids = try await withProducer(options) { producer in
            try await withThrowingTaskGroup(of: PulsarMessageID.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await producer.send(
                            PulsarMessage(
                                Bytes(utf8: "\(number)"), key: number == 3 ? nil : "k\(number)",
                                properties: ["n": "\(number)"]))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        let state = try await broker.state()
        #expect(state.sends == 1 && state.malformed.isEmpty && state.badChecksums == 0)
        #expect(state.stored.map(\.sequence) == Array(0..<20) && state.stored.allSatisfy { $0.batch == 20 })
        #expect(
            state.stored.allSatisfy {
                $0.key == ($0.text == "3" ? nil : "k\($0.text)") && $0.properties == [["n", $0.text]]
            })
        #expect(Set(ids.map(\.batchIndex)) == Set(0..<20))
    }

    @Test(arguments: [
        #""cut": [3, 9, 10]"#, #""cut_after": [3, 9, 10]"#, #""garbage": [4]"#, #""huge": [4]"#, #""half": [4, 7]"#,
        #""skip": [5]"#, #""errors": {"2": 2, "6": 6}"#, #""old_receipt": [4, 5]"#,
        #""closes": {"3": null, "8": "assigned"}"#, #""chatty": 1"#, #""redirects": 3"#,
        #""partitions": 3, "cut": [4], "cut_after": [11]"#, #""create_errors": [[16, "busy"], [6, "not ready"]]"#,
        #""lookup_errors": [[6, "not ready"]], "metadata_errors": [[1, "no metadata"]]"#,
    ]) func `whatever the broker does, each message is stored once and in its key's order`(script: String) async throws
    {
        let broker = try await ScriptedBroker("\"deduplicates\": true, \(script)")
        var options = try broker.options()
        options.producerName = "scripted"
        options.batching.maxMessages = 3
        let results = try await withProducer(options) { await sendSeries($0, keys: 5, count: 12) }
        let state = try await broker.state()
        #expect(results.values.allSatisfy { (try? $0.get()) != nil })
        #expect(state.stored.count == 60)
        for (_, stored) in Dictionary(grouping: state.stored, by: \.topic) {
            #expect(stored.map(\.sequence) == Array(0..<UInt64(stored.count)))
        }
        expectSeries(state.stored.map(\.text), keys: 5, count: 12)
        #expect(state.badChecksums == 0 && state.malformed.isEmpty)
        #expect(state.epochs.isEmpty == false)
        if script.contains("chatty") { #expect(state.pongs > 0) }
    }

    @Test func `an entry that arrived with a wrong checksum is sent again, and not for ever`() async throws {
        let broker = try await ScriptedBroker(
            #""deduplicates": true, "errors": {"2": 9, "3": 9, "6": 9, "7": 9, "8": 9, "9": 9}"#)
        let results = try await withProducer(try broker.options()) { await sendSeries($0, keys: 1, count: 5) }
        let failures = results.mapValues { if case .failure(let error) = $0 { error } else { nil } }.compactMapValues {
            $0
        }
        #expect(failures == ["0 3": .refused(.checksumError, message: "after 3 repeats")])
        #expect(try await broker.state().stored.map(\.text) == ["0 0", "0 1", "0 2", "0 4"])
    }

    @Test func `where one of many is refused, those after it have arrived, and arrive again after it`() async throws {
        let broker = try await ScriptedBroker(#""errors": {"3": 22}"#)
        var options = try broker.options()
        options.batching.maxMessages = 1
        try await withProducer(options) { producer in
            let messages = (1...5).map { PulsarMessage(Bytes(utf8: "\($0)"), key: "k") }
            let results = await producer.send(inOrder: messages)
            let isStored = results.map { (try? $0.get()) != nil }
            #expect(isStored == [true, true, false, true, true])
            // What whoever needs them all in their order does.
            for result in await producer.send(inOrder: Array(messages[2...])) { _ = try result.get() }
        }
        #expect(try await broker.state().stored.map(\.text) == ["1", "2", "4", "5", "3", "4", "5"])
    }

    @Test func `a broker that no longer answers is left, and what it did not confirm is sent again`() async throws {
        let broker = try await ScriptedBroker(#""deduplicates": true, "silent": 3"#)
        var options = try broker.options()
        options.keepAliveInterval = .milliseconds(300)
        let results = try await withProducer(options) { await sendSeries($0, keys: 1, count: 5) }
        #expect(results.values.allSatisfy { (try? $0.get()) != nil })
        let state = try await broker.state()
        #expect(state.pings > 0 && state.repeats == 1)
        expectSeries(state.stored.map(\.text), keys: 1, count: 5)
    }

    @Test func `a message that the broker had stored before is reported as such`() async throws {
        let broker = try await ScriptedBroker(#""deduplicates": true"#)
        var options = try broker.options()
        options.producerName = "one"
        for isAgain in [false, true] {
            let id = try await withProducer(options) { try await $0.send(PulsarMessage(Bytes(), sequenceID: 5)) }
            #expect(id.isDuplicate == isAgain)
        }
        _ = try await withProducer(options) { try await $0.send(PulsarMessage(Bytes())) }
        #expect(try await broker.state().stored.map(\.sequence) == [5, 6])
    }

    @Test func `a message that is not confirmed in time fails, and the next one is sent`() async throws {
        let broker = try await ScriptedBroker(#""skip": [1]"#)
        var options = try broker.options()
        options.sendTimeout = .milliseconds(500)
        try await withProducer(options) { producer in
            await #expect(throws: PulsarError.timedOut(after: .milliseconds(500), wasSent: true, reason: nil)) {
                try await producer.send(PulsarMessage(Bytes()))
            }
            try await broker.pass()
            _ = try await producer.send(PulsarMessage(Bytes()))
        }
    }

    @Test func `a cancelled task gets its message back at once`() async throws {
        let broker = try await ScriptedBroker(#""skip": [1]"#)
        var options = try broker.options()
        options.maxPendingMessages = 1
        try await withProducer(options) { producer in
            let sent = Task { try await producer.send(PulsarMessage(Bytes())) }
            try await eventually { try await broker.state().sends == 1 }
            let waiting = Task { try await producer.send(PulsarMessage(Bytes())) }
            waiting.cancel()
            await #expect(throws: PulsarError.cancelled(wasSent: false)) { try await waiting.value }
            sent.cancel()
            await #expect(throws: PulsarError.cancelled(wasSent: true)) { try await sent.value }
        }
    }

    @Test func `the producer runs through a proxy`() async throws {
        let broker = try await ScriptedBroker(#""proxy": "inner.test:6650""#)
        _ = try await withProducer(try broker.options()) { try await $0.send(PulsarMessage(Bytes())) }
        #expect(try await broker.state().proxied == ["inner.test:6650"])
    }

    @Test func `the second host of a URL serves where the first is down`() async throws {
        let broker = try await ScriptedBroker()
        let options = try broker.options("pulsar://127.0.0.1:1,localhost:\(broker.ports.last ?? 0)")
        _ = try await withProducer(options) { try await $0.send(PulsarMessage(Bytes())) }
    }

    @Test func `a shutdown sends what waits and closes the producer`() async throws {
        let broker = try await ScriptedBroker(#""slow": 20"#)
        var options = try broker.options()
        options.batching.maxDelay = .seconds(20)
        let sends = try await withProducer(options) { producer in
            let sends = (0..<10).map { number in
                Task { try await producer.send(PulsarMessage(Bytes(utf8: "\(number)"))) }
            }
            try await eventually { producer.isConnected }
            return sends
        }
        for send in sends { _ = await send.result }
        let state = try await broker.state()
        #expect(state.stored.count == 10 && state.closed == 1)
    }

    @Test func `a producer that was closed refuses messages, and runs once`() async throws {
        let broker = try await ScriptedBroker()
        let producer = try await withProducer(try broker.options()) { $0 }
        await #expect(throws: PulsarError.closed(wasSent: false)) { try await producer.send(PulsarMessage(Bytes())) }
        await #expect(throws: PulsarError.alreadyRan) { try await producer.run() }
    }

    @Test func `a terminated topic ends run and every message with the broker's words`() async throws {
        let broker = try await ScriptedBroker(#""errors": {"1": 15}"#)
        let producer = try PulsarProducer(try broker.options(), logger: Logger(label: "test"))
        let sent = Task { try await producer.send(PulsarMessage(Bytes())) }
        let error = PulsarError.refused(.topicTerminatedError, message: "as the script says")
        await #expect(throws: error) { try await producer.run() }
        await #expect(throws: error) { try await sent.value }
    }

    @Test func `a producer that nobody holds any more goes away`() async throws {
        let broker = try await ScriptedBroker()
        do {
            let producer = try PulsarProducer(try broker.options(), logger: Logger(label: "test"))
            _ = try await producer.send(PulsarMessage(Bytes()))
        }
        try await eventually { try await broker.state().open == 0 }
    }

    // MARK: Security

    @Test func `a token is shown, and again when the broker asks`() async throws {
        let broker = try await ScriptedBroker(#""token": "secret", "challenge": true"#)
        var options = try broker.options()
        options.token = { "secret" }
        _ = try await withProducer(options) { try await $0.send(PulsarMessage(Bytes())) }
        let tokens = try await broker.state().tokens
        #expect(tokens.contains("token:secret") && tokens.contains("again token:secret"))
    }

    @Test func `a token that is refused is shown again, until it is the right one`() async throws {
        let broker = try await ScriptedBroker(#""token": "secret""#)
        var options = try broker.options()
        let token = Mutex("guess")
        options.token = { token.withLock { $0 } }
        options.sendTimeout = .milliseconds(500)
        try await withProducer(options) { producer in
            let error = await #expect(throws: PulsarError.self) { try await producer.send(PulsarMessage(Bytes())) }
            #expect(error?.description.contains("AuthenticationError: the token is not valid") == true)
            token.withLock { $0 = "secret" }
            try await eventually { producer.isConnected }
            _ = try await producer.send(PulsarMessage(Bytes()))
        }
    }

    @Test func `a broker that takes nothing is left before what waits for it has no bound`() async throws {
        let broker = try await ScriptedBroker(#""deaf": 1"#)
        var options = try broker.options()
        options.maxPendingBytes = 4 << 20
        options.sendTimeout = .milliseconds(100)
        try await withProducer(options) { producer in
            let payload = Bytes([UInt8](repeating: 1, count: 1 << 20))
            try await eventually {
                await withTaskGroup { group in
                    for _ in 0..<3 { group.addTask { _ = try? await producer.send(PulsarMessage(payload)) } }
                }
                return try await broker.state().connections > 1
            }
            try await broker.pass()
            try await eventually { (try? await producer.send(PulsarMessage(Bytes(utf8: "after")))) != nil }
        }
    }

    @Test func `TLS secures lookups and sends, and a stranger's certificate is not accepted`() async throws {
        let certificates = try await TestCertificates()
        let broker = try await ScriptedBroker(
            #""certificate": "\#(certificates.path("server.pem"))", "key": "\#(certificates.path("server.key"))", "cut": [5]"#
        )
        var options = try broker.options("pulsar+ssl://localhost:\(broker.ports.first ?? 0)")
        options.tls.serverCA = .file(certificates.path("ca.pem"))
        options.batching.maxMessages = 2
        let results = try await withProducer(options) { await sendSeries($0, keys: 3, count: 10) }
        #expect(results.values.allSatisfy { (try? $0.get()) != nil })
        expectSeries(try await broker.state().stored.map(\.text), keys: 3, count: 10)

        options.tls.serverCA = .file(certificates.path("other-ca.pem"))
        options.sendTimeout = .milliseconds(700)
        let failure = try await withProducer(options) { await sendSeries($0, keys: 1, count: 1) }.values.first
        guard case .failure(.timedOut(_, wasSent: false, let reason?))? = failure else { throw Missing() }
        #expect(reason.contains("not trusted"))
    }
}
