// A run that comes near the limits of its history is told so, by its info and by one line in the log a limit.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private actor Listens: Workflow {
    func run() async throws { try await wait { _ in false } }

    static var handlers: Handlers<Listens> {
        Signal("ping") { (_: isolated Listens) in }
        Update("poke") { (_: isolated Listens) in }
        Query("near") { (w: isolated Listens) in
            w.info.nearLimits.map(\.rawValue) + ["\(w.info.signalCount)", "\(w.info.updateCount)"]
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct HistoryLimitTests {
    @Test func `a server's reason to continue as new is the limit of which it speaks`() {
        let reasons: [API.Enums.SuggestContinueAsNewReason] = [
            .historySizeTooLarge, .tooManyHistoryEvents, .tooManyUpdates, .unspecified, .init(rawValue: 99),
        ]
        #expect(reasons.map { HistoryLimit($0) } == [.bytes, .events, .updates, nil, nil])
    }

    @Test func `half way to a limit a run is told, once`() async throws {
        let log = LogLines()
        let run = try TestRun(Listens.self, logger: log.logger)
        try await run.task([.update("poke", id: "u", after: 2)])
        run.history.taskCompleted()
        run.history.add(.workflowExecutionUpdateAccepted(.with { $0.protocolInstanceID = "u" }))
        run.history.add(.workflowExecutionUpdateCompleted(.with { $0.meta = .with { $0.updateID = "u" } }))
        #expect(try await run.query("near").data.utf8String == #"["0","1"]"#)
        for _ in 0..<4_999 { run.history.signaled("ping") }
        try await run.task()
        run.history.taskCompleted()
        #expect(log.all.isEmpty)
        run.history.signaled("ping")
        for _ in 0..<3 {
            try await run.task()
            run.history.taskCompleted()
        }
        #expect(try await run.query("near").data.utf8String == #"["signals","5000","1"]"#)
        run.history.taskStarted(historySize: 26 << 20)
        try await run.taskAsBuilt()
        run.history.taskCompleted()
        #expect(try await run.query("near").data.utf8String == #"["bytes","signals","5000","1"]"#)
        #expect(log.all.count == 2)
        #expect(log.all.first?.contains("the run has 5000 signals") == true)
    }

    @Test func `a run that is made anew from its history is not told again`() async throws {
        let log = LogLines()
        let run = try TestRun(Listens.self, logger: log.logger)
        for _ in 0..<5_000 { run.history.signaled("ping") }
        for _ in 0..<2 {
            run.history.task()
            run.history.signaled("ping")
        }
        try await run.task()
        #expect(log.all.isEmpty)
        await run.evict()
    }
}
