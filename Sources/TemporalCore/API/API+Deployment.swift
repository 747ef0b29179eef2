// `temporal.api.deployment.v1`: which version of a worker's deployment is meant.

extension API.Deployment {
    package struct WorkerDeploymentOptions: Message {
        package var deploymentName = ""
        package var buildID = ""
        package var workerVersioningMode: API.Enums.WorkerVersioningMode = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.deployment.v1.WorkerDeploymentOptions" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "deployment_name", &deploymentName)
            visitor.field(2, "build_id", &buildID)
            visitor.field(3, "worker_versioning_mode", &workerVersioningMode)
        }
    }

    package struct Deployment: Message {
        package var seriesName = ""
        package var buildID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.deployment.v1.Deployment" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "series_name", &seriesName)
            visitor.field(2, "build_id", &buildID)
        }
    }

    package struct WorkerDeploymentVersion: Message {
        package var buildID = ""
        package var deploymentName = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.deployment.v1.WorkerDeploymentVersion" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "build_id", &buildID)
            visitor.field(2, "deployment_name", &deploymentName)
        }
    }

    package struct InheritedAutoUpgradeInfo: Message {
        package var sourceDeploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var sourceDeploymentRevisionNumber: Int64 = 0
        package var continueAsNewInitialVersioningBehavior: API.Enums.ContinueAsNewVersioningBehavior = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.deployment.v1.InheritedAutoUpgradeInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "source_deployment_version", &sourceDeploymentVersion)
            visitor.field(2, "source_deployment_revision_number", &sourceDeploymentRevisionNumber)
            visitor.field(3, "continue_as_new_initial_versioning_behavior", &continueAsNewInitialVersioningBehavior)
        }
    }
}
