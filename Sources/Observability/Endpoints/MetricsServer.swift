// The metrics of a process, for Prometheus to scrape.

import Logging
import ServiceLifecycle

/// Answers `GET /metrics` with everything that a ``PrometheusRegistry`` has, as `text/plain; version=0.0.4`.
///
/// HEAD is answered as GET is, without the body; other methods get 405, other paths 404. A client that is silent for 75 s, or
/// longest of more than 64, is disconnected. Let it be among the first services of its group, and so among the last to stop.
public final class MetricsServer: Service {
    private let endpoint: HTTPEndpoint

    /// A server of the metrics in `registry`.
    ///
    /// - Parameters:
    ///   - host: the IPv4 address to listen on; all by default.
    ///   - port: the port; 0 takes a free one, which ``port`` tells.
    public init(
        registry: PrometheusRegistry, host: String = "0.0.0.0", port: UInt16, logger: Logger = Logger(label: "metrics")
    ) {
        endpoint = HTTPEndpoint(
            "metrics", host: host, port: port, logger: logger,
            routes: [
                "/metrics": {
                    EndpointAnswer(
                        contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(registry.exposition().utf8)
                    )
                }
            ])
    }

    /// The port that is listened on; nil until it is.
    public var port: UInt16? { endpoint.port }

    /// Serves until a graceful shutdown, and then answers what was asked before it.
    ///
    /// - Throws: ``EndpointError`` where the port cannot be opened.
    public func run() async throws { try await endpoint.run() }
}
