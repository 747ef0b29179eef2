// Worker deployments: which version of a worker's code runs which workflow.

/// One version of a deployment of workers.
public struct WorkerDeploymentVersion: Sendable, Hashable, CustomStringConvertible {
    /// The name of the deployment, which all its versions share.
    public var deploymentName: String
    /// The name of this version's build.
    public var buildID: String

    /// A version of the deployment.
    public init(deploymentName: String, buildID: String) {
        self.deploymentName = deploymentName
        self.buildID = buildID
    }

    package init?(_ message: API.Deployment.WorkerDeploymentVersion?) {
        guard let message, !message.deploymentName.isEmpty || !message.buildID.isEmpty else { return nil }
        self.init(deploymentName: message.deploymentName, buildID: message.buildID)
    }

    package var message: API.Deployment.WorkerDeploymentVersion {
        .with {
            $0.deploymentName = deploymentName
            $0.buildID = buildID
        }
    }

    /// The version as the server writes it: `orders:1.2`.
    public var description: String { "\(deploymentName):\(buildID)" }
}

/// Which version of its workers' code a workflow runs with, when there are new ones.
public enum VersioningBehavior: Sendable, Hashable {
    /// The one it began with, to its end.
    case pinned
    /// The current one, from its next workflow task on: changes of its code need patches.
    case autoUpgrade

    package var message: API.Enums.VersioningBehavior {
        switch self {
        case .pinned: .pinned
        case .autoUpgrade: .autoUpgrade
        }
    }
}

/// What a workflow's versioning is, whatever its workers say.
public enum VersioningOverride: Sendable, Hashable {
    /// It runs with that version.
    case pinned(WorkerDeploymentVersion)
    /// It runs with the current version.
    case autoUpgrade

    package var message: API.Workflow.VersioningOverride {
        switch self {
        case .pinned(let version):
            .with {
                $0.override = .pinned(
                    .with {
                        $0.behavior = .pinned
                        $0.version = version.message
                    })
            }
        case .autoUpgrade: .with { $0.override = .autoUpgrade(true) }
        }
    }
}

extension WorkflowHandle {
    /// Changes which version the workflow runs with while it runs, whatever its workers say: from its next workflow task on, and
    /// in place of what was said before, at its start or since. A handle without a run's id means the current run, whoever started it.
    ///
    /// - Parameter versioningOverride: what its versioning is from now on; nil leaves it to its workers again.
    /// - Throws: ``RPCError``, with the code `notFound` where no such workflow runs, and `failedPrecondition` where no worker of the
    ///   version has polled the workflow's task queue yet.
    public func updateOptions(versioningOverride: VersioningOverride?) async throws {
        let input = UpdateWorkflowOptionsInput(id: id, runID: runID, versioningOverride: versioningOverride)
        guard !client.interceptors.isEmpty else { return try await updateOptions(input) }
        try await intercept(client.interceptors[...], input, { try await $0.updateWorkflowOptions($1, next: $2) }) {
            try await self.updateOptions($0)
        }
    }

    private func updateOptions(_ input: UpdateWorkflowOptionsInput) async throws {
        var request = API.WorkflowService.UpdateWorkflowExecutionOptionsRequest()
        request.namespace = client.namespace
        request.workflowExecution = execution(input.id, input.runID)
        request.workflowExecutionOptions = .with { $0.versioningOverride = input.versioningOverride?.message }
        request.updateMask = .with { $0.paths = ["versioning_override"] }
        request.identity = client.identity
        _ = try await client.service.call(RPCs.updateWorkflowExecutionOptions, request)
    }
}
