// `temporal.api.enums.v1`: what several packages share.

extension API.Enums {
    package struct EncodingType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.EncodingType"

        package static let unspecified = Self(rawValue: 0)
        package static let proto3 = Self(rawValue: 1)
        package static let json = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "ENCODING_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .proto3: "PROTO3",
                .json: "JSON",
            ])
    }

    package struct IndexedValueType: ProtoEnum, MapValue {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.IndexedValueType"

        package static let unspecified = Self(rawValue: 0)
        package static let text = Self(rawValue: 1)
        package static let keyword = Self(rawValue: 2)
        package static let int = Self(rawValue: 3)
        package static let double = Self(rawValue: 4)
        package static let bool = Self(rawValue: 5)
        package static let datetime = Self(rawValue: 6)
        package static let keywordList = Self(rawValue: 7)

        package static let names = EnumNames<Self>(
            prefix: "INDEXED_VALUE_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .text: "TEXT",
                .keyword: "KEYWORD",
                .int: "INT",
                .double: "DOUBLE",
                .bool: "BOOL",
                .datetime: "DATETIME",
                .keywordList: "KEYWORD_LIST",
            ])
    }

    package struct Severity: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.Severity"

        package static let unspecified = Self(rawValue: 0)
        package static let high = Self(rawValue: 1)
        package static let medium = Self(rawValue: 2)
        package static let low = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "SEVERITY_",
            [
                .unspecified: "UNSPECIFIED",
                .high: "HIGH",
                .medium: "MEDIUM",
                .low: "LOW",
            ])
    }

    package struct CallbackState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.CallbackState"

        package static let unspecified = Self(rawValue: 0)
        package static let standby = Self(rawValue: 1)
        package static let scheduled = Self(rawValue: 2)
        package static let backingOff = Self(rawValue: 3)
        package static let failed = Self(rawValue: 4)
        package static let succeeded = Self(rawValue: 5)
        package static let blocked = Self(rawValue: 6)

        package static let names = EnumNames<Self>(
            prefix: "CALLBACK_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .standby: "STANDBY",
                .scheduled: "SCHEDULED",
                .backingOff: "BACKING_OFF",
                .failed: "FAILED",
                .succeeded: "SUCCEEDED",
                .blocked: "BLOCKED",
            ])
    }

    package struct PendingNexusOperationState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.PendingNexusOperationState"

        package static let unspecified = Self(rawValue: 0)
        package static let scheduled = Self(rawValue: 1)
        package static let backingOff = Self(rawValue: 2)
        package static let started = Self(rawValue: 3)
        package static let blocked = Self(rawValue: 4)

        package static let names = EnumNames<Self>(
            prefix: "PENDING_NEXUS_OPERATION_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .scheduled: "SCHEDULED",
                .backingOff: "BACKING_OFF",
                .started: "STARTED",
                .blocked: "BLOCKED",
            ])
    }

    package struct NexusOperationCancellationState: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.NexusOperationCancellationState"

        package static let unspecified = Self(rawValue: 0)
        package static let scheduled = Self(rawValue: 1)
        package static let backingOff = Self(rawValue: 2)
        package static let succeeded = Self(rawValue: 3)
        package static let failed = Self(rawValue: 4)
        package static let timedOut = Self(rawValue: 5)
        package static let blocked = Self(rawValue: 6)

        package static let names = EnumNames<Self>(
            prefix: "NEXUS_OPERATION_CANCELLATION_STATE_",
            [
                .unspecified: "UNSPECIFIED",
                .scheduled: "SCHEDULED",
                .backingOff: "BACKING_OFF",
                .succeeded: "SUCCEEDED",
                .failed: "FAILED",
                .timedOut: "TIMED_OUT",
                .blocked: "BLOCKED",
            ])
    }

    package struct ApplicationErrorCategory: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ApplicationErrorCategory"

        package static let unspecified = Self(rawValue: 0)
        package static let benign = Self(rawValue: 1)

        package static let names = EnumNames<Self>(
            prefix: "APPLICATION_ERROR_CATEGORY_",
            [
                .unspecified: "UNSPECIFIED",
                .benign: "BENIGN",
            ])
    }

    package struct WorkerStatus: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.WorkerStatus"

        package static let unspecified = Self(rawValue: 0)
        package static let running = Self(rawValue: 1)
        package static let shuttingDown = Self(rawValue: 2)
        package static let shutdown = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "WORKER_STATUS_",
            [
                .unspecified: "UNSPECIFIED",
                .running: "RUNNING",
                .shuttingDown: "SHUTTING_DOWN",
                .shutdown: "SHUTDOWN",
            ])
    }

    package struct ExecutionType: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ExecutionType"

        package static let unspecified = Self(rawValue: 0)
        package static let workflow = Self(rawValue: 1)
        package static let activity = Self(rawValue: 2)
        package static let nexusOperation = Self(rawValue: 3)

        package static let names = EnumNames<Self>(
            prefix: "EXECUTION_TYPE_",
            [
                .unspecified: "UNSPECIFIED",
                .workflow: "WORKFLOW",
                .activity: "ACTIVITY",
                .nexusOperation: "NEXUS_OPERATION",
            ])
    }

    package struct ResourceExhaustedScope: ProtoEnum {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }
        package static let protoName = "temporal.api.enums.v1.ResourceExhaustedScope"

        package static let unspecified = Self(rawValue: 0)
        package static let namespace = Self(rawValue: 1)
        package static let system = Self(rawValue: 2)

        package static let names = EnumNames<Self>(
            prefix: "RESOURCE_EXHAUSTED_SCOPE_",
            [
                .unspecified: "UNSPECIFIED",
                .namespace: "NAMESPACE",
                .system: "SYSTEM",
            ])
    }
}
