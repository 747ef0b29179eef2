// Options that the server would refuse: the task fails where the code gives them, with a message that names the option.

import Testing

@testable import TemporalCore
@testable import TemporalWorkflow

private struct Work: Activity {
    func run() async throws {}
}

private actor Idle: Workflow {
    func run() async throws {}
}

private let greet = NexusOperation<Void, Void>("greet", of: "people")

private actor CallsNameless: Workflow {
    func run() async throws {
        try await executeNexus(NexusOperation<Void, Void>("", of: ""), endpoint: "people")
    }
}

/// Asks for the first of `wishes`, and swallows what it throws.
private actor Wishes: Workflow {
    func run(_ wish: Int) async throws {
        do {
            try await wishes[wish].ask(self)
        } catch {}
        try await sleep(for: .seconds(1))
    }
}

private struct Wish: CustomTestStringConvertible {
    let message: String
    let cause: API.Enums.WorkflowTaskFailedCause
    let ask: @Sendable (isolated Wishes) async throws -> Void

    init(
        _ message: String, _ cause: API.Enums.WorkflowTaskFailedCause,
        _ ask: @escaping @Sendable (isolated Wishes) async throws -> Void
    ) {
        (self.message, self.cause, self.ask) = (message, cause, ask)
    }

    var testDescription: String { message }

    /// An activity with a policy or a priority.
    static func activity(_ message: String, retry: RetryPolicy? = nil, priority: Priority? = nil) -> Wish {
        Wish("activity Work: \(message)", .badScheduleActivityAttributes) { w in
            try await w.execute(
                Work.self, startToClose: .seconds(1),
                options: ActivityOptions(retryPolicy: retry, priority: priority))
        }
    }
}

private let wishes: [Wish] = [
    Wish("activity Work needs startToClose or scheduleToClose", .badScheduleActivityAttributes) { w in
        try await w.execute(Work.self, options: ActivityOptions())
    },
    Wish("activity Work: startToClose is -1.0 seconds, and may not be negative", .badScheduleActivityAttributes) { w in
        try await w.execute(Work.self, startToClose: .seconds(-1))
    },
    Wish("activity Work: heartbeat is -1.0 seconds, and may not be negative", .badScheduleActivityAttributes) { w in
        try await w.execute(
            Work.self, startToClose: .seconds(1), options: ActivityOptions(heartbeat: .seconds(-1)))
    },
    .activity(
        "retryPolicy.backoffCoefficient is 0.5, and may not be below 1", retry: RetryPolicy(backoffCoefficient: 0.5)),
    .activity(
        "retryPolicy.maximumAttempts is -2, and may not be negative", retry: RetryPolicy(maximumAttempts: -2)),
    .activity(
        "retryPolicy.initialInterval is 9.0 seconds, and may not be above its maximumInterval, 3.0 seconds",
        retry: RetryPolicy(initialInterval: .seconds(9), maximumInterval: .seconds(3))),
    .activity("priority.key is -1, and may not be negative", priority: Priority(key: -1)),
    .activity(
        "priority.fairnessKey has 65 bytes, of 64 at most",
        priority: Priority(fairnessKey: String(repeating: "k", count: 65))),
    .activity("priority.fairnessWeight is -1.0, and may not be negative", priority: Priority(fairnessWeight: -1)),
    Wish("child workflow Idle: runTimeout is -1.0 seconds, and may not be negative", .badStartChildExecutionAttributes)
    { w in
        try await w.executeChild(Idle.self, options: ChildWorkflowOptions(runTimeout: .seconds(-1)))
    },
    Wish(
        "operation people/greet: scheduleToStart is -1.0 seconds, and may not be negative",
        .badScheduleNexusOperationAttributes
    ) { w in
        try await w.executeNexus(
            greet, endpoint: "people", options: NexusOperationOptions(scheduleToStart: .seconds(-1)))
    },
    Wish("operation people/greet: endpoint is empty: say which", .badScheduleNexusOperationAttributes) { w in
        try await w.executeNexus(greet, endpoint: "")
    },
    Wish("continueAsNew: startDelay is -1.0 seconds, and may not be negative", .badContinueAsNewAttributes) { w in
        try w.continueAsNew(0, options: ContinueAsNewOptions(startDelay: .seconds(-1)))
    },
]

@Suite struct OptionCheckTests {
    @Test(arguments: wishes.indices) func `an option out of range fails the task, though the code goes on`(
        wish: Int
    ) async throws {
        let run = try TestRun(Wishes.self) { $0.input = try? .init(DataConverter.default.encodeArguments(wish)) }
        let failure = await #expect(throws: WorkflowTaskFailure.self) { try await run.task() }
        #expect(failure?.description == wishes[wish].message)
        #expect(failure?.cause == wishes[wish].cause)
    }

    @Test func `of a policy that retries nothing the rest does not count`() {
        let policy = RetryPolicy(backoffCoefficient: 0.5, maximumAttempts: 1)
        #expect(ActivityOptions(retryPolicy: policy).problem == nil)
    }

    @Test func `names of a service and an operation may be empty`() async throws {
        let completion = try await TestRun(CallsNameless.self).task()
        let names: [String] = completion.commands.compactMap {
            if case .scheduleNexusOperation(let command) = $0.attributes {
                "\(command.endpoint)/\(command.service)/\(command.operation)"
            } else {
                nil
            }
        }
        #expect(names == ["people//"])
    }
}
