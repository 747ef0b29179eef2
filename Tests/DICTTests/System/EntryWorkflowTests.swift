// The life of entries from end to end.

import DICT
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct EntryWorkflowTests {
    @Test func `an entry is made, changed and deleted, and its key is free again`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E", "CPF", key: "52998224725")
        let update = """
            {"entry_id":"E","participant":"87654321","account":{"account_number":"77","account_type":"SVGS"},
            "owner":{"tax_id":"52998224725","name":"Maria Souza"}}
            """
        let updated = try await bank.start("UpdateEntryWorkflow", update)
        #expect(try await bank.result(updated, "status") == "ACTIVE")
        #expect(try await bank.result(updated, "key") == "****822****")
        let row = try #require(try await bank.database.query("SELECT * FROM entries WHERE id = 'E'").first)
        #expect(try row.value("account_number") == "77")
        #expect(try row.value("owner_name") == "Maria Souza")
        // The same once more: nothing is said or written. Then the owner's name alone.
        #expect(try await bank.result(try await bank.start("UpdateEntryWorkflow", update), "status") == "ACTIVE")
        let renamed = #"{"entry_id":"E","participant":"87654321","owner":{"tax_id":"52998224725","name":"Maria S."}}"#
        #expect(try await bank.result(try await bank.start("UpdateEntryWorkflow", renamed), "status") == "ACTIVE")

        let delete = #"{"entry_id":"E","participant":"87654321","reason":"ACCOUNT_CLOSURE"}"#
        #expect(try await bank.result(try await bank.start("DeleteEntryWorkflow", delete), "status") == "DELETED")
        // Deleted once more: the same, without a second event or a second word to the central bank.
        #expect(try await bank.result(try await bank.start("DeleteEntryWorkflow", delete), "status") == "DELETED")
        #expect(
            try await bank.events("E") == [
                "entry.created", "entry.active", "entry.updated", "entry.ownership_updated", "entry.deleted",
            ])
        #expect(try await bank.bridge.effects() == ["CREATE E", "UPDATE E", "UPDATE E", "DELETE E"])
        try await bank.makeEntry("E2", "CPF", key: "52998224725")
        try await bank.close()
    }

    @Test func `the same request again makes nothing new`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.makeEntry("E")
        #expect(try await bank.events("E") == ["entry.created", "entry.active"])
        #expect(try await bank.bridge.effects() == ["CREATE E"])
        #expect(try await bank.database.query("SELECT * FROM entries").count == 1)
        try await bank.close()
    }

    @Test func `an EVP is made up, and is a UUID`() async throws {
        let bank = try await Bank.open()
        let run = try await bank.start("CreateEntryWorkflow", Bank.entry("E", "EVP", key: nil))
        let key = try #require(try await bank.result(run, "key"))
        #expect(throws: Never.self) { try Key(.evp, key) }
        #expect(try await bank.text("SELECT key AS text FROM entries WHERE id = $1", "E") == key)
        try await bank.close()
    }

    @Test(arguments: [
        (Bank.entry("E2", "CPF", key: "52998224724"), "EntryInvalid"),
        (Bank.entry("E2", "PHONE", key: "11987654321"), "EntryInvalid"),
        (Bank.entry("E2", "EVP", key: "a"), "EntryInvalid"),
        (Bank.entry("E2", "FAX", key: "1"), "EntryInvalid"),
        (Bank.entry("E 2", "EVP", key: nil), "EntryInvalid"),
        (Bank.entry("E2", "CPF", key: "11144477735"), "EntryTaxIdNumberByDifferentOwner"),
        (Bank.entry("E", "EMAIL", key: "other@example.com"), "EntryAlreadyExists"),
        (Bank.entry("E2", "EMAIL", key: "e@example.com"), "EntryAlreadyExists"),
        (
            Bank.entry("E2", "EMAIL", key: "e@example.com", participant: "11111111"),
            "EntryKeyInCustodyOfDifferentParticipant"
        ),
        (Bank.entry("E2", "EMAIL", key: "e@example.com", taxID: "11144477735"), "EntryKeyOwnedByDifferentPerson"),
        ("7", "EntryInvalid"),
    ])
    func `an entry that may not be made fails for good with the directory's name for why`(
        input: String, name: String
    ) async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        #expect(try await bank.failure(try await bank.start("CreateEntryWorkflow", input)) == name)
        #expect(try await bank.bridge.effects() == ["CREATE E"])
        #expect(try await bank.database.query("SELECT * FROM entries").count == 1)
        try await bank.close()
    }

    @Test func `five keys lead to a person's account, and no sixth, however many come at once`() async throws {
        let bank = try await Bank.open()
        var runs: [String] = []
        for number in 1...8 {
            runs.append(
                try await bank.start("CreateEntryWorkflow", Bank.entry("E\(number)", "EMAIL", key: "e\(number)@x.com")))
        }
        var failures: [String] = []
        for run in runs { failures.append(try await bank.failure(run)) }
        #expect(failures.filter { $0 == "none" }.count == 5)
        #expect(failures.filter { $0 == "EntryLimitExceeded" }.count == 3)
        #expect(try await bank.database.query("SELECT * FROM entries WHERE status = 'ACTIVE'").count == 5)
        try await bank.close()
    }

    @Test func `what is not the participant's own, or not there, is left alone`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        for (type, input, name) in [
            ("DeleteEntryWorkflow", #"{"entry_id":"E","participant":"11111111"}"#, "Forbidden"),
            ("DeleteEntryWorkflow", #"{"entry_id":"F","participant":"87654321"}"#, "NotFound"),
            ("DeleteEntryWorkflow", #"{"entry_id":"E","participant":"me"}"#, "EntryInvalid"),
            ("UpdateEntryWorkflow", #"{"entry_id":"E","participant":"87654321"}"#, "EntryInvalid"),
            (
                "DeleteEntryWorkflow", #"{"entry_id":"E","participant":"87654321","reason":"BOREDOM"}"#,
                "EntryInvalid"
            ),
            (
                "UpdateEntryWorkflow",
                #"{"entry_id":"E","participant":"87654321","owner":{"tax_id":"52998224725","name":"M\u0000"}}"#,
                "EntryInvalid"
            ),
            // One half of it would be allowed.
            (
                "UpdateEntryWorkflow",
                #"{"entry_id":"E","participant":"87654321","account":{"account_number":"7","account_type":"CACC"},"owner":{"tax_id":"11144477735","name":"J"}}"#,
                "EntryKeyOwnedByDifferentPerson"
            ),
            (
                "UpdateEntryWorkflow",
                #"{"entry_id":"E","participant":"87654321","owner":{"tax_id":"11144477735","name":"J"}}"#,
                "EntryKeyOwnedByDifferentPerson"
            ),
        ] {
            #expect(try await bank.failure(try await bank.start(type, input)) == name, "\(input)")
        }
        #expect(try await bank.events("E") == ["entry.created", "entry.active"])
        #expect(try await bank.bridge.effects() == ["CREATE E"])
        try await bank.close()
    }

    @Test func `an entry that the central bank declines leaves its key free`() async throws {
        let bank = try await Bank.open()
        try await bank.bridge.tell("decline CREATE EntryInvalid")
        let run = try await bank.start("CreateEntryWorkflow", Bank.entry("E", "EMAIL", key: "e@example.com"))
        #expect(try await bank.failure(run) == "EntryInvalid")
        #expect(try await bank.events("E") == ["entry.created", "entry.inactive"])
        try await bank.bridge.tell("accept CREATE")
        try await bank.makeEntry("E2", key: "e@example.com")
        try await bank.close()
    }
}
