// The JSON form: each rule of the protobuf documentation, what is declined and with what words, and what the stock command
// line prints.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct ProtoJSONTests {
    private func json(_ message: some Message) -> String {
        String(decoding: message.json(), as: UTF8.self)
    }

    private func read<M: Message>(_ text: String, as type: M.Type = M.self) throws -> M {
        try M(json: Bytes(utf8: text))
    }

    @Test func `names are camel case, enums are named, 64-bit integers and bytes are strings`() throws {
        let event = API.History.HistoryEvent.with {
            $0.eventID = 7
            $0.eventType = .timerStarted
            $0.eventTime = Timestamp(seconds: 0, nanoseconds: 500_000_000)
            $0.workerMayIgnore = true
            $0.attributes = .timerStarted(
                .with {
                    $0.timerID = "1"; $0.startToFireTimeout = .milliseconds(-1500)
                })
            $0.userMetadata = .with { $0.summary = Payload(metadata: ["a": Bytes([0xFB, 0xFF])], data: Bytes([1])) }
        }
        let text = """
            {"eventId":"7","eventTime":"1970-01-01T00:00:00.500Z","eventType":"EVENT_TYPE_TIMER_STARTED",\
            "timerStartedEventAttributes":{"timerId":"1","startToFireTimeout":"-1.500s"},"workerMayIgnore":true,\
            "userMetadata":{"summary":{"metadata":{"a":"+/8="},"data":"AQ=="}}}
            """
        #expect(json(event) == text)
        #expect(try read(text) == event)
    }

    @Test func `members come in any order, by either name, and null is the default`() throws {
        let event: API.History.HistoryEvent = try read(
            """
            {"user_metadata": null, "timer_started_event_attributes": {"startedEventId": 1, "timer_id": "x"},
             "eventType": 17, "event_id": 9007199254740993, "version": "1e2", "taskId": 3.0}
            """)
        #expect(event.eventID == 9_007_199_254_740_993)
        #expect(event.version == 100)
        #expect(event.taskID == 3)
        #expect(event.eventType == .timerStarted)
        #expect(event.attributes == .timerStarted(.with { $0.timerID = "x" }))
        #expect(event.userMetadata == nil)
    }

    @Test func `members that are not known are passed over, whatever they hold`() throws {
        let execution: API.Common.WorkflowExecution = try read(
            #"{"new": {"a": [1, {"b": null}]}, "workflowId": "w", "newer": [[]], "runId": "r"}"#)
        #expect(
            execution
                == .with {
                    $0.workflowID = "w"; $0.runID = "r"
                })
    }

    @Test func `an unknown enum value is its number`() throws {
        let queue = API.TaskQueue.TaskQueue.with { $0.kind = .init(rawValue: 99) }
        #expect(json(queue) == #"{"kind":99}"#)
        #expect(try read(#"{"kind":99}"#) == queue)
    }

    @Test func `bytes are read in both alphabets of base64, with padding or without`() throws {
        for text in ["+/8=", "-_8=", "+/8", "-_8", #"\u002b\/8="#] {
            #expect(try read(#"{"data":"\#(text)"}"#, as: Payload.self).data == Bytes([0xFB, 0xFF]))
        }
    }

    @Test func `numbers that JSON has not are strings`() throws {
        for (value, text) in [(Double.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN")] {
            let policy = API.Common.RetryPolicy.with { $0.backoffCoefficient = value }
            #expect(json(policy) == #"{"backoffCoefficient":"\#(text)"}"#)
            #expect(try read(json(policy), as: API.Common.RetryPolicy.self).encoded() == policy.encoded())
        }
        #expect(try read(#"{"backoffCoefficient":"1.5"}"#, as: API.Common.RetryPolicy.self).backoffCoefficient == 1.5)
    }

    @Test func `maps are objects in the order of their keys`() throws {
        let memo = API.Common.Memo.with { $0.fields = ["b": Payload(), "a": Payload(metadata: [:], data: Bytes([1]))] }
        #expect(json(memo) == #"{"fields":{"a":{"data":"AQ=="},"b":{}}}"#)
        #expect(try read(json(memo)) == memo)
        let description = API.WorkflowService.DescribeTaskQueueResponse.with {
            $0.statsByPriorityKey = [-3: .with { $0.approximateBacklogCount = 1 }]
        }
        #expect(json(description) == #"{"statsByPriorityKey":{"-3":{"approximateBacklogCount":"1"}}}"#)
        #expect(try read(json(description)) == description)
    }

    @Test func `a packed message stands beside its type`() throws {
        let request = API.Update.Request.with { $0.input = .with { $0.name = "u" } }
        let envelope = API.Protocols.Message.with {
            $0.id = "1"
            $0.sequencingID = .eventID(3)
            $0.body = API.Google.AnyMessage(request)
        }
        let text = """
            {"id":"1","eventId":"3",\
            "body":{"@type":"type.googleapis.com/temporal.api.update.v1.Request","input":{"name":"u"}}}
            """
        #expect(json(envelope) == text)
        let back: API.Protocols.Message = try read(text)
        #expect(back == envelope)
        #expect(try back.body?.unpacked() == request)
        #expect(try back.body?.unpacked(as: API.Update.Response.self) == nil)
        let reordered: API.Protocols.Message = try read(
            #"{"body":{"input":{"name":"u"},"@type":"type.googleapis.com/temporal.api.update.v1.Request"}}"#)
        #expect(reordered.body == envelope.body)
    }

    @Test func `a packed message of an unknown type keeps its bytes`() throws {
        let status = API.Google.Status.with {
            $0.details = [
                .with {
                    $0.typeURL = "type.googleapis.com/a.B"; $0.value = Bytes([1, 2])
                }, .init(),
            ]
        }
        #expect(json(status) == #"{"details":[{"@type":"type.googleapis.com/a.B","value":"AQI="},{}]}"#)
        #expect(try read(json(status)) == status)
    }

    @Test func `wrapped numbers and field masks have forms of their own`() throws {
        let mask = API.Google.FieldMask.with { $0.paths = ["retry_policy.initial_interval", "a"] }
        #expect(json(mask) == #""retryPolicy.initialInterval,a""#)
        #expect(try read(json(mask)) == mask)
        #expect(throws: MalformedMessage.self) { try read(#""retry_policy""#, as: API.Google.FieldMask.self) }
        let number = API.Google.DoubleValue.with { $0.value = 0.5 }
        #expect(json(number) == "0.5")
        #expect(try read("0.5") == number)
    }

    @Test(
        arguments: [
            (#"{"eventId": "x"}"#, "event_id", "expected an integer of 64 bits", 12),
            (#"{"eventId": 9223372036854775808}"#, "event_id", "expected an integer of 64 bits", 12),
            (#"{"eventId": 1.5}"#, "event_id", "expected an integer of 64 bits", 12),
            (#"{"eventId": ""}"#, "event_id", "expected an integer of 64 bits", 12),
            (#"{"eventType": "NOPE"}"#, "event_type", "temporal.api.enums.v1.EventType has no value NOPE", 14),
            (#"{"eventType": 2147483648}"#, "event_type", "expected an integer of 32 bits", 14),
            (#"{"eventTime": "yesterday"}"#, "event_time", "expected a time such as 2026-01-31T12:00:00.5Z", 14),
            (#"{"workerMayIgnore": 1}"#, "worker_may_ignore", "expected true or false", 20),
            (#"{"links": {}}"#, "links", "expected an array", 10),
            (#"{"links": [null]}"#, "links", "expected an object", 11),
            (#"{"links": [{"workflowEvent": 3}]}"#, "links.workflow_event", "expected an object", 29),
            (
                #"{"userMetadata": {"summary": {"data": "a"}}}"#, "user_metadata.summary.data",
                "expected bytes in base64", 38
            ),
            (
                #"{"userMetadata": {"summary": {"metadata": {"a": "", "a": ""}}}}"#, "user_metadata.summary.metadata",
                "the key a stands twice in its map", 57
            ),
            (#"{"eventId": "1", "event_id": "2"}"#, "event_id", "the member stands twice in its object", 17),
            (
                #"{"timerFiredEventAttributes": {}, "timerStartedEventAttributes": {}}"#,
                "timer_started_event_attributes",
                "another alternative of the same oneof stands in the object", 65
            ),
            ("[]", "", "expected an object", 0),
            (#"{"eventId": "1"} x"#, "", "expected the end of the text, found 'x'", 17),
            (#"{"eventId": "#, "event_id", "expected a value, found the end of the text", 12),
        ])
    func `what is no event is declined with the place`(
        _ text: String, _ field: String, _ message: String, _ offset: Int
    ) throws {
        let error = try #require(throws: MalformedMessage.self) {
            try API.History.HistoryEvent(json: Bytes(utf8: text))
        }
        #expect(error.message == "temporal.api.history.v1.HistoryEvent")
        #expect(error.field == field)
        #expect(error.reason == .invalidJSON(message))
        #expect(error.offset == offset)
    }

    @Test func `messages lie in one another a hundred deep, and no deeper`() throws {
        func text(_ depth: Int) -> String {
            String(repeating: #"{"cause":"#, count: depth) + "{}" + String(repeating: "}", count: depth)
        }
        let failure: API.Failure.Failure = try read(text(100))
        #expect(json(failure) == text(100))
        #expect(throws: MalformedMessage.self) { try read(text(101), as: API.Failure.Failure.self) }
        #expect(throws: MalformedMessage.self) { try read(text(100_000), as: API.Failure.Failure.self) }
    }

    @Test func `a history that the stock command line prints is read, and written as it was`() async throws {
        let cli = try await DevServer.shared.cli()
        let id = "protojson-\(UInt64.random(in: 0...UInt64.max))"
        try await cli.start(
            "NoOne", id: id, taskQueue: id, inputs: [#"{"a":"ż/\""}"#],
            options: ["--memo", "k=1", "--search-attribute", #"TestKeyword="v""#, "--run-timeout", "90s"])
        try await cli.workflow("signal", id, ["--name", "s", "--input", "[1]"])
        try await cli.workflow("terminate", id, ["--reason", "enough"])
        let printed = try await cli.workflow("show", id)
        let history: API.History.History = try read(printed.output)
        #expect(
            history.events.map(\.eventType) == [
                .workflowExecutionStarted, .workflowTaskScheduled, .workflowExecutionSignaled,
                .workflowExecutionTerminated,
            ])
        let members = try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? NSDictionary
        let written = try JSONSerialization.jsonObject(with: Data(json(history).utf8)) as? NSDictionary
        #expect(members != nil)
        #expect(members == written)
    }
}
