// The recorder's workflows around signals and updates.

import TemporalCore
import TemporalWorkflow

actor WaitAlreadyTrueWorkflow: Workflow {
    func run() async throws -> String {
        _ = try await wait(upTo: .seconds(60)) { _ in true }
        try await sleep(for: .milliseconds(100))
        return "ok"
    }
}

actor SignalsInOrderWorkflow: Workflow {
    private var received: [String] = []
    static var handlers: Handlers<SignalsInOrderWorkflow> {
        Signal("bump") { (workflow: isolated SignalsInOrderWorkflow, text: String) in workflow.received.append(text) }
    }

    func run() async throws -> [String] {
        try await wait { $0.received.count >= 5 }
        try await echo(received.joined(separator: ","))
        return received
    }
}

actor AsyncSignalWorkflow: Workflow {
    private var done: [String] = []
    static var handlers: Handlers<AsyncSignalWorkflow> {
        Signal("work") { (workflow: isolated AsyncSignalWorkflow, text: String) in
            workflow.done.append(try await workflow.echo(text))
        }
    }

    func run() async throws -> [String] {
        try await wait { $0.done.count >= 3 }
        return done
    }
}

actor UnknownSignalWorkflow: Workflow {
    private var decision: String?
    static var handlers: Handlers<UnknownSignalWorkflow> {
        Signal("decide") { (workflow: isolated UnknownSignalWorkflow, text: String) in workflow.decision = text }
    }

    func run() async throws -> String {
        try await wait { $0.decision != nil }
        return decision ?? ""
    }
}

actor UpdateWorkflow: Workflow {
    private var total = 0
    private var active = 0
    private var finished = false

    static var add: Update<UpdateWorkflow, Int, Int> {
        Update("add") { workflow, n in
            workflow.total += n
            return workflow.total
        } validator: { _, n in
            if n < 0 { throw ApplicationFailure("negative", type: "Negative") }
        }
    }
    static var addSlowly: Update<UpdateWorkflow, Int, Int> {
        Update("addSlowly") { workflow, n in
            workflow.active += 1
            let r = try await workflow.trivial(n)
            workflow.total += r
            workflow.active -= 1
            return workflow.total
        }
    }
    static var refuseLate: Update<UpdateWorkflow, Int, Int> {
        Update("refuseLate") { workflow, n in
            try await workflow.trivial(n)
            throw ApplicationFailure("refused after acceptance", type: "Late")
        }
    }
    static var finish: Signal<UpdateWorkflow, Void> { Signal("finish") { workflow in workflow.finished = true } }
    static var handlers: Handlers<UpdateWorkflow> { add; addSlowly; refuseLate; finish }

    func run() async throws -> Int {
        try await wait { $0.finished && $0.active == 0 }
        return total
    }
}

actor EntityWorkflow: Workflow {
    private var queue: [Int] = []
    static var handlers: Handlers<EntityWorkflow> {
        Signal("add") { (workflow: isolated EntityWorkflow, n: Int) in workflow.queue.append(n) }
    }

    func run(_ start: Int) async throws -> Int {
        var count = start
        while try await wait(upTo: .milliseconds(200), until: { !$0.queue.isEmpty }) {
            count += try await trivial(queue.removeFirst())
        }
        if count < 4 { try continueAsNew(count) }
        return count
    }
}

actor SagaWorkflow: Workflow {
    func run() async throws -> String {
        try await echo("book flight")
        try await echo("book hotel")
        do {
            try await execute(Fail.self, "no cars", startToClose: .seconds(10))
        } catch is ActivityFailure {
            try await echo("cancel hotel")
            try await echo("cancel flight")
            throw ApplicationFailure("trip failed", type: "TripFailed")
        }
        return "not reached"
    }
}

actor ContinueAsNewWorkflow: Workflow {
    func run(_ left: Int) async throws -> String {
        try await trivial(left)
        if left > 0 { try continueAsNew(left - 1) }
        return "done"
    }
}

