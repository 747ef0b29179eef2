// The command line that the worker executables share: help, settings, and the exit codes of sysexits(3).

import ArgumentParser
import Foundation
import Logging
import PubSub

/// A worker executable: settings from the environment and `.env`, then its worker.
public protocol WorkerCommand: AsyncParsableCommand {
    /// The executable's name.
    static var name: String { get }
    /// What the executable does, in a line.
    static var abstract: String { get }

    /// Runs the worker until it is told to stop.
    func run(_ settings: Settings) async throws
}

extension WorkerCommand {
    /// The help text, with every variable.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: name, abstract: abstract,
            discussion: """
                Settings come from the environment, and from the file .env in the working directory where the environment \
                says nothing:

                  TEMPORAL_ADDRESS               the server's host and port (default 127.0.0.1:7233)
                  TEMPORAL_NAMESPACE             the namespace (default "default")
                  TEMPORAL_TASK_QUEUE            the primary task queue (default pubsub-task-queue)
                  TEMPORAL_TASK_QUEUE_SECONDARY  the secondary task queue (default pubsub-task-queue-secondary)
                  TEMPORAL_API_KEY               an API key to send
                  TEMPORAL_TLS                   true or false: TLS on or off (default: on with an API key or certificates)
                  TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH
                                                 PEM files: whom to trust, and who this worker is
                  TEMPORAL_TLS_SERVER_CA_CERT_DATA, TEMPORAL_TLS_CLIENT_CERT_DATA, TEMPORAL_TLS_CLIENT_KEY_DATA
                                                 the PEM text itself, instead of a file
                  TEMPORAL_TLS_SERVER_NAME       the name that the server's certificate must bear
                  LOG_LEVEL                      trace, debug, info, notice, warning, error or critical (default info)

                SIGTERM and SIGINT stop the worker: it takes no more work, finishes what runs within 30 s, and exits with 0; \
                a second signal ends it at once. A bad setting is named and ends it with 64, such as a \
                certificate that cannot be used or a TEMPORAL_TLS_* that is not listed here (there is no \
                TEMPORAL_TLS_DISABLE_HOST_VERIFICATION).
                """)
    }

    /// Reads the settings and runs the worker.
    public func run() async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardOutput)
        let settings: Settings
        do {
            settings = try Settings(environment: ProcessInfo.processInfo.environment, file: dotEnv())
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(EX_USAGE)
        }
        try await run(settings)
    }

    private func dotEnv() throws(SettingsError) -> String {
        guard FileManager.default.fileExists(atPath: ".env") else { return "" }
        do {
            return try String(contentsOfFile: ".env", encoding: .utf8)
        } catch {
            throw SettingsError(mistakes: [".env cannot be read: \(error.localizedDescription)"])
        }
    }
}
