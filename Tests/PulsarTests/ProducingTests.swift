// A connected producer: receipts, errors, what is sent again and in which order, bounds, signs of life, the end.
import TemporalCore
import Testing

@testable import Pulsar

@Suite struct ProducingTests {
    @Test func `after a cut everything without a receipt is sent again, in order, before anything new`() throws {
        var harness = try MachineHarness.connected()
        for sequence in 0..<4 as Range<UInt64> { #expect(harness.send().sends == [sequence]) }
        _ = harness.receipt(0)
        #expect(harness.lose(1).isEmpty)
        #expect(harness.send().isEmpty)
        #expect(harness.wait() == [.open(2, "a:1")])
        let wish = harness.lookup(harness.greet(2), to: "pulsar://a:1")
        #expect(wish.producers.map { [$0.question.epoch, UInt64($0.question.producerName.count)] } == [[1, 1]])
        #expect(harness.create(on: 2, lastSequence: 0).sends == [1, 2, 3, 4])
        for sequence in 1...4 as ClosedRange<UInt64> { _ = harness.receipt(sequence, on: 2) }
        #expect((1...5).allSatisfy(harness.isStored))
    }

    @Test func `a receipt for a later entry means a loss: everything is sent again`() throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        _ = harness.send()
        #expect(harness.receipt(1) == [.close(1)])
        #expect(harness.machine.lastFailure?.contains("entry 1 before entry 0") == true)
        _ = harness.wait()
        _ = harness.lookup(harness.greet(2), to: "pulsar://a:1")
        #expect(harness.create(on: 2).sends == [0, 1])
    }

