// What ends badly: workflows that are canceled at the worst moment, and what the central bank declines or never answers. Nothing may
// go on holding a key, an entry or a payment, and the central bank must not know of what is not here.

import DICT
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct CompensationTests {
    /// A bank where `lost` take effect and fail the first time; `names` has those that did.
    private func bank(losing lost: String..., names: Names) async throws -> Bank {
        try await Bank.open(change: { $0.losingReports(of: lost, names) })
    }

    @Test func `a claim that is canceled when nobody knows whether it was made holds nothing`() async throws {
        let names = Names()
        let bank = try await bank(losing: "CreateClaimActivity", names: names)
        try await bank.makeEntry("E")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await eventually { names.all.contains("CreateClaimActivity") }
        try await bank.cli.workflow("cancel", id)
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.events("C") == ["claim.opened", "claim.cancelled"])
        let next = try await bank.start("ClaimWorkflow", Bank.claim("C2", of: "E"))
        try await bank.signal(next, "confirm")
        #expect(try await bank.result(next, "status") == "COMPLETED")
        try await bank.close()
    }

    @Test func `a claim that is canceled while it is being cancelled is cancelled`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await eventually { try await bank.events("C").last == "claim.waiting_resolution" }
        try await bank.bridge.tell("fail UNAVAILABLE 1000")
        let before = try await bank.bridge.tell("requests")
        try await bank.signal(id, "cancel")
        try await eventually { try await bank.bridge.tell("requests") != before }
        try await bank.cli.workflow("cancel", id)
        try await bank.bridge.tell("fail UNAVAILABLE 0")
        #expect(try await bank.result(id, "status") == "CANCELLED")
        #expect(try await bank.events("C").last == "claim.cancelled")
        try await bank.close()
    }

    @Test func `a claim that the central bank never took, and will not cancel, holds nothing`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.bridge.tell("decline CREATE ClaimAlreadyExistsForKey")
        try await bank.bridge.tell("decline CANCEL NotFound")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        #expect(try await bank.failure(id) == "ClaimAlreadyExistsForKey")
        #expect(try await bank.events("C") == ["claim.opened", "claim.cancelled"])
        try await bank.bridge.tell("accept CREATE")
        let next = try await bank.start("ClaimWorkflow", Bank.claim("C2", of: "E"))
        try await bank.signal(next, "confirm")
        #expect(try await bank.result(next, "status") == "COMPLETED")
        try await bank.close()
    }

    @Test func `a claim whose entry finds no place at the claimer is given up`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        for number in 1...5 {
            let entry = Bank.entry(
                "E\(number)", "EMAIL", key: "e\(number)@x.com", participant: "12345678", account: "1234567")
            #expect(try await bank.result(try await bank.start("CreateEntryWorkflow", entry), "status") == "ACTIVE")
        }
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await bank.signal(id, "confirm")
        #expect(try await bank.failure(id) == "EntryLimitExceeded")
        #expect(try await bank.events("C").suffix(2) == ["claim.confirmed", "claim.cancelled"])
        #expect(try await bank.text("SELECT participant AS text FROM entries WHERE id = $1", "E") == "87654321")
        #expect(try await bank.bridge.effects().last == "CANCEL C")
        try await bank.close()
    }

    @Test func `an entry whose workflow is canceled amid its activation is nowhere`() async throws {
        let bank = try await Bank.open()
        try await bank.bridge.tell("lose 1")
        let id = try await bank.start("CreateEntryWorkflow", Bank.entry("E", "EMAIL", key: "e@example.com"))
        try await eventually { try await bank.bridge.effects() == ["CREATE E"] }
        try await bank.cli.workflow("cancel", id)
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.bridge.effects() == ["CREATE E", "DELETE E"])
        #expect(try await bank.events("E") == ["entry.created", "entry.inactive"])
        #expect(try await bank.result(try await bank.start("VSyncWorkflow", "null"), "status") == "IN_SYNC")
        try await bank.makeEntry("E2", key: "e@example.com")
        try await bank.close()
    }

    @Test func `an entry that is canceled when nobody knows whether it was made is taken out of use`() async throws {
        let names = Names()
        let bank = try await bank(losing: "CreateEntryActivity", names: names)
        let id = try await bank.start("CreateEntryWorkflow", Bank.entry("E", "EMAIL", key: "e@example.com"))
        try await eventually { names.all.contains("CreateEntryActivity") }
        try await bank.cli.workflow("cancel", id)
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.events("E") == ["entry.created", "entry.inactive"])
        try await bank.close()
    }

    @Test func `a request that comes again cannot harm the entry that is there`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.bridge.tell("decline CREATE EntryAlreadyExists")
        try await bank.makeEntry("E")
        #expect(try await bank.events("E") == ["entry.created", "entry.active"])
        try await bank.close()
    }

    @Test func `a claim that comes while its entry is being deleted finds none`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.bridge.tell("slow 2")
        let delete = try await bank.start("DeleteEntryWorkflow", #"{"entry_id":"E","participant":"87654321"}"#)
        try await eventually {
            try await bank.text("SELECT count(*)::text AS text FROM effects WHERE subject = $1", "entry:E") == "2"
        }
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        #expect(try await bank.result(delete, "status") == "DELETED")
        #expect(try await bank.failure(id) == "ClaimKeyNotFound")
        #expect(try await bank.bridge.effects() == ["CREATE E", "DELETE E"])
        #expect(try await bank.events("E").last == "entry.deleted")
        try await bank.close()
    }

    @Test func `what the central bank has taken is written, whatever has happened since`() async throws {
        let names = Names()
        let bank = try await Bank.open(change: { $0.losingReports(of: [], names) })
        try await bank.makeEntry("E")
        try await bank.bridge.tell("lose 1")
        let update =
            #"{"entry_id":"E","participant":"87654321","account":{"account_number":"7","account_type":"CACC"}}"#
        let id = try await bank.start("UpdateEntryWorkflow", update)
        try await eventually { try await bank.bridge.effects().last == "UPDATE E" }
        // The account fills up before the next attempt.
        for number in 1...5 {
            try await bank.database.query(
                """
                INSERT INTO entries (id, key_type, key, participant, branch, account_number, account_type, tax_id, owner_name,
                    status, request_id, cid)
                SELECT $1, 'EMAIL', $1 || '@x.com', participant, NULL, '7', 'CACC', tax_id, owner_name, 'ACTIVE', request_id, cid
                FROM entries WHERE id = 'E'
                """, "other\(number)")
        }
        #expect(try await bank.result(id, "status") == "ACTIVE")
        #expect(try await bank.text("SELECT account_number AS text FROM entries WHERE id = $1", "E") == "7")
        #expect(try await bank.bridge.effects() == ["CREATE E", "UPDATE E"])
        try await bank.close()
    }

    @Test func `a case that is canceled before it has begun stands in nobody's way`() async throws {
        let bank = try await Bank.open()
        try await bank.bridge.tell("fail UNAVAILABLE 1000")
        let id = try await bank.start("InvestigateInfractionWorkflow", InfractionWorkflowTests.input("I"))
        try await eventually { try await bank.bridge.tell("requests") != "0" }
        try await bank.cli.workflow("cancel", id)
        try await bank.bridge.tell("fail UNAVAILABLE 0")
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.text("SELECT status AS text FROM infractions WHERE id = $1", "I") == "CLOSED")
        let next = try await bank.start("InvestigateInfractionWorkflow", InfractionWorkflowTests.input("I2"))
        try await bank.signal(next, "dismiss")
        #expect(try await bank.result(next, "status") == "CLOSED")
        try await bank.close()
    }

    @Test func `a case that the central bank will not take is closed`() async throws {
        let bank = try await Bank.open()
        try await bank.bridge.tell("decline REPORT InfractionReportTransactionNotFound")
        try await bank.bridge.tell("decline CLOSE NotFound")
        let id = try await bank.start("InvestigateInfractionWorkflow", InfractionWorkflowTests.input("I"))
        #expect(try await bank.failure(id) == "InfractionReportTransactionNotFound")
        #expect(try await bank.events("I") == ["infraction.opened", "infraction.closed"])
        try await bank.close()
    }

    @Test func `a verdict that was accepted is not lost when the case is canceled`() async throws {
        let names = Names()
        let bank = try await bank(losing: "ResolveInfractionActivity", names: names)
        let id = try await bank.start("InvestigateInfractionWorkflow", InfractionWorkflowTests.input("I"))
        try await eventually { try await bank.events("I").last == "infraction.acknowledged" }
        try await bank.signal(id, "resolve")
        try await eventually { names.all.contains("ResolveInfractionActivity") }
        try await bank.cli.workflow("cancel", id)
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.text("SELECT result AS text FROM infractions WHERE id = $1", "I") == "AGREED")
        #expect(try await bank.bridge.effects() == ["REPORT I", "NOTIFY_REPORTED I", "CLOSE I"])
        try await bank.close()
    }
}
