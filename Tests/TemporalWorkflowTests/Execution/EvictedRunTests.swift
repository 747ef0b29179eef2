// What leaving memory means to a run: it is not heard of again, and everything it held goes.

import Logging
import TemporalCore
import TestSupport
import Testing

@testable import TemporalWorkflow

private actor Logs: Workflow {
    func run() async throws {
        logger.info("begins")
        defer { logger.info("defer") }
        do { try await sleep(for: .seconds(60)) } catch {
            logger.error("catch \(error)")
            throw error
        }
    }
}

/// Keeps its logger, and tells when it is gone.
private actor Keeps: Workflow {
    static let census = Census()
    private var kept: Logger?

    init() { Self.census.born() }
    deinit { Self.census.died() }

    func run() async throws {
        kept = logger
        kept?.info("kept")
        try await sleep(for: .seconds(60))
        kept?.info("fired")
    }
}

/// Tries again for ever, whatever fails.
private actor Persists: Workflow {
    func run(_ what: String) async throws {
        while true {
            switch what {
            case "sleep": try? await sleep(for: .seconds(60))
            case "wait": try? await wait { _ in false }
            case "limit": _ = try? await wait(upTo: .seconds(60)) { _ in false }
            case "local": try? await executeLocal(Step.self, startToClose: .seconds(1))
            case "child": try? await executeChild(Persists.self, "sleep")
            case "signal": try? await externalWorkflow(id: "w").signal("s")
            case "nexus": try? await executeNexus(NexusOperation<Void, Void>("o", of: "s"), endpoint: "e")
            case "session": try? await withSession { _, _ in }
            default: try? await execute(Step.self, startToClose: .seconds(1))
            }
        }
    }
}

private struct Step: Activity {
    func run() async throws {}
}

/// Does so in thousands of tasks.
private actor PersistsEverywhere: Workflow {
    func run() async throws {
        for _ in 0..<5_000 {
            Task { while true { try? await execute(Step.self, startToClose: .seconds(1)) } }
        }
        try await wait { _ in false }
    }
}

/// Goes through a long list, whatever fails.
private actor GoesThrough: Workflow {
    static let census = Census()

    init() { Self.census.born() }
    deinit { Self.census.died() }

    func run() async throws {
        for _ in 0..<500 { try? await execute(Step.self, startToClose: .seconds(1)) }
    }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct EvictedRunTests {
    @Test func `code that goes through a long list comes to its end when it is evicted, and is let go`() async throws {
        do {
            let run = try TestRun(GoesThrough.self)
            try await run.task()
            #expect(await run.evict())
        }
        try await eventually { GoesThrough.census.living == 0 }
    }

    @Test(arguments: ["sleep", "wait", "limit", "activity", "local", "child", "signal", "nexus", "session"])
    func `code that tries again for ever gives its thread back when it is evicted`(what: String) async throws {
        let run = try TestRun(Persists.self) { $0.input = try? .init(DataConverter.default.encodeArguments(what)) }
        try await run.task()
        // On the one thread of the run; it would not come back.
        #expect(await run.evict())
    }

    @Test func `code that tries again for ever in thousands of tasks gives its thread back, too`() async throws {
        let run = try TestRun(PersistsEverywhere.self)
        try await run.task()
        #expect(await run.evict())
    }

    @Test func `a run that is evicted logs nothing`() async throws {
        let lines = LogLines()
        let run = try TestRun(Logs.self, logger: lines.logger)
        try await run.task()
        await run.evict()
        #expect(lines.all == ["begins"])
    }

    @Test func `a workflow that keeps its logger is let go`() async throws {
        let lines = LogLines()
        do {
            let run = try TestRun(Keeps.self, logger: lines.logger)
            try await run.task()
            #expect(Keeps.census.living == 1)
            await run.evict()
        }
        // The thread that evicted it may hold it a moment longer.
        try await eventually { Keeps.census.living == 0 }
        #expect(lines.all == ["kept"])
    }

    @Test func `a logger that a workflow keeps goes on while the run is there`() async throws {
        let lines = LogLines()
        do {
            let run = try TestRun(Keeps.self, logger: lines.logger)
            try await run.task()
            run.history.taskCompleted()
            let timer = run.history.timerStarted(1)
            run.history.timerFired(1, startedEventID: timer)
            try await run.task()
            #expect(lines.all == ["kept", "fired"])
            await run.evict()
        }
        // The next test counts from none.
        try await eventually { Keeps.census.living == 0 }
    }
}
