// The command line that the worker executables share: help, settings, and the exit codes of sysexits(3).

import ArgumentParser
import Foundation
import Logging
import WorkerHost

/// What every worker's help says of its settings and its end.
public enum WorkerHelp {
    /// The variables of a connection to the Temporal server, and those of every process.
    public static let connection = """
          TEMPORAL_ADDRESS               the server's host and port (default 127.0.0.1:7233)
          TEMPORAL_NAMESPACE             the namespace (default "default")
          TEMPORAL_API_KEY, TEMPORAL_API_KEY_FILE
                                         an API key to send, or a file that holds it
          TEMPORAL_GRPC_META_SOME_NAME   metadata to send with every call, as some-name
          TEMPORAL_TLS                   true or false: TLS on or off (default: on with an API key or certificates)
          TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH
                                         PEM files: whom to trust, and who this worker is
          TEMPORAL_TLS_SERVER_CA_CERT_DATA, TEMPORAL_TLS_CLIENT_CERT_DATA, TEMPORAL_TLS_CLIENT_KEY_DATA
                                         the PEM text itself, instead of a file
          TEMPORAL_TLS_SERVER_NAME       the name that the server's certificate must bear
          LOG_LEVEL                      trace, debug, info, notice, warning, error or critical (default info)
          SHUTDOWN_TIMEOUT               how long what runs may take to end when the worker is stopped (default 30s)
        """

    /// Where settings come from.
    public static let beginning = """
        Settings come from the environment, and from the file .env in the working directory where the environment \
        says nothing:
        """

    /// How a worker ends.
    public static let end = """
        SIGTERM and SIGINT stop the worker: it takes no more work, finishes what runs within SHUTDOWN_TIMEOUT, and exits with 0; \
        a second signal ends it at once. A bad setting is named and ends it with 64, such as a \
        certificate that cannot be used or a TEMPORAL_TLS_* that is not listed here (there is no \
        TEMPORAL_TLS_DISABLE_HOST_VERIFICATION).
        """
}

/// Reads what `read` reads, from the environment and `.env`; mistakes are written to standard error and end the process with 64.
///
/// - Throws: `ExitCode` (64) where a setting is wrong.
public func readSettings<Value>(_ read: (inout SettingsReader) -> Value) throws -> Value {
    do {
        var reader = SettingsReader(environment: ProcessInfo.processInfo.environment, file: try dotEnv())
        let value = read(&reader)
        try reader.check()
        return value
    } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        throw ExitCode(EX_USAGE)
    }
}

private func dotEnv() throws(SettingsError) -> String {
    guard FileManager.default.fileExists(atPath: ".env") else { return "" }
    do {
        return try String(contentsOfFile: ".env", encoding: .utf8)
    } catch {
        throw SettingsError(mistakes: [".env cannot be read: \(error.localizedDescription)"])
    }
}
