// The coder: Swift values as other languages expect them in JSON, and back.
import Foundation
import Testing

@testable import TemporalCore

/// Encodes `value` and returns the text.
func json(_ value: some Encodable) throws -> String {
    try #require(JSONPayloadEncoder().encode(value).utf8String)
}

/// Decodes `text`.
func decode<T: Decodable>(_ type: T.Type = T.self, _ text: String) throws -> T {
    try JSONPayloadDecoder().decode(type, from: Bytes(utf8: text))
}

@Suite struct `JSON coder` {
    private func expectRoundTrip<T: Codable & Equatable>(
        _ value: T, _ text: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try json(value) == text, sourceLocation: location)
        #expect(try decode(T.self, text) == value, sourceLocation: location)
    }

    struct Address: Codable, Equatable {
        var street: String
        var number: Int?
    }

    enum Color: String, Codable { case red, green }

    enum Shape: Codable, Equatable {
        case circle(radius: Double)
        case square(Int)
        case point
    }

    struct Everything: Codable, Equatable {
        var text = "é\"/"
        var flag = true
        var small: Int8 = -128
        var large = UInt64.max
        var huge = Int128.min
        var ratio = 0.1
        var single: Float = 0.1
        var missing: String?
        var list = [1, 2, 3]
        var empty: [Int] = []
        var optionals: [Int?] = [1, nil]
        var address = Address(street: "s", number: nil)
        var addresses = ["b": Address(street: "2", number: 2), "a": Address(street: "1", number: 1)]
        var byNumber = [2: "two", 10: "ten"]
        var color = Color.green
        var shapes = [Shape.circle(radius: 1.5), .square(2), .point]
        var any: JSONValue = ["z": 1, "a": [nil, 1.5, "x"]]
        var bytes = Bytes([0, 255, 254])
        var data = Data([1, 2])
        var id = UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F")
        var link = URL(string: "https://example.com/a?b=c")
        var date = Date(timeIntervalSince1970: 1_709_209_800.25)
        var time = Timestamp(seconds: 1_709_209_800, nanoseconds: 5)
        var wait = Duration.milliseconds(1500)
        var price = Decimal(string: "12345678901234567890.12345678")
    }

    @Test func `a structure becomes an object in the order of its members`() throws {
        let text = """
            {"text":"é\\"/","flag":true,"small":-128,"large":18446744073709551615,\
            "huge":-170141183460469231731687303715884105728,"ratio":0.1,"single":0.1,"list":[1,2,3],"empty":[],\
            "optionals":[1,null],"address":{"street":"s"},\
            "addresses":{"a":{"street":"1","number":1},"b":{"street":"2","number":2}},\
            "byNumber":{"10":"ten","2":"two"},"color":"green",\
            "shapes":[{"circle":{"radius":1.5}},{"square":{"_0":2}},{"point":{}}],"any":{"z":1,"a":[null,1.5,"x"]},\
            "bytes":"AP/+","data":"AQI=","id":"E621E1F8-C36C-495A-93FC-0C247A3E6E5F","link":"https://example.com/a?b=c",\
            "date":"2024-02-29T12:30:00.250Z","time":"2024-02-29T12:30:00.000000005Z","wait":1.5,\
            "price":12345678901234567890.12345678}
            """
        try expectRoundTrip(Everything(), text)
    }

    @Test func `single values stand alone`() throws {
        try expectRoundTrip("x", "\"x\"")
        try expectRoundTrip(7, "7")
        try expectRoundTrip(true, "true")
        try expectRoundTrip(Int?.none, "null")
        try expectRoundTrip(Int?.some(3), "3")
        try expectRoundTrip([String: Int](), "{}")
        try expectRoundTrip(Color.red, "\"red\"")
        try expectRoundTrip(JSONValue.null, "null")
        try expectRoundTrip(Date(timeIntervalSince1970: 0), "\"1970-01-01T00:00:00Z\"")
        try expectRoundTrip(Data(), "\"\"")
        try expectRoundTrip([[1], []], "[[1],[]]")
    }

    @Test func `null and missing members are nil`() throws {
        #expect(try decode(Address.self, #"{"street":"x","number":null}"#) == Address(street: "x", number: nil))
        #expect(try decode(Address.self, #"{"street":"x"}"#) == Address(street: "x", number: nil))
        #expect(try decode(Address.self, #"{"other":[{}],"street":"x","number":1,"more":{}}"#).number == 1)
    }

    @Test func `the last of several equal members counts`() throws {
        #expect(try decode(Address.self, #"{"street":"x","street":"y"}"#).street == "y")
        #expect(try decode([String: Int].self, #"{"a":1,"b":2,"a":3}"#) == ["a": 3, "b": 2])
        #expect(try decode(JSONValue.self, #"{"a":1,"a":2}"#) == ["a": 2])
        let many = (0..<40).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(
            try decode(Address.self, "{\(many),\"street\":\"x\",\"\\u0073treet\":\"y\",\"number\":5}").street == "y")
    }

    @Test func `whole numbers may carry a fraction of zero`() throws {
        #expect(try decode([Int].self, "[4.0,4e0,40e-1,-0]") == [4, 4, 4, 0])
        #expect(try decode(Double.self, "4") == 4)
        #expect(try decode(Int64.self, "9007199254740993") == 9_007_199_254_740_993)
    }

    @Test(arguments: [
        (Duration.zero, "0"), (.seconds(30), "30"), (.milliseconds(-1500), "-1.5"), (.milliseconds(-500), "-0.5"),
        (.nanoseconds(1), "0.000000001"),
        (Duration(secondsComponent: 1, attosecondsComponent: 1), "1.000000000000000001"),
    ])
    func `a duration is a number of seconds`(duration: Duration, text: String) throws {
        try expectRoundTrip(duration, text)
    }

    @Test func `durations of ProtoJSON and ISO 8601 are understood`() throws {
        #expect(
            try decode([Duration].self, #"["1.5s","-2s","PT1.5S","P1DT2H3M4S","-PT1M","P1W",1e-1]"#)
                == [
                    .milliseconds(1500), .seconds(-2), .milliseconds(1500), .seconds(93_784), .seconds(-60),
                    .seconds(604_800),
                    .milliseconds(100),
                ])
        for text in ["\"1.5\"", "\"PT\"", "\"P1Y\"", "\"1m\"", "\"s\"", "1e30", "\"-s\"", "\"PT1S2\"", "true"] {
            #expect(throws: DecodingError.self, "\(text)") { try decode(Duration.self, text) }
        }
    }

    @Test(arguments: [
        "1e20", "-1e19", "9223372036854775808", "\"9223372036854775808s\"", "\"P99999999999999W\"",
        "\"PT9223372036854775807S1S\"", "\"-PT9223372036854775808S\"",
    ])
    func `a duration whose seconds do not fit in 64 bits is an error with its path`(text: String) {
        let error = #expect(throws: DecodingError.self) { try decode([Duration].self, "[\(text)]") }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.intValue) == [0])
    }

    @Test func `the longest durations can be taken apart`() throws {
        #expect(try decode(Duration.self, "9223372036854775807.5").components.seconds == .max)
        #expect(try decode(Duration.self, "-9223372036854775807.5").components.seconds == -.max)
    }

    @Test func `a date comes back to the last bit`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let date = Date(timeIntervalSinceReferenceDate: .random(in: 1e7...6e9, using: &random))
            let earlier = Date(timeIntervalSinceReferenceDate: -date.timeIntervalSinceReferenceDate)
            #expect(try decode([Date].self, json([date, earlier])) == [date, earlier])
        }
        #expect(throws: EncodingError.self) { try json(Date(timeIntervalSinceReferenceDate: .infinity)) }
        #expect(throws: EncodingError.self) { try json(Date.distantFuture.addingTimeInterval(1e12)) }
        #expect(throws: EncodingError.self) { try json(Date.distantPast) }
        #expect(try json(Date.distantFuture) == "\"4001-01-01T00:00:00Z\"")
    }

    @Test(
        arguments: [
            ("2024-02-29T12:30:00Z", 1_709_209_800, 0), ("2024-02-29t12:30:00z", 1_709_209_800, 0),
            ("2024-02-29 14:30:00+02:00", 1_709_209_800, 0),
            ("2024-02-29T12:30:00.1234567899Z", 1_709_209_800, 123_456_789),
            ("1969-12-31T23:59:59.5Z", -1, 500_000_000), ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
            ("9999-12-31T23:59:59Z", 253_402_300_799, 0), ("2000-02-29T00:00:00-00:30", 951_784_200, 0),
        ] as [(String, Int64, Int32)])
    func `a time is read with any offset`(text: String, seconds: Int64, nanoseconds: Int32) {
        #expect(Timestamp(rfc3339: text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(arguments: [
        "2024-02-29T12:30:00", "2024-02-29", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
        "2024-00-01T00:00:00Z", "2024-01-00T00:00:00Z", "2024-04-31T00:00:00Z", "2024-01-01T24:00:00Z",
        "0000-01-01T00:00:00Z",
        "2024-01-01T00:60:00Z", "2024-01-01T00:00:60Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+24:00", "x", "",
        "2024-01-01T00:00:00Zx", "20240101T000000Z", "+2024-01-01T00:00:00Z",
    ])
    func `what is no time with a zone is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func `times and their text agree with Foundation`() throws {
        let formatter = ISO8601DateFormatter()
        for seconds in stride(from: Int64(-62_135_596_800), through: 253_402_300_799, by: 86_400 * 37 + 4321) {
            let time = Timestamp(seconds: seconds)
            // Foundation counts in the Julian calendar before 1582.
            if seconds > -12_219_292_800 {
                #expect(time.rfc3339 == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
            }
            #expect(Timestamp(rfc3339: try #require(time.rfc3339)) == time)
        }
        #expect(Timestamp(seconds: .max).rfc3339 == nil)
        #expect(Timestamp(Date(Timestamp(seconds: .min))) == Timestamp(seconds: .min))
    }

    @Test func `base64 is read in both alphabets, padded or not`() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 250) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == Array(text.utf8))
            let urlSafe = text.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            for form in [text, urlSafe, urlSafe.replacingOccurrences(of: "=", with: "")] {
                #expect(Base64.decode(form.utf8) == Bytes(bytes))
            }
        }
        for text in ["A", "AB=", "AB=C", "====", "AB C", "A===", "ABCD="] {
            #expect(Base64.decode(text.utf8) == nil, "\(text)")
        }
    }

    class Animal: Codable {
        var name = "n"
    }
    final class Dog: Animal {
        var age = 3
        enum CodingKeys: CodingKey { case age, nested, list }
        override init() { super.init() }
        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            age = try container.decode(Int.self, forKey: .age)
            #expect(
                try container.nestedContainer(keyedBy: CodingKeys.self, forKey: .nested).decode(Int.self, forKey: .age)
                    == 4)
            var list = try container.nestedUnkeyedContainer(forKey: .list)
            #expect(list.count == 3)
            #expect(try list.decode(Int.self) == 1)
            #expect(try list.decodeNil())
            #expect(try list.nestedContainer(keyedBy: CodingKeys.self).allKeys.isEmpty)
            #expect(list.isAtEnd)
            try super.init(from: container.superDecoder())
        }
        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            var nested = container.nestedContainer(keyedBy: CodingKeys.self, forKey: .nested)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            try super.encode(to: container.superEncoder())
            // Written late, but in their places.
            try container.encode(age, forKey: .age)
            try list.encode(1)
            try nested.encode(4, forKey: .age)
            try list.encodeNil()
            _ = list.nestedContainer(keyedBy: CodingKeys.self)
        }
    }

    @Test func `containers may be written in any order`() throws {
        let text = #"{"nested":{"age":4},"list":[1,null,{}],"super":{"name":"n"},"age":3}"#
        #expect(try json(Dog()) == text)
        #expect(try decode(Dog.self, text).name == "n")
    }

    @Test func `what encoding used is let go of`() throws {
        final class Guest: Sendable {}
        let key = try #require(CodingUserInfoKey(rawValue: "guest"))
        weak var guest: Guest?
        do {
            let here = Guest()
            guest = here
            var encoder = JSONPayloadEncoder()
            encoder.userInfo = [key: here]
            _ = try encoder.encode(Dog())
            #expect(throws: EncodingError.self) { try encoder.encode(Confused()) }
        }
        #expect(guest == nil)
    }

    struct Careless: Encodable {
        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(1)
            try? container.encode(Double.nan)
            try? container.encode(["a": [1, .infinity]])
            try container.encode(2)
            #expect(container.count == 2)
        }
    }

    @Test func `what fails to encode leaves nothing behind`() throws {
        #expect(try json(Careless()) == "[1,2]")
    }

    struct Confused: Encodable {
        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: JSONKey.self)
            try object.encode(1, forKey: JSONKey(stringValue: "a"))
            var array = encoder.unkeyedContainer()
            try array.encode(1)
        }
    }

    struct Endless: Encodable {
        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(self)
        }
    }

    @Test func `a value that JSON cannot hold is an error with its place`() throws {
        func context(_ value: some Encodable) throws -> (path: [String], message: String) {
            do {
                _ = try json(value)
            } catch EncodingError.invalidValue(_, let context) {
                return (context.codingPath.map(\.stringValue), context.debugDescription)
            }
            Issue.record("encoded")
            return ([], "")
        }
        #expect(try context(["a": [1.5, .nan]]) == (["a", "Index 1"], "nan cannot be written as JSON"))
        #expect(try context([Float.infinity]) == (["Index 0"], "inf cannot be written as JSON"))
        #expect(try context(["a": JSONValue.array([.number(-.infinity)])]) == (["a"], "-inf cannot be written as JSON"))
        #expect(try context([Confused()]).message == "encoded as more than one of a value, an array and an object")
        #expect(try context(Endless()).message == "nested deeper than 512 values")
    }

    @Test(arguments: 0..<200)
    func `large objects find each of their members`(seed: Int) throws {
        let count = seed % 50
        let object = Dictionary(uniqueKeysWithValues: (0..<count).map { ("k\(($0 * 31 + seed) % 1000)é", $0) })
        let text = try json(object)
        #expect(try decode([String: Int].self, text) == object)
        struct Through: Decodable {
            var all: [String: Int] = [:]
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: JSONKey.self)
                for key in container.allKeys { all[key.stringValue] = try container.decode(Int.self, forKey: key) }
                #expect(!container.contains(JSONKey(stringValue: "none")))
            }
        }
        #expect(try decode(Through.self, text).all == object)
    }
}
