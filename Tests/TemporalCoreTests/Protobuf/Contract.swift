// The contract as the tests see it: the messages that calls begin with, and every message and enum reached from them, found
// by walking the declarations.
import Foundation
import TestSupport

@testable import TemporalCore

/// Every message that the declarations reach, and what they declare.
struct Contract {
    /// The messages by full name.
    private(set) var messages: [String: any Message.Type] = [:]
    /// The declared fields by message: number, then name, JSON name, type, and the Swift type of the oneof.
    private(set) var fields: [String: [String: [String]]] = [:]
    /// The names and numbers of each enum's values.
    private(set) var enums: [String: [EnumValue]] = [:]

    struct EnumValue: Encodable {
        let name: String
        let number: Int32

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(name)
            try container.encode(number)
        }
    }

    /// How many random messages the judges are shown; TEST_CONFORMANCE_MESSAGES says otherwise.
    static let randomMessages =
        ProcessInfo.processInfo.environment["TEST_CONFORMANCE_MESSAGES"].flatMap { Int($0) }
        ?? TestScale.pick(short: 3000, long: 100_000)

    /// Everything that the calls of the services reach.
    static let whole = Contract(roots: roots)

    init(roots: [any Message.Type]) {
        for root in roots { add(root) }
    }

    private mutating func add<M: Message>(_ type: M.Type) {
        guard messages.updateValue(type, forKey: M.protoName) == nil else { return }
        var declarations = DeclarationVisitor()
        var message = M()
        message.fields(&declarations)
        fields[M.protoName] = declarations.fields
        for (name, values) in declarations.enums { enums[name] = values }
        for reached in declarations.messages { add(reached) }
    }
}

extension Contract {
    /// The requests and responses of every call, and the messages that travel packed or encoded inside others.
    static let roots: [any Message.Type] = workflowService + others

    private typealias Service = API.WorkflowService

