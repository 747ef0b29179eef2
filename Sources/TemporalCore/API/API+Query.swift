// `temporal.api.query.v1`: a query and its result.

extension API.Query {
    package struct WorkflowQuery: Message, MapValue {
        package var queryType = ""
        package var queryArgs: API.Common.Payloads?
        package var header: API.Common.Header?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.query.v1.WorkflowQuery" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "query_type", &queryType)
            visitor.field(2, "query_args", &queryArgs)
            visitor.field(3, "header", &header)
        }
    }

    package struct WorkflowQueryResult: Message, MapValue {
        package var resultType: API.Enums.QueryResultType = .unspecified
        package var answer: API.Common.Payloads?
        package var errorMessage = ""
        @Boxed package var failure: API.Failure.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.query.v1.WorkflowQueryResult" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "result_type", &resultType)
            visitor.field(2, "answer", &answer)
            visitor.field(3, "error_message", &errorMessage)
            visitor.field(4, "failure", &_failure)
        }
    }

    package struct QueryRejected: Message {
        package var status: API.Enums.WorkflowExecutionStatus = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.query.v1.QueryRejected" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "status", &status)
        }
    }
}
