// What the environment, and a `.env` file below it, say. Values are read one by one, mistakes are gathered, and all of them are named
// at once, with what was expected; never the value of a secret.

import Foundation
import Logging
import TemporalCore

/// Reads settings by name. An empty value counts as none.
public struct SettingsReader {
    private let values: [String: String]
    private var mistakes: [String]

    /// Reads `environment`, and the lines of `file` (the text of a `.env` file) where the environment says nothing.
    public init(environment: [String: String], file: String = "") {
        let dotEnv = DotEnv(file)
        values = dotEnv.values.merging(environment) { _, new in new }
        mistakes = dotEnv.mistakes
    }

    /// Notes that a setting is wrong.
    public mutating func note(_ mistake: String) {
        mistakes.append(mistake)
    }

    /// Ends the reading.
    ///
    /// - Throws: ``SettingsError`` with every mistake.
    public func check() throws(SettingsError) {
        if !mistakes.isEmpty { throw SettingsError(mistakes: mistakes) }
    }

    /// The value of `name`, or nil.
    public func value(_ name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The value of `name`, one line, or `fallback`.
    public mutating func line(_ name: String, _ fallback: String) -> String {
        guard let value = value(name) else { return fallback }
        if value.contains(where: \.isNewline) { note("\(name) has a line break: expected one line") }
        return value
    }

    /// The name of a task queue; an empty one is a mistake.
    public mutating func taskQueue(_ name: String, _ fallback: String) -> String {
        let value = values[name] ?? fallback
        if value.isEmpty || value.utf8.count > 1_000 || value.contains(where: \.isNewline) {
            note("\(name) is '\(value)': expected the name of a task queue, one line of 1 to 1000 bytes")
        }
        return value
    }

    /// A whole number within `range`, or `fallback`.
    public mutating func integer(_ name: String, _ fallback: Int, in range: ClosedRange<Int>) -> Int {
        guard let value = value(name) else { return fallback }
        if let number = Int(value), range.contains(number) { return number }
        note("\(name) is '\(value)': expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        return fallback
    }

    /// A TCP port, or `fallback`.
    public mutating func port(_ name: String, _ fallback: Int) -> Int {
        integer(name, fallback, in: 1...65_535)
    }

    /// A time such as `500ms`, `30s`, `5m`, `24h` or `2d`, above zero, or `fallback`.
    public mutating func duration(_ name: String, _ fallback: Duration) -> Duration {
        guard let value = value(name) else { return fallback }
        let digits = value.prefix { $0.isASCII && $0.isNumber }
        let units = ["ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        if let number = Int64(digits), (1...1_000_000).contains(number),
            let unit = units[String(value.dropFirst(digits.count))]
        {
            return .milliseconds(number * Int64(unit))
        }
        note("\(name) is '\(value)': expected a time such as 500ms, 30s, 5m, 24h or 2d")
        return fallback
    }

    /// One of the cases of `Value`, or `fallback`.
    public mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ name: String, _ fallback: Value
    ) -> Value where Value.RawValue == String {
        guard let value = value(name) else { return fallback }
        if let known = Value(rawValue: value.lowercased()) { return known }
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        note("\(name) is '\(value)': expected one of \(names)")
        return fallback
    }

    /// A secret: the value of `name`, or what the file that `NAME_FILE` names contains, without the line break at its end.
    public mutating func secret(_ name: String) -> String? {
        if let value = value(name) {
            if self.value("\(name)_FILE") != nil { note("\(name) and \(name)_FILE are both set: expected one of them") }
            return value
        }
        guard let path = value("\(name)_FILE") else { return nil }
        guard let text = SecretFile.text(path) else {
            note("\(name)_FILE is '\(path)': expected a file that can be read")
            return nil
        }
        return text
    }

    /// The path of a file that can be read, or nil.
    public mutating func file(_ name: String) -> String? {
        guard let path = value(name) else { return nil }
        if !FileManager.default.isReadableFile(atPath: path) {
            note("\(name) is '\(path)': expected a file that can be read")
        }
        return path
    }

    /// What `prefix` and the variables `prefix_…` say of TLS, as those of `TEMPORAL_TLS` do; nil is plaintext.
    public mutating func tls(_ prefix: String) -> TLSOptions? {
        let read = TLSOptions.reading(values, prefix: prefix)
        for mistake in read.mistakes { note(mistake) }
        return read.options
    }

    /// A host and a port, or `fallback`.
    public mutating func target(_ name: String, _ fallback: Target) -> Target {
        guard let value = value(name) else { return fallback }
        if let target = Target(value, defaultPort: fallback.port) { return target }
        note("\(name) is '\(value)': expected host:port, such as \(fallback)")
        return fallback
    }

    /// How to reach the Temporal server.
    mutating func connection() -> ConnectionOptions {
        do {
            return try ConnectionOptions(environment: values)
        } catch {
            for mistake in error.mistakes { note(mistake) }
            return ConnectionOptions()
        }
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
