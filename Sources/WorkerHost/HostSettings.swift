// What every worker process must know, whichever systems it hosts.

import Logging
import TemporalCore

/// The settings of a worker process.
public struct HostSettings: Sendable {
    /// How to reach the Temporal server.
    public var connection: ConnectionOptions
    /// The least severe messages that are logged.
    public var logLevel: Logger.Level
    /// How long what runs may take to end when the process is told to stop.
    public var shutdownTimeout: Duration

    /// Reads the settings; mistakes are noted in `reader`.
    public init(_ reader: inout SettingsReader) {
        logLevel = reader.choice("LOG_LEVEL", Logger.Level.info)
        shutdownTimeout = reader.duration("SHUTDOWN_TIMEOUT", .seconds(30))
        connection = reader.connection()
    }
}
