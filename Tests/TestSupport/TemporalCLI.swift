// The stock `temporal` command line: the client that proves a worker from outside, as an operator would.
import Foundation

/// Runs the stock `temporal` command against one server and namespace.
public struct TemporalCLI: Sendable {
    /// The server's address, `host:port`.
    public let address: String
    /// The namespace of every command.
    public let namespace: String

    /// Runs `temporal` with `arguments` (`["workflow", "start", …]`) and returns what it wrote, whatever its exit status.
    public func run(_ arguments: [String], within limit: Duration = .seconds(60)) async throws -> CommandResult {
        let deadline = ContinuousClock.now + limit
        while true {
            let result = try await runCommand(
                [Repository.temporal] + arguments
                    + ["--address", address, "--namespace", namespace, "--output", "json", "--color", "never"],
                environment: ["TEMPORAL_CONFIG_FILE": "/dev/null"], within: limit)
            // A server under load asks to come again, and the command gives up.
            let isBusy = result.status != 0 && result.errors.contains("Workflow is busy")
            if !isBusy || ContinuousClock.now > deadline { return result }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// `temporal workflow VERB --workflow-id ID …`, which must succeed.
    @discardableResult
    public func workflow(
        _ verb: String, _ workflowID: String, _ arguments: [String] = [], within limit: Duration = .seconds(60)
    ) async throws -> CommandResult {
        try await run(["workflow", verb, "--workflow-id", workflowID] + arguments, within: limit).succeeded()
    }

    /// Starts a workflow and returns its run id. Each of `inputs` is one argument, written as JSON.
    @discardableResult
    public func start(
        _ type: String, id: String, taskQueue: String, inputs: [String] = [], options: [String] = []
    ) async throws -> String {
        let started = try await workflow(
            "start", id,
            ["--type", type, "--task-queue", taskQueue] + inputs.flatMap { ["--input", $0] } + options)
        guard let runID = try started.text(at: "runId") else {
            throw Peer.Failure(description: "temporal workflow start printed no run id: \(started.output)")
        }
        return runID
    }

    /// The status of a workflow as the server names it: `WORKFLOW_EXECUTION_STATUS_COMPLETED`, without the prefix.
    public func status(_ workflowID: String, runID: String? = nil) async throws -> String {
        let described = try await workflow("describe", workflowID, runID.map { ["--run-id", $0] } ?? [])
        let status = try described.text(at: "workflowExecutionInfo.status") ?? "nothing"
        return status.replacing("WORKFLOW_EXECUTION_STATUS_", with: "")
    }

    /// Waits for a workflow to end and returns its status (``status(_:runID:)``).
    public func closed(
        _ workflowID: String, runID: String? = nil, within limit: Duration = .seconds(60)
    ) async throws -> String {
        // One command that waits costs less than many that ask; it fails where the workflow did, which is no matter here.
        let run = runID.map { ["--run-id", $0] } ?? []
        _ = try? await self.run(["workflow", "result", "--workflow-id", workflowID] + run, within: limit)
        let status = try await status(workflowID, runID: runID)
        if status != "RUNNING" { return status }
        let history = try await history(workflowID, runID: runID).suffix(4000)
        throw Peer.Failure(description: "workflow \(workflowID) was still running after \(limit): \(history)")
    }

    /// The result of a workflow, as the JSON text that it returned, once it has completed; throws if it ended otherwise.
    public func result(_ workflowID: String, within limit: Duration = .seconds(60)) async throws -> CommandResult {
        try await workflow("result", workflowID, within: limit)
    }

    /// A workflow's history as JSON (`temporal workflow show`).
    public func history(_ workflowID: String, runID: String? = nil) async throws -> String {
        try await workflow("show", workflowID, runID.map { ["--run-id", $0] } ?? []).output
    }

    /// Makes a namespace.
    public func createNamespace(_ name: String) async throws {
        try await TemporalCLI(address: address, namespace: name)
            .run(["operator", "namespace", "create", "--retention", "1d"]).succeeded()
    }
}
