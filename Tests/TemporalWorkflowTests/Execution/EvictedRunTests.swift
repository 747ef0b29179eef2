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

@Suite(.serialized, .timeLimit(.minutes(1))) struct EvictedRunTests {
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
