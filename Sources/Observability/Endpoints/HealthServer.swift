// The probes of an orchestrator: whether the process lives, and whether it is ready for work.

import FlyingFox
import Logging
import ServiceLifecycle

/// Answers `GET /health` and `GET /ready`.
///
/// | asked | answer |
/// |---|---|
/// | `/health` | 200 `{"status":"healthy","service":"…"}`, for as long as the process can answer, a shutdown included |
/// | `/ready`, every part answers | 200 `{"status":"ready","service":"…"}` |
/// | `/ready`, a part does not | 503 `{"status":"not_ready","reason":"postgres unavailable","error":"…","parts":[{"part":"postgres","error":"…"}]}`: the reason names the first part, `parts` all |
/// | `/ready`, a shutdown has begun | 503 `{"status":"not_ready","reason":"shutting down","error":"…","parts":[]}` |
///
/// HEAD is answered as GET is, without the body; other methods get 405, other paths 404. A client that is silent for 75 s, or
/// longest of more than 64, is disconnected.
///
/// The parts are asked every 10 s besides, so that the status and its gauge are true where nobody asks `/ready`. Let it be the first service of its group, and so the last to stop.
public final class HealthServer: Service {
    private let endpoint: HTTPEndpoint
    private let status: HealthStatus
    private let readiness: Readiness
    private let probeInterval: Duration

    /// A server of the probes.
    ///
    /// - Parameters:
    ///   - service: the name in the answers: `conn-dict-worker`.
    ///   - host: the IPv4 address to listen on; all by default.
    ///   - port: the port; 0 takes a free one, which ``port`` tells.
    ///   - status: whether a shutdown has begun; it is told how each readiness check went.
    ///   - readiness: the parts that `/ready` asks.
    public convenience init(
        service: String, host: String = "0.0.0.0", port: UInt16, status: HealthStatus, readiness: Readiness,
        logger: Logger = Logger(label: "health")
    ) {
        self.init(
            service: service, host: host, port: port, status: status, readiness: readiness, limits: ConnectionLimits(),
            logger: logger)
    }

    init(
        service: String, host: String, port: UInt16, status: HealthStatus, readiness: Readiness,
        limits: ConnectionLimits, probeInterval: Duration = .seconds(10), logger: Logger
    ) {
        self.status = status
        self.readiness = readiness
        self.probeInterval = probeInterval
        endpoint = HTTPEndpoint(
            "health", host: host, port: port, limits: limits, logger: logger,
            routes: [
                "/health": { EndpointAnswer(body: JSONText(["status": "healthy", "service": service]).finished()) },
                "/ready": { await Self.answer(service, status, readiness) },
            ])
    }

    /// Asks the parts, unless a shutdown has begun, and tells the status; returns what is not available.
    private static func probe(_ status: HealthStatus, _ readiness: Readiness) async -> [Readiness.Failure] {
        if status.isShuttingDown { return [] }
        let failures = await readiness.failures()
        status.probed(isReady: failures.isEmpty)
        return failures
    }

    /// The port that is listened on; nil until it is.
    public var port: UInt16? { endpoint.port }

    /// Serves until a graceful shutdown, and then answers what was asked before it.
    ///
    /// - Throws: ``EndpointError`` where the port cannot be opened.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [status, readiness, probeInterval] in
                while (try? await Task.sleep(for: probeInterval)) != nil { _ = await Self.probe(status, readiness) }
            }
            defer { group.cancelAll() }
            try await endpoint.run()
        }
    }

    private static func answer(_ service: String, _ status: HealthStatus, _ readiness: Readiness) async
        -> EndpointAnswer
    {
        let failures = await probe(status, readiness)
        // The shutdown may have begun in the meantime.
        if status.isShuttingDown { return notReady("shutting down", "this process takes no more work", []) }
        guard let first = failures.first else {
            return EndpointAnswer(body: JSONText(["status": "ready", "service": service]).finished())
        }
        return notReady("\(first.part) unavailable", first.error, failures)
    }

    private static func notReady(
        _ reason: String, _ error: String, _ failures: [Readiness.Failure]
    ) -> EndpointAnswer {
        var body = JSONText(["status": "not_ready", "reason": reason, "error": error])
        body.key("parts")
        body.array(failures) { failure, body in
            body.object([("part", failure.part), ("error", failure.error)]) { _, text, body in body.string(text) }
        }
        return EndpointAnswer(status: .serviceUnavailable, body: body.finished())
    }
}
