// `temporal.api.worker.v1`: what a worker reports of itself.

extension API.Worker {
    package struct WorkerPollerInfo: Message {
        package var currentPollers: Int32 = 0
        package var lastSuccessfulPollTime: Timestamp?
        package var isAutoscaling = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.WorkerPollerInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "current_pollers", &currentPollers)
            visitor.field(2, "last_successful_poll_time", &lastSuccessfulPollTime)
            visitor.field(3, "is_autoscaling", &isAutoscaling)
        }
    }

    package struct WorkerSlotsInfo: Message {
        package var currentAvailableSlots: Int32 = 0
        package var currentUsedSlots: Int32 = 0
        package var slotSupplierKind = ""
        package var totalProcessedTasks: Int32 = 0
        package var totalFailedTasks: Int32 = 0
        package var lastIntervalProcessedTasks: Int32 = 0
        package var lastIntervalFailureTasks: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.WorkerSlotsInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "current_available_slots", &currentAvailableSlots)
            visitor.field(2, "current_used_slots", &currentUsedSlots)
            visitor.field(3, "slot_supplier_kind", &slotSupplierKind)
            visitor.field(4, "total_processed_tasks", &totalProcessedTasks)
            visitor.field(5, "total_failed_tasks", &totalFailedTasks)
            visitor.field(6, "last_interval_processed_tasks", &lastIntervalProcessedTasks)
            visitor.field(7, "last_interval_failure_tasks", &lastIntervalFailureTasks)
        }
    }

    package struct WorkerHostInfo: Message {
        package var hostName = ""
        package var processID = ""
        package var currentHostCPUUsage: Float = 0
        package var currentHostMemUsage: Float = 0
        package var workerGroupingKey = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.WorkerHostInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "host_name", &hostName)
            visitor.field(2, "process_id", &processID)
            visitor.field(3, "current_host_cpu_usage", &currentHostCPUUsage)
            visitor.field(4, "current_host_mem_usage", &currentHostMemUsage)
            visitor.field(5, "worker_grouping_key", &workerGroupingKey)
        }
    }

    package struct WorkerHeartbeat: Message {
        package var workerInstanceKey = ""
        package var workerIdentity = ""
        package var hostInfo: API.Worker.WorkerHostInfo?
        package var taskQueue = ""
        package var deploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var sdkName = ""
        package var sdkVersion = ""
        package var status: API.Enums.WorkerStatus = .unspecified
        package var startTime: Timestamp?
        package var heartbeatTime: Timestamp?
        package var elapsedSinceLastHeartbeat: Duration?
        package var workflowTaskSlotsInfo: API.Worker.WorkerSlotsInfo?
        package var activityTaskSlotsInfo: API.Worker.WorkerSlotsInfo?
        package var nexusTaskSlotsInfo: API.Worker.WorkerSlotsInfo?
        package var localActivitySlotsInfo: API.Worker.WorkerSlotsInfo?
        package var workflowPollerInfo: API.Worker.WorkerPollerInfo?
        package var workflowStickyPollerInfo: API.Worker.WorkerPollerInfo?
        package var activityPollerInfo: API.Worker.WorkerPollerInfo?
        package var nexusPollerInfo: API.Worker.WorkerPollerInfo?
        package var totalStickyCacheHit: Int32 = 0
        package var totalStickyCacheMiss: Int32 = 0
        package var currentStickyCacheSize: Int32 = 0
        package var plugins: [API.Worker.PluginInfo] = []
        package var drivers: [API.Worker.StorageDriverInfo] = []
        package var environment: API.Worker.EnvironmentInfo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.WorkerHeartbeat" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "worker_instance_key", &workerInstanceKey)
            visitor.field(2, "worker_identity", &workerIdentity)
            visitor.field(3, "host_info", &hostInfo)
            visitor.field(4, "task_queue", &taskQueue)
            visitor.field(5, "deployment_version", &deploymentVersion)
            visitor.field(6, "sdk_name", &sdkName)
            visitor.field(7, "sdk_version", &sdkVersion)
            visitor.field(8, "status", &status)
            visitor.field(9, "start_time", &startTime)
            visitor.field(10, "heartbeat_time", &heartbeatTime)
            visitor.field(11, "elapsed_since_last_heartbeat", &elapsedSinceLastHeartbeat)
            visitor.field(12, "workflow_task_slots_info", &workflowTaskSlotsInfo)
            visitor.field(13, "activity_task_slots_info", &activityTaskSlotsInfo)
            visitor.field(14, "nexus_task_slots_info", &nexusTaskSlotsInfo)
            visitor.field(15, "local_activity_slots_info", &localActivitySlotsInfo)
            visitor.field(16, "workflow_poller_info", &workflowPollerInfo)
            visitor.field(17, "workflow_sticky_poller_info", &workflowStickyPollerInfo)
            visitor.field(18, "activity_poller_info", &activityPollerInfo)
            visitor.field(19, "nexus_poller_info", &nexusPollerInfo)
            visitor.field(20, "total_sticky_cache_hit", &totalStickyCacheHit)
            visitor.field(21, "total_sticky_cache_miss", &totalStickyCacheMiss)
            visitor.field(22, "current_sticky_cache_size", &currentStickyCacheSize)
            visitor.field(23, "plugins", &plugins)
            visitor.field(24, "drivers", &drivers)
            visitor.field(25, "environment", &environment)
        }
    }

    package struct PluginInfo: Message {
        package var name = ""
        package var version = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.PluginInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
            visitor.field(2, "version", &version)
        }
    }

    package struct StorageDriverInfo: Message {
        package var type = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.StorageDriverInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "type", &type)
        }
    }
}

extension API.Worker {
    package struct WorkerCommand: Message {
        package var type: Kind?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.WorkerCommand" }

        package enum Kind: Sendable, Equatable {
            case cancelActivity(API.Worker.CancelActivityCommand)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "cancel_activity", &type, Kind.cancelActivity) {
                if case .cancelActivity(let value) = $0 { value } else { nil }
            }
        }
    }

    package struct CancelActivityCommand: Message {
        package var taskToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.CancelActivityCommand" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_token", &taskToken)
        }
    }

    package struct WorkerCommandResult: Message {
        package var type: Kind?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.WorkerCommandResult" }

        package enum Kind: Sendable, Equatable {
            case cancelActivity(API.Worker.CancelActivityResult)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "cancel_activity", &type, Kind.cancelActivity) {
                if case .cancelActivity(let value) = $0 { value } else { nil }
            }
        }
    }

    package struct CancelActivityResult: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.worker.v1.CancelActivityResult" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
