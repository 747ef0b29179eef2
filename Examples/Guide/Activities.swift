// Activities: timeouts and retries, heartbeats, what to do when one is to stop, local ones, who goes first.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// Charges a card, and says which failures are worth another attempt.
struct Charge: Activity {
    func run(_ cents: Int) async throws -> String {
        guard cents > 0 else { throw ApplicationFailure("nothing to pay", type: "BadAmount", nonRetryable: true) }
        guard cents < 1_000_000 else {
            // Expected now and then: logged at debug level, and not counted as a failure.
            throw ApplicationFailure("declined", type: "Declined", category: .benign)
        }
        if ActivityContext.current?.info.attempt == 1 {
            throw ApplicationFailure("the bank is busy", type: "Busy", nextRetryDelay: .milliseconds(10))
        }
        return "charged \(cents) cents"
    }
}

actor Payment: Workflow {
    func run(_ cents: Int) async throws -> String {
        let options = ActivityOptions(
            scheduleToClose: .seconds(600), startToClose: .seconds(30),
            retryPolicy: RetryPolicy(
                initialInterval: .milliseconds(200), backoffCoefficient: 2, maximumInterval: .seconds(30),
                maximumAttempts: 10, nonRetryableErrorTypes: ["Declined"]),
            summary: "charges \(cents) cents")
        do {
            return try await execute(Charge.self, cents, options: options)
        } catch let failure as ActivityFailure {
            // What the activity threw is the failure's cause.
            guard let cause = failure.cause as? ApplicationFailure, cause.type == "Declined" else { throw failure }
            return "declined"
        }
    }
}

/// Imports rows, and goes on after the last one that was told where an attempt breaks off.
struct ImportRows: Activity {
    func run(_ count: Int) async throws -> Int {
        guard let context = ActivityContext.current else { return 0 }
        let done = try context.lastHeartbeat(as: Int.self) ?? 0
        for row in done..<count {
            if Task.isCancelled { try await tidyUp(after: row, context) }
            // … row is imported …
            try context.heartbeat(row + 1)
            if row == 2, context.info.attempt == 1 { throw ApplicationFailure("the line broke", type: "Broken") }
        }
        return count - done
    }

    private func tidyUp(after row: Int, _ context: ActivityContext) async throws -> Never {
        switch context.cancellation {
        case .requested: context.logger.info("nobody wants the rows any more")
        case .paused, .reset, .workerShutdown: context.logger.info("another attempt will go on after row \(row)")
        case .timedOut, .notFound, nil: context.logger.info("what this attempt does no longer counts")
        }
        throw CancellationError()
    }
}

actor Import: Workflow {
    func run(_ count: Int) async throws -> Int {
        // Without a heartbeat for 10 s the attempt is given up, and another one begins.
        try await execute(
            ImportRows.self, count, startToClose: .seconds(3_600), options: ActivityOptions(heartbeat: .seconds(10)))
    }
}

/// Reads a setting: so quick that a task queue would be in the way.
struct ReadLimit: Activity {
    func run(_ customer: String) async throws -> Int { customer.count * 1_000 }
}

actor CheckLimit: Workflow {
    func run(_ customer: String) async throws -> Int {
        try await executeLocal(
            ReadLimit.self, customer, startToClose: .seconds(2),
            options: LocalActivityOptions(retryPolicy: RetryPolicy(maximumAttempts: 3)))
    }
}

actor Urgent: Workflow {
    func run(_ customer: String) async throws -> String {
        let priority = Priority(key: 1, fairnessKey: customer, fairnessWeight: 2)
        return try await execute(
            Charge.self, 100, startToClose: .seconds(30), options: ActivityOptions(priority: priority))
    }
}

/// Waits for the worker to stop, and breaks off in time.
struct Listen: Activity {
    func run() async throws {
        guard let context = ActivityContext.current else { return }
        try await context.waitForWorkerShutdown()
        throw ApplicationFailure("the worker stops", type: "Stopped", nextRetryDelay: .seconds(1))
    }
}

/// Calls a C library that blocks, on a thread of its own.
struct Hash: BlockingActivity {
    func run(_ text: String) throws -> Int { text.utf8.reduce(0) { ($0 &* 31) &+ Int($1) } }
}
