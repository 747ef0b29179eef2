// What the server and the log say of code that was changed under a run.

import Foundation
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private struct Charge: Activity {
    func run(_ order: Int) async throws -> String { "charged \(order)" }
}

private struct Ship: Activity {
    func run(_ order: Int) async throws -> String { "shipped \(order)" }
}

/// One workflow type before and after a change that should have been `patched`.
private enum Deployment {
    actor Before: Workflow {
        static let workflowType = "Shop"
        private var mayEnd = false

        func run() async throws {
            _ = try await execute(Charge.self, 7, startToClose: .seconds(10))
            try await wait { $0.mayEnd }
        }

        static var handlers: Handlers<Before> { Signal("end") { (w: isolated Before) in w.mayEnd = true } }
    }

    actor After: Workflow {
        static let workflowType = "Shop"
        static let changed: UInt = #line + 4
        private var mayEnd = false

        func run() async throws {
            _ = try await execute(Ship.self, 7, startToClose: .seconds(10))
            try await wait { $0.mayEnd }
        }

        static var handlers: Handlers<After> { Signal("end") { (w: isolated After) in w.mayEnd = true } }
    }
}

@Suite(.timeLimit(.minutes(5))) struct NondeterminismReportTests {
    @Test func `history, the log and a replayer show both sides and the changed line`() async throws {
        let place = try await Place()
        let before = try place.worker {
            Deployment.Before.self
            Charge()
        }
        let id = try await place.start("Shop")
        try await eventually {
            try await place.events(id).contains { if case .activityTaskCompleted = $0 { true } else { false } }
        }
        await before.askToStop()
        try await before.end()

        let after = try place.worker {
            Deployment.After.self
            Charge()
            Ship()
        }
        try await place.cli.workflow("signal", id, ["--name", "end"])
        try await eventually { try await !place.taskFailures(id).isEmpty }
        let report = """
            [TMPRL1100] Nondeterminism at event 5: the activity's type differs. \
            History: ActivityTaskScheduled(id: 1, type: Charge). \
            Code: ScheduleActivityTask(id: 1, type: Ship) at \(#fileID):\(Deployment.After.changed).
                  history                                    | code
            --> 5 ActivityTaskScheduled(id: 1, type: Charge) | ScheduleActivityTask(id: 1, type: Ship)  \
            \(#fileID):\(Deployment.After.changed)
            """
        #expect(try await place.taskFailures(id).first == report)
        #expect(place.log.contains(report))
        await after.askToStop()
        try await after.end()

        let replayer = try Replayer { Deployment.After.self }
        let history = try await WorkflowHistory(of: place.client.workflow(id: id))
        let error = await #expect(throws: ReplayError.self) { try await replayer.replay(history) }
        #expect(error?.reason == report)
        try await place.cli.workflow("terminate", id, [])
        await place.client.close()
    }
}
