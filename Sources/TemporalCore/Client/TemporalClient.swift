// The untyped client: workflows by the names of their types, values through the data converter. The typed overloads for Swift
// workflows stand in TemporalWorkflow.

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
    /// The logger of what has no better place.
    package let logger: Logger

    init(service: ServiceClient, converter: DataConverter, logger: Logger) {
        self.service = service
        self.converter = converter
        self.logger = logger
    }

    /// A client of the server that `options` name. It connects with its first call, and again whenever the connection is lost.
    public convenience init(
        _ options: ConnectionOptions = ConnectionOptions(), converter: DataConverter = DataConverter(),
        logger: Logger = Logger(label: "temporal")
    ) {
        var channelOptions = Channel.Options()
        channelOptions.tls = options.tls
        self.init(
            service: ServiceClient(
                channel: Channel(target: options.target, options: channelOptions, logger: logger),
                namespace: options.namespace, identity: options.identity ?? Self.defaultIdentity,
                apiKey: options.apiKey), converter: converter, logger: logger)
    }

    /// The namespace of all calls.
    public var namespace: String { service.namespace }

    /// Who this client says it is.
    public var identity: String { service.identity }

    /// Replaces the API key of the calls that follow; a running worker goes on with the new one.
    public func replace(apiKey: String?) {
        service.replace(apiKey: apiKey)
    }

    /// Closes the connection when the calls under way have finished.
    public func close() async {
        await service.close()
    }

    private static var defaultIdentity: String {
        "\(getpid())@\(Host.name)"
    }
}
