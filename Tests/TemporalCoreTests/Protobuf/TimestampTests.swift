// Points in time: their arithmetic, which has no traps, and their text, compared with what Foundation makes of it.
import Foundation
import Testing

@testable import TemporalCore

@Suite struct TimestampTests {
    @Test func `nanoseconds are carried into the seconds`() {
        #expect(Timestamp(seconds: 1, nanoseconds: 1_500_000_000) == Timestamp(seconds: 2, nanoseconds: 500_000_000))
        #expect(Timestamp(seconds: 1, nanoseconds: -1) == Timestamp(seconds: 0, nanoseconds: 999_999_999))
        #expect(Timestamp(seconds: .max, nanoseconds: .max) == Timestamp(seconds: .max, nanoseconds: 999_999_999))
        #expect(Timestamp(seconds: .min, nanoseconds: .min) == Timestamp(seconds: .min))
    }

    @Test func `times are compared, added to and subtracted`() {
        let time = Timestamp(seconds: 10, nanoseconds: 900_000_000)
        #expect(time + .milliseconds(200) == Timestamp(seconds: 11, nanoseconds: 100_000_000))
        #expect(time - .seconds(11) == Timestamp(seconds: -1, nanoseconds: 900_000_000))
        #expect((time + .seconds(1)) - time == .seconds(1))
        #expect(time.duration(to: Timestamp(seconds: 0)) == .milliseconds(-10_900))
        #expect(Timestamp(seconds: -1, nanoseconds: 999_999_999) < Timestamp(seconds: 0))
    }

    @Test func `arithmetic ends at the ends of time`() {
        let last = Timestamp(seconds: .max, nanoseconds: 999_999_999)
        let first = Timestamp(seconds: .min)
        #expect(last + .seconds(1) == last)
        #expect(first - .seconds(1) == first)
        #expect(last.advanced(by: Duration(attoseconds: .max)) == last)
        #expect(first.advanced(by: Duration(attoseconds: .min)) == first)
        #expect(last - Duration(attoseconds: .min) == last)
        #expect((last - first).components == (Int64.max, 0))
        #expect((first - last).components == (-Int64.max, 0))
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0), ("2026-01-31T12:00:00.500Z", 1_769_860_800, 500_000_000),
            ("2000-02-29T23:59:59.000001Z", 951_868_799, 1000), ("1969-12-31T23:59:59.999999999Z", -1, 999_999_999),
            ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
            ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999),
        ] as [(String, Int64, Int32)])
    func `times are written and read as RFC 3339`(_ text: String, _ seconds: Int64, _ nanoseconds: Int32) {
        #expect(Timestamp(seconds: seconds, nanoseconds: nanoseconds).protoJSON == text)
        #expect(Timestamp(protoJSON: text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test func `every day since the Gregorian calendar began is the one that Foundation says`() throws {
        let style = Date.ISO8601FormatStyle()
        for day in stride(from: Int64(-141_427), to: 2_932_897, by: 97) {
            let seconds = day * 86_400 + (day &* 7919) % 43_200 + 43_199
            let text = Timestamp(seconds: seconds).protoJSON
            #expect(text == Date(timeIntervalSince1970: Double(seconds)).formatted(style))
            #expect(Timestamp(protoJSON: text)?.seconds == seconds)
        }
    }

    @Test func `offsets from UTC and shorter fractions are read`() {
        #expect(Timestamp(protoJSON: "1970-01-01T01:00:00.5+01:00") == Timestamp(seconds: 0, nanoseconds: 500_000_000))
        #expect(Timestamp(protoJSON: "1969-12-31T23:30:00-00:30") == Timestamp(seconds: 0))
    }

    @Test(arguments: [
        "", "1970-01-01", "1970-01-01T00:00:00", "1970-13-01T00:00:00Z", "1970-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "1970-01-00T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:60Z",
        "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.0000000001Z", "1970-01-01T00:00:00Zz", "0000-12-31T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "1970-01-01 00:00:00Z", "+970-01-01T00:00:00Z",
    ])
    func `what is no time is none`(_ text: String) {
        #expect(Timestamp(protoJSON: text) == nil)
    }

    @Test func `times that RFC 3339 cannot say become the nearest that it can`() {
        #expect(Timestamp(seconds: .max).protoJSON == "9999-12-31T23:59:59.999999999Z")
        #expect(Timestamp(seconds: .min).protoJSON == "0001-01-01T00:00:00Z")
    }

    @Test(arguments: [
        ("0s", Duration.zero), ("1.500s", .milliseconds(1500)), ("-0.000001s", .microseconds(-1)),
        ("-3.000000001s", .nanoseconds(-3_000_000_001)), ("315576000000s", .seconds(315_576_000_000)),
    ])
    func `durations are seconds with an s`(_ text: String, _ duration: Duration) {
        #expect(duration.protoJSON == text)
        #expect(Duration(protoJSON: text) == duration)
    }

    @Test(arguments: [
        "", "1", "s", "1.s", ".5s", "+1s", "1e3s", "--1s", "9223372036854775808s", "1s ", "1.0000000001s",
    ])
    func `what is no duration is none`(_ text: String) {
        #expect(Duration(protoJSON: text) == nil)
    }

    @Test func `the longest duration is written without a trap`() {
        #expect(Duration(attoseconds: .max).protoJSON.hasPrefix("9223372036854775807."))
        #expect(Duration(attoseconds: .min).protoJSON.hasPrefix("-9223372036854775808."))
    }
}
