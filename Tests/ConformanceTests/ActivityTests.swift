// The directories of features/activity, features/eager_activity and features/bugs.

import Foundation
import ReplaySupport
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private let quick = ActivityOptions(startToClose: .seconds(60))

private actor RunsOne: Workflow {
    func run(_ number: Int) async throws -> Int {
        try await execute(Work.self, number, options: ActivityOptions(scheduleToClose: .seconds(60)))
    }
}

/// Cancels a running activity in one of the ways, says how that ended for it, and lives on until it is told to end.
private actor Cancels: Workflow {
    private var isStarted = false
    private var outcome: String?
    private var mayEnd = false

    func run(_ kind: String) async throws -> String {
        let kinds: [String: ActivityCancellationType] = [
            "abandon": .abandon, "try": .tryCancel, "wait": .waitCancellationCompleted,
        ]
        let options = ActivityOptions(
            startToClose: .seconds(60), heartbeat: .seconds(5), retryPolicy: .never,
            cancellation: kinds[kind] ?? .abandon)
        let work = Task { try await execute(Work.self, 1, options: options) }
        try await wait { $0.isStarted }
        work.cancel()
        switch await work.result {
        case .success(let number): outcome = "result \(number)"
        case .failure(let failure as ActivityFailure):
            outcome = failure.cause is CanceledFailure ? "canceled" : "\(failure)"
        case .failure(let error): outcome = "\(error)"
        }
        try await wait { $0.mayEnd }
        return outcome ?? ""
    }

    static var started: Signal<Cancels, Void> { Signal("started") { $0.isStarted = true } }
    static var end: Signal<Cancels, Void> { Signal("end") { $0.mayEnd = true } }
    static var whatCame: Query<Cancels, Void, String> { Query("outcome") { $0.outcome ?? "" } }
    static var handlers: Handlers<Cancels> {
        started
        end
        whatCame
    }
}

private actor Retries: Workflow {
    func run() async throws {
        _ = try await execute(
            Work.self, 0,
            options: ActivityOptions(
                startToClose: .seconds(60),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(1), backoffCoefficient: 1, maximumAttempts: 5)))
    }
}

private actor RunsSeveral: Workflow {
    func run(_ numbers: [Int]) async throws -> [Int] {
        try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for (index, number) in numbers.enumerated() {
                group.addTask { (index, try await self.execute(Work.self, number, options: quick)) }
            }
            var results = numbers
            while let (index, result) = try await group.next() { results[index] = result }
            return results
        }
    }
}

/// Says of each of several activities how it ended.
private actor Outlives: Workflow {
    func run() async throws -> [String] {
        var outcomes: [String] = []
        let options = ActivityOptions(
            scheduleToClose: .seconds(8), startToClose: .seconds(5), retryPolicy: .never)
        let works = (0..<4).map { number in Task { try await execute(Work.self, number, options: options) } }
        for work in works {
            switch await work.result {
            case .success(let number): outcomes.append("result \(number)")
            case .failure(let failure as ActivityFailure):
                switch failure.cause {
                case let cause as ApplicationFailure: outcomes.append(cause.message)
                case let cause as TimeoutFailure: outcomes.append("timeout \(cause.timeoutType)")
                default: outcomes.append("\(failure)")
                }
            case .failure(let error): outcomes.append("\(error)")
            }
        }
        return outcomes
    }
}

/// Starts children and cancels them as soon as it is canceled itself.
private actor CancelsChildren: Workflow {
    func run() async throws -> String {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await self.executeChild(
                            Sleeps.self, options: ChildWorkflowOptions(cancellation: .waitCancellationCompleted))
                    }
                }
                try await group.waitForAll()
            }
            return "completed"
        } catch let failure as ChildWorkflowFailure {
            return failure.cause is CanceledFailure ? "canceled" : "\(failure)"
        }
    }
}

private actor Sleeps: Workflow {
    func run() async throws { try await sleep(for: .seconds(3_600)) }
}

/// Runs an activity locally, and then waits in vain for somebody to run one that is not local.
private actor LeftAlone: Workflow {
    func run() async throws -> String {
        let local = try await executeLocal(Work.self, 7, startToClose: .seconds(10))
        do {
            return "\(try await execute(Work.self, 1, options: ActivityOptions(scheduleToClose: .seconds(1))))"
        } catch let failure as ActivityFailure {
            return "\(local), \(failure.cause is TimeoutFailure ? "timed out" : "\(failure)")"
        }
    }
}

