// Verifications of synchronism from end to end.

import Foundation
import Logging
import Observability
import PostgreSQL
import ServiceLifecycle
import TemporalCore
import TestSupport
import Testing

@testable import DICT

@Suite(.timeLimit(.minutes(5))) struct VSyncWorkflowTests {
    @Test func `directories that hold the same are in sync, and no entry is fetched`() async throws {
        let bank = try await Bank.open()
        for number in 1...3 { try await bank.makeEntry("E\(number)") }
        let id = try await bank.start("VSyncWorkflow", "null")
        #expect(try await bank.result(id, "status") == "IN_SYNC")
        let report = try #require(try await bank.result(id, "report_id"))
        #expect(try await bank.events(report) == ["vsync.completed"])
        // Five checksums; the three entries were made through the bridge.
        #expect(try await bank.bridge.tell("requests") == "8")
        try await bank.close()
    }

    @Test func `what differs is reported, page by page, and nothing is kept of what was fetched`() async throws {
        let bank = try await Bank.open()
        for number in 1...5 { try await bank.makeEntry("E\(number)", key: "e\(number)@x.com") }
        // Behind the central bank's back: one is gone, one is new, one leads elsewhere.
        try await bank.database.query(
            "UPDATE entries SET status = 'DELETED', updated_at = '2020-01-01' WHERE id = 'E1'")
        try await bank.database.query("UPDATE entries SET key = 'new@x.com', updated_at = '2020-01-01' WHERE id = 'E2'")
        try await bank.database.query(
            "UPDATE entries SET cid = sha256('other'), updated_at = '2020-01-01' WHERE id = 'E3'")
        let id = try await bank.start("VSyncWorkflow", #"{"page_size":2}"#)
        #expect(try await bank.result(id, "status") == "DIFFERENCES")
        let email = try await bank.cli.result(id)
        #expect(try email.text(at: "result.results.2.key_type") == "EMAIL")
        #expect(try email.text(at: "result.results.2.missing") == "2")
        #expect(try email.text(at: "result.results.2.extra") == "1")
        #expect(try email.text(at: "result.results.2.changed") == "1")
        let rows = try await bank.database.query("SELECT kind || ' ' || key AS line FROM vsync_differences ORDER BY 1")
        #expect(
            try rows.map { try $0.value("line", as: String.self) } == [
                "CHANGED e3@x.com", "EXTRA new@x.com", "MISSING e1@x.com", "MISSING e2@x.com",
            ])
        #expect(try await bank.database.query("SELECT * FROM vsync_entries").isEmpty)
        try await bank.close()
    }

    @Test func `directories in which every entry differs are compared a few keys at a time`() async throws {
        let bank = try await Bank.open(bridgeEntries: "EMAIL:200")
        try await bank.database.query(
            """
            INSERT INTO entries (id, key_type, key, participant, account_number, account_type, tax_id, owner_name, status,
                request_id, cid, updated_at)
            SELECT 'V' || n, 'EMAIL', 'key-' || lpad(n::text, 9, '0'), '87654321', n, 'CACC', '52998224725', 'Maria',
                'ACTIVE', gen_random_uuid(), sha256('other'), '2020-01-01' FROM generate_series(50, 249) AS n
            """)
        let id = try await bank.start("VSyncWorkflow", #"{"page_size":7,"key_types":["EMAIL"]}"#)
        let result = try await bank.cli.result(id)
        #expect(try result.text(at: "result.results.0.missing") == "50")
        #expect(try result.text(at: "result.results.0.extra") == "50")
        #expect(try result.text(at: "result.results.0.changed") == "150")
        let rows = try await bank.database.query("SELECT count(DISTINCT key) AS count FROM vsync_differences")
        #expect(try rows.first?.value("count", as: Int.self) == 250)
        #expect(try await bank.database.query("SELECT * FROM vsync_entries").isEmpty)
        try await bank.close()
    }

    @Test func `a comparison that was cut off goes on where it was`() async throws {
        let bank = try await Bank.open()
        try await bank.database.query("INSERT INTO vsync_reports (id) VALUES ('R')")
        try await bank.database.query(
            """
            INSERT INTO vsync_entries (report_id, key_type, key, cid)
            SELECT 'R', 'EMAIL', 'key-' || lpad(n::text, 3, '0'), sha256('') FROM generate_series(1, 25) AS n
            """)
        let next = { (limit: Int) in
            try await bank.database.transaction { try $0.compareNext(limit, .email, "R") }
        }
        #expect(try await next(10))
        // Another attempt.
        #expect(try await next(10))
        let position = try await bank.text(
            "SELECT compared_to AS text FROM vsync_comparisons WHERE report_id = $1", "R")
        #expect(position == "key-020")
        let left = try await bank.database.query("SELECT key FROM vsync_entries")
        #expect(left.count == 5, "what was compared is not kept")
        #expect(try await next(10))
        #expect(try await !next(10))
        #expect(try await !next(10), "it is done")
        let result = try await bank.database.transaction { try $0.differences(.email, "R") }
        #expect(result.missing == 25)
        try await bank.close()
    }

    @Test func `a key that is listed twice counts once, as it is listed last`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E1")
        try await bank.makeEntry("E2")
        try await bank.database.query(
            "UPDATE entries SET status = 'DELETED', updated_at = '2020-01-01' WHERE id = 'E1'")
        try await bank.bridge.tell("odd twice")
        let id = try await bank.start("VSyncWorkflow", #"{"key_types":["EMAIL"]}"#)
        #expect(try await bank.result(id, "results.0.missing") == "1")
        #expect(try await bank.result(id, "results.0.changed") == "0")
        try await bank.close()
    }

    @Test(arguments: ["short", "zero", "again"])
    func `a page that cannot be ends the verification, and says so`(what: String) async throws {
        let bank = try await Bank.open(bridgeEntries: "EMAIL:5")
        try await bank.bridge.tell("odd \(what)")
        let id = try await bank.start("VSyncWorkflow", #"{"page_size":2}"#)
        #expect(try await bank.failure(id) == "BridgeAnswerInvalid")
        try await bank.close()
    }

    @Test func `a verification whose worker dies goes on at the page where it was`() async throws {
        let bridge = try await BridgeStandIn.start(entries: "EMAIL:60")
        let postgres = try await PostgresServer.shared
        let queue = "vsync-killed-\(UUID().uuidString)"
        let environment = [
            "TEMPORAL_ADDRESS": try await DevServer.shared.address, "TEMPORAL_TASK_QUEUE": queue,
            "POSTGRES_HOST": "127.0.0.1", "POSTGRES_PORT": String(postgres.port), "POSTGRES_USER": "postgres",
            "POSTGRES_DB": try await postgres.makeDatabase(), "BRIDGE_GRPC_ADDR": bridge.options.target.description,
            "VSYNC_TIME_ZONE": "none", "HEALTH_PORT": "0", "METRICS_PORT": "0", "REDIS_PORT": "1", "PULSAR_URL": "none",
        ]
        try await runCommand([Repository.executable("worker"), "migrate"], environment: environment).succeeded()
        let cli = try await DevServer.shared.cli()
        let id = "vsync-\(UUID().uuidString)"
        let input = #"{"page_size":1,"key_types":["EMAIL"]}"#
        try await cli.start("VSyncWorkflow", id: id, taskQueue: queue, inputs: [input])
        let pages = { Int(try await bridge.tell("pages")) ?? 0 }
        try await bridge.tell("slow 0.05")
        let first = try WorkerExecutable("worker", ["--systems", "dict"], environment: environment)
        // The second activity fetches pages 26 to 50, and tells the server where it is every 8 s.
        try await eventually { try await pages() >= 20 }
        try await bridge.tell("slow 0.6")
        try await eventually { try await pages() >= 45 }
        first.peer.kill()
        _ = try await first.peer.exit()
        try await bridge.tell("slow 0")
        let second = try WorkerExecutable("worker", ["--systems", "dict"], environment: environment)
        let result = try await cli.result(id, within: .seconds(120))
        #expect(try result.text(at: "result.results.0.missing") == "60")
        let count = try await pages()
        #expect((60..<76).contains(count), "pages 26 to 45 would be 20 more")
        #expect(try await second.stop() == 0)
    }

    @Test func `what changes while it is verified is left for the next time`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E1")
        try await bank.database.query("UPDATE entries SET cid = sha256('x'), updated_at = now() + interval '1 hour'")
        let id = try await bank.start("VSyncWorkflow", "null")
        #expect(try await bank.result(id, "status") == "IN_SYNC")
        #expect(try await bank.cli.result(id).text(at: "result.results.2.in_sync") == "0")
        try await bank.close()
    }

    @Test func `what the central bank is being told of is left for the next time`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E1")
        // It does what it is asked for, and says nothing: it knows more than this directory has written.
        try await bank.bridge.tell("lose 100")
        let change =
            #"{"entry_id":"E1","participant":"87654321","account":{"account_number":"7","account_type":"CACC"}}"#
        let update = try await bank.start("UpdateEntryWorkflow", change)
        let create = try await bank.start("CreateEntryWorkflow", Bank.entry("E2", "EMAIL", key: "e2@example.com"))
        try await eventually {
            let effects = try await bank.bridge.effects()
            return effects.contains("UPDATE E1") && effects.contains("CREATE E2")
        }
        let early = try await bank.start("VSyncWorkflow", #"{"key_types":["EMAIL"]}"#)
        #expect(try await bank.result(early, "status") == "IN_SYNC")
        #expect(try await bank.result(early, "results.0.in_sync") == "0", "and yet the sums differ")
        try await bank.bridge.tell("lose 0")
        #expect(try await bank.result(update, "status") == "ACTIVE")
        #expect(try await bank.result(create, "status") == "ACTIVE")
        let late = try await bank.start("VSyncWorkflow", #"{"key_types":["EMAIL"]}"#)
        #expect(try await bank.result(late, "results.0.in_sync") == "1")
        try await bank.close()
    }

    @Test func `what nobody tells the central bank any more is a difference`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E1")
        try await bank.database.query("UPDATE entries SET cid = sha256('x'), updated_at = '2020-01-01'")
        try await bank.database.query(
            """
            INSERT INTO effects (workflow_id, run_id, activity_id, subject, at)
            VALUES ('terminated', 'run', '1', 'entry:E1', now() - interval '11 minutes')
            """)
        let id = try await bank.start("VSyncWorkflow", #"{"key_types":["EMAIL"]}"#)
        #expect(try await bank.result(id, "results.0.changed") == "1")
        try await bank.close()
    }

    @Test func `the schedule is made once, brought up to date, and starts a verification`() async throws {
        let bank = try await Bank.open()
        let schedule = VSyncSchedule(taskQueue: bank.taskQueue, timeZone: "America/Sao_Paulo")
        try await schedule.install(bank.client)
        try await VSyncSchedule(taskQueue: bank.taskQueue, timeZone: "UTC").install(bank.client)
        let handle = bank.client.schedule(id: schedule.id)
        let described = try await handle.describe()
        #expect(described.schedule.spec.timeZone == "UTC")
        #expect(described.schedule.overlapPolicy == .skip)
        #expect(described.schedule.workflow.id == schedule.id, "those of another task queue have other ids")
        try await handle.trigger()
        let report: String = try await eventually {
            try await bank.text("SELECT id AS text FROM vsync_reports WHERE status = $1", "IN_SYNC")
        }
        #expect(try await bank.events(report) == ["vsync.completed"])
        try await handle.delete()
        try await bank.close()
    }

    @Test func `a verification that takes too long ends, and nothing of it goes on`() async throws {
        let bank = try await Bank.open()
        try await bank.bridge.kill()
        let schedule = VSyncSchedule(taskQueue: bank.taskQueue, timeZone: "UTC", timeout: .seconds(20))
        try await schedule.install(bank.client)
        let handle = bank.client.schedule(id: schedule.id)
        try await handle.trigger()
        let ended: [String] = try await eventually(within: .seconds(60)) {
            var statuses: [String] = []
            for try await run in bank.client.workflows(where: "TaskQueue = '\(bank.taskQueue)'") {
                if run.status == .running { return nil }
                statuses.append("\(run.workflowType) \(run.status)")
            }
            return statuses.count == 2 ? statuses.sorted() : nil
        }
        // The failure is a worker's to see, and to count: the server alone would tell nobody of a timeout.
        #expect(ended.first == "VSyncSchedulerWorkflow failed")
        #expect(["VSyncWorkflow failed", "VSyncWorkflow timedOut"].contains(ended.last))
        try await handle.delete()
        try await bank.close()
    }

    @Test func `when the last verification ended is shown`() async throws {
        let bank = try await Bank.open()
        let metrics = PrometheusRegistry()
        let shown = {
            metrics.exposition().split(separator: "\n").compactMap { line in
                line.hasPrefix("conn_dict_worker_last_verification_timestamp_seconds ")
                    ? Int(line.split(separator: " ")[1]) : nil
            }.first
        }
        // Before the first, the time from when on one is expected.
        let made = try await bank.database.lastVerification()
        #expect(abs(made - Int(Date().timeIntervalSince1970)) < 120)
        try await bank.database.query(
            "INSERT INTO vsync_reports (id, finished_at) VALUES ('old', to_timestamp(1000)), ('new', to_timestamp(2000)), ('runs', NULL)"
        )
        let group = ServiceGroup(
            services: [VerificationGauge(database: bank.database, metrics: metrics)], logger: .quiet)
        let running = Task { try await group.run() }
        try await eventually { shown() == 2_000 }
        await group.triggerGracefulShutdown()
        try await running.value(within: .seconds(10))
        try await bank.close()
    }

    @Test func `a page size or a type that is none is declined`() async throws {
        let bank = try await Bank.open()
        for input in [#"{"page_size":0}"#, #"{"page_size":10001}"#, #"{"key_types":["FAX"]}"#] {
            #expect(try await bank.failure(try await bank.start("VSyncWorkflow", input)) == "EntryInvalid", "\(input)")
        }
        try await bank.close()
    }
}
