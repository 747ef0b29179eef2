// What is larger than the server takes: the activity or the task fails with a sentence that says so, nothing hangs, and
// mended code goes on where the task failed.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// The server takes payloads of 2 MiB and messages of 4 MiB.
@Suite(.timeLimit(.minutes(5))) struct SizeLimitTests {
    @Test func `a payload just under the limit passes`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Fetches.self
            Fetch()
        }
        let id = try await place.start(Fetches.self, "2000000")
        #expect(try await place.cli.closed(id) == "COMPLETED")
        try await worker.stop()
    }

    @Test(arguments: [3_000_000, 6_000_000])
    func `an activity's result over the limit fails the activity, which says so`(size: Int) async throws {
        let place = try await Place()
        let worker = try place.worker {
            Fetches.self
            Fetch()
        }
        let id = try await place.start(Fetches.self, "\(size)")
        #expect(try await place.cli.closed(id) == "FAILED")
        let history = try await place.cli.history(id)
        #expect(history.contains("PayloadsTooLarge"))
        let sentence = /the activity's result has (\d+) bytes, over the server's limit of 2097152; send less/
        let told = history.firstMatch(of: sentence).flatMap { Int($0.1) }
        #expect(try #require(told) >= size)
        try await worker.stop()
    }

    @Test func `an activity's failure over the limit fails the activity all the same`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Fetches.self
            Fetch()
        }
        let id = try await place.start(Fetches.self, "-6000000")
        #expect(try await place.cli.closed(id) == "FAILED")
        #expect(try await place.cli.history(id).contains("an activity's failure was too large for the server"))
        try await worker.stop()
    }

    @Test func `a heartbeat whose details are too large is sent all the same, and the details before it are kept`()
        async throws
    {
        let place = try await Place()
        let worker = try place.worker {
            RunsScripted.self
            Scripted { number in
                let context = try #require(ActivityContext.current)
                if context.info.attempt > 1 { return try context.lastHeartbeat(as: String.self) == "kept" ? 1 : 0 }
                let workflow = place.client.workflow(id: context.info.workflowID)
                try context.heartbeat("kept")
                let first = try await eventually {
                    try await workflow.describe().pendingActivities.first?.lastHeartbeatTime
                }
                try context.heartbeat(String(repeating: "x", count: 3_000_000))
                try await eventually { () -> Bool in
                    let last = try await workflow.describe().pendingActivities.first?.lastHeartbeatTime
                    return last.map { $0 > first } ?? false
                }
                throw ApplicationFailure("again", type: "Test")
            }
        }
        let id = try await place.start(RunsScripted.self, "1")
        #expect(try await place.result(id) == "1")
        #expect(place.log.contains("a heartbeat is sent with the details of the one before"))
        try await worker.stop()
    }

    @Test(arguments: Excess.Kind.allCases)
    func `a completion over the limit fails its task, and mended code goes on`(kind: Excess.Kind) async throws {
        let place = try await Place()
        let worker = try place.worker {
            Excess.self
            Fetch()
        }
        let id = try await place.start(Excess.self, #""\#(kind.rawValue)""#)
        let handle = place.client.workflow(id: id)
        #expect(try await handle.result(as: Bytes.self) == Bytes(utf8: "mended"))
        let failed = try #require(
            try await place.events(id).compactMap { if case .workflowTaskFailed(let event) = $0 { event } else { nil } }
                .first)
        let message = failed.failure?.message ?? ""
        #expect(failed.cause == .payloadsTooLarge, "\(message)")
        #expect(message.contains(kind.complaint), "\(message)")
        #expect(message.contains("send less"), "\(message)")
        try await worker.stop()
    }

    @Test func `a query's answer over the limit is answered with an error`() async throws {
        let place = try await Place()
        let worker = try place.worker { Answers.self }
        let id = try await place.start(Answers.self)
        #expect(try await place.result(id) == "done")
        let answer = try await place.cli.run(["workflow", "query", "--workflow-id", id, "--type", "large"])
        #expect(answer.status != 0)
        #expect(answer.errors.contains(Answers.complaint), "\(answer.errors.prefix(2_000))")
        try await worker.stop()
    }

    @Test func `a query's answer over the limit harms no task that it comes back with`() async throws {
        let place = try await Place()
        let id = try await place.start(Answers.self)
        try await place.cli.workflow("signal", id, ["--name", "nothing"])
        // The task is open and stays so until there is a worker; the query waits for it.
        async let answer = place.cli.run(["workflow", "query", "--workflow-id", id, "--type", "large"])
        let worker = try place.worker { Answers.self }
        #expect(try await answer.errors.contains(Answers.complaint))
        #expect(try await place.result(id) == "done")
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }
}

