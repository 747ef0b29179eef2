// The shapes of several waits at once: races, time limits, locks, streams of signals, compensations.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private struct Step: Activity {
    func run() async throws {}
}

private actor Races: Workflow {
    func run() async throws -> [String] {
        let first = try await race(
            { w in
                try await w.sleep(for: .seconds(10))
                return "slow"
            },
            { w in
                try await w.sleep(for: .seconds(5))
                return "quick"
            })
        var log = [first]
        do {
            try await withTimeout(.seconds(5)) { try await $0.execute(Step.self, startToClose: .seconds(60)) }
        } catch let passed as TimeLimitPassed {
            log.append("\(passed.limit)")
        }
        log.append(try await withTimeout(.seconds(5)) { _ in "in time" })
        return log
    }
}

private actor Selects: Workflow {
    func run() async throws -> [Int] {
        let slow = Task {
            try await sleep(for: .seconds(10))
            return 1
        }
        let quick = Task {
            try await sleep(for: .seconds(5))
            return 2
        }
        let first = try await select(slow, quick)
        return [first.index, try await slow.value, try await quick.value]
    }
}

/// Four workers that share a lock with two permits.
private actor Shares: Workflow {
    private let lock = WorkflowSemaphore(2)
    private var log: [String] = []

    func run() async throws -> [String] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for name in ["a", "b", "c", "d"] { group.addTask { try await self.work(name) } }
            try await group.waitForAll()
        }
        return log
    }

    private func work(_ name: String) async throws {
        try await lock.withPermit {
            log.append("+\(name)")
            try await sleep(for: .seconds(1))
            log.append("-\(name)")
        }
    }
}

private actor Reads: Workflow {
    private let numbers = SignalStream<Int>()
    private var read: [Int] = []

    func run() async throws -> [Int] {
        for try await number in numbers { read.append(number) }
        return read
    }

    static var handlers: Handlers<Reads> {
        Signal("number") { (w: isolated Reads, number: Int) in
            if number == 0 { w.numbers.finish() } else { w.numbers.send(number) }
        }
        Query("unread") { (w: isolated Reads) in w.numbers.unread }
    }
}

/// Waits in all the ways that this library has of its own, each on a line that it knows.
private actor Stuck: Workflow {
    static let lines: [UInt] = [#line + 4, #line + 7, #line + 8, #line + 9]
    private let lock = WorkflowSemaphore(1)

    func run() async throws {
        let never = Task { try await wait { _ in false } }
        try await lock.withPermit {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.lock.withPermit {} }
                group.addTask { _ = try await self.select(never) }
                group.addTask { try await self.withSession { _, _ in } }
                try await group.waitForAll()
            }
        }
    }
}

private actor Books: Workflow {
    private var undone: [String] = []

    func run() async throws -> String {
        do {
            try await withCompensations { trip, undo in
                undo.add("flight") { $0.undone.append("flight") }
                undo.add("hotel") {
                    try await $0.sleep(for: .seconds(1))
                    $0.undone.append("hotel")
                }
                try await trip.sleep(for: .seconds(3_600))
            }
        } catch is CancellationError {
            return undone.joined(separator: ", ")
        }
        return "booked"
    }
}

private actor BooksInVain: Workflow {
    func run() async throws -> String {
        do {
            return try await withCompensations { _, undo in
                undo.add("flight") { _ in throw ApplicationFailure("no refund", type: "NoRefund") }
                throw ApplicationFailure("no hotel", type: "NoHotel")
            }
        } catch let failure as ApplicationFailure {
            return "\(failure.type ?? "") \(failure.message) \((failure.cause as? ApplicationFailure)?.type ?? "")"
        }
    }
}

/// Ends in the middle of its steps, as it is told.
private actor BooksOn: Workflow {
    func run(_ how: String) async throws {
        try await withCompensations { trip, undo in
            undo.add("flight") { try await $0.execute(Step.self, startToClose: .seconds(60)) }
            switch how {
            case "anew": try trip.continueAsNew("anew")
            case "mistake": try await trip.execute(Step.self, options: ActivityOptions())
            case "mistaken undo":
                undo.add("hotel") { try await $0.execute(Step.self, options: ActivityOptions()) }
                throw ApplicationFailure("no hotel", type: "NoHotel")
            default: try await withTimeout(.seconds(5)) { try await $0.sleep(for: .seconds(60)) }
            }
        }
    }
}

/// Calls an activity in a session as it must not.
private actor Holds: Workflow {
    func run() async throws {
        try await withSession { trip, session in
            try await trip.execute(Step.self, options: session.options(ActivityOptions()))
        }
    }
}

/// Does not catch that its time has passed.
private actor RunsLate: Workflow {
    func run() async throws {
        try await withTimeout(.seconds(5)) { try await $0.wait { _ in false } }
    }
}

