// What is asked of activities beside their code: options that operators change, priorities, benign failures.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Has a priority of its own, and asks an activity and a child that have theirs.
private actor Prioritised: Workflow {
    func run(_ depth: Int) async throws -> [String] {
        let mine = ["\(depth): \(info.priority.text)"]
        guard depth > 0 else { return mine }
        let inherited = try await execute(TellsPriority.self, startToClose: .seconds(10))
        let own = try await execute(
            TellsPriority.self,
            options: ActivityOptions(startToClose: .seconds(10), priority: Priority(key: 5, fairnessKey: "activity")))
        let child = try await executeChild(
            Prioritised.self, 0, options: ChildWorkflowOptions(priority: Priority(key: 1, fairnessWeight: 2)))
        return mine + [inherited, own] + child
    }
}

private struct TellsPriority: Activity {
    func run() async throws -> String { ActivityContext.current?.info.priority.text ?? "none" }
}

extension Priority {
    fileprivate var text: String {
        "\(key.map { "\($0)" } ?? "-") \(fairnessKey ?? "-") \(fairnessWeight.map { "\($0)" } ?? "-")"
    }
}

/// Fails benignly, then in earnest, then succeeds after the delay that it asked for.
private actor RunsFailing: Workflow {
    func run() async throws -> Int {
        try await execute(Scripted.self, 0, startToClose: .seconds(10))
    }
}

/// Runs one activity that may be tried three times.
private actor RunsPatiently: Workflow {
    func run() async throws -> [Double] {
        let policy = RetryPolicy(initialInterval: .milliseconds(1_500), maximumAttempts: 3)
        return try await execute(
            TellsAttempt.self, options: ActivityOptions(startToClose: .seconds(10), retryPolicy: policy))
    }
}

/// Fails once, then tells how many attempts it may have, and how long after the first one the second was put into the queue.
private struct TellsAttempt: Activity {
    func run() async throws -> [Double] {
        let info = try #require(ActivityContext.current).info
        if info.attempt == 1 { throw ApplicationFailure("again", type: "Test") }
        let first = try #require(info.scheduledTime)
        let second = try #require(info.currentAttemptScheduledTime)
        return [Double(info.retryPolicy?.maximumAttempts ?? 0), (second - first) / .seconds(1)]
    }
}

@Suite(.timeLimit(.minutes(5))) struct ActivityOptionTests {
    @Test func `an activity knows its retry policy, and when its attempt was scheduled`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RunsPatiently.self
            TellsAttempt()
        }
        let id = try await place.start(RunsPatiently.self)
        let told = try await place.client.workflow(RunsPatiently.self, id: id).result()
        #expect(told[0] == 3)
        #expect(told[1] >= 1.4)
        try await worker.stop()
    }

    @Test func `priorities are inherited, overridden and visible`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Prioritised.self
            TellsPriority()
        }
        var options = StartWorkflowOptions()
        options.priority = Priority(key: 2, fairnessKey: "tenant", fairnessWeight: 1.5)
        let handle = try await place.client.startWorkflow(
            Prioritised.self, 1, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        let told = try await handle.result()
        #expect(
            told == ["1: 2 tenant 1.5", "- - -", "5 activity -", "0: 1 tenant 2.0"],
            "an activity is told what was said of itself")
        #expect(try await handle.untyped.describe().priority == options.priority)
        try await worker.stop()
    }

    @Test func `an operator gives an activity other options, and its own back`() async throws {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try place.worker {
            RunsFailing.self
            Scripted { _ in
                if mayEnd.isOpen { return 1 }
                throw ApplicationFailure("not yet", type: "Test", nextRetryDelay: .seconds(3_600))
            }
        }
        let handle = try await place.client.startWorkflow(
            RunsFailing.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        let activity = handle.untyped.activity(id: "1")
        try await eventually {
            try await place.cli.workflow("describe", handle.id).output.contains("not yet")
        }
        let changed = try await activity.updateOptions(
            PendingActivityOptions(
                startToClose: .seconds(77), heartbeat: .seconds(7),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(100), maximumAttempts: 9),
                priority: Priority(key: 1)))
        #expect(changed.startToClose == .seconds(77))
        #expect(changed.heartbeat == .seconds(7))
        #expect(changed.retryPolicy?.maximumAttempts == 9)
        #expect(changed.retryPolicy?.backoffCoefficient == 2, "what was not said stays")
        #expect(changed.taskQueue == place.taskQueue)
        #expect(changed.priority?.key == 1)
        let restored = try await activity.restoreOptions()
        #expect(restored.startToClose == .seconds(10))
        #expect(restored.heartbeat == nil)
        mayEnd.open()
        try await activity.reset()
        #expect(try await handle.result() == 1)
        let error = await #expect(throws: RPCError.self) { try await activity.pause() }
        #expect(error?.code == .notFound)
        try await worker.stop()
    }

    @Test func `a benign failure is retried like any other, and logged quietly`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RunsFailing.self
            Scripted { _ in
                switch ActivityContext.current?.info.attempt ?? 0 {
                case 1:
                    throw ApplicationFailure(
                        "nothing there yet", type: "Test", nextRetryDelay: .milliseconds(50), category: .benign)
                case 2: throw ApplicationFailure("in earnest", type: "Test", nextRetryDelay: .milliseconds(50))
                default: return 3
                }
            }
        }
        let handle = try await place.client.startWorkflow(
            RunsFailing.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result() == 3)
        #expect(place.log.contains("in earnest"))
        #expect(!place.log.contains("nothing there yet"))
        try await worker.stop()
    }
}
