// Servers that do not want the worker, or that answer what they must not (`Tests/Peers/temporal_scripted.py`): the worker says
// what is wrong, ends where it can never work, and goes on where it can.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct ScriptedServerTests {
    @Test(
        arguments: [
            ("PERMISSION_DENIED", StatusCode.permissionDenied, "check the rights"),
            ("UNAUTHENTICATED", .unauthenticated, "check the API key"),
        ], ["GetSystemInfo", "DescribeNamespace", "PollWorkflowTaskQueue", "PollActivityTaskQueue"])
    func `a server that refuses us ends the worker, which says what to do`(
        refusal: (name: String, code: StatusCode, remedy: String), method: String
    ) async throws {
        let server = try await ScriptedServer("--fail", "\(method)=\(refusal.name)")
        let place = try await Place(address: server.address)
        let worker = try place.worker {
            Quick.self
            Scripted { $0 }
        }
        let error = await #expect(throws: RPCError.self) { try await worker.end() }
        #expect(error?.code == refusal.code)
        #expect(error?.method.hasSuffix(method) == true)
        #expect(error?.message == "not for you")
        #expect(place.log.contains("\(method) at \(server.address) failed with \(refusal.name): not for you"))
        #expect(place.log.contains(refusal.remedy))
    }

    @Test func `a server that refuses us sessions alone ends the worker too`() async throws {
        let server = try await ScriptedServer("--fail-sessions", "PERMISSION_DENIED")
        let place = try await Place(address: server.address)
        var options = WorkerOptions()
        options.maxConcurrentSessions = 1
        let worker = try place.worker(options) { Scripted { $0 } }
        let error = await #expect(throws: RPCError.self) { try await worker.end() }
        #expect(error?.code == .permissionDenied)
        #expect(error?.method.hasSuffix("PollActivityTaskQueue") == true)
    }

    @Test(arguments: ["GetSystemInfo", "DescribeNamespace", "PollWorkflowTaskQueue"])
    func `answers that cannot be read are told and asked for again`(method: String) async throws {
        let server = try await ScriptedServer("--garbage", "\(method)=2", "--task", "good")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        let completion = try await server.report()
        #expect(completion.method == "RespondWorkflowTaskCompleted")
        if method == "PollWorkflowTaskQueue" {
            try await eventually { place.log.contains("the answer cannot be read") }
        }
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a result that can never be read is told to whoever waits for it`() async throws {
        let server = try await ScriptedServer("--garbage", "GetWorkflowExecutionHistory=1000")
        let place = try await Place(address: server.address)
        let error = await #expect(throws: RPCError.self) {
            try await place.client.workflow(id: "odd").result(as: String.self)
        }
        #expect(error?.message.contains("the answer cannot be read") == true, "\(String(describing: error))")
        await place.client.close()
    }

    @Test(arguments: [
        ("gap", "history skips from event 2 to event 3"), ("headless", "history does not begin with"),
        ("empty", "history does not begin with"), ("hollow", "event 1 is of a kind"),
    ])
    func `a task with a history that cannot be is failed, and the next one executed`(
        kind: String, text: String
    ) async throws {
        let server = try await ScriptedServer("--task", kind, "--task", "good")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        // The two tasks go side by side.
        let reports = [try await server.report(), try await server.report()]
        let failure = try #require(reports.first { $0.method == "RespondWorkflowTaskFailed" })
        #expect(failure.text.contains(text), "\(failure.text)")
        #expect(reports.contains { $0.method == "RespondWorkflowTaskCompleted" })
        await worker.askToStop()
        try await worker.end()
    }

    @Test(arguments: ["UNAUTHENTICATED", "PERMISSION_DENIED", "UNIMPLEMENTED", "NOT_FOUND", "CANCELLED"])
    func `a server that refuses for a moment what it has served before is polled again`(code: String) async throws {
        let server = try await ScriptedServer("--task", "good", "--task", "gap", "--refuse-later", "\(code)=3")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        #expect(try await server.report().method == "RespondWorkflowTaskCompleted")
        #expect(try await server.report().method == "RespondWorkflowTaskFailed")
        try await eventually { place.log.contains("a poll failed and is tried again") }
        await worker.askToStop()
        try await worker.end()
    }

    @Test(arguments: ["UNAUTHENTICATED", "UNIMPLEMENTED", "CANCELLED", "DEADLINE_EXCEEDED"])
    func `a result that is refused for a moment is reported again`(code: String) async throws {
        let server = try await ScriptedServer(
            "--activity", "Trivial", "--fail-once", "RespondActivityTaskCompleted=\(code)")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Trivial() }
        for _ in 1...2 { #expect(try await server.report().method == "RespondActivityTaskCompleted") }
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `what a server refuses again and again is told while it goes on`() async throws {
        let server = try await ScriptedServer(
            "--activity", "Trivial", "--fail", "RespondActivityTaskCompleted=UNAVAILABLE", "--message", "no upstream")
        let place = try await Place(address: server.address)
        var options = WorkerOptions()
        options.shutdownTimeout = .zero
        let worker = try place.worker(options) { Trivial() }
        try await eventually { place.log.contains("an activity's result is not taken, and is sent again: ") }
        #expect(place.log.contains("no upstream"))
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `the answer to a query is given up when nobody waits for it any longer`() async throws {
        let server = try await ScriptedServer(
            "--task", "query", "--fail", "RespondQueryTaskCompleted=UNAVAILABLE")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        try await eventually { place.log.contains("the query's answer was not taken") }
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `the first poll says where commands may be sent`() async throws {
        let server = try await ScriptedServer(
            "--task", "good", "--commands", "UNAVAILABLE", "--report", "PollWorkflowTaskQueue")
        let place = try await Place(address: server.address)
        let worker = try place.worker {
            Quick.self
            Trivial()
        }
        let poll = try await server.report()
        #expect(poll.method == "PollWorkflowTaskQueue")
        #expect(poll.text.contains("temporal-sys/worker-commands/"), "\(poll.text)")
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `commands that a server refuses to give for a moment are asked for again`() async throws {
        let server = try await ScriptedServer(
            "--activity", "Scripted", "--input", "1", "--task", "good", "--commands", "PERMISSION_DENIED")
        let place = try await Place(address: server.address)
        let worker = try place.worker {
            Quick.self
            Scripted { number in
                try await Task.sleep(for: .seconds(300))
                return number
            }
        }
        #expect(try await server.report().method == "RespondWorkflowTaskCompleted")
        // In the order of their own.
        let ends = [try await server.report().method, try await server.report().method]
        #expect(Set(ends) == ["RespondNexusTaskCompleted", "RespondActivityTaskCanceled"])
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a command to cancel an activity whose input is still being decoded is heeded when it begins`()
        async throws
    {
        let server = try await ScriptedServer(
            "--activity", "Scripted", "--input", "1", "--task", "good", "--commands", "UNAVAILABLE")
        let slow = SlowToDecode()
        let place = try await Place(address: server.address, converter: DataConverter(codecs: [slow]))
        let worker = try place.worker {
            Quick.self
            Scripted { number in
                try await Task.sleep(for: .seconds(300))
                return number
            }
        }
        #expect(try await server.report().method == "RespondWorkflowTaskCompleted")
        #expect(try await server.report().method == "RespondNexusTaskCompleted")
        slow.mayGoOn.open()
        let end = try await server.report()
        #expect(end.method == "RespondActivityTaskCanceled", "\(end.text)")
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a completion that the server does not want is told`() async throws {
        let server = try await ScriptedServer(
            "--task", "good", "--fail-once", "RespondWorkflowTaskCompleted=INVALID_ARGUMENT", "--message", "bad queue")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        #expect(try await server.report().method == "RespondWorkflowTaskCompleted")
        try await eventually { place.log.contains("completion was not taken") && place.log.contains("bad queue") }
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a server that is there and does not serve is told, and tried again until it is too late`() async throws
    {
        let server = try await ScriptedServer("--fail", "GetSystemInfo=UNAVAILABLE", "--message", "no upstream")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        try await eventually { place.log.contains("does not answer as it should") }
        #expect(place.log.contains("no upstream"))
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `heartbeat details that the server did not take ride on the failure`() async throws {
        let server = try await ScriptedServer(
            "--activity", "BeatsOnce", "--fail", "RecordActivityTaskHeartbeat=PERMISSION_DENIED")
        let place = try await Place(address: server.address)
        let isRefused: @Sendable () -> Bool = { place.log.contains("a heartbeat waits") }
        let worker = try place.worker { BeatsOnce(isRefused: isRefused) }
        let failure = try await server.report()
        #expect(failure.method == "RespondActivityTaskFailed")
        // 42 in base64.
        #expect(failure.text.contains("lastHeartbeatDetails") && failure.text.contains("NDI="), "\(failure.text)")
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a heartbeat that the server finds too large is sent with what it has taken before`() async throws {
        let server = try await ScriptedServer(
            "--activity", "BeatsOnce", "--fail-once", "RecordActivityTaskHeartbeat=RESOURCE_EXHAUSTED",
            "--message", "grpc: received message larger than max (9 vs. 4)")
        let place = try await Place(address: server.address)
        let isRefused: @Sendable () -> Bool = {
            place.log.contains("a heartbeat is sent with the details of the one before")
        }
        let worker = try place.worker { BeatsOnce(isRefused: isRefused) }
        let failure = try await server.report()
        #expect(failure.method == "RespondActivityTaskFailed")
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `an activity's result that the server finds too large is reported as a failure`() async throws {
        let server = try await ScriptedServer(
            "--activity", "Trivial", "--fail-once", "RespondActivityTaskCompleted=RESOURCE_EXHAUSTED",
            "--message", "grpc: received message larger than max (9 vs. 4)")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Trivial() }
        #expect(try await server.report().method == "RespondActivityTaskCompleted")
        let failure = try await server.report()
        #expect(failure.method == "RespondActivityTaskFailed")
        #expect(failure.text.contains("PayloadsTooLarge"), "\(failure.text)")
        #expect(failure.text.contains("received message larger than max (9 vs. 4)"), "\(failure.text)")
        await worker.askToStop()
        try await worker.end()
    }

    @Test func `a completion that the server finds too large is reported as the task's failure`() async throws {
        let server = try await ScriptedServer(
            "--task", "good", "--fail-once", "RespondWorkflowTaskCompleted=RESOURCE_EXHAUSTED",
            "--message", "grpc: received message larger than max (9 vs. 4)")
        let place = try await Place(address: server.address)
        let worker = try place.worker { Quick.self }
        #expect(try await server.report().method == "RespondWorkflowTaskCompleted")
        let failure = try await server.report()
        #expect(failure.method == "RespondWorkflowTaskFailed")
        #expect(failure.text.contains("WORKFLOW_TASK_FAILED_CAUSE_PAYLOADS_TOO_LARGE"), "\(failure.text)")
        await worker.askToStop()
        try await worker.end()
    }
}

/// Decodes nothing before it may.
private final class SlowToDecode: PayloadCodec {
    let mayGoOn = Gate()

    func encode(_ payloads: [Payload]) async throws -> [Payload] { payloads }

    func decode(_ payloads: [Payload]) async throws -> [Payload] {
        try await mayGoOn.wait()
        return payloads
    }
}

private struct Trivial: Activity {
    func run() async throws -> String { "fine" }
}

private struct BeatsOnce: Activity {
    let isRefused: @Sendable () -> Bool

    func run() async throws {
        try ActivityContext.current?.heartbeat(42)
        try await eventually { isRefused() }
        throw ApplicationFailure("fails after its heartbeat", type: "Test")
    }
}
