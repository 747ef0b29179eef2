// A workflow's interceptors see its timers, its cancellations of others and its upserts, may refuse them, and may change them; a
// replay goes the same way.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Notes what workflows ask for, refuses what is forbidden, and changes the rest.
private struct Steward: WorkflowInterceptor {
    let seen = Mutexed<[String]>([])

    private func note(_ call: String, isReplaying: Bool) throws {
        if !isReplaying { seen.append(call) }
        if call.hasSuffix("forbidden") { throw ApplicationFailure("no \(call)", type: "Forbidden") }
    }

    func startTimer<W: Workflow>(
        _ input: StartTimerInput, in workflow: isolated W,
        next: @Sendable (StartTimerInput) async throws -> Void
    ) async throws {
        try note("timer \(input.summary ?? "of \(input.duration)")", isReplaying: workflow.isReplaying)
        var input = input
        input.duration = .milliseconds(1)
        try await next(input)
        if !workflow.isReplaying { seen.append("fired") }
    }

    func cancelExternal<W: Workflow>(
        _ input: CancelExternalInput, in workflow: isolated W,
        next: @Sendable (CancelExternalInput) async throws -> Void
    ) async throws {
        try note("cancellation of \(input.workflowID)", isReplaying: workflow.isReplaying)
        var input = input
        input.workflowID = String(input.workflowID.dropFirst())
        try await next(input)
    }

    func upsertSearchAttributes<W: Workflow>(
        _ input: UpsertSearchAttributesInput, in workflow: isolated W,
        next: @Sendable (UpsertSearchAttributesInput) throws -> Void
    ) throws {
        let names = input.updates.map { $0.isUnset ? "forbidden" : $0.name }
        try note("attribute \(names.joined(separator: " "))", isReplaying: workflow.isReplaying)
        var input = input
        input.updates = [SearchAttributeKey.keyword("TestKeyword").set("the steward's")]
        try next(input)
    }

    func upsertMemo<W: Workflow>(
        _ input: UpsertMemoInput, in workflow: isolated W, next: @Sendable (UpsertMemoInput) throws -> Void
    ) throws {
        try note("memo \(input.values.keys.sorted().joined(separator: " "))", isReplaying: workflow.isReplaying)
        var input = input
        input.values.updateValue("the steward", forKey: "by")
        try next(input)
    }
}

/// Lets every timer pass, and notes which of them were canceled.
private struct Bystander: WorkflowInterceptor {
    let canceled = Mutexed<[Duration]>([])

    func startTimer<W: Workflow>(
        _ input: StartTimerInput, in workflow: isolated W,
        next: @Sendable (StartTimerInput) async throws -> Void
    ) async throws {
        do { try await next(input) } catch let error as CancellationError {
            if !workflow.isReplaying { canceled.append(input.duration) }
            throw error
        }
    }
}

/// Ends before the time that it is given, whose timer it cancels.
private actor Hurries: Workflow {
    func run() async throws {
        try await withTimeout(.seconds(3_600)) { try await $0.sleep(for: .milliseconds(1)) }
    }
}

/// Asks for all that the steward sees, and says what it was refused, and what became of the rest.
private actor Asks: Workflow {
    func run(_ other: String) async throws -> [String] {
        var refusals: [String] = []
        do { try await sleep(for: .seconds(3_600), summary: "forbidden") } catch let error as ApplicationFailure {
            refusals.append(error.message)
        }
        try await sleep(for: .seconds(3_600), summary: "nap")
        do {
            try await withTimeout(.seconds(7_200)) { try await $0.wait { _ in false } }
        } catch is TimeLimitPassed {
            refusals.append("too late")
        }
        do { try await externalWorkflow(id: "forbidden").cancel() } catch let error as ApplicationFailure {
            refusals.append(error.message)
        }
        // The steward takes the first letter away.
        try await externalWorkflow(id: "-\(other)").cancel()
        let key = SearchAttributeKey<String>.keyword("TestKeyword")
        try upsertSearchAttributes(key.set("mine"))
        do { try upsertSearchAttributes(key.unset) } catch let error as ApplicationFailure {
            refusals.append(error.message)
        }
        do { try upsertMemo(["forbidden": 1]) } catch let error as ApplicationFailure {
            refusals.append(error.message)
        }
        try upsertMemo(["note": "mine"])
        refusals.append(try info.memo.value("by", as: String.self) ?? "")
        refusals.append(info.searchAttributes[key] ?? "")
        return refusals
    }
}

