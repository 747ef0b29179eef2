// What the tests of workers run, and where.

import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow

typealias Place = ReplaySupport.Place
typealias RunningWorker = ReplaySupport.RunningWorker
typealias LogRecorder = ReplaySupport.LogRecorder
typealias Gate = ReplaySupport.Gate

/// An activity that does whatever the test says.
struct Scripted: Activity {
    let body: @Sendable (Int) async throws -> Int

    init(_ body: @escaping @Sendable (Int) async throws -> Int) { self.body = body }

    func run(_ number: Int) async throws -> Int { try await body(number) }
}

/// Runs ``Scripted`` once, with a retry soon after a failure.
actor RunsScripted: Workflow {
    func run(_ number: Int) async throws -> Int {
        try await execute(
            Scripted.self, number,
            options: ActivityOptions(
                startToClose: .seconds(60), heartbeat: .seconds(2),
                retryPolicy: RetryPolicy(initialInterval: .milliseconds(100)),
                cancellation: .waitCancellationCompleted))
    }
}

/// Completes at once.
actor Quick: Workflow {
    func run() async throws -> String { "done" }
}
