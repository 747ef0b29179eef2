// Activities that a client completes, by token and by ids.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Leaves its token behind and its completion to whoever finds it.
private struct AsksSomebody: Activity {
    let tokens: Mutexed<[Bytes]>

    func run(_ question: String) async throws -> String {
        let context = try #require(ActivityContext.current)
        try context.heartbeat("asked \(question)")
        tokens.append(context.info.taskToken)
        throw CompleteAsyncError()
    }
}

private actor Asks: Workflow {
    func run(_ question: String) async throws -> String {
        do {
            return try await execute(
                AsksSomebody.self, question,
                options: ActivityOptions(
                    startToClose: .seconds(60), heartbeat: .seconds(30),
                    retryPolicy: RetryPolicy(initialInterval: .milliseconds(50), maximumAttempts: 2),
                    cancellation: .waitCancellationCompleted))
        } catch let error as ActivityFailure where error.cause is ApplicationFailure {
            return "failed: \(error.first(ApplicationFailure.self)?.message ?? "")"
        }
    }
}

private actor AsksLocally: Workflow {
    func run() async throws -> String {
        try await executeLocal(AsksSomebody.self, "locally", startToClose: .seconds(10))
    }
}

@Suite(.timeLimit(.minutes(5))) struct AsyncCompletionTests {
    private func start(
        _ question: String, _ place: Place, _ tokens: Mutexed<[Bytes]>
    ) async throws -> (TypedWorkflowHandle<Asks>, RunningWorker) {
        let worker = try place.worker {
            Asks.self
            AsksSomebody(tokens: tokens)
        }
        let handle = try await place.client.startWorkflow(
            Asks.self, question, id: UUID().uuidString, taskQueue: place.taskQueue)
        try await eventually { !tokens.value.isEmpty }
        return (handle, worker)
    }

    @Test func `a client completes an activity by its token, and only once`() async throws {
        let place = try await Place()
        let tokens = Mutexed<[Bytes]>([])
        let (handle, worker) = try await start("token", place, tokens)
        let activity = place.client.asyncActivity(taskToken: tokens.value[0])
        #expect(try await activity.heartbeat("thinking") == nil)
        try await activity.complete("by token")
        #expect(try await handle.result() == "by token")
        let error = await #expect(throws: RPCError.self) { try await activity.complete("again") }
        #expect(error?.code == .notFound)
        #expect(try await activity.heartbeat() == .notFound)
        try await worker.stop()
    }

    @Test func `a token of another namespace is refused with a word of that, and the activity goes on`() async throws {
        let server = try await DevServer.start(namespaces: ["elsewhere"])
        let place = try await Place(server: server)
        let tokens = Mutexed<[Bytes]>([])
        let (handle, worker) = try await start("whom", place, tokens)
        let stranger = TemporalClient(
            try ConnectionOptions(environment: [
                "TEMPORAL_ADDRESS": server.address, "TEMPORAL_NAMESPACE": "elsewhere",
            ]))
        let token = try #require(tokens.value.first)
        let activity = stranger.asyncActivity(taskToken: token)
        let heartbeat = await #expect(throws: RPCError.self) { try await activity.heartbeat("mine") }
        let completion = await #expect(throws: RPCError.self) { try await activity.complete("mine") }
        for error in [heartbeat, completion] {
            #expect(error?.code == .invalidArgument)
            #expect(error?.message.contains("namespace") == true, "\(String(describing: error))")
        }
        try await place.client.asyncActivity(taskToken: token).complete("ours")
        #expect(try await handle.result() == "ours")
        await stranger.close()
        try await worker.stop()
    }

    @Test func `a client completes an activity by its ids`() async throws {
        let place = try await Place()
        let (handle, worker) = try await start("ids", place, Mutexed([]))
        let activity = handle.untyped.activity(id: "1").asyncActivity
        #expect(try await activity.heartbeat() == nil)
        try await activity.complete("by ids")
        #expect(try await handle.result() == "by ids")
        try await worker.stop()
    }

    @Test func `a client fails attempts, and the retry policy counts them`() async throws {
        let place = try await Place()
        let tokens = Mutexed<[Bytes]>([])
        let (handle, worker) = try await start("failure", place, tokens)
        try await place.client.asyncActivity(taskToken: tokens.value[0]).fail(
            ApplicationFailure("no answer", type: "Test"), lastHeartbeat: "asked twice")
        try await eventually { tokens.value.count == 2 }
        try await handle.untyped.activity(id: "1").asyncActivity.fail(ApplicationFailure("still none", type: "Test"))
        #expect(try await handle.result() == "failed: still none")
        try await worker.stop()
    }

    @Test func `a client hears of a cancellation and reports that it was heeded`() async throws {
        let place = try await Place()
        for byToken in [true, false] {
            let tokens = Mutexed<[Bytes]>([])
            let (handle, worker) = try await start("cancellation", place, tokens)
            let activity =
                byToken
                ? place.client.asyncActivity(taskToken: tokens.value[0])
                : handle.untyped.activity(id: "1").asyncActivity
            try await handle.cancel()
            try await eventually { try await activity.heartbeat() == .requested }
            try await activity.reportCancellation("left off")
            let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
            #expect(error?.cause is CanceledFailure)
            try await worker.stop()
        }
    }

    @Test func `a local activity cannot be completed by a client, and says so`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            AsksLocally.self
            AsksSomebody(tokens: Mutexed([]))
        }
        let handle = try await place.client.startWorkflow(
            AsksLocally.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        let error = await #expect(throws: WorkflowFailedError.self) { try await handle.result() }
        #expect("\(try #require(error))".contains("schedule it with execute"), "\(String(describing: error))")
        try await worker.stop()
    }
}
