// The examples of docs/clients.md, run against a real server.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

actor Booking: Workflow {
    private var seats = 0
    private var isConfirmed = false

    func run(_ flight: String) async throws -> String {
        try await wait { $0.isConfirmed }
        return "\(flight): \(seats)"
    }

    static var confirm: Signal<Booking, Void> { Signal("confirm") { $0.isConfirmed = true } }
    static var seats: Query<Booking, Void, Int> { Query("seats") { $0.seats } }
    static var add: Update<Booking, Int, Int> {
        Update("add") { booking, number in
            guard number > 0 else { throw ApplicationFailure("no seats", type: "NoSeats") }
            booking.seats += number
            return booking.seats
        }
    }
    static var handlers: Handlers<Booking> { confirm; seats; add }
}

struct SendMail: Activity {
    func run(_ address: String) async throws -> Bool { true }
}

/// Compiled only: there are no such servers.
private enum Connections {
    static func cloud(_ key: String) -> TemporalClient {
        var options = ConnectionOptions()
        options.target = Target(host: "us-east-1.aws.api.temporal.io", port: 7233)
        options.namespace = "bookings.a1b2c"
        options.apiKey = key
        options.tls = TLSOptions()
        return TemporalClient(options)
    }

    static func certificates() -> TLSOptions {
        var tls = TLSOptions()
        tls.serverCA = .file("/etc/temporal/ca.pem")
        tls.clientCertificate = .file("/etc/temporal/client.pem")
        tls.clientKey = .file("/etc/temporal/client.key")
        return tls
    }

    static func throughProxy() -> ConnectionOptions {
        var options = ConnectionOptions()
        options.proxy = HTTPProxy(target: Target(host: "proxy.internal", port: 3128))
        options.metadata["tenant"] = "bookings"
        return options
    }

    static func environment() throws -> TemporalClient {
        let client = TemporalClient(try ConnectionOptions(environment: ProcessInfo.processInfo.environment))
        return client
    }
}

@Suite(.timeLimit(.minutes(5))) struct ClientExamples {
    @Test func `workflows are started, told, asked and waited for`() async throws {
        let place = try await Place()
        let worker = try place.worker { Booking.self }
        let (client, taskQueue, id) = (place.client, place.taskQueue, UUID().uuidString)

        var options = StartWorkflowOptions()
        options.idReusePolicy = .allowDuplicateFailedOnly
        options.idConflictPolicy = .fail
        options.executionTimeout = .seconds(86_400)
        options.retryPolicy = RetryPolicy(maximumAttempts: 3)
        options.memo = ["agent": "Ada"]
        options.searchAttributes[.keyword("TestKeyword")] = "business"
        options.summary = "two seats to Lisbon"

        let handle = try await client.startWorkflow(
            Booking.self, "LH 1166", id: id, taskQueue: taskQueue, options: options)

        do {
            try await client.startWorkflow(Booking.self, "LH 1166", id: id, taskQueue: taskQueue, options: options)
        } catch let error as WorkflowAlreadyStartedError {
            print("\(error.workflowID) runs already, as \(error.runID ?? "?")")
        }

        let seats = try await handle.update(Booking.add, 2)
        let pending = try await handle.startUpdate(Booking.add, 1, waitingFor: .accepted, updateID: "third-seat")
        let more = try await pending.result()
        #expect((seats, more) == (2, 3))
        let found = client.workflow(Booking.self, id: id)
        let thirdSeat = found.untyped.update(id: "third-seat")
        #expect(try await thirdSeat.result(as: Int.self) == 3)

        #expect(try await handle.query(Booking.seats) == 3)
        try await handle.signal(Booking.confirm)

        do {
            let ticket = try await handle.result()
            print(ticket)
        } catch let error as WorkflowFailedError {
            print(error.cause.map { "\($0)" } ?? "no reason was given")
        }
        #expect(try await handle.result() == "LH 1166: 3")
        try await worker.stop()
    }

    @Test func `messages may start the workflow, and names do for types`() async throws {
        let place = try await Place()
        let worker = try place.worker { Booking.self }
        let (client, taskQueue, id, other) = (place.client, place.taskQueue, UUID().uuidString, UUID().uuidString)

        let signaled = try await client.signalWithStart(
            Booking.self, "LH 1167", id: id, taskQueue: taskQueue, signal: Booking.confirm, ())
        #expect(try await signaled.result() == "LH 1167: 0")

        let update = try await client.startUpdateWithStart(
            Booking.self, "LH 1168", id: other, taskQueue: taskQueue, update: Booking.add, 2, waitingFor: .completed)
        #expect(try await update.result() == 2)

        let booking = client.workflow(id: other)
        try await booking.signal("confirm")
        let ticket = try await booking.result(as: String.self)
        #expect(ticket == "LH 1168: 2")
        try await worker.stop()
    }

    @Test func `workflows are found, described, reset and dealt with together`() async throws {
        let place = try await Place()
        let worker = try place.worker { Booking.self }
        let (client, taskQueue, id) = (place.client, place.taskQueue, UUID().uuidString)
        let handle = try await client.startWorkflow(Booking.self, "LH 1169", id: id, taskQueue: taskQueue)
        _ = try await handle.update(Booking.add, 1)
        try await eventually { try await client.workflowCount(where: "TaskQueue = '\(taskQueue)'") == 1 }

        let query = "WorkflowType = 'Booking' AND ExecutionStatus = 'Running' AND TaskQueue = '\(taskQueue)'"
        for try await booking in client.workflows(where: query) {
            print(booking.id, booking.startTime.map { "\($0)" } ?? "")
        }
        print(try await client.workflowCount(where: query))

        let booking = try await handle.untyped.describe()
        for activity in booking.pendingActivities where activity.attempt > 3 {
            try await handle.untyped.activity(id: activity.id).pause(reason: "the mail server is down")
        }

        let history = try await handle.untyped.fetchHistory()
        print("\(history.count) events")

        let again = try await handle.untyped.reset(to: .firstWorkflowTask, reason: "mended code", excluding: [.updates])
        #expect(try await again.query("seats", as: Int.self) == 0)
        // What a batch job finds is what lists show, which come later than what they are of.
        try await eventually { () -> Bool in
            for try await listed in client.workflows(where: query) where listed.runID == again.runID { return true }
            return false
        }

        let batch = try await client.startBatch(
            .signal("confirm"), where: query, reason: "the flight is certain", maxOperationsPerSecond: 50)
        let progress = try await batch.describe()
        print("\(progress.completedCount) of \(progress.totalCount)")
        #expect(try await again.result(as: String.self) == "LH 1169: 0")
        try await worker.stop()

        try await again.delete()
    }

    @Test func `schedules start workflows, and activities need none`() async throws {
        let place = try await Place()
        let worker = try place.worker {
            Booking.self
            SendMail()
        }
        let (client, taskQueue, id) = (place.client, place.taskQueue, UUID().uuidString)

        let schedule = try await client.createSchedule(
            id: id,
            Schedule(
                starting: ScheduledWorkflow(Booking.self, "LH 1170", id: id, taskQueue: taskQueue),
                at: .daily(hour: 6, timeZone: "Europe/Lisbon")))
        try await schedule.update { $0.overlapPolicy = .bufferOne }
        try await schedule.pause(note: "strike")
        #expect(try await schedule.describe().schedule.note == "strike")
        try await schedule.delete()

        let mail = try await client.startActivity(
            SendMail.self, "ada@example.org", id: id, taskQueue: taskQueue,
            options: StartActivityOptions(startToClose: .seconds(10)))
        #expect(try await mail.result())
        try await worker.stop()
    }
}
