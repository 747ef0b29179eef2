// The untyped client: workflows by the names of their types, values through the data converter. The typed overloads for Swift
// workflows stand in TemporalWorkflow.

import CoreMetrics
import Glibc
import Logging

/// A client of one namespace of a Temporal server.
///
/// It is made once and shared; all its calls, and those of the workers that use it, go over one connection.
public final class TemporalClient: Sendable {
    /// The service's methods.
    package let service: ServiceClient
    /// How values become payloads and back.
    public let converter: DataConverter
    /// What stands around its calls, the outermost first.
    package let interceptors: [any ClientInterceptor]
    /// The logger of what has no better place.
    package let logger: Logger
    /// Who makes the metrics of the client and of the workers that use it.
    package let metrics: any MetricsFactory
    /// The workers that use this client, for workflows that start eagerly.
    package let eagerStarts = EagerStarts()

    init(
        service: ServiceClient, converter: DataConverter, interceptors: [any ClientInterceptor] = [], logger: Logger,
        metrics: any MetricsFactory
    ) {
        self.service = service
        self.converter = converter
        self.interceptors = interceptors
        self.logger = logger
        self.metrics = metrics
    }

    /// A client of the server that `options` name. It connects with its first call, and again whenever the connection is lost.
    ///
    /// - Parameters:
    ///   - options: the server, the namespace, and what proves who we are.
    ///   - converter: how values become payloads and back.
    ///   - interceptors: what stands around the client's calls, the outermost first.
    ///   - logger: the logger of what has no better place.
    ///   - metrics: who makes the metrics of the client's calls, and of the workers that use it. By default it is whom
    ///     `MetricsSystem` was bootstrapped with before.
    public convenience init(
        _ options: ConnectionOptions = ConnectionOptions(), converter: DataConverter = DataConverter(),
        interceptors: [any ClientInterceptor] = [], logger: Logger = Logger(label: "temporal"),
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        var channelOptions = Channel.Options()
        channelOptions.tls = options.tls
        channelOptions.proxy = options.proxy
        self.init(
            service: ServiceClient(
                channel: Channel(target: options.target, options: channelOptions, logger: logger),
                namespace: options.namespace, identity: options.identity ?? Self.defaultIdentity,
                apiKey: options.apiKey, metadata: options.metadata, metrics: metrics), converter: converter,
            interceptors: interceptors,
            logger: logger,
            metrics: metrics)
    }

    /// The namespace of all calls.
    public var namespace: String { service.namespace }

    /// Who this client says it is.
    public var identity: String { service.identity }

    /// Replaces the API key of the calls that follow; a running worker goes on with the new one.
    public func replace(apiKey: String?) {
        service.replace(apiKey: apiKey)
    }

    /// Asks the server, once, whether it serves.
    ///
    /// - Parameter timeout: how long the answer may take.
    /// - Throws: ``RPCError`` where it does not answer, or answers that it does not serve (`unavailable`).
    public func checkHealth(timeout: Duration = .seconds(5)) async throws {
        let name = "temporal.api.workflowservice.v1.WorkflowService"
        let answer = try await service.callOnce(RPCs.checkHealth, .with { $0.service = name }, timeout: timeout)
        guard answer.status == .serving else {
            throw RPCError(
                code: .unavailable, message: "the server says that it does not serve", method: RPCs.checkHealth.path,
                peer: service.target.description)
        }
    }

    /// Closes the connection when the calls under way have finished.
    public func close() async {
        await service.close()
    }

    private static var defaultIdentity: String {
        "\(getpid())@\(Host.name)"
    }
}
