// The binary encoding: what survives a round trip, and what the encoding looks like.
import Testing

@testable import TemporalCore

@Suite struct WireTests {
    private typealias Event = API.History.HistoryEvent
    private typealias Execution = API.Common.WorkflowExecution

    // Not stored: the leak sanitizer does not see what a global refers to through a case's tagged pointer.
    private static var event: Event {
        .with {
            $0.eventID = 5
            $0.eventType = .activityTaskScheduled
            $0.eventTime = Timestamp(seconds: 1_700_000_000, nanoseconds: 5)
            $0.attributes = .activityTaskScheduled(
                .with {
                    $0.activityID = "5"
                    $0.activityType = .with { $0.name = "Greet" }
                    $0.startToCloseTimeout = .milliseconds(1500)
                    $0.input = .with {
                        $0.payloads = [
                            Payload(metadata: ["encoding": Bytes(utf8: "json/plain")], data: Bytes(utf8: "1"))
                        ]
                    }
                    $0.retryPolicy = .with { $0.maximumAttempts = 3 }
                    $0.header = .with {
                        $0.fields = ["b": Payload(), "a": Payload(metadata: ["x": Bytes()], data: Bytes([0]))]
                    }
                })
        }
    }

    @Test func `an event comes back as it was written`() throws {
        let bytes = Self.event.encoded()
        let decoded = try Event(decoding: bytes)
        #expect(decoded == Self.event)
        #expect(decoded.encoded() == bytes)
        #expect(Self.event.encodedSize == bytes.count)
    }

    @Test func `an event is small, whatever it is about`() {
        #expect(MemoryLayout<Event>.size <= 112)
        #expect(MemoryLayout<Event.Attributes?>.size == 8)
        #expect(MemoryLayout<API.Failure.Failure>.size <= 96)
    }