    private static let workflowService: [any Message.Type] = [
        Service.PollWorkflowTaskQueueRequest.self, Service.PollWorkflowTaskQueueResponse.self,
        Service.RespondWorkflowTaskCompletedRequest.self, Service.RespondWorkflowTaskCompletedResponse.self,
        Service.RespondWorkflowTaskFailedRequest.self, Service.RespondWorkflowTaskFailedResponse.self,
        Service.RespondQueryTaskCompletedRequest.self, Service.RespondQueryTaskCompletedResponse.self,
        Service.GetWorkflowExecutionHistoryRequest.self, Service.GetWorkflowExecutionHistoryResponse.self,
        Service.GetWorkflowExecutionHistoryReverseRequest.self, Service.GetWorkflowExecutionHistoryReverseResponse.self,
        Service.PollActivityTaskQueueRequest.self, Service.PollActivityTaskQueueResponse.self,
        Service.RespondActivityTaskCompletedRequest.self, Service.RespondActivityTaskCompletedResponse.self,
        Service.RespondActivityTaskCompletedByIDRequest.self, Service.RespondActivityTaskCompletedByIDResponse.self,
        Service.RespondActivityTaskFailedRequest.self, Service.RespondActivityTaskFailedResponse.self,
        Service.RespondActivityTaskFailedByIDRequest.self, Service.RespondActivityTaskFailedByIDResponse.self,
        Service.RespondActivityTaskCanceledRequest.self, Service.RespondActivityTaskCanceledResponse.self,
        Service.RespondActivityTaskCanceledByIDRequest.self, Service.RespondActivityTaskCanceledByIDResponse.self,
        Service.RecordActivityTaskHeartbeatRequest.self, Service.RecordActivityTaskHeartbeatResponse.self,
        Service.RecordActivityTaskHeartbeatByIDRequest.self, Service.RecordActivityTaskHeartbeatByIDResponse.self,
        Service.StartWorkflowExecutionRequest.self, Service.StartWorkflowExecutionResponse.self,
        Service.SignalWorkflowExecutionRequest.self, Service.SignalWorkflowExecutionResponse.self,
        Service.SignalWithStartWorkflowExecutionRequest.self, Service.SignalWithStartWorkflowExecutionResponse.self,
        Service.ExecuteMultiOperationRequest.self, Service.ExecuteMultiOperationResponse.self,
        Service.QueryWorkflowRequest.self, Service.QueryWorkflowResponse.self,
        Service.UpdateWorkflowExecutionRequest.self, Service.UpdateWorkflowExecutionResponse.self,
        Service.PollWorkflowExecutionUpdateRequest.self, Service.PollWorkflowExecutionUpdateResponse.self,
        Service.UpdateWorkflowExecutionOptionsRequest.self, Service.UpdateWorkflowExecutionOptionsResponse.self,
        Service.RequestCancelWorkflowExecutionRequest.self, Service.RequestCancelWorkflowExecutionResponse.self,
        Service.TerminateWorkflowExecutionRequest.self, Service.TerminateWorkflowExecutionResponse.self,
        Service.DeleteWorkflowExecutionRequest.self, Service.DeleteWorkflowExecutionResponse.self,
        Service.ResetWorkflowExecutionRequest.self, Service.ResetWorkflowExecutionResponse.self,
        Service.DescribeWorkflowExecutionRequest.self, Service.DescribeWorkflowExecutionResponse.self,
        Service.ListWorkflowExecutionsRequest.self, Service.ListWorkflowExecutionsResponse.self,
        Service.CountWorkflowExecutionsRequest.self, Service.CountWorkflowExecutionsResponse.self,
        Service.DescribeNamespaceRequest.self, Service.DescribeNamespaceResponse.self,
        Service.RegisterNamespaceRequest.self, Service.RegisterNamespaceResponse.self,
        Service.ListNamespacesRequest.self, Service.ListNamespacesResponse.self, Service.DescribeTaskQueueRequest.self,
        Service.DescribeTaskQueueResponse.self, Service.GetSystemInfoRequest.self, Service.GetSystemInfoResponse.self,
        Service.GetClusterInfoRequest.self, Service.GetClusterInfoResponse.self,
        Service.RecordWorkerHeartbeatRequest.self, Service.RecordWorkerHeartbeatResponse.self,
        Service.ShutdownWorkerRequest.self, Service.ShutdownWorkerResponse.self, Service.PollNexusTaskQueueRequest.self,
        Service.PollNexusTaskQueueResponse.self, Service.RespondNexusTaskCompletedRequest.self,
        Service.RespondNexusTaskCompletedResponse.self, Service.RespondNexusTaskFailedRequest.self,
        Service.RespondNexusTaskFailedResponse.self, Service.ResetStickyTaskQueueRequest.self,
        Service.ResetStickyTaskQueueResponse.self,
        Service.CreateScheduleRequest.self, Service.CreateScheduleResponse.self, Service.DescribeScheduleRequest.self,
        Service.DescribeScheduleResponse.self, Service.UpdateScheduleRequest.self, Service.UpdateScheduleResponse.self,
        Service.PatchScheduleRequest.self, Service.PatchScheduleResponse.self, Service.DeleteScheduleRequest.self,
        Service.DeleteScheduleResponse.self, Service.ListSchedulesRequest.self, Service.ListSchedulesResponse.self,
        Service.ListScheduleMatchingTimesRequest.self, Service.ListScheduleMatchingTimesResponse.self,
        Service.PauseActivityExecutionRequest.self,
        Service.PauseActivityExecutionResponse.self,
        Service.UnpauseActivityExecutionRequest.self,
        Service.UnpauseActivityExecutionResponse.self,
        Service.ResetActivityExecutionRequest.self,
        Service.ResetActivityExecutionResponse.self,
        Service.UpdateActivityExecutionOptionsRequest.self,
        Service.UpdateActivityExecutionOptionsResponse.self,
        Service.StartActivityExecutionRequest.self,
        Service.StartActivityExecutionResponse.self,
        Service.DescribeActivityExecutionRequest.self,
        Service.DescribeActivityExecutionResponse.self,
        Service.PollActivityExecutionRequest.self,
        Service.PollActivityExecutionResponse.self,
        Service.ListActivityExecutionsRequest.self,
        Service.ListActivityExecutionsResponse.self,
        Service.CountActivityExecutionsRequest.self,
        Service.CountActivityExecutionsResponse.self,
        Service.RequestCancelActivityExecutionRequest.self,
        Service.RequestCancelActivityExecutionResponse.self,
        Service.TerminateActivityExecutionRequest.self,
        Service.TerminateActivityExecutionResponse.self,
        Service.DeleteActivityExecutionRequest.self,
        Service.DeleteActivityExecutionResponse.self,
        Service.StartBatchOperationRequest.self, Service.StartBatchOperationResponse.self,
        Service.StopBatchOperationRequest.self, Service.StopBatchOperationResponse.self,
        Service.DescribeBatchOperationRequest.self, Service.DescribeBatchOperationResponse.self,
    ]

