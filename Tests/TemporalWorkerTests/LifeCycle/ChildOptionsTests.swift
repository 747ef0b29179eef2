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

/// Starts a child in the place of one that runs.
private actor Replaces: Workflow {
    func run() async throws -> [String] {
        let first = try await startChild(Lives.self, id: "\(info.workflowID)-child")
        let second = try await startChild(
            Lives.self, id: first.id, options: ChildWorkflowOptions(idReusePolicy: .terminateIfRunning))
        do {
            try await first.result()
            return ["the first completed"]
        } catch let failure as ChildWorkflowFailure {
            try second.cancel()
            return ["\(failure.cause is TerminatedFailure)", "\(first.runID != second.runID)"]
        }
    }
}

private actor Lives: Workflow {
    func run() async throws { try await wait { _ in false } }
}

/// Starts a child with everything that can be said of it, and does not wait for it.
private actor SaysEverything: Workflow {
    static let options = ChildWorkflowOptions(
        parentClosePolicy: .terminate, idReusePolicy: .allowDuplicateFailedOnly, executionTimeout: .seconds(300),
        runTimeout: .seconds(200), taskTimeout: .seconds(7), retryPolicy: RetryPolicy(initialInterval: .seconds(3)),
        cronSchedule: "0 0 1 1 *", memo: ["note": "a memo"])

    func run() async throws { _ = try await startChild(Quick.self, options: Self.options) }
}

/// Leaves a child behind that is asked to cancel.
private actor AsksToCancel: Workflow {
    func run() async throws -> String {
        try await startChild(Heeds.self, options: ChildWorkflowOptions(parentClosePolicy: .requestCancel)).id
    }
}

/// Waits until it is asked to cancel, and says so.
private actor Heeds: Workflow {
    func run() async throws -> String {
        do { try await sleep(for: .seconds(3_600)) } catch is CancellationError { return "was asked" }
        return "was not asked"
    }
}

/// Continues as new until its second run, and waits there.
private actor Rolls: Workflow {
    func run(_ number: Int) async throws {
        if number < 2 { try continueAsNew(number + 1) }
        try await sleep(for: .seconds(3_600))
    }
}

/// Cancels its child when it is told, and waits for its end.
private actor Recalls: Workflow {
    private var mayCancel = false

    func run(_ number: Int) async throws -> String {
        let child = try await startChild(Rolls.self, number, id: "\(info.workflowID)-child")
        try await wait { $0.mayCancel }
        try child.cancel()
        do {
            try await child.result()
            return "completed"
        } catch let failure as ChildWorkflowFailure {
            return "\(failure.cause is CanceledFailure)"
        }
    }

    static var handlers: Handlers<Recalls> { Signal("cancel") { (w: isolated Recalls) in w.mayCancel = true } }
}

/// Sends a child, and another workflow, a signal that they do not list.
private actor SignalsAmiss: Workflow {
    func run() async throws -> [String] {
        let unlisted = Signal<Quick, Void>("unlisted") { _ in }
        var refusals: [String] = []
        let child = try await startChild(Quick.self)
        do { try await child.signal(unlisted) } catch let error as RegistrationError { refusals.append("\(error)") }
        let other = externalWorkflow(Quick.self, id: info.workflowID)
        do { try await other.signal(unlisted) } catch let error as RegistrationError { refusals.append("\(error)") }
        _ = try await child.result()
        return refusals
    }
}

@Suite(.timeLimit(.minutes(5))) struct ChildOptionsTests {
    @Test func `a child that has continued as new is canceled by its parent like any other`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Rolls.self
            Recalls.self
        }
        let id = try await place.start(Recalls.self, "1")
        try await eventually {
            try await place.events(id).contains { if case .childWorkflowExecutionStarted = $0 { true } else { false } }
        }
        try await eventually {
            guard case .workflowExecutionStarted(let start) = try await place.events("\(id)-child").first else {
                return false
            }
            return !start.continuedExecutionRunID.isEmpty
        }
        try await place.client.workflow(id: id).signal("cancel")
        #expect(try await place.result(id) == "true")
        #expect(try await place.cli.closed("\(id)-child") == "CANCELED")
        try await worker.stop()
    }

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

    @Test func `a child may take the place of one that runs`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Replaces.self
            Lives.self
        }
        let id = try await place.start(Replaces.self)
        #expect(try await place.client.workflow(Replaces.self, id: id).result() == ["true", "true"])
        try await worker.stop()
    }

    @Test func `a signal that a workflow does not list is not sent to it`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            SignalsAmiss.self
            Quick.self
        }
        let id = try await place.start(SignalsAmiss.self)
        let refusals = try await place.client.workflow(SignalsAmiss.self, id: id).result()
        #expect(refusals.count == 2 && refusals.allSatisfy { $0.contains("'unlisted'") }, "\(refusals)")
        let sent = try await place.events(id).contains {
            if case .signalExternalWorkflowExecutionInitiated = $0 { true } else { false }
        }
        #expect(!sent)
        try await worker.stop()
    }

    @Test func `a child is asked to cancel when its parent has closed`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            AsksToCancel.self
            Heeds.self
        }
        let id = try await place.start(AsksToCancel.self)
        let child = try #require(try await place.result(id))
        #expect(try await place.result(child) == "was asked")
        let isAsked = try await place.events(child).contains {
            if case .workflowExecutionCancelRequested = $0 { true } else { false }
        }
        #expect(isAsked)
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
