// What a run says of the next one when it continues as new, and what the server makes of it.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Continues as new once, with other options or with none; the second run says what queue it is on.
private actor Hands: Workflow {
    func run(_ kind: String) async throws -> String {
        switch kind {
        case "other":
            try continueAsNew(
                "second",
                options: ContinueAsNewOptions(
                    taskQueue: "\(info.taskQueue)-next", runTimeout: .seconds(200), taskTimeout: .seconds(7),
                    retryPolicy: RetryPolicy(initialInterval: .seconds(3), maximumAttempts: 4),
                    startDelay: .seconds(1)))
        case "same": try continueAsNew("second")
        case "patched":
            try upsertSearchAttributes(SearchAttributeKey.keyword("TestKeyword").set("kept"))
            if try patched("change") { try continueAsNew("second") }
            return ""
        default: return info.taskQueue
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct ContinueAsNewOptionsTests {
    /// Continues as new in the way `kind`; returns the start of the second run, and on which queue that was.
    private func second(_ kind: String, of place: Place) async throws -> (
        start: API.History.WorkflowExecutionStartedEventAttributes, taskQueue: String
    ) {
        var options = StartWorkflowOptions()
        options.runTimeout = .seconds(300)
        options.taskTimeout = .seconds(9)
        options.retryPolicy = RetryPolicy(initialInterval: .seconds(5), maximumAttempts: 6)
        let handle = try await place.client.startWorkflow(
            Hands.self, kind, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        let taskQueue = try await handle.result()
        let start = try #require(
            try await place.events(handle.id).compactMap {
                if case .workflowExecutionStarted(let event) = $0 { event } else { nil }
            }.first)
        #expect(start.continuedExecutionRunID == handle.untyped.firstRunID)
        return (start, taskQueue)
    }

    @Test func `the next run has the task queue, timeouts, retries and delay that it is given`() async throws {
        let place = try await Place()
        let next = "\(place.taskQueue)-next"
        let worker = try place.worker(on: [place.taskQueue, next]) { Hands.self }
        let (start, taskQueue) = try await second("other", of: place)
        #expect(taskQueue == next)
        #expect(start.taskQueue?.name == next)
        #expect(start.workflowRunTimeout == .seconds(200))
        #expect(start.workflowTaskTimeout == .seconds(7))
        #expect(start.retryPolicy?.initialInterval == .seconds(3))
        #expect(start.retryPolicy?.maximumAttempts == 4)
        #expect(start.firstWorkflowTaskBackoff == .seconds(1))
        try await worker.stop()
    }

    @Test func `the next run has the search attributes, but for the changes that it has not come to yet`() async throws
    {
        let place = try await Place()
        let worker = try place.worker { Hands.self }
        let attributes = try await second("patched", of: place).start.searchAttributes?.indexedFields ?? [:]
        #expect(attributes["TestKeyword"]?.data.utf8String == #""kept""#)
        #expect(attributes["TemporalChangeVersion"] == nil)
        try await worker.stop()
    }

    @Test func `what is left out is that of the run that ends`() async throws {
        let place = try await Place()
        let worker = try place.worker { Hands.self }
        let (start, taskQueue) = try await second("same", of: place)
        #expect(taskQueue == place.taskQueue)
        #expect(start.taskQueue?.name == place.taskQueue)
        #expect(start.workflowRunTimeout == .seconds(300))
        #expect(start.workflowTaskTimeout == .seconds(9))
        #expect(start.retryPolicy?.initialInterval == .seconds(5))
        #expect(start.retryPolicy?.maximumAttempts == 6)
        try await worker.stop()
    }
}
