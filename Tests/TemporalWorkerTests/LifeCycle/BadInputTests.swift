// What authors and senders get wrong: each is told at the earliest moment, in words that name it, and the worker goes on.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private struct Odd: Error {}

private actor Picky: Workflow {
    private var isDone = false

    func run() async throws { try await wait { $0.isDone } }

    static var handlers: Handlers<Picky> {
        Update("finish") { (w: isolated Picky, number: Int) in
            w.isDone = true
        } validator: { _, number in
            if number < 0 { throw Odd() }
        }
    }
}

/// Has listed one signal before.
private actor Forgetful: Workflow {
    func run() async throws {}

    static var handlers: Handlers<Forgetful> {
        Signal("tell") { (_: isolated Forgetful) in }
        Signal("tell") { (_: isolated Forgetful, _: Int) in }
    }
}

private actor BeatsOddly: Workflow {
    func run() async throws {
        _ = try await execute(
            Scripted.self, 0,
            options: ActivityOptions(startToClose: .seconds(30), retryPolicy: RetryPolicy(maximumAttempts: 1)))
    }
}

@Suite(.timeLimit(.minutes(5))) struct BadInputTests {
    @Test func `options that cannot be are named before the worker runs`() async throws {
        var options = WorkerOptions()
        options.maxConcurrentActivities = 0
        options.maxCachedWorkflows = -1
        options.deadlockTimeout = .zero
        let error = try #require(throws: RegistrationError.self) {
            try Worker(client: TemporalClient(), taskQueue: "none", options: options) { Picky.self }
        }
        for name in ["maxConcurrentActivities is 0", "maxCachedWorkflows is -1", "deadlockTimeout"] {
            #expect(error.description.contains(name), "\(error)")
        }
        #expect(!error.description.contains("maxConcurrentNexusTasks"))
    }

    @Test func `so are slots that cannot be, and a worker that would poll for nothing`() throws {
        var options = WorkerOptions()
        options.maxConcurrentWorkflowTasks = 1
        options.tuner.activities = .resourceBased(memory: 0, cpu: 1.1)
        options.tuner.localActivities = .resourceBased(minimum: 9, maximum: 3)
        options.tuner.nexusTasks = .resourceBased(memory: 1, cpu: 1)
        options.workflowTaskPollers = .fixed(-3)
        options.activityTaskPollers = .autoscaling(minimum: 50, maximum: 10)
        options.nexusTaskPollers = 0
        let error = try #require(throws: RegistrationError.self) {
            try Worker(client: TemporalClient(), taskQueue: "none", options: options) { Picky.self }
        }
        for mistake in [
            "maxConcurrentWorkflowTasks is 1: expected at least 2", "tuner.activities has the target 0.0 for memory",
            "tuner.activities has the target 1.1 for cpu",
            "the maximum of tuner.localActivities is 3: expected at least 9",
            "workflowTaskPollers is -3: expected at least 1",
            "the maximum of activityTaskPollers is 10: expected at least 50",
            "nexusTaskPollers is 0: expected at least 1",
        ] {
            #expect(error.description.contains(mistake), "\(error)")
        }
        #expect(!error.description.contains("tuner.nexusTasks"))

        var idle = WorkerOptions()
        idle.activityTaskPollers = 0
        let nothing = try #require(throws: RegistrationError.self) {
            try Worker(client: TemporalClient(), taskQueue: "none", options: idle) { Scripted { $0 } }
        }
        #expect(nothing.description.contains("activityTaskPollers = 0"))
        idle.maxConcurrentSessions = 1
        _ = try Worker(client: TemporalClient(), taskQueue: "none", options: idle) { Scripted { $0 } }
        #expect(throws: RegistrationError.self) { try Worker(client: TemporalClient(), taskQueue: "none") {} }
    }

    @Test func `what is registered twice is named before the worker runs`() throws {
        let twice: [([Registration], String)] = [
            ([.workflow(Picky.self), .workflow(Picky.self)], "two workflows are registered with the name 'Picky'"),
            (
                [.workflow(Picky.self), .activity(Scripted { $0 }), .activity(Scripted { $0 })],
                "two activities are registered with the name 'Scripted'"
            ),
            ([.workflow(Forgetful.self)], "Forgetful lists two handlers of one kind with the name 'tell'"),
        ]
        for (registrations, message) in twice {
            let error = try #require(throws: RegistrationError.self) {
                try Worker(client: TemporalClient(), taskQueue: "none") { registrations }
            }
            #expect(error.description == message)
        }
    }

    @Test func `an update of another kind, or that an odd error turns away, is refused and leaves no trace`()
        async throws
    {
        let place = try await Place()
        let worker = try place.worker { Picky.self }
        let id = try await place.start(Picky.self)
        let handle = place.client.workflow(id: id)
        let unreadable = try await #require(throws: (any Error).self) {
            try await handle.update("finish", "seven", as: Bool?.self)
        }
        #expect("\(unreadable)".contains("expected a number, found a string"), "\(unreadable)")
        let odd = try await #require(throws: ApplicationFailure.self) {
            try await handle.update("finish", -1, as: Bool?.self)
        }
        #expect(odd.type == "Odd")
        let misspelt = try await #require(throws: (any Error).self) {
            try await handle.update("finnish", 1, as: Bool?.self)
        }
        #expect("\(misspelt)".contains("finnish") && "\(misspelt)".contains("finish"), "\(misspelt)")
        let events = try await place.events(id)
        #expect(!events.contains { if case .workflowExecutionUpdateAccepted = $0 { true } else { false } })
        _ = try await handle.update("finish", 1, as: Bool?.self)
        #expect(try await place.cli.closed(id) == "COMPLETED")
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test func `a workflow whose input does not decode fails, and no place in its code is blamed`() async throws {
        let place = try await Place()
        let worker = try place.worker { RunsScripted.self }
        let id = try await place.start(RunsScripted.self, #""no number""#)
        let error = await #expect(throws: WorkflowFailedError.self) {
            try await place.client.workflow(RunsScripted.self, id: id).result()
        }
        let failure = error?.cause as? ApplicationFailure
        #expect(failure?.type == "InvalidInput")
        #expect(failure?.stackTrace == "in the input of workflow RunsScripted")
        try await worker.stop()
    }

    @Test func `a heartbeat that has no JSON form fails the activity with its reason`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            BeatsOddly.self
            Scripted { number in
                try ActivityContext.current?.heartbeat(Double.infinity)
                return number
            }
        }
        let id = try await place.start(BeatsOddly.self)
        #expect(try await place.cli.closed(id) == "FAILED")
        #expect(try await place.cli.history(id).contains("inf"))
        try await worker.stop()
    }
}
