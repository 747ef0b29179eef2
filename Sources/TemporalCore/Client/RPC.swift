// The methods that we call, each with its path, its messages and its deadline. A method stands here once.

/// A unary method of a gRPC service.
package struct RPC<Request: Message, Response: Message>: Sendable {
    /// The path of the HTTP/2 request.
    package let path: String
    /// How long the call may take where the caller says nothing.
    package let timeout: Duration
    /// Whether the server holds the answer back until something happens; such a call is not retried by the client.
    package let isLongPoll: Bool
    /// What it keeps a stream for.
    package let use: StreamUse

    fileprivate init(
        _ name: String, service: String = "temporal.api.workflowservice.v1.WorkflowService", use: StreamUse = .answer
    ) {
        path = "/\(service)/\(name)"
        timeout = .seconds(30)
        isLongPoll = false
        self.use = use
    }

    fileprivate init(longPoll name: String, for use: StreamUse) {
        self.use = use
        path = "/temporal.api.workflowservice.v1.WorkflowService/\(name)"
        timeout = .seconds(70)
        isLongPoll = true
    }
}

/// The methods of Temporal's services.
package enum RPCs {
    package typealias Service = API.WorkflowService

    package static let getSystemInfo =
        RPC<Service.GetSystemInfoRequest, Service.GetSystemInfoResponse>("GetSystemInfo")
    package static let describeNamespace =
        RPC<Service.DescribeNamespaceRequest, Service.DescribeNamespaceResponse>("DescribeNamespace")

    package static let pollWorkflowTaskQueue =
        RPC<Service.PollWorkflowTaskQueueRequest, Service.PollWorkflowTaskQueueResponse>(
            longPoll: "PollWorkflowTaskQueue", for: .task)
    package static let respondWorkflowTaskCompleted =
        RPC<Service.RespondWorkflowTaskCompletedRequest, Service.RespondWorkflowTaskCompletedResponse>(
            "RespondWorkflowTaskCompleted")
    package static let respondWorkflowTaskFailed =
        RPC<Service.RespondWorkflowTaskFailedRequest, Service.RespondWorkflowTaskFailedResponse>(
            "RespondWorkflowTaskFailed")
    package static let respondQueryTaskCompleted =
        RPC<Service.RespondQueryTaskCompletedRequest, Service.RespondQueryTaskCompletedResponse>(
            "RespondQueryTaskCompleted")
    package static let getWorkflowExecutionHistory =
        RPC<Service.GetWorkflowExecutionHistoryRequest, Service.GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory")
    package static let waitForWorkflowExecutionHistory =
        RPC<Service.GetWorkflowExecutionHistoryRequest, Service.GetWorkflowExecutionHistoryResponse>(
            longPoll: "GetWorkflowExecutionHistory", for: .outcome)

    package static let getWorkflowExecutionHistoryReverse =
        RPC<Service.GetWorkflowExecutionHistoryReverseRequest, Service.GetWorkflowExecutionHistoryReverseResponse>(
            "GetWorkflowExecutionHistoryReverse")

    package static let pollActivityTaskQueue =
        RPC<Service.PollActivityTaskQueueRequest, Service.PollActivityTaskQueueResponse>(
            longPoll: "PollActivityTaskQueue", for: .task)
    package static let recordActivityTaskHeartbeat =
        RPC<Service.RecordActivityTaskHeartbeatRequest, Service.RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat")
    package static let respondActivityTaskCompleted =
        RPC<Service.RespondActivityTaskCompletedRequest, Service.RespondActivityTaskCompletedResponse>(
            "RespondActivityTaskCompleted")
    package static let respondActivityTaskFailed =
        RPC<Service.RespondActivityTaskFailedRequest, Service.RespondActivityTaskFailedResponse>(
            "RespondActivityTaskFailed")
    package static let respondActivityTaskCanceled =
        RPC<Service.RespondActivityTaskCanceledRequest, Service.RespondActivityTaskCanceledResponse>(
            "RespondActivityTaskCanceled")

    package static let recordActivityTaskHeartbeatByID =
        RPC<Service.RecordActivityTaskHeartbeatByIDRequest, Service.RecordActivityTaskHeartbeatByIDResponse>(
            "RecordActivityTaskHeartbeatById")
    package static let respondActivityTaskCompletedByID =
        RPC<Service.RespondActivityTaskCompletedByIDRequest, Service.RespondActivityTaskCompletedByIDResponse>(
            "RespondActivityTaskCompletedById")
    package static let respondActivityTaskFailedByID =
        RPC<Service.RespondActivityTaskFailedByIDRequest, Service.RespondActivityTaskFailedByIDResponse>(
            "RespondActivityTaskFailedById")
    package static let respondActivityTaskCanceledByID =
        RPC<Service.RespondActivityTaskCanceledByIDRequest, Service.RespondActivityTaskCanceledByIDResponse>(
            "RespondActivityTaskCanceledById")

    package static let pauseActivityExecution =
        RPC<Service.PauseActivityExecutionRequest, Service.PauseActivityExecutionResponse>(
            "PauseActivityExecution")
    package static let unpauseActivityExecution =
        RPC<Service.UnpauseActivityExecutionRequest, Service.UnpauseActivityExecutionResponse>(
            "UnpauseActivityExecution")
    package static let resetActivityExecution =
        RPC<Service.ResetActivityExecutionRequest, Service.ResetActivityExecutionResponse>(
            "ResetActivityExecution")
    package static let updateActivityExecutionOptions =
        RPC<Service.UpdateActivityExecutionOptionsRequest, Service.UpdateActivityExecutionOptionsResponse>(
            "UpdateActivityExecutionOptions")

    package static let startActivityExecution =
        RPC<Service.StartActivityExecutionRequest, Service.StartActivityExecutionResponse>(
            "StartActivityExecution")
    package static let describeActivityExecution =
        RPC<Service.DescribeActivityExecutionRequest, Service.DescribeActivityExecutionResponse>(
            "DescribeActivityExecution")
    package static let pollActivityExecution =
        RPC<Service.PollActivityExecutionRequest, Service.PollActivityExecutionResponse>(
            longPoll: "PollActivityExecution", for: .outcome)
    package static let listActivityExecutions =
        RPC<Service.ListActivityExecutionsRequest, Service.ListActivityExecutionsResponse>(
            "ListActivityExecutions")
    package static let countActivityExecutions =
        RPC<Service.CountActivityExecutionsRequest, Service.CountActivityExecutionsResponse>(
            "CountActivityExecutions")
    package static let requestCancelActivityExecution =
        RPC<Service.RequestCancelActivityExecutionRequest, Service.RequestCancelActivityExecutionResponse>(
            "RequestCancelActivityExecution")
    package static let terminateActivityExecution =
        RPC<Service.TerminateActivityExecutionRequest, Service.TerminateActivityExecutionResponse>(
            "TerminateActivityExecution")
    package static let deleteActivityExecution =
        RPC<Service.DeleteActivityExecutionRequest, Service.DeleteActivityExecutionResponse>(
            "DeleteActivityExecution")

    package static let pollNexusTaskQueue =
        RPC<Service.PollNexusTaskQueueRequest, Service.PollNexusTaskQueueResponse>(
            longPoll: "PollNexusTaskQueue", for: .task)
    package static let respondNexusTaskCompleted =
        RPC<Service.RespondNexusTaskCompletedRequest, Service.RespondNexusTaskCompletedResponse>(
            "RespondNexusTaskCompleted")
    package static let respondNexusTaskFailed =
        RPC<Service.RespondNexusTaskFailedRequest, Service.RespondNexusTaskFailedResponse>("RespondNexusTaskFailed")

    package static let startWorkflowExecution =
        RPC<Service.StartWorkflowExecutionRequest, Service.StartWorkflowExecutionResponse>("StartWorkflowExecution")
    package static let signalWorkflowExecution =
        RPC<Service.SignalWorkflowExecutionRequest, Service.SignalWorkflowExecutionResponse>(
            "SignalWorkflowExecution")
    package static let signalWithStartWorkflowExecution =
        RPC<Service.SignalWithStartWorkflowExecutionRequest, Service.SignalWithStartWorkflowExecutionResponse>(
            "SignalWithStartWorkflowExecution")
    package static let queryWorkflow =
        RPC<Service.QueryWorkflowRequest, Service.QueryWorkflowResponse>("QueryWorkflow", use: .outcome)
    package static let updateWorkflowExecution =
        RPC<Service.UpdateWorkflowExecutionRequest, Service.UpdateWorkflowExecutionResponse>(
            longPoll: "UpdateWorkflowExecution", for: .outcome)
    package static let executeMultiOperation =
        RPC<Service.ExecuteMultiOperationRequest, Service.ExecuteMultiOperationResponse>(
            longPoll: "ExecuteMultiOperation", for: .outcome)
    package static let pollWorkflowExecutionUpdate =
        RPC<Service.PollWorkflowExecutionUpdateRequest, Service.PollWorkflowExecutionUpdateResponse>(
            longPoll: "PollWorkflowExecutionUpdate", for: .outcome)
    package static let updateWorkflowExecutionOptions =
        RPC<Service.UpdateWorkflowExecutionOptionsRequest, Service.UpdateWorkflowExecutionOptionsResponse>(
            "UpdateWorkflowExecutionOptions")
    package static let requestCancelWorkflowExecution =
        RPC<Service.RequestCancelWorkflowExecutionRequest, Service.RequestCancelWorkflowExecutionResponse>(
            "RequestCancelWorkflowExecution")
    package static let terminateWorkflowExecution =
        RPC<Service.TerminateWorkflowExecutionRequest, Service.TerminateWorkflowExecutionResponse>(
            "TerminateWorkflowExecution")
    package static let describeWorkflowExecution =
        RPC<Service.DescribeWorkflowExecutionRequest, Service.DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution")
    package static let listWorkflowExecutions =
        RPC<Service.ListWorkflowExecutionsRequest, Service.ListWorkflowExecutionsResponse>("ListWorkflowExecutions")
    package static let countWorkflowExecutions =
        RPC<Service.CountWorkflowExecutionsRequest, Service.CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions")

    package static let getClusterInfo =
        RPC<Service.GetClusterInfoRequest, Service.GetClusterInfoResponse>("GetClusterInfo")
    package static let listNamespaces =
        RPC<Service.ListNamespacesRequest, Service.ListNamespacesResponse>("ListNamespaces")
    package static let describeTaskQueue =
        RPC<Service.DescribeTaskQueueRequest, Service.DescribeTaskQueueResponse>("DescribeTaskQueue")
    package static let deleteWorkflowExecution =
        RPC<Service.DeleteWorkflowExecutionRequest, Service.DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution")
    package static let resetWorkflowExecution =
        RPC<Service.ResetWorkflowExecutionRequest, Service.ResetWorkflowExecutionResponse>("ResetWorkflowExecution")

    package static let startBatchOperation =
        RPC<Service.StartBatchOperationRequest, Service.StartBatchOperationResponse>("StartBatchOperation")
    package static let stopBatchOperation =
        RPC<Service.StopBatchOperationRequest, Service.StopBatchOperationResponse>("StopBatchOperation")
    package static let describeBatchOperation =
        RPC<Service.DescribeBatchOperationRequest, Service.DescribeBatchOperationResponse>("DescribeBatchOperation")

    package static let checkHealth = RPC<API.Health.HealthCheckRequest, API.Health.HealthCheckResponse>(
        "Check", service: "grpc.health.v1.Health")
    package static let addSearchAttributes =
        RPC<API.OperatorService.AddSearchAttributesRequest, API.OperatorService.AddSearchAttributesResponse>(
            "AddSearchAttributes", service: "temporal.api.operatorservice.v1.OperatorService")
    package static let listSearchAttributes =
        RPC<API.OperatorService.ListSearchAttributesRequest, API.OperatorService.ListSearchAttributesResponse>(
            "ListSearchAttributes", service: "temporal.api.operatorservice.v1.OperatorService")

    package static let recordWorkerHeartbeat =
        RPC<Service.RecordWorkerHeartbeatRequest, Service.RecordWorkerHeartbeatResponse>("RecordWorkerHeartbeat")
    package static let shutdownWorker =
        RPC<Service.ShutdownWorkerRequest, Service.ShutdownWorkerResponse>("ShutdownWorker")

    package static let createSchedule =
        RPC<Service.CreateScheduleRequest, Service.CreateScheduleResponse>("CreateSchedule")
    package static let describeSchedule =
        RPC<Service.DescribeScheduleRequest, Service.DescribeScheduleResponse>("DescribeSchedule")
    package static let updateSchedule =
        RPC<Service.UpdateScheduleRequest, Service.UpdateScheduleResponse>("UpdateSchedule")
    package static let patchSchedule =
        RPC<Service.PatchScheduleRequest, Service.PatchScheduleResponse>("PatchSchedule")
    package static let deleteSchedule =
        RPC<Service.DeleteScheduleRequest, Service.DeleteScheduleResponse>("DeleteSchedule")
    package static let listSchedules =
        RPC<Service.ListSchedulesRequest, Service.ListSchedulesResponse>("ListSchedules")
    package static let listScheduleMatchingTimes =
        RPC<Service.ListScheduleMatchingTimesRequest, Service.ListScheduleMatchingTimesResponse>(
            "ListScheduleMatchingTimes")

    package static let lockTimeSkipping =
        RPC<API.TestService.LockTimeSkippingRequest, API.TestService.LockTimeSkippingResponse>(
            "LockTimeSkipping", service: "temporal.api.testservice.v1.TestService")
    package static let unlockTimeSkipping =
        RPC<API.TestService.UnlockTimeSkippingRequest, API.TestService.UnlockTimeSkippingResponse>(
            "UnlockTimeSkipping", service: "temporal.api.testservice.v1.TestService")
    package static let unlockTimeSkippingWithSleep =
        RPC<API.TestService.SleepRequest, API.TestService.SleepResponse>(
            "UnlockTimeSkippingWithSleep", service: "temporal.api.testservice.v1.TestService")
    package static let getCurrentTime =
        RPC<API.Google.Empty, API.TestService.GetCurrentTimeResponse>(
            "GetCurrentTime", service: "temporal.api.testservice.v1.TestService")
}
