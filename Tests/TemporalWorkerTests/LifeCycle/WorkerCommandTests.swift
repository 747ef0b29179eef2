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
}

/// Waits for an activity, canceled or not, until it has ended.
private actor HearsOfCancellation: Workflow {
    func run() async throws -> Int {
        try await execute(
            Scripted.self, 1,
            options: ActivityOptions(startToClose: .seconds(600), cancellation: .waitCancellationCompleted))
    }
}
