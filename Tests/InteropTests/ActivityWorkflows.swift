// The recorder's workflows around activities; Tests/Fixtures/histories/README.md has them in pseudo-code.

import TemporalCore
import TemporalWorkflow

actor NoopWorkflow: Workflow { func run() async throws -> String { "ok" } }

struct Tagged: Codable, Sendable {
    var name: String
    var tags: [String]
}

actor ArgumentsWorkflow: Workflow {
    func run(_ text: String, _ number: Int, _ nothing: String?, _ object: Tagged) async throws {
        try await echo(object.name)
    }
}

actor OneActivityWorkflow: Workflow {
    func run() async throws -> String {
        try await trivial(1)
        return "ok"
    }
}

actor TenActivitiesWorkflow: Workflow {
    func run() async throws -> String {
        for i in 0..<10 { try await trivial(i) }
        return "ok"
    }
}

actor ManyActivitiesWorkflow: Workflow {
    func run(_ n: Int) async throws -> Int {
        var sum = 0
        for i in 0..<n { sum += try await trivial(i) }
        return sum
    }
}

actor FanOutWorkflow: Workflow {
    func run(_ n: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for i in 0..<n { group.addTask { try await self.trivial(i) } }
            var sum = 0
            for try await value in group { sum += value }
            return sum
        }
    }
}

actor TwoBranchesWorkflow: Workflow {
    func branch(_ name: String) async throws {
        for i in 1...3 { try await echo("\(name)\(i)") }
    }

    func run() async throws -> String {
        async let a: Void = branch("a")
        async let b: Void = branch("b")
        _ = try await (a, b)
        return "ok"
    }
}

let shortRetries = RetryPolicy(initialInterval: .milliseconds(20), backoffCoefficient: 1, maximumAttempts: 5)

actor ActivityRetriesWorkflow: Workflow {
    func run() async throws -> Int {
        try await execute(
            Flaky.self, 2, startToClose: .seconds(10), options: ActivityOptions(retryPolicy: shortRetries))
    }
}

actor RetriesExhaustedWorkflow: Workflow {
    func run() async throws -> String {
        do {
            _ = try await execute(
                Flaky.self, 100, startToClose: .seconds(10), options: ActivityOptions(retryPolicy: shortRetries))
        } catch is ActivityFailure {
            try await echo("gave up")
        }
        return "gave up"
    }
}

actor FailureCaughtWorkflow: Workflow {
    func run() async throws -> String {
        do {
            try await execute(Fail.self, "no", startToClose: .seconds(10))
        } catch is ActivityFailure {
            try await echo("caught")
        }
        return "caught"
    }
}

actor FailureUncaughtWorkflow: Workflow {
    func run() async throws -> String {
        try await execute(Fail.self, "no", startToClose: .seconds(10))
        return "not reached"
    }
}

actor ActivityTimeoutsWorkflow: Workflow {
    private var kinds: [String] = []

    private func attempt(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let failure as ActivityFailure {
            kinds.append("\(failure.cause.map { "\(type(of: $0))" } ?? "")")
        }
    }

    func run() async throws -> [String] {
        try await attempt {
            _ = try await execute(
                Sleepy.self, 1.5, startToClose: .milliseconds(300), options: ActivityOptions(retryPolicy: .never))
        }
        try await attempt {
            _ = try await execute(
                Echo.self, "x", startToClose: .seconds(10),
                options: ActivityOptions(
                    scheduleToStart: .milliseconds(300), retryPolicy: .never, taskQueue: "nobody"))
        }
        try await attempt {
            _ = try await execute(
                Sleepy.self, 1.5, startToClose: .seconds(10),
                options: ActivityOptions(heartbeat: .milliseconds(300), retryPolicy: .never))
        }
        try await attempt {
            _ = try await execute(
                Flaky.self, 100,
                options: ActivityOptions(scheduleToClose: .milliseconds(500), retryPolicy: shortRetries))
        }
        return kinds
    }
}

actor HeartbeatsWorkflow: Workflow {
    func run() async throws -> Int {
        try await execute(
            Progress.self, 6, startToClose: .seconds(10),
            options: ActivityOptions(heartbeat: .seconds(5), retryPolicy: shortRetries))
    }
}

private func once(_ cancellation: ActivityCancellationType, heartbeat: Duration? = .seconds(5)) -> ActivityOptions {
    ActivityOptions(heartbeat: heartbeat, retryPolicy: .never, cancellation: cancellation)
}

actor ActivityTryCancelWorkflow: Workflow {
    func run() async throws -> String {
        let activity = Task.immediate {
            try await execute(Cancellable.self, startToClose: .seconds(10), options: once(.tryCancel))
        }
        try await echo("meanwhile")
        activity.cancel()
        do { try await activity.value } catch is ActivityFailure { try await echo("cancelled") }
        return "cancelled"
    }
}

actor ActivityWaitCancelWorkflow: Workflow {
    func run() async throws -> String {
        let activity = Task.immediate {
            try await execute(
                Cancellable.self, startToClose: .seconds(10), options: once(.waitCancellationCompleted))
        }
        try await echo("meanwhile")
        activity.cancel()
        do { try await activity.value } catch is ActivityFailure { try await echo("cancelled") }
        return "cancelled"
    }
}

actor ActivityStubbornWorkflow: Workflow {
    func run() async throws -> String {
        let activity = Task.immediate {
            try await execute(Stubborn.self, startToClose: .seconds(10), options: once(.waitCancellationCompleted))
        }
        try await echo("meanwhile")
        activity.cancel()
        return try await echo(activity.value)
    }
}

actor ActivityAbandonWorkflow: Workflow {
    func run() async throws -> String {
        let activity = Task.immediate {
            try await execute(
                Sleepy.self, 0.5, startToClose: .seconds(10), options: once(.abandon, heartbeat: nil))
        }
        try await echo("meanwhile")
        activity.cancel()
        do { _ = try await activity.value } catch is ActivityFailure { try await echo("cancelled") }
        try await sleep(for: .seconds(1))
        return "cancelled"
    }
}

actor ActivityLateCompletionWorkflow: Workflow {
    func run() async throws -> String {
        let activity = Task.immediate {
            try await execute(Stubborn.self, startToClose: .seconds(10), options: once(.tryCancel))
        }
        try await echo("meanwhile")
        activity.cancel()
        do { _ = try await activity.value } catch is ActivityFailure {}
        try await sleep(for: .seconds(2))
        return "cancelled"
    }
}

actor ActivityCancelledUnsentWorkflow: Workflow {
    func run() async throws -> String {
        let activity = Task.immediate { try await trivial(1) }
        activity.cancel()
        do { _ = try await activity.value } catch is ActivityFailure {}
        try await trivial(2)
        return "ok"
    }
}
