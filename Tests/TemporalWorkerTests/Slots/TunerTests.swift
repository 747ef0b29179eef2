// Workers whose slots are given by a rule: of the load, or of the user's own.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorkflow
import TestSupport
import Testing

@testable import TemporalWorker

private actor RunsInSession: Workflow {
    func run() async throws -> Int {
        try await withSession { workflow, session in
            try await workflow.execute(
                Scripted.self, 1, options: session.options(ActivityOptions(startToClose: .seconds(60))))
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct TunerTests {
    @Test func `a supplier of one's own says how much runs at once, and gets back what it gave`() async throws {
        let place = try await Place()
        let licenses = Licenses(2)
        var options = WorkerOptions()
        options.tuner.activities = .custom(licenses)
        options.workerHeartbeatInterval = .milliseconds(100)
        let busy = Busy()
        let worker = try place.worker(options) {
            FansOut.self
            busy
        }
        #expect(try await place.result(place.start(FansOut.self, "12")) == "12")
        #expect(busy.most <= 2)
        #expect(licenses.mostTaken == 2)
        #expect(licenses.uses.filter { $0 == "Busy" }.count == 12)
        try await eventually {
            try await place.heartbeat()?["activityTaskSlotsInfo", "slotSupplierKind"] as? String == "Licenses"
        }
        try await worker.stop()
        #expect(licenses.taken == 0)
    }

    @Test func `a supplier that gives nothing holds no shutdown up`() async throws {
        let place = try await Place()
        let licenses = Licenses(0)
        var options = WorkerOptions()
        options.tuner = WorkerTuner(
            workflowTasks: .custom(licenses), activities: .custom(licenses), nexusTasks: .custom(licenses))
        let worker = try place.worker(options) {
            FansOut.self
            Busy()
        }
        try await eventually { licenses.waiting > 0 }
        try await worker.stop()
        try await eventually { licenses.waiting == 0 }
        #expect(licenses.taken == 0)
    }

    @Test func `activities in sessions run where a supplier's slots are all held by polls`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.tuner.activities = .custom(Licenses(1))
        options.maxConcurrentSessions = 1
        let worker = try place.worker(options) {
            RunsInSession.self
            Scripted { $0 + 1 }
        }
        #expect(try await place.result(place.start(RunsInSession.self)) == "2")
        try await worker.stop()
    }

    @Test func `a supplier that throws is asked again`() async throws {
        let place = try await Place()
        let licenses = Licenses(3, failures: 2)
        var options = WorkerOptions()
        options.tuner.activities = .custom(licenses)
        let worker = try place.worker(options) {
            FansOut.self
            Busy()
        }
        #expect(try await place.result(place.start(FansOut.self, "3")) == "3")
        #expect(place.log.contains("Licenses gave no slot and is asked again"))
        try await worker.stop()
    }

    @Test func `on a machine without room everything still runs, in the slots that there always are`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        func noRoom(_ minimum: Int) -> SlotSupply {
            .custom(ResourceBasedSlots(minimum: minimum, maximum: 9, rampThrottle: .zero) { false })
        }
        options.tuner = WorkerTuner(
            workflowTasks: noRoom(2), activities: noRoom(1), localActivities: noRoom(1), nexusTasks: noRoom(1))
        let busy = Busy()
        let worker = try place.worker(options) {
            FansOut.self
            FansOutLocally.self
            busy
        }
        #expect(try await place.result(place.start(FansOut.self, "5")) == "5")
        #expect(try await place.result(place.start(FansOutLocally.self, "5")) == "5")
        #expect(busy.most <= 2)
        try await worker.stop()
    }

    @Test func `a worker runs by the load of its machine`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.tuner = .resourceBased(memory: 0.8, cpu: 0.9)
        let worker = try place.worker(options) {
            FansOut.self
            FansOutLocally.self
            Busy()
        }
        #expect(try await place.result(place.start(FansOut.self, "20")) == "20")
        #expect(try await place.result(place.start(FansOutLocally.self, "20")) == "20")
        try await worker.stop()
    }
}

/// So many slots as there are licenses, for all workers that are given the same ones.
private final class Licenses: SlotSupplier {
    private struct State {
        var free: Int
        var mostTaken = 0
        var waiting = 0
        var failures: Int
        var uses: [String] = []
    }

    private let count: Int
    private let state: Mutex<State>

    init(_ count: Int, failures: Int = 0) {
        self.count = count
        state = Mutex(State(free: count, failures: failures))
    }

    var taken: Int { count - state.withLock { $0.free } }
    var mostTaken: Int { state.withLock { $0.mostTaken } }
    var waiting: Int { state.withLock { $0.waiting } }
    var uses: [String] { state.withLock { $0.uses } }

    func reserve(_ request: SlotRequest) async throws -> String {
        state.withLock { $0.waiting += 1 }
        defer { state.withLock { $0.waiting -= 1 } }
        let fails = state.withLock { state in
            state.failures -= 1
            return state.failures >= 0
        }
        if fails { throw ApplicationFailure("no licenses today", type: "Test") }
        while true {
            if let license = reserveIfFree(request) { return license }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func reserveIfFree(_ request: SlotRequest) -> String? {
        state.withLock { state in
            guard state.free > 0 else { return nil }
            state.free -= 1
            state.mostTaken = max(state.mostTaken, count - state.free)
            return "license for \(request.taskQueue)"
        }
    }

    func use(_ permit: String, for use: SlotUse) { state.withLock { $0.uses.append(use.type) } }

    func release(_ permit: String) { state.withLock { $0.free += 1 } }
}

/// Takes a moment, and knows how many of it ran at once.
private final class Busy: Activity {
    private let running = Mutex((now: 0, most: 0))

    var most: Int { running.withLock { $0.most } }

    func run() async throws -> Int {
        running.withLock { running in
            running.now += 1
            running.most = max(running.most, running.now)
        }
        defer { running.withLock { $0.now -= 1 } }
        try await Task.sleep(for: .milliseconds(20))
        return 1
    }
}

private actor FansOut: Workflow {
    func run(_ count: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count { group.addTask { try await self.execute(Busy.self, startToClose: .seconds(60)) } }
            var sum = 0
            while let one = try await group.next() { sum += one }
            return sum
        }
    }
}

private actor FansOutLocally: Workflow {
    func run(_ count: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count { group.addTask { try await self.executeLocal(Busy.self, startToClose: .seconds(60)) } }
            var sum = 0
            while let one = try await group.next() { sum += one }
            return sum
        }
    }
}