    @Test func `the encoding is the documented one`() {
        #expect(
            hex(
                Execution.with {
                    $0.workflowID = "w"; $0.runID = "r"
                }.encoded()) == "0a0177120172")
        #expect(hex(API.Common.RetryPolicy.with { $0.backoffCoefficient = 2 }.encoded()) == "110000000000000040")
        #expect(hex(API.Common.RetryPolicy.with { $0.maximumAttempts = -1 }.encoded()) == "20ffffffffffffffffff01")
        #expect(hex(Execution().encoded()) == "")
    }

    @Test func `lengths of every size are written in the fewest bytes`() throws {
        for count in [0, 1, 125, 126, 127, 128, 16_379, 16_384, 70_000, 3_000_000] {
            let payloads = API.Common.Payloads.with {
                $0.payloads = [Payload(metadata: [:], data: Bytes([UInt8](repeating: 7, count: count)))]
            }
            let bytes = payloads.encoded()
            #expect(bytes.count == payloads.encodedSize)
            #expect(try API.Common.Payloads(decoding: bytes) == payloads)
        }
    }

    @Test func `equal messages have equal encodings, in whatever order their maps were filled`() {
        let keys = (0..<50).map { "key\($0)" }
        let a = API.Common.Memo.with { for key in keys { $0.fields[key] = Payload() } }
        let b = API.Common.Memo.with { for key in keys.reversed() { $0.fields[key] = Payload() } }
        #expect(a.encoded() == b.encoded())
        let c = Payload.Metadata(["a": Bytes(), "b": Bytes()])
        var d: Payload.Metadata = ["b": Bytes()]
        d["a"] = Bytes()
        #expect(Payload(metadata: c, data: Bytes()).encoded() == Payload(metadata: d, data: Bytes()).encoded())
    }

    @Test func `fields come in any order, and the last value of a field counts`() throws {
        let execution = try Execution(decoding: unhex("120172 0a0161 0a0162"))
        #expect(
            execution
                == .with {
                    $0.workflowID = "b"; $0.runID = "r"
                })
    }

    @Test func `a message that comes twice is put together`() throws {
        let info = try API.Workflow.WorkflowExecutionInfo(decoding: unhex("0a03 0a0161 0a03 120172"))
        #expect(
            info.execution
                == .with {
                    $0.workflowID = "a"; $0.runID = "r"
                })
        let failure = try API.Failure.Failure(decoding: unhex("2203 0a0161 2203 120162"))
        #expect(
            failure.cause
                == .with {
                    $0.message = "a"; $0.source = "b"
                })
    }

    @Test func `of several alternatives of a oneof the last counts, and parts of the same one are put together`() throws
    {
        let outcome = try API.Update.Outcome(decoding: unhex("1203 0a0161 1203 120162"))
        #expect(
            outcome.value
                == .failure(
                    .with {
                        $0.message = "a"; $0.source = "b"
                    }))
        let other = try API.Update.Outcome(decoding: unhex("0a00 1203 0a0161"))
        #expect(other.value == .failure(.with { $0.message = "a" }))
        let envelope = try API.Protocols.Message(decoding: unhex("1807 2000"))
        #expect(envelope.sequencingID == .commandIndex(0))
        #expect(hex(envelope.encoded()) == "2000")
    }

    @Test func `repeated numbers are read packed and unpacked, and written packed`() throws {
        typealias Metadata = API.SDK.WorkflowTaskCompletedMetadata
        let packed = try Metadata(decoding: unhex("0a03 01ac02 1204 00ffff03"))
        #expect(packed.coreUsedFlags == [1, 300])
        #expect(packed.langUsedFlags == [0, 65535])
        let mixed = try Metadata(decoding: unhex("0801 08ac02 1000 1203 ffff03 0a00"))
        #expect(mixed.coreUsedFlags == packed.coreUsedFlags)
        #expect(mixed.langUsedFlags == packed.langUsedFlags)
        #expect(hex(mixed.encoded()) == "0a0301ac02120400ffff03")
        let info = try API.TaskQueue.TaskQueueVersionSelection(decoding: unhex("0a0161"))
        #expect(info.buildIDs == ["a"])
    }

    @Test func `unknown fields of every wire type survive, nested ones too`() throws {
        // 1000: varint, fixed64, bytes, a group with a group inside, fixed32; then one inside a known message.
        let unknown = "c03e05 c13e0102030405060708 c23e03 616263 c33e 0801 c33e c43e c43e c53e01020304"
        let bytes = unhex("0a0177" + unknown)
        let execution = try Execution(decoding: bytes)
        #expect(execution.workflowID == "w")
        #expect(execution.encoded() == bytes)
        let nested = unhex("0a06 0a0177 c03e05 c03e06")
        #expect(try API.Workflow.WorkflowExecutionInfo(decoding: nested).encoded() == nested)
    }

    @Test func `a field with the wrong wire type is unknown, not an error`() throws {
        let bytes = unhex("0805 120172")
        let execution = try Execution(decoding: bytes)
        #expect(execution.workflowID == "")
        #expect(execution.runID == "r")
        #expect(hex(execution.encoded()) == "1201720805")
    }

    @Test func `an unknown enum value keeps its number`() throws {
        let event = try Event(decoding: unhex("18 b960"))
        #expect(event.eventType.rawValue == 12345)
        #expect(event.eventType.name == nil)
        #expect(hex(event.encoded()) == "18b960")
        let negative = try Event(decoding: unhex("18 ffffffffffffffffff01"))
        #expect(negative.eventType.rawValue == -1)
        #expect(hex(negative.encoded()) == "18ffffffffffffffffff01")
    }

    @Test func `a map entry without key or value stands for their defaults`() throws {
        let memo = try API.Common.Memo(decoding: unhex("0a00 0a03 0a0161"))
        #expect(memo.fields == ["": Payload(), "a": Payload()])
    }

    @Test func `a payload's data is a slice of what was received`() throws {
        let bytes = Payload(metadata: ["encoding": Bytes(utf8: "x")], data: Bytes([1, 2, 3])).encoded()
        let payload = try Payload(decoding: bytes)
        bytes.withUnsafeBytes { whole in
            payload.data.withUnsafeBytes { data in
                #expect(whole.baseAddress.map { $0 + (whole.count - 3) } == data.baseAddress)
            }
        }
    }

    @Test func `a payload that is copied lets go of what was received`() throws {
        let bytes = Payload(metadata: ["encoding": Bytes(utf8: "x"), "a": Bytes()], data: Bytes([1, 2, 3])).encoded()
        let payload = try Payload(decoding: bytes)
        let copy = payload.copied()
        #expect(copy == payload)
        let received = bytes.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        for part in [copy.data, copy.metadata["encoding"] ?? Bytes()] {
            let place = part.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
            #expect(!(received..<received + UInt(bytes.count)).contains(place))
        }
    }

    @Test func `extreme times and durations neither trap nor change their meaning`() throws {
        for (seconds, nanos) in [(Int64.max, Int32.max), (.min, .min), (.max, .min), (.min, .max), (0, -1), (-1, 1)] {
            let parts = SecondsAndNanos.with {
                $0.seconds = seconds
                $0.nanos = nanos
            }
            let bytes = unhex("0a" + hex(Bytes([UInt8(parts.encoded().count)])) + hex(parts.encoded()))
            let policy = try API.Common.RetryPolicy(decoding: bytes)
            #expect(try API.Common.RetryPolicy(decoding: policy.encoded()).initialInterval != nil)
            let event = try Event(decoding: unhex("12" + hex(bytes[1..<bytes.count])))
            let again = try Event(decoding: event.encoded())
            #expect(again.eventTime == event.eventTime)
        }
    }
}

func hex(_ bytes: Bytes) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes that pairs of hexadecimal digits stand for; spaces between them are for the reader.
func unhex(_ text: String) -> Bytes {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    precondition(digits.count % 2 == 0)
    return Bytes(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
}
