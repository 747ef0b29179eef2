// `temporal.api.enums.v1`: schedules.

extension API.Enums {
    package struct ScheduleOverlapPolicy: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ScheduleOverlapPolicy"

        package static let unspecified = Self(rawValue: 0)
        package static let skip = Self(rawValue: 1)
        package static let bufferOne = Self(rawValue: 2)
        package static let bufferAll = Self(rawValue: 3)
        package static let cancelOther = Self(rawValue: 4)
        package static let terminateOther = Self(rawValue: 5)
        package static let allowAll = Self(rawValue: 6)

        package static let names = EnumNames<Self>(
            prefix: "SCHEDULE_OVERLAP_POLICY_",
            [
                .unspecified: "UNSPECIFIED",
                .skip: "SKIP",
                .bufferOne: "BUFFER_ONE",
                .bufferAll: "BUFFER_ALL",
                .cancelOther: "CANCEL_OTHER",
                .terminateOther: "TERMINATE_OTHER",
                .allowAll: "ALLOW_ALL",
            ])
    }
}
