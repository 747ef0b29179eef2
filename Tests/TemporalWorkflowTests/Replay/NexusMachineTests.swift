// What the caller of a Nexus operation is told, and when, for each of the cancellation types: histories as a server writes them.

import TemporalCore
import Testing

@testable import TemporalWorkflow

private let names = ["abandon", "try", "requested", "completed"]

/// Calls an operation, cancels it at once or when it is told to, and logs what the call was told.
private actor Caller: Workflow {
    static let types: [String: NexusOperationCancellationType] = [
        "abandon": .abandon, "try": .tryCancel, "requested": .waitCancellationRequested,
        "completed": .waitCancellationCompleted,
    ]
    static let operation = NexusOperation<Int, String>("o", of: "s")
    private var isCanceled = false

    func run(_ type: String, _ cancelsAtOnce: Bool) async throws {
        let options = NexusOperationOptions(cancellation: Self.types[type] ?? .abandon)
        let call = Task {
            do {
                let handle = try await startNexus(Self.operation, 1, endpoint: "e", options: options)
                logger.info("started \(handle.token ?? "")")
                let result = try await handle.result()
                logger.info("result \(result)")
            } catch let failure as NexusOperationFailure {
                logger.info("\(Self.kind(of: failure)): \(failure.message)")
            }
        }
        if cancelsAtOnce { await Task.yield() } else { try await wait { $0.isCanceled } }
        call.cancel()
        try await wait { _ in false }
    }

    private static func kind(of failure: NexusOperationFailure) -> String {
        switch failure.cause {
        case is CanceledFailure: "canceled"
        case is TimeoutFailure: "timed out"
        default: "failed"
        }
    }

    static var handlers: Handlers<Caller> { Signal("cancel") { (w: isolated Caller) in w.isCanceled = true } }
}

extension HistoryBuilder {
    fileprivate mutating func nexusScheduled() -> Int64 {
        add(
            .nexusOperationScheduled(
                .with {
                    $0.endpoint = "e"
                    $0.service = "s"
                    $0.operation = "o"
                }))
    }

    fileprivate mutating func nexusStarted(_ scheduled: Int64) {
        add(
            .nexusOperationStarted(
                .with {
                    $0.scheduledEventID = scheduled
                    $0.operationToken = "t"
                }))
    }

    fileprivate mutating func nexusCompleted(_ scheduled: Int64) throws {
        let result = try DataConverter.default.encode("done")
        add(
            .nexusOperationCompleted(
                .with {
                    $0.scheduledEventID = scheduled
                    $0.result = result
                }))
    }

    fileprivate mutating func nexusTimedOut(_ scheduled: Int64) {
        var timeout = API.Failure.Failure()
        timeout.message = "operation timed out"
        timeout.failureInfo = .timeoutFailureInfo(.with { $0.timeoutType = .scheduleToClose })
        var failure = API.Failure.Failure()
        failure.message = "too late"
        failure.cause = timeout
        failure.failureInfo = .nexusOperationExecutionFailureInfo(.with { $0.scheduledEventID = scheduled })
        add(
            .nexusOperationTimedOut(
                .with {
                    $0.scheduledEventID = scheduled
                    $0.failure = failure
                }))
    }
}

