// `temporal.api.activity.v1`: the options of an activity that can be changed while it is pending.

extension API.Activity {
    package struct ActivityOptions: Message {
        package var taskQueue: API.TaskQueue.TaskQueue?
        package var scheduleToCloseTimeout: Duration?
        package var scheduleToStartTimeout: Duration?
        package var startToCloseTimeout: Duration?
        package var heartbeatTimeout: Duration?
        @Boxed package var retryPolicy: API.Common.RetryPolicy?
        package var priority: API.Common.Priority?
        package var startDelay: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.activity.v1.ActivityOptions" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "task_queue", &taskQueue)
            visitor.field(2, "schedule_to_close_timeout", &scheduleToCloseTimeout)
            visitor.field(3, "schedule_to_start_timeout", &scheduleToStartTimeout)
            visitor.field(4, "start_to_close_timeout", &startToCloseTimeout)
            visitor.field(5, "heartbeat_timeout", &heartbeatTimeout)
            visitor.field(6, "retry_policy", &_retryPolicy)
            visitor.field(7, "priority", &priority)
            visitor.field(8, "start_delay", &startDelay)
        }
    }
}
