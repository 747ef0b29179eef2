// Which version of a deployment a worker is.

import TemporalCore
import TemporalWorkflow

/// The deployment that a worker belongs to, and how the server routes workflows to its versions.
public struct WorkerDeploymentOptions: Sendable {
    /// The deployment, and the build that this worker is.
    public var version: WorkerDeploymentVersion
    /// Whether the server routes by versions; otherwise it only knows of them.
    public var usesVersioning: Bool
    /// The behavior of workflows that state none of their own.
    public var defaultVersioningBehavior: VersioningBehavior?

    /// Options with the given values.
    public init(
        _ version: WorkerDeploymentVersion, usesVersioning: Bool = true,
        defaultVersioningBehavior: VersioningBehavior? = nil
    ) {
        self.version = version
        self.usesVersioning = usesVersioning
        self.defaultVersioningBehavior = defaultVersioningBehavior
    }

    var message: API.Deployment.WorkerDeploymentOptions {
        .with {
            $0.deploymentName = version.deploymentName
            $0.buildID = version.buildID
            $0.workerVersioningMode = usesVersioning ? .versioned : .unversioned
        }
    }

    /// Where a workflow has no behavior although the server routes by versions.
    func validate(_ registry: Registry) throws(RegistrationError) {
        guard usesVersioning, defaultVersioningBehavior == nil else { return }
        let silent = registry.workflows.values.filter { $0.versioningBehavior == nil }.map(\.name).sorted()
        guard silent.isEmpty else {
            throw RegistrationError(
                """
                \(silent.joined(separator: ", ")) and this worker's options state no versioning behavior: give the workflow a \
                static versioningBehavior, or the options a defaultVersioningBehavior
                """)
        }
    }
}