@Suite("activity", .timeLimit(.minutes(5))) struct ActivityConformance {
    @Test("eager_activity/non_remote_activities_worker") func nonRemoteActivitiesWorker() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.activityTaskPollers = 0
        let worker = try place.worker(options) {
            LeftAlone.self
            Work()
        }
        #expect(try await place.begin(LeftAlone.self).result() == "7, timed out")
        try await worker.stop()
    }

    @Test("activity/basic_no_workflow_timeout") func basic() async throws {
        let place = try await Place()
        let worker = try place.worker {
            RunsOne.self
            Work { $0 + 1 }
        }
        let handle = try await place.begin(RunsOne.self, 1)
        #expect(try await handle.result() == 2)
        guard case .workflowExecutionStarted(let start) = try await place.events(handle.id).first else {
            throw Peer.Failure(description: "the history has no start")
        }
        #expect((start.workflowExecutionTimeout ?? .zero) == .zero)
        try await worker.stop()
    }

    /// Cancels a running activity; returns what the workflow and the activity saw.
    private func cancel(_ kind: String, heeding: Bool = true) async throws -> (
        place: Place, worker: RunningWorker, handle: TypedWorkflowHandle<Cancels>, sawCancellation: Gate, mayEnd: Gate
    ) {
        let place = try await Place()
        let (sawCancellation, mayEnd) = (Gate(), Gate())
        var options = WorkerOptions()
        options.maxHeartbeatThrottleInterval = .milliseconds(100)
        let worker = try place.worker(options) {
            Cancels.self
            Work { number in
                do {
                    try await beating(until: mayEnd)
                } catch {
                    sawCancellation.open()
                    if heeding { throw error }
                    while !mayEnd.isOpen {
                        try? ActivityContext.current?.heartbeat()
                        try? await Task.detached { try await Task.sleep(for: .milliseconds(20)) }.value
                    }
                }
                return number
            }
        }
        let handle = try await place.begin(Cancels.self, kind)
        try await place.waits(handle) { $0.isActivityScheduled }
        try await eventually {
            let pending = try await place.cli.workflow("describe", handle.id)
            return pending.output.contains("STARTED") || pending.output.contains("Started")
        }
        try await handle.signal(Cancels.started)
        return (place, worker, handle, sawCancellation, mayEnd)
    }

    @Test("activity/cancel_abandon") func cancelAbandon() async throws {
        let (place, worker, handle, saw, mayEnd) = try await cancel("abandon")
        try await eventually { try await handle.query(Cancels.whatCame) == "canceled" }
        mayEnd.open()
        try await place.waits(handle) { $0.isActivityCompleted }
        #expect(!saw.isOpen)
        #expect(try await place.count(handle) { $0.isActivityCancelRequested } == 0)
        try await handle.signal(Cancels.end)
        #expect(try await handle.result() == "canceled")
        try await worker.stop()
    }

    @Test("activity/cancel_try_cancel") func cancelTry() async throws {
        let (place, worker, handle, saw, _) = try await cancel("try")
        try await eventually { try await handle.query(Cancels.whatCame) == "canceled" }
        try await saw.wait()
        #expect(try await place.count(handle) { $0.isActivityCancelRequested } == 1)
        try await handle.signal(Cancels.end)
        #expect(try await handle.result() == "canceled")
        try await worker.stop()
    }

    @Test("activity/cancel_wait_cancel") func cancelWait() async throws {
        let (place, worker, handle, saw, mayEnd) = try await cancel("wait", heeding: false)
        try await saw.wait()
        #expect(try await handle.query(Cancels.whatCame) == "")
        #expect(try await place.count(handle) { $0.isActivityCancelRequested } == 1)
        mayEnd.open()
        try await eventually { try await handle.query(Cancels.whatCame) == "result 1" }
        try await handle.signal(Cancels.end)
        #expect(try await handle.result() == "result 1")
        try await worker.stop()
    }

    @Test("activity/heartbeating") func heartbeating() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Heartbeats.self
            Work { _ in
                let context = try #require(ActivityContext.current)
                if let progress = try context.lastHeartbeat(as: Int.self) { return progress }
                // In a tight loop: few of them become calls.
                for progress in 1...1_000 { try context.heartbeat(progress) }
                throw ApplicationFailure("again", type: "Again")
            }
        }
        let handle = try await place.begin(Heartbeats.self)
        #expect(try await handle.result() == 1_000)
        try await worker.stop()
    }

    @Test("activity/retry_on_error") func retryOnError() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Retries.self
            Work { _ in throw ApplicationFailure("attempt \(ActivityContext.current?.info.attempt ?? 0)", type: "Test")
            }
        }
        let handle = try await place.begin(Retries.self)
        let failed = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        let failure = (failed?.cause as? any TemporalFailure)?.first(ApplicationFailure.self)
        #expect(failure?.message == "attempt 5")
        try await worker.stop()
    }

    @Test("activity/running_concurrently") func concurrently() async throws {
        let place = try await Place()
        let begun = Atomic(0)
        let worker = try place.worker {
            RunsSeveral.self
            Work { number in
                begun.wrappingAdd(1, ordering: .relaxed)
                try await eventually { begun.load(ordering: .relaxed) == 3 }
                return number * 2
            }
        }
        let handle = try await place.begin(RunsSeveral.self, [1, 2, 3])
        #expect(try await handle.result() == [2, 4, 6])
        let events = try await place.events(handle.id)
        let first = events.firstIndex { $0.isActivityScheduled }
        let last = events.lastIndex { $0.isActivityScheduled }
        #expect(last == first.map { $0 + 2 })
        try await worker.stop()
    }

    @Test("activity/shutdown") func shutdown() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.shutdownTimeout = .milliseconds(500)
        let (begun, reasons) = (Counter(), Texts())
        let worker = try place.worker(options) {
            Outlives.self
            Work { number in
                begun.increment()
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    reasons.append("\(ActivityContext.current.flatMap { $0.cancellation }.map { "\($0)" } ?? "none")")
                    switch number {
                    case 0: throw error
                    case 1: return 1
                    case 2: throw ApplicationFailure("not today", type: "Test")
                    default:
                        let end = ContinuousClock.now + .seconds(1)
                        while ContinuousClock.now < end {
                            await Task.detached { try? await Task.sleep(for: .milliseconds(50)) }.value
                        }
                    }
                }
                return number
            }
        }
        let handle = try await place.begin(Outlives.self)
        try await eventually { begun.value == 4 }
        await worker.askToStop()
        try await worker.end()
        #expect(reasons.all == Array(repeating: "workerShutdown", count: 4))
        let next = try place.worker {
            Outlives.self
            Work { _ in throw ApplicationFailure("not retried", type: "Test") }
        }
        let outcomes = try await handle.result()
        #expect(outcomes.count == 4 && outcomes[1] == "result 1" && outcomes[2] == "not today")
        try await next.stop()
    }

    @Test("bugs/go/activity_start_race") func activityStartRace() async throws {
        // Activities that end while workflow tasks are under way, so that their events stand between those of the tasks.
        let place = try await Place()
        let worker = try place.worker {
            RunsSeveral.self
            Work { $0 }
        }
        let handle = try await place.begin(RunsSeveral.self, Array(0..<30))
        #expect(try await handle.result() == Array(0..<30))
        try await worker.stop()
    }

    @Test("bugs/go/child_workflow_cancel_panic") func childCancelPanic() async throws {
        let place = try await Place()
        let worker = try place.worker {
            CancelsChildren.self
            Sleeps.self
        }
        let early = try await place.begin(CancelsChildren.self)
        try await early.cancel()
        let late = try await place.begin(CancelsChildren.self)
        try await place.waits(late) { if case .childWorkflowExecutionStarted = $0 { true } else { false } }
        try await late.cancel()
        for handle in [early, late] {
            do {
                #expect(try await handle.result() == "canceled")
            } catch let failed as WorkflowFailedError {
                // Canceled before anything began.
                #expect(failed.cause is CanceledFailure)
            }
        }
        try await worker.stop()
    }
}

private actor Heartbeats: Workflow {
    func run() async throws -> Int {
        try await execute(
            Work.self, 0,
            options: ActivityOptions(
                startToClose: .seconds(60), heartbeat: .seconds(5),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(1))))
    }
}
