// A client's interceptors see batch jobs, the options that running workflows are given, and questions for the times of schedules;
// they may refuse them, and may change them.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Notes the calls that it sees, refuses all of them until they may pass, and changes what it lets pass.
private final class Warden: RefusingInterceptor {
    let seen = Mutexed<[String]>([])
    let mayPass = Gate()

    func startBatch(
        _ input: StartBatchInput, next: @Sendable (StartBatchInput) async throws -> BatchHandle
    ) async throws -> BatchHandle {
        try note("start \(input.operation.kind)")
        var input = input
        input.operation = .signal("mercy")
        input.query = "TaskQueue = '\(input.query)'"
        input.reason += ", as was noted"
        return try await next(input)
    }

    func describeBatch(
        _ input: DescribeBatchInput, next: @Sendable (DescribeBatchInput) async throws -> BatchDescription
    ) async throws -> BatchDescription {
        try note("describe")
        var input = input
        input.id = String(input.id.dropFirst())
        return try await next(input)
    }

    func stopBatch(
        _ input: StopBatchInput, next: @Sendable (StopBatchInput) async throws -> Void
    ) async throws {
        try note("stop")
        var input = input
        input.id = String(input.id.dropFirst())
        try await next(input)
    }

    func updateWorkflowOptions(
        _ input: UpdateWorkflowOptionsInput, next: @Sendable (UpdateWorkflowOptionsInput) async throws -> Void
    ) async throws {
        try note("options")
        var input = input
        input.id = String(input.id.dropFirst())
        input.versioningOverride = .autoUpgrade
        try await next(input)
    }

    func listScheduleTimes(
        _ input: ListScheduleTimesInput, next: @Sendable (ListScheduleTimesInput) async throws -> [Timestamp]
    ) async throws -> [Timestamp] {
        try note("times")
        var input = input
        input.id = String(input.id.dropFirst())
        input.end = input.start.advanced(by: .seconds(8_000))
        return try await next(input)
    }
}

@Suite(.timeLimit(.minutes(5))) struct OperatorCallsTests {
    @Test func `batch jobs are seen, refused and changed`() async throws {
        let warden = Warden()
        let place = try await Place(interceptors: [warden])
        let client = place.client
        let workflow = try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: place.taskQueue)
        let queue = place.taskQueue
        try await eventually { try await client.workflowCount(where: "TaskQueue = '\(queue)'") == 1 }
        await warden.refuse([
            ("start terminate", { _ = try await client.startBatch(.terminate, where: queue, reason: "a whim") }),
            ("describe", { _ = try await client.batch(id: "none").describe() }),
            ("stop", { try await client.batch(id: "none").stop() }),
        ])
        // The warden makes a signal of it.
        let batch = try await client.startBatch(.terminate, where: queue, reason: "a whim")
        // It takes the first letter away.
        let end = try await ended(client.batch(id: "-\(batch.id)"))
        #expect(end.id == batch.id)
        #expect(end.state == .completed)
        #expect(end.completedCount == 1)
        #expect(end.reason == "a whim, as was noted")
        #expect(try await workflow.describe().status == .running)
        let signals: [String] = try await place.events(workflow.id).compactMap {
            if case .workflowExecutionSignaled(let event) = $0 { event.signalName } else { nil }
        }
        #expect(signals == ["mercy"])

        // A job may have ended before it is stopped; of several one has not.
        let stopped = try await eventually { () -> BatchHandle? in
            let other = try await client.startBatch(.cancel, where: queue, reason: "a wish")
            let renamed = client.batch(id: "-\(other.id)")
            do { try await renamed.stop(reason: "enough") } catch let error as RPCError where error.code == .notFound {
                return nil
            }
            return renamed
        }
        #expect(try await ended(stopped).state == .failed)
        try await workflow.terminate()
    }

    /// What the server says of a job once it has ended.
    private func ended(_ batch: BatchHandle) async throws -> BatchDescription {
        try await eventually(within: .seconds(60)) { () -> BatchDescription? in
            let description = try await batch.describe()
            return description.state == .running ? nil : description
        }
    }

    @Test func `options of running workflows are seen, refused and changed`() async throws {
        let warden = Warden()
        let place = try await Place(interceptors: [warden])
        let handle = try await place.client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        let renamed = place.client.workflow(id: "-\(handle.id)")
        await warden.refuse([("options", { try await renamed.updateOptions(versioningOverride: nil) })])
        try await renamed.updateOptions(versioningOverride: nil)
        let isUpgraded = try await place.events(handle.id).contains {
            if case .workflowExecutionOptionsUpdated(let event) = $0 {
                event.versioningOverride?.override == .autoUpgrade(true)
            } else {
                false
            }
        }
        #expect(isUpgraded)
        try await handle.terminate()
    }

    @Test func `questions for the times of a schedule are seen, refused and changed`() async throws {
        let warden = Warden()
        let place = try await Place(interceptors: [warden])
        let id = UUID().uuidString
        var schedule = Schedule(
            starting: ScheduledWorkflow("Nothing", id: id, taskQueue: "nobody"), at: .every(.seconds(3_600)))
        schedule.isPaused = true
        let handle = try await place.client.createSchedule(id: id, schedule)
        let renamed = place.client.schedule(id: "-\(id)")
        // Friday 2 January 2026, a moment before midnight.
        let start = Timestamp(seconds: 1_767_312_000 - 1)
        let end = start.advanced(by: .seconds(86_400))
        await warden.refuse([("times", { _ = try await renamed.times(from: start, to: end) })])
        // The warden lets it see no more than midnight and the two hours after it.
        #expect(try await renamed.times(from: start, to: end).count == 3)
        try await handle.delete()
    }
}
