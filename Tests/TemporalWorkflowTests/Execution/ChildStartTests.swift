import TemporalCore
import Testing

@testable import TemporalWorkflow

private actor Child: Workflow {
    func run() async throws {}
}

/// Runs a child until it is canceled.
private actor Runs: Workflow {
    private var isCanceled = false

    func run() async throws -> String {
        let child = Task { try await executeChild(Child.self, id: "child") }
        try await wait { $0.isCanceled }
        child.cancel()
        do { try await child.value } catch is ChildWorkflowFailure { return "canceled" }
        return "ended"
    }

    static var handlers: Handlers<Runs> { Signal("cancel") { (w: isolated Runs) in w.isCanceled = true } }
}

/// Starts a child, and cancels the task that waits for its start.
private actor Parent: Workflow {
    private var isCanceled = false

    func run() async throws -> String {
        let child = Task {
            try await startChild(
                Child.self, id: "child", options: ChildWorkflowOptions(cancellation: .waitCancellationRequested))
        }
        try await wait { $0.isCanceled }
        child.cancel()
        do {
            _ = try await child.value
            return "started"
        } catch let failure as ChildWorkflowFailure {
            return failure.cause is CanceledFailure ? "canceled" : "\(failure)"
        }
    }

    static var handlers: Handlers<Parent> { Signal("cancel") { (w: isolated Parent) in w.isCanceled = true } }
}

/// Starts a child that its waiting tasks abandon, and asks it to cancel all the same.
private actor Abandons: Workflow {
    private var isCanceled = false

    func run() async throws -> String {
        let child = try await startChild(
            Child.self, id: "child", options: ChildWorkflowOptions(cancellation: .abandon))
        let waiting = Task { try await child.result() }
        await Task.yield()
        waiting.cancel()
        _ = await waiting.result
        try await wait { $0.isCanceled }
        try child.cancel()
        try child.cancel()
        return "asked"
    }

    static var handlers: Handlers<Abandons> { Signal("cancel") { (w: isolated Abandons) in w.isCanceled = true } }
}

extension HistoryBuilder {
    @discardableResult
    fileprivate mutating func childInitiated() -> Int64 {
        add(
            .startChildWorkflowExecutionInitiated(
                .with {
                    $0.workflowID = "child"
                    $0.workflowType = .with { $0.name = "Child" }
                }))
    }

    fileprivate mutating func childStarted(_ initiated: Int64) {
        add(
            .childWorkflowExecutionStarted(
                .with {
                    $0.initiatedEventID = initiated
                    $0.workflowExecution = .init(workflowID: "child", runID: "r")
                }))
    }
}

@Suite(.timeLimit(.minutes(1))) struct ChildStartTests {
    @Test func `an abandoned child is asked to cancel where the code says so, once`() async throws {
        let run = try TestRun(Abandons.self)
        try await run.task()
        run.history.taskCompleted()
        let initiated = run.history.childInitiated()
        run.history.childStarted(initiated)
        #expect(try await run.task().summary.isEmpty)
        run.history.taskCompleted()
        run.history.signaled("cancel")
        let completion = try await run.task()
        #expect(completion.summary == ["RequestCancelExternalWorkflowExecution", #"completed "asked""#])
        await run.evict()
    }

    @Test func `an abandoned child of a run that another SDK began is asked nothing, as Core does`() async throws {
        let run = try TestRun(Abandons.self)
        run.history.taskStarted()
        run.history.add(.workflowTaskCompleted(.with { $0.sdkMetadata = .with { $0.sdkName = "temporal-python" } }))
        run.history.childStarted(run.history.childInitiated())
        try await run.task()
        run.history.taskCompleted()
        run.history.signaled("cancel")
        #expect(try await run.task().summary == [#"completed "asked""#])
        await run.evict()
    }

    @Test func `a child whose cancellation is delivered before its start is not waited for`() async throws {
        let run = try TestRun(Parent.self)
        #expect(try await run.task().summary == ["child child"])
        run.history.taskCompleted()
        run.history.childInitiated()
        run.history.signaled("cancel")
        #expect(try await run.task().summary == ["RequestCancelExternalWorkflowExecution"])
        run.history.taskCompleted()
        let requested = run.history.add(.requestCancelExternalWorkflowExecutionInitiated(.init()))
        run.history.add(.externalWorkflowExecutionCancelRequested(.with { $0.initiatedEventID = requested }))
        #expect(try await run.task().summary == [#"completed "canceled""#])
        await run.evict()
    }

    @Test func `a child that has started before the parent hears that it was not found is canceled again`() async throws
    {
        let run = try TestRun(Runs.self)
        try await run.task()
        run.history.taskCompleted()
        let initiated = run.history.childInitiated()
        run.history.signaled("cancel")
        #expect(try await run.task().summary == ["RequestCancelExternalWorkflowExecution"])
        run.history.taskCompleted()
        let requested = run.history.add(.requestCancelExternalWorkflowExecutionInitiated(.init()))
        run.history.childStarted(initiated)
        run.history.add(.requestCancelExternalWorkflowExecutionFailed(.with { $0.initiatedEventID = requested }))
        let second = try await run.task()
        #expect(second.summary == ["RequestCancelExternalWorkflowExecution"])
        guard case .requestCancelExternalWorkflowExecution(let command) = second.commands.first?.attributes else {
            return
        }
        // That run may have continued as new.
        #expect(command.runID.isEmpty && command.workflowID == "child" && command.childWorkflowOnly)
        run.history.taskCompleted()
        let again = run.history.add(.requestCancelExternalWorkflowExecutionInitiated(.init()))
        run.history.add(.requestCancelExternalWorkflowExecutionFailed(.with { $0.initiatedEventID = again }))
        #expect(try await run.task().summary.isEmpty)
        run.history.taskCompleted()
        await run.evict()
        try await TestRun.replay(Runs.self, run.history)
    }

    @Test func `a child that starts after the server did not find it to cancel it is canceled then`() async throws {
        let run = try TestRun(Runs.self)
        #expect(try await run.task().summary == ["child child"])
        run.history.taskCompleted()
        let initiated = run.history.childInitiated()
        run.history.signaled("cancel")
        #expect(try await run.task().summary == ["RequestCancelExternalWorkflowExecution"])
        run.history.taskCompleted()
        let requested = run.history.add(.requestCancelExternalWorkflowExecutionInitiated(.init()))
        run.history.add(.requestCancelExternalWorkflowExecutionFailed(.with { $0.initiatedEventID = requested }))
        #expect(try await run.task().summary.isEmpty)
        run.history.taskCompleted()
        run.history.childStarted(initiated)
        #expect(try await run.task().summary == ["RequestCancelExternalWorkflowExecution"])
        run.history.taskCompleted()
        let again = run.history.add(.requestCancelExternalWorkflowExecutionInitiated(.init()))
        run.history.add(.externalWorkflowExecutionCancelRequested(.with { $0.initiatedEventID = again }))
        run.history.add(.childWorkflowExecutionCanceled(.with { $0.initiatedEventID = initiated }))
        #expect(try await run.task().summary == [#"completed "canceled""#])
        run.history.taskCompleted()
        await run.evict()
        run.history.completed()
        try await TestRun.replay(Runs.self, run.history)
    }
}
