// What a run knows of itself from its first task on.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private actor Tells: Workflow {
    func run() async throws -> [String] {
        [
            info.deploymentVersion?.buildID ?? "", info.continuedRunID ?? "", info.parent?.workflowID ?? "",
            info.root.workflowID, info.cronSchedule ?? "", info.runTimeout.map { "\($0)" } ?? "",
            "\(info.priority.key ?? 0)",
        ]
    }
}

@Suite struct RunInfoTests {
    private let version = WorkerDeploymentVersion(deploymentName: "d", buildID: "b")

    @Test func `what few runs have is known in the first task, as is the worker's version`() async throws {
        let run = try TestRun(Tells.self, deploymentVersion: version) {
            $0.continuedExecutionRunID = "c"
            $0.parentWorkflowExecution = .init(workflowID: "p", runID: "r")
            $0.rootWorkflowExecution = .init(workflowID: "o", runID: "r")
            $0.cronSchedule = "5 * * * *"
            $0.workflowRunTimeout = .seconds(9)
            $0.priority = .with { $0.priorityKey = 2 }
        }
        #expect(
            try await run.task().summary
                == [#"completed ["b","c","p","o","5 * * * *","9.0 seconds","2"]"#])
        await run.evict()
    }

    @Test func `a run of which nothing is said has none of it, and its worker's version`() async throws {
        let run = try TestRun(Tells.self, deploymentVersion: version)
        #expect(try await run.task().summary == [#"completed ["b","","","w","","","0"]"#])
        await run.evict()
    }
}
