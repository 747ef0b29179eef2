// What a worker tells the server of itself, as the stock command line shows it.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

struct WorkerHeartbeatTests {
    @Test func `the server lists a worker with where it runs and what it has done`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.workerHeartbeatInterval = .milliseconds(100)
        options.maxConcurrentActivities = 7
        let worker = try place.worker(options) {
            RunsScripted.self
            Scripted { number in
                if ActivityContext.current?.info.attempt == 1 { throw ApplicationFailure("not yet", type: "Test") }
                return number
            }
        }
        let id = try await place.start(RunsScripted.self, "3")
        #expect(try await place.result(id) == "3")
        // One that tells all of it: what is counted, and what is free or asks again since.
        let heartbeat = try await eventually { () -> [String: Any]? in
            guard let heartbeat = try await place.heartbeat() else { return nil }
            let isSettled =
                heartbeat["activityTaskSlotsInfo", "totalProcessedTasks"] as? Int == 2
                && heartbeat["activityTaskSlotsInfo", "currentAvailableSlots"] as? Int == 7
                && heartbeat["workflowTaskSlotsInfo", "totalProcessedTasks"] as? Int ?? 0 >= 2
                && heartbeat["workflowStickyPollerInfo", "currentPollers"] as? Int == 4
                && heartbeat["workflowPollerInfo", "currentPollers"] as? Int == 1
                && heartbeat["totalStickyCacheHit"] as? Int ?? 0 >= 1
            return isSettled ? heartbeat : nil
        }
        #expect(heartbeat["status"] as? String == "WORKER_STATUS_RUNNING")
        #expect(heartbeat["workerIdentity"] as? String == place.client.identity)
        #expect(heartbeat["sdkName"] as? String == "temporal-swift")
        #expect(heartbeat["hostInfo", "processId"] as? String == "\(ProcessInfo.processInfo.processIdentifier)")
        #expect(heartbeat["hostInfo", "hostName"] as? String == ProcessInfo.processInfo.hostName)
        let memory = try #require(heartbeat["hostInfo", "currentHostMemUsage"] as? Double)
        #expect(memory > 0 && memory < 1)
        #expect(heartbeat["activityTaskSlotsInfo", "totalFailedTasks"] as? Int == 1)
        #expect(heartbeat["activityTaskSlotsInfo", "slotSupplierKind"] as? String == "Fixed")
        #expect(heartbeat["localActivitySlotsInfo", "currentAvailableSlots"] as? Int == 100)
        #expect(heartbeat["workflowPollerInfo", "lastSuccessfulPollTime"] is String)

        try await worker.stop()
        #expect(try await place.heartbeat()?["status"] as? String == "WORKER_STATUS_SHUTTING_DOWN")
    }

    /// Activities that take 600 s to be tried again if they are lost: workers come and go, and none is.
    @Test func `a task that the server hands over during a shutdown is done`() async throws {
        let server = try await DevServer.start(
            dynamicConfiguration: ["frontend.enableCancelWorkerPollsOnShutdown=true"])
        let place = try await Place(server: server)
        var ids: [String] = []
        for _ in 0..<10 {
            let worker = try place.worker {
                RunsScripted.self
                Scripted { $0 }
            }
            try await eventually { place.log.contains("Worker started") }
            async let stopped: Void = worker.stop()
            for _ in 0..<3 { ids.append(try await place.start(RunsScripted.self, "\(ids.count)")) }
            try await stopped
        }
        let last = try place.worker {
            RunsScripted.self
            Scripted { $0 }
        }
        for (number, id) in ids.enumerated() {
            #expect(try await place.result(id) == "\(number)")
            let timeouts = try await place.events(id).count {
                switch $0 {
                case .workflowTaskTimedOut, .activityTaskTimedOut: true
                default: false
                }
            }
            #expect(timeouts == 0)
        }
        let start = ContinuousClock.now
        await last.askToStop()
        try await last.end()
        // Idle long polls would have lasted a minute: the server answered them.
        #expect(ContinuousClock.now - start < .seconds(15))
        try await place.replay()
    }
}

extension Place {
    /// What the server knows of the worker on this task queue; nil as long as it knows none.
    func heartbeat() async throws -> [String: Any]? {
        let list = try await cli.run(["worker", "list", "--query", "TaskQueue=\"\(taskQueue)\""]).succeeded()
        return (try list.json() as? [[String: Any]])?.first?["workerHeartbeat"] as? [String: Any]
    }
}

extension [String: Any] {
    subscript(_ outer: String, _ inner: String) -> Any? { (self[outer] as? [String: Any])?[inner] }
}