@Suite struct ConcurrencyTests {
    @Test func `steps are undone for what ends the workflow, and not where it goes on elsewhere`() async throws {
        func run(_ how: String) async throws -> TestRun {
            try TestRun(BooksOn.self) { $0.input = try? .init(DataConverter.default.encodeArguments(how)) }
        }
        let anew = try await run("anew")
        #expect(try await anew.task().summary == ["ContinueAsNewWorkflowExecution"])
        await anew.evict()
        for how in ["mistake", "mistaken undo"] {
            let mistaken = try await run(how)
            await #expect(throws: WorkflowTaskFailure.self) { try await mistaken.task() }
            await mistaken.evict()
        }
        let late = try await run("late")
        let first = try await late.task()
        #expect(first.summary.contains("timer 1"))
        late.history.taskCompleted(with: first)
        let limit = late.history.events.first {
            if case .timerStarted(let timer) = $0.attributes { timer.timerID == "2" } else { false }
        }
        late.history.timerFired(2, startedEventID: try #require(limit).eventID)
        #expect(try await late.task().summary == ["CancelTimer", "activity 1 Step"])
        await late.evict()
    }

    @Test func `a mistake in a session fails the task before the session is completed`() async throws {
        let run = try TestRun(Holds.self)
        let first = try await run.task()
        guard case .scheduleActivityTask(let creation) = first.commands.first?.attributes else {
            Issue.record("\(first.summary)")
            return
        }
        let id: String = try DataConverter.default.decode(try #require(creation.input?.payloads.first))
        run.history.taskCompleted(with: first)
        run.history.signaled(id, SessionPlace(taskQueue: "q", host: "h", resourceID: "r"))
        await #expect(throws: WorkflowTaskFailure.self) { try await run.task() }
        await run.evict()
    }

    @Test func `a limit of time that nobody catches fails the workflow`() async throws {
        let run = try TestRun(RunsLate.self)
        let first = try await run.task()
        #expect(first.summary == ["timer 1"])
        run.history.taskCompleted(with: first)
        run.history.timerFired(1, startedEventID: run.history.nextEventID - 1)
        let second = try await run.task()
        guard case .failWorkflowExecution(let command) = second.commands.first?.attributes,
            case .applicationFailureInfo(let failure) = command.failure?.failureInfo
        else {
            Issue.record("\(second.summary)")
            return
        }
        #expect(failure.type == "TimeLimitPassed")
        await run.evict()
    }

    /// Runs `type` to its end: each timer fires in the order of their lengths, when nothing else can happen.
    private func result<W: Workflow>(
        of type: W.Type, cancelingAfter canceled: Int? = nil
    ) async throws -> (result: String?, commands: [String]) {
        let run = try TestRun(W.self)
        var timers: [(id: Int64, started: Int64, due: Duration)] = []
        var time = Duration.zero
        var commands: [String] = []
        for round in 0..<50 {
            if round == canceled { run.history.add(.workflowExecutionCancelRequested(.init())) }
            let completion = try await run.task()
            commands += completion.summary
            run.history.taskCompleted(with: completion)
            for (offset, event) in run.history.events.suffix(completion.commands.count).enumerated() {
                switch completion.commands[offset].attributes {
                case .startTimer(let timer):
                    timers.append(
                        (Int64(timer.timerID) ?? 0, event.eventID, time + (timer.startToFireTimeout ?? .zero)))
                case .cancelTimer(let timer): timers.removeAll { String($0.id) == timer.timerID }
                default: break
                }
            }
            if commands.last?.hasPrefix("completed") == true { break }
            if round + 1 == canceled { continue }
            guard let next = timers.min(by: { ($0.due, $0.id) < ($1.due, $1.id) }) else { break }
            timers.removeAll { $0.id == next.id }
            time = next.due
            run.history.timerFired(next.id, startedEventID: next.started)
        }
        await run.evict()
        try await TestRun.replay(W.self, run.history)
        return (commands.last.map { String($0.dropFirst("completed ".count)) }, commands)
    }

    @Test func `the first wins, and the others are canceled`() async throws {
        let (result, commands) = try await result(of: Races.self)
        #expect(result == #"["quick","5.0 seconds","in time"]"#)
        #expect(commands.contains("CancelTimer"))
    }

    @Test func `a selection leaves the others at work`() async throws {
        #expect(try await result(of: Selects.self).result == "[1,1,2]")
    }

    @Test func `a semaphore lets as many in as it has permits, in the order in which they asked`() async throws {
        #expect(try await result(of: Shares.self).result == #"["+a","+b","-a","+c","-b","+d","-c","-d"]"#)
    }

    @Test func `a stream of signals gives each of them once, in order`() async throws {
        let run = try TestRun(Reads.self)
        run.history.signaled("number", 1)
        run.history.signaled("number", 2)
        try await run.task()
        run.history.taskCompleted()
        #expect(try await run.query("unread").data.utf8String == "[]")
        run.history.signaled("number", 3)
        run.history.signaled("number", 0)
        #expect(try await run.task().summary == ["completed [1,2,3]"])
        await run.evict()
    }

    @Test func `what waits is shown where its author waits, not in this library`() async throws {
        let run = try TestRun(Stuck.self)
        run.history.taskCompleted(with: try await run.task())
        let text = try #require(try await run.query("__stack_trace").data.utf8String)
        for line in Stuck.lines { #expect(text.contains("ConcurrencyTests.swift:\(line)"), "\(text)") }
        #expect(!text.contains("TemporalWorkflow/"), "\(text)")
        await run.evict()
    }

    @Test func `steps are undone in reverse, shielded from the cancellation that ended them`() async throws {
        #expect(try await result(of: Books.self, cancelingAfter: 1).result == #""hotel, flight""#)
    }

    @Test func `a compensation that fails is told with what was to be undone`() async throws {
        #expect(
            try await result(of: BooksInVain.self).result == #""CompensationFailed not undone: flight NoHotel""#)
    }
}
