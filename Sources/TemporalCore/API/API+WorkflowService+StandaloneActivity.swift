// `temporal.api.workflowservice.v1`: activities that no workflow has scheduled.

extension API.WorkflowService {
    package struct StartActivityExecutionRequest: Message {
        package var namespace = ""
        package var identity = ""
        package var requestID = ""
        package var activityID = ""
        package var activityType: API.Common.ActivityType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var scheduleToCloseTimeout: Duration?
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var heartbeatTimeout: Duration?
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var input: API.Common.Payloads?
        package var idReusePolicy: API.Enums.ActivityIDReusePolicy = .unspecified
        package var idConflictPolicy: API.Enums.ActivityIDConflictPolicy = .unspecified
        package var searchAttributes: API.Common.SearchAttributes?
        package var header: API.Common.Header?
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        package var priority: API.Common.Priority?
        package var completionCallbacks: [API.Common.Callback] = []
        package var links: [API.Common.Link] = []
        package var onConflictOptions: API.Common.OnConflictOptions?
        package var startDelay: Duration?
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var requestEagerExecution = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StartActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "request_id", &requestID)
            visitor.field(4, "activity_id", &activityID)
            visitor.field(5, "activity_type", &activityType)
            visitor.field(6, "task_queue", &taskQueue)
            visitor.field(7, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(8, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(9, "start_to_close_timeout", &startToCloseTimeout)
            visitor.field(10, "heartbeat_timeout", &heartbeatTimeout)
            visitor.field(11, "retry_policy", &_retryPolicy)
            visitor.field(12, "input", &input)
            visitor.field(13, "id_reuse_policy", &idReusePolicy)
            visitor.field(14, "id_conflict_policy", &idConflictPolicy)
            visitor.field(15, "search_attributes", &searchAttributes)
            visitor.field(16, "header", &header)
            visitor.field(17, "user_metadata", &_userMetadata)
            visitor.field(18, "priority", &priority)
            visitor.field(19, "completion_callbacks", &completionCallbacks)
            visitor.field(20, "links", &links)
            visitor.field(21, "on_conflict_options", &onConflictOptions)
            visitor.field(22, "start_delay", &startDelay)
            visitor.field(23, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
            visitor.field(24, "request_eager_execution", &requestEagerExecution)
        }
    }

    package struct StartActivityExecutionResponse: Message {
        package var runID = ""
        package var started = false
        package var link: API.Common.Link?
        @Boxed package var eagerActivityTask: API.WorkflowService.PollActivityTaskQueueResponse?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StartActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "run_id", &runID)
            visitor.field(2, "started", &started)
            visitor.field(3, "link", &link)
            visitor.field(4, "eager_activity_task", &_eagerActivityTask)
        }
    }

    package struct DescribeActivityExecutionRequest: Message {
        package var namespace = ""
        package var activityID = ""
        package var runID = ""
        package var includeInput = false
        package var includeOutcome = false
        package var longPollToken = Bytes()
        package var includeHeartbeatDetails = false
        package var includeLastFailure = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "activity_id", &activityID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "include_input", &includeInput)
            visitor.field(5, "include_outcome", &includeOutcome)
            visitor.field(6, "long_poll_token", &longPollToken)
            visitor.field(7, "include_heartbeat_details", &includeHeartbeatDetails)
            visitor.field(8, "include_last_failure", &includeLastFailure)
        }
    }

    package struct DescribeActivityExecutionResponse: Message {
        package var runID = ""
        @Boxed package var info: API.Activity.ActivityExecutionInfo?
        package var input: API.Common.Payloads?
        package var outcome: API.Activity.ActivityExecutionOutcome?
        package var longPollToken = Bytes()
        package var callbacks: [API.Activity.CallbackInfo] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "run_id", &runID)
            visitor.field(2, "info", &_info)
            visitor.field(3, "input", &input)
            visitor.field(4, "outcome", &outcome)
            visitor.field(5, "long_poll_token", &longPollToken)
            visitor.field(6, "callbacks", &callbacks)
        }
    }

    package struct PollActivityExecutionRequest: Message {
        package var namespace = ""
        package var activityID = ""
        package var runID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "activity_id", &activityID)
            visitor.field(3, "run_id", &runID)
        }
    }

    package struct PollActivityExecutionResponse: Message {
        package var runID = ""
        package var outcome: API.Activity.ActivityExecutionOutcome?
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PollActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "run_id", &runID)
            visitor.field(2, "outcome", &outcome)
            visitor.field(3, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
        }
    }

    package struct ListActivityExecutionsRequest: Message {
        package var namespace = ""
        package var pageSize: Int32 = 0
        package var nextPageToken = Bytes()
        package var query = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListActivityExecutionsRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "page_size", &pageSize)
            visitor.field(3, "next_page_token", &nextPageToken)
            visitor.field(4, "query", &query)
        }
    }

    package struct ListActivityExecutionsResponse: Message {
        package var executions: [API.Activity.ActivityExecutionListInfo] = []
        package var nextPageToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListActivityExecutionsResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "executions", &executions)
            visitor.field(2, "next_page_token", &nextPageToken)
        }
    }

    package struct CountActivityExecutionsRequest: Message {
        package var namespace = ""
        package var query = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.CountActivityExecutionsRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "query", &query)
        }
    }

    package struct CountActivityExecutionsResponse: Message {
        package var count: Int64 = 0
        package var groups: [API.WorkflowService.CountActivityExecutionsResponse.AggregationGroup] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.CountActivityExecutionsResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "count", &count)
            visitor.field(2, "groups", &groups)
        }

        package struct AggregationGroup: Message {
            package var groupValues: [Payload] = []
            package var count: Int64 = 0
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.workflowservice.v1.CountActivityExecutionsResponse.AggregationGroup"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "group_values", &groupValues)
                visitor.field(2, "count", &count)
            }
        }
    }

    package struct RequestCancelActivityExecutionRequest: Message {
        package var namespace = ""
        package var activityID = ""
        package var runID = ""
        package var identity = ""
        package var requestID = ""
        package var reason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.RequestCancelActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "activity_id", &activityID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "identity", &identity)
            visitor.field(5, "request_id", &requestID)
            visitor.field(6, "reason", &reason)
        }
    }

    package struct RequestCancelActivityExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.RequestCancelActivityExecutionResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct TerminateActivityExecutionRequest: Message {
        package var namespace = ""
        package var activityID = ""
        package var runID = ""
        package var identity = ""
        package var requestID = ""
        package var reason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.TerminateActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "activity_id", &activityID)
            visitor.field(3, "run_id", &runID)
            visitor.field(4, "identity", &identity)
            visitor.field(5, "request_id", &requestID)
            visitor.field(6, "reason", &reason)
        }
    }

    package struct TerminateActivityExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.TerminateActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct DeleteActivityExecutionRequest: Message {
        package var namespace = ""
        package var activityID = ""
        package var runID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DeleteActivityExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "activity_id", &activityID)
            visitor.field(3, "run_id", &runID)
        }
    }

    package struct DeleteActivityExecutionResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DeleteActivityExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
