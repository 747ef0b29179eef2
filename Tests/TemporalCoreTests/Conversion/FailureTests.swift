// Failures: what becomes of errors, what survives, and where chains end.
import Foundation
import Testing

@testable import TemporalCore

@Suite struct `Failure converter` {
    private let converter = DataConverter.default

    private enum PaymentError: Error { case declined }

    private struct Described: Error, CustomStringConvertible { let description = "no funds" }

    private struct Localized: LocalizedError { let errorDescription: String? = "no funds, sorry" }

    private struct Own: TemporalFailure {
        let message = "mine"
        let stackTrace = "here"
        let cause: (any Error)? = PaymentError.declined
    }

    @Test func `any error is an application failure of its type's name`() throws {
        func told(_ error: any Error) throws -> (type: String?, message: String) {
            let failure = converter.failure(from: error)
            guard case .applicationFailureInfo(let info) = failure.failureInfo else { throw error }
            #expect(!info.nonRetryable)
            return (info.type, failure.message)
        }
        #expect(try told(PaymentError.declined) == ("PaymentError", "declined"))
        #expect(try told(Described()) == ("Described", "no funds"))
        #expect(try told(Localized()) == ("Localized", "no funds, sorry"))
        #expect(try told(CancellationError()).type == "CancellationError")
        let decoding = #expect(throws: (any Error).self) { try decode([String: [Int]].self, #"{"a":[1,"x"]}"#) }
        #expect(
            try told(try #require(decoding)) == ("DecodingError", "field `a[1]`: expected a number, found a string"))
        #expect(
            try told(PayloadConversionError(index: 0, path: "a", reason: "is missing"))
                == ("PayloadConversionError", "payload 1: field `a` is missing"))
        let own = converter.error(from: converter.failure(from: Own()))
        #expect((own as? ApplicationFailure)?.type == "Own")
        #expect(own.stackTrace == "here")
        #expect((own.cause as? ApplicationFailure)?.type == "PaymentError")
    }

    @Test func `details are typed for those who catch them`() throws {
        let thrown = ApplicationFailure("m", type: "T", details: 7, ["a": 1.5], Int?.none)
        for failure in [thrown, converter.error(from: converter.failure(from: thrown)) as? ApplicationFailure] {
            let details = try #require(failure).details
            #expect(details.count == 3)
            #expect(try details.decode(0, as: Int.self) == 7)
            #expect(try details.decode(1, as: [String: Double].self) == ["a": 1.5])
            #expect(try details.decode(2, as: Int?.self) == .some(nil))
            #expect(try details.decode(3, as: Int.self) == nil)
            let error = #expect(throws: PayloadConversionError.self) {
                try details.decode(1, as: [String: String].self)
            }
            #expect(error?.description == "payload 2: field `a`: expected a string, found a number")
        }
    }

    @Test func `details that cannot be encoded are said to be missing`() {
        let failure = converter.failure(from: ApplicationFailure("m", details: 1, Double.nan))
        #expect(
            failure.message == "m; detail 2 is missing here, for it could not be encoded: nan cannot be written as JSON"
        )
        #expect(
            converter.error(from: failure).message.hasPrefix("m; detail 2 is missing"))
    }

    @Test func `a failure says where it was made`() {
        #expect(ApplicationFailure("m").stackTrace.hasPrefix("at TemporalCoreTests/FailureTests.swift:"))
        #expect(converter.failure(from: ApplicationFailure("m")).source == "SwiftSDK")
    }

    @Test func `what was received is sent on as it came`() throws {
        var failure = API.Failure.Failure()
        failure.message = "m"
        failure.source = "GoSDK"
        failure.stackTrace = "go"
        // A kind of failure that this version does not know.
        failure.unknownFields.bytes = [0xFA, 0x01, 0x02, 0x08, 0x01]
        var outer = API.Failure.Failure()
        outer.message = "outer"
        outer.cause = failure
        outer.failureInfo = .activityFailureInfo(.with { $0.activityID = "1" })
        let error = converter.error(from: outer)
        #expect(error is ActivityFailure)
        #expect(error.cause is UnknownFailure)
        #expect(converter.failure(from: error) == outer)
        // Under a new failure as well.
        #expect(converter.failure(from: ApplicationFailure("new", cause: error)).cause == outer)
    }

    @Test func `causes are found, told and bounded`() {
        var error: any Error = PaymentError.declined
        for number in 0..<10_000 { error = ApplicationFailure("\(number)", cause: error) }
        var failure: API.Failure.Failure? = converter.failure(from: error)
        var count = 0
        while let current = failure {
            count += 1
            failure = current.cause
        }
        #expect(count == 21)
        #expect("\(error)".count < 10_000)

        let chain = ActivityFailure(
            activityType: "A", activityID: "1",
            cause: ApplicationFailure("inner", type: "T", cause: PaymentError.declined))
        #expect(
            chain.description
                == "ActivityFailure: activity failed; caused by ApplicationFailure: inner; caused by PaymentError: declined"
        )
        #expect(chain.first(ApplicationFailure.self)?.type == "T")
        #expect(chain.first(PaymentError.self) == .declined)
        #expect(chain.first(TimeoutFailure.self) == nil)
    }

    @Test func `message and stack trace can travel inside a payload`() throws {
        var sealing = converter
        sealing.failureConverter.encodesCommonAttributes = true
        let inner = ApplicationFailure("inner secret", cause: nil)
        let failure = sealing.failure(from: ApplicationFailure("secret", type: "T", cause: inner))
        #expect(failure.message == "Encoded failure")
        #expect(failure.stackTrace.isEmpty)
        #expect(failure.cause?.message == "Encoded failure")
        #expect(try sealing.decode(try #require(failure.encodedAttributes), as: JSONValue.self)["message"] == "secret")
        // Anyone reads it, whoever sealed it.
        for converter in [converter, sealing] {
            let error = converter.error(from: failure)
            #expect(error.message == "secret")
            #expect(error.stackTrace.hasPrefix("at "))
            #expect((error.cause as? ApplicationFailure)?.message == "inner secret")
            let again = converter.failure(from: error)
            #expect(
                again.message == (converter.failureConverter.encodesCommonAttributes ? "Encoded failure" : "secret"))
            #expect(converter.error(from: again).message == "secret")
        }
        // What cannot be read stays.
        var broken = failure
        broken.encodedAttributes = Payload(Payload.Encoding.json, Bytes(utf8: "["))
        #expect(converter.error(from: broken).message == "Encoded failure")
    }
}

