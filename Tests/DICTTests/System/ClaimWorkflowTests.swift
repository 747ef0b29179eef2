// Claims from end to end: real server, real database, the stock command line.

import DICT
import PostgreSQL
import TemporalCore
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ClaimWorkflowTests {
    @Test func `the command line's example is completed by a signal without input`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("ENTRY-001")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("TEST-001", of: "ENTRY-001"), id: "claim-test-001")
        try await eventually { try await bank.events("TEST-001").last == "claim.waiting_resolution" }
        try await bank.signal(id, "confirm")
        #expect(try await bank.result(id, "status") == "COMPLETED")
        #expect(
            try await bank.events("TEST-001") == [
                "claim.opened", "claim.waiting_resolution", "claim.confirmed", "claim.completed",
            ])
        #expect(try await bank.text("SELECT participant AS text FROM entries WHERE id = $1", "ENTRY-001") == "12345678")
        #expect(try await bank.events("ENTRY-001") == ["entry.created", "entry.active", "entry.moved"])
        let sync = try await bank.start("VSyncWorkflow", "null")
        #expect(
            try await bank.result(sync, "status") == "IN_SYNC", "the central bank has the entry at the claimer, too")
        #expect(
            try await bank.bridge.effects() == [
                "CREATE ENTRY-001", "CREATE TEST-001", "CONFIRM TEST-001", "COMPLETE TEST-001",
            ])
        try await bank.close()
    }

    @Test func `an ownership claim makes the key the claimer's own`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E", "PHONE", key: "+5511987654321")
        let owner =
            #","claimer_owner":{"tax_id":"11144477735","name":"João Souza"},"claimer_account":{"account_number":"99","account_type":"SVGS"}"#
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E", "OWNERSHIP", more: owner))
        let confirmed = try await bank.update(id, "confirm", #"{"participant":"87654321","reason":"USER_REQUESTED"}"#)
        #expect(confirmed.status == 0 && confirmed.output.contains("CONFIRMED"), "\(confirmed)")
        #expect(try await bank.result(id, "status") == "COMPLETED")
        let row = try #require(try await bank.database.query("SELECT * FROM entries WHERE id = 'E'").first)
        #expect(try row.value("tax_id") == "11144477735")
        #expect(try row.value("owner_name") == "João Souza")
        #expect(try row.value("account_number") == "99")
        #expect(try row.optional("branch", as: String.self) == nil)
        try await bank.close()
    }

    @Test func `a claim that is cancelled leaves the entry where it was, and free`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let first = try await bank.start("ClaimWorkflow", Bank.claim("C1", of: "E"))
        try await bank.signal(first, "cancel", #"{"reason":"ACCOUNT_CLOSURE"}"#)
        #expect(try await bank.result(first, "status") == "CANCELLED")
        #expect(try await bank.result(first, "reason") == "ACCOUNT_CLOSURE")
        #expect(try await bank.text("SELECT participant AS text FROM entries WHERE id = $1", "E") == "87654321")
        #expect(try await bank.events("C1").last == "claim.cancelled")
        #expect(try await bank.bridge.effects().last == "CANCEL C1")
        let second = try await bank.start("ClaimWorkflow", Bank.claim("C2", of: "E"))
        try await bank.signal(second, "confirm")
        #expect(try await bank.result(second, "status") == "COMPLETED")
        try await bank.close()
    }

    @Test func `a workflow that is canceled gives its claim up`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await eventually { try await bank.events("C").last == "claim.waiting_resolution" }
        try await bank.cli.workflow("cancel", id)
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.events("C").last == "claim.cancelled")
        try await bank.close()
    }

    @Test func `a workflow that is canceled while an activity runs knows what the activity did`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.bridge.tell("slow 2")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await eventually { try await bank.events("C").last == "claim.opened" }
        try await bank.cli.workflow("cancel", id)
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.events("C") == ["claim.opened", "claim.waiting_resolution", "claim.cancelled"])
        #expect(try await bank.bridge.effects() == ["CREATE E", "CREATE C", "CANCEL C"])
        try await bank.close()
    }

    @Test func `an id that another claim has is declined, and that claim is told nothing`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E1")
        try await bank.makeEntry("E2")
        let first = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E1"))
        try await eventually { try await bank.events("C").last == "claim.waiting_resolution" }
        for entry in ["E1", "E2"] {
            let second = try await bank.start("ClaimWorkflow", Bank.claim("C", of: entry))
            #expect(try await bank.failure(second) == "ClaimInvalid")
        }
        #expect(try await bank.events("C").last == "claim.waiting_resolution")
        try await bank.signal(first, "confirm")
        #expect(try await bank.result(first, "status") == "COMPLETED")
        try await bank.close()
    }

    @Test(arguments: [
        (Bank.claim("C", of: "E", "GIFT"), "ClaimInvalid"),
        (Bank.claim("C", of: "E", claimer: "1234"), "ClaimInvalid"),
        (Bank.claim("C D", of: "E"), "ClaimInvalid"),
        (Bank.claim("C", of: "E", donor: "11111111"), "ClaimInvalid"),
        (Bank.claim("C", of: "nothing"), "ClaimKeyNotFound"),
        (Bank.claim("C", of: "E", claimer: "87654321"), "ClaimResultingEntryAlreadyExists"),
        (Bank.claim("C", of: "E", "OWNERSHIP"), "ClaimInvalid"),
        (
            Bank.claim("C", of: "E", "OWNERSHIP", more: #","claimer_owner":{"tax_id":"11144477735","name":"J"}"#),
            "ClaimTypeInconsistent"
        ),
        (
            Bank.claim("C", of: "E", more: #","claimer_owner":{"tax_id":"11144477735","name":"J"}"#),
            "ClaimTypeInconsistent"
        ),
        (#"{"claim_id":"C"}"#, "ClaimInvalid"),
        (#"["C"]"#, "ClaimInvalid"),
        ("null", "ClaimInvalid"),
    ])
    func `a claim that may not be made fails for good with the directory's name for why`(
        input: String, name: String
    ) async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let id = try await bank.start("ClaimWorkflow", input)
        #expect(try await bank.failure(id) == name)
        #expect(try await bank.database.query("SELECT * FROM claims").isEmpty)
        #expect(try await bank.bridge.effects() == ["CREATE E"])
        try await bank.close()
    }

    @Test(arguments: [
        ("ClaimWorkflow", "ClaimInvalid"), ("CreateEntryWorkflow", "EntryInvalid"),
        ("UpdateEntryWorkflow", "EntryInvalid"), ("DeleteEntryWorkflow", "EntryInvalid"),
        ("InvestigateInfractionWorkflow", "InfractionReportInvalid"),
    ])
    func `a workflow without input fails for good`(type: String, name: String) async throws {
        let bank = try await Bank.open()
        #expect(try await bank.failure(try await bank.start(type, nil)) == name)
        try await bank.close()
    }

    @Test func `an entry that a claim holds is no other claim's, and cannot be changed or deleted`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let first = try await bank.start("ClaimWorkflow", Bank.claim("C1", of: "E"))
        try await eventually { try await bank.events("C1").last == "claim.waiting_resolution" }
        let second = try await bank.start("ClaimWorkflow", Bank.claim("C2", of: "E", claimer: "22222222"))
        #expect(try await bank.failure(second) == "ClaimAlreadyExistsForKey")
        #expect(try await bank.events("C2") == ["claim.rejected"])
        let update =
            #"{"entry_id":"E","participant":"87654321","account":{"account_number":"7","account_type":"CACC"}}"#
        #expect(try await bank.failure(try await bank.start("UpdateEntryWorkflow", update)) == "EntryLockedByClaim")
        let delete = #"{"entry_id":"E","participant":"87654321"}"#
        #expect(try await bank.failure(try await bank.start("DeleteEntryWorkflow", delete)) == "EntryLockedByClaim")
        try await bank.signal(first, "confirm")
        #expect(try await bank.result(first, "status") == "COMPLETED")
        try await bank.close()
    }

    @Test func `who may not answer is declined, and a second answer too`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await eventually { try await bank.events("C").last == "claim.waiting_resolution" }
        for (name, input) in [
            ("confirm", #"{"participant":"12345678"}"#), ("confirm", #"{"participant":"11111111"}"#),
            ("cancel", #"{"participant":"11111111"}"#), ("confirm", #"{"participant":"nobody"}"#),
            ("confirm", #"{"reason":"BOREDOM"}"#), ("confirm", #"{"reason":"FRAUD"}"#),
            ("cancel", #"{"reason":["USER_REQUESTED"]}"#), ("confirm", "7"),
        ] {
            let declined = try await bank.update(id, name, input)
            #expect(declined.status != 0, "\(name) \(input)")
            // A signal cannot be declined; it changes nothing.
            try await bank.signal(id, name, input)
        }
        #expect(try await bank.cli.status(id) == "RUNNING")
        try await bank.bridge.tell("slow 1")
        try await bank.signal(id, "confirm")
        let late = try await bank.update(id, "cancel")
        #expect(late.status != 0)
        #expect(try await bank.result(id, "status") == "COMPLETED")
        try await bank.close()
    }

    @Test func `a claim that the central bank declines at the end is given up, and holds nothing`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.bridge.tell("decline CONFIRM ClaimOperationInvalid")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await bank.signal(id, "confirm")
        #expect(try await bank.failure(id) == "ClaimOperationInvalid")
        #expect(try await bank.events("C").last == "claim.cancelled")
        #expect(try await bank.bridge.effects().last == "CANCEL C")
        #expect(try await bank.events("E") == ["entry.created", "entry.active"])
        try await bank.close()
    }

    @Test func `the query tells how the claim stands`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await eventually {
            let answer = try await bank.cli.run(["workflow", "query", "--workflow-id", id, "--type", "status"])
            return answer.output.contains("WAITING_RESOLUTION")
        }
        try await bank.signal(id, "confirm")
        #expect(try await bank.result(id, "status") == "COMPLETED")
        let answer = try await bank.cli.run(["workflow", "query", "--workflow-id", id, "--type", "status"]).succeeded()
        #expect(answer.output.contains("COMPLETED"))
        try await bank.close()
    }

    @Test func `a bridge that fails and loses answers is asked again, and does each thing once`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.bridge.tell("fail UNAVAILABLE 3")
        try await bank.bridge.tell("lose 1")
        let id = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await bank.signal(id, "confirm")
        #expect(try await bank.result(id, "status") == "COMPLETED")
        #expect(try await bank.bridge.effects() == ["CREATE E", "CREATE C", "CONFIRM C", "COMPLETE C"])
        try await bank.close()
    }
}
