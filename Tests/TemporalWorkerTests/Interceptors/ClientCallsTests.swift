// A client's interceptors see the calls that carry no headers, may refuse them, and may change what they ask for.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Notes the calls that it sees, refuses all of them until they may pass, and changes what it lets pass.
private final class Watch: RefusingInterceptor {
    let seen = Mutexed<[String]>([])
    let mayPass = Gate()

    func cancelWorkflow(
        _ input: CancelWorkflowInput, next: @Sendable (CancelWorkflowInput) async throws -> Void
    ) async throws {
        try note("cancel \(input.reason)")
        var input = input
        input.reason += ", as was noted"
        try await next(input)
    }

    func terminateWorkflow(
        _ input: TerminateWorkflowInput, next: @Sendable (TerminateWorkflowInput) async throws -> Void
    ) async throws {
        try note("terminate \(input.reason)")
        var input = input
        input.reason += ", as was noted"
        try await next(input)
    }

    func listWorkflows(
        _ input: ListWorkflowsInput, next: @Sendable (ListWorkflowsInput) async throws -> ServerPage<WorkflowExecution>
    ) async throws -> ServerPage<WorkflowExecution> {
        try note("list")
        var input = input
        input.query = "WorkflowId = '\(input.query)'"
        return try await next(input)
    }

    func countWorkflows(
        _ input: CountWorkflowsInput, next: @Sendable (CountWorkflowsInput) async throws -> Int
    ) async throws -> Int {
        try note("count")
        var input = input
        input.query = "WorkflowId = '\(input.query)'"
        return try await next(input)
    }

    func fetchHistory(
        _ input: FetchHistoryInput, next: @Sendable (FetchHistoryInput) async throws -> WorkflowHistory
    ) async throws -> WorkflowHistory {
        try note("history")
        var input = input
        input.id = String(input.id.dropFirst())
        return try await next(input)
    }

    func completeActivity(
        _ input: CompleteActivityInput, next: @Sendable (CompleteActivityInput) async throws -> Void
    ) async throws {
        try note("complete")
        var input = input
        input.result = try DataConverter.default.encode(7)
        try await next(input)
    }

    func failActivity(
        _ input: FailActivityInput, next: @Sendable (FailActivityInput) async throws -> Void
    ) async throws {
        try note("fail")
        var input = input
        input.error = ApplicationFailure("in other words", type: "Test")
        try await next(input)
    }

    func reportActivityCancellation(
        _ input: ReportActivityCancellationInput, next: @Sendable (ReportActivityCancellationInput) async throws -> Void
    ) async throws {
        try note("report cancellation")
        var input = input
        input.details = [try DataConverter.default.encode(8)]
        try await next(input)
    }

    func heartbeatActivity(
        _ input: HeartbeatActivityInput, next: @Sendable (HeartbeatActivityInput) async throws -> ActivityCancellation?
    ) async throws -> ActivityCancellation? {
        try note("heartbeat")
        var input = input
        input.details = [try DataConverter.default.encode(9)]
        return try await next(input)
    }
}

/// Says where a workflow runs whose start does not, and gives those of one type what no server takes.
private struct FillsIn: ClientInterceptor {
    func startWorkflow(
        _ input: StartWorkflowInput, next: @Sendable (StartWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle {
        var input = input
        if input.taskQueue.isEmpty { input.taskQueue = "nobody" }
        if input.workflowType == "Hasty" { input.options.taskTimeout = .seconds(-1) }
        return try await next(input)
    }
}

@Suite(.timeLimit(.minutes(5))) struct ClientCallsTests {
    @Test func `options are looked through as interceptors leave them`() async throws {
        let client = try await Place(interceptors: [FillsIn()]).client
        let handle = try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "")
        #expect(try await handle.describe().taskQueue == "nobody")
        try await handle.terminate()
        let error = await #expect(throws: InvalidOptionError.self) {
            try await client.startWorkflow("Hasty", id: UUID().uuidString, taskQueue: "nobody")
        }
        #expect(error?.option == "taskTimeout")
    }

