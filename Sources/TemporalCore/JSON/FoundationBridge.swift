// FoundationBridge: the only file that knows Foundation's types, and it takes only its essentials. Its values are written as
// other languages write theirs: `Date` as RFC 3339, `Data` as base64, `URL` and `UUID` as strings, `Decimal` as a number.
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

enum FoundationBridge {
    /// Writes `value` if it is of one of Foundation's types; says whether it was.
    static func encode<T>(_ value: T, _ type: T.Type, _ encoding: JSONEncoding) throws -> Bool {
        if type == Date.self, let date = value as? Date {
            guard let text = date.rfc3339 else { throw encoding.invalid(value, Timestamp.unwritable) }
            encoding.output.writer.plainString(text.utf8)
        } else if type == Data.self, let data = value as? Data {
            encoding.output.writer.plainString(Base64.encode(data))
        } else if type == UUID.self, let uuid = value as? UUID {
            encoding.output.writer.plainString(uuid.uuidString.utf8)
        } else if type == URL.self, let url = value as? URL {
            encoding.output.writer.string(url.absoluteString)
        } else if type == Decimal.self, let decimal = value as? Decimal {
            guard decimal.isFinite else { throw encoding.invalid(value, "NaN cannot be written as JSON") }
            encoding.output.writer.verbatim(decimal.description)
        } else {
            return false
        }
        return true
    }

    /// The value at the place of `decoding` if `type` is one of Foundation's, or nil.
    static func decode<T>(_ type: T.Type, _ decoding: JSONDecoding) throws -> T? {
        let index = decoding.index
        if type == Date.self { return Date(try decoding.timestamp(at: index)) as? T }
        if type == Data.self { return Data(try decoding.bytes(at: index)) as? T }
        if type == UUID.self {
            let text = try decoding.string(at: index)
            guard let uuid = UUID(uuidString: text) else {
                throw decoding.corrupted("expected a UUID, found \"\(text.prefix(40))\"", at: index)
            }
            return uuid as? T
        }
        if type == URL.self {
            let text = try decoding.string(at: index)
            guard let url = URL(string: text) else {
                throw decoding.corrupted("expected a URL, found \"\(text.prefix(80))\"", at: index)
            }
            return url as? T
        }
        if type == Decimal.self {
            try decoding.expect(.number, type, "a number", at: index)
            let text = decoding.document.string(at: index)
            guard let decimal = Decimal(string: text), decimal.isFinite else {
                throw decoding.corrupted("expected a number that fits Decimal, found \(text.prefix(60))", at: index)
            }
            return decimal as? T
        }
        return nil
    }

    /// The bytes of `value` if it is `Data` (or an optional one that is not nil), or nil.
    static func bytes<T>(of value: T) -> Bytes? {
        guard T.self == Data.self || T.self == Data?.self else { return nil }
        return (value as? Data).map { Bytes($0) }
    }

    /// `bytes` as a `T` if that is `Data` (or an optional one), or nil.
    static func data<T>(_ bytes: Bytes, as type: T.Type) -> T? {
        guard type == Data.self || type == Data?.self else { return nil }
        return Data(bytes) as? T
    }

    /// What an error says of itself to people, if it is one of those that do.
    static func message(of error: any Error) -> String? {
        (error as? any LocalizedError)?.errorDescription
    }
}

extension Date {
    /// The date that is `time`, as exactly as a date can be.
    public init(_ time: Timestamp) {
        let seconds = Double(time.seconds) - Date.timeIntervalBetween1970AndReferenceDate
        self.init(timeIntervalSinceReferenceDate: seconds + Double(time.nanoseconds) / 1e9)
    }

    // A date is a Double; it is written in as many digits of the second (none, 3, 6 or 9) as bring the same date back. Only in
    // the months around 2001, where a Double counts finer than nanoseconds, may 9 be too few.
    fileprivate var rfc3339: String? {
        guard abs(timeIntervalSinceReferenceDate) < 1e12 else { return nil }
        for digits in [1e3, 1e6] {
            let time = Timestamp(self, unitsPerSecond: digits)
            if Date(time) == self { return time.rfc3339 }
        }
        return Timestamp(self).rfc3339
    }
}

extension Timestamp {
    /// The time that is `date`, to the nanosecond. Dates beyond what a timestamp holds become the first or last one.
    public init(_ date: Date) {
        self.init(date, unitsPerSecond: 1e9)
    }

    fileprivate init(_ date: Date, unitsPerSecond: Double) {
        let interval = date.timeIntervalSinceReferenceDate
        guard abs(interval) < 9e18 else {
            self.init(seconds: interval > 0 ? .max : .min)
            return
        }
        let whole = interval.rounded(.down)
        let units = ((interval - whole) * unitsPerSecond).rounded()
        let (seconds, _) = Int64(whole).addingReportingOverflow(Int64(Date.timeIntervalBetween1970AndReferenceDate))
        self.init(seconds: seconds, nanoseconds: Int32(units * (1e9 / unitsPerSecond)))
    }
}
