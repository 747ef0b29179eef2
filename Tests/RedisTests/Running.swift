// A client that runs until a test stops it, and what it logged.

import Logging
import Redis
import ServiceLifecycle
import Synchronization
import TestSupport

/// A running client.
struct Running: Sendable {
    let client: RedisClient
    let log = LogRecorder()
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    /// A client of `server`, once it is connected.
    init(_ server: RedisServer, _ change: (inout RedisOptions) -> Void = { _ in }) async throws {
        self.init(port: server.port, change)
        try await eventually { [client] in client.isConnected }
    }

    init(port: Int, host: String = "127.0.0.1", _ change: (inout RedisOptions) -> Void = { _ in }) {
        var options = RedisOptions(host: host, port: UInt16(clamping: port))
        // The machine may be busy, and time is the subject of some tests only, which say so.
        options.commandTimeout = .seconds(30)
        change(&options)
        client = RedisClient(options, logger: log.logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: client)], logger: Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }))
        self.group = group
        running = Task { try await group.run() }
    }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value(within: .seconds(30))
    }
}

/// Keeps what was logged.
final class LogRecorder: Sendable {
    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            recorder.lines.withLock { $0.append(event.message.description) }
        }
    }

    private let lines = Mutex<[String]>([])

    var logger: Logger { Logger(label: "test") { _ in Handler(recorder: self) } }

    func contains(_ text: String) -> Bool { count(text) > 0 }

    /// How many messages contain `text`.
    func count(_ text: String) -> Int { lines.withLock { $0.count { $0.contains(text) } } }
}
