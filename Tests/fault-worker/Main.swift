// The worker that the fault runs kill and start again: it runs `Mixed` on the task queue and server that its environment
// names, until SIGTERM or worse. It logs errors only, and prints "ready" once it has been made. As "fault-worker replay FILE…"
// it replays histories instead.

import FaultWorkflows
import Foundation
import Logging
import ServiceLifecycle
import TemporalCore
import TemporalTesting
import TemporalWorker

@main
struct FaultWorker {
    static func main() async throws {
        if CommandLine.arguments.dropFirst().first == "replay" {
            return try await replay(CommandLine.arguments.dropFirst(2))
        }
        let environment = ProcessInfo.processInfo.environment
        guard let taskQueue = environment["TEMPORAL_TASK_QUEUE"] else {
            FileHandle.standardError.write(Data("TEMPORAL_TASK_QUEUE is not set\n".utf8))
            exit(EX_USAGE)
        }
        var logger = Logger(label: "fault-worker", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .error
        let client = TemporalClient(try ConnectionOptions(environment: environment), logger: logger)
        var options = WorkerOptions()
        // The machine may be busy, and a failed task is a fault that nobody injected.
        options.deadlockTimeout = .seconds(60)
        let worker = try Worker(client: client, taskQueue: taskQueue, options: options, logger: logger) {
            faultWorkflows
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm], logger: logger))
        FileHandle.standardOutput.write(Data("ready\n".utf8))
        try await group.run()
        await client.close()
    }

    private static func replay(_ files: some Collection<String>) async throws {
        let replayer = try Replayer(deadlockTimeout: .seconds(60)) { faultWorkflows }
        for file in files {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try await replayer.replayThroughout(WorkflowHistory(json: Bytes(utf8: text)))
        }
        print("replayed \(files.count) histories")
    }
}
