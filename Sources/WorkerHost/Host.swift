// The process of a worker: one connection to the Temporal server, the systems that share it, and the signals that end it. What is
// started is stopped in reverse: first workers, then what they worked with, then the connection, and at last what tells how the
// process is. Each end is a line in the log.

import CoreMetrics
import Glibc
import Logging
import ServiceLifecycle
import TemporalCore
import UnixSignals

/// Something that a worker process hosts: workers, and what they work with.
public protocol HostedSystem: Sendable {
    /// What runs for the system.
    func services(client: TemporalClient, logger: Logger) throws -> HostedServices
}

/// What runs for a system, in the order in which it is started; it is stopped in reverse, one after the other.
public struct HostedServices: Sendable {
    /// What tells how the process is, to the last: it is stopped when the connection to the Temporal server is closed.
    public var endpoints: [HostedService]
    /// What works: it is stopped before that.
    public var services: [HostedService]

    /// Services of a system.
    public init(endpoints: [HostedService] = [], services: [HostedService]) {
        self.endpoints = endpoints
        self.services = services
    }
}

/// A service, and what the log calls it.
public struct HostedService: Service {
    private let name: String
    private let service: any Service
    private let logger: Logger

    /// The service that the log calls `name`.
    public init(_ name: String, _ service: any Service, logger: Logger) {
        self.name = name
        self.service = service
        self.logger = logger
    }

    /// Runs the service, and says when it has stopped.
    public func run() async throws {
        try await service.run()
        logger.info("stopped: \(name)")
    }
}

/// Closes the connection to the Temporal server when nothing that works needs it any more.
private struct ConnectionService: Service {
    let client: TemporalClient

    func run() async throws {
        // Where the group is canceled instead, all ends at once, and a worker may still have something to report.
        guard (try? await gracefulShutdown()) != nil else { return }
        await client.close()
    }
}

/// Runs `systems` until SIGTERM or SIGINT; a second of them ends the process at once.
///
/// - Throws: what keeps a system from starting, or ended it.
public func host(
    _ systems: [any HostedSystem], settings: HostSettings, logger: Logger,
    metrics: any MetricsFactory = NOOPMetricsHandler.instance
) async throws {
    // Whoever reads the log or the other end of a socket may go away without taking this process along.
    signal(SIGPIPE, SIG_IGN)
    // First of all, so that no signal comes too early to be heard.
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let client = TemporalClient(settings.connection, logger: logger, metrics: metrics)
    do {
        let hosted = try systems.map { try $0.services(client: client, logger: logger) }
        let connection = HostedService("connection to Temporal", ConnectionService(client: client), logger: logger)
        let services = hosted.flatMap(\.endpoints) + [connection] + hosted.flatMap(\.services)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                logger: logger))
        let stopping = Task { await stop(group, on: signals, logger) }
        defer { stopping.cancel() }
        try await group.run()
    } catch {
        await client.close()
        throw error
    }
    await client.close()
}

/// The first signal stops the group gracefully, the second ends the process with the status that a signal has in a shell.
private func stop(_ group: ServiceGroup, on signals: UnixSignalsSequence, _ logger: Logger) async {
    var isStopping = false
    for await signal in signals {
        if isStopping {
            logger.warning("a second signal: the worker ends at once, and what it ran is tried again elsewhere")
            _exit(128 + signal.rawValue)
        }
        isStopping = true
        await group.triggerGracefulShutdown()
    }
}
