// Timestamp: a point in time, as the wire has it, without Foundation. Its nanoseconds lie in 0..<1,000,000,000 always, and
// its arithmetic ends at the first or last point in time that it can hold instead of trapping.

/// A point in time in UTC, in nanoseconds.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Whole seconds since 1970-01-01T00:00:00Z, counted down for earlier times.
    public let seconds: Int64
    /// The nanoseconds after `seconds`: 0 up to 999,999,999.
    public let nanoseconds: Int32

    /// 1970-01-01T00:00:00Z.
    public static let epoch = Timestamp(seconds: 0)

    private static let billion: Int128 = 1_000_000_000

    /// The time `nanoseconds` after `seconds`; nanoseconds beyond one second, or below zero, are carried over.
    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        if nanoseconds >= 0, nanoseconds < 1_000_000_000 {
            self.init(exactly: seconds, nanoseconds)
        } else {
            self.init(sinceEpoch: Int128(seconds) * Self.billion + Int128(nanoseconds))
        }
    }

    private init(exactly seconds: Int64, _ nanoseconds: Int32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    // The nanoseconds since 1970, which fit into 128 bits with much room; the ends of time are where `seconds` ends.
    private init(sinceEpoch nanoseconds: Int128) {
        var (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: Self.billion)
        if rest < 0 {
            seconds -= 1
            rest += Self.billion
        }
        if let exact = Int64(exactly: seconds) {
            self.seconds = exact
            self.nanoseconds = Int32(truncatingIfNeeded: rest)
        } else {
            self.seconds = seconds < 0 ? .min : .max
            self.nanoseconds = seconds < 0 ? 0 : 999_999_999
        }
    }

    private var sinceEpoch: Int128 { Int128(seconds) * Self.billion + Int128(nanoseconds) }

    /// Whether `a` is before `b`.
    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }

    /// The time `duration` after this one, in whole nanoseconds.
    public func advanced(by duration: Duration) -> Timestamp {
        Timestamp(sinceEpoch: sinceEpoch + duration.attoseconds / Self.billion)
    }

    /// How long after this time `other` is; negative where it is before.
    public func duration(to other: Timestamp) -> Duration {
        Duration(clampedNanoseconds: other.sinceEpoch - sinceEpoch)
    }

    /// The time `duration` after `time`.
    public static func + (time: Timestamp, duration: Duration) -> Timestamp { time.advanced(by: duration) }

    /// The time `duration` before `time`.
    public static func - (time: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(sinceEpoch: time.sinceEpoch - duration.attoseconds / billion)
    }

    /// How long after `b` the time `a` is.
    public static func - (a: Timestamp, b: Timestamp) -> Duration { b.duration(to: a) }
}

extension Duration {
    /// A duration of `nanoseconds`, or the nearest whose `components` do not trap: they have 64 bits for the seconds.
    init(clampedNanoseconds nanoseconds: Int128) {
        let limit = Int128(Int64.max) * 1_000_000_000
        self.init(attoseconds: min(max(nanoseconds, -limit), limit) * 1_000_000_000)
    }
}

/// `google.protobuf.Timestamp` and `google.protobuf.Duration` as they travel: both are these two fields.
struct SecondsAndNanos: Message {
    static var protoName: String { "google.protobuf.Duration" }
    var seconds: Int64 = 0
    var nanos: Int32 = 0
    var unknownFields = UnknownFields()

    init() {}

    init(_ timestamp: Timestamp) {
        seconds = timestamp.seconds
        nanos = timestamp.nanoseconds
    }

    // Longer durations than 64 bits of seconds become the longest.
    init(_ duration: Duration) {
        let (seconds, rest) = duration.attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
        self.seconds = Int64(clamping: seconds)
        nanos = Int32(truncatingIfNeeded: rest / 1_000_000_000)
    }

    var timestamp: Timestamp { Timestamp(seconds: seconds, nanoseconds: nanos) }

    var duration: Duration {
        Duration(clampedNanoseconds: Int128(seconds) * 1_000_000_000 + Int128(nanos))
    }

    mutating func fields(_ visitor: inout some FieldVisitor) {
        visitor.field(1, "seconds", &seconds)
        visitor.field(2, "nanos", &nanos)
    }
}
