// What all runs of a worker, or of a replayer, have in common: there is one of it, however many runs are in memory.

import CoreMetrics
import Logging
import TemporalCore

/// What runs in memory share.
package final class RunSetup: Sendable {
    let namespace: String
    let converter: DataConverter
    /// What stands around the runs' calls, the outermost first.
    let interceptors: [any WorkflowInterceptor]
    /// The version of the worker's deployment, if it has one.
    let deploymentVersion: WorkerDeploymentVersion?
    /// The errors that fail a run though they are no failures of Temporal's.
    let failureErrors: [any Error.Type]
    /// Whether nobody is told what the code does: then all of it counts as a replay for those who watch, also what history does not hold.
    let isReplayOnly: Bool
    let logger: Logger
    /// Who makes the metrics of live code.
    let metrics: any MetricsFactory
    /// Says that a run was woken from outside.
    let onLateJob: @Sendable (String) -> Void

    package init(
        namespace: String, converter: DataConverter, interceptors: [any WorkflowInterceptor] = [],
        deploymentVersion: WorkerDeploymentVersion? = nil, failureErrors: [any Error.Type] = [],
        isReplayOnly: Bool = false, logger: Logger, metrics: any MetricsFactory = NOOPMetricsHandler.instance
    ) {
        self.namespace = namespace
        self.converter = converter
        self.interceptors = interceptors
        self.deploymentVersion = deploymentVersion
        self.failureErrors = failureErrors
        self.isReplayOnly = isReplayOnly
        self.logger = logger
        self.metrics = metrics
        onLateJob = { label in
            logger.error("\(label): \(ForeignWait(kind: .late)) Nothing else wakes it, and its next task will fail.")
        }
    }
}
