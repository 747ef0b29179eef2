// Every activity may run twice, and a worker may die between an effect and its report; each effect takes place once.

import PostgreSQL
import TemporalWorkflow
import TestSupport
import Testing

@testable import DICT

@Suite(.timeLimit(.minutes(5))) struct IdempotencyTests {
    /// Does at once what otherwise takes a month, or what only workflows of other systems do.
    actor ShortCuts: Workflow {
        func run(_ claim: Claim, _ infraction: Infraction) async throws {
            _ = try await perform(CreateClaimActivity.self, claim)
            _ = try await perform(ExpireClaimActivity.self, claim)
            _ = try await perform(CreateInfractionActivity.self, infraction)
            _ = try await perform(EscalateInfractionActivity.self, infraction)
            _ = try await perform(DismissInfractionActivity.self, infraction, Verdict())
            _ = try await perform(GetClaimStatusActivity.self, claim.id)
            _ = try await perform(GetEntryStatusActivity.self, claim.entryID)
            _ = try await perform(GetInfractionStatusActivity.self, infraction.id)
        }
    }

    private static func infraction(_ id: String, _ transaction: String) -> String {
        """
        {"infraction_id":"\(id)","infraction_type":"FRAUD","reporter_ispb":"12345678","reported_ispb":"87654321",
        "transaction_id":"\(transaction)","details":"d"}
        """
    }

    @Test func `each activity that runs a second time answers as it did, and changes nothing`() async throws {
        let names = Names()
        let bank = try await Bank.open {
            ShortCuts.self
        } change: {
            $0.twice(names)
        }
        try await entries(bank)
        try await claims(bank)
        try await infractions(bank)
        let shortCuts = try await bank.start(
            "ShortCuts", [Bank.claim("C3", of: "E2"), Self.infraction("I2", "T2")], id: "short-cuts")
        #expect(try await bank.cli.closed(shortCuts) == "COMPLETED")
        // The central bank knows nothing of this one.
        try await bank.database.query("UPDATE entries SET status = 'ACTIVE' WHERE id = 'E3'")
        #expect(try await bank.result(try await bank.start("VSyncWorkflow", "null"), "status") == "DIFFERENCES")

        #expect(
            try await bank.bridge.effects() == [
                "CREATE E", "UPDATE E", "UPDATE E", "CREATE E2", "CREATE C1", "CANCEL C1", "CREATE C2", "CONFIRM C2",
                "COMPLETE C2", "DELETE E", "REPORT I", "NOTIFY_REPORTED I", "CLOSE I", "CANCEL C3",
            ])
        #expect(
            try await bank.events("E") == [
                "entry.created", "entry.active", "entry.updated", "entry.ownership_updated", "entry.moved",
                "entry.deleted",
            ])
        #expect(try await bank.events("E3") == ["entry.created", "entry.inactive"])
        #expect(try await bank.events("C1").count == 3)
        #expect(
            try await bank.events("C2") == [
                "claim.opened", "claim.waiting_resolution", "claim.confirmed", "claim.completed", "claim.rejected",
            ])
        #expect(try await bank.events("C3") == ["claim.opened", "claim.expired"])
        #expect(try await bank.events("I").count == 7)
        #expect(try await bank.events("I3") == ["infraction.rejected"])
        #expect(
            try await bank.events("I2") == ["infraction.opened", "infraction.escalated", "infraction.closed"])
        let all = DirectoryStore(database: bank.database, bridge: Bridge(bank.bridge.options, logger: .quiet))
            .registrations.compactMap(\.activityName)
        #expect(all.count == 31)
        #expect(names.all == Set(all))
        try await bank.close()
    }

    private func entries(_ bank: Bank) async throws {
        try await bank.makeEntry("E")
        let update =
            #"{"entry_id":"E","participant":"87654321","account":{"account_number":"7","account_type":"CACC"},"owner":{"tax_id":"52998224725","name":"M"}}"#
        #expect(try await bank.result(try await bank.start("UpdateEntryWorkflow", update), "status") == "ACTIVE")
        let rename = #"{"entry_id":"E","participant":"87654321","owner":{"tax_id":"52998224725","name":"Maria"}}"#
        #expect(try await bank.result(try await bank.start("UpdateEntryWorkflow", rename), "status") == "ACTIVE")
        try await bank.makeEntry("E2")
        try await bank.bridge.tell("decline CREATE EntryInvalid")
        let declined = try await bank.start("CreateEntryWorkflow", Bank.entry("E3", "EMAIL", key: "e3@example.com"))
        #expect(try await bank.failure(declined) == "EntryInvalid")
        try await bank.bridge.tell("accept CREATE")
    }

    private func claims(_ bank: Bank) async throws {
        let cancelled = try await bank.start("ClaimWorkflow", Bank.claim("C1", of: "E"))
        try await bank.signal(cancelled, "cancel")
        #expect(try await bank.result(cancelled, "status") == "CANCELLED")
        let completed = try await bank.start("ClaimWorkflow", Bank.claim("C2", of: "E"))
        try await bank.signal(completed, "confirm")
        #expect(try await bank.result(completed, "status") == "COMPLETED")
        let rejected = try await bank.start("ClaimWorkflow", Bank.claim("C2", of: "nothing"))
        #expect(try await bank.failure(rejected) == "ClaimKeyNotFound")
        let delete = #"{"entry_id":"E","participant":"12345678"}"#
        #expect(try await bank.result(try await bank.start("DeleteEntryWorkflow", delete), "status") == "DELETED")
    }

    private func infractions(_ bank: Bank) async throws {
        let run = try await bank.start("InvestigateInfractionWorkflow", Self.infraction("I", "T"))
        let evidence = #"{"evidence_id":"1","submitted_by":"12345678","description":"x"}"#
        #expect(try await bank.update(run, "add_evidence", evidence).status == 0)
        let second = try await bank.start("InvestigateInfractionWorkflow", Self.infraction("I3", "T"))
        #expect(try await bank.failure(second) == "InfractionReportAlreadyBeingProcessedForTransaction")
        try await bank.signal(run, "resolve")
        #expect(try await bank.result(run, "status") == "CLOSED")
    }
}
