// The directories of features/update and features/query.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Counts what updates bring, and ends when it is told to.
private actor Counts: Workflow {
    private var count = 0
    private var mayEnd = false
    private var mayGo = false

    func run() async throws -> Int {
        try await wait { $0.mayEnd && $0.allHandlersFinished }
        return count
    }

    static var add: Update<Counts, Int, Int> {
        Update("add") { workflow, number in
            workflow.count += number
            return workflow.count
        } validator: { _, number in
            guard number >= 0 else { throw ApplicationFailure("negative", type: "Negative", nonRetryable: true) }
        }
    }
    static var addLater: Update<Counts, Int, Int> {
        Update("addLater") { workflow, number in
            try await workflow.wait { $0.mayGo }
            workflow.count += number
            return workflow.count
        }
    }
    static var addByActivities: Update<Counts, Int, Int> {
        Update("addByActivities") { workflow, count in
            var works: [Task<Int, any Error>] = []
            for number in 1...count {
                works.append(Task { try await workflow.execute(Work.self, number, startToClose: .seconds(60)) })
            }
            for work in works { workflow.count += try await work.value }
            return workflow.count
        }
    }
    static var fails: Update<Counts, Void, Void> {
        Update("fails") { _ in throw ApplicationFailure("as it must", type: "Test") }
    }
    static var go: Signal<Counts, Void> { Signal("go") { $0.mayGo = true } }
    static var end: Signal<Counts, Void> { Signal("end") { $0.mayEnd = true } }
    static var handlers: Handlers<Counts> {
        add
        addLater
        addByActivities
        fails
        go
        end
    }
}

/// The same workflow with a validator that accepts nothing.
private actor CountsStrictly: Workflow {
    static let workflowType = "Counts"
    private var count = 0
    private var mayEnd = false

    func run() async throws -> Int {
        try await wait { $0.mayEnd && $0.allHandlersFinished }
        return count
    }

    static var handlers: Handlers<CountsStrictly> {
        Update("add") { (workflow: isolated CountsStrictly, number: Int) in
            workflow.count += number
            return workflow.count
        } validator: { (_: isolated CountsStrictly, _: Int) in
            throw ApplicationFailure("nothing is accepted any more", type: "Strict")
        }
        Signal("end") { (workflow: isolated CountsStrictly) in workflow.mayEnd = true }
    }
}

/// Has an activity update this very workflow.
private actor UpdatesItself: Workflow {
    private var number = 0

    func run() async throws -> Int {
        _ = try await execute(Work.self, 0, startToClose: .seconds(60))
        return number
    }

    static var assign: Update<UpdatesItself, Int, Void> {
        Update("assign") { workflow, number in workflow.number = number }
    }
    static var handlers: Handlers<UpdatesItself> { assign }
}

/// An update that breaks until it is mended.
private actor Breaks: Workflow {
    private var mayEnd = false
    static let isMended = Gate()

    func run() async throws { try await wait { $0.mayEnd && $0.allHandlersFinished } }

    static var breaks: Update<Breaks, Void, String> {
        Update("breaks") { _ in
            if !isMended.isOpen { throw Broken() }
            return "mended"
        }
    }
    static var end: Signal<Breaks, Void> { Signal("end") { $0.mayEnd = true } }
    static var handlers: Handlers<Breaks> {
        breaks
        end
    }

    struct Broken: Error {}
}

/// Doubles what an update is asked for, and what is sent to others it leaves alone.
private struct Doubles: ClientInterceptor {
    func startUpdate(
        _ input: StartUpdateInput, next: @Sendable (StartUpdateInput) async throws -> UpdateHandle
    ) async throws -> UpdateHandle {
        var input = input
        input.arguments = try input.arguments.map {
            try DataConverter.default.encode(2 * DataConverter.default.decode($0, as: Int.self))
        }
        return try await next(input)
    }
}

