// Local activities on a real server: what history has of them, how long they may take, and what becomes of them when the worker
// stops.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Runs ``Scripted`` as a local activity.
private actor RunsLocally: Workflow {
    private var heard: [String] = []

    func run(_ number: Int) async throws -> Int {
        try await executeLocal(Scripted.self, number, options: Self.options)
    }

    fileprivate static var options: LocalActivityOptions {
        LocalActivityOptions(
            startToClose: .seconds(30), retryPolicy: RetryPolicy(initialInterval: .milliseconds(10)),
            summary: "a lookup")
    }

    static var handlers: Handlers<RunsLocally> {
        Signal("say") { (w: isolated RunsLocally, text: String) in w.heard.append(text) }
        Query("heard") { (w: isolated RunsLocally) in w.heard }
    }
}

/// Runs many of them at once.
private actor RunsMany: Workflow {
    func run(_ count: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                group.addTask { try await self.executeLocal(Scripted.self, number, startToClose: .seconds(30)) }
            }
            var sum = 0
            for try await number in group { sum += number }
            return sum
        }
    }
}

/// Cancels its local activity when it is told, and waits for it to end.
private actor GivesUp: Workflow {
    private var mayEnd = false
    private var isOver = false

    func run() async throws {
        let options = LocalActivityOptions(startToClose: .seconds(300), cancellation: .waitCancellationCompleted)
        let activity = Task { try await self.executeLocal(Scripted.self, 0, options: options) }
        try await wait { $0.mayEnd }
        activity.cancel()
        _ = await activity.result
        isOver = true
    }

    static var handlers: Handlers<GivesUp> {
        Signal("end") { (w: isolated GivesUp) in w.mayEnd = true }
        Query("isOver") { (w: isolated GivesUp) in w.isOver }
    }
}

