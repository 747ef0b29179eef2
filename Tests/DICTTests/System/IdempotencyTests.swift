// Every activity may run twice, and a worker may die between an effect and its report; each effect takes place once.

import DICT
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct IdempotencyTests {
    @Test func `each activity that runs a second time answers as it did, and changes nothing`() async throws {
        let bank = try await Bank.open(runsActivitiesTwice: true)
        try await bank.makeEntry("E")
        let update =
            #"{"entry_id":"E","participant":"87654321","account":{"account_number":"7","account_type":"CACC"},"owner":{"tax_id":"52998224725","name":"M"}}"#
        #expect(try await bank.result(try await bank.start("UpdateEntryWorkflow", update), "status") == "ACTIVE")
        let cancelled = try await bank.start("ClaimWorkflow", Bank.claim("C1", of: "E"))
        try await bank.signal(cancelled, "cancel")
        #expect(try await bank.result(cancelled, "status") == "CANCELLED")
        let completed = try await bank.start("ClaimWorkflow", Bank.claim("C2", of: "E"))
        try await bank.signal(completed, "confirm")
        #expect(try await bank.result(completed, "status") == "COMPLETED")
        let delete = #"{"entry_id":"E","participant":"12345678"}"#
        #expect(try await bank.result(try await bank.start("DeleteEntryWorkflow", delete), "status") == "DELETED")
        let infraction = """
            {"infraction_id":"I","infraction_type":"FRAUD","reporter_ispb":"12345678","reported_ispb":"87654321",
            "transaction_id":"T","details":"d"}
            """
        let run = try await bank.start("InvestigateInfractionWorkflow", infraction)
        let evidence = #"{"evidence_id":"1","submitted_by":"12345678","description":"x"}"#
        try await bank.signal(run, "add_evidence", evidence)
        try await bank.signal(run, "resolve")
        #expect(try await bank.result(run, "status") == "CLOSED")
        #expect(try await bank.result(try await bank.start("VSyncWorkflow", "null"), "status") == "IN_SYNC")

        #expect(
            try await bank.bridge.effects() == [
                "CREATE E", "UPDATE E", "UPDATE E", "CREATE C1", "CANCEL C1", "CREATE C2", "CONFIRM C2", "DELETE E",
                "REPORT I", "NOTIFY_REPORTED I", "CLOSE I",
            ])
        #expect(
            try await bank.events("E") == [
                "entry.created", "entry.active", "entry.updated", "entry.ownership_updated", "entry.moved",
                "entry.deleted",
            ])
        #expect(try await bank.events("C1").count == 3)
        #expect(try await bank.events("C2").count == 4)
        #expect(try await bank.events("I").count == 7)
        try await bank.close()
    }
}
