// `temporal.api.taskqueue.v1`: task queues, their pollers and statistics.

extension API.TaskQueue {
    package struct TaskQueue: Message {
        package var name = ""
        package var kind: API.Enums.TaskQueueKind = .unspecified
        package var normalName = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueue" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
            visitor.field(2, "kind", &kind)
            visitor.field(3, "normal_name", &normalName)
        }
    }

    package struct TaskQueueMetadata: Message {
        package var maxTasksPerSecond: API.Google.DoubleValue?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueMetadata" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "max_tasks_per_second", &maxTasksPerSecond)
        }
    }

    package struct TaskQueueVersioningInfo: Message {
        package var currentVersion = ""
        package var rampingVersion = ""
        package var rampingVersionPercentage: Float = 0
        package var updateTime: Timestamp?
        package var currentDeploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var rampingDeploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueVersioningInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "current_version", &currentVersion)
            visitor.field(2, "ramping_version", &rampingVersion)
            visitor.field(3, "ramping_version_percentage", &rampingVersionPercentage)
            visitor.field(4, "update_time", &updateTime)
            visitor.field(7, "current_deployment_version", &currentDeploymentVersion)
            visitor.field(9, "ramping_deployment_version", &rampingDeploymentVersion)
        }
    }

    package struct TaskQueueVersionSelection: Message {
        package var buildIDs: [String] = []
        package var unversioned = false
        package var allActive = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueVersionSelection" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "build_ids", &buildIDs)
            visitor.field(2, "unversioned", &unversioned)
            visitor.field(3, "all_active", &allActive)
        }
    }

    package struct TaskQueueVersionInfo: Message, MapValue {
        package var typesInfo: [Int32: API.TaskQueue.TaskQueueTypeInfo] = [:]
        package var taskReachability: API.Enums.BuildIDTaskReachability = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueVersionInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "types_info", &typesInfo)
            visitor.field(2, "task_reachability", &taskReachability)
        }
    }

    package struct TaskQueueTypeInfo: Message, MapValue {
        package var pollers: [API.TaskQueue.PollerInfo] = []
        package var stats: API.TaskQueue.TaskQueueStats?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueTypeInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "pollers", &pollers)
            visitor.field(2, "stats", &stats)
        }
    }

    package struct TaskQueueStats: Message, MapValue {
        package var approximateBacklogCount: Int64 = 0
        package var approximateBacklogAge: Duration?
        package var tasksAddRate: Float = 0
        package var tasksDispatchRate: Float = 0
        package var rateLimitingActive = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueStats" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "approximate_backlog_count", &approximateBacklogCount)
            visitor.field(2, "approximate_backlog_age", &approximateBacklogAge)
            visitor.field(3, "tasks_add_rate", &tasksAddRate)
            visitor.field(4, "tasks_dispatch_rate", &tasksDispatchRate)
            visitor.field(5, "rate_limiting_active", &rateLimitingActive)
        }
    }

    package struct TaskQueueStatus: Message {
        package var backlogCountHint: Int64 = 0
        package var readLevel: Int64 = 0
        package var ackLevel: Int64 = 0
        package var ratePerSecond: Double = 0
        package var taskIDBlock: API.TaskQueue.TaskIDBlock?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueStatus" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "backlog_count_hint", &backlogCountHint)
            visitor.field(2, "read_level", &readLevel)
            visitor.field(3, "ack_level", &ackLevel)
            visitor.field(4, "rate_per_second", &ratePerSecond)
            visitor.field(5, "task_id_block", &taskIDBlock)
        }
    }

    package struct TaskIDBlock: Message {
        package var startID: Int64 = 0
        package var endID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskIdBlock" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "start_id", &startID)
            visitor.field(2, "end_id", &endID)
        }
    }

    package struct PollerInfo: Message {
        package var lastAccessTime: Timestamp?
        package var identity = ""
        package var ratePerSecond: Double = 0
        package var workerVersionCapabilities: API.Common.WorkerVersionCapabilities?
        package var deploymentOptions: API.Deployment.WorkerDeploymentOptions?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.PollerInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "last_access_time", &lastAccessTime)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "rate_per_second", &ratePerSecond)
            visitor.field(4, "worker_version_capabilities", &workerVersionCapabilities)
            visitor.field(5, "deployment_options", &deploymentOptions)
        }
    }

    package struct StickyExecutionAttributes: Message {
        package var workerTaskQueue: API.TaskQueue.TaskQueue?
        package var scheduleToStartTimeout: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.StickyExecutionAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "worker_task_queue", &workerTaskQueue)
            visitor.field(2, "schedule_to_start_timeout", &scheduleToStartTimeout)
        }
    }

    package struct PollerGroupInfo: Message {
        package var id = ""
        package var weight: Float = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.PollerGroupInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "id", &id)
            visitor.field(2, "weight", &weight)
        }
    }

    package struct PollerGroupsInfo: Message {
        package var version: Int64 = 0
        package var pollerGroups: [API.TaskQueue.PollerGroupInfo] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.PollerGroupsInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "version", &version)
            visitor.field(2, "poller_groups", &pollerGroups)
        }
    }

    package struct PollerScalingDecision: Message {
        package var pollRequestDeltaSuggestion: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.PollerScalingDecision" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "poll_request_delta_suggestion", &pollRequestDeltaSuggestion)
        }
    }

    package struct RateLimit: Message {
        package var requestsPerSecond: Float = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.RateLimit" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "requests_per_second", &requestsPerSecond)
        }
    }

    package struct ConfigMetadata: Message {
        package var reason = ""
        package var updateIdentity = ""
        package var updateTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.ConfigMetadata" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "reason", &reason)
            visitor.field(2, "update_identity", &updateIdentity)
            visitor.field(3, "update_time", &updateTime)
        }
    }

    package struct RateLimitConfig: Message {
        package var rateLimit: API.TaskQueue.RateLimit?
        package var metadata: API.TaskQueue.ConfigMetadata?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.RateLimitConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "rate_limit", &rateLimit)
            visitor.field(2, "metadata", &metadata)
        }
    }

    package struct TaskQueueConfig: Message {
        @Boxed package var queueRateLimit: API.TaskQueue.RateLimitConfig?
        @Boxed package var fairnessKeysRateLimitDefault: API.TaskQueue.RateLimitConfig?
        package var fairnessWeightOverrides: [String: Float] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.taskqueue.v1.TaskQueueConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "queue_rate_limit", &_queueRateLimit)
            visitor.field(2, "fairness_keys_rate_limit_default", &_fairnessKeysRateLimitDefault)
            visitor.field(3, "fairness_weight_overrides", &fairnessWeightOverrides)
        }
    }
}