/// Says what ended its local activity.
private actor TellsFailure: Workflow {
    func run(_ kind: String) async throws -> String {
        var options = LocalActivityOptions(
            startToClose: .seconds(30), retryPolicy: RetryPolicy(maximumAttempts: 2))
        switch kind {
        case "start": options.startToClose = .milliseconds(50)
        case "wait": options.scheduleToStart = .milliseconds(100)
        case "schedule": options.scheduleToClose = .milliseconds(300)
        default: break
        }
        do {
            return "\(try await executeLocal(Scripted.self, 0, options: options))"
        } catch let failure as ActivityFailure {
            return "\(failure.cause.map { "\($0)" } ?? "")"
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct LocalActivityTests {
    @Test func `one event is all that history has of a local activity, whatever its attempts`() async throws {
        let place = try await Place()
        let infos = Mutex<[ActivityInfo]>([])
        let worker = try place.worker {
            RunsLocally.self
            Scripted { number in
                guard let context = ActivityContext.current else { return -1 }
                infos.withLock { $0.append(context.info) }
                try context.heartbeat(1)
                if context.info.attempt < 3 { throw ApplicationFailure("not yet", type: "NotYet") }
                return number + 1
            }
        }
        let id = try await place.start(RunsLocally.self, "41")
        #expect(try await place.result(id) == "42")
        let events = try await place.events(id)
        #expect(events.count == 6)
        #expect(events.contains { if case .markerRecorded = $0 { true } else { false } })
        let seen = infos.withLock { $0 }
        #expect(seen.map(\.attempt) == [1, 2, 3])
        #expect(seen.allSatisfy { $0.isLocal && $0.workflowID == id && $0.activityType == "Scripted" })
        try await worker.stop()
    }

    @Test func `a hundred at once are run, no more at a time than the worker is told`() async throws {
        let place = try await Place()
        let running = Mutex((begun: 0, now: 0, most: 0))
        var options = WorkerOptions()
        options.maxConcurrentLocalActivities = 7
        let worker = try place.worker(options) {
            RunsMany.self
            Scripted { number in
                let place = running.withLock { running in
                    running.begun += 1
                    running.now += 1
                    running.most = max(running.most, running.now)
                    return running.begun
                }
                defer { running.withLock { $0.now -= 1 } }
                // As many as may run at once are there before the first of them ends.
                if place <= 7 { try await eventually { running.withLock { $0.most } >= 7 } }
                try await Task.sleep(for: .milliseconds(5))
                return number
            }
        }
        #expect(try await place.result(place.start(RunsMany.self, "100")) == "4950")
        #expect(running.withLock { $0.most } == 7)
        try await worker.stop()
    }

    @Test(arguments: [1_000, 0])
    func `one that takes longer than its task runs once, and signals come in between`(cached: Int) async throws {
        let place = try await Place()
        let mayEnd = Gate()
        let runs = Mutex(0)
        var options = WorkerOptions()
        options.maxCachedWorkflows = cached
        let worker = try place.worker(options) {
            RunsLocally.self
            Scripted { number in
                runs.withLock { $0 += 1 }
                try await mayEnd.wait()
                return number
            }
        }
        let id = UUID().uuidString
        _ = try await place.start("RunsLocally", ["1"], id: id, options: ["--task-timeout", "2s"])
        try await eventually { runs.withLock { $0 } > 0 }
        try await place.cli.workflow("signal", id, ["--name", "say", "--input", #""hello""#])
        try await eventually(within: .seconds(30)) {
            let answer = try await place.cli.workflow("query", id, ["--type", "heard"], within: .seconds(30))
            return answer.output.contains("hello")
        }
        mayEnd.open()
        #expect(try await place.result(id) == "1")
        // On a machine so slow that the server took a task for lost, that task's activity ran again.
        let lost = try await place.events(id).count {
            if case .workflowTaskTimedOut(let event) = $0 { event.timeoutType == .startToClose } else { false }
        }
        #expect((1...1 + lost).contains(runs.withLock { $0 }))
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test func `an author's cancellation handler that blocks holds up neither other runs nor its own`() async throws {
        let place = try await Place()
        let (started, blocked, mayGoOn) = (Gate(), Gate(), Gate())
        let worker = try place.worker {
            GivesUp.self
            Quick.self
            Scripted { number in
                try await withTaskCancellationHandler {
                    started.open()
                    // What heeds the cancellation would wait for the handler on a thread of its own.
                    try await Task.detached { try await mayGoOn.wait() }.value
                } onCancel: {
                    blocked.open()
                    let limit = ContinuousClock.now + .seconds(60)
                    while !mayGoOn.isOpen, ContinuousClock.now < limit { usleep(1_000) }
                }
                return number
            }
        }
        let id = try await place.start("GivesUp", options: ["--task-timeout", "2s"])
        try await started.wait()
        try await place.client.workflow(id: id).signal("end")
        try await blocked.wait()
        #expect(try await place.result(place.start(Quick.self)) == "done")
        #expect(try await place.client.workflow(id: id).query("isOver", as: Bool.self) == false)
        mayGoOn.open()
        #expect(try await place.cli.closed(id) == "COMPLETED")
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test func `a worker that stops hands a local activity over to the next`() async throws {
        let place = try await Place()
        let started = Gate()
        var options = WorkerOptions()
        options.shutdownTimeout = .milliseconds(300)
        let worker = try place.worker(options) {
            RunsLocally.self
            Scripted { _ in
                started.open()
                try await Task.sleep(for: .seconds(600))
                return 0
            }
        }
        let id = try await place.start(RunsLocally.self, "5")
        try await started.wait()
        await worker.askToStop()
        try await worker.end()
        let next = try place.worker {
            RunsLocally.self
            Scripted { $0 }
        }
        #expect(try await place.result(id) == "5")
        let events = try await place.events(id)
        #expect(!events.contains { if case .workflowTaskTimedOut = $0 { true } else { false } }, "\(events)")
        try await next.stop()
    }

    @Test(arguments: [("start", "startToClose"), ("schedule", "scheduleToClose"), ("unregistered", "not registered")])
    func `a timeout and an unknown type are failures that say which`(kind: String, word: String) async throws {
        let place = try await Place()
        let worker = try place.worker {
            TellsFailure.self
            if kind != "unregistered" {
                Scripted { _ in
                    try await Task.sleep(for: .seconds(600))
                    return 0
                }
            }
        }
        let result = try #require(try await place.result(place.start(TellsFailure.self, #""\#(kind)""#)))
        #expect(result.contains(word), "\(result)")
        try await worker.stop()
    }

    @Test func `one that gets no slot in time fails, and never begins`() async throws {
        let place = try await Place()
        let (holdsSlot, hasBegun, mayEnd) = (Gate(), Gate(), Gate())
        var options = WorkerOptions()
        options.maxConcurrentLocalActivities = 1
        let worker = try place.worker(options) {
            RunsLocally.self
            TellsFailure.self
            Scripted { number in
                if number == 0 { hasBegun.open() } else { holdsSlot.open() }
                try await mayEnd.wait()
                return number
            }
        }
        let holder = try await place.start(RunsLocally.self, "1")
        try await holdsSlot.wait()
        let result = try #require(try await place.result(place.start(TellsFailure.self, #""wait""#)))
        #expect(result.contains("scheduleToStart"), "\(result)")
        #expect(!hasBegun.isOpen)
        mayEnd.open()
        #expect(try await place.result(holder) == "1")
        try await worker.stop()
    }
}
