// What every SDK's worker registers in the benchmarks: the same workflows under the same names, with the same results.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// Everything that the benchmarks start.
let benchmarkRegistrations: [Registration] = [
    .workflow(NoopWorkflow.self), .workflow(OneActivityWorkflow.self), .workflow(TenActivitiesWorkflow.self),
    .workflow(ManyActivitiesWorkflow.self), .workflow(FanOutWorkflow.self), .workflow(SignalWorkflow.self),
    .workflow(ParkedWorkflow.self), .workflow(LengthWorkflow.self), .activity(Trivial()),
]

/// Returns what it is given.
struct Trivial: Activity {
    static let activityType = "trivial"

    func run(_ number: Int) async throws -> Int { number }
}

extension Workflow {
    fileprivate func trivial(_ number: Int) async throws -> Int {
        try await execute(Trivial.self, number, startToClose: .seconds(10))
    }
}

actor NoopWorkflow: Workflow {
    func run() async throws -> String { "ok" }
}

actor OneActivityWorkflow: Workflow {
    func run() async throws -> String {
        _ = try await trivial(0)
        return "ok"
    }
}

actor TenActivitiesWorkflow: Workflow {
    func run() async throws -> String {
        for number in 0..<10 { _ = try await trivial(number) }
        return "ok"
    }
}

/// One activity after the other.
actor ManyActivitiesWorkflow: Workflow {
    func run(_ count: Int) async throws -> Int {
        var sum = 0
        for number in 0..<count { sum += try await trivial(number) }
        return sum
    }
}

/// All activities at once.
actor FanOutWorkflow: Workflow {
    func run(_ count: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count { group.addTask { try await self.trivial(number) } }
            var sum = 0
            for try await result in group { sum += result }
            return sum
        }
    }
}

/// Waits for so many signals.
actor SignalWorkflow: Workflow {
    private var bumps = 0

    func run(_ count: Int) async throws -> Int {
        try await wait { $0.bumps >= count }
        return bumps
    }

    static var bump: Signal<SignalWorkflow, Void> { Signal("bump") { workflow in workflow.bumps += 1 } }
    static var handlers: Handlers<SignalWorkflow> { bump }
}

/// Waits for a signal that does not come.
actor ParkedWorkflow: Workflow {
    private var isReleased = false

    func run() async throws { try await wait { $0.isReleased } }

    static var release: Signal<ParkedWorkflow, Void> {
        Signal("release") { workflow in workflow.isReleased = true }
    }
    static var handlers: Handlers<ParkedWorkflow> { release }
}

/// Returns how long its argument is.
actor LengthWorkflow: Workflow {
    func run(_ text: String) async throws -> Int { text.utf8.count }
}
