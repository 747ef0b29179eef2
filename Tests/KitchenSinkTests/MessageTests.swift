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
    /// Runs `body` beside a worker, and replays what it ran: the workflow with the id of the task queue, and others, whose ids have
    /// `suffixes` besides.
    private func withSink(
        andOthers suffixes: [String] = [],
        _ body: @escaping @Sendable (TemporalCLI, String, KitchenSinkDriver) async throws -> Void
    ) async throws {
        let server = try await DevServer.shared
        let taskQueue = "messages-\(UUID().uuidString)"
        let logger = Logger(label: "messages", factory: { _ in SwiftLogNoOpLogHandler() })
        let client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]), logger: logger)
        let worker = try Worker(client: client, taskQueue: taskQueue, logger: logger) { kitchenSink(client: client) }
        let running = Task { try await worker.run() }
        defer { running.cancel() }
        try await body(
            server.cli(), taskQueue, KitchenSinkDriver(client: client, workflowID: taskQueue, taskQueue: taskQueue))
        running.cancel()
        do { try await running.value } catch is CancellationError {}
        let replays = RunReplays()
        try replays.register(kitchenSink(client: client))
        for suffix in [""] + suffixes { replays.expect(taskQueue + suffix) }
        try await replays.replay(of: client, where: "TaskQueue = '\(taskQueue)'")
        await client.close()
    }

    /// Starts a workflow with the id `taskQueue` and, where there are several, a suffix.
    private func start(
        _ cli: TemporalCLI, _ taskQueue: String, suffix: String = "", _ actions: String, more: String = ""
    ) async throws {
        try await cli.start(
            "kitchenSink", id: taskQueue + suffix, taskQueue: taskQueue,
            inputs: [#"{"initialActions":[{"actions":[\#(actions)]}]\#(more)}"#],
            options: ["--input-meta", "encoding=json/protobuf"])
    }

    /// Makes an endpoint of Nexus with the name `taskQueue`.
    private func makeEndpoint(_ cli: TemporalCLI, _ taskQueue: String) async throws {
        try await cli.run([
            "operator", "nexus", "endpoint", "create", "--name", taskQueue, "--target-namespace", "default",
            "--target-task-queue", taskQueue,
        ]).succeeded()
    }

    // The payload of "done", as JSON.
    private static let done =
        #"{"returnResult":{"returnThis":{"metadata":{"encoding":"anNvbi9wbGFpbg=="},"data":"ImRvbmUi"}}}"#

    @Test func `what returns ends the workflow, whatever was to follow`() async throws {
        try await withSink { cli, taskQueue, _ in
            try await start(
                cli, taskQueue, #"\#(Self.done)]},{"actions":[{"timer":{"milliseconds":"3600000"}}"#)
            #expect(try await cli.closed(taskQueue) == "COMPLETED")
        }
    }

    @Test func `every kind of action is performed`() async throws {
        try await withSink(andOthers: ["-shared"]) { cli, taskQueue, _ in
            try await makeEndpoint(cli, taskQueue)
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
        try await withSink { cli, taskQueue, _ in
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
        try await withSink { cli, taskQueue, _ in
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

    @Test func `a sink signals another one and cancels a third`() async throws {
        try await withSink(andOthers: ["-signaled", "-canceled"]) { cli, taskQueue, _ in
            let wait = #"{"awaitWorkflowState":{"key":"k","value":"v"}}"#
            try await start(cli, taskQueue, suffix: "-signaled", "\(wait),\(Self.done)")
            try await start(cli, taskQueue, suffix: "-canceled", "\(wait),\(Self.done)")
            let signal = Data(#"{"doActions":{"actions":[{"setWorkflowState":{"kvs":{"k":"v"}}}]}}"#.utf8)
                .base64EncodedString()
            try await start(
                cli, taskQueue,
                """
                {"sendSignal":{"workflowId":"\(taskQueue)-signaled","signalName":"do_actions_signal",
                    "args":[{"metadata":{"encoding":"anNvbi9wcm90b2J1Zg=="},"data":"\(signal)"}]}},
                {"cancelWorkflow":{"workflowId":"\(taskQueue)-canceled"}},
                \(Self.done)
                """)
            #expect(try await cli.closed(taskQueue) == "COMPLETED")
            #expect(try await cli.closed("\(taskQueue)-signaled") == "COMPLETED")
            #expect(try await cli.closed("\(taskQueue)-canceled") == "CANCELED")
            let history = try await cli.history(taskQueue)
            for event in ["WORKFLOW_EXECUTION_SIGNALED", "WORKFLOW_EXECUTION_CANCEL_REQUESTED"] {
                #expect(history.contains("EVENT_TYPE_EXTERNAL_\(event)"), "\(event)")
            }
        }
    }

    @Test func `operations of Nexus wait until their workflow is unblocked`() async throws {
        try await withSink(andOthers: ["-blocked"]) { cli, taskQueue, _ in
            try await makeEndpoint(cli, taskQueue)
            // Two that one workflow carries out, begun before the signal and waited for after it.
            let operation = """
                {"nexusOperation":{"endpoint":"\(taskQueue)","operation":"echo-async","input":"a","expectedOutput":"a",
                    "handlerWorkflowId":"\(taskQueue)-blocked","waitForSignal":true,
                    "handlerWorkflowIdConflictPolicy":"WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING",
                    "awaitableChoice":{"waitStarted":{}}}}
                """
            try await start(
                cli, taskQueue,
                """
                {"nestedActionSet":{"concurrent":true,"actions":[\(operation),\(operation)]}},
                {"sendSignal":{"workflowId":"\(taskQueue)-blocked","signalName":"unblock"}},
                {"awaitPendingActions":{}},
                \(Self.done)
                """)
            #expect(try await cli.closed(taskQueue) == "COMPLETED")
            let ended = try await cli.history(taskQueue).matches(of: /EVENT_TYPE_NEXUS_OPERATION_COMPLETED/)
            #expect(ended.count == 2)
            let blocked = try WorkflowHistory(json: Bytes(utf8: try await cli.history("\(taskQueue)-blocked")))
            let signals = blocked.events.compactMap { event -> API.History.WorkflowExecutionSignaledEventAttributes? in
                if case .workflowExecutionSignaled(let signal) = event.attributes { signal } else { nil }
            }
            #expect(signals.map(\.signalName) == ["unblock"])
            // What has no arguments is sent none.
            #expect(signals.allSatisfy { $0.input?.payloads.isEmpty ?? true })
        }
    }

    @Test(arguments: [true, false])
    func `a signal or an update starts a sink`(isSignal: Bool) async throws {
        try await withSink { cli, taskQueue, driver in
            let set = ActionSet([Action { $0.setWorkflowState = WorkflowState(["k": "v"]) }])
            var start = WithStartClientAction { _ in }
            if isSignal {
                start.doSignal = DoSignal(DoSignal.DoSignalActions { $0.doActions = set }, withStart: true)
            } else {
                start.doUpdate = DoUpdate(DoActionsUpdate(set), withStart: true)
            }
            let sink = try await driver.start(
                WorkflowInput(initialActions: [
                    ActionSet([
                        Action { $0.awaitWorkflowState = AwaitWorkflowState("k", "v") },
                        // The update answers while the workflow is there.
                        Action { $0.timer = TimerAction(milliseconds: 100) },
                        Action { $0.returnResult = ReturnResultAction(.null) },
                    ])
                ]), with: start)
            _ = try await sink.result()
            let event = isSignal ? "SIGNALED" : "UPDATE_COMPLETED"
            #expect(try await cli.history(taskQueue).contains("EVENT_TYPE_WORKFLOW_EXECUTION_\(event)"))
        }
    }

    /// The action of a workflow whose activity `client` does `actions`, once and all of them at once.
    private func client(_ actions: String) -> String {
        """
        {"execActivity":{"client":{"clientSequence":{"actionSets":[{"concurrent":true,"actions":[\(actions)]}]}},
            "startToCloseTimeout":"50s","retryPolicy":{"maximumAttempts":1}}}
        """
    }

    @Test func `clients run activities without a workflow, and pause, reset and change them`() async throws {
        try await withSink { cli, taskQueue, _ in
            let activities = [
                #""delay":"0.010s""#, #""noop":{}"#, #""payload":{"bytesToReceive":10,"bytesToReturn":20}"#,
                #""resources":{"runFor":"0.010s"}"#, #""retryableError":{"failAttempts":1}"#,
                #""timeout":{"successDuration":"0.001s"}"#, #""generic":{"type":"noop"}"#,
            ].map { activity in
                """
                {"doStandaloneActivity":{"activity":{\(activity),"taskQueue":"\(taskQueue)","startToCloseTimeout":"5s",
                    "retryPolicy":{"initialInterval":"0.010s"},"priority":{"priorityKey":2}}}}
                """
            }
            // Longer than it takes them to learn of what is done to them.
            let commands = ["PAUSE", "RESET", "UPDATE"].map { command in
                """
                {"doStandaloneActivityOperatorCommands":{"commandType":"COMMAND_TYPE_\(command)","activity":{
                    "heartbeat":{"successDuration":"10s","heartbeatInterval":"0.1s"},"startToCloseTimeout":"20s",
                    "heartbeatTimeout":"5s","retryPolicy":{"initialInterval":"0.010s","maximumAttempts":5}}}}
                """
            }
            let all = (activities + commands).joined(separator: ",")
            try await start(cli, taskQueue, "\(client(all)),\(Self.done)")
            #expect(try await cli.closed(taskQueue) == "COMPLETED")
            try await eventually { () -> Bool in
                let query = "TaskQueue = '\(taskQueue)' AND ExecutionStatus = 'Completed'"
                let counted = try await cli.run(["activity", "count", "--query", query]).succeeded()
                return try counted.text(at: "count") == "10"
            }
        }
    }

    @Test func `clients cannot call Nexus without a workflow, and say so`() async throws {
        try await withSink { cli, taskQueue, _ in
            let operation =
                #"{"doStandaloneNexusOperation":{"endpoint":"e","service":"kitchen-sink","operation":"echo-sync"}}"#
            try await start(cli, taskQueue, client(operation))
            #expect(try await cli.closed(taskQueue) == "FAILED")
            #expect(try await cli.history(taskQueue).contains("UnsupportedAction"))
        }
    }
}
