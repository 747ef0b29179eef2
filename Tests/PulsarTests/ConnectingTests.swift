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
        PulsarServerError.authenticationError, .authorizationError, .invalidTopicName, .topicTerminatedError,
    ])
    func `a refusal that time does not heal ends a new producer`(error: PulsarServerError) throws {
        let expected = ProducerMachine.Phase.ended(.refused(error, message: "why"))
        let refusal = CommandError.with {
            $0.error = error
            $0.message = "why"
        }
        var greeting = try MachineHarness()
        _ = greeting.send()
        greeting.machine.opened(LinkID(number: 1), now: greeting.now)
        #expect(greeting.receive(.error(refusal)).contains(.close(1)))
        #expect(greeting.machine.phase == expected && greeting.failure(1) == .refused(error, message: "why"))

        var creation = try MachineHarness()
        _ = creation.greet(1)
        _ = creation.lookup(creation.partitions(0), to: "pulsar://a:1")
        var late = refusal
        late.requestID = creation.machine.lastRequest
        #expect(creation.receive(.error(late)) == [.close(1)])
        #expect(creation.machine.phase == expected)
        _ = creation.send()
        #expect(creation.failure(1) == .refused(error, message: "why"))
    }

    @Test func `a refusal that may heal is waited out`() throws {
        var harness = try MachineHarness()
        _ = harness.greet(1)
        _ = harness.lookup(harness.partitions(0), to: "pulsar://a:1")
        let busy = CommandError.with {
            $0.requestID = harness.machine.lastRequest
            $0.error = .producerBusy
        }
        #expect(harness.receive(.error(busy)) == [.close(1)])
        #expect(harness.wait() == [.open(2, "a:1")])
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
