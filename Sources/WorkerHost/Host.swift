// The process of a worker: one connection to the Temporal server, the systems that share it, and the signals that end it. What a
// system starts is stopped in reverse: first its workers, when nothing runs any more what they worked with, at last the connection.

import CoreMetrics
import Glibc
import Logging
import ServiceLifecycle
import TemporalCore
import UnixSignals

/// Something that a worker process hosts: workers, and what they work with.
public protocol HostedSystem: Sendable {
    /// What runs for the system, in the order in which it is started.
    func services(client: TemporalClient, logger: Logger) throws -> [any Service]
}

/// Runs `systems` until SIGTERM or SIGINT; a second of them ends the process at once.
///
/// - Throws: what keeps a system from starting, or ended it.
public func host(
    _ systems: [any HostedSystem], settings: HostSettings, logger: Logger,
    metrics: any MetricsFactory = NOOPMetricsHandler.instance
) async throws {
    // First of all, so that no signal comes too early to be heard.
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let client = TemporalClient(settings.connection, logger: logger, metrics: metrics)
    do {
        var services: [any Service] = []
        for system in systems { services += try system.services(client: client, logger: logger) }
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
