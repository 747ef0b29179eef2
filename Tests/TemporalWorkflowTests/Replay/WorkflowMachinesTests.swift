import TemporalCore
import Testing

@testable import TemporalWorkflow

@Suite struct WorkflowMachinesTests {
    /// Feeds `events` to machines, calling `code` with each activation in turn.
    private func replay(
        _ events: [API.History.HistoryEvent], _ code: (inout WorkflowMachines, Activation) -> Void
    ) throws -> [Activation] {
        var machines = WorkflowMachines(namespace: "n")
        var reader = HistoryReader()
        var activations: [Activation] = []
        try reader.append(events, isLast: true)
        while case .task(let task) = try reader.next() {
            guard let activation = try machines.apply(task) else { continue }
            activations.append(activation)
            code(&machines, activation)
            machines.finishTask()
        }
        return activations
    }

    private func startTimer(_ machines: inout WorkflowMachines) {
        let sequence = machines.nextSequence(.timer)
        machines.timers[sequence] = TimerMachine()
        machines.issue(.timer(sequence), .startTimer(.with { $0.timerID = String(sequence) }))
    }

    private func scheduleActivity(_ machines: inout WorkflowMachines, type: String) {
        let sequence = machines.nextSequence(.activity)
        let type = API.Common.ActivityType(name: type)
        machines.activities[sequence] = ActivityMachine(
            activityID: String(sequence), activityType: type, cancellation: .tryCancel)
        machines.issue(
            .activity(sequence),
            .scheduleActivityTask(
                .with {
                    $0.activityID = String(sequence)
                    $0.activityType = type
                }))
    }

    private var timerHistory: HistoryBuilder {
        var history = HistoryBuilder()
        history.started()
        history.task()
        let timer = history.timerStarted(1)
        history.timerFired(1, startedEventID: timer)
        history.task()
        history.completed()
        return history
    }

    @Test func `a timer that history fired fires on replay`() throws {
        let activations = try replay(timerHistory.events) { machines, activation in
            for job in activation.jobs {
                switch job {
                case .start: startTimer(&machines)
                case .fireTimer(1): machines.issue(.close, .completeWorkflowExecution(.init()))
                default: Issue.record("unexpected \(job)")
                }
            }
        }
        #expect(activations.map(\.isReplaying) == [true, true])
        #expect(activations.map(\.historyLength) == [3, 8])
    }

    @Test func `another command than history's names the event, the command, and both sides`() throws {
        let error = try #require(throws: NondeterminismError.self) {
            try replay(timerHistory.events) { machines, _ in scheduleActivity(&machines, type: "Charge") }
        }
        #expect(error.eventID == 5)
        #expect(error.event == "TimerStarted(id: 1)")
        #expect(error.command == "ScheduleActivityTask(id: 1, type: Charge)")
        #expect(error.description.contains("TMPRL1100"))
        #expect(error.description.contains("5 TimerStarted(id: 1) | ScheduleActivityTask(id: 1, type: Charge)"))
    }

    @Test func `a command too few and a command too many are nondeterminism`() throws {
        let missing = try #require(throws: NondeterminismError.self) {
            try replay(timerHistory.events) { _, _ in }
        }
        #expect(missing.command == nil)
        let extra = try #require(throws: NondeterminismError.self) {
            try replay(timerHistory.events) { machines, _ in
                startTimer(&machines)
                startTimer(&machines)
            }
        }
        #expect(extra.event == nil)
        #expect(extra.command == "StartTimer(id: 2)")
    }

    @Test func `an activity of another type is nondeterminism`() throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.activityScheduled(1, type: "A")
        let error = try #require(throws: NondeterminismError.self) {
            try replay(history.events) { machines, _ in scheduleActivity(&machines, type: "B") }
        }
        #expect(error.reason == "the activity's type differs")
    }

    @Test func `signals and updates come before what else happened, in their own order`() throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        let timer = history.timerStarted(1)
        history.timerFired(1, startedEventID: timer)
        history.signaled("first")
        history.signaled("second")
        history.taskStarted()
        history.taskCompleted()
        history.updateAccepted("u", sequencingEventID: 7)
        let activations = try replay(history.events) { machines, activation in
            for job in activation.jobs { if case .start = job { startTimer(&machines) } }
            for job in activation.jobs {
                if case .update(let update) = job {
                    machines.issue(.acceptUpdate(update.id), .protocolMessage(.init()))
                }
            }
        }
        let names = activations[1].jobs.map { job in
            switch job {
            case .signal(let signal): signal.signalName
            case .update(let update): update.id
            case .fireTimer: "timer"
            default: "?"
            }
        }
        #expect(names == ["first", "u", "second", "timer"])
    }

    @Test func `a reset seeds randomness anew from the new run`() throws {
        var history = HistoryBuilder()
        history.started()
        history.taskStarted()
        history.taskFailed(resetTo: "run-2")
        history.taskStarted()
        let activations = try replay(history.events) { _, _ in }
        guard case .reseed(let runID) = activations[0].jobs.last else {
            Issue.record("no new seed")
            return
        }
        #expect(runID == "run-2")
    }

    @Test func `time never goes back`() throws {
        var history = timerHistory.events
        history[7].eventTime = Timestamp(seconds: 1)
        let activations = try replay(history) { machines, activation in
            if case .start = activation.jobs.first {
                startTimer(&machines)
            } else {
                machines.issue(.close, .completeWorkflowExecution(.init()))
            }
        }
        #expect(activations[1].time == activations[0].time)
    }

    @Test func `the closing command goes last with flag 3 and ends the list without it`() throws {
        func commands(flags: [UInt32]) throws -> [CommandKey] {
            var history = HistoryBuilder()
            history.started()
            history.task(flags: flags)
            var keys: [CommandKey] = []
            var machines = WorkflowMachines(namespace: "n")
            var reader = HistoryReader()
            try reader.append(history.events, isLast: true)
            guard case .task(let task) = try reader.next() else { return [] }
            _ = try machines.apply(task)
            machines.issue(.close, .completeWorkflowExecution(.init()))
            startTimer(&machines)
            machines.finishTask()
            keys = machines.commands.map(\.key)
            return keys
        }
        #expect(try commands(flags: [3]) == [.timer(1), .close])
        #expect(try commands(flags: [1]) == [.close])
    }

    @Test func `a flag that this version does not know fails the task`() throws {
        var history = HistoryBuilder()
        history.started()
        history.task(flags: [99])
        #expect(throws: UnknownFlagError.self) { try replay(history.events) { _, _ in } }
    }

    @Test func `an event of an unknown kind fails the task unless it may be ignored`() throws {
        var history = HistoryBuilder()
        history.started()
        history.signaled("x")
        history.taskStarted()
        var events = history.events
        events[1].attributes = nil
        #expect(throws: HistoryEventUnknown.self) { try replay(events) { _, _ in } }
        events[1].workerMayIgnore = true
        #expect(try replay(events) { _, _ in }.count == 1)
    }
}
