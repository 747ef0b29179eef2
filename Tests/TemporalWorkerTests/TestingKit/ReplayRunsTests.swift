// The replay of everything that a test's workers ran.

import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import Testing

@Suite(.timeLimit(.minutes(5))) struct ReplayRunsTests {
    private actor Parent: Workflow {
        func run(_ rest: Int) async throws {
            try await executeChild(Child.self)
            if rest > 0 { try continueAsNew(rest - 1) }
        }
    }

    private actor Child: Workflow {
        func run() async throws { try await sleep(for: .milliseconds(1)) }
    }

    @Test func `every run that a worker executed is replayed, with children and what follows`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Parent.self
            Child.self
        }
        let id = try await place.start(Parent.self, "1")
        _ = try await place.result(id)
        let replayer = try Replayer {
            Parent.self
            Child.self
        }
        let query = "TaskQueue = '\(place.taskQueue)' AND WorkflowType = 'Parent'"
        #expect(try await replayer.replayRuns(of: place.client, where: query, expecting: [id]) == 4)

        let lacking = try Replayer { Parent.self }
        let error = await #expect(throws: ReplayError.self) {
            try await lacking.replayRuns(of: place.client, where: query, expecting: [id])
        }
        #expect(error?.workflowType == "Child" && error?.reason.hasPrefix("workflow ") == true)
        try await worker.stop()
    }
}