actor CancelledWorkflow: Workflow {
    func run() async throws {
        do {
            try await sleep(for: .seconds(3_600))
        } catch is CancellationError {
            _ = try await withCancellationShield { try await $0.echo("cleaning up") }
            throw CancellationError()
        }
    }
}

actor CancelledActivityWorkflow: Workflow {
    func run() async throws {
        try await execute(
            Cancellable.self, startToClose: .seconds(10),
            options: ActivityOptions(
                heartbeat: .seconds(5), retryPolicy: .never, cancellation: .waitCancellationCompleted))
    }
}

actor CancellationIgnoredWorkflow: Workflow {
    func run() async throws -> String {
        do { try await sleep(for: .seconds(3_600)) } catch is CancellationError {}
        return "finished anyway"
    }
}

actor FailedWorkflow: Workflow {
    func run() async throws -> String {
        try await trivial(1)
        throw ApplicationFailure("out of stock", type: "OutOfStock")
    }
}

actor RetriedWorkflow: Workflow {
    func run() async throws -> Int {
        try await trivial(info.attempt)
        if info.attempt < 2 { throw ApplicationFailure("again", type: "Again") }
        return info.attempt
    }
}

actor SearchAttributesWorkflow: Workflow {
    func run() async throws -> String {
        let keyword = SearchAttributeKey<String>.keyword("TestKeyword")
        try upsertSearchAttributes(keyword.set("changed"), SearchAttributeKey<Int>.int("TestInt").set(42))
        try await trivial(1)
        try upsertSearchAttributes(keyword.unset)
        return "ok"
    }
}

actor MemoWorkflow: Workflow {
    func run() async throws -> String {
        try upsertMemo(["b": "changed", "c": [1, 2], "a": nil])
        try await trivial(1)
        return "ok"
    }
}

/// Waits only for a stream that its signal handler feeds, and for a `Task.sleep`.
actor StreamWorkflow: Workflow {
    private let stream = AsyncStream<String>.makeStream()
    static var handlers: Handlers<StreamWorkflow> {
        Signal("say") { (workflow: isolated StreamWorkflow, text: String) in workflow.stream.continuation.yield(text) }
    }

    func run() async throws -> [String] {
        var said: [String] = []
        for await text in stream.stream {
            said.append(text)
            if said.count == 2 { break }
        }
        try await Task.sleep(for: .milliseconds(10))
        return said
    }
}

actor SignalBesideActivityWorkflow: Workflow {
    private var decision: String?
    static var handlers: Handlers<SignalBesideActivityWorkflow> {
        Signal("decide") { (workflow: isolated SignalBesideActivityWorkflow, text: String) in workflow.decision = text }
    }

    private func asks() async throws {
        try await echo("asked")
        _ = try await execute(Trivial.self, 1, startToClose: .seconds(10))
    }

    private func decides() async throws {
        try await wait { $0.decision != nil }
        try await echo(decision ?? "")
    }

    func run() async throws -> String {
        async let a: Void = asks()
        async let b: Void = decides()
        _ = try await (a, b)
        return decision ?? ""
    }
}

actor SignalsBesideStartWorkflow: Workflow {
    private var decision: String?
    private var isDone = false
    static var decide: Signal<SignalsBesideStartWorkflow, String> {
        Signal("decide") { workflow, text in workflow.decision = text }
    }
    static var later: Signal<SignalsBesideStartWorkflow, Void> {
        Signal("later") { workflow in
            try await workflow.wait { $0.decision != nil }
            try await workflow.echo(workflow.decision ?? "")
            workflow.isDone = true
        }
    }
    static var handlers: Handlers<SignalsBesideStartWorkflow> { decide; later }

    func run() async throws -> String {
        _ = try await execute(Trivial.self, 1, startToClose: .seconds(10))
        try await wait { $0.isDone }
        return decision ?? ""
    }
}
