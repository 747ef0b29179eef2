// What all activities of the directory have in common: options of their own, and retries that go on until what is down is back.

import Synchronization
import TemporalCore
import TemporalWorkflow

/// What activities have that say nothing of their own; set once, before a worker runs.
enum ActivityDefaults {
    private static let timeout = Mutex(Duration.seconds(30))

    /// The longest time of one attempt.
    static var startToClose: Duration {
        get { timeout.withLock { $0 } }
        set { timeout.withLock { $0 = newValue } }
    }
}

/// An activity of the directory.
protocol DirectoryActivity: Activity {
    /// How workflows schedule it.
    static var options: ActivityOptions { get }
}

extension ActivityOptions {
    /// Tries again until what is down is back, and at least every 20 s: claims wait for weeks, and nothing is to be lost meanwhile.
    ///
    /// - Parameter startToClose: the longest time of one attempt.
    static func patient(
        _ startToClose: Duration = ActivityDefaults.startToClose, heartbeat: Duration? = nil
    ) -> ActivityOptions {
        ActivityOptions(
            startToClose: startToClose, heartbeat: heartbeat,
            retryPolicy: RetryPolicy(
                initialInterval: .milliseconds(250), backoffCoefficient: 2, maximumInterval: .seconds(20),
                // Arguments that this version cannot read.
                nonRetryableErrorTypes: ["DecodingError", "PayloadConversionError"]),
            // A workflow that is canceled must know whether the activity has taken effect.
            cancellation: .waitCancellationCompleted)
    }
}

extension Workflow {
    /// Runs an activity of the directory with its own options.
    func perform<A: DirectoryActivity>(_ activity: A.Type, _ argument: A.Argument1) async throws -> A.Output
    where A.Argument2 == NoArgument {
        try await unwrapping { try await execute(A.self, argument, options: A.options) }
    }

    /// Runs an activity of the directory that takes two arguments.
    func perform<A: DirectoryActivity>(
        _ activity: A.Type, _ argument1: A.Argument1, _ argument2: A.Argument2
    ) async throws -> A.Output where A.Argument3 == NoArgument {
        try await unwrapping { try await execute(A.self, argument1, argument2, options: A.options) }
    }

    /// What the directory declines is told as it is, without the wrapping of the activity that was told. A canceled workflow's
    /// activity is not tried again, however it failed: that, too, is cancellation.
    private func unwrapping<R>(_ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch let failure as ActivityFailure {
            if let declined = failure.cause as? ApplicationFailure, declined.nonRetryable { throw declined }
            try Task.checkCancellation()
            throw failure
        }
    }

    /// What `body` returns; what the directory declines fails the workflow.
    func accept<R>(_ body: () throws(DirectoryError) -> R) throws -> R {
        do throws(DirectoryError) {
            return try body()
        } catch {
            throw error.failure
        }
    }
}
