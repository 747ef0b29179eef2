// Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats): names, labels, numbers and their escapes.

/// A text in the format, line by line.
struct PrometheusText: Sendable {
    /// What was written so far.
    private(set) var value = ""

    /// Begins a metric.
    mutating func begin(_ name: String, type: String, help: String) {
        value += "# HELP \(name) \(Self.escape(help, quotes: false))\n# TYPE \(name) \(type)\n"
    }

    /// Writes a value of the metric that was begun.
    mutating func sample(_ name: String, _ labels: String, _ number: Double) {
        sample(name, labels, text: Self.number(number))
    }

    /// Writes a count of the metric that was begun.
    mutating func sample(_ name: String, _ labels: String, _ count: UInt64) {
        sample(name, labels, text: String(count))
    }

    private mutating func sample(_ name: String, _ labels: String, text: String) {
        value += labels.isEmpty ? "\(name) \(text)\n" : "\(name){\(labels)} \(text)\n"
    }

    /// `label` as a name, with `suffix` at its end.
    static func name(_ label: String, suffix: String = "") -> String {
        let name = identifier(label)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// The labels of a series, ordered by name; of two with one name the last counts. Names that Prometheus keeps for itself are
    /// set between single `_`.
    static func labels(_ dimensions: [(String, String)], in type: MetricType = .gauge) -> String {
        var values: [String: String] = [:]
        for (name, value) in dimensions {
            let name = identifier(name)
            let isReserved = name.hasPrefix("__") || (name == "le" && type == .histogram)
            values[isReserved ? "_\(name.drop { $0 == "_" })_" : name] = value
        }
        return values.sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(escape($0.value, quotes: true))\"" }.joined(separator: ",")
    }

    /// A number as Prometheus reads it.
    static func number(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return String(whole) }
        return number.description
    }

    /// `text` with everything but ASCII letters, digits and `_` replaced, and no digit first.
    private static func identifier(_ text: String) -> String {
        var bytes = text.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                byte
            default: UInt8(ascii: "_")
            }
        }
        let mayBegin = bytes.first.map { $0 > UInt8(ascii: "9") } ?? false
        if !mayBegin { bytes.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func escape(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || ($0 == 0x22 && quotes) }) else { return text }
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x5C: escaped += "\\\\".utf8
            case 0x0A: escaped += "\\n".utf8
            case 0x22 where quotes: escaped += "\\\"".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