@Suite struct `Error table` {
    private let converter = DataConverter.default

    private struct Mistake: Error {}

    private func workflow(_ error: any Error, _ cancelRequested: Bool) -> String {
        switch converter.workflowAnswer(to: error, cancelRequested: cancelRequested, isFailure: { $0 is DecodingError })
        {
        case .cancel(let details): "cancel \(details?.payloads.count ?? 0)"
        case .fail(let failure): "fail \(kind(failure))"
        case .failTask(let failure): "task \(kind(failure))"
        }
    }

    private func activity(_ error: any Error, _ reason: ActivityCancellation?) -> String {
        switch converter.activityAnswer(to: error, reason: reason) {
        case .cancel(let details): "cancel \(details?.payloads.count ?? 0)"
        case .fail(let failure): "fail \(kind(failure))"
        case .completeLater: "later"
        }
    }

    private func kind(_ failure: API.Failure.Failure) -> String {
        switch failure.failureInfo {
        case .applicationFailureInfo(let info): info.type + (info.nonRetryable ? "!" : "")
        case .canceledFailureInfo: "canceled"
        case .activityFailureInfo: "activity"
        default: "other"
        }
    }

    private static let canceledActivity = ActivityFailure(activityType: "A", activityID: "1", cause: CanceledFailure())
    private static let failedActivity = ActivityFailure(
        activityType: "A", activityID: "1", cause: ApplicationFailure("m"))
    private static let decoding = DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: ""))

    @Test(
        arguments: [
            (ApplicationFailure("m", type: "T", nonRetryable: true), "fail T!", "fail T!"),
            (CanceledFailure(details: 1, 2), "fail canceled", "cancel 2"),
            (CancellationError(), "task CancellationError", "cancel 0"),
            (canceledActivity, "fail activity", "cancel 0"),
            (failedActivity, "fail activity", "fail activity"),
            (Mistake(), "task Mistake", "task Mistake"),
            (decoding, "fail DecodingError", "fail DecodingError"),
            (PayloadConversionError(reason: "x"), "task PayloadConversionError", "task PayloadConversionError"),
        ] as [(any Error & Sendable, String, String)])
    func `a workflow's error`(error: any Error & Sendable, without: String, with: String) {
        #expect(workflow(error, false) == without)
        #expect(workflow(error, true) == with)
    }

    @Test(
        arguments: [
            (ApplicationFailure("m", type: "T"), "fail T", "fail T", "fail T"),
            (CanceledFailure(details: 1), "fail canceled", "cancel 1", "fail WorkerShutdown"),
            (CancellationError(), "fail CancellationError", "cancel 0", "fail WorkerShutdown"),
            (canceledActivity, "fail activity", "cancel 0", "fail activity"),
            (Mistake(), "fail Mistake", "fail Mistake", "fail Mistake"),
            (decoding, "fail DecodingError", "fail DecodingError", "fail DecodingError"),
        ] as [(any Error & Sendable, String, String, String)])
    func `an activity's error`(error: any Error & Sendable, none: String, requested: String, shutdown: String) {
        #expect(activity(error, nil) == none)
        #expect(activity(error, .requested) == requested)
        #expect(activity(error, .workerShutdown) == shutdown)
    }

    @Test func `an activity that was paused or reset is tried again`() {
        #expect(activity(CancellationError(), .paused) == "fail ActivityPaused")
        #expect(activity(CancellationError(), .reset) == "fail ActivityReset")
    }
}
