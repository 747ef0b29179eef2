// Changes of a workflow's code: which code a run follows, what it leaves in history, and which code replays which history.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private struct Old: Activity {
    func run() async throws {}
}

private struct New: Activity {
    func run() async throws {}
}

/// The code before the change.
private actor Unchanged: Workflow {
    func run() async throws { try await execute(Old.self, startToClose: .seconds(1)) }
}

/// The change, while runs of the code before are under way.
private actor Patched: Workflow {
    func run() async throws {
        if try patched("p") {
            try await execute(New.self, startToClose: .seconds(1))
        } else {
            try await execute(Old.self, startToClose: .seconds(1))
        }
    }
}

/// The change when they have ended.
private actor Deprecates: Workflow {
    func run() async throws {
        try deprecatePatch("p")
        try await execute(New.self, startToClose: .seconds(1))
    }
}

/// The change when nothing of it is left.
private actor Changed: Workflow {
    func run() async throws { try await execute(New.self, startToClose: .seconds(1)) }
}

/// Asks for one change twice and for another one, between activities.
private actor AsksAgain: Workflow {
    func run() async throws -> [Bool] {
        var answers = [try patched("b")]
        try await execute(Old.self, startToClose: .seconds(1))
        answers += [try patched("b"), try patched("a")]
        return answers
    }
}

/// Asks in a query.
private actor AsksInQuery: Workflow {
    func run() async throws {
        _ = try patched("known")
        try await wait { _ in false }
    }

    static var handlers: Handlers<AsksInQuery> {
        Query("known") { (w: isolated AsksInQuery) in try w.patched("known") }
        Query("unknown") { (w: isolated AsksInQuery) in try w.patched("unknown") }
    }
}

@Suite struct PatchTests {
    /// A history that ends with a scheduled activity.
    private func history(
        _ activity: String, flags: [UInt32] = [1, 2, 3], mark: (inout HistoryBuilder) throws -> Void = { _ in }
    ) throws -> HistoryBuilder {
        var history = HistoryBuilder()
        history.started()
        history.task(flags: flags)
        try mark(&history)
        history.activityScheduled(1, type: activity)
        return history
    }

    @Test func `a new run follows the change, marks it and lists it`() async throws {
        let run = try TestRun(Patched.self)
        let completion = try await run.task()
        #expect(completion.summary == ["RecordMarker", "UpsertWorkflowSearchAttributes", "activity 1 New"])
        #expect(completion.metadata.coreUsedFlags.contains(2))
        guard case .recordMarker(let marker) = completion.commands.first?.attributes,
            case .upsertWorkflowSearchAttributes(let upsert) = completion.commands.dropFirst().first?.attributes
        else {
            Issue.record("no marker")
            return
        }
        #expect(marker.markerName == "core_patch")
        let details = marker.details["patch-data"]?.payloads.first?.data.utf8String
        #expect(details == #"{"deprecated":false,"id":"p"}"# || details == #"{"id":"p","deprecated":false}"#)
        let list = upsert.searchAttributes?.indexedFields["TemporalChangeVersion"]
        #expect(list?.data.utf8String == #"["p"]"#)
        #expect(list?.metadata["type"]?.utf8String == "KeywordList")
        await run.evict()
    }

    @Test func `a run that was begun before keeps to the code from before`() async throws {
        let history = try history("Old")
        try await TestRun.replay(Unchanged.self, history)
        try await TestRun.replay(Patched.self, history)
        await #expect(throws: NondeterminismError.self) { try await TestRun.replay(Deprecates.self, history) }
        await #expect(throws: NondeterminismError.self) { try await TestRun.replay(Changed.self, history) }
    }

    @Test func `a mark replays with the change, deprecated or not, and with nothing else`() async throws {
        let history = try history("New") { try $0.patched("p", listed: ["p"]) }
        try await TestRun.replay(Patched.self, history)
        try await TestRun.replay(Deprecates.self, history)
        await #expect(throws: NondeterminismError.self) { try await TestRun.replay(Unchanged.self, history) }
        let error = await #expect(throws: NondeterminismError.self) {
            try await TestRun.replay(Changed.self, history)
        }
        #expect(error?.event == "MarkerRecorded(core_patch, p)")
    }

    @Test func `a deprecated mark replays with the change and without it`() async throws {
        for listed in [["p"], nil] {
            let history = try history("New", flags: listed == nil ? [1, 3] : [1, 2, 3]) {
                try $0.patched("p", deprecated: true, listed: listed)
            }
            try await TestRun.replay(Patched.self, history)
            try await TestRun.replay(Deprecates.self, history)
            try await TestRun.replay(Changed.self, history)
            await #expect(throws: NondeterminismError.self) { try await TestRun.replay(Unchanged.self, history) }
        }
    }

    @Test func `a history from before marks were listed replays without a list`() async throws {
        try await TestRun.replay(Patched.self, history("New", flags: [1, 3]) { try $0.patched("p") })
    }

    @Test func `the mark of another change is not this one's`() async throws {
        let history = try history("New") { try $0.patched("q", listed: ["q"]) }
        await #expect(throws: NondeterminismError.self) { try await TestRun.replay(Patched.self, history) }
    }

    @Test func `the answer stays, and the list grows in its order`() async throws {
        let run = try TestRun(AsksAgain.self)
        #expect(
            try await run.task().summary == ["RecordMarker", "UpsertWorkflowSearchAttributes", "activity 1 Old"])
        run.history.taskCompleted(flags: [1, 2, 3])
        try run.history.patched("b", listed: ["b"])
        let scheduled = run.history.activityScheduled(1, type: "Old")
        run.history.activityCompleted(scheduledEventID: scheduled)
        let second = try await run.task()
        #expect(
            second.summary == ["RecordMarker", "UpsertWorkflowSearchAttributes", "completed [true,true,true]"])
        #expect(second.metadata.coreUsedFlags.isEmpty, "a flag is recorded once")
        guard case .upsertWorkflowSearchAttributes(let upsert) = second.commands.dropFirst().first?.attributes else {
            Issue.record("no list")
            return
        }
        let list = upsert.searchAttributes?.indexedFields["TemporalChangeVersion"]
        #expect(list?.data.utf8String == #"["a","b"]"#)
        await run.evict()
    }

    @Test func `a run that came by without the change never follows it`() async throws {
        let run = try TestRun(AsksAgain.self)
        run.history.task(flags: [1, 3])
        let scheduled = run.history.activityScheduled(1, type: "Old")
        run.history.activityCompleted(scheduledEventID: scheduled)
        #expect(
            try await run.task().summary
                == ["RecordMarker", "UpsertWorkflowSearchAttributes", "completed [false,false,true]"])
        await run.evict()
    }

    @Test func `a list that is too long for a search attribute is left out`() async throws {
        actor LongName: Workflow {
            func run() async throws -> Bool { try patched(String(repeating: "x", count: 2_050)) }
        }
        let run = try TestRun(LongName.self)
        #expect(try await run.task().summary == ["RecordMarker", "completed true"])
        await run.evict()
    }

    @Test func `a query is told what the run knows, and marks nothing`() async throws {
        let run = try TestRun(AsksInQuery.self)
        #expect(try await run.task().summary == ["RecordMarker", "UpsertWorkflowSearchAttributes"])
        run.history.taskCompleted(flags: [1, 2, 3])
        try run.history.patched("known", listed: ["known"])
        #expect(try await run.query("known").data.utf8String == "true")
        await #expect(throws: QueryError.self) { try await run.query("unknown") }
        await run.evict()
    }
}
