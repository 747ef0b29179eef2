// `temporal.api.schedule.v1`: when a schedule acts, what it does then, and how.

extension API.Schedule {
    package struct Schedule: Message {
        package var spec: API.Schedule.ScheduleSpec?
        package var action: API.Schedule.ScheduleAction?
        package var policies: API.Schedule.SchedulePolicies?
        package var state: API.Schedule.ScheduleState?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.Schedule" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "spec", &spec)
            visitor.field(2, "action", &action)
            visitor.field(3, "policies", &policies)
            visitor.field(4, "state", &state)
        }
    }

    package struct ScheduleSpec: Message {
        package var structuredCalendar: [API.Schedule.StructuredCalendarSpec] = []
        package var cronString: [String] = []
        package var calendar: [API.Schedule.CalendarSpec] = []
        package var interval: [API.Schedule.IntervalSpec] = []
        package var excludeCalendar: [API.Schedule.CalendarSpec] = []
        package var excludeStructuredCalendar: [API.Schedule.StructuredCalendarSpec] = []
        package var startTime: Timestamp?
        package var endTime: Timestamp?
        package var jitter: Duration?
        package var timezoneName = ""
        package var timezoneData = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.ScheduleSpec" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "calendar", &calendar)
            visitor.field(2, "interval", &interval)
            visitor.field(3, "exclude_calendar", &excludeCalendar)
            visitor.field(4, "start_time", &startTime)
            visitor.field(5, "end_time", &endTime)
            visitor.field(6, "jitter", &jitter)
            visitor.field(7, "structured_calendar", &structuredCalendar)
            visitor.field(8, "cron_string", &cronString)
            visitor.field(9, "exclude_structured_calendar", &excludeStructuredCalendar)
            visitor.field(10, "timezone_name", &timezoneName)
            visitor.field(11, "timezone_data", &timezoneData)
        }
    }

    package struct CalendarSpec: Message {
        package var second = ""
        package var minute = ""
        package var hour = ""
        package var dayOfMonth = ""
        package var month = ""
        package var year = ""
        package var dayOfWeek = ""
        package var comment = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.CalendarSpec" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "second", &second)
            visitor.field(2, "minute", &minute)
            visitor.field(3, "hour", &hour)
            visitor.field(4, "day_of_month", &dayOfMonth)
            visitor.field(5, "month", &month)
            visitor.field(6, "year", &year)
            visitor.field(7, "day_of_week", &dayOfWeek)
            visitor.field(8, "comment", &comment)
        }
    }

    package struct StructuredCalendarSpec: Message {
        package var second: [API.Schedule.Range] = []
        package var minute: [API.Schedule.Range] = []
        package var hour: [API.Schedule.Range] = []
        package var dayOfMonth: [API.Schedule.Range] = []
        package var month: [API.Schedule.Range] = []
        package var year: [API.Schedule.Range] = []
        package var dayOfWeek: [API.Schedule.Range] = []
        package var comment = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.StructuredCalendarSpec" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "second", &second)
            visitor.field(2, "minute", &minute)
            visitor.field(3, "hour", &hour)
            visitor.field(4, "day_of_month", &dayOfMonth)
            visitor.field(5, "month", &month)
            visitor.field(6, "year", &year)
            visitor.field(7, "day_of_week", &dayOfWeek)
            visitor.field(8, "comment", &comment)
        }
    }

    package struct Range: Message {
        package var start: Int32 = 0
        package var end: Int32 = 0
        package var step: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.Range" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "start", &start)
            visitor.field(2, "end", &end)
            visitor.field(3, "step", &step)
        }
    }

    package struct IntervalSpec: Message {
        package var interval: Duration?
        package var phase: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.IntervalSpec" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "interval", &interval)
            visitor.field(2, "phase", &phase)
        }
    }

    package struct SchedulePolicies: Message {
        package var overlapPolicy: API.Enums.ScheduleOverlapPolicy = .unspecified
        package var catchupWindow: Duration?
        package var pauseOnFailure = false
        package var keepOriginalWorkflowID = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.SchedulePolicies" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "overlap_policy", &overlapPolicy)
            visitor.field(2, "catchup_window", &catchupWindow)
            visitor.field(3, "pause_on_failure", &pauseOnFailure)
            visitor.field(4, "keep_original_workflow_id", &keepOriginalWorkflowID)
        }
    }

    package struct ScheduleAction: Message {
        package var action: Action?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.ScheduleAction" }

        package indirect enum Action: Sendable, Equatable {
            case startWorkflow(API.Workflow.NewWorkflowExecutionInfo)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "start_workflow", &action, Action.startWorkflow) {
                if case .startWorkflow(let value) = $0 { value } else { nil }
            }
        }
    }

    package struct ScheduleState: Message {
        package var notes = ""
        package var paused = false
        package var limitedActions = false
        package var remainingActions: Int64 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.schedule.v1.ScheduleState" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "notes", &notes)
            visitor.field(2, "paused", &paused)
            visitor.field(3, "limited_actions", &limitedActions)
            visitor.field(4, "remaining_actions", &remainingActions)
        }
    }
}