    @Test func `receipts of a connection that is gone, or of strangers, are passed over`() throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        #expect(harness.receipt(0, producer: 9).isEmpty)
        _ = harness.lose(1)
        #expect(harness.receipt(0).isEmpty)
        #expect(harness.answers.isEmpty)
    }

    @Test func `a message that may not be stored fails alone; a terminated topic ends the producer`() throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        _ = harness.send()
        _ = harness.send()
        #expect(harness.sendError(0, .notAllowedError).isEmpty)
        _ = harness.receipt(1)
        #expect(harness.failure(1) == .refused(.notAllowedError, message: "why") && harness.isStored(2))
        #expect(harness.sendError(2, .topicTerminatedError) == [.close(1)])
        #expect(harness.failure(3) == .refused(.topicTerminatedError, message: "why"))
        #expect(harness.machine.phase == .ended(.refused(.topicTerminatedError, message: "why")))
    }

    @Test(arguments: [
        PulsarServerError.checksumError, .persistenceError, .serviceNotReady, PulsarServerError(rawValue: 999),
    ])
    func `an error that may heal makes the producer begin anew`(error: PulsarServerError) throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        #expect(harness.sendError(0, error) == [.close(1)])
        _ = harness.wait()
        _ = harness.lookup(harness.greet(2), to: "pulsar://a:1")
        #expect(harness.create(on: 2).sends == [0])
        _ = harness.receipt(0, on: 2)
        #expect(harness.isStored(1))
    }

    @Test func `a full backlog fails what waits where the broker says so, and holds it back where not`() throws {
        for (error, fails) in [
            (PulsarServerError.producerBlockedQuotaExceededException, true),
            (.producerBlockedQuotaExceededError, false),
        ] {
            var harness = try MachineHarness.connected()
            _ = harness.send()
            _ = harness.lose(1)
            _ = harness.wait()
            _ = harness.lookup(harness.greet(2), to: "pulsar://a:1")
            let refusal = CommandError.with {
                $0.requestID = harness.machine.lastRequest
                $0.error = error
            }
            _ = harness.receive(.error(refusal), on: 2)
            #expect((harness.failure(1) == .refused(error, message: "")) == fails)
            #expect(harness.machine.phase == .running)
        }
    }

    @Test func `a broker that gives the topic away is left, for the one it names`() throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        let moved = harness.receive(.closeProducer(.with { $0.assignedBrokerServiceURL = "pulsar://b:2" }))
        #expect(moved == [.open(2, "b:2"), .close(1)])
        #expect(harness.greet(2).producers.count == 1)
        #expect(harness.create(on: 2).sends == [0])

        #expect(harness.receive(.closeProducer(CommandCloseProducer()), on: 2) == [.close(2)])
        #expect(harness.wait() == [.open(3, "a:1")])
        #expect(harness.greet(3).lookups.count == 1)
    }

    @Test func `what there is no room for waits, and takes the room of what is confirmed`() throws {
        var harness = try MachineHarness.connected {
            $0.maxPendingMessages = 2
            $0.maxPendingBytes = 1_000
        }
        _ = harness.send()
        _ = harness.send()
        #expect(harness.send().isEmpty)
        #expect(harness.receipt(0).sends == [2])
        _ = harness.receipt(1)
        #expect(harness.send(size: 850).isEmpty)
        #expect(harness.receipt(2).sends == [3])
        #expect(harness.send(size: 2_000).isEmpty)
        #expect(harness.failure(5) == .messageTooLarge(size: 2_128, limit: 1_000))
        _ = harness.receipt(3)
        #expect(harness.machine.pendingMessages == 0 && harness.machine.pendingBytes == 0)
    }

    @Test func `more messages than may wait for room are refused at once`() throws {
        var harness = try MachineHarness.connected {
            $0.maxPendingMessages = 2
            $0.maxWaitingMessages = 3
        }
        for _ in 1...6 { _ = harness.send() }
        #expect(harness.answers.keys.sorted() == [6] && harness.failure(6) == .tooManyWaiting(limit: 3))
        #expect(harness.receipt(0).sends == [2])
        _ = harness.send()
        _ = harness.send()
        #expect(harness.failure(7) == nil && harness.failure(8) == .tooManyWaiting(limit: 3))
    }

    @Test func `the room of what is given up is free again`() throws {
        var harness = try MachineHarness.connected { $0.maxPendingMessages = 2 }
        _ = harness.send(timeout: .seconds(1))
        _ = harness.send(timeout: .seconds(2))
        _ = harness.send(timeout: .seconds(3))
        harness.machine.cancel(3)
        _ = harness.wait()
        _ = harness.wait()
        #expect(harness.failure(1) == .timedOut(after: .seconds(30), wasSent: true, reason: nil))
        #expect(harness.failure(3) == .cancelled(wasSent: false))
        #expect(harness.machine.pendingMessages == 0 && harness.machine.pendingBytes == 0)
        #expect(harness.send().sends == [2])
    }

    @Test func `a message that is overdue says what stood in the way`() throws {
        var harness = try MachineHarness()
        _ = harness.send(timeout: .seconds(1))
        _ = harness.lose(1)
        harness.now += .seconds(1)
        _ = harness.step()
        #expect(harness.failure(1) == .timedOut(after: .seconds(30), wasSent: false, reason: "a:1: cut"))
    }

    @Test func `the broker's bound on a message's size is kept`() throws {
        var harness = try MachineHarness()
        _ = harness.greet(1, maxMessageSize: 500)
        _ = harness.lookup(harness.partitions(0), to: "pulsar://a:1")
        _ = harness.create()
        #expect(harness.send(size: 600).isEmpty)
        guard case .messageTooLarge(_, limit: 500)? = harness.failure(1) else { throw Missing() }
        #expect(harness.send(size: 400).sends.count == 1)
    }

    @Test func `keys keep their partition; the rest goes round, past brokers that are away`() throws {
        var harness = try MachineHarness()
        _ = harness.greet(1)
        for lookup in harness.partitions(3) { _ = harness.lookup([lookup], to: "pulsar://a:1") }
        for request in (harness.machine.lastRequest - 2)...harness.machine.lastRequest {
            let success = CommandProducerSuccess.with { $0.requestID = request }
            _ = harness.receive(.producerSuccess(success))
        }
        #expect((0..<6).flatMap { _ in harness.send().places } == [0, 1, 2, 0, 1, 2])
        let place = UInt64(Router.partition(for: "hello", of: 3))
        #expect((0..<3).flatMap { _ in harness.send(key: "hello").places } == [place, place, place])
        _ = harness.receive(.closeProducer(.with { $0.producerID = 1 }))
        #expect(!harness.machine.isConnected)
        #expect(Set((0..<6).flatMap { _ in harness.send().places }) == [0, 2])
    }

    @Test func `signs of life are asked for and given`() throws {
        var harness = try MachineHarness.connected { $0.keepAliveInterval = .seconds(7) }
        #expect(harness.receive(.ping(CommandPing())).names == ["pong"])
        let before = harness.now
        #expect(harness.wait().names == ["ping"])
        #expect(before.duration(to: harness.now) == .seconds(7))
        _ = harness.receive(.pong(CommandPong()))
        #expect(harness.wait().names == ["ping"])
        #expect(harness.wait() == [.close(1)])
        #expect(harness.machine.lastFailure?.contains("no sign of life") == true)
    }

    @Test func `fresh credentials are given when asked for`() throws {
        var harness = try MachineHarness.connected { $0.token = { "fresh" } }
        guard
            case .authResponse(let response)? = harness.receive(.authChallenge(CommandAuthChallenge())).commands.first?
                .body
        else { throw Missing() }
        #expect(response.response?.authData.utf8String == "fresh")
    }

    @Test func `garbage ends the connection and nothing else`() throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        #expect(harness.receive(bytes: Array("garbage!".utf8)) == [.close(1)])
        #expect(harness.machine.lastFailure?.contains("broke the protocol") == true)
        #expect(harness.wait() == [.open(2, "a:1")])
    }

    @Test func `closing sends what waits, awaits receipts, closes the producer, and takes nothing new`() throws {
        var harness = try MachineHarness.connected { $0.batching.maxMessages = 10 }
        #expect(harness.send().isEmpty)
        harness.machine.close(within: .seconds(5), now: harness.now)
        #expect(harness.step().sends == [0])
        _ = harness.send()
        #expect(harness.failure(2) == .closed(wasSent: false))
        let question = harness.receipt(0)
        #expect(harness.isStored(1) && question.names == ["closeProducer"])
        #expect(harness.receive(.success(.with { $0.requestID = harness.machine.lastRequest })) == [.close(1)])
        #expect(harness.machine.phase == .ended(nil))
    }

    @Test func `closing does not wait for ever`() throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        let before = harness.now
        harness.machine.close(within: .seconds(5), now: harness.now)
        #expect(harness.step().isEmpty)
        #expect(harness.wait().names == ["closeProducer"])
        #expect(harness.failure(1) == .closed(wasSent: true))
        #expect(harness.wait() == [.close(1)])
        #expect(before.duration(to: harness.now) == .seconds(7) && harness.machine.phase == .ended(nil))
    }

    @Test func `closing goes on through a lost connection`() throws {
        var harness = try MachineHarness.connected()
        _ = harness.send()
        harness.machine.close(within: .seconds(5), now: harness.now)
        _ = harness.lose(1)
        #expect(harness.wait() == [.open(2, "a:1")])
        _ = harness.lookup(harness.greet(2), to: "pulsar://a:1")
        #expect(harness.create(on: 2).sends == [0])
        #expect(harness.receipt(0, on: 2).names == ["closeProducer"])
    }

    @Test func `a producer that has nothing to do closes at once`() throws {
        var idle = try MachineHarness()
        idle.machine.close(within: .seconds(5), now: idle.now)
        _ = idle.step()
        #expect(idle.machine.phase == .ended(nil))
    }
}
