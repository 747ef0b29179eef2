// The directories of features/signal, features/continue_as_new, features/timer and features/reset.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Ends with the number that a signal brings.
private actor Waits: Workflow {
    private var number: Int?

    func run() async throws -> Int {
        try await wait { $0.number != nil }
        return number ?? 0
    }

    static var take: Signal<Waits, Int> { Signal("take") { workflow, number in workflow.number = number } }
    static var handlers: Handlers<Waits> { take }
}

/// Sums what activities of a signal's handler return.
private actor Sums: Workflow {
    private var sum: Int?

    func run() async throws -> Int {
        try await wait { $0.sum != nil }
        return sum ?? 0
    }

    static var add: Signal<Sums, Int> {
        Signal("add") { workflow, count in
            var works: [Task<Int, any Error>] = []
            for number in 1...count {
                works.append(Task { try await workflow.execute(Work.self, number, startToClose: .seconds(60)) })
            }
            var sum = 0
            for work in works { sum += try await work.value }
            workflow.sum = sum
        }
    }
    static var handlers: Handlers<Sums> { add }
}

private actor SignalsChild: Workflow {
    func run() async throws -> Int {
        let child = try await startChild(Waits.self)
        try await child.signal(Waits.take, 7)
        return try await child.result()
    }
}

private actor SignalsOther: Workflow {
    func run(_ id: String) async throws {
        try await externalWorkflow(Waits.self, id: id).signal(Waits.take, 8)
    }
}

/// Would end at once, but that a signal comes while its activity-less first task is under way.
private actor EndsSoon: Workflow {
    private var numbers: [Int] = []

    func run(_ hold: String) async throws -> [Int] {
        _ = try await executeLocal(Work.self, 0, startToClose: .seconds(60))
        return numbers
    }

    static var take: Signal<EndsSoon, Int> { Signal("take") { workflow, number in workflow.numbers.append(number) } }
    static var handlers: Handlers<EndsSoon> { take }
}

/// Continues as new once, with what it was given.
private actor Continues: Workflow {
    func run(_ text: String) async throws -> String {
        guard info.continuedRunID == nil else {
            return "\(text), \(try info.memo.value("note", as: String.self) ?? "")"
        }
        try continueAsNew(text)
    }
}

/// Continues as new when a local activity has ended; says which of its runs handled a signal or an update.
private actor ContinuesSlowly: Workflow {
    private var signaled = false

    func run(_ round: Int) async throws -> String {
        if round == 1 {
            _ = try await executeLocal(Work.self, 0, startToClose: .seconds(60))
            if !signaled { try continueAsNew(2) }
            return "signaled in the first run"
        }
        try await wait { $0.signaled }
        return "signaled in the second run"
    }

    static var go: Signal<ContinuesSlowly, Void> { Signal("go") { $0.signaled = true } }
    static var whereabouts: Update<ContinuesSlowly, Void, String> { Update("where") { $0.info.runID } }
    static var handlers: Handlers<ContinuesSlowly> {
        go
        whereabouts
    }
}

private actor Times: Workflow {
    func run() async throws -> String {
        let start = now
        try await sleep(for: .milliseconds(200))
        guard start.duration(to: now) >= .milliseconds(200) else { return "too short" }
        let long = Task { try await sleep(for: .seconds(3_600)) }
        try await sleep(for: .milliseconds(1))
        long.cancel()
        switch await long.result {
        case .failure(is CancellationError): return "canceled"
        default: return "not canceled"
        }
    }
}

/// Draws numbers before and after a signal.
private actor Draws: Workflow {
    private var mayEnd = false

    func run() async throws -> [String] {
        let first = uuid()
        try await sleep(for: .milliseconds(1))
        try await wait { $0.mayEnd }
        return [first, uuid()]
    }

    static var end: Signal<Draws, Void> { Signal("end") { $0.mayEnd = true } }
    static var handlers: Handlers<Draws> { end }
}

@Suite("signal", .timeLimit(.minutes(5))) struct SignalConformance {
    private func withWaits(
        _ body: (Place, TypedWorkflowHandle<Waits>) async throws -> Void
    ) async throws {
        let place = try await Place()
        let worker = try place.worker {
            Waits.self
            SignalsChild.self
            SignalsOther.self
        }
        try await body(place, try await place.begin(Waits.self))
        try await worker.stop()
    }

    @Test("signal/basic") func basic() async throws {
        try await withWaits { _, handle async throws in
            try await handle.signal(Waits.take, 5)
            #expect(try await handle.result() == 5)
        }
    }

    @Test("signal/external") func external() async throws {
        try await withWaits { place, handle async throws in
            try await place.cli.workflow("signal", handle.id, ["--name", "take", "--input", "6"])
            #expect(try await handle.result() == 6)
            let missing = place.client.workflow(Waits.self, id: UUID().uuidString)
            let error = await #expect(throws: RPCError.self) { try await missing.signal(Waits.take, 1) }
            #expect(error?.code == .notFound)
        }
    }

    @Test("signal/child_workflow") func childWorkflow() async throws {
        try await withWaits { place, handle async throws in
            #expect(try await place.begin(SignalsChild.self).result() == 7)
            try await handle.signal(Waits.take, 0)
        }
    }

    @Test("signal/workflow_to_workflow") func workflowToWorkflow() async throws {
        try await withWaits { place, handle async throws in
            try await place.begin(SignalsOther.self, handle.id).result()
            #expect(try await handle.result() == 8)
        }
    }

    @Test("signal/activities") func activities() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Sums.self
            Work { $0 }
        }
        let handle = try await place.begin(Sums.self)
        try await handle.signal(Sums.add, 5)
        #expect(try await handle.result() == 15)
        try await worker.stop()
    }

    @Test("signal/prevent_close") func preventClose() async throws {
        let place = try await Place()
        let (begun, mayEnd) = (Gate(), Gate())
        let worker = try place.worker {
            EndsSoon.self
            Work { number in
                begun.open()
                try await mayEnd.wait()
                return number
            }
        }
        let handle = try await place.begin(EndsSoon.self, "")
        try await begun.wait()
        // The workflow task is under way, and would end the workflow.
        try await handle.signal(EndsSoon.take, 3)
        mayEnd.open()
        #expect(try await handle.result() == [3])
        try await worker.stop()
    }

    @Test("signal/signal_with_start") func signalWithStart() async throws {
        let place = try await Place()
        let worker = try place.worker { Waits.self }
        let id = UUID().uuidString
        place.expect(id)
        let handle = try await place.client.signalWithStart(
            Waits.self, id: id, taskQueue: place.taskQueue, signal: Waits.take, 4)
        #expect(try await handle.result() == 4)
        let events = try await place.events(id)
        #expect(events.dropFirst().first?.isSignaled == true)
        try await worker.stop()
    }
}

