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

    /// The probes and metrics, the cache, the database, the bridge, the schedule of verifications and the worker.
    ///
    /// - Throws: `RegistrationError`; `PulsarError` where a producer cannot be made.
    public func services(client: TemporalClient, logger: Logger) throws -> [any Service] {
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
        let readiness = Readiness([
            .init("postgres") { try await database.query("SELECT 1") },
            .init("temporal") { try await client.checkHealth() },
        ])
        var services: [any Service] = [
            HealthServer(
                service: Self.serviceName, port: settings.healthPort, status: health, readiness: readiness,
                logger: logger),
            MetricsServer(registry: registry, port: settings.metricsPort, logger: logger),
            redis, BridgeService(bridge: bridge), database, Housekeeping(database: database, logger: logger),
        ]
        if let events = settings.events {
            let producer = try PulsarProducer(events, logger: logger)
            services.append(PulsarService(producer: producer, logger: logger))
            let sink = PulsarSink(producer: producer)
            services.append(EventRelay(database: database, sink: sink, metrics: operation, logger: logger))
        }
        if let timeZone = settings.vsyncTimeZone {
            let schedule = VSyncSchedule(
                taskQueue: settings.taskQueue, timeZone: timeZone, timeout: settings.workflowTimeout)
            services.append(VSyncScheduleService(schedule: schedule, client: client, logger: logger))
            services.append(VerificationGauge(database: database, metrics: operation))
        }
        // The last to start is the first to stop: the probe says at once that no more work is taken.
        return services + [worker, health]
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

/// Runs the producer. A broker that will not have it is told in the log, and events wait in the database; claims go on.
private struct PulsarService: Service {
    let producer: PulsarProducer
    let logger: Logger

    func run() async throws {
        do {
            try await producer.run()
        } catch {
            logger.error("no more events are published until the worker is started anew: \(error)")
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
