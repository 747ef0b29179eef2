// The directories of features/schedule and features/search_attributes.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private actor Echoes: Workflow {
    func run(_ text: String) async throws -> String { text }
}

private let day = Timestamp(seconds: 1_767_225_600)

@Suite("schedule", .timeLimit(.minutes(5))) struct ScheduleConformance {
    /// A place with a worker, a schedule that it is given, and the schedule's end.
    private func withSchedule(
        at spec: ScheduleSpec, isPaused: Bool = true,
        _ body: (Place, ScheduleHandle) async throws -> Void
    ) async throws {
        let place = try await Place()
        let worker = try place.worker { Echoes.self }
        var schedule = Schedule(
            starting: ScheduledWorkflow(Echoes.self, "before", id: UUID().uuidString, taskQueue: place.taskQueue),
            at: spec)
        schedule.isPaused = isPaused
        schedule.overlapPolicy = .allowAll
        let handle = try await place.client.createSchedule(id: UUID().uuidString, schedule)
        try await body(place, handle)
        try await handle.delete()
        try await worker.stop()
    }

    @Test("schedule/backfill") func backfill() async throws {
        try await withSchedule(at: .every(.seconds(60))) { place, schedule async throws in
            // The server keeps one request at a time: of two that come together it forgets the first.
            for (start, date) in [(day, "2026-01-01"), (day.advanced(by: .seconds(86_400)), "2026-01-02")] {
                try await schedule.backfill(
                    from: start.advanced(by: .seconds(-1)), to: start.advanced(by: .seconds(120)),
                    overlapPolicy: .allowAll)
                let expected = Set((0...2).map { "\(date)T00:0\($0):00Z" })
                try await eventually { () -> Bool in
                    var times: Set<String> = []
                    for try await run in place.client.workflows(where: "TaskQueue = '\(place.taskQueue)'") {
                        times.insert(String(run.id.suffix(20)))
                    }
                    return times.isSuperset(of: expected)
                }
            }
            try await eventually { try await schedule.describe().actionCount == 6 }
        }
    }

    @Test("schedule/basic") func basic() async throws {
        try await withSchedule(at: .every(.seconds(2)), isPaused: false) { place, schedule async throws in
            func results() async throws -> Set<String> {
                var results: Set<String> = []
                let query = "TaskQueue = '\(place.taskQueue)' AND ExecutionStatus = 'Completed'"
                for try await run in place.client.workflows(where: query) {
                    results.insert(try await place.client.workflow(id: run.id, runID: run.runID).result())
                }
                return results
            }
            try await eventually { try await results() == ["before"] }
            try await schedule.update {
                $0.workflow = ScheduledWorkflow(
                    Echoes.self, "after", id: $0.workflow.id, taskQueue: place.taskQueue)
            }
            try await eventually { try await results() == ["before", "after"] }
            try await eventually {
                for try await listing in place.client.schedules() where listing.id == schedule.id { return true }
                return false
            }
            // Nothing new is to come while what ran is replayed.
            try await schedule.pause()
        }
    }

    @Test("schedule/cron") func cron() async throws {
        let place = try await Place()
        let worker = try place.worker { Echoes.self }
        var options = StartWorkflowOptions()
        options.cronSchedule = "@every 1s"
        let handle = try await place.begin(Echoes.self, "again", options: options)
        try await eventually {
            try await place.client.workflowCount(
                where: "WorkflowId = '\(handle.id)' AND ExecutionStatus = 'Completed'") >= 2
        }
        try await place.client.workflow(id: handle.id).terminate()
        try await worker.stop()
    }

    @Test("schedule/duplicate_error") func duplicateError() async throws {
        try await withSchedule(at: .every(.seconds(60))) { place, schedule async throws in
            let again = Schedule(
                starting: ScheduledWorkflow(Echoes.self, "twice", id: "twice", taskQueue: place.taskQueue),
                at: .every(.seconds(60)))
            let error = await #expect(throws: ScheduleAlreadyExistsError.self) {
                try await place.client.createSchedule(id: schedule.id, again)
            }
            #expect(error?.scheduleID == schedule.id)
        }
    }

    @Test("schedule/pause") func pause() async throws {
        try await withSchedule(at: .every(.seconds(60))) { _, schedule async throws in
            func state() async throws -> [String] {
                let state = try await schedule.describe().schedule
                return ["\(state.isPaused)", state.note]
            }
            try await schedule.pause(note: "once more")
            #expect(try await state() == ["true", "once more"])
            try await schedule.unpause()
            #expect(try await state().first == "false")
            #expect(try await state().last?.isEmpty == false)
            try await schedule.unpause(note: "and again")
            #expect(try await state() == ["false", "and again"])
            try await schedule.pause(note: "for good")
            #expect(try await state() == ["true", "for good"])
        }
    }

    @Test("schedule/trigger") func trigger() async throws {
        try await withSchedule(at: .every(.seconds(3_600))) { _, schedule async throws in
            try await schedule.trigger()
            try await eventually { try await schedule.describe().actionCount == 1 }
            // The server takes two within a second for one.
            try await eventually {
                try await schedule.trigger()
                return try await schedule.describe().actionCount >= 2
            }
        }
    }
}

private let keyword = SearchAttributeKey.keyword("TestKeyword")
private let int = SearchAttributeKey.int("TestInt")
private let bool = SearchAttributeKey.bool("TestBool")
private let double = SearchAttributeKey.double("TestDouble")
private let text = SearchAttributeKey.text("TestText")
private let datetime = SearchAttributeKey.datetime("TestDatetime")

/// Sets search attributes twice, and says what it sees of them.
private actor Upserts: Workflow {
    func run(_ upserts: Bool) async throws -> [String] {
        guard upserts else { return seen }
        try upsertSearchAttributes(int.set(123), bool.set(true))
        try await sleep(for: .milliseconds(1))
        try upsertSearchAttributes(
            int.unset, keyword.set("durable code"), text.set("is useful"), datetime.set(day), double.set(3.14))
        return seen
    }

    private var seen: [String] { info.searchAttributes.names.filter { $0.hasPrefix("Test") } }
}

@Suite("search_attributes", .timeLimit(.minutes(5))) struct SearchAttributeConformance {
    @Test("search_attributes/set") func set() async throws {
        let place = try await Place()
        let worker = try place.worker { Upserts.self }
        var options = StartWorkflowOptions()
        options.searchAttributes = SearchAttributes(
            keyword.set("test-value"), int.set(1), bool.set(true), datetime.set(day))
        let handle = try await place.begin(Upserts.self, false, options: options)
        #expect(try await handle.result() == ["TestBool", "TestDatetime", "TestInt", "TestKeyword"])
        let described = try await handle.untyped.describe().searchAttributes
        #expect(described[keyword] == "test-value" && described[int] == 1 && described[bool] == true)
        #expect(described[datetime] == day)
        try await worker.stop()
    }

    @Test("search_attributes/upsert") func upsert() async throws {
        let place = try await Place()
        let worker = try place.worker { Upserts.self }
        let handle = try await place.begin(Upserts.self, true)
        #expect(try await handle.result() == ["TestBool", "TestDatetime", "TestDouble", "TestKeyword", "TestText"])
        let described = try await handle.untyped.describe().searchAttributes
        #expect(described[keyword] == "durable code" && described[int] == nil && described[bool] == true)
        #expect(described[text] == "is useful" && described[double] == 3.14 && described[datetime] == day)
        try await worker.stop()
    }
}