/// Bytes, which no one has to encode: a text of this size takes an unoptimised build seconds.
private func ballast(_ size: Int) -> Bytes { Bytes(capacity: size) { $0.count } }

/// Returns so many bytes, or fails with a text of that size if the number is negative.
private struct Fetch: Activity {
    func run(_ size: Int) async throws -> Bytes {
        if size < 0 { throw ApplicationFailure(String(repeating: "x", count: -size), type: "Large") }
        return ballast(size)
    }
}

private actor Fetches: Workflow {
    func run(_ size: Int) async throws -> Int {
        try await execute(
            Fetch.self, size, options: ActivityOptions(startToClose: .seconds(60), retryPolicy: .never)
        ).count
    }
}

/// Takes the bytes, which is not what it is about.
private struct Store: Activity {
    func run(_ bytes: Bytes) async throws {}
}

/// The same as a workflow.
private actor Keep: Workflow {
    func run(_ bytes: Bytes) async throws {}
}

/// Sends too much once, and is mended then.
actor Excess: Workflow {
    enum Kind: String, Codable, CaseIterable, Sendable {
        case result, failure, input, manyInputs, child, nextRun, memo

        var complaint: String {
            switch self {
            case .result: "the workflow's result has 3000"
            case .failure: "the workflow's failure has 3000"
            case .input: "the input of activity Store has 3000"
            case .manyInputs: "a workflow task's completion was too large for the server"
            case .child: "the input of child workflow Keep has 3000"
            case .nextRun: "the input of the workflow's next run has 3000"
            case .memo: "the memo has 3000"
            }
        }
    }

    static let hasSent = Mutex<Set<Kind>>([])

    func run(_ text: String, _ rest: Bytes?) async throws -> Bytes {
        _ = try await execute(Fetch.self, 1, startToClose: .seconds(60))
        let mended = Bytes(utf8: "mended")
        guard let kind = Kind(rawValue: text), Self.hasSent.withLock({ $0.insert(kind).inserted }) else {
            return mended
        }
        let large = ballast(3_000_000)
        switch kind {
        case .result: return large
        case .failure: throw ApplicationFailure(String(repeating: "x", count: 3_000_000), type: "Large")
        case .input: try await execute(Store.self, large, startToClose: .seconds(60))
        case .manyInputs:
            async let first: Void = execute(Store.self, ballast(1_500_000), startToClose: .seconds(60))
            async let second: Void = execute(Store.self, ballast(1_500_000), startToClose: .seconds(60))
            async let third: Void = execute(Store.self, ballast(1_500_000), startToClose: .seconds(60))
            _ = try await (first, second, third)
        case .child: try await executeChild(Keep.self, large)
        case .nextRun: try continueAsNew(text, large)
        case .memo: try upsertMemo(["large": large])
        }
        return mended
    }
}

private actor Answers: Workflow {
    func run() async throws -> String { "done" }

    static let complaint = "the query's answer has 6000"

    static var large: Query<Answers, Void, Bytes> { Query("large") { _ in ballast(6_000_000) } }
    static var handlers: Handlers<Answers> { large }
}
