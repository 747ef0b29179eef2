// `temporal.api.callback.v1`: who is told when something has closed.

extension API.Callback {
    package struct CallbackInfo: Message {
        package var callback: API.Common.Callback?
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
        package static var protoName: String { "temporal.api.callback.v1.CallbackInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "callback", &callback)
            visitor.field(2, "registration_time", &registrationTime)
            visitor.field(3, "state", &state)
            visitor.field(4, "attempt", &attempt)
            visitor.field(5, "last_attempt_complete_time", &lastAttemptCompleteTime)
            visitor.field(6, "last_attempt_failure", &_lastAttemptFailure)
            visitor.field(7, "next_attempt_schedule_time", &nextAttemptScheduleTime)
            visitor.field(8, "blocked_reason", &blockedReason)
            visitor.field(9, "request_id", &requestID)
        }
    }
}
