// What a server tells a worker to do by itself, without waiting to be asked.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct WorkerCommandTests {
    @Test func `an activity that sends no heartbeats hears of its cancellation`() async throws {
        let server = try await DevServer.start(dynamicConfiguration: [
            "frontend.workerCommandsEnabled=true", "system.enableCancelActivityWorkerCommand=true",
        ])
        let place = try await Place(server: server)
        let isRunning = Gate()
        let worker = try place.worker {
            HearsOfCancellation.self
            Scripted { number in
                isRunning.open()
                try await Task.sleep(for: .seconds(300))
                return number
            }
        }
        let id = try await place.start(HearsOfCancellation.self)
        try await isRunning.wait()
        try await place.client.workflow(id: id).cancel()
        #expect(try await place.cli.closed(id) == "CANCELED")
        try await worker.stop()
    }

    @Test func `so does one in a session, where the worker takes no other activities`() async throws {
        let server = try await DevServer.start(dynamicConfiguration: [
            "frontend.workerCommandsEnabled=true", "system.enableCancelActivityWorkerCommand=true",
        ])
        let place = try await Place(server: server)
        let isRunning = Gate()
        var options = WorkerOptions()
        options.activityTaskPollers = 0
        options.maxConcurrentSessions = 1
        let worker = try place.worker(options) {
            HearsInSession.self
            Scripted { number in
                isRunning.open()
                try await Task.sleep(for: .seconds(300))
                return number
            }
        }
        let id = try await place.start(HearsInSession.self)
        try await isRunning.wait()
        try await place.client.workflow(id: id).cancel()
        #expect(try await place.cli.closed(id) == "CANCELED")
        try await worker.stop()
    }
}

/// Waits for an activity, canceled or not, until it has ended.
private actor HearsOfCancellation: Workflow {
    func run() async throws -> Int {
        try await execute(
            Scripted.self, 1,
            options: ActivityOptions(startToClose: .seconds(600), cancellation: .waitCancellationCompleted))
    }
}

/// The same in a session.
private actor HearsInSession: Workflow {
    func run() async throws -> Int {
        try await withSession { workflow, session in
            try await workflow.execute(
                Scripted.self, 1,
                options: session.options(
                    ActivityOptions(startToClose: .seconds(600), cancellation: .waitCancellationCompleted)))
        }
    }
}
