// `temporal.api.schedule.v1`: what a schedule has done and will do, and what it can be asked for.

extension API.Schedule {
    package struct ScheduleActionResult: Message {
        package var scheduleTime: Timestamp?
        package var actualTime: Timestamp?
        package var startWorkflowResult: API.Common.WorkflowExecution?
        package var startWorkflowStatus: API.Enums.WorkflowExecutionStatus = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.ScheduleActionResult" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "schedule_time", &scheduleTime)
            visitor.field(2, "actual_time", &actualTime)
            visitor.field(11, "start_workflow_result", &startWorkflowResult)
            visitor.field(12, "start_workflow_status", &startWorkflowStatus)
        }
    }

    package struct TriggerImmediatelyRequest: Message {
        package var overlapPolicy: API.Enums.ScheduleOverlapPolicy = .unspecified
        package var scheduledTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.TriggerImmediatelyRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "overlap_policy", &overlapPolicy)
            visitor.field(2, "scheduled_time", &scheduledTime)
        }
    }

    package struct BackfillRequest: Message {
        package var startTime: Timestamp?
        package var endTime: Timestamp?
        package var overlapPolicy: API.Enums.ScheduleOverlapPolicy = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.BackfillRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "start_time", &startTime)
            visitor.field(2, "end_time", &endTime)
            visitor.field(3, "overlap_policy", &overlapPolicy)
        }
    }

    package struct SchedulePatch: Message {
        package var triggerImmediately: API.Schedule.TriggerImmediatelyRequest?
        package var backfillRequest: [API.Schedule.BackfillRequest] = []
        package var pause = ""
        package var unpause = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.SchedulePatch" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "trigger_immediately", &triggerImmediately)
            visitor.field(2, "backfill_request", &backfillRequest)
            visitor.field(3, "pause", &pause)
            visitor.field(4, "unpause", &unpause)
        }
    }

    package struct ScheduleInfo: Message {
        package var actionCount: Int64 = 0
        package var missedCatchupWindow: Int64 = 0
        package var overlapSkipped: Int64 = 0
        package var bufferDropped: Int64 = 0
        package var bufferSize: Int64 = 0
        package var runningWorkflows: [API.Common.WorkflowExecution] = []
        package var recentActions: [API.Schedule.ScheduleActionResult] = []
        package var futureActionTimes: [Timestamp] = []
        package var createTime: Timestamp?
        package var updateTime: Timestamp?
        package var invalidScheduleError = ""
        package var stateSizeBytes: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.ScheduleInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "action_count", &actionCount)
            visitor.field(2, "missed_catchup_window", &missedCatchupWindow)
            visitor.field(3, "overlap_skipped", &overlapSkipped)
            visitor.field(4, "recent_actions", &recentActions)
            visitor.field(5, "future_action_times", &futureActionTimes)
            visitor.field(6, "create_time", &createTime)
            visitor.field(7, "update_time", &updateTime)
            visitor.field(8, "invalid_schedule_error", &invalidScheduleError)
            visitor.field(9, "running_workflows", &runningWorkflows)
            visitor.field(10, "buffer_dropped", &bufferDropped)
            visitor.field(11, "buffer_size", &bufferSize)
            visitor.field(12, "state_size_bytes", &stateSizeBytes)
        }
    }

    package struct ScheduleListInfo: Message {
        package var spec: API.Schedule.ScheduleSpec?
        package var workflowType: API.Common.WorkflowType?
        package var notes = ""
        package var paused = false
        package var recentActions: [API.Schedule.ScheduleActionResult] = []
        package var futureActionTimes: [Timestamp] = []
        package var stateSizeBytes: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.ScheduleListInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "spec", &spec)
            visitor.field(2, "workflow_type", &workflowType)
            visitor.field(3, "notes", &notes)
            visitor.field(4, "paused", &paused)
            visitor.field(5, "recent_actions", &recentActions)
            visitor.field(6, "future_action_times", &futureActionTimes)
            visitor.field(7, "state_size_bytes", &stateSizeBytes)
        }
    }

    package struct ScheduleListEntry: Message {
        package var scheduleID = ""
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var info: API.Schedule.ScheduleListInfo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.ScheduleListEntry" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "schedule_id", &scheduleID)
            visitor.field(2, "memo", &memo)
            visitor.field(3, "search_attributes", &searchAttributes)
            visitor.field(4, "info", &info)
        }
    }
}
