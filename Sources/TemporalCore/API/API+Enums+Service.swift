// `temporal.api.enums.v1`: namespaces, task queues, deployments and Nexus.

extension API.Enums {
    package struct WorkerVersioningMode: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.WorkerVersioningMode"

        package static let unspecified = Self(rawValue: 0)
        package static let unversioned = Self(rawValue: 1)
        package static let versioned = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "WORKER_VERSIONING_MODE_",
            [
                .unspecified: "UNSPECIFIED",
                .unversioned: "UNVERSIONED",
                .versioned: "VERSIONED",
            ])
    }

    package struct NamespaceState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.NamespaceState"

        package static let unspecified = Self(rawValue: 0)
        package static let registered = Self(rawValue: 1)
        package static let deprecated = Self(rawValue: 2)
        package static let deleted = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "NAMESPACE_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .registered: "REGISTERED",
                .deprecated: "DEPRECATED",
                .deleted: "DELETED",
            ])
    }

    package struct ArchivalState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ArchivalState"

        package static let unspecified = Self(rawValue: 0)
        package static let disabled = Self(rawValue: 1)
        package static let enabled = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "ARCHIVAL_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .disabled: "DISABLED",
                .enabled: "ENABLED",
            ])
    }

    package struct ReplicationState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ReplicationState"

        package static let unspecified = Self(rawValue: 0)
        package static let normal = Self(rawValue: 1)
        package static let handover = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "REPLICATION_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .normal: "NORMAL",
                .handover: "HANDOVER",
            ])
    }

    package struct NexusHandlerErrorRetryBehavior: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.NexusHandlerErrorRetryBehavior"

        package static let unspecified = Self(rawValue: 0)
        package static let retryable = Self(rawValue: 1)
        package static let nonRetryable = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "NEXUS_HANDLER_ERROR_RETRY_BEHAVIOR_",
            [
                .unspecified: "UNSPECIFIED",
                .retryable: "RETRYABLE",
                .nonRetryable: "NON_RETRYABLE",
            ])
    }

    package struct TaskQueueKind: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.TaskQueueKind"

        package static let unspecified = Self(rawValue: 0)
        package static let normal = Self(rawValue: 1)
        package static let sticky = Self(rawValue: 2)
        package static let workerCommands = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "TASK_QUEUE_KIND_",
            [
                .unspecified: "UNSPECIFIED",
                .normal: "NORMAL",
                .sticky: "STICKY",
                .workerCommands: "WORKER_COMMANDS",
            ])
    }

    package struct TaskQueueType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.TaskQueueType"

        package static let unspecified = Self(rawValue: 0)
        package static let workflow = Self(rawValue: 1)
        package static let activity = Self(rawValue: 2)
        package static let nexus = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "TASK_QUEUE_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .workflow: "WORKFLOW",
                .activity: "ACTIVITY",
                .nexus: "NEXUS",
            ])
    }

    package struct BuildIDTaskReachability: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.BuildIdTaskReachability"

        package static let unspecified = Self(rawValue: 0)
        package static let reachable = Self(rawValue: 1)
        package static let closedWorkflowsOnly = Self(rawValue: 2)
        package static let unreachable = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "BUILD_ID_TASK_REACHABILITY_",
            [
                .unspecified: "UNSPECIFIED",
                .reachable: "REACHABLE",
                .closedWorkflowsOnly: "CLOSED_WORKFLOWS_ONLY",
                .unreachable: "UNREACHABLE",
            ])
    }

    package struct DescribeTaskQueueMode: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.DescribeTaskQueueMode"

        package static let unspecified = Self(rawValue: 0)
        package static let enhanced = Self(rawValue: 1)

        package static let names = EnumNames<Self>(
            prefix: "DESCRIBE_TASK_QUEUE_MODE_",
            [
                .unspecified: "UNSPECIFIED",
                .enhanced: "ENHANCED",
            ])
    }

    package struct RateLimitSource: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.RateLimitSource"

        package static let unspecified = Self(rawValue: 0)
        package static let api = Self(rawValue: 1)
        package static let worker = Self(rawValue: 2)
        package static let system = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "RATE_LIMIT_SOURCE_",
            [
                .unspecified: "UNSPECIFIED",
                .api: "API",
                .worker: "WORKER",
                .system: "SYSTEM",
            ])
    }
}
