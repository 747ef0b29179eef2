// `temporal.api.history.v1`: what activity events say.

extension API.History {
    package struct ActivityTaskScheduledEventAttributes: Message {
        package var activityID = ""
        package var activityType: API.Common.ActivityType?
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var header: API.Common.Header?
        package var input: API.Common.Payloads?
        package var scheduleToCloseTimeout: Duration?
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var heartbeatTimeout: Duration?
        package var workflowTaskCompletedEventID: Int64 = 0
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var useWorkflowBuildID = false
        package var priority: API.Common.Priority?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ActivityTaskScheduledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "activity_id", &activityID)
            visitor.field(2, "activity_type", &activityType)
            visitor.field(4, "task_queue", &taskQueue)
            visitor.field(5, "header", &header)
            visitor.field(6, "input", &input)
            visitor.field(7, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(8, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(9, "start_to_close_timeout", &startToCloseTimeout)
            visitor.field(10, "heartbeat_timeout", &heartbeatTimeout)
            visitor.field(11, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
            visitor.field(12, "retry_policy", &_retryPolicy)
            visitor.field(13, "use_workflow_build_id", &useWorkflowBuildID)
            visitor.field(14, "priority", &priority)
        }
    }

    package struct ActivityTaskStartedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var identity = ""
        package var requestID = ""
        package var attempt: Int32 = 0
        @Boxed package var lastFailure: API.Failure.Failure?
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var buildIDRedirectCounter: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ActivityTaskStartedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "identity", &identity)
            visitor.field(3, "request_id", &requestID)
            visitor.field(4, "attempt", &attempt)
            visitor.field(5, "last_failure", &_lastFailure)
            visitor.field(6, "worker_version", &workerVersion)
            visitor.field(7, "build_id_redirect_counter", &buildIDRedirectCounter)
        }
    }

    package struct ActivityTaskCompletedEventAttributes: Message {
        package var result: API.Common.Payloads?
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var identity = ""
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ActivityTaskCompletedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "result", &result)
            visitor.field(2, "scheduled_event_id", &scheduledEventID)
            visitor.field(3, "started_event_id", &startedEventID)
            visitor.field(4, "identity", &identity)
            visitor.field(5, "worker_version", &workerVersion)
        }
    }

    package struct ActivityTaskFailedEventAttributes: Message {
        @Boxed package var failure: API.Failure.Failure?
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var identity = ""
        package var retryState: API.Enums.RetryState = .unspecified
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var cause: API.Enums.ActivityTaskFailedCause = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ActivityTaskFailedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failure", &_failure)
            visitor.field(2, "scheduled_event_id", &scheduledEventID)
            visitor.field(3, "started_event_id", &startedEventID)
            visitor.field(4, "identity", &identity)
            visitor.field(5, "retry_state", &retryState)
            visitor.field(6, "worker_version", &workerVersion)
            visitor.field(7, "cause", &cause)
        }
    }

    package struct ActivityTaskTimedOutEventAttributes: Message {
        @Boxed package var failure: API.Failure.Failure?
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var retryState: API.Enums.RetryState = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ActivityTaskTimedOutEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failure", &_failure)
            visitor.field(2, "scheduled_event_id", &scheduledEventID)
            visitor.field(3, "started_event_id", &startedEventID)
            visitor.field(4, "retry_state", &retryState)
        }
    }

    package struct ActivityTaskCancelRequestedEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        package var workflowTaskCompletedEventID: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ActivityTaskCancelRequestedEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "workflow_task_completed_event_id", &workflowTaskCompletedEventID)
        }
    }

    package struct ActivityTaskCanceledEventAttributes: Message {
        package var details: API.Common.Payloads?
        package var latestCancelRequestedEventID: Int64 = 0
        package var scheduledEventID: Int64 = 0
        package var startedEventID: Int64 = 0
        package var identity = ""
        package var workerVersion: API.Common.WorkerVersionStamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.ActivityTaskCanceledEventAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "details", &details)
            visitor.field(2, "latest_cancel_requested_event_id", &latestCancelRequestedEventID)
            visitor.field(3, "scheduled_event_id", &scheduledEventID)
            visitor.field(4, "started_event_id", &startedEventID)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "worker_version", &workerVersion)
        }
    }

    package struct ActivityPropertiesModifiedExternallyEventAttributes: Message {
        package var scheduledEventID: Int64 = 0
        @Boxed package var newRetryPolicy: API.Common.RetryPolicy?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.history.v1.ActivityPropertiesModifiedExternallyEventAttributes"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "scheduled_event_id", &scheduledEventID)
            visitor.field(2, "new_retry_policy", &_newRetryPolicy)
        }
    }
}
