// Two workflows about one thing, where one stopped half way; and a workflow that is set back.

import PostgreSQL
import TemporalCore
import TemporalTesting
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct UnderWayTests {
    @Test func `what a workflow that is gone left under way holds others up for ten minutes`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        try await bank.bridge.tell("fail UNAVAILABLE 1000")
        let rename = #"{"entry_id":"E","participant":"87654321","owner":{"tax_id":"52998224725","name":"Maria"}}"#
        let gone = try await bank.start("UpdateEntryWorkflow", rename)
        try await eventually {
            try await bank.text("SELECT subject AS text FROM effects WHERE workflow_id = $1 AND result IS NULL", gone)
                != nil
        }
        try await bank.cli.workflow("terminate", gone)
        try await bank.bridge.tell("fail UNAVAILABLE 0")

        let next = try await bank.start("DeleteEntryWorkflow", #"{"entry_id":"E","participant":"87654321"}"#)
        try await eventually { try await bank.pendingFailure(next) == "RequestUnderWay" }
        #expect(try await bank.cli.status(next) == "RUNNING")
        #expect(try await bank.bridge.effects() == ["CREATE E"])
        try await bank.database.query(
            "UPDATE effects SET at = at - interval '10 minutes' WHERE workflow_id = $1", gone)
        #expect(try await bank.result(next, "status") == "DELETED")
        #expect(try await bank.bridge.effects() == ["CREATE E", "DELETE E"])
        try await bank.close()
    }

    @Test func `an entry that one workflow is making is not told to the central bank by another`() async throws {
        let bank = try await Bank.open()
        try await bank.bridge.tell("fail UNAVAILABLE 1000")
        let entry = Bank.entry("E", "EMAIL", key: "e@example.com")
        let first = try await bank.start("CreateEntryWorkflow", entry)
        try await eventually { try await bank.pendingFailure(first) != nil }
        let second = try await bank.start("CreateEntryWorkflow", entry)
        try await eventually { try await bank.pendingFailure(second) == "RequestUnderWay" }
        try await bank.bridge.tell("fail UNAVAILABLE 0")
        #expect(try await bank.result(first, "status") == "ACTIVE")
        #expect(try await bank.result(second, "status") == "ACTIVE")
        #expect(try await bank.bridge.effects() == ["CREATE E"])
        #expect(try await bank.events("E") == ["entry.created", "entry.active"])
        try await bank.close()
    }

    @Test func `a claim that is set back to before its completion moves the entry once`() async throws {
        let bank = try await Bank.open()
        try await bank.makeEntry("E")
        let claim = try await bank.start("ClaimWorkflow", Bank.claim("C", of: "E"))
        try await bank.signal(claim, "confirm")
        #expect(try await bank.result(claim, "status") == "COMPLETED")
        let (effects, events) = (try await bank.bridge.effects(), try await bank.events("E"))
        #expect(effects.suffix(2) == ["CONFIRM C", "COMPLETE C"])

        let task = try #require(try await bank.taskThatScheduled("CompleteClaimActivity", in: claim))
        try await bank.cli.workflow("reset", claim, ["--event-id", "\(task)", "--reason", "a test"])
        #expect(try await bank.result(claim, "status") == "COMPLETED")
        #expect(try await bank.bridge.effects() == effects)
        #expect(try await bank.events("E") == events)
        #expect(try await bank.events("C").count { $0 == "claim.completed" } == 1)
        try await bank.close()
    }
}

extension Bank {
    /// The type of the failure that a workflow's only waiting activity had last; nil where none has failed.
    fileprivate func pendingFailure(_ id: String) async throws -> String? {
        try await cli.workflow("describe", id).text(at: "pendingActivities.0.lastFailure.applicationFailureInfo.type")
    }

    /// The event that completed the workflow task that scheduled the first activity of type `activity`.
    fileprivate func taskThatScheduled(_ activity: String, in id: String) async throws -> Int64? {
        for event in try await WorkflowHistory(of: client.workflow(id: id)).events {
            guard case .activityTaskScheduled(let scheduled) = event.attributes else { continue }
            if scheduled.activityType?.name == activity { return scheduled.workflowTaskCompletedEventID }
        }
        return nil
    }
}
