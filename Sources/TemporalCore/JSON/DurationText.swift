// Durations in payloads. SDKs do not agree on them, so: written as a JSON number of seconds (`1.5`), which is what Jackson's
// and Ruby's defaults, Python's `total_seconds()` and Pydantic's fields exchange; read as such a number, as ProtoJSON's
// `"1.5s"`, or as ISO 8601's `"PT1.5S"`, which Pydantic and java.time write. No digit is lost down to the attosecond.

enum DurationText {
    private static let second: Int128 = 1_000_000_000_000_000_000

    /// `duration` as a number of seconds.
    static func seconds(_ duration: Duration) -> String {
        let (whole, rest) = duration.attoseconds.quotientAndRemainder(dividingBy: second)
        guard rest != 0 else { return String(whole) }
        var digits = String(rest.magnitude)
        digits = String(repeating: "0", count: 18 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return (duration < .zero ? "-" : "") + "\(whole.magnitude).\(digits)"
    }

    /// The duration of as many seconds as the number `text` says; nil where it is no number or too large.
    static func duration(seconds text: UnsafeRawBufferPointer) -> Duration? {
        scaled(text, by: 1)
    }

    /// The duration that `text` writes as `1.5s` or `PT1.5S`; nil where it does not.
    static func duration(_ text: String) -> Duration? {
        let text = Array(text.utf8)
        if text.last == UInt8(ascii: "s") {
            return text.dropLast().withUnsafeBytes {
                isDecimal($0.dropFirst($0.first == UInt8(ascii: "-") ? 1 : 0)) ? scaled($0, by: 1) : nil
            }
        }
        let isNegative = text.first == UInt8(ascii: "-")
        guard let total = iso8601(text[(isNegative ? 1 : 0)...]) else { return nil }
        return isNegative ? .zero - total : total
    }

    private static func iso8601(_ text: ArraySlice<UInt8>) -> Duration? {
        guard text.first == UInt8(ascii: "P") else { return nil }
        var rest = text.dropFirst()
        var total = Int128(0)
        var isTime = false
        var hasParts = false
        while let first = rest.first {
            if first == UInt8(ascii: "T"), !isTime {
                isTime = true
                rest.removeFirst()
                continue
            }
            let number = rest.prefix { $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") }
            rest = rest.dropFirst(number.count)
            guard isDecimal(number), let unit = rest.popFirst() else { return nil }
            let scale: Int128
            switch (unit, isTime) {
            case (UInt8(ascii: "W"), false): scale = 604_800
            case (UInt8(ascii: "D"), false): scale = 86_400
            case (UInt8(ascii: "H"), true): scale = 3600
            case (UInt8(ascii: "M"), true): scale = 60
            case (UInt8(ascii: "S"), true): scale = 1
            default: return nil
            }
            guard let part = number.withUnsafeBytes({ scaled($0, by: scale) }) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part.attoseconds)
            guard !overflow else { return nil }
            total = sum
            hasParts = true
        }
        return hasParts ? duration(total) : nil
    }

    private static func isDecimal(_ text: some Collection<UInt8>) -> Bool {
        !text.isEmpty && text.first != UInt8(ascii: ".")
            && text.allSatisfy { $0 &- UInt8(ascii: "0") < 10 || $0 == UInt8(ascii: ".") }
    }

    // `text` times `scale` seconds, cut off below the attosecond.
    private static func scaled(_ text: UnsafeRawBufferPointer, by scale: Int128) -> Duration? {
        guard let decimal = JSONNumber.Decimal(text) else { return nil }
        let shift = decimal.exponent + 18
        let count = decimal.digits.count + shift
        guard count <= 39 else { return nil }
        var attoseconds: Int128 = 0
        for index in 0..<max(count, 0) {
            let digit = index < decimal.digits.count ? Int128(decimal.digits[index]) : 0
            let (product, overflow) = attoseconds.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            attoseconds = sum
        }
        let (total, overflow) = attoseconds.multipliedReportingOverflow(by: decimal.isNegative ? -scale : scale)
        return overflow ? nil : duration(total)
    }

    // Nil beyond the seconds that fit in 64 bits: `components`, and with it most arithmetic, traps on more.
    private static func duration(_ attoseconds: Int128) -> Duration? {
        (attoseconds / second).magnitude <= UInt128(Int64.max) ? Duration(attoseconds: attoseconds) : nil
    }
}
