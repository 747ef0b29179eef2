// A server program that answers.

import Logging
import TemporalCore

/// A server program on a port of its own, and a client of it.
struct RunningServer {
    let client: TemporalClient
    let address: String
    let process: ServerProcess

    /// Starts the program at `path` with what `arguments` says for a port, and returns when `answers` does not throw any more.
    ///
    /// - Throws: ``TestServerError`` where it has not answered within a minute, three times.
    static func start(
        _ path: String, converter: DataConverter, logger: Logger, arguments: (Int) -> [String],
        answers: (TemporalClient) async throws -> Void
    ) async throws -> RunningServer {
        // Another process may take the port before the server does.
        var attempts = 0
        while true {
            attempts += 1
            let port = try ServerProcess.freePort()
            let process = try ServerProcess(path, arguments(port))
            var options = ConnectionOptions()
            options.target = Target(host: "127.0.0.1", port: port)
            let client = TemporalClient(options, converter: converter, logger: logger)
            let server = RunningServer(client: client, address: "127.0.0.1:\(port)", process: process)
            do {
                try await server.wait(until: answers)
                return server
            } catch {
                await client.close()
                process.stop()
                if attempts == 3 { throw error }
            }
        }
    }

    private func wait(until answers: (TemporalClient) async throws -> Void) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                try await answers(client)
                if process.isRunning { return }
                throw TestServerError(description: "another server has taken the port")
            } catch {
                if !process.isRunning || ContinuousClock.now > deadline {
                    throw TestServerError(
                        description: "the server does not answer at \(address): \(error)\n\(process.output)")
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}

/// Why a test server could not be used.
public struct TestServerError: Error, CustomStringConvertible {
    /// What happened and what to do.
    public let description: String
}
