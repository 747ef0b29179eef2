// How a worker is run, its limits, and what its client does with payloads.

import Logging
import ServiceLifecycle
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow

func limits() -> WorkerOptions {
    var options = WorkerOptions()
    // This worker starts at most 20 activities a second, and all workers of the queue together 50.
    options.maxActivitiesPerSecond = 20
    options.maxTaskQueueActivitiesPerSecond = 50
    // What stays in memory between tasks: the first limit that is reached counts.
    options.maxCachedWorkflows = 5_000
    options.maxCachedBytes = 512 << 20
    options.maxCachedWorkflowAge = .seconds(600)
    options.tuner.activities = .custom(Licenses(10))
    options.maxBlockingThreads = 32
    options.maxConcurrentSessions = 10
    options.maxHeartbeatThrottleInterval = .seconds(20)
    return options
}

func byLoad() -> WorkerOptions {
    var options = WorkerOptions()
    options.tuner = .resourceBased(memory: 0.8, cpu: 0.9)
    options.activityTaskPollers = .autoscaling(minimum: 1, maximum: 30, initial: 6)
    return options
}

/// As many activities at once as there are licenses, in all workers that are given it.
final class Licenses: SlotSupplier {
    private let free: Mutex<Int>

    init(_ count: Int) { free = Mutex(count) }

    func reserve(_ request: SlotRequest) async throws {
        while reserveIfFree(request) == nil { try await Task.sleep(for: .milliseconds(50)) }
    }

    func reserveIfFree(_ request: SlotRequest) -> Void? {
        free.withLock { free in
            guard free > 0 else { return nil }
            free -= 1
            return ()
        }
    }

    func release(_ permit: Void) { free.withLock { $0 += 1 } }
}

/// Runs a worker until the process is told to stop.
func serve(_ worker: Worker, of client: TemporalClient, logger: Logger) async throws {
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [.init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    await client.close()
}

/// A client that encodes what it sends, the messages of failures too.
func encodingClient(_ options: ConnectionOptions) -> TemporalClient {
    let converter = DataConverter(
        codecs: [Scrambling()], failureConverter: FailureConverter(encodesCommonAttributes: true))
    return TemporalClient(options, converter: converter)
}