@Suite("update", .timeLimit(.minutes(5))) struct UpdateConformance {
    private func withCounts(
        interceptors: [any ClientInterceptor] = [],
        _ body: (Place, TypedWorkflowHandle<Counts>) async throws -> Void
    ) async throws {
        let place = try await Place(interceptors: interceptors)
        let worker = try place.worker {
            Counts.self
            Work { $0 }
        }
        let handle = try await place.begin(Counts.self)
        try await body(place, handle)
        try await handle.signal(Counts.end)
        _ = try await handle.result()
        try await worker.stop()
    }

    @Test("update/activities") func activities() async throws {
        try await withCounts { _, handle async throws in
            #expect(try await handle.update(Counts.addByActivities, 5) == 15)
        }
    }

    @Test("update/async_accepted") func asyncAccepted() async throws {
        try await withCounts { place, handle async throws in
            let update = try await handle.startUpdate(
                Counts.addLater, 3, waitingFor: .accepted, updateID: "later")
            #expect(try await place.count(handle) { $0.isUpdateAccepted } == 1)
            #expect(try await place.count(handle) { $0.isUpdateCompleted } == 0)
            try await handle.signal(Counts.go)
            #expect(try await update.result() == 3)
            #expect(try await handle.untyped.update(id: "later").result(as: Int.self) == 3)
            let failing = try await handle.startUpdate(Counts.fails, waitingFor: .accepted)
            let error = await #expect(throws: ApplicationFailure.self) { try await failing.result() }
            #expect(error?.message == "as it must")
        }
    }

    @Test("update/basic") func basic() async throws {
        try await withCounts { _, handle async throws in
            let error = await #expect(throws: ApplicationFailure.self) { try await handle.update(Counts.add, -1) }
            #expect(error?.type == "Negative")
            #expect(try await handle.update(Counts.add, 2) == 2)
        }
    }

    @Test("update/basic_async") func basicAsync() async throws {
        try await withCounts { _, handle async throws in
            let update = try await handle.startUpdate(Counts.add, 2, waitingFor: .accepted)
            #expect(try await update.result() == 2)
            await #expect(throws: ApplicationFailure.self) {
                try await handle.startUpdate(Counts.add, -1, waitingFor: .accepted).result()
            }
        }
    }

    @Test("update/client_interceptor") func clientInterceptor() async throws {
        try await withCounts(interceptors: [Doubles()]) { _, handle async throws in
            #expect(try await handle.update(Counts.add, 4) == 8)
        }
    }

    @Test("update/deduplication") func deduplication() async throws {
        try await withCounts { place, handle async throws in
            for _ in 0..<3 { #expect(try await handle.update(Counts.add, 1, updateID: "once") == 1) }
            #expect(try await place.count(handle) { $0.isUpdateAccepted } == 1)
        }
    }

    @Test("update/non_durable_reject") func nonDurableReject() async throws {
        try await withCounts { place, handle async throws in
            try await place.waits(handle) { $0.isWorkflowTaskCompleted }
            let before = try await place.events(handle.id).count
            for _ in 0..<3 {
                await #expect(throws: ApplicationFailure.self) { try await handle.update(Counts.add, -1) }
            }
            #expect(try await place.events(handle.id).count == before)
        }
    }

    @Test("update/self") func itself() async throws {
        let place = try await Place()
        let id = UUID().uuidString
        let worker = try place.worker {
            UpdatesItself.self
            Work { _ in
                try await place.client.workflow(UpdatesItself.self, id: id).update(UpdatesItself.assign, 9)
                return 0
            }
        }
        #expect(try await place.begin(UpdatesItself.self, id: id).result() == 9)
        try await worker.stop()
    }

    @Test("update/task_failure") func taskFailure() async throws {
        try await withCounts { _, handle async throws in
            let failed = await #expect(throws: ApplicationFailure.self) { try await handle.update(Counts.fails) }
            #expect(failed?.message == "as it must")
            let rejected = await #expect(throws: ApplicationFailure.self) { try await handle.update(Counts.add, -1) }
            #expect(rejected?.message == "negative")
        }
        // What is no failure fails the workflow's task, until the code is mended.
        let place = try await Place()
        let worker = try place.worker { Breaks.self }
        let handle = try await place.begin(Breaks.self)
        let update = Task { try await handle.update(Breaks.breaks) }
        try await eventually { place.log.contains("workflow task failed") }
        Breaks.isMended.open()
        #expect(try await update.value(within: .seconds(60)) == "mended")
        try await handle.signal(Breaks.end)
        _ = try await handle.result()
        try await worker.stop()
    }

    @Test("update/validation_replay") func validationReplay() async throws {
        try await withCounts { place, handle async throws in
            #expect(try await handle.update(Counts.add, 2) == 2)
            let strict = try Replayer { CountsStrictly.self }
            try await strict.replayThroughout(WorkflowHistory(of: handle.untyped))
        }
    }

    @Test("update/worker_restart") func workerRestart() async throws {
        let place = try await Place()
        func worker() throws -> RunningWorker {
            try place.worker {
                Counts.self
                Work { $0 }
            }
        }
        let first = try worker()
        let handle = try await place.begin(Counts.self)
        let update = try await handle.startUpdate(Counts.addLater, 5, waitingFor: .accepted)
        await first.askToStop()
        try await first.end()
        let second = try worker()
        try await handle.signal(Counts.go)
        #expect(try await update.result() == 5)
        try await handle.signal(Counts.end)
        #expect(try await handle.result() == 5)
        try await second.stop()
    }
}

