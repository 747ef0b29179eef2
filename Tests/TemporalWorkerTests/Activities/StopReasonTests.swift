// Why an activity is to stop: each reason reaches its code as itself.

import Foundation
import Synchronization
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Heartbeats until it is canceled, and notes why.
struct Endless: Activity {
    let started = Gate()
    let reasons = Mutexed<[ActivityCancellation?]>([])
    /// Ends the attempts that come after the first.
    let endsAfterFirst: Bool

    init(endsAfterFirst: Bool = false) { self.endsAfterFirst = endsAfterFirst }

    func run() async throws -> String {
        let context = try #require(ActivityContext.current)
        if endsAfterFirst, !reasons.value.isEmpty { return "attempt \(context.info.attempt)" }
        do {
            while true {
                try context.heartbeat(context.info.attempt)
                started.open()
                try await Task.sleep(for: .milliseconds(50))
            }
        } catch {
            reasons.append(context.cancellation)
            throw error
        }
    }
}

/// Something behind a lock, for activities that are values.
final class Mutexed<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    var value: Value { state.withLock { $0 } }

    func append<Element>(_ element: Element) where Value == [Element] { state.withLock { $0.append(element) } }
}

/// Runs ``Endless``.
actor RunsEndless: Workflow {
    func run(_ seconds: Int) async throws -> String {
        try await execute(
            Endless.self,
            options: ActivityOptions(
                startToClose: .seconds(seconds), heartbeat: .seconds(5),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(50), backoffCoefficient: 1),
                cancellation: .waitCancellationCompleted))
    }
}

@Suite(.timeLimit(.minutes(5))) struct StopReasonTests {
    private var options: WorkerOptions {
        var options = WorkerOptions()
        options.maxHeartbeatThrottleInterval = .milliseconds(100)
        return options
    }

    @Test func `a workflow's cancellation is requested`() async throws {
        let place = try await Place()
        let endless = Endless()
        let worker = try place.worker(options) {
            RunsEndless.self
            endless
        }
        let handle = try await place.client.startWorkflow(
            RunsEndless.self, 60, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await endless.started.wait()
        try await handle.cancel()
        let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        #expect(error?.cause is CanceledFailure)
        #expect(endless.reasons.value == [.requested])
        try await worker.stop()
    }

    @Test func `an attempt that takes too long is canceled, though it hears nothing of the server`() async throws {
        let place = try await Place()
        let (reasons, waits) = (Mutexed<[ActivityCancellation?]>([]), Mutexed<[Duration]>([]))
        let worker = try place.worker {
            Hurries.self
            Scripted { _ in
                let context = try #require(ActivityContext.current)
                if context.info.attempt > 1 { return context.info.attempt }
                let start = ContinuousClock.now
                do { try await Task.sleep(for: .seconds(600)) } catch {
                    reasons.append(context.cancellation)
                    waits.append(ContinuousClock.now - start)
                }
                return 0
            }
        }
        let handle = try await place.client.startWorkflow(
            Hurries.self, 1, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result() > 1)
        try await eventually { reasons.value == [.timedOut] }
        // Never before the server has given the attempt up, whose clocks and messages take their time.
        #expect(waits.value.allSatisfy { $0 > .seconds(5) })
        try await worker.stop()
    }

    @Test func `a pause and a reset cancel with their reasons, and an activity goes on when it may`() async throws {
        let place = try await Place()
        let endless = Endless(endsAfterFirst: true)
        let worker = try place.worker(options) {
            RunsEndless.self
            endless
        }
        let handle = try await place.client.startWorkflow(
            RunsEndless.self, 60, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await endless.started.wait()
        let activity = handle.untyped.activity(id: "1")
        try await activity.pause(reason: "for a test")
        try await eventually { endless.reasons.value == [.paused] }
        // Paused, it is not tried again.
        try await eventually {
            let described = try await place.cli.workflow("describe", handle.id)
            return try described.text(at: "pendingActivities.0.state") == "PENDING_ACTIVITY_STATE_PAUSED"
        }
        try await activity.unpause()
        #expect(try await handle.result().hasPrefix("attempt"))

        let other = Endless(endsAfterFirst: true)
        let second = try place.worker(options, on: ["\(place.taskQueue)-reset"]) {
            RunsEndless.self
            other
        }
        let again = try await place.client.startWorkflow(
            RunsEndless.self, 60, id: UUID().uuidString, taskQueue: "\(place.taskQueue)-reset")
        try await other.started.wait()
        try await again.untyped.activity(id: "1").reset()
        #expect(try await again.result().hasPrefix("attempt"))
        #expect(other.reasons.value == [.reset])
        try await second.stop()
        try await worker.stop()
    }

    @Test func `an activity whose workflow is gone is told that nobody knows it`() async throws {
        let place = try await Place()
        let endless = Endless()
        let worker = try place.worker(options) {
            RunsEndless.self
            endless
        }
        let handle = try await place.client.startWorkflow(
            RunsEndless.self, 60, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await endless.started.wait()
        try await handle.terminate()
        try await eventually { endless.reasons.value == [.notFound] }
        try await worker.stop()
    }

    @Test func `a worker that stops gives notice first, and cancels what does not heed it`() async throws {
        let place = try await Place()
        let (started, ended) = (Gate(), Gate())
        let notices = Mutexed<[String]>([])
        var options = options
        options.shutdownTimeout = .seconds(5)
        let worker = try place.worker(options) {
            Patient.self
            Scripted { number in
                let context = try #require(ActivityContext.current)
                guard number > 0 else {
                    started.open()
                    defer { ended.open() }
                    do { try await Task.sleep(for: .seconds(600)) } catch {
                        notices.append("\(context.cancellation.map { "\($0)" } ?? "none")")
                    }
                    return 1
                }
                try await context.waitForWorkerShutdown()
                notices.append("notice \(context.isWorkerShuttingDown) \(context.cancellation == nil)")
                return 7
            }
        }
        let heeds = try await place.start(Patient.self, "1")
        _ = try await place.start(Patient.self, "0")
        try await started.wait()
        try await eventually {
            try await place.cli.workflow("describe", heeds).output.contains("PENDING_ACTIVITY_STATE_STARTED")
        }
        await worker.askToStop()
        try await worker.end()
        #expect(ended.isOpen)
        #expect(notices.value == ["notice true true", "workerShutdown"])
        let next = try place.worker { Patient.self }
        #expect(try await place.result(heeds) == "7")
        try await next.stop()
    }

    @Test func `an environment gives the notice, and a canceled activity waits no longer for it`() async throws {
        let environment = ActivityEnvironment()
        let waiting = Task {
            try await environment.run {
                let context = try #require(ActivityContext.current)
                try context.heartbeat()
                try await context.waitForWorkerShutdown()
                return context.isWorkerShuttingDown
            }
        }
        try await eventually { environment.heartbeatCount == 1 }
        environment.beginWorkerShutdown()
        #expect(try await waiting.value)

        let canceled = ActivityEnvironment()
        canceled.cancel(.paused)
        await #expect(throws: CancellationError.self) {
            try await canceled.run { try await #require(ActivityContext.current).waitForWorkerShutdown() }
        }
    }
}

/// Runs ``Scripted``, each attempt for so many seconds at most.
private actor Hurries: Workflow {
    func run(_ seconds: Int) async throws -> Int {
        try await execute(
            Scripted.self, 0,
            options: ActivityOptions(
                startToClose: .seconds(seconds), retryPolicy: RetryPolicy(initialInterval: .milliseconds(50))))
    }
}
