// The recorder's workflows around timers and conditions.

import TemporalCore
import TemporalWorkflow

actor TimerWorkflow: Workflow {
    func run() async throws -> String {
        try await sleep(for: .milliseconds(100))
        try await sleep(for: .milliseconds(200))
        return "ok"
    }
}

actor TimersAtOnceWorkflow: Workflow {
    func branch(_ duration: Duration, _ text: String) async throws {
        try await sleep(for: duration)
        try await echo(text)
    }

    func run() async throws -> String {
        async let a: Void = branch(.seconds(2), "2")
        async let b: Void = branch(.milliseconds(100), "0.1")
        async let c: Void = branch(.seconds(1), "1")
        _ = try await (a, b, c)
        return "ok"
    }
}

actor TimerCancelledWorkflow: Workflow {
    func run() async throws -> String {
        let timer = Task { try await sleep(for: .seconds(60)) }
        try await echo("meanwhile")
        timer.cancel()
        do { try await timer.value } catch is CancellationError { try await echo("cancelled") }
        return "ok"
    }
}

actor TimerCancelledUnsentWorkflow: Workflow {
    func run() async throws -> String {
        let timer = Task.immediate { try await sleep(for: .seconds(60)) }
        timer.cancel()
        do { try await timer.value } catch is CancellationError {}
        try await sleep(for: .milliseconds(100))
        return "ok"
    }
}

actor TimerBeatsActivityWorkflow: Workflow {
    func run() async throws -> String {
        let activity = Task.immediate {
            try await execute(
                Cancellable.self, startToClose: .seconds(10),
                options: ActivityOptions(heartbeat: .seconds(5), retryPolicy: .never))
        }
        try await sleep(for: .milliseconds(100))
        activity.cancel()
        do { try await activity.value } catch is ActivityFailure {}
        return "timer"
    }
}

actor WaitWorkflow: Workflow {
    private var decision: String?
    static var decide: Signal<WaitWorkflow, String> {
        Signal("decide") { workflow, text in workflow.decision = text }
    }
    static var handlers: Handlers<WaitWorkflow> { decide }

    func run() async throws -> String {
        try await wait { $0.decision != nil }
        try await echo(decision ?? "")
        return decision ?? ""
    }
}

actor WaitInTimeWorkflow: Workflow {
    private var decision: String?
    static var handlers: Handlers<WaitInTimeWorkflow> {
        Signal("decide") { (workflow: isolated WaitInTimeWorkflow, text: String) in workflow.decision = text }
    }

    func run() async throws -> String {
        guard try await wait(upTo: .seconds(60), until: { $0.decision != nil }) else { return "too late" }
        try await echo(decision ?? "")
        return decision ?? ""
    }
}

actor WaitTimedOutWorkflow: Workflow {
    private var decision: String?
    static var handlers: Handlers<WaitTimedOutWorkflow> {
        Signal("decide") { (workflow: isolated WaitTimedOutWorkflow, text: String) in workflow.decision = text }
    }

    func run() async throws -> String {
        guard try await wait(upTo: .milliseconds(100), until: { $0.decision != nil }) else {
            try await echo("too late")
            return "too late"
        }
        return decision ?? ""
    }
}

actor QueryWorkflow: Workflow {
    private var decision: String?
    static var handlers: Handlers<QueryWorkflow> {
        Signal("decide") { (workflow: isolated QueryWorkflow, text: String) in workflow.decision = text }
        Query("state") { (workflow: isolated QueryWorkflow) in workflow.decision ?? "waiting" }
    }

    func run() async throws -> String {
        try await wait { $0.decision != nil }
        try await echo(decision ?? "")
        return decision ?? ""
    }
}

actor ParkedWorkflow: Workflow {
    func run() async throws -> String {
        try await echo("parked")
        try await sleep(for: .seconds(3_600))
        return "ok"
    }
}

actor FixedWorkflow: Workflow {
    func run() async throws -> String {
        try await trivial(1)
        try await trivial(2)
        return "ok"
    }
}

actor ResetWorkflow: Workflow {
    func run() async throws -> String {
        try await trivial(1)
        try await echo(uuid())
        try await trivial(2)
        try await echo(uuid())
        try await trivial(3)
        return "ok"
    }
}

actor RandomWorkflow: Workflow {
    func run() async throws -> String {
        var random = random
        try await echo("\(Int.random(in: 0..<100, using: &random))")
        try await echo(uuid())
        try await echo("\(now)")
        let sum = (0..<3).reduce(0) { sum, _ in sum + Int.random(in: 0..<100, using: &random) }
        if sum >= 0 { try await trivial(1) }
        try await sleep(for: .milliseconds(100))
        return "ok"
    }
}

actor WaitOneSecondWorkflow: Workflow {
    private var decision: String?
    static var handlers: Handlers<WaitOneSecondWorkflow> {
        Signal("decide") { (workflow: isolated WaitOneSecondWorkflow, text: String) in workflow.decision = text }
    }

    func run() async throws -> String {
        guard try await wait(upTo: .seconds(1), until: { $0.decision != nil }) else { return "too late" }
        return try await echo(decision ?? "")
    }
}
