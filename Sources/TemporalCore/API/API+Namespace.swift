// `temporal.api.namespace.v1`: a namespace and its settings.

extension API.Namespace {
    package struct NamespaceInfo: Message {
        package var name = ""
        package var state: API.Enums.NamespaceState = .unspecified
        package var description = ""
        package var ownerEmail = ""
        package var data: [String: String] = [:]
        package var id = ""
        package var capabilities: API.Namespace.NamespaceInfo.Capabilities?
        package var limits: API.Namespace.NamespaceInfo.Limits?
        package var supportsSchedules = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.namespace.v1.NamespaceInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
            visitor.field(2, "state", &state)
            visitor.field(3, "description", &description)
            visitor.field(4, "owner_email", &ownerEmail)
            visitor.field(5, "data", &data)
            visitor.field(6, "id", &id)
            visitor.field(7, "capabilities", &capabilities)
            visitor.field(8, "limits", &limits)
            visitor.field(100, "supports_schedules", &supportsSchedules)
        }

        package struct Capabilities: Message {
            package var eagerWorkflowStart = false
            package var syncUpdate = false
            package var asyncUpdate = false
            package var workerHeartbeats = false
            package var reportedProblemsSearchAttribute = false
            package var workflowPause = false
            package var standaloneActivities = false
            package var workerPollCompleteOnShutdown = false
            package var pollerAutoscaling = false
            package var workerCommands = false
            package var standaloneNexusOperation = false
            package var workflowUpdateCallbacks = false
            package var pollerAutoscalingAutoEnroll = false
            package var workflowTaskCompletionPagination = false
            package var standaloneActivityStartDelay = false
            package var standaloneActivityBatchOperations = false
            package var standaloneActivityOperatorCommands = false
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.namespace.v1.NamespaceInfo.Capabilities" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "eager_workflow_start", &eagerWorkflowStart)
                visitor.field(2, "sync_update", &syncUpdate)
                visitor.field(3, "async_update", &asyncUpdate)
                visitor.field(4, "worker_heartbeats", &workerHeartbeats)
                visitor.field(5, "reported_problems_search_attribute", &reportedProblemsSearchAttribute)
                visitor.field(6, "workflow_pause", &workflowPause)
                visitor.field(7, "standalone_activities", &standaloneActivities)
                visitor.field(8, "worker_poll_complete_on_shutdown", &workerPollCompleteOnShutdown)
                visitor.field(9, "poller_autoscaling", &pollerAutoscaling)
                visitor.field(10, "worker_commands", &workerCommands)
                visitor.field(11, "standalone_nexus_operation", &standaloneNexusOperation)
                visitor.field(12, "workflow_update_callbacks", &workflowUpdateCallbacks)
                visitor.field(13, "poller_autoscaling_auto_enroll", &pollerAutoscalingAutoEnroll)
                visitor.field(14, "workflow_task_completion_pagination", &workflowTaskCompletionPagination)
                visitor.field(15, "standalone_activity_start_delay", &standaloneActivityStartDelay)
                visitor.field(16, "standalone_activity_batch_operations", &standaloneActivityBatchOperations)
                visitor.field(17, "standalone_activity_operator_commands", &standaloneActivityOperatorCommands)
            }
        }

        package struct Limits: Message {
            package var blobSizeLimitError: Int64 = 0
            package var memoSizeLimitError: Int64 = 0
            package var workflowTaskCompletionSizeLimitError: Int64 = 0
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.namespace.v1.NamespaceInfo.Limits" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "blob_size_limit_error", &blobSizeLimitError)
                visitor.field(2, "memo_size_limit_error", &memoSizeLimitError)
                visitor.field(3, "workflow_task_completion_size_limit_error", &workflowTaskCompletionSizeLimitError)
            }
        }
    }

    package struct NamespaceConfig: Message {
        package var workflowExecutionRetentionTTL: Duration?
        package var badBinaries: API.Namespace.BadBinaries?
        package var historyArchivalState: API.Enums.ArchivalState = .unspecified
        package var historyArchivalURI = ""
        package var visibilityArchivalState: API.Enums.ArchivalState = .unspecified
        package var visibilityArchivalURI = ""
        package var customSearchAttributeAliases: [String: String] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.namespace.v1.NamespaceConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_execution_retention_ttl", &workflowExecutionRetentionTTL)
            visitor.field(2, "bad_binaries", &badBinaries)
            visitor.field(3, "history_archival_state", &historyArchivalState)
            visitor.field(4, "history_archival_uri", &historyArchivalURI)
            visitor.field(5, "visibility_archival_state", &visibilityArchivalState)
            visitor.field(6, "visibility_archival_uri", &visibilityArchivalURI)
            visitor.field(7, "custom_search_attribute_aliases", &customSearchAttributeAliases)
        }
    }

    package struct BadBinaries: Message {
        package var binaries: [String: API.Namespace.BadBinaryInfo] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.namespace.v1.BadBinaries" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "binaries", &binaries)
        }
    }

    package struct BadBinaryInfo: Message, MapValue {
        package var reason = ""
        package var `operator` = ""
        package var createTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.namespace.v1.BadBinaryInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "reason", &reason)
            visitor.field(2, "operator", &`operator`)
            visitor.field(3, "create_time", &createTime)
        }
    }

    package struct NamespaceFilter: Message {
        package var includeDeleted = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.namespace.v1.NamespaceFilter" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "include_deleted", &includeDeleted)
        }
    }
}
