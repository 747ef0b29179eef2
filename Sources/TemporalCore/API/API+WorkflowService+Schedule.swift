// `temporal.api.workflowservice.v1`: schedules.

extension API.WorkflowService {
    package struct CreateScheduleRequest: Message {
        package var namespace = ""
        package var scheduleID = ""
        package var schedule: API.Schedule.Schedule?
        package var initialPatch: API.Schedule.SchedulePatch?
        package var identity = ""
        package var requestID = ""
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.CreateScheduleRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "schedule_id", &scheduleID)
            visitor.field(3, "schedule", &schedule)
            visitor.field(4, "initial_patch", &initialPatch)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "request_id", &requestID)
            visitor.field(7, "memo", &memo)
            visitor.field(8, "search_attributes", &searchAttributes)
        }
    }

    package struct CreateScheduleResponse: Message {
        package var conflictToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.CreateScheduleResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "conflict_token", &conflictToken)
        }
    }

    package struct DescribeScheduleRequest: Message {
        package var namespace = ""
        package var scheduleID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeScheduleRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "schedule_id", &scheduleID)
        }
    }

    package struct DescribeScheduleResponse: Message {
        package var schedule: API.Schedule.Schedule?
        package var info: API.Schedule.ScheduleInfo?
        package var memo: API.Common.Memo?
        package var searchAttributes: API.Common.SearchAttributes?
        package var conflictToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DescribeScheduleResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "schedule", &schedule)
            visitor.field(2, "info", &info)
            visitor.field(3, "memo", &memo)
            visitor.field(4, "search_attributes", &searchAttributes)
            visitor.field(5, "conflict_token", &conflictToken)
        }
    }

    package struct UpdateScheduleRequest: Message {
        package var namespace = ""
        package var scheduleID = ""
        package var schedule: API.Schedule.Schedule?
        package var conflictToken = Bytes()
        package var identity = ""
        package var requestID = ""
        package var searchAttributes: API.Common.SearchAttributes?
        package var memo: API.Common.Memo?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UpdateScheduleRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "schedule_id", &scheduleID)
            visitor.field(3, "schedule", &schedule)
            visitor.field(4, "conflict_token", &conflictToken)
            visitor.field(5, "identity", &identity)
            visitor.field(6, "request_id", &requestID)
            visitor.field(7, "search_attributes", &searchAttributes)
            visitor.field(8, "memo", &memo)
        }
    }

    package struct UpdateScheduleResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.UpdateScheduleResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct PatchScheduleRequest: Message {
        package var namespace = ""
        package var scheduleID = ""
        package var patch: API.Schedule.SchedulePatch?
        package var identity = ""
        package var requestID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PatchScheduleRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "schedule_id", &scheduleID)
            visitor.field(3, "patch", &patch)
            visitor.field(4, "identity", &identity)
            visitor.field(5, "request_id", &requestID)
        }
    }

    package struct PatchScheduleResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.PatchScheduleResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct DeleteScheduleRequest: Message {
        package var namespace = ""
        package var scheduleID = ""
        package var identity = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DeleteScheduleRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "schedule_id", &scheduleID)
            visitor.field(3, "identity", &identity)
        }
    }

    package struct DeleteScheduleResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.DeleteScheduleResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct ListSchedulesRequest: Message {
        package var namespace = ""
        package var maximumPageSize: Int32 = 0
        package var nextPageToken = Bytes()
        package var query = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListSchedulesRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "maximum_page_size", &maximumPageSize)
            visitor.field(3, "next_page_token", &nextPageToken)
            visitor.field(4, "query", &query)
        }
    }

    package struct ListSchedulesResponse: Message {
        package var schedules: [API.Schedule.ScheduleListEntry] = []
        package var nextPageToken = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListSchedulesResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "schedules", &schedules)
            visitor.field(2, "next_page_token", &nextPageToken)
        }
    }

    package struct ListScheduleMatchingTimesRequest: Message {
        package var namespace = ""
        package var scheduleID = ""
        package var startTime: Timestamp?
        package var endTime: Timestamp?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListScheduleMatchingTimesRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "schedule_id", &scheduleID)
            visitor.field(3, "start_time", &startTime)
            visitor.field(4, "end_time", &endTime)
        }
    }

    package struct ListScheduleMatchingTimesResponse: Message {
        package var startTime: [Timestamp] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.workflowservice.v1.ListScheduleMatchingTimesResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "start_time", &startTime)
        }
    }
}
