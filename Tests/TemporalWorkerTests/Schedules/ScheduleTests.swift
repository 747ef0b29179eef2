// Schedules on a real server: what is created comes back, runs workflows, and can be changed while others change it.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ScheduleTests {
    @Test func `a schedule that is triggered starts its workflow with its arguments`() async throws {
        let place = try await Place()
        let worker = try place.worker { Tally.self }
        var schedule = Schedule(
            starting: ScheduledWorkflow(Tally.self, 3, "oranges", id: "tally", taskQueue: place.taskQueue),
            at: .daily(hour: 2))
        schedule.workflow.memo = ["origin": "a schedule"]
        schedule.note = "counts at night"
        let handle = try await place.client.createSchedule(id: UUID().uuidString, schedule)
        try await handle.trigger()
        let action = try await eventually { try await handle.describe().recentActions.first }
        #expect(action.workflow.id.hasPrefix("tally-"))
        #expect(try await action.workflow.result(as: String.self) == "3 oranges")
        #expect(try await action.workflow.describe().memo.value("origin", as: String.self) == "a schedule")

        let description = try await handle.describe()
        #expect(description.actionCount == 1)
        #expect(description.schedule.workflow.workflowType == "Tally")
        #expect(try description.schedule.workflow.argument(0, as: Int.self) == 3)
        #expect(try description.schedule.workflow.argument(1, as: String.self) == "oranges")
        #expect(throws: PayloadConversionError.self) {
            try description.schedule.workflow.argument(2, as: String.self)
        }
        #expect(description.schedule.note == "counts at night")
        #expect(!description.schedule.isPaused)
        #expect(description.nextTimes.count > 1)
        try await handle.delete()
        let gone = try await #require(throws: RPCError.self) { try await handle.describe() }
        #expect(gone.code == .notFound)
        try await worker.stop()
    }

    @Test func `its times are those of its calendars, in its time zone`() async throws {
        let place = try await Place()
        var spec = ScheduleSpec.daily(hour: 2, minute: 30, timeZone: "America/Sao_Paulo")
        spec.excluded = [ScheduleCalendar(minutes: [30], hours: [2], daysOfWeek: [0])]
        let handle = try await place.create(at: spec)
        // Friday 2 January 2026 to the Monday after: not on Sunday, and at 05:30 UTC.
        let times = try await handle.times(from: day(2), to: day(6))
        #expect(times == [2, 3, 5].map { day($0).advanced(by: .seconds(5 * 3600 + 1800)) })
        try await handle.delete()
    }

    @Test(arguments: [
        (ScheduleSpec.every(.seconds(3600), offset: .seconds(60)), 24, 60),
        (.cron("15 */6 * * *"), 4, 900),
        (.calendars(ScheduleCalendar(minutes: [.init(0...45, step: 15)], hours: [8, .init(12...13)])), 12, 8 * 3600),
    ])
    func `intervals, cron expressions and ranges give their times`(
        spec: ScheduleSpec, count: Int, first: Int
    ) async throws {
        let place = try await Place()
        let handle = try await place.create(at: spec)
        let times = try await handle.times(from: day(2), to: day(3).advanced(by: .seconds(-1)))
        #expect(times.count == count)
        #expect(times.first == day(2).advanced(by: .seconds(first)))
        let kept = try await handle.describe().schedule.spec
        #expect(spec.cronExpressions.isEmpty ? kept == spec : kept.calendars.count == 1)
        try await handle.delete()
    }

    @Test func `a time that comes while the workflow still runs is skipped, and a paused schedule starts nothing`()
        async throws
    {
        let place = try await Place()
        let worker = try place.worker { Lingering.self }
        let handle = try await place.create(
            starting: ScheduledWorkflow(Lingering.self, id: "patient", taskQueue: place.taskQueue),
            at: .every(.seconds(1)))
        try await eventually { try await handle.describe().skippedCount >= 2 }
        try await handle.pause(note: "enough")
        let paused = try await handle.describe()
        #expect(paused.schedule.isPaused && paused.schedule.note == "enough")
        #expect(paused.actionCount == 1)
        let running = try #require(paused.running.first)
        #expect(paused.running.count == 1)
        try await running.signal("go")
        #expect(try await running.result(as: String.self) == "gone")
        try await eventually { try await handle.describe().running.isEmpty }
        #expect(try await handle.describe().actionCount == 1)
        try await handle.unpause(note: "")
        try await eventually { try await !handle.describe().schedule.isPaused }
        try await handle.pause(note: "")
        try await eventually { try await handle.describe().schedule.isPaused }
        try await handle.unpause(note: "on")
        try await eventually { try await handle.describe().actionCount == 2 }
        #expect(try await handle.describe().schedule.note == "on")
        let next = try await eventually { try await handle.describe().running.first }
        try await handle.delete()
        try await next.signal("go")
        _ = try await next.result(as: String.self)
        try await worker.stop()
    }

    @Test func `an update keeps what another client set and this one does not know`() async throws {
        let place = try await Place()
        let id = UUID().uuidString
        _ = try await place.cli.run([
            "schedule", "create", "--schedule-id", id, "--workflow-id", "w", "--type", "Tally", "--task-queue",
            place.taskQueue, "--interval", "1h", "--static-summary", "set by another client", "--paused",
        ]).succeeded()
        let handle = place.client.schedule(id: id)
        try await handle.update { schedule in
            schedule.spec = .every(.seconds(7200))
            schedule.note = "changed"
        }
        try await eventually { try await handle.describe().schedule.note == "changed" }
        let schedule = try await handle.describe().schedule
        #expect(schedule.spec == .every(.seconds(7200)))
        #expect(schedule.isPaused)
        let stored = try await place.cli.run(["schedule", "describe", "--schedule-id", id]).succeeded().output
        #expect(
            stored.contains("set by another client") || stored.contains("InNldCBieSBhbm90aGVyIGNsaWVudCI="), "\(stored)"
        )
        try await handle.delete()
    }

    @Test func `schedules are listed, and bad ones refused`() async throws {
        let place = try await Place()
        let ids = Set((0..<3).map { "list-\($0)-\(UUID().uuidString)" })
        for id in ids {
            var schedule = place.schedule(at: .every(.seconds(3600)))
            schedule.isPaused = true
            try await place.client.createSchedule(id: id, schedule, memo: ["of": id])
        }
        let listed = try await eventually {
            var found: [ScheduleListing] = []
            for try await schedule in place.client.schedules(pageSize: 2) where ids.contains(schedule.id) {
                found.append(schedule)
            }
            return found.count == 3 ? found : nil
        }
        #expect(listed.allSatisfy { $0.isPaused && $0.workflowType == "Tally" })
        #expect(try listed.allSatisfy { try $0.memo.value("of", as: String.self) == $0.id })

        let first = try #require(ids.first)
        let taken = try await #require(throws: ScheduleAlreadyExistsError.self) {
            try await place.client.createSchedule(id: first, place.schedule(at: .every(.seconds(3600))))
        }
        #expect(taken.scheduleID == first)
        #expect(taken.cause.code == .alreadyExists)
        let bad = try await #require(throws: RPCError.self) { try await place.create(at: .cron("every day")) }
        #expect(bad.code == .invalidArgument)
        for id in ids { try await place.client.schedule(id: id).delete() }
    }

    @Test func `a backfill starts a workflow for each time that has passed`() async throws {
        let place = try await Place()
        let worker = try place.worker { Tally.self }
        var schedule = place.schedule(at: .every(.seconds(3600)))
        schedule.isPaused = true
        schedule.remainingActions = 5
        let handle = try await place.client.createSchedule(id: UUID().uuidString, schedule)
        try await handle.backfill(
            from: day(2).advanced(by: .seconds(-1)), to: day(2).advanced(by: .seconds(7200)), overlapPolicy: .allowAll)
        let actions = try await eventually {
            let actions = try await handle.describe().recentActions
            return actions.count == 3 ? actions : nil
        }
        #expect(actions.map(\.scheduledTime) == [0, 1, 2].map { day(2).advanced(by: .seconds($0 * 3600)) })
        for action in actions { #expect(try await action.workflow.result(as: String.self) == "1 apples") }
        try await handle.delete()
        try await worker.stop()
    }

    @Test func `codecs hide what a schedule carries`() async throws {
        let place = try await Place(converter: SecretKeeping.payloads.converter)
        let worker = try place.worker { Tally.self }
        let id = UUID().uuidString
        let workflow = ScheduledWorkflow(
            Tally.self, 1, SecretKeeping.text, id: "hidden", taskQueue: place.taskQueue)
        let handle = try await place.client.createSchedule(
            id: id, Schedule(starting: workflow, at: .daily(hour: 2)), triggersNow: true,
            memo: ["note": SecretKeeping.text])
        let action = try await eventually { try await handle.describe().recentActions.first }
        #expect(try await action.workflow.result(as: String.self) == "1 \(SecretKeeping.text)")
        try await handle.update { $0.note = "changed" }
        let description = try await handle.describe()
        #expect(try description.schedule.workflow.argument(1, as: String.self) == SecretKeeping.text)
        #expect(try description.memo.value("note", as: String.self) == SecretKeeping.text)
        let stored = try await place.cli.run(["schedule", "describe", "--schedule-id", id]).succeeded().output
        #expect(try !StoredHistory(stored).mentions(SecretKeeping.text))
        try await handle.delete()
        try await worker.stop()
    }
}

/// The first moment of a day of January 2026, which began on a Thursday.
private func day(_ number: Int) -> Timestamp {
    Timestamp(seconds: 1_767_225_600).advanced(by: .seconds((number - 1) * 86_400))
}

extension Place {
    fileprivate func schedule(at spec: ScheduleSpec) -> Schedule {
        Schedule(starting: ScheduledWorkflow(Tally.self, 1, "apples", id: "tally", taskQueue: taskQueue), at: spec)
    }

    fileprivate func create(starting workflow: ScheduledWorkflow? = nil, at spec: ScheduleSpec) async throws
        -> ScheduleHandle
    {
        var schedule = schedule(at: spec)
        if let workflow { schedule.workflow = workflow }
        return try await client.createSchedule(id: UUID().uuidString, schedule)
    }
}

private actor Tally: Workflow {
    func run(_ count: Int, _ what: String) async throws -> String { "\(count) \(what)" }
}

private actor Lingering: Workflow {
    private var mayGo = false

    func run() async throws -> String {
        try await wait { $0.mayGo }
        return "gone"
    }

    static var go: Signal<Lingering, Void> { Signal("go") { workflow in workflow.mayGo = true } }
    static var handlers: Handlers<Lingering> { go }
}
