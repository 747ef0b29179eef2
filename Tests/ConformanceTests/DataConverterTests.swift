// The directories of features/data_converter.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Returns what it was given, of whatever type.
private actor Echo<Value: Codable & Sendable>: Workflow {
    func run(_ value: Value) async throws -> Value { value }
}

private struct Spec: Codable, Sendable, Equatable {
    var spec = true
}

/// A message of the API's own as this SDK has it: what it is encoded as stands in the payload.
private actor EchoPayload: Workflow {
    func run(_ payload: Payload) async throws -> Payload { payload }
}

private struct TakesNothing: Activity {
    func run(_ text: String?) async throws {
        guard text == nil else { throw ApplicationFailure("there is something", type: "Test", nonRetryable: true) }
    }
}

private actor GivesNothing: Workflow {
    func run() async throws { try await execute(TakesNothing.self, nil, startToClose: .seconds(60)) }
}

private struct FailsTwice: Activity {
    func run() async throws {
        throw ApplicationFailure(
            "main error", type: "Test", nonRetryable: true,
            cause: ApplicationFailure("cause error", type: "Test"))
    }
}

private actor RunsFailing: Workflow {
    func run() async throws { try await execute(FailsTwice.self, startToClose: .seconds(60)) }
}

/// Wraps a payload in another one.
private struct Wraps: PayloadCodec {
    func encode(_ payloads: [Payload]) async throws -> [Payload] {
        payloads.map {
            Payload(metadata: ["encoding": Bytes(utf8: "my-encoding")], data: Base64.text(of: $0.serialized))
        }
    }

    func decode(_ payloads: [Payload]) async throws -> [Payload] {
        try payloads.map { payload in
            guard payload.encoding == "my-encoding" else { return payload }
            return try Payload(serialized: Base64.bytes(of: payload.data))
        }
    }
}

private enum Base64 {
    static func text(of bytes: Bytes) -> Bytes { Bytes(utf8: Data(bytes).base64EncodedString()) }

    static func bytes(of text: Bytes) throws -> Bytes {
        guard let data = Data(base64Encoded: Data(text)) else { throw Peer.Failure(description: "no base 64") }
        return Bytes(Array(data))
    }
}

@Suite("data_converter", .timeLimit(.minutes(5))) struct DataConverterConformance {
    /// Echoes a value; returns its payload in history, which is the same in and out.
    private func echo<Value: Codable & Sendable & Equatable>(
        _ value: Value, converter: DataConverter = .default
    ) async throws -> Payload {
        let place = try await Place(converter: converter)
        let worker = try place.worker { Echo<Value>.self }
        let handle = try await place.begin(Echo<Value>.self, value)
        #expect(try await handle.result() == value)
        let payload = try await payloads(place, handle.id)
        try await worker.stop()
        return payload
    }

    private func payloads(_ place: Place, _ id: String) async throws -> Payload {
        var (input, output): (Payload?, Payload?)
        for event in try await place.events(id) {
            switch event {
            case .workflowExecutionStarted(let start): input = start.input?.payloads.first
            case .workflowExecutionCompleted(let end): output = end.result?.payloads.first
            default: break
            }
        }
        #expect(input == output)
        return try #require(output)
    }

    @Test("data_converter/binary") func binary() async throws {
        let payload = try await echo(Bytes([0xde, 0xad, 0xbe, 0xef]))
        #expect(payload.encoding == "binary/plain")
        #expect(Array(payload.data) == [0xde, 0xad, 0xbe, 0xef])
    }

    @Test("data_converter/json") func json() async throws {
        let payload = try await echo(Spec())
        #expect(payload.encoding == "json/plain")
        #expect(payload.data == Bytes(utf8: #"{"spec":true}"#))
    }

    @Test("data_converter/codec") func codec() async throws {
        let payload = try await echo(Spec(), converter: DataConverter(codecs: [Wraps()]))
        #expect(payload.encoding == "my-encoding")
        let inner = try #require(try await Wraps().decode([payload]).first)
        #expect(inner.encoding == "json/plain")
        #expect(inner.data == Bytes(utf8: #"{"spec":true}"#))
    }

    /// Echoes a payload that holds a message.
    private func echo(message: Payload) async throws {
        let place = try await Place()
        let worker = try place.worker { EchoPayload.self }
        let handle = try await place.begin(EchoPayload.self, message)
        #expect(try await handle.result() == message)
        #expect(try await payloads(place, handle.id) == message)
        try await worker.stop()
    }

    private static let messageType = Bytes(utf8: "temporal.api.common.v1.DataBlob")

    @Test("data_converter/binary_protobuf") func binaryProtobuf() async throws {
        // Field 2, four bytes.
        let blob = Bytes([0x12, 0x04, 0xde, 0xad, 0xbe, 0xef])
        try await echo(
            message: Payload(
                metadata: ["encoding": Bytes(utf8: "binary/protobuf"), "messageType": Self.messageType], data: blob))
    }

    @Test("data_converter/json_protobuf") func jsonProtobuf() async throws {
        try await echo(
            message: Payload(
                metadata: ["encoding": Bytes(utf8: "json/protobuf"), "messageType": Self.messageType],
                data: Bytes(utf8: #"{"data":"3q2+7w=="}"#)))
    }

    @Test("data_converter/empty") func empty() async throws {
        let place = try await Place()
        let worker = try place.worker {
            GivesNothing.self
            TakesNothing()
        }
        let handle = try await place.begin(GivesNothing.self)
        try await handle.result()
        let scheduled = try await place.events(handle.id).compactMap {
            if case .activityTaskScheduled(let event) = $0 { event.input?.payloads } else { nil }
        }
        #expect(scheduled == [[.null]])
        try await worker.stop()
    }

    @Test("data_converter/failure") func failure() async throws {
        let place = try await Place(
            converter: DataConverter(failureConverter: FailureConverter(encodesCommonAttributes: true)))
        let worker = try place.worker {
            RunsFailing.self
            FailsTwice()
        }
        let handle = try await place.begin(RunsFailing.self)
        await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        let failures = try await place.events(handle.id).compactMap {
            if case .activityTaskFailed(let event) = $0 { event.failure } else { nil }
        }
        var failure = try #require(failures.first)
        for message in ["main error", "cause error"] {
            #expect(failure.message == "Encoded failure" && failure.stackTrace.isEmpty)
            let attributes = try DataConverter.default.decode(
                try #require(failure.encodedAttributes), as: [String: String].self)
            #expect(attributes["message"] == message)
            #expect(attributes["stack_trace"]?.isEmpty == false)
            if let cause = failure.cause { failure = cause }
        }
        try await worker.stop()
    }
}
