// Against a real broker, with the official client as judge of what was stored.
import Foundation
import TemporalCore
import TestSupport
import Testing

@testable import Pulsar

@Suite(.timeLimit(.minutes(5))) struct RealBrokerTests {
    @Test func `the official client reads what was sent`() async throws {
        let broker = try await PulsarLite.start()
        let ids = try await withProducer(try options(broker)) { producer in
            [
                try await producer.send(
                    PulsarMessage(
                        Bytes(utf8: "one ž"), key: "k", properties: ["a": "1", "b": ""],
                        eventTime: Timestamp(seconds: 1_700_000_000))),
                try await producer.send(PulsarMessage(Bytes(utf8: "two"))),
            ]
        }
        let read = try await broker.read("t", distinct: 2)
        #expect(read.map(\.text) == ["one ž", "two"] && read.map(\.key) == ["k", nil])
        #expect(read.map(\.properties) == [["a": "1", "b": ""], [:]])
        #expect(read.map(\.eventTime) == [1_700_000_000_000, 0])
        #expect(read.first?.topic == "persistent://public/default/t")
        #expect(Set(ids).count == 2)
    }

    @Test func `batches are taken apart by the official client, each message with what belongs to it`() async throws {
        let broker = try await PulsarLite.start()
        var options = try options(broker)
        options.batching.maxDelay = .milliseconds(50)
        let results = try await withProducer(options) { await sendSeries($0, keys: 40, count: 10) }
        let entries = try Set(results.values.map { "\(try $0.get().ledgerID):\(try $0.get().entryID)" })
        #expect(entries.count < 200, "there were batches")
        let read = try await broker.read("t", distinct: 400)
        #expect(read.count == 400)
        expectSeries(read.map(\.text), keys: 40, count: 10)
        #expect(read.allSatisfy { $0.key == "key-\($0.text.split(separator: " ")[0])" })
    }

    @Test func `a partitioned topic has each key in one partition and the rest in all`() async throws {
        let broker = try await PulsarLite.start(partitions: 3)
        var options = try options(broker)
        options.batching.maxMessages = 1
        let places = try await withProducer(options) { producer in
            _ = await sendSeries(producer, keys: 6, count: 10)
            var places: [Int32] = []
            for number in 0..<6 {
                places.append(try await producer.send(PulsarMessage(Bytes(utf8: "\(100 + number) 0"))).partition)
            }
            return places
        }
        #expect(Set(places) == [0, 1, 2])
        let read = try await broker.read("t", distinct: 66)
        let keyed = read.filter { $0.key != nil }
        expectSeries(keyed.map(\.text), keys: 6, count: 10)
        for message in keyed {
            let place = Router.partition(for: message.key ?? "", of: 3)
            #expect(message.topic.hasSuffix("-partition-\(place)"))
        }
    }

    @Test func `the largest message that the broker takes arrives, and a larger one is refused here`() async throws {
        let broker = try await PulsarLite.start()
        let large = String(repeating: "x", count: (5 << 20) - 200)
        try await withProducer(try options(broker)) { producer in
            _ = try await producer.send(PulsarMessage(Bytes(utf8: large)))
            await #expect {
                try await producer.send(PulsarMessage(Bytes(utf8: large + large)))
            } throws: { error in
                if case PulsarError.messageTooLarge(_, limit: 5 << 20)? = error as? PulsarError { true } else { false }
            }
            _ = try await producer.send(PulsarMessage(Bytes(utf8: "after")))
        }
        let read = try await broker.read("t", distinct: 2)
        #expect(read.map(\.text.utf8.count) == [large.utf8.count, 5])
    }

    @Test func `a broker that is killed and comes back amid thousands of messages loses none of them`() async throws {
        let broker = try await PulsarLite.start()
        var options = try options(broker)
        options.producerName = "steady"
        let keys = 20
        let count = TestScale.pick(short: 250, long: 2_000)
        let crashes = 3
        let results = try await withProducer(options) { producer in
            let progress = Progress()
            async let results = sendSeries(producer, keys: keys, count: count, progress: progress)
            for crash in 1...crashes {
                let due = keys * count * crash / (crashes + 1)
                try await eventually { progress.answered.load(ordering: .relaxed) >= due }
                try await broker.kill()
                #expect(progress.answered.load(ordering: .relaxed) < keys * count, "messages are still to come")
                try await broker.restart()
            }
            return await results
        }
        #expect(results.values.allSatisfy { (try? $0.get()) != nil }, "every message was confirmed in the end")
        let read = try await broker.read("t", distinct: keys * count)
        expectSeries(read.map(\.text), keys: keys, count: count)
        // What was confirmed is never sent again: only what was under way at a crash, one message a key, may be there twice.
        #expect(read.count - keys * count <= crashes * keys)
    }

    private func options(_ broker: PulsarLite) throws -> PulsarOptions {
        PulsarOptions(url: try PulsarURL(broker.url), topic: try PulsarTopic("t"))
    }
}