    private static let others: [any Message.Type] = [
        API.WorkerService.ExecuteCommandsRequest.self, API.WorkerService.ExecuteCommandsResponse.self,
        API.OperatorService.AddSearchAttributesRequest.self, API.OperatorService.AddSearchAttributesResponse.self,
        API.OperatorService.ListSearchAttributesRequest.self, API.OperatorService.ListSearchAttributesResponse.self,
        API.OperatorService.RemoveSearchAttributesRequest.self, API.OperatorService.RemoveSearchAttributesResponse.self,
        API.ErrorDetails.ActivityExecutionAlreadyStartedFailure.self,
        API.ErrorDetails.CancellationAlreadyRequestedFailure.self,
        API.ErrorDetails.ClientVersionNotSupportedFailure.self, API.ErrorDetails.MultiOperationExecutionFailure.self,
        API.ErrorDetails.MultiOperationExecutionFailure.OperationStatus.self,
        API.ErrorDetails.NamespaceAlreadyExistsFailure.self, API.ErrorDetails.NamespaceInvalidStateFailure.self,
        API.ErrorDetails.NamespaceNotActiveFailure.self, API.ErrorDetails.NamespaceNotFoundFailure.self,
        API.ErrorDetails.NamespaceUnavailableFailure.self, API.ErrorDetails.NewerBuildExistsFailure.self,
        API.ErrorDetails.NexusOperationExecutionAlreadyStartedFailure.self, API.ErrorDetails.NotFoundFailure.self,
        API.ErrorDetails.PermissionDeniedFailure.self, API.ErrorDetails.QueryFailedFailure.self,
        API.ErrorDetails.ResourceExhaustedFailure.self, API.ErrorDetails.ServerVersionNotSupportedFailure.self,
        API.ErrorDetails.SystemWorkflowFailure.self, API.ErrorDetails.WorkflowExecutionAlreadyStartedFailure.self,
        API.ErrorDetails.WorkflowNotReadyFailure.self, API.ErrorDetails.WorkflowTaskCompletionBufferLostFailure.self,
        API.SDK.WorkflowTaskCompletedMetadata.self, API.SDK.UserMetadata.self, API.SDK.EnhancedStackTrace.self,
        API.SDK.WorkflowMetadata.self, API.SDK.WorkerConfig.self, API.Update.Acceptance.self, API.Update.Rejection.self,
        API.Update.Response.self, API.Google.Status.self, API.Health.HealthCheckRequest.self,
        API.Health.HealthCheckResponse.self, API.TestService.LockTimeSkippingRequest.self,
        API.TestService.LockTimeSkippingResponse.self, API.TestService.UnlockTimeSkippingRequest.self,
        API.TestService.UnlockTimeSkippingResponse.self, API.TestService.SleepRequest.self,
        API.TestService.SleepUntilRequest.self, API.TestService.SleepResponse.self,
        API.TestService.GetCurrentTimeResponse.self,
    ]
}
