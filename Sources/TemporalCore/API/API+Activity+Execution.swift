// `temporal.api.activity.v1`: activities that no workflow has scheduled.

extension API.Activity {
    package struct ActivityExecutionInfo: Message {
        package var activityID = ""
        package var runID = ""
        package var activityType: API.Common.ActivityType?
        package var status: API.Enums.ActivityExecutionStatus = .unspecified
        package var runState: API.Enums.PendingActivityState = .unspecified
        package var taskQueue = ""
        package var scheduleToCloseTimeout: Duration?
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var heartbeatTimeout: Duration?
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var heartbeatDetails: API.Common.Payloads?
        package var lastHeartbeatTime: Timestamp?
        package var lastStartedTime: Timestamp?
        package var attempt: Int32 = 0
        package var executionDuration: Duration?
        package var scheduleTime: Timestamp?
        package var expirationTime: Timestamp?
        package var closeTime: Timestamp?
        @Boxed package var lastFailure: API.Failure.Failure?
        package var lastWorkerIdentity = ""
        package var currentRetryInterval: Duration?
        package var lastAttemptCompleteTime: Timestamp?
        package var nextAttemptScheduleTime: Timestamp?
        package var lastDeploymentVersion: API.Deployment.WorkerDeploymentVersion?
        package var priority: API.Common.Priority?
        package var stateTransitionCount: Int64 = 0
        package var stateSizeBytes: Int64 = 0
        package var searchAttributes: API.Common.SearchAttributes?
        package var header: API.Common.Header?
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        package var canceledReason = ""
        package var links: [API.Common.Link] = []
        package var totalHeartbeatCount: Int64 = 0
        package var sdkName = ""
        package var sdkVersion = ""
        package var startDelay: Duration?
        package var executionTime: Timestamp?
        package var propagatedNexusSerializationContext: API.Nexus.PropagatedSerializationContext?
        package var eagerExecutionAccepted = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.activity.v1.ActivityExecutionInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "activity_id", &activityID)
            visitor.field(2, "run_id", &runID)
            visitor.field(3, "activity_type", &activityType)
            visitor.field(4, "status", &status)
            visitor.field(5, "run_state", &runState)
            visitor.field(6, "task_queue", &taskQueue)
            visitor.field(7, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(8, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(9, "start_to_close_timeout", &startToCloseTimeout)
            visitor.field(10, "heartbeat_timeout", &heartbeatTimeout)
            visitor.field(11, "retry_policy", &_retryPolicy)
            visitor.field(12, "heartbeat_details", &heartbeatDetails)
            visitor.field(13, "last_heartbeat_time", &lastHeartbeatTime)
            visitor.field(14, "last_started_time", &lastStartedTime)
            visitor.field(15, "attempt", &attempt)
            visitor.field(16, "execution_duration", &executionDuration)
            visitor.field(17, "schedule_time", &scheduleTime)
            visitor.field(18, "expiration_time", &expirationTime)
            visitor.field(19, "close_time", &closeTime)
            visitor.field(20, "last_failure", &_lastFailure)
            visitor.field(21, "last_worker_identity", &lastWorkerIdentity)
            visitor.field(22, "current_retry_interval", &currentRetryInterval)
            visitor.field(23, "last_attempt_complete_time", &lastAttemptCompleteTime)
            visitor.field(24, "next_attempt_schedule_time", &nextAttemptScheduleTime)
            visitor.field(25, "last_deployment_version", &lastDeploymentVersion)
            visitor.field(26, "priority", &priority)
            visitor.field(27, "state_transition_count", &stateTransitionCount)
            visitor.field(28, "state_size_bytes", &stateSizeBytes)
            visitor.field(29, "search_attributes", &searchAttributes)
            visitor.field(30, "header", &header)
            visitor.field(31, "user_metadata", &_userMetadata)
            visitor.field(32, "canceled_reason", &canceledReason)
            visitor.field(33, "links", &links)
            visitor.field(34, "total_heartbeat_count", &totalHeartbeatCount)
            visitor.field(35, "sdk_name", &sdkName)
            visitor.field(36, "sdk_version", &sdkVersion)
            visitor.field(37, "start_delay", &startDelay)
            visitor.field(38, "execution_time", &executionTime)
            visitor.field(39, "propagated_nexus_serialization_context", &propagatedNexusSerializationContext)
            visitor.field(40, "eager_execution_accepted", &eagerExecutionAccepted)
        }
    }

    package struct ActivityExecutionListInfo: Message {
        package var activityID = ""
        package var runID = ""
        package var activityType: API.Common.ActivityType?
        package var scheduleTime: Timestamp?
        package var closeTime: Timestamp?
        package var status: API.Enums.ActivityExecutionStatus = .unspecified
        package var searchAttributes: API.Common.SearchAttributes?
        package var taskQueue = ""
        package var stateTransitionCount: Int64 = 0
        package var stateSizeBytes: Int64 = 0
        package var executionDuration: Duration?
        package var executionTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.activity.v1.ActivityExecutionListInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "activity_id", &activityID)
            visitor.field(2, "run_id", &runID)
            visitor.field(3, "activity_type", &activityType)
            visitor.field(4, "schedule_time", &scheduleTime)
            visitor.field(5, "close_time", &closeTime)
            visitor.field(6, "status", &status)
            visitor.field(7, "search_attributes", &searchAttributes)
            visitor.field(8, "task_queue", &taskQueue)
            visitor.field(9, "state_transition_count", &stateTransitionCount)
            visitor.field(10, "state_size_bytes", &stateSizeBytes)
            visitor.field(11, "execution_duration", &executionDuration)
            visitor.field(12, "execution_time", &executionTime)
        }
    }

    package struct ActivityExecutionOutcome: Message {
        package var value: Value?
        package var retryState: API.Enums.RetryState = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.activity.v1.ActivityExecutionOutcome" }

        package indirect enum Value: Sendable, Equatable {
            case result(API.Common.Payloads)
            case failure(API.Failure.Failure)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "result", &value, Value.result) {
                if case .result(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "failure", &value, Value.failure) {
                if case .failure(let value) = $0 { value } else { nil }
            }
            visitor.field(3, "retry_state", &retryState)
        }
    }

    package struct CallbackInfo: Message {
        package var trigger: API.Activity.CallbackInfo.Trigger?
        package var info: API.Callback.CallbackInfo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.activity.v1.CallbackInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "trigger", &trigger)
            visitor.field(2, "info", &info)
        }

        package struct ActivityClosed: Message {
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.activity.v1.CallbackInfo.ActivityClosed" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {}
        }

        package struct Trigger: Message {
            package var variant: Variant?
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.activity.v1.CallbackInfo.Trigger" }

            package enum Variant: Sendable, Equatable {
                case activityClosed(API.Activity.CallbackInfo.ActivityClosed)
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.oneof(1, "activity_closed", &variant, Variant.activityClosed) {
                    if case .activityClosed(let value) = $0 { value } else { nil }
                }
            }
        }
    }
}
