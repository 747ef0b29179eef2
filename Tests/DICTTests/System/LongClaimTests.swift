// What takes a month, on the time-skipping server.

import DICT
import Foundation
import Logging
import PostgreSQL
import ReplaySupport
import ServiceLifecycle
import TemporalCore
import TemporalTesting
import TemporalWorker
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct LongClaimTests {
    @Test func `a claim that nobody answers expires after thirty days`() async throws {
        try await withBank("claim") { server, database in
            let claim = try await server.client.startWorkflow(
                ClaimWorkflow.self, .value(try Self.input("C")), id: "claim", taskQueue: "dict")
            try await eventually { try await claim.query(ClaimWorkflow.status).status == .waitingResolution }
            try await server.sleep(for: .seconds(29 * 86_400))
            #expect(try await claim.query(ClaimWorkflow.status).status == .waitingResolution)
            let state = try await server.skippingTime { try await claim.result() }
            #expect(state.status == .cancelled)
            #expect(state.reason == .defaultOperation)
            let rows = try await database.query("SELECT type FROM events WHERE subject = 'C' ORDER BY position")
            #expect(
                try rows.map { try $0.value("type", as: String.self) } == [
                    "claim.opened", "claim.waiting_resolution", "claim.expired",
                ])
            await #expect(throws: RPCError.self) { try await claim.signal(ClaimWorkflow.confirm, nil) }
        }
    }

    @Test func `a claim that is confirmed on the twentieth day is completed`() async throws {
        try await withBank("claim") { server, _ in
            let claim = try await server.client.startWorkflow(
                ClaimWorkflow.self, .value(try Self.input("C")), id: "claim", taskQueue: "dict")
            try await eventually { try await claim.query(ClaimWorkflow.status).status == .waitingResolution }
            try await server.sleep(for: .seconds(20 * 86_400))
            try await claim.signal(ClaimWorkflow.confirm, .value(ClaimAnswer(participant: "87654321")))
            #expect(try await claim.result().status == .completed)
        }
    }

    @Test func `a case that takes too long is escalated, and then decided`() async throws {
        try await withBank("case") { server, database in
            let input = Infraction(
                id: "I", type: .fraud, reporter: try Self.participant("12345678"),
                reported: try Self.participant("87654321"), transactionID: "E1", details: "deceived",
                escalateAfterDays: 3)
            let run = try await server.client.startWorkflow(
                InvestigateInfractionWorkflow.self, .value(input), nil, id: "case", taskQueue: "dict")
            try await eventually {
                try await run.query(InvestigateInfractionWorkflow.status).status == .acknowledged
            }
            try await server.sleep(for: .seconds(4 * 86_400))
            try await eventually { try await run.query(InvestigateInfractionWorkflow.status).status == .escalated }
            try await run.signal(InvestigateInfractionWorkflow.dismiss, nil)
            #expect(try await run.result().result == .disagreed)
            let rows = try await database.query("SELECT type FROM events WHERE subject = 'I' ORDER BY position")
            #expect(try rows.contains { try $0.value("type") == "infraction.escalated" })
        }
    }

    private static func participant(_ ispb: String) throws -> Participant {
        try #require(Participant(rawValue: ispb))
    }

    private static func input(_ id: String) throws -> Claim {
        Claim(
            id: id, entryID: "E", type: .portability, claimer: try participant("12345678"),
            donor: try participant("87654321"))
    }

    /// Runs `body` beside a bank that has an entry, and replays that entry's workflow and the one with the id `id`, which `body` starts.
    private func withBank(
        _ id: String, _ body: (TimeSkippingServer, PostgresPool) async throws -> Void
    ) async throws {
        let logger = Logger(label: "bank") { _ in SwiftLogNoOpLogHandler() }
        let server = try await TimeSkippingServer.start(executable: Repository.testServer)
        let database = PostgresPool(try await PostgresServer.shared.emptyDatabase(), logger: logger)
        _ = try await database.migrate(Schema.migrations)
        let bridge = try await BridgeStandIn.start()
        let store = DirectoryStore(database: database, bridge: Bridge(bridge.options, logger: logger))
        let worker = try Worker(client: server.client, taskQueue: "dict", logger: logger) { store.registrations }
        let group = ServiceGroup(services: [database, worker], logger: logger)
        let running = Task { try await group.run() }
        let entry = try await server.client.startWorkflow(
            CreateEntryWorkflow.self,
            .value(
                CreateEntryInput(
                    entryID: "E", keyType: .email, key: "e@example.com",
                    account: Account(
                        participant: try Self.participant("87654321"),
                        details: AccountDetails(number: "1", type: .current)),
                    owner: Owner(taxID: try #require(TaxID("52998224725")), name: "Maria"))), id: "entry",
            taskQueue: "dict")
        #expect(try await entry.result().status == .active)
        try await body(server, database)
        await group.triggerGracefulShutdown()
        try await running.value(within: .seconds(60))
        let replays = RunReplays()
        try replays.register(store.registrations)
        for id in ["entry", id] { replays.expect(id) }
        try await replays.replayExpected(of: server.client)
        await server.stop()
    }
}
