// Local activities in the engine: what the code is told and when, what is left in history, and that a replay tells the same.

import Synchronization
import TemporalCore
import TestSupport
import Testing

@testable import TemporalWorkflow

/// Runs nothing: the test says what comes of each activity.
private final class Activities: LocalActivityRunner {
    struct Started: Sendable {
        var task: LocalActivityTask
        var report: @Sendable (LocalActivityReport) -> Void
        var isCanceled = false
    }

    private let state = Mutex<[Started]>([])

    var started: [Started] { state.withLock { $0 } }

    func start(
        _ task: LocalActivityTask, then report: @escaping @Sendable (LocalActivityReport) -> Void
    ) -> @Sendable () -> Void {
        let index = state.withLock { state in
            state.append(Started(task: task, report: report))
            return state.count - 1
        }
        return { [self] in state.withLock { $0[index].isCanceled = true } }
    }

    /// Waits until the activity of `argument` has started, and returns it.
    @discardableResult
    func wait(for argument: Int, isCanceled: Bool = false) async throws -> Started {
        try await eventually { [self] in self[argument].map { $0.isCanceled || !isCanceled } ?? false }
        return try #require(self[argument])
    }

    /// The last one that was started with `argument`.
    subscript(argument: Int) -> Started? {
        started.last { (try? DataConverter.default.decodeArguments($0.task.input, as: Int.self)) == argument }
    }

    /// Ends an activity as soon as it has started.
    func end(_ argument: Int, with outcome: LocalActivityResult.Outcome, backoff: Duration? = nil) async throws {
        let started = try await wait(for: argument)
        started.report(
            .ended(
                LocalActivityResult(
                    outcome: outcome, attempt: started.task.attempt, runtime: .seconds(1), backoff: backoff,
                    originalScheduleTime: .epoch)))
    }

    /// Ends an activity with its argument, as soon as it has started.
    func end(_ argument: Int) async throws {
        try await end(argument, with: .completed(try DataConverter.default.encode(argument)))
    }
}

private struct Looks: Activity {
    func run(_ i: Int) async throws -> Int { i }
}

extension Workflow {
    fileprivate func look(
        _ i: Int, _ options: LocalActivityOptions = LocalActivityOptions()
    ) async throws -> Int {
        try await executeLocal(Looks.self, i, startToClose: .seconds(1), options: options)
    }
}

/// Notes in which order two come.
private actor TwoAtOnce: Workflow {
    private var order: [Int] = []

    func run() async throws -> [Int] {
        async let a: Void = note(1)
        async let b: Void = note(2)
        _ = try await (a, b)
        return order
    }

    private func note(_ i: Int) async throws { order.append(try await look(i)) }
}

/// Runs a local activity that has an id.
private actor Names: Workflow {
    func run() async throws -> Int { try await look(1, LocalActivityOptions(id: "mine")) }
}

private actor Sums: Workflow {
    func run() async throws -> Int { try await look(1) + look(2) }
}

/// Cancels a local activity, and says what it was told of it.
private actor Cancels: Workflow {
    func run(_ kind: String) async throws -> String {
        let kinds: [String: ActivityCancellationType] = [
            "try": .tryCancel, "wait": .waitCancellationCompleted, "abandon": .abandon,
        ]
        let options = LocalActivityOptions(cancellation: kinds[kind] ?? .tryCancel)
        let looking = Task { try await look(1, options) }
        _ = try await look(2)
        looking.cancel()
        do {
            return "\(try await looking.value)"
        } catch let failure as ActivityFailure {
            return failure.cause is CanceledFailure ? "canceled" : "\(failure)"
        }
    }
}

/// Cancels a local activity as soon as it has scheduled it, beside something else that happens.
private actor GivesUp: Workflow {
    func run() async throws {
        try await execute(Rests.self, startToClose: .seconds(1))
        try await execute(Rests.self, startToClose: .seconds(1))
    }

    static var handlers: Handlers<GivesUp> {
        Signal("look") { (w: isolated GivesUp) in
            let looking = Task {
                try await w.look(1, LocalActivityOptions(cancellation: .waitCancellationCompleted))
            }
            await Task.yield()
            looking.cancel()
            _ = await looking.result
            try await w.execute(Rests.self, startToClose: .seconds(1))
        }
    }
}

