// Times and durations as ProtoJSON writes them: RFC 3339 for points in time, in the years 1 to 9999 and with at most nine digits
// after the point; seconds with an `s` for durations.

extension Timestamp {
    private static let first = Timestamp(seconds: -62_135_596_800)
    private static let last = Timestamp(seconds: 253_402_300_799, nanoseconds: 999_999_999)

    /// The time as ProtoJSON writes it; what lies outside the years 1 to 9999 as the nearest time within them.
    package var protoJSON: String {
        min(max(self, Self.first), Self.last).rfc3339 ?? ""
    }

    /// The time that `protoJSON` says, in any offset from UTC; nil where it says none in the years 1 to 9999. The official
    /// libraries are stricter than RFC 3339: capital letters only, a point and no comma, at most nanoseconds.
    package init?(protoJSON text: String) {
        let digits = text.split(separator: ".", maxSplits: 1).dropFirst().first?.prefix(while: \.isNumber).count
        guard !text.utf8.contains(where: { [UInt8]("tz ,".utf8).contains($0) }), digits.map({ $0 <= 9 }) ?? true,
            let time = Timestamp(rfc3339: text), time >= Self.first, time <= Self.last
        else { return nil }
        self = time
    }
}

extension Duration {
    /// The duration as ProtoJSON writes it, such as `1.500s`.
    package var protoJSON: String {
        let parts = SecondsAndNanos(self)
        let sign = parts.seconds < 0 || parts.nanos < 0 ? "-" : ""
        return "\(sign)\(parts.seconds.magnitude)\(fraction(abs(parts.nanos)))s"
    }

    /// The duration that `protoJSON` says; nil where it says none that 64 bits of seconds can hold.
    package init?(protoJSON: String) {
        var text = TextCursor(protoJSON)
        let isNegative = text.take("-")
        guard let seconds = text.integer(), let nanoseconds = text.fraction(), text.take("s"), text.isAtEnd else {
            return nil
        }
        let magnitude = Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)
        self.init(clampedNanoseconds: isNegative ? -magnitude : magnitude)
    }
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

private func fraction(_ nanoseconds: Int32) -> String {
    if nanoseconds == 0 { return "" }
    if nanoseconds % 1_000_000 == 0 { return "." + padded(Int64(nanoseconds / 1_000_000), 3) }
    if nanoseconds % 1000 == 0 { return "." + padded(Int64(nanoseconds / 1000), 6) }
    return "." + padded(Int64(nanoseconds), 9)
}

/// A place in an ASCII text that moves forward over what it takes.
private struct TextCursor {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }

    /// One digit or more.
    mutating func integer() -> Int64? {
        guard var value = digit() else { return nil }
        while let digit = digit() {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// Nothing, or a point and one to nine digits, as nanoseconds.
    mutating func fraction() -> Int32? {
        guard take(".") else { return 0 }
        var value: Int32 = 0
        var scale: Int32 = 100_000_000
        var count = 0
        while let digit = digit() {
            guard count < 9 else { return nil }
            value += Int32(digit) * scale
            scale /= 10
            count += 1
        }
        return count > 0 ? value : nil
    }
}
