// The directories of features/local_activity.

import Foundation
import ReplaySupport
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Runs local activities, one after the other or at once.
private actor Runs: Workflow {
    func run(_ numbers: [Int], _ atOnce: Bool) async throws -> [String] {
        if !atOnce {
            var outcomes: [String] = []
            for number in numbers { outcomes.append(await outcome(number)) }
            return outcomes
        }
        return await withTaskGroup(of: (Int, String).self) { group in
            for (index, number) in numbers.enumerated() {
                group.addTask { (index, await self.outcome(number)) }
            }
            var outcomes = Array(repeating: "", count: numbers.count)
            while let (index, outcome) = await group.next() { outcomes[index] = outcome }
            return outcomes
        }
    }

    private func outcome(_ number: Int) async -> String {
        do {
            let policy = RetryPolicy(
                initialInterval: .milliseconds(1), backoffCoefficient: 1, maximumAttempts: 5,
                nonRetryableErrorTypes: ["Fatal"])
            let options = LocalActivityOptions(startToClose: .seconds(60), retryPolicy: policy)
            return "\(try await executeLocal(Work.self, number, options: options))"
        } catch let failure as ActivityFailure {
            return (failure.cause as? ApplicationFailure)?.message ?? "\(failure)"
        } catch {
            return "\(error)"
        }
    }
}

/// Cancels a running local activity in one of the ways.
private actor Cancels: Workflow {
    func run(_ kind: String, _ retryAfter: Int) async throws -> String {
        let kinds: [String: ActivityCancellationType] = [
            "abandon": .abandon, "try": .tryCancel, "wait": .waitCancellationCompleted,
        ]
        let options = LocalActivityOptions(
            startToClose: .seconds(60),
            retryPolicy: RetryPolicy(initialInterval: .seconds(retryAfter), backoffCoefficient: 1),
            cancellation: kinds[kind] ?? .abandon)
        let work = Task { try await executeLocal(Work.self, 1, options: options) }
        try await sleep(for: .milliseconds(300))
        work.cancel()
        switch await work.result {
        case .success(let number): return "result \(number)"
        case .failure(let failure as ActivityFailure):
            return failure.cause is CanceledFailure ? "canceled" : "\(failure)"
        case .failure(let error): return "\(error)"
        }
    }
}

private actor BacksOff: Workflow {
    func run() async throws -> Int {
        let options = LocalActivityOptions(
            startToClose: .seconds(60),
            retryPolicy: RetryPolicy(initialInterval: .milliseconds(500), backoffCoefficient: 1),
            localRetryThreshold: .milliseconds(100))
        return try await executeLocal(Work.self, 0, options: options)
    }
}