/// Answers from its state.
private actor Answers: Workflow {
    private var mayEnd = false

    func run() async throws { try await wait { $0.mayEnd } }

    static var greet: Query<Answers, String, String> { Query("greet") { _, name in "hi \(name)" } }
    static var end: Signal<Answers, Void> { Signal("end") { $0.mayEnd = true } }
    static var handlers: Handlers<Answers> {
        greet
        end
    }
}

@Suite("query", .timeLimit(.minutes(5))) struct QueryConformance {
    private func withAnswers(_ body: (TypedWorkflowHandle<Answers>) async throws -> Void) async throws {
        let place = try await Place()
        let worker = try place.worker { Answers.self }
        let handle = try await place.begin(Answers.self)
        try await body(handle)
        try await handle.signal(Answers.end)
        try await handle.result()
        try await worker.stop()
    }

    @Test("query/successful_query") func successful() async throws {
        try await withAnswers { handle async throws in #expect(try await handle.query(Answers.greet, "you") == "hi you")
        }
    }

    @Test("query/timeout_due_to_no_active_workers") func noWorkers() async throws {
        let place = try await Place()
        let handle = try await place.begin(Answers.self)
        let result = try await place.cli.run(
            ["workflow", "query", "--workflow-id", handle.id, "--type", "greet", "--command-timeout", "1s"])
        #expect(result.status != 0)
        // This client's own calls have deadlines, too.
        let query = Task { try await handle.query(Answers.greet, "you") }
        query.cancel()
        await #expect(throws: (any Error).self) { try await query.value }
        try await handle.terminate()
    }

    @Test("query/unexpected_arguments") func unexpectedArguments() async throws {
        try await withAnswers { handle async throws in
            let wrong = await #expect(throws: RPCError.self) {
                _ = try await handle.untyped.query("greet", 5, as: String.self)
            }
            #expect(wrong?.message.isEmpty == false)
            await #expect(throws: RPCError.self) { _ = try await handle.untyped.query("greet", as: String.self) }
            // As in Go, TypeScript and Java, what is too much is ignored.
            #expect(try await handle.untyped.query("greet", "you", 5, as: String.self) == "hi you")
        }
    }

    @Test("query/unexpected_query_type_name") func unexpectedName() async throws {
        try await withAnswers { handle async throws in
            let error = await #expect(throws: RPCError.self) {
                _ = try await handle.untyped.query("bid", as: String.self)
            }
            #expect(error?.message.contains("bid") == true)
        }
    }

    @Test("query/unexpected_return_type") func unexpectedReturn() async throws {
        try await withAnswers { handle async throws in
            await #expect(throws: PayloadConversionError.self) {
                _ = try await handle.untyped.query("greet", "you", as: Int.self)
            }
        }
    }
}
