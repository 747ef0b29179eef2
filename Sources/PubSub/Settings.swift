// Settings: what the environment, and a `.env` file below it, say about the server and the task queues. All mistakes are
// named at once, with what was expected.

import Logging
import TemporalCore

/// The settings of a pub/sub worker.
public struct Settings: Sendable {
    /// How to reach the server.
    public var connection: ConnectionOptions
    /// The primary worker's task queue.
    public var taskQueue: String
    /// The secondary worker's task queue.
    public var taskQueueSecondary: String
    /// The least severe messages that are logged.
    public var logLevel: Logger.Level

    /// Reads the settings from `environment`, and from the lines of `file` (the text of a `.env` file) where the environment
    /// says nothing.
    ///
    /// - Throws: ``SettingsError`` with every mistake.
    public init(environment: [String: String], file: String = "") throws(SettingsError) {
        let dotEnv = DotEnv(file)
        var mistakes = dotEnv.mistakes
        let values = dotEnv.values.merging(environment) { _, new in new }
        func queue(_ name: String, _ fallback: String) -> String {
            let value = values[name] ?? fallback
            if value.isEmpty || value.utf8.count > 1_000 || value.contains(where: \.isNewline) {
                mistakes.append("\(name) is '\(value)': expected the name of a task queue, one line of 1 to 1000 bytes")
            }
            return value
        }
        taskQueue = queue("TEMPORAL_TASK_QUEUE", "pubsub-task-queue")
        taskQueueSecondary = queue("TEMPORAL_TASK_QUEUE_SECONDARY", "pubsub-task-queue-secondary")
        let level = values["LOG_LEVEL"] ?? "info"
        logLevel = .info
        if let known = Logger.Level(rawValue: level.lowercased()) {
            logLevel = known
        } else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            mistakes.append("LOG_LEVEL is '\(level)': expected one of \(names)")
        }
        connection = ConnectionOptions()
        do {
            connection = try ConnectionOptions(environment: values)
        } catch {
            mistakes.append(error.description)
        }
        if !mistakes.isEmpty { throw SettingsError(mistakes: mistakes) }
    }
}

/// What is wrong with the settings.
public struct SettingsError: Error, CustomStringConvertible {
    /// Each mistake, with the variable's name and what was expected.
    public let mistakes: [String]

    /// An error of `mistakes`.
    public init(mistakes: [String]) {
        self.mistakes = mistakes
    }

    /// The mistakes, one a line.
    public var description: String {
        mistakes.joined(separator: "\n")
    }
}
