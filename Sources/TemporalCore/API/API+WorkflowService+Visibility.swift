// `temporal.api.workflowservice.v1`: looking at workflow executions.

extension API.WorkflowService {
    package struct GetWorkflowExecutionHistoryRequest: Message {
        package var namespace = ""
        package var execution: API.Common.WorkflowExecution?
        package var maximumPageSize: Int32 = 0
        package var nextPageToken = Bytes()
        package var waitNewEvent = false
        package var historyEventFilterType: API.Enums.HistoryEventFilterType = .unspecified
        package var skipArchival = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "execution", &execution)
            visitor.field(3, "maximum_page_size", &maximumPageSize)
            visitor.field(4, "next_page_token", &nextPageToken)
            visitor.field(5, "wait_new_event", &waitNewEvent)
            visitor.field(6, "history_event_filter_type", &historyEventFilterType)
            visitor.field(7, "skip_archival", &skipArchival)
        }
    }

    package struct GetWorkflowExecutionHistoryResponse: Message {
        package var history: API.History.History?
        package var rawHistory: [API.Common.DataBlob] = []
        package var nextPageToken = Bytes()
        package var archived = false
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "history", &history)
            visitor.field(2, "raw_history", &rawHistory)
            visitor.field(3, "next_page_token", &nextPageToken)
            visitor.field(4, "archived", &archived)
            visitor.field(5, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
        }
    }

    package struct GetWorkflowExecutionHistoryReverseRequest: Message {
        package var namespace = ""
        package var execution: API.Common.WorkflowExecution?
        package var maximumPageSize: Int32 = 0
        package var nextPageToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "execution", &execution)
            visitor.field(3, "maximum_page_size", &maximumPageSize)
            visitor.field(4, "next_page_token", &nextPageToken)
        }
    }

    package struct GetWorkflowExecutionHistoryReverseResponse: Message {
        package var history: API.History.History?
        package var nextPageToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "history", &history)
            visitor.field(3, "next_page_token", &nextPageToken)
        }
    }

    package struct ListWorkflowExecutionsRequest: Message {
        package var namespace = ""
        package var pageSize: Int32 = 0
        package var nextPageToken = Bytes()
        package var query = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "page_size", &pageSize)
            visitor.field(3, "next_page_token", &nextPageToken)
            visitor.field(4, "query", &query)
        }
    }

    package struct ListWorkflowExecutionsResponse: Message {
        package var executions: [API.Workflow.WorkflowExecutionInfo] = []
        package var nextPageToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "executions", &executions)
            visitor.field(2, "next_page_token", &nextPageToken)
        }
    }

    package struct CountWorkflowExecutionsRequest: Message {
        package var namespace = ""
        package var query = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "query", &query)
        }
    }

    package struct CountWorkflowExecutionsResponse: Message {
        package var count: Int64 = 0
        package var groups: [API.WorkflowService.CountWorkflowExecutionsResponse.AggregationGroup] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse" }

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
                "temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse.AggregationGroup"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "group_values", &groupValues)
                visitor.field(2, "count", &count)
            }
        }
    }

    package struct QueryWorkflowRequest: Message {
        package var namespace = ""
        package var execution: API.Common.WorkflowExecution?
        package var query: API.Query.WorkflowQuery?
        package var queryRejectCondition: API.Enums.QueryRejectCondition = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.QueryWorkflowRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "execution", &execution)
            visitor.field(3, "query", &query)
            visitor.field(4, "query_reject_condition", &queryRejectCondition)
        }
    }

    package struct QueryWorkflowResponse: Message {
        package var queryResult: API.Common.Payloads?
        package var queryRejected: API.Query.QueryRejected?
        package var link: API.Common.Link?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.QueryWorkflowResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "query_result", &queryResult)
            visitor.field(2, "query_rejected", &queryRejected)
            visitor.field(3, "link", &link)
        }
    }

    package struct DescribeWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var execution: API.Common.WorkflowExecution?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "execution", &execution)
        }
    }

    package struct DescribeWorkflowExecutionResponse: Message {
        @Boxed package var executionConfig: API.Workflow.WorkflowExecutionConfig?
        @Boxed package var workflowExecutionInfo: API.Workflow.WorkflowExecutionInfo?
        package var pendingActivities: [API.Workflow.PendingActivityInfo] = []
        package var pendingChildren: [API.Workflow.PendingChildExecutionInfo] = []
        @Boxed package var pendingWorkflowTask: API.Workflow.PendingWorkflowTaskInfo?
        package var callbacks: [API.Workflow.CallbackInfo] = []
        package var pendingNexusOperations: [API.Workflow.PendingNexusOperationInfo] = []
        @Boxed package var workflowExtendedInfo: API.Workflow.WorkflowExecutionExtendedInfo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "execution_config", &_executionConfig)
            visitor.field(2, "workflow_execution_info", &_workflowExecutionInfo)
            visitor.field(3, "pending_activities", &pendingActivities)
            visitor.field(4, "pending_children", &pendingChildren)
            visitor.field(5, "pending_workflow_task", &_pendingWorkflowTask)
            visitor.field(6, "callbacks", &callbacks)
            visitor.field(7, "pending_nexus_operations", &pendingNexusOperations)
            visitor.field(8, "workflow_extended_info", &_workflowExtendedInfo)
        }
    }
}
