// `temporal.api.enums.v1`: activities that no workflow has scheduled.

extension API.Enums {
    package struct ActivityExecutionStatus: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ActivityExecutionStatus"

        package static let unspecified = Self(rawValue: 0)
        package static let running = Self(rawValue: 1)
        package static let completed = Self(rawValue: 2)
        package static let failed = Self(rawValue: 3)
        package static let canceled = Self(rawValue: 4)
        package static let terminated = Self(rawValue: 5)
        package static let timedOut = Self(rawValue: 6)
        package static let paused = Self(rawValue: 7)

        package static let names = EnumNames<Self>(
            prefix: "ACTIVITY_EXECUTION_STATUS_",
            [
                .unspecified: "UNSPECIFIED",
                .running: "RUNNING",
                .completed: "COMPLETED",
                .failed: "FAILED",
                .canceled: "CANCELED",
                .terminated: "TERMINATED",
                .timedOut: "TIMED_OUT",
                .paused: "PAUSED",
            ])
    }

    package struct ActivityIDReusePolicy: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ActivityIdReusePolicy"

        package static let unspecified = Self(rawValue: 0)
        package static let allowDuplicate = Self(rawValue: 1)
        package static let allowDuplicateFailedOnly = Self(rawValue: 2)
        package static let rejectDuplicate = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "ACTIVITY_ID_REUSE_POLICY_",
            [
                .unspecified: "UNSPECIFIED",
                .allowDuplicate: "ALLOW_DUPLICATE",
                .allowDuplicateFailedOnly: "ALLOW_DUPLICATE_FAILED_ONLY",
                .rejectDuplicate: "REJECT_DUPLICATE",
            ])
    }

    package struct ActivityIDConflictPolicy: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ActivityIdConflictPolicy"

        package static let unspecified = Self(rawValue: 0)
        package static let fail = Self(rawValue: 1)
        package static let useExisting = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "ACTIVITY_ID_CONFLICT_POLICY_",
            [
                .unspecified: "UNSPECIFIED",
                .fail: "FAIL",
                .useExisting: "USE_EXISTING",
            ])
    }
}
