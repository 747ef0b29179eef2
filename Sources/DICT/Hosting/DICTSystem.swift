// The directory's worker and what it works with, as services. They stop in reverse: the worker first, then what its activities
// needed.

import CoreMetrics
import Logging
import Observability
import PostgreSQL
import Pulsar
import Redis
import ServiceLifecycle
import TemporalCore
import TemporalWorker
import WorkerHost

/// The directory's worker.
public struct DICTSystem: HostedSystem {
    private let settings: DICTSettings
    /// What the worker is called by those who look after it.
    public static let serviceName = "conn-dict-worker"

    private let shutdownTimeout: Duration
    private let registry = PrometheusRegistry()
    private let operation: ConnDICTMetrics
    private let health: HealthStatus

    /// A worker with these settings.
    public init(_ settings: DICTSettings, shutdownTimeout: Duration) {
        self.settings = settings
        self.shutdownTimeout = shutdownTimeout
        operation = ConnDICTMetrics(registry, taskQueue: settings.taskQueue)
        health = HealthStatus(gauge: operation.health)
    }

    /// The metrics that the worker's client is to count with.
    public var metrics: any MetricsFactory { operation }

    /// A handler of logs that writes lines of JSON without personal data.
    public static func logHandler(_ label: String) -> any LogHandler {
        JSONLogHandler(label: label, mask: PersonalData.mask)
    }

    /// The probes and metrics; the cache, the bridge, the broker, the database, the schedule of verifications and the worker.
    ///
    /// - Throws: `RegistrationError`; `PulsarError` where a producer cannot be made.
    public func services(client: TemporalClient, logger: Logger) throws -> HostedServices {
        func named(_ name: String, _ service: any Service) -> HostedService {
            HostedService(name, service, logger: logger)
        }
        ActivityDefaults.startToClose = settings.activityTimeout
        let database = PostgresPool(settings.database, logger: logger)
        let bridge = Bridge(settings.bridge, logger: logger)
        let redis = RedisClient(settings.cache, logger: logger)
        let store = DirectoryStore(database: database, bridge: bridge, cache: StatusCache(redis))
        var options = settings.worker
        options.shutdownTimeout = shutdownTimeout
        let worker = try Worker(client: client, taskQueue: settings.taskQueue, options: options, logger: logger) {
            store.registrations
        }
        let probe = probePool()
        let readiness = Readiness([
            .init("postgres") { try await probe.query("SELECT 1") },
            .init("temporal") { try await client.checkHealth() },
        ])
        let endpoints = [
            named(
                "health endpoint",
                HealthServer(
                    service: Self.serviceName, port: settings.healthPort, status: health, readiness: readiness,
                    logger: logger)),
            named("metrics endpoint", MetricsServer(registry: registry, port: settings.metricsPort, logger: logger)),
        ]
        var services = [named("Redis", redis), named("bridge", BridgeService(bridge: bridge))]
        let producer = try settings.events.map { try PulsarProducer($0, logger: logger) }
        if let producer { services.append(named("Pulsar", PulsarService(producer: producer, logger: logger))) }
        services += [
            named("probe of PostgreSQL", probe), named("PostgreSQL", database),
            named("housekeeping", Housekeeping(database: database, logger: logger)),
        ]
        if let producer {
            let relay = EventRelay(
                database: database, sink: PulsarSink(producer: producer), metrics: operation, logger: logger)
            services.append(named("relay of events", relay))
        }
        if let timeZone = settings.vsyncTimeZone {
            let schedule = VSyncSchedule(
                taskQueue: settings.taskQueue, timeZone: timeZone, timeout: settings.workflowTimeout)
            let service = VSyncScheduleService(schedule: schedule, client: client, logger: logger)
            services.append(named("schedule of verifications", service))
            services.append(
                named("gauge of verifications", VerificationGauge(database: database, metrics: operation)))
        }
        // The last to start is the first to stop: the probe says at once that no more work is taken.
        services += [named("worker of \(settings.taskQueue)", worker), named("readiness", health)]
        return HostedServices(endpoints: endpoints, services: services)
    }

    /// A connection for probes alone: where all others wait for a lock, or for work to end, the database is there all the same.
    private func probePool() -> PostgresPool {
        var options = settings.database
        options.minConnections = 0
        options.maxConnections = 1
        options.connectTimeout = .seconds(2)
        options.statementTimeout = .seconds(2)
        // What it has to say is in the answer to the probe.
        return PostgresPool(options, logger: Logger(label: "probe") { _ in SwiftLogNoOpLogHandler() })
    }
}

/// Closes the bridge's connection when nobody needs it any more.
private struct BridgeService: Service {
    let bridge: Bridge

    func run() async throws {
        try? await gracefulShutdown()
        await bridge.close()
    }
}

/// Runs the producer. A topic that will never take a message again is told in the log, and events wait in the database; claims
/// go on.
private struct PulsarService: Service {
    let producer: PulsarProducer
    let logger: Logger

    func run() async throws {
        do {
            try await producer.run()
        } catch {
            logger.error("no more events are published until the topic is mended and the worker started anew: \(error)")
            try? await gracefulShutdown()
        }
    }
}

/// Makes the schedule of verifications, as soon as the server answers.
private struct VSyncScheduleService: Service {
    let schedule: VSyncSchedule
    let client: TemporalClient
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await schedule.install(client)
                    return logger.info("verifications run at two o'clock, \(schedule.timeZone)")
                } catch {
                    logger.warning("the schedule of verifications could not be made, trying again: \(error)")
                    try? await Task.sleep(for: .seconds(10))
                }
            }
        }
        try? await gracefulShutdown()
    }
}
