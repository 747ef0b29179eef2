// `temporal.api.nexusservices.workerservice.v1`: the server's commands to a worker, packed into a Nexus operation.

extension API.WorkerService {
    package struct ExecuteCommandsRequest: Message {
        package var commands: [API.Worker.WorkerCommand] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexusservices.workerservice.v1.ExecuteCommandsRequest" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "commands", &commands)
        }
    }

    package struct ExecuteCommandsResponse: Message {
        package var results: [API.Worker.WorkerCommandResult] = []
        package var unknownFields = UnknownFields()

        package init() {}
        package static var protoName: String { "temporal.api.nexusservices.workerservice.v1.ExecuteCommandsResponse" }

        package mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "results", &results)
        }
    }
}
