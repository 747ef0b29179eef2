// `temporal.api.common.v1`: what the messages of all packages share. `Payload` itself stands in `Protobuf/Payload.swift`.

extension API.Common {
    package struct DataBlob: Message {
        package var encodingType: API.Enums.EncodingType = .unspecified
        package var data = Bytes()
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.DataBlob" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "encoding_type", &encodingType)
            visitor.field(2, "data", &data)
        }
    }

    package struct Payloads: Message, MapValue {
        package var payloads: [Payload] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Payloads" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "payloads", &payloads)
        }
    }

    package struct SearchAttributes: Message {
        package var indexedFields: [String: Payload] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.SearchAttributes" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "indexed_fields", &indexedFields)
        }
    }

    package struct Memo: Message {
        package var fields: [String: Payload] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Memo" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "fields", &fields)
        }
    }

    package struct Header: Message {
        package var fields: [String: Payload] = [:]
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Header" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "fields", &fields)
        }
    }

    package struct WorkflowExecution: Message {
        package var workflowID = ""
        package var runID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.WorkflowExecution" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_id", &workflowID)
            visitor.field(2, "run_id", &runID)
        }
    }

    package struct Execution: Message {
        package var type: API.Enums.ExecutionType = .unspecified
        package var businessID = ""
        package var runID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Execution" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "type", &type)
            visitor.field(2, "business_id", &businessID)
            visitor.field(3, "run_id", &runID)
        }
    }

    package struct WorkflowType: Message {
        package var name = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.WorkflowType" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
        }
    }

    package struct ActivityType: Message {
        package var name = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.ActivityType" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "name", &name)
        }
    }

    package struct RetryPolicy: Message {
        package var initialInterval: Duration?
        package var backoffCoefficient: Double = 0
        package var maximumInterval: Duration?
        package var maximumAttempts: Int32 = 0
        package var nonRetryableErrorTypes: [String] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.RetryPolicy" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "initial_interval", &initialInterval)
            visitor.field(2, "backoff_coefficient", &backoffCoefficient)
            visitor.field(3, "maximum_interval", &maximumInterval)
            visitor.field(4, "maximum_attempts", &maximumAttempts)
            visitor.field(5, "non_retryable_error_types", &nonRetryableErrorTypes)
        }
    }

    package struct MeteringMetadata: Message {
        package var nonfirstLocalActivityExecutionAttempts: UInt32 = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.MeteringMetadata" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(13, "nonfirst_local_activity_execution_attempts", &nonfirstLocalActivityExecutionAttempts)
        }
    }

    package struct WorkerVersionStamp: Message {
        package var buildID = ""
        package var useVersioning = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.WorkerVersionStamp" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "build_id", &buildID)
            visitor.field(3, "use_versioning", &useVersioning)
        }
    }

    package struct WorkerVersionCapabilities: Message {
        package var buildID = ""
        package var useVersioning = false
        package var deploymentSeriesName = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.WorkerVersionCapabilities" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "build_id", &buildID)
            visitor.field(2, "use_versioning", &useVersioning)
            visitor.field(4, "deployment_series_name", &deploymentSeriesName)
        }
    }

    package struct Priority: Message {
        package var priorityKey: Int32 = 0
        package var fairnessKey = ""
        package var fairnessWeight: Float = 0
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.Priority" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "priority_key", &priorityKey)
            visitor.field(2, "fairness_key", &fairnessKey)
            visitor.field(3, "fairness_weight", &fairnessWeight)
        }
    }

    package struct OnConflictOptions: Message {
        package var attachRequestID = false
        package var attachCompletionCallbacks = false
        package var attachLinks = false
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.common.v1.OnConflictOptions" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "attach_request_id", &attachRequestID)
            visitor.field(2, "attach_completion_callbacks", &attachCompletionCallbacks)
            visitor.field(3, "attach_links", &attachLinks)
        }
    }
}
