// API: the contract with the server, a namespace for each of its packages. A message's declaration here is the only place in
// the project where its field numbers and names stand; `Protos/` says the same to people, and tests compare the two with the
// official descriptors.

/// The messages of the Temporal API, by package: `temporal.api.history.v1.HistoryEvent` is `API.History.HistoryEvent`.
package enum API {
    package enum Activity {}
    package enum Batch {}
    package enum Callback {}
    package enum Command {}
    package enum Common {}
    package enum Deployment {}
    package enum Enums {}
    package enum ErrorDetails {}
    package enum Failure {}
    package enum Google {}
    package enum Health {}
    package enum History {}
    package enum Namespace {}
    package enum Nexus {}
    package enum OperatorService {}
    /// `temporal.api.protocol.v1`; Swift keeps `Protocol` for itself.
    package enum Protocols {}
    package enum Query {}
    package enum Replication {}
    package enum Schedule {}
    package enum SDK {}
    package enum TaskQueue {}
    package enum TestService {}
    package enum Update {}
    package enum Version {}
    package enum Worker {}
    package enum Workflow {}
    package enum WorkerService {}
    package enum WorkflowService {}
}

extension API.Common {
    package typealias Payload = TemporalCore.Payload
}
