// What a workflow says of its children when it starts them, and what the server makes of it.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Runs the same child twice; says how the second start ended.
private actor RunsTwice: Workflow {
    func run(_ isRefused: Bool) async throws -> String {
        var options = ChildWorkflowOptions(id: "\(info.workflowID)-child")
        _ = try await executeChild(Quick.self, options: options)
        options.idReusePolicy = isRefused ? .rejectDuplicate : .allowDuplicate
        do {
            return try await executeChild(Quick.self, options: options)
        } catch let failure as ChildWorkflowFailure {
            return "refused: \(failure)"
        }
    }
}

/// Starts a child with everything that can be said of it, and does not wait for it.
private actor SaysEverything: Workflow {
    static let options = ChildWorkflowOptions(
        parentClosePolicy: .terminate, idReusePolicy: .allowDuplicateFailedOnly, executionTimeout: .seconds(300),
        runTimeout: .seconds(200), taskTimeout: .seconds(7), retryPolicy: RetryPolicy(initialInterval: .seconds(3)),
        cronSchedule: "0 0 1 1 *", memo: ["note": "a memo"])

    func run() async throws { _ = try await startChild(Quick.self, options: Self.options) }
}

@Suite(.timeLimit(.minutes(5))) struct ChildOptionsTests {
    @Test(arguments: [true, false]) func `the id of a closed child may be taken, or not`(isRefused: Bool) async throws {
        let place = try await Place()
        let worker = try place.worker {
            RunsTwice.self
            Quick.self
        }
        let result = try await place.result(place.start(RunsTwice.self, "\(isRefused)"))
        #expect(result?.hasPrefix("refused: ") == isRefused, "\(result ?? "")")
        if !isRefused { #expect(result == "done") }
        try await worker.stop()
    }

    @Test func `timeouts, retries, schedule and memo reach the server`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            SaysEverything.self
            Quick.self
        }
        let id = try await place.start(SaysEverything.self)
        #expect(try await place.cli.closed(id) == "COMPLETED")
        let child = try #require(
            try await place.events(id).compactMap { event in
                if case .startChildWorkflowExecutionInitiated(let child) = event { child } else { nil }
            }.first)
        #expect(child.workflowExecutionTimeout == .seconds(300))
        #expect(child.workflowRunTimeout == .seconds(200))
        #expect(child.workflowTaskTimeout == .seconds(7))
        #expect(child.retryPolicy?.initialInterval == .seconds(3))
        #expect(child.cronSchedule == "0 0 1 1 *")
        #expect(child.parentClosePolicy == .terminate)
        #expect(child.workflowIDReusePolicy == .allowDuplicateFailedOnly)
        #expect(child.memo?.fields["note"]?.data.utf8String == #""a memo""#)
        #expect(try await place.cli.closed(child.workflowID) == "TERMINATED")
        try await worker.stop()
    }
}
