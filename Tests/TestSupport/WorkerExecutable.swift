// A worker executable as a process, in a folder of its own.

import Foundation

/// A running `worker` or `worker-secondary`, in a folder of its own, whose output is in a file.
public final class WorkerExecutable: Sendable {
    /// The process.
    public let peer: Peer
    private let file: URL

    /// Starts the executable `name` with `arguments`; `dotEnv` is the text of the `.env` file in its folder.
    public init(
        _ name: String, _ arguments: [String] = [], environment: [String: String] = [:], dotEnv: String? = nil
    ) throws {
        file = try Repository.scratchFile(name)
        let folder = file.appendingPathExtension("folder")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let dotEnv { try Data(dotEnv.utf8).write(to: folder.appendingPathComponent(".env")) }
        peer = try Peer(
            [
                "sh", "-c", #"cd "$1" && log=$2 && shift 2 && exec "$@" >"$log" 2>&1"#, "sh", folder.path, file.path,
                Repository.executable(name),
            ] + arguments, environment: environment)
    }

    /// What it has written.
    public var log: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

    /// Waits until it has written `text`.
    public func says(_ text: String, within limit: Duration = .seconds(30)) async throws {
        try? await eventually(within: limit) { log.contains(text) || !peer.isRunning }
        if !log.contains(text) {
            throw Peer.Failure(description: "the worker never wrote \"\(text)\": \(log.suffix(4_000))")
        }
    }

    /// Sends SIGTERM and returns the exit status.
    public func stop() async throws -> Int32 {
        peer.send(signal: SIGTERM)
        return try await peer.exit(within: .seconds(40))
    }

    /// The messages of its log, without times, levels and labels.
    public var messages: [String] {
        log.split(separator: "\n").map { line in
            guard let end = line.range(of: "] ") else { return String(line) }
            return String(line[end.upperBound...])
        }
    }
}