@Suite("local_activity", .timeLimit(.minutes(5))) struct LocalActivityConformance {
    /// Runs local activities; returns how each ended, and how many markers and completed workflow tasks history has.
    private func run(
        _ numbers: [Int], atOnce: Bool = false, taskTimeout: Duration? = nil,
        _ body: @escaping @Sendable (Int) async throws -> Int
    ) async throws -> (outcomes: [String], markers: Int, tasks: Int) {
        let place = try await Place()
        let worker = try place.worker {
            Runs.self
            Work(body)
        }
        var options = StartWorkflowOptions()
        options.taskTimeout = taskTimeout
        let id = UUID().uuidString
        place.expect(id)
        let handle = try await place.client.startWorkflow(
            Runs.self, numbers, atOnce, id: id, taskQueue: place.taskQueue, options: options)
        let outcomes = try await handle.result()
        let (markers, tasks) = (
            try await place.count(handle) { $0.isMarker }, try await place.count(handle) { $0.isWorkflowTaskCompleted }
        )
        try await worker.stop()
        return (outcomes, markers, tasks)
    }

    private static func failing(_ type: String, nonRetryable: Bool = false, _ attempts: Counter)
        -> @Sendable (Int)
        async throws -> Int
    {
        { _ in throw ApplicationFailure("attempt \(attempts.increment())", type: type, nonRetryable: nonRetryable) }
    }

    @Test("local_activity/complete_immediately") func completeImmediately() async throws {
        #expect(try await run([1]) { $0 * 2 } == (["2"], 1, 1))
    }

    @Test("local_activity/complete_eventually") func completeEventually() async throws {
        let (outcomes, markers, tasks) = try await run([1], taskTimeout: .seconds(3)) { number in
            try await taskProlonged()
            return number
        }
        #expect(outcomes == ["1"] && markers == 1 && tasks > 1)
    }

    @Test("local_activity/concurrent") func concurrent() async throws {
        let begun = Counter()
        let (outcomes, markers, tasks) = try await run([1, 2, 3], atOnce: true) { number in
            begun.increment()
            try await eventually { begun.value == 3 }
            return number
        }
        #expect((outcomes, markers, tasks) == (["1", "2", "3"], 3, 1))
    }

    @Test("local_activity/serial") func serial() async throws {
        #expect(try await run([1, 2, 3]) { $0 } == (["1", "2", "3"], 3, 1))
    }

    @Test("local_activity/one_success_one_fail") func oneSuccessOneFail() async throws {
        let attempts = Counter()
        let (outcomes, markers, _) = try await run([1, -1], atOnce: true, taskTimeout: .seconds(3)) { number in
            guard number < 0 else { return number }
            if attempts.increment() == 3 { try await taskProlonged() }
            throw ApplicationFailure("fails", type: "Test")
        }
        #expect(outcomes == ["1", "fails"] && markers == 2 && attempts.value == 5)
    }

    @Test("local_activity/retry_on_error") func retryOnError() async throws {
        let attempts = Counter()
        #expect(try await run([1], Self.failing("Test", attempts)).outcomes == ["attempt 5"])
        #expect(attempts.value == 5)
    }

    @Test("local_activity/non_retryable_error_from_activity") func nonRetryableFromActivity() async throws {
        let (outcomes, markers, _) = try await run([1], Self.failing("Test", nonRetryable: true, Counter()))
        #expect(outcomes == ["attempt 1"] && markers == 1)
    }

    @Test("local_activity/non_retryable_error_in_options") func nonRetryableInOptions() async throws {
        let (outcomes, markers, _) = try await run([1], Self.failing("Fatal", Counter()))
        #expect(outcomes == ["attempt 1"] && markers == 1)
    }

    @Test("local_activity/backoff_with_persistent_timer") func persistentTimer() async throws {
        let place = try await Place()
        let attempts = Texts()
        let worker = try place.worker {
            BacksOff.self
            Work { _ in
                let attempt = ActivityContext.current?.info.attempt ?? 0
                attempts.append("\(attempt)")
                if attempt < 3 { throw ApplicationFailure("again", type: "Test") }
                return attempt
            }
        }
        let handle = try await place.begin(BacksOff.self)
        #expect(try await handle.result() == 3)
        #expect(attempts.all == ["1", "2", "3"])
        #expect(try await place.count(handle) { $0.isTimerStarted } == 2)
        #expect(try await place.count(handle) { $0.isMarker } == 3)
        try await worker.stop()
    }

    /// Cancels a local activity, and calls `then` when the workflow has ended; returns how the activity ended for it.
    private func cancel(
        _ kind: String, retryAfter: Int = 1, then: () -> Void = {},
        _ body: @escaping @Sendable (Int) async throws -> Int
    ) async throws -> (outcome: String, markers: Int) {
        let place = try await Place()
        let worker = try place.worker {
            Cancels.self
            Work(body)
        }
        let id = UUID().uuidString
        place.expect(id)
        // The timer at whose end it is canceled starts when the workflow's task is prolonged.
        var options = StartWorkflowOptions()
        options.taskTimeout = .seconds(3)
        let handle = try await place.client.startWorkflow(
            Cancels.self, kind, retryAfter, id: id, taskQueue: place.taskQueue, options: options)
        let result = (try await handle.result(), try await place.count(handle) { $0.isMarker })
        then()
        try await worker.stop()
        return result
    }

    @Test("local_activity/cancel_abandon") func cancelAbandon() async throws {
        let (saw, mayEnd, ended) = (Gate(), Gate(), Gate())
        let outcome = try await cancel("abandon", then: { mayEnd.open() }) { number in
            // Longer than the workflow, and beyond it.
            do { try await mayEnd.wait() } catch { saw.open() }
            ended.open()
            return number
        }.outcome
        #expect(outcome == "canceled")
        try await ended.wait()
        #expect(!saw.isOpen)
    }

    @Test("local_activity/cancel_try_cancel") func cancelTry() async throws {
        let saw = Gate()
        let outcome = try await cancel("try") { number in
            do { try await Task.sleep(for: .seconds(60)) } catch { saw.open() }
            return number
        }.outcome
        #expect(outcome == "canceled")
        try await saw.wait()
    }

    @Test("local_activity/cancel_wait_completed") func cancelWait() async throws {
        let outcome = try await cancel("wait") { number in
            do { try await Task.sleep(for: .seconds(60)) } catch { return number + 1 }
            return number
        }.outcome
        #expect(outcome == "result 2")
    }

    @Test("local_activity/cancel_failing") func cancelFailing() async throws {
        let attempts = Counter()
        let (outcome, markers) = try await cancel("try", retryAfter: 30, Self.failing("Test", attempts))
        #expect(outcome == "canceled" && markers == 1 && attempts.value == 1)
    }

    @Test("local_activity/complete_after_shutdown") func completeAfterShutdown() async throws {
        let place = try await Place()
        let (begun, mayEnd) = (Gate(), Gate())
        let worker = try place.worker {
            Runs.self
            Work { number in
                begun.open()
                try await mayEnd.wait()
                return number
            }
        }
        let id = UUID().uuidString
        place.expect(id)
        let handle = try await place.client.startWorkflow(Runs.self, [1], false, id: id, taskQueue: place.taskQueue)
        try await begun.wait()
        let stopping = Task { try await worker.stop() }
        try await eventually { place.log.contains("Worker is stopping") }
        mayEnd.open()
        #expect(try await handle.result() == ["1"])
        try await stopping.value
    }

    @Test("local_activity/shutdown_sends_cancellation") func shutdownSendsCancellation() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.shutdownTimeout = .milliseconds(300)
        let (begun, saw) = (Gate(), Gate())
        let worker = try place.worker(options) {
            Runs.self
            Work { number in
                begun.open()
                do { try await Task.sleep(for: .seconds(60)) } catch {
                    saw.open()
                    throw error
                }
                return number
            }
        }
        let id = UUID().uuidString
        place.expect(id)
        let handle = try await place.client.startWorkflow(Runs.self, [1], false, id: id, taskQueue: place.taskQueue)
        try await begun.wait()
        await worker.askToStop()
        try await worker.end()
        try await saw.wait()
        #expect(try await place.count(handle) { $0.isMarker } == 0)
        let next = try place.worker {
            Runs.self
            Work { _ in ActivityContext.current?.info.attempt ?? 0 }
        }
        #expect(try await handle.result() == ["1"])
        try await next.stop()
    }
}

/// Waits, in a local activity, until the workflow task that it belongs to has been prolonged.
private func taskProlonged() async throws {
    let info = try #require(ActivityContext.current).info
    let client = TemporalClient(
        try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": await DevServer.shared.address]))
    try await eventually {
        try await client.workflow(id: info.workflowID).history().events.contains {
            $0.attributes?.isWorkflowTaskCompleted == true
        }
    }
    await client.close()
}
