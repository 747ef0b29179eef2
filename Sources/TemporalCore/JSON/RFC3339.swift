// RFC 3339: how points in time are written in JSON, such as `2024-02-29T12:30:00.25Z`. The zone is required: a time
// without one means different moments to sender and receiver.

extension Timestamp {
    /// The time as RFC 3339 in UTC, with as many digits of the second as needed (none, 3, 6 or 9); nil for times outside the
    /// years 1 to 9999, which RFC 3339 cannot write.
    public var rfc3339: String? {
        guard seconds >= -62_135_596_800, seconds <= 253_402_300_799 else { return nil }
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = seconds - day * 86_400
        let date = Calendar.date(ofDay: day)
        var text: [UInt8] = []
        text.reserveCapacity(30)
        func append(_ value: Int64, digits: Int) {
            var divisor: Int64 = 1
            for _ in 1..<digits { divisor *= 10 }
            while divisor > 0 {
                text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
                divisor /= 10
            }
        }
        append(date.year, digits: 4)
        text.append(UInt8(ascii: "-"))
        append(date.month, digits: 2)
        text.append(UInt8(ascii: "-"))
        append(date.day, digits: 2)
        text.append(UInt8(ascii: "T"))
        append(second / 3600, digits: 2)
        text.append(UInt8(ascii: ":"))
        append(second / 60 % 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        append(second % 60, digits: 2)
        if nanoseconds != 0 {
            text.append(UInt8(ascii: "."))
            if nanoseconds % 1_000_000 == 0 {
                append(Int64(nanoseconds / 1_000_000), digits: 3)
            } else if nanoseconds % 1000 == 0 {
                append(Int64(nanoseconds / 1000), digits: 6)
            } else {
                append(Int64(nanoseconds), digits: 9)
            }
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The time that `text` writes as RFC 3339, with any offset; digits beyond nanoseconds are dropped. Nil where the text is
    /// no such time or has no offset.
    public init?(rfc3339 text: String) {
        var parser = RFC3339Parser(text: Array(text.utf8))
        guard let time = parser.parse() else { return nil }
        self = time
    }
}

extension Timestamp: CustomStringConvertible {
    /// The time as RFC 3339.
    public var description: String { rfc3339 ?? "\(seconds) s since 1970" }
}

extension Timestamp: Codable {
    /// Reads the time from an RFC 3339 string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: Self.expectation(butFound: text))
        }
        self = time
    }

    /// Writes the time as an RFC 3339 string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard let text = rfc3339 else {
            let context = EncodingError.Context(codingPath: encoder.codingPath, debugDescription: Self.unwritable)
            throw EncodingError.invalidValue(self, context)
        }
        try container.encode(text)
    }

    static let unwritable = "a time outside the years 1 to 9999 cannot be written as RFC 3339"

    static func expectation(butFound text: String) -> String {
        "expected a time with its zone, like 2024-02-29T12:30:00Z, found \"\(text.prefix(40))\""
    }
}

private struct RFC3339Parser {
    let text: [UInt8]
    private var position = 0

    init(text: [UInt8]) { self.text = text }

    mutating func parse() -> Timestamp? {
        guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
            take("T") || take("t") || take(" "),
            let hour = digits(2), take(":"), let minute = digits(2), take(":"), let second = digits(2),
            let nanoseconds = fraction(), let offset = offset(), position == text.count,
            year >= 1, (1...12).contains(month), day >= 1, day <= Calendar.days(inMonth: month, of: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Calendar.day(year: year, month: month, day: day)
        return Timestamp(
            seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset, nanoseconds: nanoseconds)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func digit() -> Int64? {
        guard position < text.count, text[position] &- UInt8(ascii: "0") < 10 else { return nil }
        position += 1
        return Int64(text[position - 1] - UInt8(ascii: "0"))
    }

    private mutating func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    // The nanoseconds after the point; zero where there is no point.
    private mutating func fraction() -> Int32? {
        guard take(".") || take(",") else { return 0 }
        var value: Int32 = 0
        var unit: Int32 = 100_000_000
        guard let first = digit() else { return nil }
        value = Int32(first) * unit
        while let digit = digit() {
            unit /= 10
            value += Int32(digit) * unit
        }
        return value
    }

    // The zone's distance from UTC in seconds.
    private mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

/// The proleptic Gregorian calendar, in days since 1970-01-01. Years begin in March inside, so that the leap day comes last.
private enum Calendar {
    private static let daysInEra: Int64 = 146_097

    static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - daysInEra + 1) / daysInEra
        let dayOfEra = shifted - era * daysInEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * daysInEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
