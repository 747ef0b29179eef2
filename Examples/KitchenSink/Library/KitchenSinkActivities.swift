// The activities that kitchen sinks call, with the names and inputs of every SDK's. They differ between SDKs in how their inputs
// are encoded only where no client starts them.

import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// What a worker of kitchen sinks is made of.
///
/// - Parameter client: what the activity `client` drives its own workflow through.
package func kitchenSink(client: TemporalClient) -> [Registration] {
    [
        .workflow(KitchenSinkWorkflow.self), .workflow(NexusHandlerWorkflow.self), .activity(Noop()),
        .activity(Delay()), .activity(Resources()), .activity(PayloadActivity()), .activity(RetryableError()),
        .activity(Timeout()), .activity(Heartbeat()), .activity(Drive(client: client)),
    ] + KitchenSinkNexus.handlers.map(Registration.nexus)
}

struct Noop: Activity {
    static let activityType = "noop"

    func run() async throws {}
}

struct Delay: Activity {
    static let activityType = "delay"

    /// In nanoseconds, as Go writes durations.
    func run(_ nanoseconds: Int64) async throws {
        try await Task.sleep(for: .nanoseconds(nanoseconds))
    }
}

struct PayloadActivity: Activity {
    static let activityType = "payload"

    func run(_ received: Bytes, _ bytesToReturn: Int) async throws -> Bytes {
        Bytes((0..<max(0, bytesToReturn)).map { _ in UInt8.random(in: 0 ... .max) })
    }
}

struct RetryableError: Activity {
    static let activityType = "retryable_error"

    func run(_ input: ExecuteActivityAction.RetryableErrorActivity) async throws {
        if attempt <= input.failAttempts ?? 0 { throw ApplicationFailure("retryable error", type: "RetryableError") }
    }
}

/// Runs longer than it may, so often.
struct Timeout: Activity {
    static let activityType = "timeout"

    func run(_ input: ExecuteActivityAction.TimeoutActivity) async throws {
        let isLate = attempt <= input.failAttempts ?? 0
        try await Task.sleep(for: isLate ? .seconds(3_600) : input.successDuration?.value ?? .zero)
    }
}

/// Sends no heartbeats, so often.
struct Heartbeat: Activity {
    static let activityType = "heartbeat"

    func run(_ input: ExecuteActivityAction.HeartbeatTimeoutActivity) async throws {
        if attempt <= input.failAttempts ?? 0 { return try await Task.sleep(for: .seconds(3_600)) }
        let context = ActivityContext.current
        let interval = input.heartbeatInterval?.value ?? .zero
        let end = ContinuousClock.now + (input.successDuration?.value ?? .zero)
        while ContinuousClock.now < end {
            try context?.heartbeat()
            let rest = end - ContinuousClock.now
            try await Task.sleep(for: interval > .zero ? min(interval, rest) : rest)
        }
    }
}

/// Uses memory and processor time.
struct Resources: Activity {
    static let activityType = "resources"
    /// More is not allocated, whatever it is told.
    private static let mostBytes = 1 << 30

    func run(_ input: ExecuteActivityAction.ResourcesActivity) async throws {
        let end = ContinuousClock.now + (input.runFor?.value ?? .zero)
        var memory = [UInt8](
            repeating: 1, count: min(Self.mostBytes, max(1, Int(clamping: input.bytesToAllocate?.value ?? 0))))
        var rounds = 0
        while ContinuousClock.now < end {
            try Task.checkCancellation()
            memory[rounds % memory.count] &+= 1
            rounds += 1
            guard let every = input.cpuYieldEveryNIterations, every > 0, rounds % every == 0 else { continue }
            try await Task.sleep(for: .milliseconds(max(0, input.cpuYieldForMs ?? 0)))
        }
    }
}

/// Drives the workflow that called it as a client does.
struct Drive: Activity {
    static let activityType = "client"
    let client: TemporalClient

    func run(_ input: ExecuteActivityAction.ClientActivity) async throws {
        guard let info = ActivityContext.current?.info, let sequence = input.clientSequence else { return }
        try await KitchenSinkDriver(client: client, workflowID: info.workflowID, taskQueue: info.taskQueue)
            .perform(sequence)
    }
}

private var attempt: Int { ActivityContext.current?.info.attempt ?? 1 }