/// Has timers that its code asks for in other ways than by `sleep(for:)`.
private actor Dozes: Workflow {
    func run() async throws -> Int {
        let number = try await executeLocal(
            Scripted.self, 1,
            options: LocalActivityOptions(
                startToClose: .seconds(10), retryPolicy: RetryPolicy(initialInterval: .milliseconds(50)),
                localRetryThreshold: .milliseconds(1)))
        _ = try await wait(upTo: .milliseconds(1)) { _ in false }
        try await Task.sleep(for: .milliseconds(1))
        return number
    }
}

@Suite(.timeLimit(.minutes(5))) struct WorkflowCallsTests {
    @Test func `timers, cancellations of others and upserts are seen, refused and changed`() async throws {
        let place = try await Place()
        let steward = Steward()
        var options = WorkerOptions()
        options.workflowInterceptors = [steward]
        let worker = try place.worker(options) { Asks.self }
        // Of no queue that is replayed.
        let other = try await place.client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        let handle = try await place.client.startWorkflow(
            Asks.self, other.id, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(
            try await handle.result() == [
                "no timer forbidden", "too late", "no cancellation of forbidden", "no attribute forbidden",
                "no memo forbidden", "the steward", "the steward's",
            ])
        #expect(
            steward.seen.value == [
                "timer forbidden", "timer nap", "fired", "timer of \(Duration.seconds(7_200))", "fired",
                "cancellation of forbidden", "cancellation of -\(other.id)", "attribute TestKeyword",
                "attribute forbidden", "memo forbidden", "memo note",
            ])

        let timers: [Duration] = try await place.events(handle.id).compactMap {
            if case .timerStarted(let event) = $0 { event.startToFireTimeout } else { nil }
        }
        #expect(timers == [.milliseconds(1), .milliseconds(1)])
        let canceled = try await place.events(other.id).contains {
            if case .workflowExecutionCancelRequested = $0 { true } else { false }
        }
        #expect(canceled)
        let described = try await handle.untyped.describe()
        #expect(described.memo.names == ["by", "note"])
        #expect(described.searchAttributes[SearchAttributeKey<String>.keyword("TestKeyword")] == "the steward's")
        try await other.terminate()
        try await worker.stop()
    }

    @Test func `what the steward did is replayed without a cache`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.workflowInterceptors = [Steward(), Steward()]
        options.maxCachedWorkflows = 0
        let worker = try place.worker(options) { Asks.self }
        let other = try await place.client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        // Two stewards take two letters away.
        let handle = try await place.client.startWorkflow(
            Asks.self, "-\(other.id)", id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result().last == "the steward's")
        #expect(try await place.taskFailures(handle.id).isEmpty)
        try await other.terminate()
        try await worker.stop()
    }

    @Test func `a timer that has been through an interceptor is canceled`() async throws {
        let place = try await Place()
        let bystander = Bystander()
        var options = WorkerOptions()
        options.workflowInterceptors = [bystander]
        let worker = try place.worker(options) { Hurries.self }
        let handle = try await place.client.startWorkflow(
            Hurries.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await handle.result()
        let canceled = try await place.events(handle.id).filter {
            if case .timerCanceled = $0 { true } else { false }
        }
        #expect(canceled.count == 1)
        #expect(bystander.canceled.value == [.seconds(3_600)])
        try await worker.stop()
    }

    @Test func `limits of waits, sleeps of tasks and pauses of local activities are no timers to interceptors`()
        async throws
    {
        let place = try await Place()
        let steward = Steward()
        var options = WorkerOptions()
        options.workflowInterceptors = [steward]
        let attempts = Mutexed<[Int]>([])
        let worker = try place.worker(options) {
            Dozes.self
            Scripted { number in
                attempts.append(number)
                guard attempts.value.count > 1 else { throw ApplicationFailure("once more", type: "Test") }
                return number
            }
        }
        let handle = try await place.client.startWorkflow(
            Dozes.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result() == 1)
        let timers = try await place.events(handle.id).filter {
            if case .timerStarted = $0 { true } else { false }
        }
        #expect(timers.count == 3)
        #expect(steward.seen.value.isEmpty)
        try await worker.stop()
    }
}
