// The directory's worker and what it works with, as services. They stop in reverse: the worker first, then what its activities
// needed.

import Logging
import PostgreSQL
import ServiceLifecycle
import TemporalCore
import TemporalWorker
import WorkerHost

/// The directory's worker.
public struct DICTSystem: HostedSystem {
    private let settings: DICTSettings
    private let shutdownTimeout: Duration

    /// A worker with these settings.
    public init(_ settings: DICTSettings, shutdownTimeout: Duration) {
        self.settings = settings
        self.shutdownTimeout = shutdownTimeout
    }

    /// The database, the bridge, the schedule of verifications and the worker.
    ///
    /// - Throws: `RegistrationError`.
    public func services(client: TemporalClient, logger: Logger) throws -> [any Service] {
        let database = PostgresPool(settings.database, logger: logger)
        let bridge = Bridge(settings.bridge, logger: logger)
        let store = DirectoryStore(database: database, bridge: bridge)
        var options = settings.worker
        options.shutdownTimeout = shutdownTimeout
        let worker = try Worker(client: client, taskQueue: settings.taskQueue, options: options, logger: logger) {
            store.registrations
        }
        var services: [any Service] = [database, BridgeService(bridge: bridge)]
        if let timeZone = settings.vsyncTimeZone {
            let schedule = VSyncSchedule(taskQueue: settings.taskQueue, timeZone: timeZone)
            services.append(VSyncScheduleService(schedule: schedule, client: client, logger: logger))
        }
        return services + [worker]
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
