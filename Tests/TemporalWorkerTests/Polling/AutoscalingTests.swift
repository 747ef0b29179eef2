// Pollers that become more and fewer, on a real server.

import Foundation
import MetricsTestKit
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct AutoscalingTests {
    @Test func `polls become few where nothing comes, and many where much does`() async throws {
        let server = try await DevServer.start(dynamicConfiguration: ["matching.longPollExpirationInterval=\"1s\""])
        let place = try await Place(server: server)
        var options = WorkerOptions()
        options.workflowTaskPollers = .autoscaling(minimum: 1, maximum: 30, initial: 6)
        options.activityTaskPollers = .autoscaling(minimum: 1, maximum: 30, initial: 6)
        options.workerHeartbeatInterval = .milliseconds(100)
        let worker = try place.worker(options) {
            Scatters.self
            Scripted { number in
                try await Task.sleep(for: .milliseconds(100))
                return number
            }
        }
        try await eventually {
            guard let heartbeat = try await place.heartbeat() else { return false }
            return heartbeat["activityPollerInfo", "isAutoscaling"] as? Bool == true
                && heartbeat["activityPollerInfo", "currentPollers"] as? Int ?? 0 <= 2
                && heartbeat["workflowPollerInfo", "currentPollers"] as? Int ?? 0 <= 2
        }
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 { group.addTask { try await place.start(Scatters.self, "300") } }
            var ids: [String] = []
            while let id = try await group.next() { ids.append(id) }
            return ids
        }
        try await eventually {
            try await place.heartbeat()?["activityPollerInfo", "currentPollers"] as? Int ?? 0 > 2
        }
        for id in ids { #expect(try await place.result(id) == "300") }
        try await worker.stop()
    }

    @Test func `scaling pollers leave slots to each other, however few there are`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.maxConcurrentWorkflowTasks = 2
        options.maxConcurrentActivities = 1
        options.workflowTaskPollers = .autoscaling(minimum: 50)
        options.activityTaskPollers = .autoscaling()
        let worker = try place.worker(options) {
            Scatters.self
            Scripted { $0 }
        }
        for _ in 0..<3 { #expect(try await place.result(place.start(Scatters.self, "10")) == "10") }
        let start = ContinuousClock.now
        await worker.askToStop()
        try await worker.end()
        #expect(ContinuousClock.now - start < .seconds(20))
        try await place.replay()
    }

    @Test func `as many polls for Nexus tasks are open as the options say`() async throws {
        let metrics = TestMetrics()
        let place = try await Place(metrics: metrics)
        var options = WorkerOptions()
        // More than there are by default, which would pass any lower number on their way.
        options.nexusTaskPollers = 7
        let worker = try place.worker(options) {
            NexusHandler(NexusOperation<Int, Int>("same", of: "numbers")) { number, _ in number }
        }
        let seen = Measured(metrics, place)
        try await eventually { () -> Bool in
            seen.level("temporal_num_pollers", ("poller_type", "nexus_task")) == 7
        }
        try await worker.stop()
    }
}

private actor Scatters: Workflow {
    func run(_ count: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count {
                group.addTask { try await self.execute(Scripted.self, 1, startToClose: .seconds(60)) }
            }
            var sum = 0
            while let one = try await group.next() { sum += one }
            return sum
        }
    }
}
