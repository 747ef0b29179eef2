// The directories of features/child_workflow.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Waits until it is told to go on; what it says of a cancellation is up to its input.
private actor Child: Workflow {
    private var mayEnd = false

    func run(_ heeds: Bool) async throws -> String {
        if heeds {
            try await wait { $0.mayEnd }
            return "went on"
        }
        try await withCancellationShield { try await $0.wait { $0.mayEnd } }
        return isCancellationRequested ? "ignored" : "went on"
    }

    static var go: Signal<Child, Void> { Signal("go") { $0.mayEnd = true } }
    static var handlers: Handlers<Child> { go }
}

/// Cancels its child in one of the ways, says how that ended for it, and lives on until it is told to end.
private actor Cancels: Workflow {
    private var mayCancel = false
    private var outcome = ""
    private var mayEnd = false

    func run(_ kind: String, _ childID: String) async throws -> String {
        let kinds: [String: ChildWorkflowCancellationType] = [
            "abandon": .abandon, "try": .tryCancel, "requested": .waitCancellationRequested,
            "completed": .waitCancellationCompleted,
        ]
        let options = ChildWorkflowOptions(id: childID, cancellation: kinds[kind] ?? .abandon)
        let child = Task { try await executeChild(Child.self, kind != "completed", options: options) }
        try await wait { $0.mayCancel }
        child.cancel()
        switch await child.result {
        case .success(let text): outcome = text
        case .failure(let failure as ChildWorkflowFailure):
            outcome = failure.cause is CanceledFailure ? "canceled" : "\(failure)"
        case .failure(let error): outcome = "\(error)"
        }
        try await wait { $0.mayEnd }
        return outcome
    }

    static var cancel: Signal<Cancels, Void> { Signal("cancel") { $0.mayCancel = true } }
    static var end: Signal<Cancels, Void> { Signal("end") { $0.mayEnd = true } }
    static var whatCame: Query<Cancels, Void, String> { Query("outcome") { $0.outcome } }
    static var handlers: Handlers<Cancels> {
        cancel
        end
        whatCame
    }
}

/// Continues as new until it has had so many runs, the last of which waits to be told to go on; returns the run's id.
private actor Chain: Workflow {
    private var mayEnd = false

    func run(_ more: Int) async throws -> String {
        if more > 0 { try continueAsNew(more - 1) }
        try await wait { $0.mayEnd }
        return info.runID
    }

    static var go: Signal<Chain, Void> { Signal("go") { $0.mayEnd = true } }
    static var handlers: Handlers<Chain> { go }
}

/// Uses everything that the handle of a child has: the id, the first run, its signals, its result.
private actor Handles: Workflow {
    private var maySignal = false

    func run() async throws -> [String] {
        let child = try await startChild(Chain.self, 1, id: "\(info.workflowID)-child")
        try await wait { $0.maySignal }
        try await child.signal(Chain.go)
        return [child.id, child.runID, try await child.result()]
    }

    static var end: Signal<Handles, Void> { Signal("end") { $0.maySignal = true } }
    static var handlers: Handlers<Handles> { end }
}

/// Returns what its child makes of a number.
private actor Doubles: Workflow {
    func run(_ number: Int) async throws -> Int {
        try await startChild(Doubled.self, number, id: "\(info.workflowID)-child").result()
    }
}

private actor Doubled: Workflow {
    func run(_ number: Int) async throws -> Int { number * 2 }
}

/// Releases its child, and returns when that has ended.
private actor Unblocks: Workflow {
    func run() async throws -> String {
        let child = try await startChild(Child.self, true, id: "\(info.workflowID)-child")
        try await child.signal(Child.go)
        return try await child.result()
    }
}

/// Starts a child, and ends before it.
private actor Starts: Workflow {
    func run() async throws -> [String] {
        let child = try await startChild(
            Child.self, true, id: "\(info.workflowID)-child", options: ChildWorkflowOptions(parentClosePolicy: .abandon)
        )
        return [child.id, child.runID]
    }
}

private actor Fails: Workflow {
    func run() async throws { throw ApplicationFailure("the child fails", type: "ChildFails") }
}

private actor RetriesChild: Workflow {
    func run() async throws {
        try await executeChild(
            Fails.self, id: "\(info.workflowID)-child",
            options: ChildWorkflowOptions(
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(1), maximumAttempts: 3)))
    }
}

