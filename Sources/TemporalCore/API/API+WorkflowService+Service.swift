// `temporal.api.workflowservice.v1`: namespaces, the server itself, task queues and workers.

extension API.WorkflowService {
    package struct RegisterNamespaceRequest: Message {
        package var namespace = ""
        package var description = ""
        package var ownerEmail = ""
        package var workflowExecutionRetentionPeriod: Duration?
        package var clusters: [API.Replication.ClusterReplicationConfig] = []
        package var activeClusterName = ""
        package var data: [String: String] = [:]
        package var securityToken = ""
        package var isGlobalNamespace = false
        package var historyArchivalState: API.Enums.ArchivalState = .unspecified
        package var historyArchivalURI = ""
        package var visibilityArchivalState: API.Enums.ArchivalState = .unspecified
        package var visibilityArchivalURI = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RegisterNamespaceRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "description", &description)
            visitor.field(3, "owner_email", &ownerEmail)
            visitor.field(4, "workflow_execution_retention_period", &workflowExecutionRetentionPeriod)
            visitor.field(5, "clusters", &clusters)
            visitor.field(6, "active_cluster_name", &activeClusterName)
            visitor.field(7, "data", &data)
            visitor.field(8, "security_token", &securityToken)
            visitor.field(9, "is_global_namespace", &isGlobalNamespace)
            visitor.field(10, "history_archival_state", &historyArchivalState)
            visitor.field(11, "history_archival_uri", &historyArchivalURI)
            visitor.field(12, "visibility_archival_state", &visibilityArchivalState)
            visitor.field(13, "visibility_archival_uri", &visibilityArchivalURI)
        }
    }

    package struct RegisterNamespaceResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RegisterNamespaceResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct ListNamespacesRequest: Message {
        package var pageSize: Int32 = 0
        package var nextPageToken = Bytes()
        package var namespaceFilter: API.Namespace.NamespaceFilter?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListNamespacesRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "page_size", &pageSize)
            visitor.field(2, "next_page_token", &nextPageToken)
            visitor.field(3, "namespace_filter", &namespaceFilter)
        }
    }

    package struct ListNamespacesResponse: Message {
        package var namespaces: [API.WorkflowService.DescribeNamespaceResponse] = []
        package var nextPageToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListNamespacesResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespaces", &namespaces)
            visitor.field(2, "next_page_token", &nextPageToken)
        }
    }

    package struct DescribeNamespaceRequest: Message {
        package var namespace = ""
        package var id = ""
        package var weakConsistency = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeNamespaceRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "id", &id)
            visitor.field(3, "weak_consistency", &weakConsistency)
        }
    }

    package struct DescribeNamespaceResponse: Message {
        @Boxed package var namespaceInfo: API.Namespace.NamespaceInfo?
        @Boxed package var config: API.Namespace.NamespaceConfig?
        package var replicationConfig: API.Replication.NamespaceReplicationConfig?
        package var failoverVersion: Int64 = 0
        package var isGlobalNamespace = false
        package var failoverHistory: [API.Replication.FailoverStatus] = []
        package var pollerGroupInfos: [API.TaskQueue.PollerGroupInfo] = []
        package var pollerGroupsInfo: API.TaskQueue.PollerGroupsInfo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeNamespaceResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace_info", &_namespaceInfo)
            visitor.field(2, "config", &_config)
            visitor.field(3, "replication_config", &replicationConfig)
            visitor.field(4, "failover_version", &failoverVersion)
            visitor.field(5, "is_global_namespace", &isGlobalNamespace)
            visitor.field(6, "failover_history", &failoverHistory)
            visitor.field(7, "poller_group_infos", &pollerGroupInfos)
            visitor.field(8, "poller_groups_info", &pollerGroupsInfo)
        }
    }

    package struct ShutdownWorkerRequest: Message {
        package var namespace = ""
        package var stickyTaskQueue = ""
        package var identity = ""
        package var reason = ""
        @Boxed package var workerHeartbeat: API.Worker.WorkerHeartbeat?
        package var workerInstanceKey = ""
        package var taskQueue = ""
        package var taskQueueTypes: [API.Enums.TaskQueueType] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ShutdownWorkerRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "sticky_task_queue", &stickyTaskQueue)
            visitor.field(3, "identity", &identity)
            visitor.field(4, "reason", &reason)
            visitor.field(5, "worker_heartbeat", &_workerHeartbeat)
            visitor.field(6, "worker_instance_key", &workerInstanceKey)
            visitor.field(7, "task_queue", &taskQueue)
            visitor.field(8, "task_queue_types", &taskQueueTypes)
        }
    }

    package struct ShutdownWorkerResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ShutdownWorkerResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct DescribeTaskQueueRequest: Message {
        package var namespace = ""
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var taskQueueType: API.Enums.TaskQueueType = .unspecified
        package var includeTaskQueueStatus = false
        package var apiMode: API.Enums.DescribeTaskQueueMode = .unspecified
        package var versions: API.TaskQueue.TaskQueueVersionSelection?
        package var taskQueueTypes: [API.Enums.TaskQueueType] = []
        package var reportStats = false
        package var reportPollers = false
        package var reportTaskReachability = false
        package var reportConfig = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeTaskQueueRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "task_queue", &taskQueue)
            visitor.field(3, "task_queue_type", &taskQueueType)
            visitor.field(4, "include_task_queue_status", &includeTaskQueueStatus)
            visitor.field(5, "api_mode", &apiMode)
            visitor.field(6, "versions", &versions)
            visitor.field(7, "task_queue_types", &taskQueueTypes)
            visitor.field(8, "report_stats", &reportStats)
            visitor.field(9, "report_pollers", &reportPollers)
            visitor.field(10, "report_task_reachability", &reportTaskReachability)
            visitor.field(11, "report_config", &reportConfig)
        }
    }

    package struct DescribeTaskQueueResponse: Message {
        package var pollers: [API.TaskQueue.PollerInfo] = []
        package var taskQueueStatus: API.TaskQueue.TaskQueueStatus?
        package var versionsInfo: [String: API.TaskQueue.TaskQueueVersionInfo] = [:]
        @Boxed package var versioningInfo: API.TaskQueue.TaskQueueVersioningInfo?
        package var stats: API.TaskQueue.TaskQueueStats?
        package var config: API.TaskQueue.TaskQueueConfig?
        package var effectiveRateLimit: API.WorkflowService.DescribeTaskQueueResponse.EffectiveRateLimit?
        package var statsByPriorityKey: [Int32: API.TaskQueue.TaskQueueStats] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeTaskQueueResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "pollers", &pollers)
            visitor.field(2, "task_queue_status", &taskQueueStatus)
            visitor.field(3, "versions_info", &versionsInfo)
            visitor.field(4, "versioning_info", &_versioningInfo)
            visitor.field(5, "stats", &stats)
            visitor.field(6, "config", &config)
            visitor.field(7, "effective_rate_limit", &effectiveRateLimit)
            visitor.field(8, "stats_by_priority_key", &statsByPriorityKey)
        }

        package struct EffectiveRateLimit: Message {
            package var requestsPerSecond: Float = 0
            package var rateLimitSource: API.Enums.RateLimitSource = .unspecified
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.workflowservice.v1.DescribeTaskQueueResponse.EffectiveRateLimit"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "requests_per_second", &requestsPerSecond)
                visitor.field(2, "rate_limit_source", &rateLimitSource)
            }
        }
    }

    package struct GetClusterInfoRequest: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.GetClusterInfoRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct GetClusterInfoResponse: Message {
        package var supportedClients: [String: String] = [:]
        package var serverVersion = ""
        package var clusterID = ""
        @Boxed package var versionInfo: API.Version.VersionInfo?
        package var clusterName = ""
        package var historyShardCount: Int32 = 0
        package var persistenceStore = ""
        package var visibilityStore = ""
        package var initialFailoverVersion: Int64 = 0
        package var failoverVersionIncrement: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.GetClusterInfoResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "supported_clients", &supportedClients)
            visitor.field(2, "server_version", &serverVersion)
            visitor.field(3, "cluster_id", &clusterID)
            visitor.field(4, "version_info", &_versionInfo)
            visitor.field(5, "cluster_name", &clusterName)
            visitor.field(6, "history_shard_count", &historyShardCount)
            visitor.field(7, "persistence_store", &persistenceStore)
            visitor.field(8, "visibility_store", &visibilityStore)
            visitor.field(9, "initial_failover_version", &initialFailoverVersion)
            visitor.field(10, "failover_version_increment", &failoverVersionIncrement)
        }
    }

    package struct GetSystemInfoRequest: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.GetSystemInfoRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct GetSystemInfoResponse: Message {
        package var serverVersion = ""
        package var capabilities: API.WorkflowService.GetSystemInfoResponse.Capabilities?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.GetSystemInfoResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "server_version", &serverVersion)
            visitor.field(2, "capabilities", &capabilities)
        }

        package struct Capabilities: Message {
            package var signalAndQueryHeader = false
            package var internalErrorDifferentiation = false
            package var activityFailureIncludeHeartbeat = false
            package var supportsSchedules = false
            package var encodedFailureAttributes = false
            package var buildIDBasedVersioning = false
            package var upsertMemo = false
            package var eagerWorkflowStart = false
            package var sdkMetadata = false
            package var countGroupByExecutionStatus = false
            package var nexus = false
            package var serverScaledDeployments = false
            package var serverScaledProviderCloudRun = false
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.workflowservice.v1.GetSystemInfoResponse.Capabilities"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "signal_and_query_header", &signalAndQueryHeader)
                visitor.field(2, "internal_error_differentiation", &internalErrorDifferentiation)
                visitor.field(3, "activity_failure_include_heartbeat", &activityFailureIncludeHeartbeat)
                visitor.field(4, "supports_schedules", &supportsSchedules)
                visitor.field(5, "encoded_failure_attributes", &encodedFailureAttributes)
                visitor.field(6, "build_id_based_versioning", &buildIDBasedVersioning)
                visitor.field(7, "upsert_memo", &upsertMemo)
                visitor.field(8, "eager_workflow_start", &eagerWorkflowStart)
                visitor.field(9, "sdk_metadata", &sdkMetadata)
                visitor.field(10, "count_group_by_execution_status", &countGroupByExecutionStatus)
                visitor.field(11, "nexus", &nexus)
                visitor.field(12, "server_scaled_deployments", &serverScaledDeployments)
                visitor.field(13, "server_scaled_provider_cloud_run", &serverScaledProviderCloudRun)
            }
        }
    }

    package struct RecordWorkerHeartbeatRequest: Message {
        package var namespace = ""
        package var identity = ""
        package var workerHeartbeat: [API.Worker.WorkerHeartbeat] = []
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RecordWorkerHeartbeatRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "worker_heartbeat", &workerHeartbeat)
            visitor.field(4, "resource_id", &resourceID)
        }
    }

    package struct RecordWorkerHeartbeatResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RecordWorkerHeartbeatResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
