// `temporal.api.workflow.v1`: what a running workflow waits for.

extension API.Workflow {
    package struct PendingActivityInfo: Message {
        package var activityID = ""
        package var activityType: API.Common.ActivityType?
        package var state: API.Enums.PendingActivityState = .unspecified
        package var heartbeatDetails: API.Common.Payloads?
        package var lastHeartbeatTime: Timestamp?
        package var lastStartedTime: Timestamp?
        package var attempt: Int32 = 0
        package var maximumAttempts: Int32 = 0
        package var scheduledTime: Timestamp?
        package var expirationTime: Timestamp?
        @Boxed package var lastFailure: API.Failure.Failure?
        package var lastWorkerIdentity = ""
        package var assignedBuildID: AssignedBuildID?
        package var lastWorkerVersionStamp: API.Common.WorkerVersionStamp?
        package var currentRetryInterval: Duration?
        package var lastAttemptCompleteTime: Timestamp?
        package var nextAttemptScheduleTime: Timestamp?
        package var paused = false
        package var lastDeployment: API.Deployment.Deployment?
        package var lastWorkerDeploymentVersion = ""
        package var priority: API.Common.Priority?
        package var pauseInfo: API.Workflow.PendingActivityInfo.PauseInfo?
        @Boxed package var activityOptions: API.Activity.ActivityOptions?
        package var lastDeploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.PendingActivityInfo" }

        package enum AssignedBuildID: Sendable, Equatable {
            case useWorkflowBuildID(API.Google.Empty)
            case lastIndependentlyAssignedBuildID(String)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "activity_id", &activityID)
            visitor.field(2, "activity_type", &activityType)
            visitor.field(3, "state", &state)
            visitor.field(4, "heartbeat_details", &heartbeatDetails)
            visitor.field(5, "last_heartbeat_time", &lastHeartbeatTime)
            visitor.field(6, "last_started_time", &lastStartedTime)
            visitor.field(7, "attempt", &attempt)
            visitor.field(8, "maximum_attempts", &maximumAttempts)
            visitor.field(9, "scheduled_time", &scheduledTime)
            visitor.field(10, "expiration_time", &expirationTime)
            visitor.field(11, "last_failure", &_lastFailure)
            visitor.field(12, "last_worker_identity", &lastWorkerIdentity)
            visitor.oneof(13, "use_workflow_build_id", &assignedBuildID, AssignedBuildID.useWorkflowBuildID) {
                if case .useWorkflowBuildID(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                14, "last_independently_assigned_build_id", &assignedBuildID,
                AssignedBuildID.lastIndependentlyAssignedBuildID
            ) {
                if case .lastIndependentlyAssignedBuildID(let value) = $0 { value } else { nil }
            }
            visitor.field(15, "last_worker_version_stamp", &lastWorkerVersionStamp)
            visitor.field(16, "current_retry_interval", &currentRetryInterval)
            visitor.field(17, "last_attempt_complete_time", &lastAttemptCompleteTime)
            visitor.field(18, "next_attempt_schedule_time", &nextAttemptScheduleTime)
            visitor.field(19, "paused", &paused)
            visitor.field(20, "last_deployment", &lastDeployment)
            visitor.field(21, "last_worker_deployment_version", &lastWorkerDeploymentVersion)
            visitor.field(22, "priority", &priority)
            visitor.field(23, "pause_info", &pauseInfo)
            visitor.field(24, "activity_options", &_activityOptions)
            visitor.field(25, "last_deployment_version", &lastDeploymentVersion)
        }

        package struct PauseInfo: Message {
            package var pauseTime: Timestamp?
            package var pausedBy: PausedBy?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.workflow.v1.PendingActivityInfo.PauseInfo" }

            package indirect enum PausedBy: Sendable, Equatable {
                case manual(API.Workflow.PendingActivityInfo.PauseInfo.Manual)
                case rule(API.Workflow.PendingActivityInfo.PauseInfo.Rule)
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "pause_time", &pauseTime)
                visitor.oneof(2, "manual", &pausedBy, PausedBy.manual) {
                    if case .manual(let value) = $0 { value } else { nil }
                }
                visitor.oneof(4, "rule", &pausedBy, PausedBy.rule) {
                    if case .rule(let value) = $0 { value } else { nil }
                }
            }

            package struct Manual: Message {
                package var identity = ""
                package var reason = ""
                package var unknownFields = UnknownFields()

                package init() {}
                package static var protoName: String { "temporal.api.workflow.v1.PendingActivityInfo.PauseInfo.Manual" }

                package mutating func fields(_ visitor: inout some FieldVisitor) {
                    visitor.field(1, "identity", &identity)
                    visitor.field(2, "reason", &reason)
                }
            }

            package struct Rule: Message {
                package var ruleID = ""
                package var identity = ""
                package var reason = ""
                package var unknownFields = UnknownFields()

                package init() {}
                package static var protoName: String { "temporal.api.workflow.v1.PendingActivityInfo.PauseInfo.Rule" }

                package mutating func fields(_ visitor: inout some FieldVisitor) {
                    visitor.field(1, "rule_id", &ruleID)
                    visitor.field(2, "identity", &identity)
                    visitor.field(3, "reason", &reason)
                }
            }
        }
    }

    package struct PendingChildExecutionInfo: Message {
        package var workflowID = ""
        package var runID = ""
        package var workflowTypeName = ""
        package var initiatedID: Int64 = 0
        package var parentClosePolicy: API.Enums.ParentClosePolicy = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.PendingChildExecutionInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_id", &workflowID)
            visitor.field(2, "run_id", &runID)
            visitor.field(3, "workflow_type_name", &workflowTypeName)
            visitor.field(4, "initiated_id", &initiatedID)
            visitor.field(5, "parent_close_policy", &parentClosePolicy)
        }
    }

    package struct PendingWorkflowTaskInfo: Message {
        package var state: API.Enums.PendingWorkflowTaskState = .unspecified
        package var scheduledTime: Timestamp?
        package var originalScheduledTime: Timestamp?
        package var startedTime: Timestamp?
        package var attempt: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.PendingWorkflowTaskInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "state", &state)
            visitor.field(2, "scheduled_time", &scheduledTime)
            visitor.field(3, "original_scheduled_time", &originalScheduledTime)
            visitor.field(4, "started_time", &startedTime)
            visitor.field(5, "attempt", &attempt)
        }
    }

    package struct CallbackInfo: Message {
        package var callback: API.Common.Callback?
        package var trigger: API.Workflow.CallbackInfo.Trigger?
        package var registrationTime: Timestamp?
        package var state: API.Enums.CallbackState = .unspecified
        package var attempt: Int32 = 0
        package var lastAttemptCompleteTime: Timestamp?
        @Boxed package var lastAttemptFailure: API.Failure.Failure?
        package var nextAttemptScheduleTime: Timestamp?
        package var blockedReason = ""
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.CallbackInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "callback", &callback)
            visitor.field(2, "trigger", &trigger)
            visitor.field(3, "registration_time", &registrationTime)
            visitor.field(4, "state", &state)
            visitor.field(5, "attempt", &attempt)
            visitor.field(6, "last_attempt_complete_time", &lastAttemptCompleteTime)
            visitor.field(7, "last_attempt_failure", &_lastAttemptFailure)
            visitor.field(8, "next_attempt_schedule_time", &nextAttemptScheduleTime)
            visitor.field(9, "blocked_reason", &blockedReason)
            visitor.field(10, "request_id", &requestID)
        }

        package struct WorkflowClosed: Message {
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.workflow.v1.CallbackInfo.WorkflowClosed" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {}
        }

        package struct UpdateWorkflowExecutionCompleted: Message {
            package var updateID = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.workflow.v1.CallbackInfo.UpdateWorkflowExecutionCompleted"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "update_id", &updateID)
            }
        }

        package struct Trigger: Message {
            package var variant: Variant?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.workflow.v1.CallbackInfo.Trigger" }

            package enum Variant: Sendable, Equatable {
                case workflowClosed(API.Workflow.CallbackInfo.WorkflowClosed)
                case updateWorkflowExecutionCompleted(API.Workflow.CallbackInfo.UpdateWorkflowExecutionCompleted)
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.oneof(1, "workflow_closed", &variant, Variant.workflowClosed) {
                    if case .workflowClosed(let value) = $0 { value } else { nil }
                }
                visitor.oneof(
                    2, "update_workflow_execution_completed", &variant, Variant.updateWorkflowExecutionCompleted
                ) {
                    if case .updateWorkflowExecutionCompleted(let value) = $0 { value } else { nil }
                }
            }
        }
    }

    package struct PendingNexusOperationInfo: Message {
        package var endpoint = ""
        package var service = ""
        package var operation = ""
        package var operationID = ""
        package var scheduleToCloseTimeout: Duration?
        package var scheduledTime: Timestamp?
        package var state: API.Enums.PendingNexusOperationState = .unspecified
        package var attempt: Int32 = 0
        package var lastAttemptCompleteTime: Timestamp?
        @Boxed package var lastAttemptFailure: API.Failure.Failure?
        package var nextAttemptScheduleTime: Timestamp?
        @Boxed package var cancellationInfo: API.Workflow.NexusOperationCancellationInfo?
        package var scheduledEventID: Int64 = 0
        package var blockedReason = ""
        package var operationToken = ""
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.PendingNexusOperationInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "endpoint", &endpoint)
            visitor.field(2, "service", &service)
            visitor.field(3, "operation", &operation)
            visitor.field(4, "operation_id", &operationID)
            visitor.field(5, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(6, "scheduled_time", &scheduledTime)
            visitor.field(7, "state", &state)
            visitor.field(8, "attempt", &attempt)
            visitor.field(9, "last_attempt_complete_time", &lastAttemptCompleteTime)
            visitor.field(10, "last_attempt_failure", &_lastAttemptFailure)
            visitor.field(11, "next_attempt_schedule_time", &nextAttemptScheduleTime)
            visitor.field(12, "cancellation_info", &_cancellationInfo)
            visitor.field(13, "scheduled_event_id", &scheduledEventID)
            visitor.field(14, "blocked_reason", &blockedReason)
            visitor.field(15, "operation_token", &operationToken)
            visitor.field(16, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(17, "start_to_close_timeout", &startToCloseTimeout)
        }
    }

    package struct NexusOperationCancellationInfo: Message {
        package var requestedTime: Timestamp?
        package var state: API.Enums.NexusOperationCancellationState = .unspecified
        package var attempt: Int32 = 0
        package var lastAttemptCompleteTime: Timestamp?
        @Boxed package var lastAttemptFailure: API.Failure.Failure?
        package var nextAttemptScheduleTime: Timestamp?
        package var blockedReason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflow.v1.NexusOperationCancellationInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "requested_time", &requestedTime)
            visitor.field(2, "state", &state)
            visitor.field(3, "attempt", &attempt)
            visitor.field(4, "last_attempt_complete_time", &lastAttemptCompleteTime)
            visitor.field(5, "last_attempt_failure", &_lastAttemptFailure)
            visitor.field(6, "next_attempt_schedule_time", &nextAttemptScheduleTime)
            visitor.field(7, "blocked_reason", &blockedReason)
        }
    }
}
