// How a worker stops: what runs is finished, or given back.

import Foundation
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ShutdownTests {
    @Test func `a graceful shutdown waits for a running activity and reports its result`() async throws {
        let place = try await Place()
        let (started, mayEnd) = (Gate(), Gate())
        let worker = try place.worker {
            Patient.self
            Scripted { number in
                started.open()
                try await mayEnd.wait()
                return number + 1
            }
        }
        let id = try await place.start(Patient.self, "41")
        try await started.wait()
        await worker.askToStop()
        try await eventually { place.log.contains("Worker is stopping") }
        #expect(!place.log.contains("Worker has stopped"))
        mayEnd.open()
        try await worker.end()
        #expect(place.log.contains("Worker has stopped"))

        let next = try place.worker {
            Patient.self
            Scripted { _ in throw ApplicationFailure("the result was lost", type: "Test") }
        }
        #expect(try await place.result(id) == "42")
        try await next.stop()
    }

    @Test func `an activity that runs beyond the limit is given back and runs again on the next worker`() async throws {
        let place = try await Place()
        let started = Gate()
        var options = WorkerOptions()
        options.shutdownTimeout = .milliseconds(300)
        let worker = try place.worker(options) {
            Patient.self
            Scripted { _ in
                started.open()
                try await Task.sleep(for: .seconds(600))
                return 0
            }
        }
        let id = try await place.start(Patient.self, "1")
        try await started.wait()
        try await worker.stop()
        let described = try await place.cli.workflow("describe", id)
        #expect(
            try described.text(at: "pendingActivities.0.lastFailure.applicationFailureInfo.type") == "WorkerShutdown",
            "\(described.output)")

        let next = try place.worker {
            Patient.self
            Scripted { _ in ActivityContext.current?.info.attempt ?? 0 }
        }
        #expect(try #require(Int(try await place.result(id) ?? "")) >= 2)
        try await next.stop()
    }

    @Test func `an activity that does not heed its cancellation is given back all the same`() async throws {
        let place = try await Place()
        let (started, mayEnd) = (Gate(), Gate())
        var options = WorkerOptions()
        options.shutdownTimeout = .milliseconds(300)
        let worker = try place.worker(options) {
            Patient.self
            Scripted { _ in
                started.open()
                try await Task.detached { try await mayEnd.wait() }.value
                return 0
            }
        }
        let id = try await place.start(Patient.self, "1")
        try await started.wait()
        await worker.askToStop()
        try await worker.end()
        #expect(place.log.contains("1 activities still run"))
        let described = try await place.cli.workflow("describe", id)
        #expect(
            try described.text(at: "pendingActivities.0.lastFailure.applicationFailureInfo.type") == "WorkerShutdown",
            "\(described.output)")
        let next = try place.worker {
            Patient.self
            Scripted { $0 + 1 }
        }
        #expect(try await place.result(id) == "2")
        mayEnd.open()
        try await next.stop()
    }

    @Test func `a worker that stops asks for no more tasks of the run whose task it executes`() async throws {
        let place = try await Place()
        var options = WorkerOptions()
        options.deadlockTimeout = .seconds(60)
        let worker = try place.worker(options) { Lingers.self }
        let id = try await place.start(Lingers.self)
        try await Lingers.began.wait()
        await worker.askToStop()
        try await eventually { place.log.contains("Worker is stopping") }
        // A task for it is there when the one before ends: a worker that goes on gets it with the answer to its completion.
        try await place.client.workflow(id: id).signal("end")
        Lingers.mayGoOn.open()
        try await worker.end()
        let ends = try await place.events(id).filter { if case .workflowTaskCompleted = $0 { true } else { false } }
        #expect(ends.count == 1)
        let next = try place.worker { Lingers.self }
        #expect(try await place.cli.closed(id) == "COMPLETED")
        try await next.stop()
    }

    @Test func `several workers share one connection and stop together`() async throws {
        let proxy = try await FaultProxy.start(before: DevServer.shared.port)
        let place = try await Place(address: proxy.address)
        let other = "\(place.taskQueue)-other"
        let workers = try place.worker(on: [place.taskQueue, other]) { Quick.self }
        let id = try await place.start(Quick.self)
        try await place.cli.start("Quick", id: "\(id)-other", taskQueue: other)
        #expect(try await place.result(id) == "done")
        #expect(try await place.result("\(id)-other") == "done")
        #expect(try await proxy.connections() == 1)
        try await workers.stop()
    }
}

/// Takes long over its first task.
private actor Lingers: Workflow {
    static let began = Gate()
    static let mayGoOn = Gate()
    private var mayEnd = false

    func run() async throws {
        Self.began.open()
        while !Self.mayGoOn.isOpen { usleep(1_000) }
        try await wait { $0.mayEnd }
    }

    static var handlers: Handlers<Lingers> { Signal("end") { (w: isolated Lingers) in w.mayEnd = true } }
}