    @Test func `cancellation and termination are seen, refused and changed`() async throws {
        let watch = Watch()
        let place = try await Place(interceptors: [watch])
        let handle = try await place.client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: place.taskQueue)
        await #expect(throws: Refusal.self) { try await handle.cancel(reason: "a whim") }
        await #expect(throws: Refusal.self) { try await handle.terminate(reason: "a whim") }
        #expect(try await handle.describe().status == .running)
        watch.mayPass.open()
        try await handle.cancel(reason: "a wish")
        try await handle.terminate(reason: "the end")
        let events = try await place.events(handle.id)
        let causes: [String] = events.compactMap {
            if case .workflowExecutionCancelRequested(let event) = $0 { event.cause } else { nil }
        }
        #expect(causes == ["a wish, as was noted"])
        let reasons: [String] = events.compactMap {
            if case .workflowExecutionTerminated(let event) = $0 { event.reason } else { nil }
        }
        #expect(reasons == ["the end, as was noted"])
        #expect(watch.seen.value == ["cancel a whim", "terminate a whim", "cancel a wish", "terminate the end"])
    }

    @Test func `lists, counts, histories and what clients say of activities are seen, refused and changed`()
        async throws
    {
        let watch = Watch()
        let place = try await Place(interceptors: [watch])
        let client = place.client
        let attempts = Mutexed<[Int]>([])
        let worker = try place.worker {
            Scripted { number in
                attempts.append(number)
                throw CompleteAsyncError()
            }
        }
        func start(_ number: Int) async throws -> (TypedActivityHandle<Scripted>, AsyncActivityHandle) {
            let handle = try await client.startActivity(
                Scripted.self, number, id: UUID().uuidString, taskQueue: place.taskQueue,
                options: StartActivityOptions(
                    startToClose: .seconds(60), retryPolicy: RetryPolicy(maximumAttempts: 1)))
            return (handle, handle.untyped.operations.asyncActivity)
        }
        let (completed, completion) = try await start(1)
        let (failed, failure) = try await start(2)
        let (canceled, cancellation) = try await start(3)
        try await eventually { attempts.value.count == 3 }
        try await canceled.untyped.cancel()
        // Of no queue that is replayed.
        let workflow = try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        // The interceptor takes the first letter away.
        let renamed = client.workflow(id: "-\(workflow.id)")

        let calls: [(name: String, make: @Sendable () async throws -> Void)] = [
            ("list", { for try await _ in client.workflows(where: workflow.id) {} }),
            ("count", { _ = try await client.workflowCount(where: workflow.id) }),
            ("history", { _ = try await renamed.fetchHistory() }),
            ("history", { _ = try await WorkflowHistory(of: renamed) }),
            ("complete", { try await completion.complete(1) }),
            ("fail", { try await failure.fail(ApplicationFailure("in my words", type: "Test")) }),
            ("report cancellation", { try await cancellation.reportCancellation("mine") }),
            ("heartbeat", { _ = try await completion.heartbeat("mine") }),
        ]
        await watch.refuse(calls)

        // The server finds a workflow a moment after it was started.
        try await eventually { try await client.workflowCount(where: workflow.id) == 1 }
        var listed: [String] = []
        for try await found in client.workflows(where: workflow.id) { listed.append(found.id) }
        #expect(listed == [workflow.id])
        #expect(try await renamed.fetchHistory().count > 0)
        #expect(try await WorkflowHistory(of: renamed).count > 0)
        #expect(try await completion.heartbeat("mine") == nil)
        #expect(try await completed.untyped.describe().heartbeatDetails.decode(as: Int.self) == 9)
        try await completion.complete(1)
        #expect(try await completed.result() == 7)
        try await failure.fail(ApplicationFailure("in my words", type: "Test"))
        let error = await #expect(throws: ActivityFailedError.self) { try await failed.result() }
        #expect((error?.cause as? ApplicationFailure)?.message == "in other words")
        try await cancellation.reportCancellation("mine")
        let end = await #expect(throws: ActivityFailedError.self) { try await canceled.result() }
        let left = try #require(end?.cause as? CanceledFailure)
        #expect(try left.details.decode(as: Int.self) == 8)
        let passed = watch.seen.value.dropFirst(calls.count).filter { $0 != "count" && $0 != "list" }
        #expect(passed == ["history", "history", "heartbeat", "complete", "fail", "report cancellation"], "each once")
        try await workflow.terminate()
        try await worker.stop()
    }
}
