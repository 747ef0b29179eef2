// Kitchen sinks as temporalio/omes drives them: with messages in ProtoJSON.

import Foundation
import KitchenSink
import Logging
import ReplaySupport
import TemporalCore
import TemporalWorker
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Kitchen sinks by message` {
    /// Runs `body` beside a worker, and replays what it ran.
    private func withSink(_ body: @escaping @Sendable (TemporalCLI, String) async throws -> Void) async throws {
        let server = try await DevServer.shared
        let taskQueue = "messages-\(UUID().uuidString)"
        let logger = Logger(label: "messages", factory: { _ in SwiftLogNoOpLogHandler() })
        let client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]), logger: logger)
        let worker = try Worker(client: client, taskQueue: taskQueue, logger: logger) { kitchenSink(client: client) }
        let running = Task { try await worker.run() }
        try await body(server.cli(), taskQueue)
        running.cancel()
        _ = await running.result
        let replays = RunReplays()
        try replays.register(kitchenSink(client: client))
        replays.expect(taskQueue)
        try await replays.replay(of: client, where: "TaskQueue = '\(taskQueue)'")
        await client.close()
    }

    /// Starts a workflow with the id `taskQueue`.
    private func start(_ cli: TemporalCLI, _ taskQueue: String, _ actions: String, more: String = "") async throws {
        try await cli.start(
            "kitchenSink", id: taskQueue, taskQueue: taskQueue,
            inputs: [#"{"initialActions":[{"actions":[\#(actions)]}]\#(more)}"#],
            options: ["--input-meta", "encoding=json/protobuf"])
    }

    // The payload of "done", as JSON.
    private static let done =
        #"{"returnResult":{"returnThis":{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"ImRvbmUi"}}}"#

    @Test func `what returns ends the workflow, whatever was to follow`() async throws {
        try await withSink { cli, taskQueue in
            try await start(
                cli, taskQueue, #"\#(Self.done)]},{"actions":[{"timer":{"milliseconds":"3600000"}}"#)
            #expect(try await cli.closed(taskQueue) == "COMPLETED")
        }
    }

    @Test func `every kind of action is performed`() async throws {
        try await withSink { cli, taskQueue in
            try await cli.run([
                "operator", "nexus", "endpoint", "create", "--name", taskQueue, "--target-namespace", "default",
                "--target-task-queue", taskQueue,
            ]).succeeded()
            let child = Data(#"{"initialActions":[{"actions":[{"returnResult":{"returnThis":{}}}]}]}"#.utf8)
                .base64EncodedString()
            // Three operations that one workflow carries out.
            let shared = """
                {"nexusOperation":{"endpoint":"\(taskQueue)","operation":"echo-async","input":"c","expectedOutput":"c",
                    "handlerWorkflowId":"\(taskQueue)-shared",
                    "handlerWorkflowIdConflictPolicy":"WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING",
                    "beforeActions":[{"actions":[{"timer":{"milliseconds":"500"}}]}]}}
                """
            try await start(
                cli, taskQueue,
                """
                {"timer":{"milliseconds":"100"}},
                {"timer":{"milliseconds":"60000","awaitableChoice":{"cancelAfterStarted":{}}}},
                {"timer":{"milliseconds":"60000","awaitableChoice":{"cancelBeforeStarted":{}}}},
                {"execActivity":{"delay":"0.010s","startToCloseTimeout":"5s",
                    "remote":{"cancellationType":"WAIT_CANCELLATION_COMPLETED"}}},
                {"execActivity":{"payload":{"bytesToReceive":10,"bytesToReturn":20},"isLocal":{},"startToCloseTimeout":"5s"}},
                {"execActivity":{"retryableError":{"failAttempts":1},"startToCloseTimeout":"5s",
                    "retryPolicy":{"initialInterval":"0.010s","backoffCoefficient":1}}},
                {"execActivity":{"timeout":{"failAttempts":1,"successDuration":"0.001s"},"startToCloseTimeout":"1s"}},
                {"execActivity":{"heartbeat":{"successDuration":"0.1s","heartbeatInterval":"0.01s"},
                    "startToCloseTimeout":"5s","heartbeatTimeout":"3s"}},
                {"execActivity":{"resources":{"runFor":"0.010s","bytesToAllocate":"1000"},"startToCloseTimeout":"5s"}},
                {"execActivity":{"client":{"clientSequence":{"actionSets":[{"actions":[{"doQuery":{"reportState":{}}}]}]}},
                    "startToCloseTimeout":"30s"}},
                {"execActivity":{"noop":{},"startToCloseTimeout":"5s","awaitableChoice":{"waitStarted":{}}}},
                {"execActivity":{"generic":{"type":"noop"},"startToCloseTimeout":"5s","priority":{"priorityKey":2},
                    "fairnessKey":"tenant","fairnessWeight":1.5,"remote":{"doNotEagerlyExecute":true}}},
                {"awaitPendingActions":{}},
                {"execChildWorkflow":{"workflowType":"kitchenSink","searchAttributes":{
                        "TestKeyword":{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"ImNoaWxkIg=="}},
                    "input":[{"metadata":{"encoding":"anNvbi9wcm90b2J1Zg=="},"data":"\(child)"}]}},
                {"nexusOperation":{"endpoint":"\(taskQueue)","operation":"echo-sync","input":"a","expectedOutput":"a"}},
                {"nexusOperation":{"endpoint":"\(taskQueue)","operation":"echo-async","input":"b","expectedOutput":"b",
                    "beforeActions":[{"actions":[{"timer":{"milliseconds":1}}]}]}},
                {"nestedActionSet":{"concurrent":true,"actions":[\(shared),\(shared),\(shared)]}},
                {"setPatchMarker":{"patchId":"1","innerAction":{"timer":{"milliseconds":"1"}}}},
                {"setPatchMarker":{"patchId":"2","deprecated":true,"innerAction":{"timer":{"milliseconds":"1"}}}},
                {"upsertMemo":{"upsertedMemo":{"fields":{"note":{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"MQ=="}}}}},
                {"upsertSearchAttributes":{"searchAttributes":{
                    "TestInt":{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"Nw=="}}}},
                {"nestedActionSet":{"concurrent":true,"actions":[
                    {"awaitWorkflowState":{"key":"k","value":"v"}},{"setWorkflowState":{"kvs":{"k":"v"}}}]}},
                \(Self.done)
                """)
            #expect(try await cli.closed(taskQueue) == "COMPLETED")
            #expect(try await cli.result(taskQueue).text(at: "result") == "done")
            let history = try await cli.history(taskQueue)
            for event in [
                "TIMER_CANCELED", "ACTIVITY_TASK_COMPLETED", "CHILD_WORKFLOW_EXECUTION_COMPLETED", "MARKER_RECORDED",
                "NEXUS_OPERATION_COMPLETED", "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES", "WORKFLOW_PROPERTIES_MODIFIED",
            ] {
                #expect(history.contains("EVENT_TYPE_\(event)"), "\(event)")
            }
            for detail in [#""fairnessKey": "tenant""#, #""priorityKey": 2"#, #""TestKeyword""#] {
                #expect(history.contains(detail), "\(detail)")
            }
            #expect(!history.contains("EVENT_TYPE_WORKFLOW_TASK_FAILED"))
        }
    }

    @Test func `signals count once each, updates are refused, and an error ends the workflow`() async throws {
        try await withSink { cli, taskQueue in
            try await start(
                cli, taskQueue, #"{"setWorkflowState":{"kvs":{"a":"b"}}}"#, more: #","expectedSignalCount":2"#)
            func signal(_ id: Int, _ action: String) async throws {
                let input = #"{"doActions":{"actions":[\#(action)]},"signalId":\#(id)}"#
                try await cli.workflow(
                    "signal", taskQueue,
                    ["--name", "do_actions_signal", "--input", input, "--input-meta", "encoding=json/protobuf"])
            }
            func update(_ input: String) async throws -> CommandResult {
                try await cli.run([
                    "workflow", "update", "execute", "--workflow-id", taskQueue, "--name", "do_actions_update",
                    "--input", input, "--input-meta", "encoding=json/protobuf",
                ])
            }
            #expect(try await update(#"{"rejectMe":{}}"#).status != 0)
            try await signal(1, #"{"timer":{"milliseconds":"1"}}"#)
            let answer = try await update(#"{"doActions":{"actions":[{"timer":{"milliseconds":"1"}}]}}"#)
            try answer.succeeded()
            #expect(answer.output.contains(#""a""#))
            try await signal(1, #"{"returnError":{"failure":{"message":"twice"}}}"#)
            try await signal(2, #"{"returnError":{"failure":{"message":"as it was told"}}}"#)
            #expect(try await cli.closed(taskQueue) == "FAILED")
            #expect(try await cli.history(taskQueue).contains("as it was told"))
        }
    }

    @Test func `a run that continues as new keeps what it is given`() async throws {
        try await withSink { cli, taskQueue in
            let input = Data(
                #"{"initialActions":[{"actions":[{"timer":{"milliseconds":"1"}},\#(Self.done)]}]}"#.utf8
            ).base64EncodedString()
            try await start(
                cli, taskQueue,
                """
                {"continueAsNew":{"workflowType":"kitchenSink",
                    "arguments":[{"metadata":{"encoding":"anNvbi9wcm90b2J1Zg=="},"data":"\(input)"}]}}
                """)
            #expect(try await cli.result(taskQueue).text(at: "result") == "done")
        }
    }
}
