// A client's interceptors see what is done to schedules, to activities, and to workflows as an operator does it; they may refuse
// it, and may change it.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Notes the calls that it sees, refuses all of them until they may pass, and changes what it lets pass.
private final class Overseer: RefusingInterceptor {
    let seen = Mutexed<[String]>([])
    let mayPass = Gate()

    func resetWorkflow(
        _ input: ResetWorkflowInput, next: @Sendable (ResetWorkflowInput) async throws -> WorkflowHandle
    ) async throws -> WorkflowHandle {
        try note("reset")
        var input = input
        input.point = .firstWorkflowTask
        return try await next(input)
    }

    func deleteWorkflow(
        _ input: DeleteWorkflowInput, next: @Sendable (DeleteWorkflowInput) async throws -> Void
    ) async throws {
        try note("delete")
        var input = input
        input.id = String(input.id.dropFirst())
        try await next(input)
    }

    func describeSchedule(
        _ input: DescribeScheduleInput, next: @Sendable (DescribeScheduleInput) async throws -> ScheduleDescription
    ) async throws -> ScheduleDescription {
        try note("describe")
        var input = input
        input.id = String(input.id.dropFirst())
        return try await next(input)
    }

    func changeSchedule(
        _ input: ChangeScheduleInput, next: @Sendable (ChangeScheduleInput) async throws -> Void
    ) async throws {
        var input = input
        switch input.change {
        case .update(var schedule):
            try note("update")
            schedule.note += ", as was noted"
            input.change = .update(schedule)
        case .pause(let text):
            try note("pause")
            input.change = .pause(note: text + ", as was noted")
        case .unpause(let text):
            try note("unpause")
            input.change = .unpause(note: text + ", as was noted")
        case .trigger:
            try note("trigger")
            input.change = .trigger(overlapPolicy: .allowAll)
        case .backfill(let start, _, _):
            try note("backfill")
            input.change = .backfill(
                from: start, to: start.advanced(by: .seconds(7_201)), overlapPolicy: .allowAll)
        case .delete:
            try note("delete")
        }
        try await next(input)
    }

    func listSchedules(
        _ input: ListSchedulesInput, next: @Sendable (ListSchedulesInput) async throws -> ServerPage<ScheduleListing>
    ) async throws -> ServerPage<ScheduleListing> {
        try note("list")
        var input = input
        let wanted = input.query
        input.query = ""
        var page = try await next(input)
        page.elements.removeAll { $0.id != wanted }
        return page
    }

    func describeActivity(
        _ input: DescribeActivityInput, next: @Sendable (DescribeActivityInput) async throws -> ActivityExecution
    ) async throws -> ActivityExecution {
        try note("describe")
        var input = input
        input.id = String(input.id.dropFirst())
        return try await next(input)
    }

    func listActivities(
        _ input: ListActivitiesInput,
        next: @Sendable (ListActivitiesInput) async throws -> ServerPage<ActivityExecution>
    ) async throws -> ServerPage<ActivityExecution> {
        try note("list")
        var input = input
        input.query = "TestKeyword = '\(input.query)'"
        return try await next(input)
    }

    func countActivities(
        _ input: CountActivitiesInput, next: @Sendable (CountActivitiesInput) async throws -> Int
    ) async throws -> Int {
        try note("count")
        var input = input
        input.query = "TestKeyword = '\(input.query)'"
        return try await next(input)
    }

    func endActivity(
        _ input: EndActivityInput, next: @Sendable (EndActivityInput) async throws -> Void
    ) async throws {
        var input = input
        switch input.end {
        case .cancel(let reason):
            try note("cancel")
            input.end = .terminate(reason: reason)
        case .terminate: try note("terminate")
        case .delete: try note("delete")
        }
        try await next(input)
    }

    func changeActivity(
        _ input: ChangeActivityInput, next: @Sendable (ChangeActivityInput) async throws -> Void
    ) async throws {
        var input = input
        input.id = String(input.id.dropFirst())
        switch input.change {
        case .pause: try note("pause")
        case .unpause: try note("unpause")
        case .reset(_, let resetsHeartbeat, let restoresOptions, let jitter):
            try note("reset")
            input.change = .reset(
                keepsPaused: true, resetsHeartbeat: resetsHeartbeat, restoresOptions: restoresOptions, jitter: jitter)
        }
        try await next(input)
    }

    func updateActivityOptions(
        _ input: UpdateActivityOptionsInput,
        next: @Sendable (UpdateActivityOptionsInput) async throws -> PendingActivityOptions
    ) async throws -> PendingActivityOptions {
        try note(input.options == nil ? "restore options" : "update options")
        var input = input
        input.id = String(input.id.dropFirst())
        input.options?.startToClose = .seconds(70)
        return try await next(input)
    }
}

