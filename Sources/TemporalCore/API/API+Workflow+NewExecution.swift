// `temporal.api.workflow.v1`: a workflow that is to be started later.

extension API.Workflow {
    package struct NewWorkflowExecutionInfo: Message {
        package var workflowID = ""
        package var workflowType: API.Common.WorkflowType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var input: API.Common.Payloads?
        package var workflowExecutionTimeout: Duration?
        package var workflowRunTimeout: Duration?
        package var workflowTaskTimeout: Duration?
        package var workflowIDReusePolicy: API.Enums.WorkflowIDReusePolicy = .unspecified
        package var retryPolicy: API.Common.RetryPolicy?
        package var cronSchedule = ""
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var header: API.Common.Header?
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var priority: API.Common.Priority?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.NewWorkflowExecutionInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_id", &workflowID)
            visitor.field(2, "workflow_type", &workflowType)
            visitor.field(3, "task_queue", &taskQueue)
            visitor.field(4, "input", &input)
            visitor.field(5, "workflow_execution_timeout", &workflowExecutionTimeout)
            visitor.field(6, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(7, "workflow_task_timeout", &workflowTaskTimeout)
            visitor.field(8, "workflow_id_reuse_policy", &workflowIDReusePolicy)
            visitor.field(9, "retry_policy", &retryPolicy)
            visitor.field(10, "cron_schedule", &cronSchedule)
            visitor.field(11, "memo", &memo)
            visitor.field(12, "search_attributes", &searchAttributes)
            visitor.field(13, "header", &header)
            visitor.field(14, "user_metadata", &_userMetadata)
            visitor.field(15, "versioning_override", &_versioningOverride)
            visitor.field(16, "priority", &priority)
        }
    }
}
