// `temporal.api.history.v1`: an event. Its attributes are one enum, so that an event is small.

extension API.History {
    package struct HistoryEvent: Message {
        package var eventID: Int64 = 0
        package var eventTime: Timestamp?
        package var eventType: API.Enums.EventType = .unspecified
        package var version: Int64 = 0
        package var taskID: Int64 = 0
        package var attributes: Attributes?
        package var workerMayIgnore = false
        @Boxed package var userMetadata: API.SDK.UserMetadata?
        package var links: [API.Common.Link] = []
        @Boxed package var principal: API.Common.Principal?
        package var eventGroupMarkers: [API.SDK.EventGroupMarker] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.HistoryEvent" }

        package indirect enum Attributes: Sendable, Equatable {
            case workflowExecutionStarted(API.History.WorkflowExecutionStartedEventAttributes)
            case workflowExecutionCompleted(API.History.WorkflowExecutionCompletedEventAttributes)
            case workflowExecutionFailed(API.History.WorkflowExecutionFailedEventAttributes)
            case workflowExecutionTimedOut(API.History.WorkflowExecutionTimedOutEventAttributes)
            case workflowTaskScheduled(API.History.WorkflowTaskScheduledEventAttributes)
            case workflowTaskStarted(API.History.WorkflowTaskStartedEventAttributes)
            case workflowTaskCompleted(API.History.WorkflowTaskCompletedEventAttributes)
            case workflowTaskTimedOut(API.History.WorkflowTaskTimedOutEventAttributes)
            case workflowTaskFailed(API.History.WorkflowTaskFailedEventAttributes)
            case activityTaskScheduled(API.History.ActivityTaskScheduledEventAttributes)
            case activityTaskStarted(API.History.ActivityTaskStartedEventAttributes)
            case activityTaskCompleted(API.History.ActivityTaskCompletedEventAttributes)
            case activityTaskFailed(API.History.ActivityTaskFailedEventAttributes)
            case activityTaskTimedOut(API.History.ActivityTaskTimedOutEventAttributes)
            case timerStarted(API.History.TimerStartedEventAttributes)
            case timerFired(API.History.TimerFiredEventAttributes)
            case activityTaskCancelRequested(API.History.ActivityTaskCancelRequestedEventAttributes)
            case activityTaskCanceled(API.History.ActivityTaskCanceledEventAttributes)
            case timerCanceled(API.History.TimerCanceledEventAttributes)
            case markerRecorded(API.History.MarkerRecordedEventAttributes)
            case workflowExecutionSignaled(API.History.WorkflowExecutionSignaledEventAttributes)
            case workflowExecutionTerminated(API.History.WorkflowExecutionTerminatedEventAttributes)
            case workflowExecutionCancelRequested(API.History.WorkflowExecutionCancelRequestedEventAttributes)
            case workflowExecutionCanceled(API.History.WorkflowExecutionCanceledEventAttributes)
            case requestCancelExternalWorkflowExecutionInitiated(
                API.History.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes)
            case requestCancelExternalWorkflowExecutionFailed(
                API.History.RequestCancelExternalWorkflowExecutionFailedEventAttributes)
            case externalWorkflowExecutionCancelRequested(
                API.History.ExternalWorkflowExecutionCancelRequestedEventAttributes)
            case workflowExecutionContinuedAsNew(API.History.WorkflowExecutionContinuedAsNewEventAttributes)
            case startChildWorkflowExecutionInitiated(API.History.StartChildWorkflowExecutionInitiatedEventAttributes)
            case startChildWorkflowExecutionFailed(API.History.StartChildWorkflowExecutionFailedEventAttributes)
            case childWorkflowExecutionStarted(API.History.ChildWorkflowExecutionStartedEventAttributes)
            case childWorkflowExecutionCompleted(API.History.ChildWorkflowExecutionCompletedEventAttributes)
            case childWorkflowExecutionFailed(API.History.ChildWorkflowExecutionFailedEventAttributes)
            case childWorkflowExecutionCanceled(API.History.ChildWorkflowExecutionCanceledEventAttributes)
            case childWorkflowExecutionTimedOut(API.History.ChildWorkflowExecutionTimedOutEventAttributes)
            case childWorkflowExecutionTerminated(API.History.ChildWorkflowExecutionTerminatedEventAttributes)
            case signalExternalWorkflowExecutionInitiated(
                API.History.SignalExternalWorkflowExecutionInitiatedEventAttributes)
            case signalExternalWorkflowExecutionFailed(API.History.SignalExternalWorkflowExecutionFailedEventAttributes)
            case externalWorkflowExecutionSignaled(API.History.ExternalWorkflowExecutionSignaledEventAttributes)
            case upsertWorkflowSearchAttributes(API.History.UpsertWorkflowSearchAttributesEventAttributes)
            case workflowExecutionUpdateAccepted(API.History.WorkflowExecutionUpdateAcceptedEventAttributes)
            case workflowExecutionUpdateRejected(API.History.WorkflowExecutionUpdateRejectedEventAttributes)
            case workflowExecutionUpdateCompleted(API.History.WorkflowExecutionUpdateCompletedEventAttributes)
            case workflowPropertiesModifiedExternally(API.History.WorkflowPropertiesModifiedExternallyEventAttributes)
            case activityPropertiesModifiedExternally(API.History.ActivityPropertiesModifiedExternallyEventAttributes)
            case workflowPropertiesModified(API.History.WorkflowPropertiesModifiedEventAttributes)
            case workflowExecutionUpdateAdmitted(API.History.WorkflowExecutionUpdateAdmittedEventAttributes)
            case nexusOperationScheduled(API.History.NexusOperationScheduledEventAttributes)
            case nexusOperationStarted(API.History.NexusOperationStartedEventAttributes)
            case nexusOperationCompleted(API.History.NexusOperationCompletedEventAttributes)
            case nexusOperationFailed(API.History.NexusOperationFailedEventAttributes)
            case nexusOperationCanceled(API.History.NexusOperationCanceledEventAttributes)
            case nexusOperationTimedOut(API.History.NexusOperationTimedOutEventAttributes)
            case nexusOperationCancelRequested(API.History.NexusOperationCancelRequestedEventAttributes)
            case workflowExecutionOptionsUpdated(API.History.WorkflowExecutionOptionsUpdatedEventAttributes)
            case nexusOperationCancelRequestCompleted(API.History.NexusOperationCancelRequestCompletedEventAttributes)
            case nexusOperationCancelRequestFailed(API.History.NexusOperationCancelRequestFailedEventAttributes)
            case workflowExecutionPaused(API.History.WorkflowExecutionPausedEventAttributes)
            case workflowExecutionUnpaused(API.History.WorkflowExecutionUnpausedEventAttributes)
            case workflowExecutionTimeSkippingTransitioned(
                API.History.WorkflowExecutionTimeSkippingTransitionedEventAttributes)
        }

        // Unspecialised, the way past sixty alternatives takes ten times as long, and a history has many events.
        package mutating func walk(_ visitor: inout PayloadVisitor) { fields(&visitor) }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "event_id", &eventID)
            visitor.field(2, "event_time", &eventTime)
            visitor.field(3, "event_type", &eventType)
            visitor.field(4, "version", &version)
            visitor.field(5, "task_id", &taskID)
            visitor.oneof(
                6, "workflow_execution_started_event_attributes", &attributes, Attributes.workflowExecutionStarted
            ) {
                if case .workflowExecutionStarted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                7, "workflow_execution_completed_event_attributes", &attributes, Attributes.workflowExecutionCompleted
            ) {
                if case .workflowExecutionCompleted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                8, "workflow_execution_failed_event_attributes", &attributes, Attributes.workflowExecutionFailed
            ) {
                if case .workflowExecutionFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                9, "workflow_execution_timed_out_event_attributes", &attributes, Attributes.workflowExecutionTimedOut
            ) {
                if case .workflowExecutionTimedOut(let value) = $0 { value } else { nil }
            }
            visitor.oneof(10, "workflow_task_scheduled_event_attributes", &attributes, Attributes.workflowTaskScheduled)
            {
                if case .workflowTaskScheduled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(11, "workflow_task_started_event_attributes", &attributes, Attributes.workflowTaskStarted) {
                if case .workflowTaskStarted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(12, "workflow_task_completed_event_attributes", &attributes, Attributes.workflowTaskCompleted)
            {
                if case .workflowTaskCompleted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(13, "workflow_task_timed_out_event_attributes", &attributes, Attributes.workflowTaskTimedOut)
            {
                if case .workflowTaskTimedOut(let value) = $0 { value } else { nil }
            }
            visitor.oneof(14, "workflow_task_failed_event_attributes", &attributes, Attributes.workflowTaskFailed) {
                if case .workflowTaskFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(15, "activity_task_scheduled_event_attributes", &attributes, Attributes.activityTaskScheduled)
            {
                if case .activityTaskScheduled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(16, "activity_task_started_event_attributes", &attributes, Attributes.activityTaskStarted) {
                if case .activityTaskStarted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(17, "activity_task_completed_event_attributes", &attributes, Attributes.activityTaskCompleted)
            {
                if case .activityTaskCompleted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(18, "activity_task_failed_event_attributes", &attributes, Attributes.activityTaskFailed) {
                if case .activityTaskFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(19, "activity_task_timed_out_event_attributes", &attributes, Attributes.activityTaskTimedOut)
            {
                if case .activityTaskTimedOut(let value) = $0 { value } else { nil }
            }
            visitor.oneof(20, "timer_started_event_attributes", &attributes, Attributes.timerStarted) {
                if case .timerStarted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(21, "timer_fired_event_attributes", &attributes, Attributes.timerFired) {
                if case .timerFired(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                22, "activity_task_cancel_requested_event_attributes", &attributes,
                Attributes.activityTaskCancelRequested
            ) {
                if case .activityTaskCancelRequested(let value) = $0 { value } else { nil }
            }
            visitor.oneof(23, "activity_task_canceled_event_attributes", &attributes, Attributes.activityTaskCanceled) {
                if case .activityTaskCanceled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(24, "timer_canceled_event_attributes", &attributes, Attributes.timerCanceled) {
                if case .timerCanceled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(25, "marker_recorded_event_attributes", &attributes, Attributes.markerRecorded) {
                if case .markerRecorded(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                26, "workflow_execution_signaled_event_attributes", &attributes, Attributes.workflowExecutionSignaled
            ) {
                if case .workflowExecutionSignaled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                27, "workflow_execution_terminated_event_attributes", &attributes,
                Attributes.workflowExecutionTerminated
            ) {
                if case .workflowExecutionTerminated(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                28, "workflow_execution_cancel_requested_event_attributes", &attributes,
                Attributes.workflowExecutionCancelRequested
            ) {
                if case .workflowExecutionCancelRequested(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                29, "workflow_execution_canceled_event_attributes", &attributes, Attributes.workflowExecutionCanceled
            ) {
                if case .workflowExecutionCanceled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                30, "request_cancel_external_workflow_execution_initiated_event_attributes", &attributes,
                Attributes.requestCancelExternalWorkflowExecutionInitiated
            ) {
                if case .requestCancelExternalWorkflowExecutionInitiated(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                31, "request_cancel_external_workflow_execution_failed_event_attributes", &attributes,
                Attributes.requestCancelExternalWorkflowExecutionFailed
            ) {
                if case .requestCancelExternalWorkflowExecutionFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                32, "external_workflow_execution_cancel_requested_event_attributes", &attributes,
                Attributes.externalWorkflowExecutionCancelRequested
            ) {
                if case .externalWorkflowExecutionCancelRequested(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                33, "workflow_execution_continued_as_new_event_attributes", &attributes,
                Attributes.workflowExecutionContinuedAsNew
            ) {
                if case .workflowExecutionContinuedAsNew(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                34, "start_child_workflow_execution_initiated_event_attributes", &attributes,
                Attributes.startChildWorkflowExecutionInitiated
            ) {
                if case .startChildWorkflowExecutionInitiated(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                35, "start_child_workflow_execution_failed_event_attributes", &attributes,
                Attributes.startChildWorkflowExecutionFailed
            ) {
                if case .startChildWorkflowExecutionFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                36, "child_workflow_execution_started_event_attributes", &attributes,
                Attributes.childWorkflowExecutionStarted
            ) {
                if case .childWorkflowExecutionStarted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                37, "child_workflow_execution_completed_event_attributes", &attributes,
                Attributes.childWorkflowExecutionCompleted
            ) {
                if case .childWorkflowExecutionCompleted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                38, "child_workflow_execution_failed_event_attributes", &attributes,
                Attributes.childWorkflowExecutionFailed
            ) {
                if case .childWorkflowExecutionFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                39, "child_workflow_execution_canceled_event_attributes", &attributes,
                Attributes.childWorkflowExecutionCanceled
            ) {
                if case .childWorkflowExecutionCanceled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                40, "child_workflow_execution_timed_out_event_attributes", &attributes,
                Attributes.childWorkflowExecutionTimedOut
            ) {
                if case .childWorkflowExecutionTimedOut(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                41, "child_workflow_execution_terminated_event_attributes", &attributes,
                Attributes.childWorkflowExecutionTerminated
            ) {
                if case .childWorkflowExecutionTerminated(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                42, "signal_external_workflow_execution_initiated_event_attributes", &attributes,
                Attributes.signalExternalWorkflowExecutionInitiated
            ) {
                if case .signalExternalWorkflowExecutionInitiated(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                43, "signal_external_workflow_execution_failed_event_attributes", &attributes,
                Attributes.signalExternalWorkflowExecutionFailed
            ) {
                if case .signalExternalWorkflowExecutionFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                44, "external_workflow_execution_signaled_event_attributes", &attributes,
                Attributes.externalWorkflowExecutionSignaled
            ) {
                if case .externalWorkflowExecutionSignaled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                45, "upsert_workflow_search_attributes_event_attributes", &attributes,
                Attributes.upsertWorkflowSearchAttributes
            ) {
                if case .upsertWorkflowSearchAttributes(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                46, "workflow_execution_update_accepted_event_attributes", &attributes,
                Attributes.workflowExecutionUpdateAccepted
            ) {
                if case .workflowExecutionUpdateAccepted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                47, "workflow_execution_update_rejected_event_attributes", &attributes,
                Attributes.workflowExecutionUpdateRejected
            ) {
                if case .workflowExecutionUpdateRejected(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                48, "workflow_execution_update_completed_event_attributes", &attributes,
                Attributes.workflowExecutionUpdateCompleted
            ) {
                if case .workflowExecutionUpdateCompleted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                49, "workflow_properties_modified_externally_event_attributes", &attributes,
                Attributes.workflowPropertiesModifiedExternally
            ) {
                if case .workflowPropertiesModifiedExternally(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                50, "activity_properties_modified_externally_event_attributes", &attributes,
                Attributes.activityPropertiesModifiedExternally
            ) {
                if case .activityPropertiesModifiedExternally(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                51, "workflow_properties_modified_event_attributes", &attributes, Attributes.workflowPropertiesModified
            ) {
                if case .workflowPropertiesModified(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                52, "workflow_execution_update_admitted_event_attributes", &attributes,
                Attributes.workflowExecutionUpdateAdmitted
            ) {
                if case .workflowExecutionUpdateAdmitted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                53, "nexus_operation_scheduled_event_attributes", &attributes, Attributes.nexusOperationScheduled
            ) {
                if case .nexusOperationScheduled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(54, "nexus_operation_started_event_attributes", &attributes, Attributes.nexusOperationStarted)
            {
                if case .nexusOperationStarted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                55, "nexus_operation_completed_event_attributes", &attributes, Attributes.nexusOperationCompleted
            ) {
                if case .nexusOperationCompleted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(56, "nexus_operation_failed_event_attributes", &attributes, Attributes.nexusOperationFailed) {
                if case .nexusOperationFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                57, "nexus_operation_canceled_event_attributes", &attributes, Attributes.nexusOperationCanceled
            ) {
                if case .nexusOperationCanceled(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                58, "nexus_operation_timed_out_event_attributes", &attributes, Attributes.nexusOperationTimedOut
            ) {
                if case .nexusOperationTimedOut(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                59, "nexus_operation_cancel_requested_event_attributes", &attributes,
                Attributes.nexusOperationCancelRequested
            ) {
                if case .nexusOperationCancelRequested(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                60, "workflow_execution_options_updated_event_attributes", &attributes,
                Attributes.workflowExecutionOptionsUpdated
            ) {
                if case .workflowExecutionOptionsUpdated(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                61, "nexus_operation_cancel_request_completed_event_attributes", &attributes,
                Attributes.nexusOperationCancelRequestCompleted
            ) {
                if case .nexusOperationCancelRequestCompleted(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                62, "nexus_operation_cancel_request_failed_event_attributes", &attributes,
                Attributes.nexusOperationCancelRequestFailed
            ) {
                if case .nexusOperationCancelRequestFailed(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                63, "workflow_execution_paused_event_attributes", &attributes, Attributes.workflowExecutionPaused
            ) {
                if case .workflowExecutionPaused(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                64, "workflow_execution_unpaused_event_attributes", &attributes, Attributes.workflowExecutionUnpaused
            ) {
                if case .workflowExecutionUnpaused(let value) = $0 { value } else { nil }
            }
            visitor.oneof(
                65, "workflow_execution_time_skipping_transitioned_event_attributes", &attributes,
                Attributes.workflowExecutionTimeSkippingTransitioned
            ) {
                if case .workflowExecutionTimeSkippingTransitioned(let value) = $0 { value } else { nil }
            }
            visitor.field(300, "worker_may_ignore", &workerMayIgnore)
            visitor.field(301, "user_metadata", &_userMetadata)
            visitor.field(302, "links", &links)
            visitor.field(303, "principal", &_principal)
            visitor.field(304, "event_group_markers", &eventGroupMarkers)
        }
    }

    package struct History: Message {
        package var events: [API.History.HistoryEvent] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.history.v1.History" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "events", &events)
        }
    }
}
