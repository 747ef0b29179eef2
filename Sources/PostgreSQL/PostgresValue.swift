// Values on their way to the server and back, all in PostgreSQL's text format: it is documented, stable, and spares a second
// encoding of every type.

import TemporalCore

/// A value that a statement takes as a parameter and a row gives back.
public protocol PostgresValue: Sendable {
    /// The value in PostgreSQL's text format.
    ///
    /// - Throws: ``PostgresError`` (`statement`) where the format has no way to write it.
    var postgresText: String { get throws(PostgresError) }
    /// The value that `postgresText` writes; nil where it is none.
    init?(postgresText: String)
}

extension String: PostgresValue {
    /// The text itself.
    public var postgresText: String { self }
    /// The text itself.
    public init?(postgresText: String) { self = postgresText }
}

extension Int: PostgresValue {
    /// The decimal digits.
    public var postgresText: String { String(self) }
    /// The number in decimal digits.
    public init?(postgresText: String) { self.init(postgresText) }
}

extension Bool: PostgresValue {
    /// `t` or `f`.
    public var postgresText: String { self ? "t" : "f" }
    /// True for `t`, false for `f`.
    public init?(postgresText: String) {
        guard postgresText == "t" || postgresText == "f" else { return nil }
        self = postgresText == "t"
    }
}

extension Timestamp: PostgresValue {
    /// RFC 3339, which `timestamptz` reads.
    ///
    /// - Throws: ``PostgresError`` (`statement`) outside the years 1 to 9999.
    public var postgresText: String {
        get throws(PostgresError) {
            guard let rfc3339 else {
                throw PostgresError(
                    .statement, "the time \(self) is outside the years 1 to 9999, and cannot be written")
            }
            return rfc3339
        }
    }
    /// A `timestamptz` as a session in UTC writes it: `2026-11-22 05:45:43.12+00`.
    public init?(postgresText: String) {
        guard postgresText.hasSuffix("+00") else { return nil }
        self.init(rfc3339: postgresText.dropLast(3).split(separator: " ").joined(separator: "T") + "Z")
    }
}

extension PostgresValue where Self: RawRepresentable, RawValue == String {
    /// The raw value.
    public var postgresText: String { rawValue }
    /// The case of this raw value.
    public init?(postgresText: String) { self.init(rawValue: postgresText) }
}

extension Array: PostgresValue where Element: PostgresValue {
    /// An array's elements in quotes: `{"a","b"}`.
    ///
    /// - Throws: ``PostgresError`` (`statement`) where an element cannot be written.
    public var postgresText: String {
        get throws(PostgresError) {
            var elements: [String] = []
            for element in self {
                var text = "\"".unicodeScalars
                // Not by characters: a quote and the accent after it are one character, and still a quote to the server.
                for scalar in try element.postgresText.unicodeScalars {
                    if scalar == "\"" || scalar == "\\" { text.append("\\") }
                    text.append(scalar)
                }
                text.append("\"")
                elements.append(String(text))
            }
            return "{" + elements.joined(separator: ",") + "}"
        }
    }

    /// Nothing: arrays are read as rows (`unnest`).
    public init?(postgresText: String) { nil }
}
