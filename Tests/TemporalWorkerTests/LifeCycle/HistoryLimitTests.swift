// Histories as long as the server lets them be, and runs that it ends because they want to be longer.

import Foundation
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Counts signals until it is told to end.
private actor Tally: Workflow {
    private var count = 0
    private var isOver = false

    func run() async throws -> Int {
        try await wait { $0.isOver }
        return count
    }

    static var add: Signal<Tally, Void> { Signal("add") { $0.count += 1 } }
    static var end: Signal<Tally, Void> { Signal("end") { $0.isOver = true } }
    static var handlers: Handlers<Tally> { add; end }
}

/// Never ends, and does not continue as new although it is advised to.
private actor Insatiable: Workflow {
    func run() async throws {
        while true { try await sleep(for: .milliseconds(1)) }
    }
}

/// Tells whether and why it should continue as new, before it gets a letter and then.
private actor Reads: Workflow {
    private var letter: String?

    func run() async throws -> [String] {
        let before = advice
        try await wait { $0.letter != nil }
        return [before, advice]
    }

    private var advice: String {
        let reasons = info.continueAsNewReasons.map(\.rawValue).joined(separator: " ")
        return info.isContinueAsNewSuggested ? "go on as new: \(reasons)" : "none\(reasons)"
    }

    static var post: Signal<Reads, String> { Signal("post") { $0.letter = $1 } }
    static var handlers: Handlers<Reads> { post }
}

@Suite(.timeLimit(.minutes(5))) struct HistoryLimitTests {
    /// The events at which a server ends a run by default.
    private static let mostEvents = 51_200

    /// A history of ``Tally`` with so many events: signals with a workflow task after every eight, and the end.
    private func tally(events count: Int) -> WorkflowHistory {
        var events: [API.History.HistoryEvent] = []
        func add(_ attributes: API.History.HistoryEvent.Attributes) {
            events.append(
                .with {
                    $0.eventID = Int64(events.count) + 1
                    $0.eventTime = Timestamp(seconds: 1_000 + Int64(events.count))
                    $0.attributes = attributes
                })
        }
        func signal(_ name: String) { add(.workflowExecutionSignaled(.with { $0.signalName = name })) }
        func task() {
            add(.workflowTaskScheduled(.init()))
            add(.workflowTaskStarted(.init()))
            add(.workflowTaskCompleted(.init()))
        }
        add(
            .workflowExecutionStarted(
                .with {
                    $0.workflowType = .with { $0.name = "Tally" }
                    $0.workflowID = "tally"
                    $0.originalExecutionRunID = "run"
                }))
        task()
        while events.count < count - 16 {
            for _ in 0..<8 { signal("add") }
            task()
        }
        while events.count < count - 5 { signal("add") }
        signal("end")
        task()
        add(.workflowExecutionCompleted(.init()))
        return WorkflowHistory(events: events)
    }

    /// In one page, and in pages as a server hands them out.
    @Test(arguments: [Int.max, 1_000])
    func `a history of as many events as a server keeps replays, and one that ends otherwise does not`(
        pageSize: Int
    ) async throws {
        let replayer = try Replayer(deadlockTimeout: .seconds(60)) { Tally.self }
        let history = tally(events: Self.mostEvents)
        #expect(history.count == Self.mostEvents)
        try await replayer.replay(history, pageSize: pageSize)
        // The last event is read like the first.
        let wrong = WorkflowHistory(
            events: history.events.dropLast() + [
                .with {
                    $0.eventID = Int64(Self.mostEvents)
                    $0.attributes = .workflowExecutionContinuedAsNew(.init())
                }
            ])
        let error = await #expect(throws: ReplayError.self) { try await replayer.replay(wrong, pageSize: pageSize) }
        #expect(error?.cause is NondeterminismError)
    }

    @Test func `to continue as new is suggested for the size of few events, too`() async throws {
        let server = try await DevServer.start(
            dynamicConfiguration: ["limit.historySize.suggestContinueAsNew=65536"])
        let place = try await Place(server: server)
        let worker = try place.worker { Reads.self }
        let handle = try await place.client.startWorkflow(
            Reads.self, id: UUID().uuidString, taskQueue: place.taskQueue)
        // After its first task, which is event 4.
        try await eventually { try await handle.untyped.fetchHistory().count >= 4 }
        try await handle.signal(Reads.post, String(repeating: "a", count: 100_000))
        #expect(try await handle.result() == ["none", "go on as new: bytes"])
        #expect(try await handle.untyped.fetchHistory().count < 20)
        try await worker.stop()
        try await server.kill()
    }

    @Test func `a run that the server ends for its length harms nobody else`() async throws {
        let server = try await DevServer.start(
            dynamicConfiguration: ["limit.historyCount.warn=20", "limit.historyCount.error=40"])
        let place = try await Place(server: server)
        let worker = try place.worker {
            Insatiable.self
            Quick.self
        }
        let id = try await place.start(Insatiable.self)
        try await eventually(within: .seconds(120)) {
            try await place.client.workflow(id: id).describe().status == .terminated
        }
        let error = await #expect(throws: WorkflowFailedError.self) {
            try await place.client.workflow(id: id).result(as: Bool?.self)
        }
        #expect(error?.cause is TerminatedFailure)
        guard case .workflowExecutionTerminated(let end)? = try await place.events(id).last else {
            throw Peer.Failure(description: "the history does not end with the termination")
        }
        #expect(end.reason.contains("exceeds limit"), "\(end.reason)")
        for _ in 0..<3 { #expect(try await place.result(place.start(Quick.self)) == "done") }
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }
}