@Suite("continue_as_new", .timeLimit(.minutes(5))) struct ContinueAsNewConformance {
    @Test("continue_as_new/continue_as_same") func continueAsSame() async throws {
        let place = try await Place()
        let worker = try place.worker { Continues.self }
        var options = StartWorkflowOptions()
        options.memo = ["note": "kept"]
        let handle = try await place.begin(Continues.self, "input", options: options)
        #expect(try await handle.result() == "input, kept")
        #expect(try await place.client.workflow(id: handle.id).describe().memo.value("note", as: String.self) == "kept")
        try await worker.stop()
    }

    /// A run whose first task is under way and will continue as new.
    private func slowly(
        _ body: (Place, TypedWorkflowHandle<ContinuesSlowly>, Gate) async throws -> Void
    ) async throws {
        let place = try await Place()
        let (begun, mayEnd) = (Gate(), Gate())
        let worker = try place.worker {
            ContinuesSlowly.self
            Work { number in
                begun.open()
                try await mayEnd.wait()
                return number
            }
        }
        let handle = try await place.begin(ContinuesSlowly.self, 1)
        try await begun.wait()
        try await body(place, handle, mayEnd)
        try await worker.stop()
    }

    @Test("continue_as_new/signals_block_continue_as_new") func signalsBlock() async throws {
        try await slowly { place, handle, mayEnd async throws in
            try await handle.signal(ContinuesSlowly.go)
            mayEnd.open()
            #expect(try await handle.result() == "signaled in the first run")
        }
    }

    @Test("continue_as_new/updates_do_not_block_continue_as_new") func updatesDoNotBlock() async throws {
        try await slowly { place, handle, mayEnd async throws in
            let current = TypedWorkflowHandle<ContinuesSlowly>(untyped: place.client.workflow(id: handle.id))
            let update = Task { try await current.update(ContinuesSlowly.whereabouts) }
            // There is nothing that shows that it was admitted; one that comes late is handled by the second run, too.
            mayEnd.open()
            let run = try await update.value(within: .seconds(60))
            #expect(run != handle.untyped.firstRunID)
            try await current.signal(ContinuesSlowly.go)
            #expect(try await handle.result() == "signaled in the second run")
        }
    }
}

@Suite("timer", .timeLimit(.minutes(5))) struct TimerConformance {
    @Test("timer") func timer() async throws {
        let place = try await Place()
        let worker = try place.worker { Times.self }
        let handle = try await place.begin(Times.self)
        #expect(try await handle.result() == "canceled")
        #expect(try await place.count(handle) { $0.isTimerStarted } == 3)
        #expect(try await place.count(handle) { $0.isTimerFired } == 2)
        #expect(try await place.count(handle) { $0.isTimerCanceled } == 1)
        try await worker.stop()
    }
}

@Suite("reset", .timeLimit(.minutes(5))) struct ResetConformance {
    /// Resets a run to its first workflow task; returns the id of the run that took its place.
    private func reset(_ handle: TypedWorkflowHandle<Draws>, _ place: Place) async throws -> String {
        try await place.waits(handle) { $0.isTimerFired }
        let reset = try await place.cli.workflow(
            "reset", handle.id, ["--type", "FirstWorkflowTask", "--reason", "a test"])
        return try #require(try reset.text(at: "runId"))
    }

    @Test("reset") func reset() async throws {
        let place = try await Place()
        let worker = try place.worker { Draws.self }
        let handle = try await place.begin(Draws.self)
        let runID = try await reset(handle, place)
        let again = TypedWorkflowHandle<Draws>(untyped: place.client.workflow(id: handle.id, runID: runID))
        try await again.signal(Draws.end)
        let drawn = try await again.result()
        #expect(Set(drawn).count == 2)
        #expect(try await again.untyped.describe().status == .completed)
        try await worker.stop()
    }

    @Test("reset/reset_and_delete") func resetAndDelete() async throws {
        let place = try await Place()
        let worker = try place.worker { Draws.self }
        let kept = try await place.begin(Draws.self)
        let handle = try await place.begin(Draws.self)
        let runID = try await reset(handle, place)
        try await place.cli.workflow("delete", handle.id, ["--run-id", runID, "--yes"])
        try await eventually {
            do {
                _ = try await place.client.workflow(id: handle.id, runID: runID).describe()
                return false
            } catch let error as RPCError { return error.code == .notFound }
        }
        // Lists forget it a moment later, and what they have is replayed in the end.
        try await eventually { try await place.client.workflowCount(where: "RunId = '\(runID)'") == 0 }
        // Nobody else suffers.
        try await kept.signal(Draws.end)
        #expect(try await kept.result().count == 2)
        try await worker.stop()
    }
}
