// `temporal.api.errordetails.v1`: what the server adds to a failed call, packed into `google.rpc.Status.details`.

extension API.ErrorDetails {
    package struct NotFoundFailure: Message {
        package var currentCluster = ""
        package var activeCluster = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.NotFoundFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "current_cluster", &currentCluster)
            visitor.field(2, "active_cluster", &activeCluster)
        }
    }

    package struct WorkflowExecutionAlreadyStartedFailure: Message {
        package var startRequestID = ""
        package var runID = ""
        package var firstExecutionRunID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.WorkflowExecutionAlreadyStartedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "start_request_id", &startRequestID)
            visitor.field(2, "run_id", &runID)
            visitor.field(3, "first_execution_run_id", &firstExecutionRunID)
        }
    }

    package struct NamespaceNotActiveFailure: Message {
        package var namespace = ""
        package var currentCluster = ""
        package var activeCluster = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.NamespaceNotActiveFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "current_cluster", &currentCluster)
            visitor.field(3, "active_cluster", &activeCluster)
        }
    }

    package struct NamespaceUnavailableFailure: Message {
        package var namespace = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.NamespaceUnavailableFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
        }
    }

    package struct NamespaceInvalidStateFailure: Message {
        package var namespace = ""
        package var state: API.Enums.NamespaceState = .unspecified
        package var allowedStates: [API.Enums.NamespaceState] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.NamespaceInvalidStateFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
            visitor.field(2, "state", &state)
            visitor.field(3, "allowed_states", &allowedStates)
        }
    }

    package struct NamespaceNotFoundFailure: Message {
        package var namespace = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.NamespaceNotFoundFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "namespace", &namespace)
        }
    }

    package struct NamespaceAlreadyExistsFailure: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.NamespaceAlreadyExistsFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct ClientVersionNotSupportedFailure: Message {
        package var clientVersion = ""
        package var clientName = ""
        package var supportedVersions = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.ClientVersionNotSupportedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "client_version", &clientVersion)
            visitor.field(2, "client_name", &clientName)
            visitor.field(3, "supported_versions", &supportedVersions)
        }
    }

    package struct ServerVersionNotSupportedFailure: Message {
        package var serverVersion = ""
        package var clientSupportedServerVersions = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.ServerVersionNotSupportedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "server_version", &serverVersion)
            visitor.field(2, "client_supported_server_versions", &clientSupportedServerVersions)
        }
    }

    package struct CancellationAlreadyRequestedFailure: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.CancellationAlreadyRequestedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct QueryFailedFailure: Message {
        @Boxed package var failure: API.Failure.Failure?
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.QueryFailedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "failure", &_failure)
        }
    }

    package struct PermissionDeniedFailure: Message {
        package var reason = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.PermissionDeniedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "reason", &reason)
        }
    }

    package struct ResourceExhaustedFailure: Message {
        package var cause: API.Enums.ResourceExhaustedCause = .unspecified
        package var scope: API.Enums.ResourceExhaustedScope = .unspecified
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.ResourceExhaustedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "cause", &cause)
            visitor.field(2, "scope", &scope)
        }
    }

    package struct SystemWorkflowFailure: Message {
        package var workflowExecution: API.Common.WorkflowExecution?
        package var workflowError = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.SystemWorkflowFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "workflow_execution", &workflowExecution)
            visitor.field(2, "workflow_error", &workflowError)
        }
    }

    package struct WorkflowNotReadyFailure: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.WorkflowNotReadyFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }

    package struct NewerBuildExistsFailure: Message {
        package var defaultBuildID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.NewerBuildExistsFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "default_build_id", &defaultBuildID)
        }
    }

    package struct MultiOperationExecutionFailure: Message {
        package var statuses: [API.ErrorDetails.MultiOperationExecutionFailure.OperationStatus] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.MultiOperationExecutionFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "statuses", &statuses)
        }

        package struct OperationStatus: Message {
            package var code: Int32 = 0
            package var message = ""
            package var details: [API.Google.AnyMessage] = []
            package var unknownFields = UnknownFields()

            package init() {}
            package static var protoName: String {
                "temporal.api.errordetails.v1.MultiOperationExecutionFailure.OperationStatus"
            }

            package mutating func fields(_ visitor: inout some FieldVisitor) {
                visitor.field(1, "code", &code)
                visitor.field(2, "message", &message)
                visitor.field(3, "details", &details)
            }
        }
    }

    package struct ActivityExecutionAlreadyStartedFailure: Message {
        package var startRequestID = ""
        package var runID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.ActivityExecutionAlreadyStartedFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "start_request_id", &startRequestID)
            visitor.field(2, "run_id", &runID)
        }
    }

    package struct NexusOperationExecutionAlreadyStartedFailure: Message {
        package var startRequestID = ""
        package var runID = ""
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String {
            "temporal.api.errordetails.v1.NexusOperationExecutionAlreadyStartedFailure"
        }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "start_request_id", &startRequestID)
            visitor.field(2, "run_id", &runID)
        }
    }

    package struct WorkflowTaskCompletionBufferLostFailure: Message {
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.errordetails.v1.WorkflowTaskCompletionBufferLostFailure" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {}
    }
}
