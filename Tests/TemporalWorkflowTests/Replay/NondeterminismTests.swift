// The report of nondeterminism: both sides aligned around the first difference, with the line of the author's call.

import TemporalCore
import Testing

@testable import TemporalWorkflow

/// Issues a command with each call that issues one, line by line from `first` on.
private actor Everything: Workflow {
    static let first: UInt = #line + 3

    func run() async throws {
        if try patched("change") {}
        try upsertSearchAttributes(SearchAttributeKey<String>.keyword("K").set("v"))
        try upsertMemo(["m": 1])
        async let a: Void = execute(Nothing.self, startToClose: .seconds(1))
        async let b: Void = sleep(for: .seconds(1))
        async let c: Bool = wait(upTo: .seconds(1)) { _ in false }
        async let d: Void = executeChild(Everything.self, id: "child")
        async let e: Void = externalWorkflow(Everything.self, id: "x").signal(Everything.nudge)
        async let f: Void = externalWorkflow(Everything.self, id: "x").cancel()
        _ = try await (a, b, c, d, e, f)
    }

    static var nudge: Signal<Everything, Void> { Signal("nudge") { _ in } }
    static var handlers: Handlers<Everything> { nudge }
}

private struct Nothing: Activity {
    func run() async throws {}
}

/// Starts timers, one after the other in one workflow task, and continues as new.
private actor Timers: Workflow {
    static let continues: UInt = #line + 4

    func run() async throws {
        if info.workflowID == "ends" {
            try continueAsNew()
        }
        let timers = (1...20).map { _ in Task { try await self.sleep(for: .seconds(60)) } }
        for timer in timers { try await timer.value }
    }
}

@Suite struct NondeterminismTests {
    private func error<W: Workflow>(
        of type: W.Type, _ history: HistoryBuilder
    ) async throws -> NondeterminismError {
        try await #require(throws: NondeterminismError.self) { try await TestRun.replay(W.self, history) }
    }

    @Test func `each command knows the line of the call that issued it`() async throws {
        let run = try TestRun(Everything.self)
        let commands = try await run.task().commands
        let lines = (UInt(0)..<9).map { "\(#fileID):\(Everything.first + $0)" }
        // The first call marks a change and lists it.
        #expect(commands.count == 10 && run.callSites.prefix(2) == [lines[0], lines[0]])
        #expect(Set(run.callSites) == Set(lines))
        await run.evict()
    }

    @Test func `a window around the first difference is shown, aligned, with event ids`() async throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        for id in 1...12 { history.timerStarted(Int64(id)) }
        history.activityScheduled(1, type: "Charge")
        for id in 14...20 { history.timerStarted(Int64(id)) }
        let error = try await error(of: Timers.self, history)
        #expect(error.eventID == 17)
        #expect(error.event == "ActivityTaskScheduled(id: 1, type: Charge)")
        #expect(error.command == "StartTimer(id: 13)")
        let rows = error.description.split(separator: "\n").map(String.init)
        let table = rows.dropFirst()
        #expect(table.first?.hasPrefix("       history") == true, "\(error)")
        #expect(table.dropFirst().first == "    … 4 before, without a difference", "\(error)")
        #expect(table.last == "    … 3 more of history, 3 more of the code", "\(error)")
        let marked = table.filter { $0.hasPrefix("--> ") }
        #expect(marked.count == 1)
        #expect(
            marked.first?.hasPrefix("--> 17 ActivityTaskScheduled(id: 1, type: Charge) | StartTimer(id: 13)") == true)
        #expect(table.count == 16, "a header, two lines of what is left out, 8 rows before, 4 after")
        let bars = Set(table.filter { $0.contains("|") }.map { $0.prefix { $0 != "|" }.count })
        #expect(bars.count == 1, "the columns are not aligned: \(error)")
        let sources = Set(table.filter { $0.contains("StartTimer") }.map { $0.prefix { $0 != "/" }.count })
        #expect(sources.count == 1, "the lines of code are not aligned: \(error)")
    }

    @Test func `code that goes on without a command of history's is said to`() async throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        for id in 1...21 { history.timerStarted(Int64(id)) }
        let error = try await error(of: Timers.self, history)
        #expect(error.command == nil && error.source == nil)
        #expect(error.description.contains("Code: nothing; it waits, or has ended, without this command."))
        #expect(error.description.contains("--> 25 TimerStarted(id: 21) | (nothing)"), "\(error)")
    }

    @Test func `code that does more than history has is said to, with its line`() async throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        for id in 1...3 { history.timerStarted(Int64(id)) }
        let error = try await error(of: Timers.self, history)
        #expect(error.eventID == nil && error.command == "StartTimer(id: 4)")
        #expect(error.source?.hasPrefix("TemporalWorkflowTests/NondeterminismTests.swift:") == true)
        #expect(error.description.contains("History: nothing more of this workflow task."))
        #expect(error.description.contains("--> "))
        #expect(error.description.contains("| StartTimer(id: 4)"), "\(error)")
    }

    @Test func `a mark that is passed over has a row and no command`() async throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        try history.patched("gone", deprecated: true, listed: ["gone"])
        history.timerStarted(1)
        history.activityScheduled(1, type: "Charge")
        let error = try await error(of: Timers.self, history)
        #expect(error.eventID == 8)
        let lines = error.description.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.hasSuffix("| (the code no longer asks for this change)") }.count == 2, "\(error)")
        #expect(lines.contains { $0.contains("7 TimerStarted(id: 1) ") && $0.contains("| StartTimer(id: 1)") })
    }

    @Test func `a row is one line and not endless, whatever history says`() async throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.activityScheduled(1, type: "A\nB" + String(repeating: "long", count: 1_000))
        let error = try await error(of: Timers.self, history)
        let table = error.description.split(separator: "\n").filter { $0.hasPrefix("--> ") }
        #expect(table.count == 1 && (table.first?.count ?? .max) < 250)
    }

    @Test func `continuing as new has the line of its call`() async throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.timerStarted(1)
        let error = try await #require(throws: NondeterminismError.self) {
            try await TestRun.replay(Timers.self, history, workflowID: "ends")
        }
        #expect(error.source == "\(#fileID):\(Timers.continues)")
    }
}
