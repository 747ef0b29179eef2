// `temporal.api.nexus.v1`: requests to Nexus operations and their answers.

extension API.Nexus {
    package struct PropagatedSerializationContext: Message {
        package var endpoint = ""
        package var service = ""
        package var operation = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.PropagatedSerializationContext" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "endpoint", &endpoint)
            visitor.field(2, "service", &service)
            visitor.field(3, "operation", &operation)
        }
    }

    package struct Failure: Message {
        package var message = ""
        package var metadata: [String: String] = [:]
        package var details = Bytes()
        package var stackTrace = ""
        @Boxed package var cause: API.Nexus.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.Failure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "message", &message)
            visitor.field(2, "metadata", &metadata)
            visitor.field(3, "details", &details)
            visitor.field(4, "stack_trace", &stackTrace)
            visitor.field(5, "cause", &_cause)
        }
    }

    package struct HandlerError: Message {
        package var errorType = ""
        @Boxed package var failure: API.Nexus.Failure?
        package var retryBehavior: API.Enums.NexusHandlerErrorRetryBehavior = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.HandlerError" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "error_type", &errorType)
            visitor.field(2, "failure", &_failure)
            visitor.field(3, "retry_behavior", &retryBehavior)
        }
    }

    package struct UnsuccessfulOperationError: Message {
        package var operationState = ""
        @Boxed package var failure: API.Nexus.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.UnsuccessfulOperationError" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "operation_state", &operationState)
            visitor.field(2, "failure", &_failure)
        }
    }

    package struct Link: Message {
        package var url = ""
        package var type = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.Link" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "url", &url)
            visitor.field(2, "type", &type)
        }
    }

    package struct StartOperationRequest: Message {
        package var service = ""
        package var operation = ""
        package var requestID = ""
        package var callback = ""
        package var payload: Payload?
        package var callbackHeader: [String: String] = [:]
        package var links: [API.Nexus.Link] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.StartOperationRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "service", &service)
            visitor.field(2, "operation", &operation)
            visitor.field(3, "request_id", &requestID)
            visitor.field(4, "callback", &callback)
            visitor.field(5, "payload", &payload)
            visitor.field(6, "callback_header", &callbackHeader)
            visitor.field(7, "links", &links)
        }
    }

    package struct CancelOperationRequest: Message {
        package var service = ""
        package var operation = ""
        package var operationID = ""
        package var operationToken = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.CancelOperationRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "service", &service)
            visitor.field(2, "operation", &operation)
            visitor.field(3, "operation_id", &operationID)
            visitor.field(4, "operation_token", &operationToken)
        }
    }

    package struct Request: Message {
        package var header: [String: String] = [:]
        package var scheduledTime: Timestamp?
        package var variant: Variant?
        package var endpoint = ""
        package var capabilities: API.Nexus.Request.Capabilities?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.Request" }

        package indirect enum Variant: Sendable, Equatable {
            case startOperation(API.Nexus.StartOperationRequest)
            case cancelOperation(API.Nexus.CancelOperationRequest)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "header", &header)
            visitor.field(2, "scheduled_time", &scheduledTime)
            visitor.oneof(3, "start_operation", &variant, Variant.startOperation) {
                if case .startOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(4, "cancel_operation", &variant, Variant.cancelOperation) {
                if case .cancelOperation(let value) = $0 { value } else { nil }
            }
            visitor.field(10, "endpoint", &endpoint)
            visitor.field(100, "capabilities", &capabilities)
        }

        package struct Capabilities: Message {
            package var temporalFailureResponses = false
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.nexus.v1.Request.Capabilities" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "temporal_failure_responses", &temporalFailureResponses)
            }
        }
    }

    package struct StartOperationResponse: Message {
        package var variant: Variant?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.StartOperationResponse" }

        package indirect enum Variant: Sendable, Equatable {
            case syncSuccess(API.Nexus.StartOperationResponse.Sync)
            case asyncSuccess(API.Nexus.StartOperationResponse.Async)
            case operationError(API.Nexus.UnsuccessfulOperationError)
            case failure(API.Failure.Failure)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "sync_success", &variant, Variant.syncSuccess) {
                if case .syncSuccess(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "async_success", &variant, Variant.asyncSuccess) {
                if case .asyncSuccess(let value) = $0 { value } else { nil }
            }
            visitor.oneof(3, "operation_error", &variant, Variant.operationError) {
                if case .operationError(let value) = $0 { value } else { nil }
            }
            visitor.oneof(4, "failure", &variant, Variant.failure) {
                if case .failure(let value) = $0 { value } else { nil }
            }
        }

        package struct Sync: Message {
            package var payload: Payload?
            package var links: [API.Nexus.Link] = []
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.nexus.v1.StartOperationResponse.Sync" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "payload", &payload)
                visitor.field(2, "links", &links)
            }
        }

        package struct Async: Message {
            package var operationID = ""
            package var links: [API.Nexus.Link] = []
            package var operationToken = ""
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String { "temporal.api.nexus.v1.StartOperationResponse.Async" }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "operation_id", &operationID)
                visitor.field(2, "links", &links)
                visitor.field(3, "operation_token", &operationToken)
            }
        }
    }

    package struct CancelOperationResponse: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.CancelOperationResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct Response: Message {
        package var variant: Variant?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexus.v1.Response" }

        package enum Variant: Sendable, Equatable {
            case startOperation(API.Nexus.StartOperationResponse)
            case cancelOperation(API.Nexus.CancelOperationResponse)
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.oneof(1, "start_operation", &variant, Variant.startOperation) {
                if case .startOperation(let value) = $0 { value } else { nil }
            }
            visitor.oneof(2, "cancel_operation", &variant, Variant.cancelOperation) {
                if case .cancelOperation(let value) = $0 { value } else { nil }
            }
        }
    }
}
