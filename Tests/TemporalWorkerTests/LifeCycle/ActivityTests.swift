// Activities on a real server: heartbeats, cancellation, results that outlive the server's absence, and bad input.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ActivityTests {
    @Test func `the details of the last heartbeat reach the next attempt`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RunsScripted.self
            Scripted { _ in
                guard let context = ActivityContext.current else { return -1 }
                if context.info.attempt > 1 { return try context.lastHeartbeat(as: Int.self) ?? -2 }
                for progress in 1...42 { try context.heartbeat(progress) }
                throw ApplicationFailure("fails after its heartbeats", type: "Test")
            }
        }
        #expect(try await place.result(place.start(RunsScripted.self, "0")) == "42")
        try await worker.stop()
    }

    @Test func `an activity that stops its heartbeats times out and runs again with the details that were sent`()
        async throws
    {
        let place = try await Place()
        let mayEnd = Gate()
        let worker = try place.worker {
            Watchful.self
            Scripted { _ in
                guard let context = ActivityContext.current else { return -1 }
                if context.info.attempt > 1 { return try context.lastHeartbeat(as: Int.self) ?? -2 }
                try context.heartbeat(7)
                try await mayEnd.wait()
                return -3
            }
        }
        #expect(try await place.result(place.start(Watchful.self, "0")) == "7")
        mayEnd.open()
        try await worker.stop()
    }

    @Test func `a cancellation reaches a running activity with its heartbeats`() async throws {
        let place = try await Place()
        let started = Gate()
        // More than one where a slow machine let the first attempt's heartbeat time out.
        let reasons = Mutex<[ActivityCancellation?]>([])
        var options = WorkerOptions()
        options.maxHeartbeatThrottleInterval = .milliseconds(200)
        let worker = try place.worker(options) {
            RunsScripted.self
            Scripted { _ in
                while true {
                    try ActivityContext.current?.heartbeat()
                    started.open()
                    do {
                        try await Task.sleep(for: .milliseconds(100))
                    } catch {
                        reasons.withLock { $0.append(ActivityContext.current?.cancellation) }
                        throw error
                    }
                }
            }
        }
        let id = try await place.start(RunsScripted.self, "0")
        try await started.wait()
        try await place.cli.workflow("cancel", id)
        #expect(try await place.cli.closed(id) == "CANCELED")
        #expect(reasons.withLock { $0 }.contains(.requested))
        #expect(try await place.cli.history(id).contains("EVENT_TYPE_ACTIVITY_TASK_CANCELED"))
        try await worker.stop()
    }

    @Test func `a result is delivered though the server is away when the activity ends`() async throws {
        let server = try await DevServer.start(keepsState: true)
        let place = try await Place(server: server)
        let (started, mayEnd, ended) = (Gate(), Gate(), Gate())
        let worker = try place.worker {
            RunsScripted.self
            Scripted { number in
                started.open()
                try await mayEnd.wait()
                ended.open()
                return (ActivityContext.current?.info.attempt ?? 0) * number
            }
        }
        let id = UUID().uuidString
        try await place.cli.start(
            "Patient", id: id, taskQueue: place.taskQueue, inputs: ["42"])
        let patient = try place.worker { Patient.self }
        try await started.wait()
        try await server.kill()
        mayEnd.open()
        try await ended.wait()
        // The absence itself is the subject, so it takes a while.
        try await Task.sleep(for: .seconds(TestScale.pick(short: 3, long: 30)))
        try await server.restart()
        #expect(try await place.result(id) == "42", "the first attempt's result")
        try await worker.stop()
        try await patient.stop()
    }

    @Test func `an unknown activity type fails the activity, and says what is known`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RunsUnregistered.self
            Scripted { $0 }
        }
        let id = try await place.start(RunsUnregistered.self)
        #expect(try await place.cli.closed(id) == "FAILED")
        let history = try await place.cli.history(id)
        #expect(history.contains("activity type 'Unregistered' is not registered"))
        #expect(history.contains("which has Scripted"))
        try await worker.stop()
    }

    @Test func `an activity's input that cannot be decoded fails it with the field's path`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            SendsWrongInput.self
            TakesOrder()
        }
        let id = try await place.start(SendsWrongInput.self)
        #expect(try await place.cli.closed(id) == "FAILED")
        let history = try await place.cli.history(id)
        #expect(history.contains("lines[0].count"), "\(history)")
        try await worker.stop()
    }
}

/// Runs ``Scripted`` with no heartbeat timeout: only its end counts.
actor Patient: Workflow {
    func run(_ number: Int) async throws -> Int {
        try await execute(Scripted.self, number, startToClose: .seconds(120))
    }
}

/// Runs ``Scripted`` with a heartbeat timeout that even a slow machine keeps for one heartbeat.
private actor Watchful: Workflow {
    func run(_ number: Int) async throws -> Int {
        try await execute(
            Scripted.self, number,
            options: ActivityOptions(
                startToClose: .seconds(120), heartbeat: .seconds(5),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(100))))
    }
}

private struct Unregistered: Activity {
    func run() async throws {}
}

private actor RunsUnregistered: Workflow {
    func run() async throws {
        try await execute(
            Unregistered.self, options: ActivityOptions(startToClose: .seconds(10), retryPolicy: .never))
    }
}

private struct TakesOrder: Activity {
    struct Order: Codable, Sendable {
        struct Line: Codable, Sendable { var count: Int }
        var lines: [Line]
    }

    static let activityType = "TakesOrder"

    func run(_ order: Order) async throws {}
}

/// What an older workflow may send to ``TakesOrder``.
private struct TakesText: Activity {
    struct Order: Codable, Sendable {
        struct Line: Codable, Sendable { var count: String }
        var lines: [Line]
    }

    static let activityType = "TakesOrder"

    func run(_ order: Order) async throws {}
}

private actor SendsWrongInput: Workflow {
    func run() async throws {
        let order = TakesText.Order(lines: [.init(count: "many")])
        try await execute(
            TakesText.self, order, options: ActivityOptions(startToClose: .seconds(10), retryPolicy: .never))
    }
}
