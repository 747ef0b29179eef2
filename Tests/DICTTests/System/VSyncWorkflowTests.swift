// Verifications of synchronism from end to end.

import DICT
import PostgreSQL
import TemporalCore
import TestSupport
import Testing

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

    @Test func `what changes while it is verified is left for the next time`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E1")
        try await bank.database.query("UPDATE entries SET cid = sha256('x'), updated_at = now() + interval '1 hour'")
        let id = try await bank.start("VSyncWorkflow", "null")
        #expect(try await bank.result(id, "status") == "IN_SYNC")
        #expect(try await bank.cli.result(id).text(at: "result.results.2.in_sync") == "0")
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
        try await handle.trigger()
        let report: String = try await eventually {
            try await bank.text("SELECT id AS text FROM vsync_reports WHERE status = $1", "IN_SYNC")
        }
        #expect(try await bank.events(report) == ["vsync.completed"])
        try await handle.delete()
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
