// The worker processes of a run: one that lives as long as the run does, and one that is killed again and again.

import Foundation
import Synchronization
import TestSupport

/// A process of `kitchen-sink-worker`.
final class SinkWorker: Sendable {
    /// What a log says where a history does not fit the code.
    static let nondeterminism = "TMPRL1100"

    private let address: String
    private let taskQueue: String
    private let log: URL
    private let peer: Mutex<Peer>

    init(address: String, taskQueue: String, cached: Int) async throws {
        self.address = address
        self.taskQueue = taskQueue
        log = try Repository.scratchFile("kitchen-sink.log")
        peer = Mutex(try Self.launch(address, taskQueue, cached, log))
        _ = try await peer.withLock { $0 }.line { $0 == "ready" }
    }

    /// The soak's is optimised, so that its memory is that of a worker as it runs in production.
    private static let program =
        ProcessInfo.processInfo.environment["KITCHEN_SINK_WORKER"] ?? Repository.executable("kitchen-sink-worker")

    private static func launch(_ address: String, _ taskQueue: String, _ cached: Int, _ log: URL) throws -> Peer {
        let errors = try FileHandle(forWritingTo: log)
        try errors.seekToEnd()
        return try Peer(
            [program],
            environment: [
                "TEMPORAL_ADDRESS": address, "TEMPORAL_TASK_QUEUE": taskQueue,
                "TEMPORAL_CACHED_WORKFLOWS": "\(cached)", "TMPDIR": try Repository.scratch.get().path,
            ], standardError: errors)
    }

    /// Kills the process (SIGKILL) and starts another, which keeps `cached` runs in memory.
    func kill(thenCaching cached: Int) async throws {
        let old = peer.withLock { $0 }
        old.kill()
        let status = try await old.exit()
        guard status == 128 + SIGKILL else {
            throw Peer.Failure(description: "the worker ended by itself, with \(status), before it was killed")
        }
        let new = try Self.launch(address, taskQueue, cached, log)
        peer.withLock { $0 = new }
        _ = try await new.line { $0 == "ready" }
    }

    /// Stops the process, which must end as it should.
    func stop() async throws {
        let last = peer.withLock { $0 }
        last.send(signal: SIGTERM)
        let status = try await last.exit(within: .seconds(60))
        guard status == 0 else { throw Peer.Failure(description: "the worker ended with \(status)") }
    }

    /// The process's id, by which histories name it.
    var processID: Int32 { peer.withLock { $0.processID } }

    /// The memory that the process has, in bytes.
    var residentBytes: Int {
        get throws {
            let text = try String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
            for line in text.split(separator: "\n") where line.hasPrefix("VmRSS:") {
                let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
                return (kilobytes ?? 0) * 1_024
            }
            return 0
        }
    }

    /// The lines of the log that tell of a workflow task that this side failed. Histories have not all of them: the server keeps no
    /// event of a second attempt's failure.
    func failures() throws -> [String] {
        try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init).filter {
            $0.contains(Self.nondeterminism) || $0.contains("workflow task failed")
        }
    }
}
