// The recorder's workflows around local activities.

import TemporalCore
import TemporalWorkflow

extension Workflow {
    fileprivate func local(_ i: Int) async throws -> Int {
        try await executeLocal(Trivial.self, i, startToClose: .seconds(10))
    }
}

actor LocalActivityWorkflow: Workflow {
    func run() async throws -> Int {
        let first = try await local(1)
        try await echo("between")
        return try await first + local(2)
    }
}

actor LocalActivitiesAtOnceWorkflow: Workflow {
    func run() async throws -> Int {
        async let a = local(0)
        async let b = local(1)
        async let c = local(2)
        let sum = try await a + b + c
        try await echo("done")
        return sum
    }
}

actor LocalActivityRetriesWorkflow: Workflow {
    func run() async throws -> Int {
        try await executeLocal(
            Flaky.self, 2, startToClose: .seconds(10),
            options: LocalActivityOptions(
                retryPolicy: RetryPolicy(
                    initialInterval: .milliseconds(20), backoffCoefficient: 1, maximumAttempts: 5)))
    }
}

actor LocalActivityBackoffWorkflow: Workflow {
    func run() async throws -> Int {
        let options = LocalActivityOptions(
            retryPolicy: RetryPolicy(initialInterval: .milliseconds(500)), localRetryThreshold: .milliseconds(100))
        return try await executeLocal(Flaky.self, 1, startToClose: .seconds(10), options: options)
    }
}

actor LocalActivityFailureWorkflow: Workflow {
    func run() async throws -> String {
        do {
            try await executeLocal(Fail.self, "no", startToClose: .seconds(10))
        } catch is ActivityFailure {
            try await echo("caught")
        }
        return "caught"
    }
}

actor LongLocalActivityWorkflow: Workflow {
    func run() async throws -> String {
        try await echo(try await executeLocal(Sleepy.self, 2.2, startToClose: .seconds(10)))
    }
}

private func once(_ cancellation: ActivityCancellationType) -> LocalActivityOptions {
    LocalActivityOptions(retryPolicy: .never, cancellation: cancellation)
}

extension Workflow {
    /// Cancels `local` while it runs, in the workflow task that began it or in a later one, and sends on how it ended.
    fileprivate func cancelMeanwhile(_ local: Task<some Sendable, any Error>, inOneTask: Bool) async throws -> String {
        if inOneTask {
            _ = try await executeLocal(Sleepy.self, 0.1, startToClose: .seconds(10))
        } else {
            try await sleep(for: .milliseconds(100))
        }
        local.cancel()
        var outcome = "cancelled"
        do {
            outcome = "\(try await local.value)"
        } catch let failure as ActivityFailure where failure.cause is CanceledFailure {}
        return try await echo(outcome)
    }
}

actor LocalActivityTryCancelWorkflow: Workflow {
    func run(_ inOneTask: Bool) async throws -> String {
        let local = Task.immediate {
            try await executeLocal(Cancellable.self, startToClose: .seconds(10), options: once(.tryCancel))
        }
        return try await cancelMeanwhile(local, inOneTask: inOneTask)
    }
}

actor LocalActivityWaitCancelWorkflow: Workflow {
    func run(_ inOneTask: Bool) async throws -> String {
        let local = Task.immediate {
            try await executeLocal(
                Cancellable.self, startToClose: .seconds(10), options: once(.waitCancellationCompleted))
        }
        return try await cancelMeanwhile(local, inOneTask: inOneTask)
    }
}

actor LocalActivityStubbornWorkflow: Workflow {
    func run(_ inOneTask: Bool) async throws -> String {
        let local = Task.immediate {
            try await executeLocal(
                Stubborn.self, startToClose: .seconds(10), options: once(.waitCancellationCompleted))
        }
        return try await cancelMeanwhile(local, inOneTask: inOneTask)
    }
}

actor LocalActivityAbandonWorkflow: Workflow {
    func run(_ inOneTask: Bool) async throws -> String {
        let local = Task.immediate {
            try await executeLocal(Sleepy.self, 4, startToClose: .seconds(10), options: once(.abandon))
        }
        return try await cancelMeanwhile(local, inOneTask: inOneTask)
    }
}

actor LocalActivityCancelThenTwoWorkflow: Workflow {
    private var ended = 0

    func run() async throws -> String {
        let local = Task.immediate {
            try await executeLocal(Cancellable.self, startToClose: .seconds(10), options: once(.tryCancel))
        }
        _ = try await executeLocal(Sleepy.self, 0.1, startToClose: .seconds(10))
        local.cancel()
        var outcome = "cancelled"
        do {
            outcome = "\(try await local.value)"
        } catch let failure as ActivityFailure where failure.cause is CanceledFailure {}
        let first = Task.immediate {
            _ = try await executeLocal(Sleepy.self, 0.1, startToClose: .seconds(10))
            ended += 1
        }
        let second = Task.immediate {
            _ = try await executeLocal(Sleepy.self, 0.3, startToClose: .seconds(10))
            return try await echo("second")
        }
        try await wait { $0.ended == 1 }
        try await sleep(for: .milliseconds(100))
        try await first.value
        return "\(outcome), \(try await second.value)"
    }
}

actor ChildCancelledUnacknowledgedWorkflow: Workflow {
    func run() async throws -> String {
        let child = Task {
            try await executeChild(
                ChildWorkflow.self, "slow-cancel", id: childID,
                options: ChildWorkflowOptions(cancellation: .waitCancellationCompleted))
        }
        _ = try await executeLocal(Sleepy.self, 1.1, startToClose: .seconds(10))
        child.cancel()
        _ = await child.result
        try await echo("cancelled")
        return "cancelled"
    }
}

actor OrderWorkflow: Workflow {
    private var address: String?
    private var paid = 0

    func run() async throws -> String {
        _ = try await executeLocal(Echo.self, "check", startToClose: .seconds(10))
        try await echo("reserve")
        _ = try await wait(upTo: .seconds(60)) { $0.paid >= 10 && $0.address != nil }
        async let shipped = executeChild(ChildWorkflow.self, "activity", id: info.workflowID + "-ship")
        async let invoiced = echo("invoice")
        _ = try await (shipped, invoiced)
        try upsertSearchAttributes(SearchAttributeKey<String>.keyword("TestKeyword").set("shipped"))
        try await sleep(for: .milliseconds(100))
        return "shipped"
    }

    static var handlers: Handlers<OrderWorkflow> {
        Update("setAddress") { (w: isolated OrderWorkflow, text: String) in
            w.address = text
            return text
        } validator: { _, text in
            if text.isEmpty { throw ApplicationFailure("an address is needed", type: "BadInput") }
        }
        Signal("pay") { (w: isolated OrderWorkflow, amount: Int) in w.paid += amount }
        Query("status") { (w: isolated OrderWorkflow) in w.paid >= 10 ? "paid" : "waiting" }
    }
}
