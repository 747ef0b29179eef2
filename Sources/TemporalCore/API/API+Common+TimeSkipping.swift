// `temporal.api.common.v1`: how a test server skips time.

extension API.Common {
    package struct TimeSkippingConfig: Message {
        package var enabled = false
        package var fastForwardConfig: API.Common.FastForwardConfig?
        package var disablePropagation = false
        package var maxSessionSkipCount: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.TimeSkippingConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "enabled", &enabled)
            visitor.field(2, "fast_forward_config", &fastForwardConfig)
            visitor.field(3, "disable_propagation", &disablePropagation)
            visitor.field(4, "max_session_skip_count", &maxSessionSkipCount)
        }
    }

    package struct FastForwardConfig: Message {
        package var id = ""
        package var duration: Duration?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.FastForwardConfig" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "id", &id)
            visitor.field(2, "duration", &duration)
        }
    }

    package struct TimeSkippingStatePropagation: Message {
        package var initialSkippedDuration: Duration?
        package var fastForwardTargetTime: Timestamp?
        package var initialSkipCount: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.TimeSkippingStatePropagation" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "initial_skipped_duration", &initialSkippedDuration)
            visitor.field(2, "fast_forward_target_time", &fastForwardTargetTime)
            visitor.field(3, "initial_skip_count", &initialSkipCount)
        }
    }

    package struct TimeSkippingInfo: Message {
        package var currentTime: Timestamp?
        @Boxed package var effectiveConfig: API.Common.TimeSkippingConfig?
        @Boxed package var fastForwardInfo: API.Common.TimeSkippingFastForwardInfo?
        package var currentSessionSkipCount: Int32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.TimeSkippingInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "current_time", &currentTime)
            visitor.field(2, "effective_config", &_effectiveConfig)
            visitor.field(4, "fast_forward_info", &_fastForwardInfo)
            visitor.field(6, "current_session_skip_count", &currentSessionSkipCount)
        }
    }

    package struct TimeSkippingFastForwardInfo: Message {
        package var fastForwardDuration: Duration?
        package var fastForwardID = ""
        package var targetTime: Timestamp?
        package var hasCompleted = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.TimeSkippingFastForwardInfo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "fast_forward_duration", &fastForwardDuration)
            visitor.field(2, "fast_forward_id", &fastForwardID)
            visitor.field(3, "target_time", &targetTime)
            visitor.field(4, "has_completed", &hasCompleted)
        }
    }
}
