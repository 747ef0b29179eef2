// The worker that the benchmarks measure. `bench-worker TASK_QUEUE` runs it on the server that its environment names, until
// SIGTERM; `bench-worker replay REPETITIONS FILE…` replays histories and prints, a line each repetition, how many events
// there were and how many CPU seconds they took.

import Foundation
import Glibc
import Logging
import ServiceLifecycle
import TemporalCore
import TemporalTesting
import TemporalWorker

@main
struct BenchWorker {
    /// Not `async`: the main thread would end in `dispatchMain()`, which Debian's valgrind does not survive.
    static func main() {
        let end = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                try await run()
            } catch {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(EX_SOFTWARE)
            }
            end.signal()
        }
        end.wait()
    }

    private static func run() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "replay", let repetitions = arguments.dropFirst().first.flatMap({ Int($0) }) {
            return try await replay(arguments.dropFirst(2), repetitions: repetitions)
        }
        guard let taskQueue = arguments.first else {
            FileHandle.standardError.write(Data("usage: bench-worker TASK_QUEUE | replay REPETITIONS FILE…\n".utf8))
            exit(EX_USAGE)
        }
        try await work(on: taskQueue)
    }

    private static func work(on taskQueue: String) async throws {
        var logger = Logger(label: "bench-worker", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        let client = TemporalClient(
            try ConnectionOptions(environment: ProcessInfo.processInfo.environment), logger: logger)
        var options = WorkerOptions()
        options.maxCachedWorkflows = 20_000
        let worker = try Worker(client: client, taskQueue: taskQueue, options: options, logger: logger) {
            benchmarkRegistrations
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigterm], logger: logger))
        FileHandle.standardOutput.write(Data("ready\n".utf8))
        try await group.run()
        await client.close()
    }

    /// Parsing is not counted.
    private static func replay(_ files: some Collection<String>, repetitions: Int) async throws {
        let replayer = try Replayer { benchmarkRegistrations }
        let histories = try files.map { file in
            let content = Bytes([UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))
            return try file.hasSuffix(".json") ? WorkflowHistory(json: content) : WorkflowHistory(binary: content)
        }
        let events = histories.reduce(0) { $0 + $1.count }
        for _ in 0..<repetitions {
            let before = processorSeconds
            for history in histories { try await replayer.replay(history) }
            print(events, processorSeconds - before)
        }
    }

    /// The CPU seconds of all threads of this process, of its own and in the kernel.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
