// The recorder's workflows around children and other workflows.

import TemporalCore
import TemporalWorkflow

actor ChildWorkflow: Workflow {
    func run(_ mode: String) async throws -> String {
        switch mode {
        case "fail": throw ApplicationFailure("child failed", type: "Boom", nonRetryable: true)
        case "activity": return try await echo("child result")
        case "park": try await sleep(for: .seconds(3_600))
        case "slow-cancel":
            do {
                try await sleep(for: .seconds(3_600))
            } catch is CancellationError {
                _ = try await withCancellationShield { try await $0.echo("cleaning up") }
                throw CancellationError()
            }
        default: break
        }
        return "child result"
    }
}

extension Workflow {
    /// The id of the recorder's only child.
    var childID: String { info.workflowID + "-child" }
}

actor ChildResultWorkflow: Workflow {
    func run() async throws -> String {
        let result = try await executeChild(ChildWorkflow.self, "activity", id: childID)
        try await echo(result)
        return result
    }
}

actor ChildFailureWorkflow: Workflow {
    func run() async throws -> String {
        do {
            _ = try await executeChild(ChildWorkflow.self, "fail", id: childID)
        } catch is ChildWorkflowFailure {
            try await echo("caught")
        }
        return "caught"
    }
}

actor ChildAlreadyStartedWorkflow: Workflow {
    func run() async throws -> String {
        _ = try await startChild(ChildWorkflow.self, "park", id: childID)
        do {
            _ = try await startChild(ChildWorkflow.self, "park", id: childID)
        } catch is ChildWorkflowFailure {
            try await echo("already started")
        }
        return "already started"
    }
}

actor ChildrenAtOnceWorkflow: Workflow {
    func run() async throws -> [String] {
        let id = info.workflowID
        return try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for i in 0..<3 {
                group.addTask { (i, try await self.executeChild(ChildWorkflow.self, "result", id: "\(id)-\(i)")) }
            }
            var results: [Int: String] = [:]
            for try await (i, result) in group { results[i] = result }
            return results.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

extension Workflow {
    func cancelChild(_ type: ChildWorkflowCancellationType) async throws -> String {
        let child = try await startChild(
            ChildWorkflow.self, "slow-cancel", id: childID, options: ChildWorkflowOptions(cancellation: type))
        try await echo("started")
        let result = Task.immediate { try await self.end(of: child) }
        result.cancel()
        do { _ = try await result.value } catch is ChildWorkflowFailure { try await echo("cancelled") }
        return "cancelled"
    }

    private func end(of child: ChildWorkflowHandle<ChildWorkflow>) async throws -> String { try await child.result() }
}

actor ChildCancelAbandonWorkflow: Workflow {
    func run() async throws -> String { try await cancelChild(.abandon) }
}

actor ChildTryCancelWorkflow: Workflow {
    func run() async throws -> String { try await cancelChild(.tryCancel) }
}

actor ChildWaitCancelRequestedWorkflow: Workflow {
    func run() async throws -> String { try await cancelChild(.waitCancellationRequested) }
}

actor ChildWaitCancelCompletedWorkflow: Workflow {
    func run() async throws -> String { try await cancelChild(.waitCancellationCompleted) }
}

actor ChildAbandonedWorkflow: Workflow {
    func run() async throws -> String {
        _ = try await startChild(
            ChildWorkflow.self, "park", id: childID, options: ChildWorkflowOptions(parentClosePolicy: .abandon))
        return "left it"
    }
}

actor ChildCancelledUnsentWorkflow: Workflow {
    func run() async throws -> String {
        let child = Task.immediate { try await executeChild(ChildWorkflow.self, "result", id: childID) }
        child.cancel()
        do { _ = try await child.value } catch is ChildWorkflowFailure { try await echo("cancelled") }
        return "cancelled"
    }
}

actor SignalExternalWorkflow: Workflow {
    func run(_ target: String) async throws -> String {
        try await externalWorkflow(WaitWorkflow.self, id: target).signal(WaitWorkflow.decide, "from outside")
        try await echo("signalled")
        return "signalled"
    }
}

actor SignalNobodyWorkflow: Workflow {
    func run() async throws -> String {
        do {
            try await externalWorkflow(WaitWorkflow.self, id: "no-such-workflow").signal(WaitWorkflow.decide, "hello")
        } catch is ApplicationFailure {
            try await echo("not found")
        }
        return "not found"
    }
}

actor SignalChildWorkflow: Workflow {
    func run() async throws -> String {
        let child = try await startChild(WaitWorkflow.self, id: childID)
        try await child.signal(WaitWorkflow.decide, "yes")
        return try await child.result()
    }
}

actor CancelExternalWorkflow: Workflow {
    func run(_ target: String) async throws -> String {
        try await externalWorkflow(WaitWorkflow.self, id: target).cancel()
        try await echo("cancelled")
        do {
            try await externalWorkflow(WaitWorkflow.self, id: "no-such-workflow").cancel()
        } catch is ApplicationFailure {
            try await echo("not found")
        }
        return "cancelled"
    }
}
