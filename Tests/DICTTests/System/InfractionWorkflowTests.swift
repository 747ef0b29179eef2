// Investigations from end to end.

import DICT
import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct InfractionWorkflowTests {
    static func input(
        _ id: String, _ type: String = "FRAUD", reported: String = "87654321", transaction: String = "E1234",
        more: String = ""
    ) -> String {
        """
        {"infraction_id":"\(id)","infraction_type":"\(type)","reporter_ispb":"12345678","reported_ispb":"\(reported)",
        "transaction_id":"\(transaction)","details":"deceived by telephone"\(more)}
        """
    }

    @Test func `a case takes evidence and is resolved, and everybody is told`() async throws {
        let bank = try await Bank.open()
        let id = try await bank.start("InvestigateInfractionWorkflow", Self.input("I"))
        try await eventually { try await bank.events("I").last == "infraction.acknowledged" }
        let evidence = #"{"evidence_id":"1","submitted_by":"12345678","description":"a recording"}"#
        try await bank.signal(id, "add_evidence", evidence)
        try await bank.signal(id, "add_evidence", evidence)
        let second = #"{"evidence_id":"2","submitted_by":"87654321","description":"a bill"}"#
        #expect(try await bank.update(id, "add_evidence", second).status == 0)
        try await bank.signal(id, "resolve", #"{"justification":"the payer was deceived"}"#)
        #expect(try await bank.result(id, "status") == "CLOSED")
        #expect(try await bank.result(id, "analysis_result") == "AGREED")
        #expect(try await bank.result(id, "evidence") == "2")
        #expect(
            try await bank.events("I") == [
                "infraction.opened", "infraction.bacen_notified", "infraction.participant_notified",
                "infraction.acknowledged", "infraction.evidence_added", "infraction.evidence_added",
                "infraction.closed", "infraction.bacen_notified",
            ])
        #expect(try await bank.bridge.effects() == ["REPORT I", "NOTIFY_REPORTED I", "CLOSE I"])
        try await bank.close()
    }

    @Test func `a decided case takes nothing more, and strangers have no say`() async throws {
        let bank = try await Bank.open()
        let id = try await bank.start("InvestigateInfractionWorkflow", Self.input("I"))
        try await eventually { try await bank.events("I").last == "infraction.acknowledged" }
        let foreign = #"{"evidence_id":"1","submitted_by":"11111111","description":"gossip"}"#
        let declined = try await bank.update(id, "add_evidence", foreign)
        #expect(declined.status != 0 && declined.errors.contains("Forbidden"))
        try await bank.signal(id, "add_evidence", foreign)
        try await bank.signal(id, "add_evidence", "7")
        try await bank.bridge.tell("slow 1")
        #expect(try await bank.update(id, "dismiss").status == 0)
        let late = try await bank.update(
            id, "add_evidence", #"{"evidence_id":"1","submitted_by":"12345678","description":"late"}"#)
        #expect(late.status != 0)
        #expect(try await bank.result(id, "analysis_result") == "DISAGREED")
        #expect(try await bank.database.query("SELECT * FROM infraction_evidence").isEmpty)
        try await bank.close()
    }

    @Test func `an answer comes when it has taken effect, and only the reported participant decides`() async throws {
        let bank = try await Bank.open()
        let id = try await bank.start("InvestigateInfractionWorkflow", Self.input("I"))
        let evidence = try await bank.update(
            id, "add_evidence", #"{"evidence_id":"1","submitted_by":"12345678","description":"a recording"}"#)
        #expect(evidence.status == 0 && evidence.output.contains(#""evidence": 1"#), "\(evidence)")
        let foreign = try await bank.update(id, "resolve", #"{"participant":"12345678"}"#)
        #expect(foreign.status != 0 && foreign.errors.contains("Forbidden"), "\(foreign)")
        let verdict = try await bank.update(id, "resolve", #"{"participant":"87654321"}"#)
        #expect(verdict.status == 0 && verdict.output.contains("CLOSED"), "\(verdict)")
        #expect(try await bank.result(id, "analysis_result") == "AGREED")
        try await bank.close()
    }

    @Test func `a case with a long history goes on in a new run, and forgets nothing`() async throws {
        let server = try await DevServer.start(dynamicConfiguration: ["limit.historyCount.suggestContinueAsNew=80"])
        let bank = try await Bank.open(on: server)
        let id = try await bank.start("InvestigateInfractionWorkflow", Self.input("I"))
        for number in 1...12 {
            let evidence = #"{"evidence_id":"\#(number)","submitted_by":"12345678","description":"a recording"}"#
            #expect(try await bank.update(id, "add_evidence", evidence).status == 0)
        }
        let runs = try await bank.cli.run(["workflow", "list", "--query", "WorkflowId = '\(id)'", "-o", "json"])
        #expect(runs.output.components(separatedBy: "CONTINUED_AS_NEW").count > 1, "\(runs.output)")
        try await bank.signal(id, "dismiss")
        #expect(try await bank.result(id, "evidence") == "12")
        #expect(try await bank.events("I").count { $0 == "infraction.opened" } == 1)
        #expect(try await bank.bridge.effects() == ["REPORT I", "NOTIFY_REPORTED I", "CLOSE I"])
        try await bank.close()
        try await server.kill()
    }

    @Test func `a case whose workflow is canceled is dismissed`() async throws {
        let bank = try await Bank.open()
        let id = try await bank.start("InvestigateInfractionWorkflow", Self.input("I"))
        try await eventually { try await bank.events("I").last == "infraction.acknowledged" }
        try await bank.cli.workflow("cancel", id)
        #expect(try await bank.cli.closed(id) == "CANCELED")
        #expect(try await bank.text("SELECT result AS text FROM infractions WHERE id = $1", "I") == "DISAGREED")
        #expect(try await bank.bridge.effects().last == "CLOSE I")
        try await bank.close()
    }

    @Test(arguments: [
        (input("I", "RUDENESS"), "InfractionReportInvalid"),
        (input("I", reported: "12345678"), "InfractionReportInvalid"),
        (input("I", more: #","escalate_after_days":0"#), "InfractionReportInvalid"),
        (input("I", transaction: "E1"), "InfractionReportAlreadyBeingProcessedForTransaction"),
        (input("I1", transaction: "E2"), "InfractionReportInvalid"), (#"{}"#, "InfractionReportInvalid"),
    ])
    func `a case that may not be made fails for good with the directory's name for why`(
        input: String, name: String
    ) async throws {
        let bank = try await Bank.open()
        let first = try await bank.start("InvestigateInfractionWorkflow", Self.input("I1", transaction: "E1"))
        try await eventually { try await bank.events("I1").last == "infraction.acknowledged" }
        #expect(try await bank.failure(try await bank.start("InvestigateInfractionWorkflow", input)) == name)
        #expect(try await bank.database.query("SELECT * FROM infractions").count == 1)
        try await bank.signal(first, "dismiss")
        #expect(try await bank.result(first, "status") == "CLOSED")
        try await bank.close()
    }
}
