// A worker of kitchen sinks, which the scenarios and the fuzzer of temporalio/omes drive. TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and
// TEMPORAL_TASK_QUEUE say where, TEMPORAL_CACHED_WORKFLOWS how many runs it keeps in memory. It prints "ready" once it has been made
// and runs until SIGTERM.

import Foundation
import KitchenSink
import Logging
import ServiceLifecycle
import TemporalCore
import TemporalWorker

@main
struct KitchenSinkWorker {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        guard let taskQueue = environment["TEMPORAL_TASK_QUEUE"], !taskQueue.isEmpty else {
            FileHandle.standardError.write(Data("TEMPORAL_TASK_QUEUE is not set\n".utf8))
            exit(EX_USAGE)
        }
        var options = WorkerOptions()
        // It shares the machine with others of its kind and with the server.
        options.deadlockTimeout = .seconds(60)
        if let text = environment["TEMPORAL_CACHED_WORKFLOWS"] {
            guard let count = Int(text) else {
                FileHandle.standardError.write(Data("TEMPORAL_CACHED_WORKFLOWS is no number: \(text)\n".utf8))
                exit(EX_USAGE)
            }
            options.maxCachedWorkflows = count
        }
        var logger = Logger(label: "kitchen-sink", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        let client = TemporalClient(try ConnectionOptions(environment: environment), logger: logger)
        let worker = try Worker(client: client, taskQueue: taskQueue, options: options, logger: logger) {
            kitchenSink(client: client)
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm], logger: logger))
        FileHandle.standardOutput.write(Data("ready\n".utf8))
        try await group.run()
        await client.close()
    }
}
