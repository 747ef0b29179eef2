// Activities that clients start without a workflow.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Says what it knows of itself.
private struct Introduces: Activity {
    func run(_ name: String, _ times: Int) async throws -> [String] {
        let info = try #require(ActivityContext.current).info
        guard info.attempt >= times else { throw ApplicationFailure("try again", type: "Test") }
        return [
            name, info.activityID, "\(info.isStandalone)", info.workflowID, info.priority.fairnessKey ?? "-",
            info.activityRunID.isEmpty ? "no run" : "a run",
        ]
    }
}

@Suite(.timeLimit(.minutes(5))) struct StandaloneActivityTests {
    private var options: StartActivityOptions {
        StartActivityOptions(
            startToClose: .seconds(30), heartbeat: .seconds(10),
            retryPolicy: RetryPolicy(initialInterval: .milliseconds(50)))
    }

    @Test func `an activity without a workflow runs, retries, and gives its result`() async throws {
        let place = try await Place()
        let worker = try place.worker { Introduces() }
        var options = options
        options.priority = Priority(fairnessKey: "tenant")
        options.summary = "a test"
        options.searchAttributes[.keyword("TestKeyword")] = place.taskQueue
        let id = UUID().uuidString
        let handle = try await place.client.startActivity(
            Introduces.self, "Ada", 2, id: id, taskQueue: place.taskQueue, options: options)
        #expect(try await handle.result() == ["Ada", id, "true", "", "tenant", "a run"])
        let described = try await handle.untyped.describe()
        #expect(described.status == .completed)
        #expect(described.attempt == 2)
        #expect(described.activityType == "Introduces")
        #expect(described.taskQueue == place.taskQueue)
        #expect(described.closeTime != nil)
        #expect("\(try #require(described.lastFailure))".contains("try again"))

        // By name, and found by its attribute.
        let again = try await place.client.startActivity(
            "Introduces", "Bea", 1, id: id, taskQueue: place.taskQueue, options: options)
        #expect(try await again.result(as: [String].self).first == "Bea")
        let query = "TestKeyword = '\(place.taskQueue)'"
        try await eventually { try await place.client.activityCount(where: query) == 2 }
        var runs: [String] = []
        for try await activity in place.client.activities(where: query, pageSize: 1) { runs.append(activity.runID) }
        #expect(Set(runs) == [handle.untyped.runID, again.runID])

        var reject = options
        reject.idReusePolicy = .rejectDuplicate
        do {
            try await place.client.startActivity(
                Introduces.self, "Cy", 1, id: id, taskQueue: place.taskQueue, options: reject)
            Issue.record("the id was taken again")
        } catch let error as ActivityAlreadyStartedError {
            #expect(error.activityID == id)
            #expect(error.runID == again.runID)
            #expect(error.cause.code == .alreadyExists)
        }
        try await worker.stop()
    }

    @Test func `it is canceled, terminated, paused and reset by clients`() async throws {
        let place = try await Place()
        var workerOptions = WorkerOptions()
        workerOptions.maxHeartbeatThrottleInterval = .milliseconds(100)
        let endless = Endless()
        let worker = try place.worker(workerOptions) { endless }
        func start() async throws -> TypedActivityHandle<Endless> {
            try await place.client.startActivity(
                Endless.self, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        }
        let canceled = try await start()
        try await eventually { try await canceled.untyped.describe().heartbeatDetails.decode(as: Int.self) == 1 }
        try await canceled.untyped.cancel(reason: "for a test")
        let error = await #expect(throws: ActivityFailedError.self) { try await canceled.result() }
        #expect(error?.cause is CanceledFailure)
        #expect(try await canceled.untyped.describe().status == .canceled)
        #expect(endless.reasons.value == [.requested])

        let terminated = try await start()
        try await eventually { try await terminated.untyped.describe().heartbeatDetails.count == 1 }
        try await terminated.untyped.terminate(reason: "enough")
        let end = await #expect(throws: ActivityFailedError.self) { try await terminated.result() }
        #expect(end?.cause is TerminatedFailure)
        try await eventually { endless.reasons.value == [.requested, .notFound] }

        let paused = try await start()
        try await eventually { try await paused.untyped.describe().heartbeatDetails.count == 1 }
        try await paused.untyped.operations.pause()
        try await eventually { endless.reasons.value.last == .paused }
        try await eventually { try await paused.untyped.describe().status == .paused }
        try await paused.untyped.operations.unpause()
        try await eventually { try await paused.untyped.describe().status == .running }
        try await paused.untyped.operations.asyncActivity.complete("from outside")
        #expect(try await paused.result() == "from outside")
        try await worker.stop()
    }

    @Test func `one that throws CompleteAsyncError is completed by a client`() async throws {
        let place = try await Place()
        let started = Gate()
        let worker = try place.worker {
            Scripted { _ in
                started.open()
                throw CompleteAsyncError()
            }
        }
        let handle = try await place.client.startActivity(
            Scripted.self, 1, id: UUID().uuidString, taskQueue: place.taskQueue, options: options)
        try await started.wait()
        try await handle.untyped.operations.asyncActivity.complete(42)
        #expect(try await handle.result() == 42)
        try await handle.untyped.delete()
        try await eventually {
            do { _ = try await handle.untyped.describe() } catch let error as RPCError {
                return error.code == .notFound
            }
            return false
        }
        try await worker.stop()
    }
}
