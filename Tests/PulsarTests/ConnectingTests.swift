// From a URL to a connected producer: greeting, partitions, lookup with redirects and proxies, and what may go wrong.
import TemporalCore
import Testing

@testable import Pulsar

@Suite struct ConnectingTests {
    @Test func `a producer greets, counts partitions, looks its topic up and is made`() throws {
        var harness = try MachineHarness { $0.token = { "secret" } }
        #expect(harness.step() == [.open(1, "a:1")])
        harness.machine.opened(LinkID(number: 1), now: harness.now)
        guard case .connect(let connect)? = harness.step().commands.first?.body else { throw Missing() }
        #expect(
            connect.protocolVersion == 19 && connect.authMethodName == "token"
                && connect.authData.utf8String == "secret")
        #expect(connect.featureFlags?.supportsAuthRefresh == true && connect.proxyToBrokerURL.isEmpty)
        #expect(harness.receive(.connected(.with { $0.serverVersion = "4" })).names == ["partitionMetadata"])
        let lookup = harness.partitions(0)
        #expect(lookup.lookups.map(\.question.topic) == ["persistent://public/default/t"])
        let wish = harness.lookup(lookup, to: "pulsar://a:1")
        #expect(wish.producers.map(\.question.userProvidedProducerName) == [false])
        #expect(!harness.machine.isConnected)
        #expect(harness.create(name: "chosen", lastSequence: 6).isEmpty)
        #expect(harness.machine.isConnected)
        #expect(harness.send().sends == [7])
    }

    @Test func `redirects are followed to other brokers, authoritative where they say so, and not without end`() throws
    {
        var harness = try MachineHarness()
        _ = harness.greet(1)
        var seen = harness.partitions(0)
        for hop in 1...ProducerMachine.maxRedirects {
            let opened = harness.lookup(seen, to: "pulsar://b:\(hop)", kind: .redirect, authoritative: hop % 2 == 0)
            #expect(opened.contains(.open(hop + 1, "b:\(hop)")) && opened.contains(.close(hop)))
            seen = harness.greet(hop + 1)
            #expect(seen.lookups.map(\.question.authoritative) == [hop % 2 == 0])
        }
        #expect(harness.lookup(seen, to: "pulsar://c:1", kind: .redirect) == [.close(21)])
        #expect(harness.machine.lastFailure?.contains("redirected too often") == true)
        #expect(harness.wait() == [.open(22, "a:1")])
    }

    @Test func `a broker behind a proxy is named to the proxy`() throws {
        var harness = try MachineHarness()
        _ = harness.greet(1)
        let seen = harness.lookup(harness.partitions(0), to: "pulsar://inner:6650", proxied: true)
        #expect(seen == [.open(2, "a:1"), .close(1)])
        harness.machine.opened(LinkID(number: 2), now: harness.now)
        guard case .connect(let connect)? = harness.step().commands.first?.body else { throw Missing() }
        #expect(connect.proxyToBrokerURL == "inner:6650")
    }

    @Test func `with TLS only secured addresses are followed`() throws {
        var harness = try MachineHarness("pulsar+ssl://a:1")
        _ = harness.greet(1)
        let question = harness.partitions(0)
        let answer = CommandLookupTopicResponse.with {
            $0.requestID = harness.machine.lastRequest
            $0.response = 1
            $0.brokerServiceURL = "pulsar://plain:1"
            $0.brokerServiceURLTLS = "pulsar://plain:2"
        }
        #expect(question.lookups.count == 1)
        #expect(harness.receive(.lookupTopicResponse(answer)) == [.close(1)])
        #expect(harness.machine.lastFailure?.contains("no address") == true)
    }

    @Test func `the hosts of a URL are tried in turn, with growing pauses`() throws {
        var harness = try MachineHarness("pulsar://a:1,b:2,c:3")
        #expect(harness.step() == [.open(1, "a:1")])
        var pauses: [Duration] = []
        for (link, host) in [(1, "b:2"), (2, "c:3"), (3, "a:1"), (4, "b:2")] {
            let before = harness.now
            #expect(harness.lose(link).isEmpty)
            #expect(harness.wait() == [.open(link + 1, host)])
            pauses.append(before.duration(to: harness.now))
        }
        #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 < $1 })
        #expect(pauses[0] >= .milliseconds(80) && pauses[0] <= .milliseconds(120))
    }

    @Test func `a host that accepts and says nothing is given up`() throws {
        var harness = try MachineHarness("pulsar://a:1,b:2")
        _ = harness.step()
        harness.machine.opened(LinkID(number: 1), now: harness.now)
        _ = harness.step()
        let before = harness.now
        #expect(harness.wait() == [.close(1)])
        #expect(before.duration(to: harness.now) == ProducerMachine.connectLimit)
        #expect(harness.wait() == [.open(2, "b:2")])
    }

    @Test func `a question that is not answered is asked again`() throws {
        var harness = try MachineHarness { $0.operationTimeout = .seconds(3) }
        _ = harness.greet(1)
        #expect(harness.wait() == [.close(1)])
        #expect(harness.machine.lastFailure?.contains("what partitions there are") == true)
        _ = harness.wait()
        _ = harness.greet(2)
        let question = harness.partitions(0, on: 2)
        #expect(harness.wait() == [.close(2)])
        #expect(question.lookups.count == 1 && harness.machine.lastFailure?.contains("the lookup") == true)
        _ = harness.wait()
        let again = harness.greet(3)
        #expect(harness.lookup(again, to: "pulsar://a:1").producers.map(\.question.epoch) == [0])
        #expect(harness.wait().names == ["closeProducer"], "which may have been made after all")
        _ = harness.wait()
        let third = harness.greet(4)
        #expect(harness.lookup(third, to: "pulsar://a:1").producers.map(\.question.epoch) == [1])
    }

    @Test(arguments: [
        PulsarServerError.authenticationError, .authorizationError, .topicNotFound, .notAllowedError, .invalidTopicName,
        .unsupportedVersionError, .incompatibleSchema, .producerBusy, .serviceNotReady,
    ])
    func `a new producer that is refused asks again, wherever it was refused`(error: PulsarServerError) throws {
        let refusal = CommandError.with {
            $0.error = error
            $0.message = "why"
        }
        var harness = try MachineHarness()
        _ = harness.send()
        harness.machine.opened(LinkID(number: 1), now: harness.now)
        #expect(harness.receive(.error(refusal)).contains(.close(1)), "the greeting")
        #expect(harness.wait() == [.open(2, "a:1")])
        _ = harness.greet(2)
        let metadata = CommandPartitionedTopicMetadataResponse.with {
            $0.requestID = harness.machine.lastRequest
            $0.response = 1
            $0.error = error
            $0.message = "why"
        }
        #expect(harness.receive(.partitionMetadataResponse(metadata), on: 2) == [.close(2)], "the partitions")
        #expect(harness.wait() == [.open(3, "a:1")])
        _ = harness.greet(3)
        let lookup = harness.partitions(0, on: 3)
        let unknown = CommandLookupTopicResponse.with {
            $0.requestID = lookup.lookups.first?.question.requestID ?? 0
            $0.response = CommandLookupTopicResponse.Kind.failed.rawValue
            $0.error = error
            $0.message = "why"
        }
        #expect(harness.receive(.lookupTopicResponse(unknown), on: 3) == [.close(3)], "the lookup")
        #expect(harness.wait() == [.open(4, "a:1")])
        _ = harness.lookup(harness.greet(4), to: "pulsar://a:1")
        var creation = refusal
        creation.requestID = harness.machine.lastRequest
        #expect(harness.receive(.error(creation), on: 4) == [.close(4)], "the producer")
        #expect(harness.machine.lastFailure == "the broker refused: \(error): why")
        #expect(harness.wait() == [.open(5, "a:1")])
        _ = harness.lookup(harness.greet(5), to: "pulsar://a:1")
        #expect(harness.create(on: 5).sends == [0] && harness.answers.isEmpty)
    }

    @Test func `a refusal that may last is logged as an error, each reason once until a producer is made`() throws {
        var harness = try MachineHarness()
        _ = harness.greet(1)
        var seen = harness.partitions(0)
        func refuse(_ error: PulsarServerError, on link: Int) {
            _ = harness.lookup(seen, to: "pulsar://a:1")
            let refusal = CommandError.with {
                $0.requestID = harness.machine.lastRequest
                $0.error = error
            }
            _ = harness.receive(.error(refusal), on: link)
            _ = harness.wait()
            seen = harness.greet(link + 1)
        }
        for link in 1...9 { refuse(link == 5 ? .producerBusy : .topicNotFound, on: link) }
        #expect(harness.logs.map(\.level) == [.error, .warning])
        #expect(harness.logs.first?.text.contains("the broker refused: TopicNotFound") == true)
        _ = harness.lookup(seen, to: "pulsar://a:1")
        _ = harness.create(on: 10)
        _ = harness.lose(10)
        _ = harness.wait()
        seen = harness.greet(11)
        refuse(.topicNotFound, on: 11)
        #expect(harness.logs.map(\.level) == [.error, .warning, .info, .warning, .error])
    }

    @Test(arguments: [PulsarServerError.topicTerminatedError, .producerFenced])
    func `a topic that takes no more messages ends a producer`(error: PulsarServerError) throws {
        var harness = try MachineHarness()
        _ = harness.send()
        _ = harness.greet(1)
        _ = harness.lookup(harness.partitions(0), to: "pulsar://a:1")
        let refusal = CommandError.with {
            $0.requestID = harness.machine.lastRequest
            $0.error = error
        }
        #expect(harness.receive(.error(refusal)) == [.close(1)])
        #expect(harness.machine.phase == .ended(.refused(error, message: "")))
        _ = harness.send()
        #expect([1, 2].map { harness.failure($0) } == [.refused(error, message: ""), .refused(error, message: "")])
    }

    @Test func `each partition finds its own broker; brokers share connections`() throws {
        var harness = try MachineHarness()
        _ = harness.greet(1)
        let lookups = harness.partitions(3)
        #expect(lookups.lookups.map { $0.question.topic.suffix(14) } == (0..<3).map { "/t-partition-\($0)" })
        _ = harness.lookup([lookups[0]], to: "pulsar://b:1")
        _ = harness.lookup([lookups[1]], to: "pulsar://c:1")
        #expect(harness.lookup([lookups[2]], to: "pulsar://b:1") == [.close(1)])
        #expect(harness.greet(2).producers.map(\.question.producerID) == [0, 2])
        #expect(harness.greet(3).producers.map(\.question.producerID) == [1])
    }

    @Test func `a broker that claims too many partitions is not believed`() throws {
        var harness = try MachineHarness()
        _ = harness.greet(1)
        #expect(harness.partitions(.max) == [.close(1)])
        #expect(harness.machine.partitions.isEmpty)
    }
}

/// What a test awaited did not come.
struct Missing: Error {}
