// Workflow code that traps ends the worker's process, for Swift cannot catch it. The same run must not do so for ever.

import FaultWorkflows
import Foundation
import ReplaySupport
import TemporalCore
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct CrashTests {
    @Test func `a run whose code ends the process twice is refused, and the others go on`() async throws {
        let place = try await Place()
        let log = try Repository.scratchFile("crashing-worker.log")
        func launch() throws -> Peer {
            try Peer(
                [Repository.executable("fault-worker")],
                environment: [
                    "TEMPORAL_ADDRESS": place.cli.address, "TEMPORAL_TASK_QUEUE": place.taskQueue,
                    "TMPDIR": try Repository.scratch.get().path, "SWIFT_BACKTRACE": "enable=no",
                ], standardError: FileHandle(forWritingTo: log))
        }
        let trapping = "traps-\(UUID().uuidString)"
        let runID = try await place.cli.start(
            "Traps", id: trapping, taskQueue: place.taskQueue, inputs: ["[]"], options: ["--task-timeout", "1s"])
        for _ in 1...2 {
            #expect(try await launch().exit(within: .seconds(60)) > 128, "the worker should have trapped")
        }
        let worker = try launch()
        let id = try await place.start("Part", ["3"])
        #expect(try await place.cli.closed(id) == "COMPLETED")
        try await eventually(within: .seconds(60)) {
            let text = try String(contentsOf: log, encoding: .utf8)
            return text.contains("workflow task failed: The worker's process has ended twice")
        }
        #expect(worker.isRunning)
        #expect(try String(contentsOf: log, encoding: .utf8).contains("the code of run \(runID) has ended"))
        #expect(try await place.cli.status(trapping) == "RUNNING")
        try await place.cli.workflow("terminate", trapping)
        worker.send(signal: SIGTERM)
        #expect(try await worker.exit(within: .seconds(60)) == 0)
        let replays = RunReplays()
        try replays.register(faultWorkflows)
        replays.expect(id)
        try await replays.replay(
            of: place.client, where: "TaskQueue = '\(place.taskQueue)'",
            excluding: ["Traps": "it would end this process too"])
        await place.client.close()
    }
}
