// Codecs and whole messages: every payload is reached, wherever it lies, and comes back.
import Testing

@testable import TemporalCore

@Suite struct `Payload visitor` {
    /// Numbers what it encodes, so that two payloads that changed places are noticed.
    private struct Wrapping: PayloadCodec {
        func encode(_ payloads: [Payload]) async throws -> [Payload] {
            payloads.map { Payload(Bytes(utf8: "wrapped"), $0.encoded()) }
        }
        func decode(_ payloads: [Payload]) async throws -> [Payload] {
            try payloads.map { $0.encoding == "wrapped" ? try Payload(decoding: $0.data) : $0 }
        }
    }

    private func payload(_ name: String) -> Payload { Payload(Payload.Encoding.json, Bytes(utf8: "\"<\(name)>\"")) }
    private func payloads(_ names: String...) -> API.Common.Payloads { .with { $0.payloads = names.map(payload) } }

    private var failure: API.Failure.Failure {
        .with { failure in
            failure.encodedAttributes = payload("attributes")
            failure.failureInfo = .activityFailureInfo(.with { $0.activityID = "1" })
            failure.cause = .with {
                $0.failureInfo = .applicationFailureInfo(.with { $0.details = payloads("details 1", "details 2") })
            }
        }
    }

    private var completion: API.WorkflowService.RespondWorkflowTaskCompletedRequest {
        var activity = API.Command.ScheduleActivityTaskCommandAttributes()
        activity.input = payloads("input 1", "input 2")
        activity.header = .with { $0.fields = ["h": payload("header")] }
        var child = API.Command.StartChildWorkflowExecutionCommandAttributes()
        child.input = payloads("child")
        child.memo = .with { $0.fields = ["b": payload("memo b"), "a": payload("memo a")] }
        child.searchAttributes = .with { $0.indexedFields = ["s": payload("search")] }
        return .with { request in
            request.commands = [
                .with {
                    $0.attributes = .scheduleActivityTask(activity)
                    $0.userMetadata = .with { $0.summary = payload("summary") }
                },
                .with { $0.attributes = .startChildWorkflowExecution(child) },
                .with { $0.attributes = .failWorkflowExecution(.with { $0.failure = failure }) },
            ]
            request.queryResults = ["q": .with { $0.answer = payloads("answer") }]
            var response = API.Update.Response()
            response.outcome = .with { $0.value = .success(payloads("update")) }
            request.messages = [.with { $0.body = API.Google.AnyMessage(response) }]
        }
    }

    private func names(_ message: some Message) -> [String] {
        var message = message
        return PayloadVisitor.payloads(in: &message).compactMap { payload in
            payload.encoding == "json/plain" ? payload.data.utf8String.map { String($0.dropFirst(2).dropLast(2)) } : nil
        }
    }

    @Test func `every payload is reached but search attributes`() {
        let expected = [
            "input 1", "input 2", "header", "summary", "child", "memo a", "memo b", "details 1", "details 2",
            "attributes", "update", "answer",
        ]
        #expect(Set(names(completion)) == Set(expected))
        #expect(names(completion).count == expected.count)
    }

    @Test func `all that is encoded but headers is wrapped, and comes back as it was`() async throws {
        let converter = DataConverter(codecs: [Wrapping()])
        let sent = try await converter.encodePayloads(in: completion)
        #expect(names(sent) == ["header"])
        // Seen from the wire, only what must be readable is.
        let readable = try #require(sent.json().utf8String)
        #expect(readable.contains(String(decoding: Base64.encode(payload("search").data), as: UTF8.self)))
        #expect(!readable.contains(String(decoding: Base64.encode(payload("update").data), as: UTF8.self)))
        #expect(try await converter.decodePayloads(in: sent) == completion)
        #expect(try await DataConverter.default.encodePayloads(in: completion) == completion)
    }

    @Test func `the messages of an update are reached, each with the request that it answers`() {
        let request = API.Update.Request.with { request in
            request.input = .with { input in
                input.args = payloads("argument")
                input.header = .with { $0.fields = ["h": payload("header")] }
            }
        }
        let acceptance = API.Update.Acceptance.with { $0.acceptedRequest = request }
        let rejection = API.Update.Rejection.with { rejection in
            rejection.rejectedRequest = request
            rejection.failure = failure
        }
        func message(_ body: some Message) -> API.Protocols.Message { .with { $0.body = API.Google.AnyMessage(body) } }
        #expect(Set(names(message(request))) == ["argument", "header"])
        #expect(Set(names(message(acceptance))) == ["argument", "header"])
        #expect(
            Set(names(message(rejection))) == ["argument", "header", "details 1", "details 2", "attributes"])
    }

    @Test func `the null that removes a memo's field is left for the server to read, any other is a value`()
        async throws
    {
        let converter = DataConverter(codecs: [Wrapping()])
        let upsert = API.Command.ModifyWorkflowPropertiesCommandAttributes.with { attributes in
            attributes.upsertedMemo = .with { $0.fields = ["set": payload("memo"), "removed": .null] }
        }
        let sent = try await converter.encodePayloads(in: upsert)
        #expect(sent.upsertedMemo?.fields["removed"] == .null)
        #expect(sent.upsertedMemo?.fields["set"]?.encoding == "wrapped")
        #expect(try await converter.decodePayloads(in: sent) == upsert)
        let memo = API.Common.Memo.with { $0.fields = ["nothing": .null] }
        #expect(try await converter.encodePayloads(in: memo).fields["nothing"]?.encoding == "wrapped")
    }

    @Test func `a payload is itself again after it was one piece`() throws {
        var whole = payload("whole")
        whole.metadata["key"] = Bytes(utf8: "7")
        #expect(try Payload(serialized: whole.serialized) == whole)
        #expect(throws: MalformedMessage.self) { try Payload(serialized: Bytes([0xFF])) }
    }

    @Test func `packed messages that hold no payloads or cannot be read stay as they are`() async throws {
        let converter = DataConverter(codecs: [Wrapping()])
        var broken = API.Google.AnyMessage(API.Update.Request())
        broken.value = Bytes([0xFF])
        let message = API.Protocols.Message.with { $0.body = broken }
        #expect(try await converter.encodePayloads(in: message) == message)
        let other = API.Protocols.Message.with { $0.body = API.Google.AnyMessage(API.Update.Acceptance()) }
        #expect(try await converter.encodePayloads(in: other) == other)
    }
}
