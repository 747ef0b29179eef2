// What is no message is declined with the place of the mistake, in bytes and in fields.
import Testing

@testable import TemporalCore

@Suite struct MalformedMessageTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: String
        let reason: MalformedMessage.Reason
        let field: String
        let offset: Int
        var testDescription: String { name }
    }

    /// Of a History: its events are field 1; an event's id is field 1, its time 2, its attributes of a started workflow 6.
    static let cases: [Case] = [
        Case(name: "a tag without value", bytes: "0a", reason: .endsInsideField, field: "events", offset: 1),
        Case(name: "half a tag", bytes: "8a", reason: .endsInsideField, field: "", offset: 0),
        Case(name: "a length past the end", bytes: "0a05 0801", reason: .lengthPastEnd, field: "events", offset: 1),
        Case(
            name: "a length past the end of the message around it", bytes: "0a02 1205 0a00",
            reason: .lengthPastEnd, field: "events.event_time", offset: 3),
        Case(
            name: "the largest length", bytes: "0a ffffffffffffffffff01", reason: .lengthPastEnd, field: "events",
            offset: 1),
        Case(
            name: "an integer that ends early", bytes: "0a03 0880 80", reason: .endsInsideField,
            field: "events.event_id", offset: 3),
        Case(
            name: "an integer of eleven bytes", bytes: "0a0c 08 ffffffffffffffffffff01", reason: .overlongInteger,
            field: "events.event_id", offset: 3),
        Case(
            name: "an integer of 65 bits", bytes: "0a0b 08 ffffffffffffffffff02", reason: .overlongInteger,
            field: "events.event_id", offset: 3),
        Case(name: "the field number 0", bytes: "0a02 0001", reason: .invalidTag, field: "events", offset: 2),
        Case(name: "a field number of 30 bits", bytes: "8080808020 01", reason: .invalidTag, field: "", offset: 0),
        Case(name: "the wire type 6", bytes: "0a02 0e00", reason: .invalidTag, field: "events", offset: 2),
        Case(name: "the wire type 7", bytes: "0f00", reason: .invalidTag, field: "", offset: 0),
        Case(
            name: "a group that ends without beginning", bytes: "0a01 0c", reason: .unbalancedGroup, field: "events",
            offset: 2),
        Case(name: "a group that does not end", bytes: "c33e 0801", reason: .unbalancedGroup, field: "", offset: 4),
        Case(name: "a group that ends as another", bytes: "c33e cc3e", reason: .unbalancedGroup, field: "", offset: 2),
        Case(name: "half of an unknown fixed32", bytes: "c53e 0102", reason: .endsInsideField, field: "", offset: 2),
        Case(
            name: "half of an unknown fixed64", bytes: "c13e 0102030405", reason: .endsInsideField, field: "", offset: 2
        ),
        Case(
            name: "a text that is not UTF-8", bytes: "0a09 3207 0a05 0a03 61ff62", reason: .invalidUTF8,
            field: "events.workflow_execution_started_event_attributes.workflow_type.name", offset: 8),
        Case(
            name: "a text cut in the middle of a character", bytes: "0a07 3205 0a03 0a01 c3", reason: .invalidUTF8,
            field: "events.workflow_execution_started_event_attributes.workflow_type.name", offset: 8),
    ]

    @Test(arguments: cases) func `malformed bytes are declined with the place`(_ malformed: Case) throws {
        let error = try #require(throws: MalformedMessage.self) {
            try API.History.History(decoding: unhex(malformed.bytes))
        }
        #expect(error.reason == malformed.reason)
        #expect(error.message == "temporal.api.history.v1.History")
        #expect(error.field == malformed.field)
        #expect(error.offset == malformed.offset)
    }

    @Test func `an error says what is wrong and where`() {
        let error = MalformedMessage(
            reason: .lengthPastEnd, message: "temporal.api.history.v1.History", field: "events", offset: 1)
        #expect(
            "\(error)"
                == "malformed temporal.api.history.v1.History, field events at byte 1: a length points past its end"
        )
    }

    @Test func `a hundred messages in one another are read, one more is not`() throws {
        var bytes = Bytes(utf8: "")
        for _ in 0..<100 { bytes = nested(bytes) }
        let failure = try API.Failure.Failure(decoding: bytes)
        #expect(failure.encoded() == bytes)
        let error = try #require(throws: MalformedMessage.self) { try API.Failure.Failure(decoding: nested(bytes)) }
        #expect(error.reason == .tooDeep)
    }

    @Test func `unknown groups lie in one another as deep as messages may`() throws {
        let hundred = unhex(String(repeating: "c33e", count: 100) + String(repeating: "c43e", count: 100))
        #expect(try API.History.History(decoding: hundred).encoded() == hundred)
        let more = unhex(String(repeating: "c33e", count: 101) + String(repeating: "c43e", count: 101))
        let error = try #require(throws: MalformedMessage.self) { try API.History.History(decoding: more) }
        #expect(error.reason == .tooDeep)
        let many = unhex(String(repeating: "c33e", count: 200_000))
        #expect(throws: MalformedMessage.self) { try API.History.History(decoding: many) }
    }

    @Test func `every prefix of a message is read or declined, and never more than that`() throws {
        let bytes = API.History.History.with { history in
            history.events = (1...5).map { number in
                .with {
                    $0.eventID = Int64(number)
                    $0.eventTime = Timestamp(seconds: 1_700_000_000)
                    $0.attributes = .timerStarted(
                        .with {
                            $0.timerID = "t"; $0.startToFireTimeout = .seconds(1)
                        })
                }
            }
        }.encoded()
        for length in 0..<bytes.count {
            if let history = try? API.History.History(decoding: bytes[0..<length]) { #expect(history.events.count < 5) }
        }
    }

    // The field `cause` of a failure.
    private func nested(_ inner: Bytes) -> Bytes {
        API.Failure.Failure.with {
            $0.unknownFields.bytes = [0x22] + varint(inner.count) + Array(inner)
        }.encoded()
    }

    private func varint(_ value: Int) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F | 0x80)] + varint(value >> 7)
    }
}
