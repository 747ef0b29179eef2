// `temporal.api.workflowservice.v1`: starting workflow executions.

extension API.WorkflowService {
    package struct StartWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var workflowType: API.Common.WorkflowType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var input: API.Common.Payloads?
        package var workflowExecutionTimeout: Duration?
        package var workflowRunTimeout: Duration?
        package var workflowTaskTimeout: Duration?
        package var identity = ""
        package var requestID = ""
        package var workflowIDReusePolicy: API.Enums.WorkflowIDReusePolicy = .unspecified
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var cronSchedule = ""
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var header: API.Common.Header?
        package var requestEagerExecution = false
        @Boxed package var continuedFailure: API.Failure.Failure?
        package var lastCompletionResult: API.Common.Payloads?
        package var workflowStartDelay: Duration?
        package var completionCallbacks: [API.Common.Callback] = []
        package var workflowIDConflictPolicy: API.Enums.WorkflowIDConflictPolicy = .unspecified
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        package var links: [API.Common.Link] = []
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var onConflictOptions: API.Workflow.OnConflictOptions?
        package var priority: API.Common.Priority?
        package var eagerWorkerDeploymentOptions: API.Deployment.WorkerDeploymentOptions?
        @Boxed package var timeSkippingConfig: API.Common.TimeSkippingConfig?
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StartWorkflowExecutionRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "task_queue", &taskQueue)
            visitor.field(5, "input", &input)
            visitor.field(6, "workflow_execution_timeout", &workflowExecutionTimeout)
            visitor.field(7, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(8, "workflow_task_timeout", &workflowTaskTimeout)
            visitor.field(9, "identity", &identity)
            visitor.field(10, "request_id", &requestID)
            visitor.field(11, "workflow_id_reuse_policy", &workflowIDReusePolicy)
            visitor.field(12, "retry_policy", &_retryPolicy)
            visitor.field(13, "cron_schedule", &cronSchedule)
            visitor.field(14, "memo", &memo)
            visitor.field(15, "search_attributes", &searchAttributes)
            visitor.field(16, "header", &header)
            visitor.field(17, "request_eager_execution", &requestEagerExecution)
            visitor.field(18, "continued_failure", &_continuedFailure)
            visitor.field(19, "last_completion_result", &lastCompletionResult)
            visitor.field(20, "workflow_start_delay", &workflowStartDelay)
            visitor.field(21, "completion_callbacks", &completionCallbacks)
            visitor.field(22, "workflow_id_conflict_policy", &workflowIDConflictPolicy)
            visitor.field(23, "user_metadata", &_userMetadata)
            visitor.field(24, "links", &links)
            visitor.field(25, "versioning_override", &_versioningOverride)
            visitor.field(26, "on_conflict_options", &onConflictOptions)
            visitor.field(27, "priority", &priority)
            visitor.field(28, "eager_worker_deployment_options", &eagerWorkerDeploymentOptions)
            visitor.field(29, "time_skipping_config", &_timeSkippingConfig)
            visitor.field(30, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
        }
    }

    package struct StartWorkflowExecutionResponse: Message {
        package var runID = ""
        @Boxed package var eagerWorkflowTask: API.WorkflowService.PollWorkflowTaskQueueResponse?
        package var started = false
        package var link: API.Common.Link?
        package var status: API.Enums.WorkflowExecutionStatus = .unspecified
        package var firstExecutionRunID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.StartWorkflowExecutionResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "run_id", &runID)
            visitor.field(2, "eager_workflow_task", &_eagerWorkflowTask)
            visitor.field(3, "started", &started)
            visitor.field(4, "link", &link)
            visitor.field(5, "status", &status)
            visitor.field(6, "first_execution_run_id", &firstExecutionRunID)
        }
    }

    package struct SignalWithStartWorkflowExecutionRequest: Message {
        package var namespace = ""
        package var workflowID = ""
        package var workflowType: API.Common.WorkflowType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var input: API.Common.Payloads?
        package var workflowExecutionTimeout: Duration?
        package var workflowRunTimeout: Duration?
        package var workflowTaskTimeout: Duration?
        package var identity = ""
        package var requestID = ""
        package var workflowIDReusePolicy: API.Enums.WorkflowIDReusePolicy = .unspecified
        package var signalName = ""
        package var signalInput: API.Common.Payloads?
        package var control = ""
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var cronSchedule = ""
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var header: API.Common.Header?
        package var workflowStartDelay: Duration?
        package var workflowIDConflictPolicy: API.Enums.WorkflowIDConflictPolicy = .unspecified
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        package var links: [API.Common.Link] = []
        @Boxed package var versioningOverride: API.Workflow.VersioningOverride?
        package var priority: API.Common.Priority?
        @Boxed package var timeSkippingConfig: API.Common.TimeSkippingConfig?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "workflow_id", &workflowID)
            visitor.field(3, "workflow_type", &workflowType)
            visitor.field(4, "task_queue", &taskQueue)
            visitor.field(5, "input", &input)
            visitor.field(6, "workflow_execution_timeout", &workflowExecutionTimeout)
            visitor.field(7, "workflow_run_timeout", &workflowRunTimeout)
            visitor.field(8, "workflow_task_timeout", &workflowTaskTimeout)
            visitor.field(9, "identity", &identity)
            visitor.field(10, "request_id", &requestID)
            visitor.field(11, "workflow_id_reuse_policy", &workflowIDReusePolicy)
            visitor.field(12, "signal_name", &signalName)
            visitor.field(13, "signal_input", &signalInput)
            visitor.field(14, "control", &control)
            visitor.field(15, "retry_policy", &_retryPolicy)
            visitor.field(16, "cron_schedule", &cronSchedule)
            visitor.field(17, "memo", &memo)
            visitor.field(18, "search_attributes", &searchAttributes)
            visitor.field(19, "header", &header)
            visitor.field(20, "workflow_start_delay", &workflowStartDelay)
            visitor.field(22, "workflow_id_conflict_policy", &workflowIDConflictPolicy)
            visitor.field(23, "user_metadata", &_userMetadata)
            visitor.field(24, "links", &links)
            visitor.field(25, "versioning_override", &_versioningOverride)
            visitor.field(26, "priority", &priority)
            visitor.field(27, "time_skipping_config", &_timeSkippingConfig)
        }
    }

    package struct SignalWithStartWorkflowExecutionResponse: Message {
        package var runID = ""
        package var started = false
        package var signalLink: API.Common.Link?
        package var firstExecutionRunID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionResponse"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "run_id", &runID)
            visitor.field(2, "started", &started)
            visitor.field(3, "signal_link", &signalLink)
            visitor.field(4, "first_execution_run_id", &firstExecutionRunID)
        }
    }

    package struct ExecuteMultiOperationRequest: Message {
        package var namespace = ""
        package var operations: [API.WorkflowService.ExecuteMultiOperationRequest.Operation] = []
        package var resourceID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ExecuteMultiOperationRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "operations", &operations)
            visitor.field(3, "resource_id", &resourceID)
        }

        package struct Operation: Message {
            package var operation: Operation?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.workflowservice.v1.ExecuteMultiOperationRequest.Operation"
            }

            package indirect enum Operation: Sendable, Equatable {
                case startWorkflow(API.WorkflowService.StartWorkflowExecutionRequest)
                case updateWorkflow(API.WorkflowService.UpdateWorkflowExecutionRequest)
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.oneof(1, "start_workflow", &operation, Operation.startWorkflow) {
                    if case .startWorkflow(let value) = $0 { value } else { nil }
                }
                visitor.oneof(2, "update_workflow", &operation, Operation.updateWorkflow) {
                    if case .updateWorkflow(let value) = $0 { value } else { nil }
                }
            }
        }
    }

    package struct ExecuteMultiOperationResponse: Message {
        package var responses: [API.WorkflowService.ExecuteMultiOperationResponse.Response] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ExecuteMultiOperationResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "responses", &responses)
        }

        package struct Response: Message {
            package var response: Response?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.workflowservice.v1.ExecuteMultiOperationResponse.Response"
            }

            package indirect enum Response: Sendable, Equatable {
                case startWorkflow(API.WorkflowService.StartWorkflowExecutionResponse)
                case updateWorkflow(API.WorkflowService.UpdateWorkflowExecutionResponse)
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.oneof(1, "start_workflow", &response, Response.startWorkflow) {
                    if case .startWorkflow(let value) = $0 { value } else { nil }
                }
                visitor.oneof(2, "update_workflow", &response, Response.updateWorkflow) {
                    if case .updateWorkflow(let value) = $0 { value } else { nil }
                }
            }
        }
    }
}