private struct Rests: Activity {
    func run() async throws {}
}

private actor Leaves: Workflow {
    func run() async throws {
        Task { try await look(1) }
        _ = try await look(2)
    }
}

@Suite struct LocalActivityTests {
    private let activities = Activities()

    /// The completion of the next task of `run`, while `body` plays the worker.
    private func task(
        _ run: TestRun, _ body: @escaping @Sendable (Activities) async throws -> Void
    ) async throws -> WorkflowTaskCompletion {
        let playing = Task { [activities] in try await body(activities) }
        let completion = try await run.task()
        try await playing.value
        run.history.taskCompleted(with: completion)
        return completion
    }

    @Test func `what ends first is told first, and a replay tells it in the same order`() async throws {
        let run = try TestRun(TwoAtOnce.self, localActivities: activities)
        let completion = try await task(run) {
            try await $0.wait(for: 1)
            try await $0.end(2)
            try await $0.end(1)
        }
        #expect(completion.summary == ["local 2", "local 1", "completed [2,1]"])
        #expect(completion.nextTask == .whenNeeded)
        await run.evict()
        try await TestRun.replay(TwoAtOnce.self, run.history)
    }

    @Test func `an id of the author's stands in the marker`() async throws {
        let run = try TestRun(Names.self, localActivities: activities)
        let completion = try await task(run) { try await $0.end(1) }
        #expect(activities.started.map(\.task.activityID) == ["mine"])
        guard case .recordMarker(let marker) = completion.commands.first?.attributes else {
            Issue.record("no marker: \(completion.summary)")
            return
        }
        let data = marker.details["data"]?.payloads.first.map { String(decoding: $0.data, as: UTF8.self) } ?? ""
        #expect(data.contains(#""activity_id":"mine""#), "\(data)")
        await run.evict()
        try await TestRun.replay(Names.self, run.history)
    }

    @Test func `a task that would take too long ends, and the next goes on with what is known`() async throws {
        let run = try TestRun(Sums.self, localActivities: activities) { $0.workflowTaskTimeout = .milliseconds(100) }
        let first = try await task(run) { try await $0.wait(for: 1) }
        #expect(first.summary == [])
        #expect(first.nextTask == .atOnce)
        // Told before the task begins, so that it is known within the task however slow the machine is.
        try await activities.end(1)
        let second = try await task(run) { try await $0.wait(for: 2) }
        #expect(second.summary == ["local 1"])
        #expect(second.nextTask == .atOnce)
        try await activities.end(2)
        let third = try await task(run) { _ in }
        #expect(third.summary == ["local 2", "completed 3"])
        #expect(activities.started.count == 2, "each ran once")
        await run.evict()
        try await TestRun.replay(Sums.self, run.history)
    }

    @Test func `what history does not tell the end of runs again`() async throws {
        let run = try TestRun(Sums.self, localActivities: activities)
        run.history.task(flags: [1, 3])
        let completion = try await task(run) {
            try await $0.end(1)
            try await $0.end(2)
        }
        #expect(completion.summary == ["local 1", "local 2", "completed 3"])
        await run.evict()
    }

    @Test func `a worker that stops hands its local activities over`() async throws {
        let run = try TestRun(Sums.self, localActivities: activities)
        let completion = try await task(run) { try await $0.wait(for: 1).report(.handedOver) }
        #expect(completion.nextTask == .elsewhere)
        await run.evict()
    }

    @Test(arguments: ["try", "wait", "abandon"])
    func `a cancellation is told at once, or when the activity has ended`(kind: String) async throws {
        let run = try TestRun(Cancels.self, localActivities: activities) {
            $0.input = try? .init(DataConverter.default.encodeArguments(kind))
        }
        let completion = try await task(run) {
            try await $0.wait(for: 1)
            try await $0.end(2)
            guard kind == "wait" else { return }
            try await $0.wait(for: 1, isCanceled: true)
            try await $0.end(1, with: .failed(.canceled()))
        }
        #expect(completion.summary == ["local 2", "local ", #"completed "canceled""#])
        #expect(activities[1]?.isCanceled == (kind != "abandon"))
        await run.evict()
        try await TestRun.replay(Cancels.self, run.history)
    }