private actor StartsTwice: Workflow {
    func run() async throws -> String {
        let first = try await startChild(Child.self, true, id: "\(info.workflowID)-child")
        do {
            _ = try await startChild(
                Child.self, true, id: first.id, options: ChildWorkflowOptions(idReusePolicy: .rejectDuplicate))
            return "started twice"
        } catch let failure as ChildWorkflowFailure {
            try await first.signal(Child.go)
            _ = try await first.result()
            return (failure.cause as? ApplicationFailure)?.message ?? "\(failure)"
        }
    }
}

/// Runs a child and throws what it throws.
private actor Runs: Workflow {
    private var child = ""

    func run(_ limit: Int) async throws -> String {
        var options = ChildWorkflowOptions(retryPolicy: .never)
        if limit > 0 { options.executionTimeout = .milliseconds(limit) }
        let child = try await startChild(Child.self, true, options: options)
        self.child = child.id
        return try await child.result()
    }

    static var childID: Query<Runs, Void, String> { Query("child") { $0.child } }
    static var handlers: Handlers<Runs> { childID }
}

@Suite("child_workflow", .timeLimit(.minutes(5))) struct ChildWorkflowConformance {
    private func cancel(
        _ kind: String
    ) async throws -> (Place, RunningWorker, TypedWorkflowHandle<Cancels>, child: TypedWorkflowHandle<Child>) {
        let place = try await Place()
        let worker = try place.worker {
            Cancels.self
            Child.self
        }
        let id = UUID().uuidString
        place.expect(id)
        let handle = try await place.client.startWorkflow(
            Cancels.self, kind, "\(id)-child", id: id, taskQueue: place.taskQueue)
        let child = place.client.workflow(Child.self, id: "\(id)-child")
        try await place.waits(handle) { if case .childWorkflowExecutionStarted = $0 { true } else { false } }
        try await place.waits(child) { $0.isWorkflowTaskCompleted }
        try await handle.signal(Cancels.cancel)
        return (place, worker, handle, child)
    }

    @Test("child_workflow/cancel_abandon") func cancelAbandon() async throws {
        let (place, worker, handle, child) = try await cancel("abandon")
        try await eventually { try await handle.query(Cancels.whatCame) == "canceled" }
        try await child.signal(Child.go)
        #expect(try await child.result() == "went on")
        #expect(try await place.count(child) { $0.isCancelRequested } == 0)
        try await handle.signal(Cancels.end)
        #expect(try await handle.result() == "canceled")
        try await worker.stop()
    }

    @Test("child_workflow/cancel_try_cancel") func cancelTry() async throws {
        let (place, worker, handle, child) = try await cancel("try")
        try await eventually { try await handle.query(Cancels.whatCame) == "canceled" }
        try await place.waits(child) { $0.isCancelRequested }
        try await handle.signal(Cancels.end)
        #expect(try await handle.result() == "canceled")
        try await worker.stop()
    }

    @Test("child_workflow/cancel_wait_completed") func cancelWaitCompleted() async throws {
        let (place, worker, handle, child) = try await cancel("completed")
        try await place.waits(child) { $0.isCancelRequested }
        #expect(try await handle.query(Cancels.whatCame) == "")
        try await child.signal(Child.go)
        try await handle.signal(Cancels.end)
        #expect(try await handle.result() == "ignored")
        try await worker.stop()
    }

    @Test("child_workflow/cancel_wait_requested") func cancelWaitRequested() async throws {
        let (place, worker, handle, child) = try await cancel("requested")
        try await eventually { try await handle.query(Cancels.whatCame) == "canceled" }
        #expect(
            try await place.count(handle) {
                if case .externalWorkflowExecutionCancelRequested = $0 { true } else { false }
            } == 1)
        try await place.waits(child) { $0.isCancelRequested }
        try await handle.signal(Cancels.end)
        #expect(try await handle.result() == "canceled")
        try await worker.stop()
    }

    /// The ids of the first run of a workflow's child, as its history has them.
    private func startedChild<W: Workflow>(of handle: TypedWorkflowHandle<W>, _ place: Place) async throws -> [String] {
        let started = try await place.events(handle.id).compactMap {
            if case .childWorkflowExecutionStarted(let event) = $0 { event.workflowExecution } else { nil }
        }
        let child = try #require(started.first)
        #expect(started.count == 1)
        return [child.workflowID, child.runID]
    }

    @Test("child_workflow/handle") func handle() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Handles.self
            Chain.self
        }
        let handle = try await place.begin(Handles.self)
        let child = place.client.workflow(id: "\(handle.id)-child")
        let last = try await eventually { () -> String? in
            guard case .workflowExecutionStarted(let start)? = try? await child.history().events.first?.attributes,
                !start.continuedExecutionRunID.isEmpty
            else { return nil }
            return start.originalExecutionRunID
        }
        try await handle.signal(Handles.end)
        let result = try await handle.result()
        // Its run is the first one, while its signals and its result are those of the last.
        #expect(try await Array(result.prefix(2)) == startedChild(of: handle, place))
        #expect(result.last == last && last != result[1])
        try await worker.stop()
    }

    @Test("child_workflow/result") func result() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Doubles.self
            Doubled.self
        }
        let handle = try await place.begin(Doubles.self, 21)
        #expect(try await handle.result() == 42)
        #expect(try await place.client.workflow(Doubled.self, id: "\(handle.id)-child").result() == 42)
        try await worker.stop()
    }

    @Test("child_workflow/signal") func signal() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Unblocks.self
            Child.self
        }
        let handle = try await place.begin(Unblocks.self)
        #expect(try await handle.result() == "went on")
        let child = place.client.workflow(Child.self, id: "\(handle.id)-child")
        #expect(try await place.count(child) { $0.isSignaled } == 1)
        #expect(
            try await place.count(handle) { if case .externalWorkflowExecutionSignaled = $0 { true } else { false } }
                == 1)
        try await worker.stop()
    }

    @Test("child_workflow/start") func start() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Starts.self
            Child.self
        }
        let handle = try await place.begin(Starts.self)
        let ids = try await handle.result()
        #expect(try await ids == startedChild(of: handle, place))
        #expect(ids.first == "\(handle.id)-child")
        let child = place.client.workflow(Child.self, id: "\(handle.id)-child")
        try await child.signal(Child.go)
        #expect(try await child.result() == "went on")
        try await worker.stop()
    }

    @Test("child_workflow/retry") func retry() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RetriesChild.self
            Fails.self
        }
        let handle = try await place.begin(RetriesChild.self)
        await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        guard
            case .workflowExecutionStarted(let last) = try await place.client.workflow(id: "\(handle.id)-child")
                .history().events.first?.attributes
        else { throw Peer.Failure(description: "the child did not run") }
        #expect(last.attempt == 3)
        try await worker.stop()
    }

    @Test("child_workflow/throws_on_execute") func throwsOnExecute() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RetriesChild.self
            Fails.self
        }
        let handle = try await place.begin(RetriesChild.self)
        let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        let failure = error?.cause as? ChildWorkflowFailure
        #expect(failure?.first(ApplicationFailure.self)?.message == "the child fails")
        try await worker.stop()
    }

    @Test("child_workflow/throws_on_start") func throwsOnStart() async throws {
        let place = try await Place()
        let worker = try place.worker {
            StartsTwice.self
            Child.self
        }
        let outcome = try await place.begin(StartsTwice.self).result()
        #expect(outcome == "a workflow with this id exists already")
        try await worker.stop()
    }

    @Test("child_workflow/throws_on_termination") func throwsOnTermination() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Runs.self
            Child.self
        }
        let handle = try await place.begin(Runs.self, 0)
        let child = try await eventually {
            let id = try await handle.query(Runs.childID)
            return id.isEmpty ? nil : id
        }
        try await place.client.workflow(id: child).terminate()
        let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        #expect((error?.cause as? ChildWorkflowFailure)?.cause is TerminatedFailure)
        try await worker.stop()
    }

    @Test("child_workflow/throws_on_timeout") func throwsOnTimeout() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Runs.self
            Child.self
        }
        let error = await #expect(throws: WorkflowFailedError.self) { try await place.begin(Runs.self, 1).result() }
        #expect((error?.cause as? ChildWorkflowFailure)?.cause is TimeoutFailure)
        try await worker.stop()
    }
}
