// The activities of the recorded histories, as the recorder's own do: Tests/Fixtures/histories/README.md says what.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

struct Trivial: Activity { func run(_ i: Int) async throws -> Int { i } }

struct Echo: Activity { func run(_ text: String) async throws -> String { text } }

struct Fail: Activity {
    func run(_ message: String) async throws {
        throw ApplicationFailure(message, type: "Boom", nonRetryable: true)
    }
}

struct Flaky: Activity {
    func run(_ failures: Int) async throws -> Int {
        let attempt = ActivityContext.current?.info.attempt ?? 1
        if attempt <= failures { throw ApplicationFailure("attempt \(attempt)", type: "Flaky") }
        return attempt
    }
}

struct Sleepy: Activity {
    func run(_ seconds: Double) async throws -> String {
        // Deaf to cancellation.
        await Task { try? await Task.sleep(for: .seconds(seconds)) }.value
        return "slept"
    }
}

struct Progress: Activity {
    func run(_ steps: Int) async throws -> Int {
        let context = ActivityContext.current
        let start = try context?.lastHeartbeat(as: Int.self) ?? 0
        for step in start..<steps {
            try context?.heartbeat(step + 1)
            if start == 0, step + 1 == steps / 2 { throw ApplicationFailure("half way", type: "HalfWay") }
        }
        return start
    }
}

struct Cancellable: Activity {
    func run() async throws {
        while true {
            try ActivityContext.current?.heartbeat()
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

struct Stubborn: Activity {
    func run() async throws -> String {
        while !Task.isCancelled {
            try ActivityContext.current?.heartbeat()
            try? await Task.sleep(for: .milliseconds(50))
        }
        return "done anyway"
    }
}

extension Workflow {
    /// Runs an activity as the recorder's workflows do where nothing else is said.
    @discardableResult
    func trivial(_ i: Int) async throws -> Int {
        try await execute(Trivial.self, i, startToClose: .seconds(10))
    }

    @discardableResult
    func echo(_ text: String) async throws -> String {
        try await execute(Echo.self, text, startToClose: .seconds(10))
    }
}