    @Test func `one that is canceled at once, and waited for, is told in its own time, as in a replay`() async throws {
        let run = try TestRun(GivesUp.self, localActivities: activities)
        #expect(try await task(run) { _ in }.summary == ["activity 1 Rests"])
        run.history.signaled("look")
        run.history.activityCompleted(scheduledEventID: run.history.nextEventID - 2)
        let completion = try await task(run) { _ in }
        #expect(completion.summary == ["activity 3 Rests", "local ", "activity 4 Rests"])
        #expect(activities.started.isEmpty)
        await run.evict()
        try await TestRun.replay(GivesUp.self, run.history)
    }

    @Test func `one that was canceled in a worker that stops is canceled in the next`() async throws {
        let run = try TestRun(Cancels.self, localActivities: activities) {
            $0.input = try? .init(DataConverter.default.encodeArguments("wait"))
        }
        let first = try await task(run) {
            try await $0.wait(for: 1)
            try await $0.end(2)
            try await $0.wait(for: 1, isCanceled: true).report(.handedOver)
        }
        #expect(first.summary == ["local 2"])
        #expect(first.nextTask == .elsewhere)
        await run.evict()

        let others = Activities()
        let next = try TestRun(Cancels.self, localActivities: others)
        next.history = run.history
        let second = try await next.task()
        #expect(others.started.isEmpty, "it does not begin anew to be canceled")
        #expect(second.summary == ["local ", #"completed "canceled""#])
        next.history.taskCompleted(with: second)
        await next.evict()
        try await TestRun.replay(Cancels.self, next.history)
    }

    @Test func `where the next attempt is far away, a timer stands between two`() async throws {
        let run = try TestRun(Sums.self, localActivities: activities)
        let first = try await task(run) {
            try await $0.end(1, with: .failed(.application("no", type: "No")), backoff: .seconds(90))
        }
        #expect(first.summary == ["local no", "timer 1"])
        run.history.timerFired(1, startedEventID: run.history.nextEventID - 1)
        let second = try await task(run) {
            try await eventually { [activities = $0] in activities.started.count == 2 }
            try await $0.end(1)
            try await $0.end(2)
        }
        #expect(second.summary == ["local 1", "local 2", "completed 3"])
        #expect(activities.started.map(\.task.attempt) == [1, 2, 1])
        await run.evict()
        try await TestRun.replay(Sums.self, run.history)
    }

    @Test func `a run that ends waits for no local activity`() async throws {
        let run = try TestRun(Leaves.self, localActivities: activities)
        let completion = try await task(run) {
            try await $0.wait(for: 1)
            try await $0.end(2)
        }
        #expect(completion.summary == ["local 2", "completed "])
        #expect(activities[1]?.isCanceled == true)
        await run.evict()
    }

    @Test func `the marker of another local activity is declined`() async throws {
        let run = try TestRun(Sums.self, localActivities: activities)
        _ = try await task(run) {
            try await $0.end(1)
            try await $0.end(2)
        }
        await run.evict()
        await #expect(throws: NondeterminismError.self) { try await TestRun.replay(StaresTwice.self, run.history) }
        await #expect(throws: NondeterminismError.self) { try await TestRun.replay(Nothing.self, run.history) }
    }
}

private struct Stares: Activity {
    func run(_ i: Int) async throws -> Int { i }
}

private actor StaresTwice: Workflow {
    func run() async throws -> Int {
        let first = try await executeLocal(Stares.self, 1, startToClose: .seconds(1))
        return try await first + executeLocal(Stares.self, 2, startToClose: .seconds(1))
    }
}

private actor Nothing: Workflow {
    func run() async throws {}
}
