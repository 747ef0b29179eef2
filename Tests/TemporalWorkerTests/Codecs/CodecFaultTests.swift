// Codecs that fail or take long: one task is tried again or waits, and nothing else notices.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct CodecFaultTests {
    private let faulty = Faulty()

    private func place() async throws -> Place {
        try await Place(converter: DataConverter(codecs: [faulty]))
    }

    /// A client without the codec, so that it is the worker that meets it.
    private func plainClient() async throws -> TemporalClient {
        TemporalClient(try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": await DevServer.shared.address]))
    }

    // The stock command line starts the workflows, so that it is the worker that meets the codec.
    private func start(_ type: String, _ text: String, in place: Place) async throws -> String {
        try await place.start(type, ["\"\(text)\""])
    }

    @Test func `a codec that fails once fails one workflow task each way, and other workflows do not notice`()
        async throws
    {
        let place = try await place()
        let worker = try place.worker {
            Courier.self
            Repeat()
        }
        faulty.fail(.decode, at: "fragile")
        faulty.fail(.encode, at: "delivered fragile")
        let fragile = try await start("Courier", "fragile", in: place)
        let sturdy = try await start("Courier", "sturdy", in: place)
        #expect(try await place.result(fragile) == "delivered fragile")
        #expect(try await place.result(sturdy) == "delivered sturdy")
        for direction in ["decode", "encode"] {
            let message = "payload codec Faulty failed to \(direction): the key service is away"
            #expect(place.log.contains(message))
            // A task that is tried again after a timeout fails without a word to the server, so history may lack one.
            #expect(try await place.taskFailures(fragile).count { $0 == message } <= 1)
        }
        #expect(try await !place.taskFailures(fragile).isEmpty)
        #expect(try await place.taskFailures(sturdy).isEmpty)
        #expect(faulty.isSpent)
        try await worker.stop()
    }

    @Test(arguments: [Faulty.Direction.decode, .encode])
    func `a query that a codec refuses is answered with that, and the next one with an answer`(
        direction: Faulty.Direction
    ) async throws {
        let place = try await place()
        let worker = try place.worker {
            Courier.self
            Repeat()
        }
        let id = try await start("Courier", "parcel", in: place)
        #expect(try await place.result(id) == "delivered parcel")
        faulty.fail(direction, at: "peek")
        let courier = place.client.workflow(Courier.self, id: id)
        let error = try await #require(throws: RPCError.self) {
            _ = try await plainClient().workflow(Courier.self, id: id).query(Courier.look, "peek")
        }
        #expect(error.message.contains("payload codec Faulty failed to \(direction): the key service is away"))
        #expect(faulty.isSpent)
        #expect(try await courier.query(Courier.look, "peek") == "peek: parcel")
        try await worker.stop()
    }

    @Test(arguments: [Faulty.Direction.decode, .encode])
    func `an update that a codec refuses is handled with the next task`(direction: Faulty.Direction) async throws {
        let place = try await place()
        let worker = try place.worker { Mailbox.self }
        let mailbox = try await plainClient().startWorkflow(
            Mailbox.self, 1, id: UUID().uuidString, taskQueue: place.taskQueue)
        faulty.fail(direction, at: direction == .decode ? "letter" : "posted letter")
        #expect(try await mailbox.update(Mailbox.post, "letter") == "posted letter")
        #expect(try await mailbox.result() == 1)
        #expect(faulty.isSpent)
        try await worker.stop()
    }

    @Test func `an activity is canceled although a codec refuses the details`() async throws {
        let (workflows, activities) = (try await Place(), try await place())
        let started = Gate()
        let worker = try workflows.worker { RunsScripted.self }
        var options = WorkerOptions()
        options.maxHeartbeatThrottleInterval = .milliseconds(200)
        let helper = try activities.worker(options, on: [workflows.taskQueue]) {
            Scripted { _ in
                started.open()
                do {
                    while true {
                        try ActivityContext.current?.heartbeat()
                        try await Task.sleep(for: .milliseconds(100))
                    }
                } catch {
                    throw CanceledFailure("stopped", details: "halfway")
                }
            }
        }
        faulty.fail(.encode, at: "halfway")
        let id = try await workflows.start(RunsScripted.self, "0")
        try await started.wait()
        try await workflows.cli.workflow("cancel", id)
        #expect(try await workflows.cli.closed(id) == "CANCELED")
        #expect(faulty.isSpent)
        #expect(activities.log.contains("payload codec Faulty failed to encode"))
        try await helper.stop()
        try await worker.stop()
    }

    @Test func `a codec that fails an activity's input or result fails that attempt, and the next one succeeds`()
        async throws
    {
        let (workflows, activities) = (try await Place(), try await place())
        let worker = try workflows.worker {
            Courier.self
            Beats.self
        }
        let helper = try activities.worker(on: [workflows.taskQueue]) {
            Repeat()
            Beat()
        }
        faulty.fail(.decode, at: "fragile")
        faulty.fail(.encode, at: "fragile")
        let id = try await start("Courier", "fragile", in: workflows)
        #expect(try await workflows.result(id) == "delivered fragile")
        let attempts = try await workflows.events(id).compactMap { event in
            if case .activityTaskStarted(let started) = event { started } else { nil }
        }
        #expect(attempts.map(\.attempt) == [3])
        #expect(
            attempts.first?.lastFailure?.message == "payload codec Faulty failed to encode: the key service is away")
        #expect(activities.log.contains("payload codec Faulty failed to decode: the key service is away"))
        #expect(try await workflows.taskFailures(id).isEmpty)
        try await helper.stop()
        try await worker.stop()
    }

    @Test func `the details of a heartbeat that a codec refused ride on the activity's failure`() async throws {
        let (workflows, activities) = (try await Place(), try await place())
        let worker = try workflows.worker {
            Courier.self
            Beats.self
        }
        let helper = try activities.worker(on: [workflows.taskQueue]) {
            Repeat()
            Beat { [faulty] in faulty.isSpent }
        }
        faulty.fail(.encode, at: "progress")
        let id = try await start("Beats", "progress", in: workflows)
        #expect(try await workflows.result(id) == "progress")
        #expect(faulty.isSpent)
        try await helper.stop()
        try await worker.stop()
    }

    @Test func `a codec that takes long holds up no other workflow`() async throws {
        let place = try await place()
        let worker = try place.worker {
            Courier.self
            Repeat()
        }
        let mayGoOn = Gate()
        faulty.hold(.decode, at: "slow", until: mayGoOn)
        let slow = try await start("Courier", "slow", in: place)
        for number in 0..<3 {
            let quick = try await start("Courier", "quick \(number)", in: place)
            #expect(try await place.result(quick) == "delivered quick \(number)")
        }
        #expect(try await place.cli.status(slow) == "RUNNING")
        mayGoOn.open()
        #expect(try await place.result(slow) == "delivered slow")
        try await worker.stop()
    }

    @Test func `a codec that hangs lets its workflow's task time out, and holds up neither others nor a shutdown`()
        async throws
    {
        let place = try await place()
        var options = WorkerOptions()
        options.shutdownTimeout = .milliseconds(500)
        let worker = try place.worker(options) {
            Courier.self
            Repeat()
        }
        let mayGoOn = Gate()
        faulty.hold(.decode, at: "stuck", until: mayGoOn)
        let stuck = UUID().uuidString
        _ = try await place.start("Courier", [#""stuck""#], id: stuck, options: ["--task-timeout", "1s"])
        try await eventually {
            try await place.events(stuck).contains { if case .workflowTaskTimedOut = $0 { true } else { false } }
        }
        let other = try await start("Courier", "other", in: place)
        #expect(try await place.result(other) == "delivered other")
        let begin = ContinuousClock.now
        await worker.askToStop()
        try await worker.end()
        #expect(ContinuousClock.now - begin < .seconds(30))
        #expect(try await place.cli.status(stuck) == "RUNNING")
        mayGoOn.open()
        let next = try place.worker {
            Courier.self
            Repeat()
        }
        #expect(try await place.result(stuck) == "delivered stuck")
        try await next.stop()
    }

    @Test(arguments: [Faulty.Direction.decode, .encode])
    func `a codec that hangs for longer than it may fails the task, which says so`(
        direction: Faulty.Direction
    ) async throws {
        var converter = DataConverter(codecs: [faulty])
        converter.codecTimeout = .milliseconds(300)
        let place = try await Place(converter: converter)
        let worker = try place.worker {
            Courier.self
            Repeat()
        }
        let never = Gate()
        faulty.hold(direction, at: direction == .decode ? "stuck" : "delivered stuck", until: never)
        let id = try await start("Courier", "stuck", in: place)
        let message = "payload codec Faulty failed to \(direction): it took longer than 0.3 seconds"
        try await eventually { try await place.taskFailures(id).contains(message) }
        never.open()
        #expect(try await place.result(id) == "delivered stuck")
        try await worker.stop()
    }

    @Test func `every page of a long history is decoded, and one that fails is asked for again`() async throws {
        let converter = DataConverter(codecs: [faulty, Scrambling()])
        let place = try await Place(converter: converter)
        let count = 300
        let mailbox = try await place.client.startWorkflow(
            Mailbox.self, count, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await withThrowingTaskGroup(of: Void.self) { group in
            // A few at once: a server that has many signals of one workflow to take says that it is busy.
            for sender in 0..<5 {
                group.addTask {
                    for number in stride(from: sender, to: count, by: 5) {
                        try await mailbox.signal(Mailbox.drop, "letter \(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        // The last event but two of a history that comes in more than one page.
        try await mailbox.signal(Mailbox.drop, "postcard")
        faulty.fail(.decode, at: "postcard")
        let worker = try place.worker { Mailbox.self }
        #expect(try await mailbox.result() == count)
        #expect(
            try await place.taskFailures(mailbox.id)
                == ["payload codec Faulty failed to decode: the key service is away"])
        try await worker.stop()
    }
}