@Suite(.timeLimit(.minutes(1))) struct NexusMachineTests {
    private static let canceled = "canceled: Nexus operation cancelled"

    /// A run whose operation is scheduled, and has started where it is to; the event that scheduled it; and what its code logs.
    private func caller(
        _ type: String, hasStarted: Bool
    ) async throws -> (run: TestRun, scheduled: Int64, told: LogLines) {
        let lines = LogLines()
        let run = try TestRun(Caller.self, logger: lines.logger) {
            $0.input = try? .init(DataConverter.default.encodeArguments(type, false))
        }
        #expect(try await run.task().summary == ["ScheduleNexusOperation"])
        run.history.taskCompleted()
        let scheduled = run.history.nexusScheduled()
        if hasStarted {
            run.history.nexusStarted(scheduled)
            #expect(try await run.task().summary.isEmpty)
            run.history.taskCompleted()
            #expect(lines.all == ["started t"])
        }
        return (run, scheduled, lines)
    }

    /// Has the code cancel its call; the event of the request, where the type asks for one.
    private func cancel(_ run: TestRun, _ type: String, _ scheduled: Int64) async throws -> Int64? {
        run.history.signaled("cancel")
        let commands = try await run.task().commands
        run.history.taskCompleted()
        if type == "abandon" {
            #expect(commands.isEmpty)
            return nil
        }
        #expect(commands.count == 1)
        guard case .requestCancelNexusOperation(let request)? = commands.first?.attributes else {
            Issue.record("no request to cancel: \(commands)")
            return nil
        }
        #expect(request.scheduledEventID == scheduled)
        return run.history.add(.nexusOperationCancelRequested(.with { $0.scheduledEventID = scheduled }))
    }

    /// Lets the code hear of the events so far; it asks for nothing.
    private func hear(_ run: TestRun) async throws {
        #expect(try await run.task().summary.isEmpty)
        run.history.taskCompleted()
    }

    /// Replays the history with new code.
    private func replay(_ run: TestRun) async throws {
        await run.evict()
        try await TestRun.replay(Caller.self, run.history)
    }

    @Test(arguments: names, [false, true])
    func `the wait ends at once, with the delivery of the request, or with the operation`(
        type: String, hasStarted: Bool
    ) async throws {
        let (run, scheduled, told) = try await caller(type, hasStarted: hasStarted)
        let started = hasStarted ? ["started t"] : []
        let requested = try await cancel(run, type, scheduled)
        let isOver = ["abandon", "try"].contains(type)
        #expect(told.all == started + (isOver ? [Self.canceled] : []))

        // A request is delivered to what has started.
        if !hasStarted {
            run.history.nexusStarted(scheduled)
            try await hear(run)
            #expect(told.all == (isOver ? [Self.canceled] : ["started t"]))
        }
        if let requested {
            run.history.add(
                .nexusOperationCancelRequestCompleted(
                    .with {
                        $0.requestedEventID = requested
                        $0.scheduledEventID = scheduled
                    }))
            try await hear(run)
        }
        #expect(told.all.contains(Self.canceled) == (type != "completed"))

        run.history.add(.nexusOperationCanceled(.with { $0.scheduledEventID = scheduled }))
        try await hear(run)
        #expect(told.all == (isOver && !hasStarted ? [] : ["started t"]) + [Self.canceled])
        try await replay(run)
    }

    @Test(arguments: names, [false, true])
    func `a request that fails ends the wait for the request, and no other`(type: String, hasStarted: Bool) async throws
    {
        let (run, scheduled, told) = try await caller(type, hasStarted: hasStarted)
        if let requested = try await cancel(run, type, scheduled) {
            run.history.add(
                .nexusOperationCancelRequestFailed(
                    .with {
                        $0.requestedEventID = requested
                        $0.scheduledEventID = scheduled
                        $0.failure = .application("nobody is there", type: "Nobody")
                    }))
            try await hear(run)
        }
        let end =
            switch type {
            case "requested": ["failed: Nexus operation cancellation request failed"]
            case "completed": [String]()
            default: [Self.canceled]
            }
        #expect(told.all == (hasStarted ? ["started t"] : []) + end)
        let soFar = told.all
        try run.history.nexusCompleted(scheduled)
        try await hear(run)
        let rest = (hasStarted ? [] : ["started "]) + ["result done"]
        #expect(told.all == soFar + (type == "completed" ? rest : []))
        try await replay(run)
    }

    @Test(arguments: names, [false, true])
    func `a call that nobody cancels is told that its operation timed out`(type: String, hasStarted: Bool) async throws
    {
        let (run, scheduled, told) = try await caller(type, hasStarted: hasStarted)
        run.history.nexusTimedOut(scheduled)
        try await hear(run)
        #expect(told.all == (hasStarted ? ["started t"] : []) + ["timed out: too late"])
        // There is nothing left to cancel.
        run.history.signaled("cancel")
        try await hear(run)
        #expect(told.all.count == (hasStarted ? 2 : 1))
        try await replay(run)
    }

    @Test(arguments: names, [false, true])
    func `an operation that times out before its cancellation is known ends a wait that is left`(
        type: String, hasStarted: Bool
    ) async throws {
        let (run, scheduled, told) = try await caller(type, hasStarted: hasStarted)
        let requested = try await cancel(run, type, scheduled)
        run.history.nexusTimedOut(scheduled)
        // The answer to the request may come after the end.
        if let requested {
            run.history.add(
                .nexusOperationCancelRequestCompleted(
                    .with {
                        $0.requestedEventID = requested
                        $0.scheduledEventID = scheduled
                    }))
        }
        try await hear(run)
        let isOver = ["abandon", "try"].contains(type)
        #expect(
            told.all == (hasStarted ? ["started t"] : []) + [isOver ? Self.canceled : "timed out: too late"])
        try await replay(run)
    }

    @Test(arguments: names)
    func `a call that is canceled before it was scheduled asks for nothing`(type: String) async throws {
        let lines = LogLines()
        let run = try TestRun(Caller.self, logger: lines.logger) {
            $0.input = try? .init(DataConverter.default.encodeArguments(type, true))
        }
        try await hear(run)
        #expect(lines.all == ["canceled: Nexus Operation cancelled before scheduled"])
        try await replay(run)
    }
}