@Suite(.timeLimit(.minutes(5))) struct OperationCallsTests {
    @Test func `resets and deletions of workflows are seen, refused and changed`() async throws {
        let overseer = Overseer()
        let place = try await Place(interceptors: [overseer])
        let client = place.client
        let worker = try place.worker { Quick.self }
        let handle = try await client.startWorkflow(Quick.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        #expect(try await handle.result() == "done")
        let other = try await client.startWorkflow("Nothing", id: UUID().uuidString, taskQueue: "nobody")
        // The overseer takes the first letter away.
        let renamed = client.workflow(id: "-\(other.id)")
        await overseer.refuse([
            ("reset", { try await handle.untyped.reset(to: .event(1)) }),
            ("delete", { try await renamed.delete() }),
        ])
        // There is nothing to go back to at the first event.
        let again = try await handle.untyped.reset(to: .event(1))
        #expect(again.runID != handle.untyped.firstRunID)
        #expect(try await again.result(as: String.self) == "done")
        try await renamed.delete()
        try await eventually {
            do { _ = try await other.describe() } catch let error as RPCError { return error.code == .notFound }
            return false
        }
        try await worker.stop()
    }

    @Test func `what is done to schedules is seen, refused and changed`() async throws {
        let overseer = Overseer()
        let place = try await Place(interceptors: [overseer])
        let client = place.client
        let id = UUID().uuidString
        var schedule = Schedule(
            starting: ScheduledWorkflow("Nothing", id: id, taskQueue: "nobody"), at: .every(.seconds(3_600)))
        schedule.isPaused = true
        let handle = try await client.createSchedule(id: id, schedule)
        let renamed = client.schedule(id: "-\(id)")
        // Friday 2 January 2026, a moment before midnight.
        let start = Timestamp(seconds: 1_767_312_000 - 1)
        let end = start.advanced(by: .seconds(86_400))
        await overseer.refuse([
            ("describe", { _ = try await renamed.describe() }),
            ("update", { try await handle.update { $0.note = "changed" } }),
            ("pause", { try await handle.pause(note: "enough") }),
            ("unpause", { try await handle.unpause(note: "on") }),
            ("trigger", { try await handle.trigger() }),
            ("backfill", { try await handle.backfill(from: start, to: end) }),
            ("delete", { try await handle.delete() }),
            ("list", { for try await _ in client.schedules(where: id) {} }),
        ])
        #expect(try await renamed.describe().actionCount == 0)

        try await handle.update { $0.note = "changed" }
        try await eventually { try await renamed.describe().schedule.note == "changed, as was noted" }
        try await handle.pause(note: "enough")
        try await eventually { try await renamed.describe().schedule.note == "enough, as was noted" }
        // Three of the day's hours, and beside those that run.
        try await handle.backfill(from: start, to: end)
        try await eventually { try await renamed.describe().recentActions.count == 3 }
        try await handle.trigger()
        let actions = try await eventually {
            let actions = try await renamed.describe().recentActions
            return actions.count == 4 ? actions : nil
        }
        #expect(Set(actions.map(\.workflow.id)).count == 4)
        for action in actions { try await action.workflow.terminate() }
        try await eventually { () -> Bool in
            var listed: [String] = []
            for try await schedule in client.schedules(where: id) { listed.append(schedule.id) }
            return listed == [id]
        }
        try await handle.unpause(note: "on")
        try await eventually { try await renamed.describe().schedule.note == "on, as was noted" }
        try await handle.delete()
        let gone = try await #require(throws: RPCError.self) { try await renamed.describe() }
        #expect(gone.code == .notFound)
    }

    @Test func `what is done to activities is seen, refused and changed`() async throws {
        let overseer = Overseer()
        let place = try await Place(interceptors: [overseer])
        let client = place.client
        let worker = try place.worker {
            Scripted { _ in throw ApplicationFailure("not now", type: "Test") }
        }
        var options = StartActivityOptions(
            startToClose: .seconds(60), retryPolicy: RetryPolicy(initialInterval: .seconds(3_600)))
        options.searchAttributes[.keyword("TestKeyword")] = place.taskQueue
        let activity = try await client.startActivity(
            Scripted.self, 0, id: UUID().uuidString, taskQueue: place.taskQueue, options: options
        ).untyped
        let renamed = client.activity(id: "-\(activity.id)")
        let operations = renamed.operations
        let changes = PendingActivityOptions(startToClose: .seconds(80))
        await overseer.refuse([
            ("describe", { _ = try await renamed.describe() }),
            ("list", { for try await _ in client.activities(where: place.taskQueue) {} }),
            ("count", { _ = try await client.activityCount(where: place.taskQueue) }),
            ("pause", { try await operations.pause() }),
            ("unpause", { try await operations.unpause() }),
            ("reset", { try await operations.reset() }),
            ("update options", { try await operations.updateOptions(changes) }),
            ("restore options", { try await operations.restoreOptions() }),
            ("cancel", { try await activity.cancel() }),
            ("terminate", { try await activity.terminate() }),
            ("delete", { try await activity.delete() }),
        ])
        // It has failed, to be tried again in an hour.
        try await eventually { () -> Bool in try await renamed.describe().lastFailure != nil }
        try await eventually { try await client.activityCount(where: place.taskQueue) == 1 }
        var listed: [String] = []
        for try await found in client.activities(where: place.taskQueue) { listed.append(found.id) }
        #expect(listed == [activity.id])
        try await operations.pause()
        try await eventually { try await renamed.describe().status == .paused }
        try await operations.reset()
        #expect(try await renamed.describe().status == .paused, "kept so by the overseer")
        #expect(try await operations.updateOptions(changes).startToClose == .seconds(70))
        #expect(try await operations.restoreOptions().startToClose == .seconds(60))
        try await operations.unpause()
        try await eventually { try await renamed.describe().status == .running }
        // The overseer makes a termination of it.
        try await activity.cancel(reason: "a whim")
        let error = await #expect(throws: ActivityFailedError.self) { try await activity.result(as: Int.self) }
        #expect(error?.cause is TerminatedFailure)
        try await activity.delete()
        try await eventually {
            do { _ = try await renamed.describe() } catch let error as RPCError { return error.code == .notFound }
            return false
        }
        try await worker.stop()
    }
}
