// A run that stays in memory keeps nothing of the buffers that its tasks were received in.

import TemporalCore
import TestSupport
import Testing

@testable import TemporalWorkflow

private struct Charge: Activity {
    func run() async throws {}
}

private actor Child: Workflow {
    func run() async throws -> String { "" }
}

/// Keeps all that it gets.
private actor Hoards: Workflow {
    private var kept: [any Sendable] = []

    func run(_ bytes: Bytes, _ payload: Payload) async throws {
        kept = [bytes, payload]
        do { try await execute(Charge.self, startToClose: .seconds(1)) } catch { kept.append(error) }
        let child = try await startChild(Child.self, id: "child")
        try await wait { _ in false }
        _ = try await child.result()
    }

    static var handlers: Handlers<Hoards> {
        Update("hold") { (w: isolated Hoards, bytes: Bytes) in
            w.kept.append(bytes)
            try await w.wait { _ in false }
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct KeptPayloadsTests {
    private let payload = Payload(
        metadata: ["encoding": Bytes(utf8: "binary/plain")], data: Bytes(repeatElement(7, count: 1_000)))

    private var payloads: API.Common.Payloads { .init(payload) }

    private func task(_ run: TestRun, messages: [API.Protocols.Message] = []) async throws {
        try await run.task(messages)
        try await eventually { !run.holdsReceived }
        run.history.taskCompleted()
    }

    @Test func `what a run keeps is copied out of what it was received in`() async throws {
        let run = try TestRun(Hoards.self) {
            $0.input = .init([payload, payload])
            $0.memo = .with { $0.fields = ["note": payload] }
            $0.searchAttributes = .with { $0.indexedFields = ["Key": payload] }
        }
        try await task(run)

        let activity = run.history.activityScheduled(1, type: "Charge")
        let started = run.history.add(.activityTaskStarted(.with { $0.scheduledEventID = activity }))
        var failure = API.Failure.Failure.application("no", type: "No")
        failure.encodedAttributes = payload
        failure.failureInfo = .applicationFailureInfo(.with { $0.details = payloads })
        run.history.add(
            .activityTaskFailed(
                .with {
                    $0.scheduledEventID = activity
                    $0.startedEventID = started
                    $0.failure = failure
                }))
        try await task(run)

        let child = run.history.add(
            .startChildWorkflowExecutionInitiated(
                .with {
                    $0.workflowID = "child"
                    $0.workflowType = .with { $0.name = "Child" }
                }))
        run.history.add(.childWorkflowExecutionStarted(.with { $0.initiatedEventID = child }))
        run.history.add(
            .childWorkflowExecutionCompleted(
                .with {
                    $0.initiatedEventID = child
                    $0.result = payloads
                }))
        try await task(run)

        run.history.add(
            .workflowExecutionSignaled(
                .with {
                    $0.signalName = "unknown"
                    $0.input = payloads
                }))
        try await task(run)

        run.history.add(
            .workflowExecutionUpdateAdmitted(
                .with {
                    $0.request = .with {
                        $0.meta = .with { $0.updateID = "u" }
                        $0.input = .with {
                            $0.name = "hold"
                            $0.args = payloads
                        }
                    }
                }))
        do {
            let accepted = try await run.task()
            #expect(accepted.summary == ["message u/request/accept"])
        }
        try await eventually { !run.holdsReceived }
        await run.evict()
    }
}
