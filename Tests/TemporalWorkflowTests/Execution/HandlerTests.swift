// Handlers that are told the name of what they handle, handlers that outlast their workflow, and the queries that every workflow
// answers.

import TemporalCore
import Testing

@testable import TemporalWorkflow

/// Keeps what comes under any name.
private actor Collects: Workflow {
    private var notes: [String] = []

    func run() async throws -> [String] {
        try await wait { $0.notes.contains("end") }
        return notes
    }

    static var handlers: Handlers<Collects> {
        Signal("known") { (w: isolated Collects) in w.notes.append("known") }
        Query("known") { (w: isolated Collects) in w.notes.count }
        DynamicSignal { (w: isolated Collects, name, arguments) in
            w.notes.append(arguments.count == 0 ? name : "\(name) \(try arguments.decode(0, as: Int.self))")
        }
        DynamicQuery { (w: isolated Collects, name, _) in "\(name)?" }
        DynamicUpdate { (w: isolated Collects, name, _) in
            w.notes.append("update \(name)")
            return name
        } validator: { _, name, _ in
            if name == "bad" { throw ApplicationFailure("no", type: "No") }
        }
    }
}

/// Has a handler that waits.
private actor Leaves: Workflow {
    private var isDone = false

    func run() async throws {
        try await wait { $0.isDone }
    }

    static var handlers: Handlers<Leaves> {
        Signal("end") { (w: isolated Leaves) in w.isDone = true }
        Signal("slow") { (w: isolated Leaves) in try await w.sleep(for: .seconds(60)) }
        Signal("quiet") { (w: isolated Leaves) in try await w.sleep(for: .seconds(60)) }.ifUnfinished(.abandon)
    }
}

/// Ends when its handlers have.
private actor Waits: Workflow {
    private var isDone = false

    func run() async throws {
        try await wait { $0.isDone }
        try await wait { $0.allHandlersFinished }
    }

    static var handlers: Handlers<Waits> {
        Signal("end") { (w: isolated Waits) in w.isDone = true }
        Signal("slow") { (w: isolated Waits) in try await w.sleep(for: .seconds(60)) }
    }
}

/// Says what its handlers are for.
private actor Explains: Workflow {
    private var isDone = false

    func run() async throws {
        try await wait { $0.isDone }
    }

    static var handlers: Handlers<Explains> {
        Signal("end") { (w: isolated Explains) in w.isDone = true }.described("Ends it.").ifUnfinished(.abandon)
        Signal("bare") { (w: isolated Explains) in w.isDone = true }
        Query("ended") { (w: isolated Explains) in w.isDone }.described("Whether it has ended.")
        Update("close") { (w: isolated Explains) in w.isDone = true }.described("Ends it, and says so.")
        DynamicSignal { (w: isolated Explains, _, _) in w.isDone = true }.described("Any other signal.")
        DynamicQuery { (w: isolated Explains, name, _) in name }.described("Any other query.")
        DynamicUpdate { (w: isolated Explains, name, _) in name }.described("Any other update.")
    }
}

@Suite struct HandlerTests {
    @Test func `what has no handler of its own is told its name and arguments`() async throws {
        let run = try TestRun(Collects.self)
        try await run.task()
        run.history.taskCompleted()
        run.history.signaled("known")
        run.history.signaled("other")
        run.history.signaled("counted", 7)
        let completion = try await run.task([.update("any", id: "u", after: run.history.nextEventID - 1)])
        #expect(completion.summary == ["message u/request/accept", "message u/request/complete"])
        #expect(try await run.query("known").data.utf8String == "4")
        #expect(try await run.query("else").data.utf8String == #""else?""#)
        await run.evict()
    }

    @Test func `a dynamic validator declines`() async throws {
        let run = try TestRun(Collects.self)
        try await run.task()
        run.history.taskCompleted()
        let completion = try await run.task([.update("bad", id: "u", after: run.history.nextEventID - 1)])
        #expect(completion.commands.isEmpty)
        #expect(completion.messages.map(\.id) == ["u/request/reject"])
        await run.evict()
    }

    @Test func `a workflow that ends while a handler is at work says so, unless that is meant`() async throws {
        let lines = LogLines()
        let run = try TestRun(Leaves.self, logger: lines.logger)
        try await run.task()
        run.history.taskCompleted()
        for name in ["slow", "quiet", "end"] { run.history.signaled(name) }
        #expect(try await run.task().commands.last?.commandType == .completeWorkflowExecution)
        let warnings = lines.all.filter { $0.contains("TMPRL1102") }
        #expect(warnings.count == 1)
        #expect(warnings.first?.contains("signal slow") == true)
        #expect(warnings.first?.contains("quiet") == false)
        await run.evict()
    }

    @Test func `a workflow can wait until its handlers have ended`() async throws {
        let lines = LogLines()
        let run = try TestRun(Waits.self, logger: lines.logger)
        try await run.task()
        run.history.taskCompleted()
        for name in ["slow", "end"] { run.history.signaled(name) }
        #expect(try await run.task().summary == ["timer 1"])
        run.history.taskCompleted()
        let timer = run.history.timerStarted(1)
        run.history.timerFired(1, startedEventID: timer)
        #expect(try await run.task().commands.map(\.commandType) == [.completeWorkflowExecution])
        #expect(!lines.all.contains { $0.contains("TMPRL1102") })
        await run.evict()
    }

    @Test func `every workflow tells what it answers, and what it waits for`() async throws {
        let run = try TestRun(Collects.self)
        try await run.task()
        run.history.taskCompleted()
        let answer = try await run.query("__temporal_workflow_metadata")
        #expect(answer.encoding == "json/protobuf")
        let metadata = try API.SDK.WorkflowMetadata(json: answer.data)
        #expect(metadata.definition?.type == "Collects")
        #expect(metadata.definition?.signalDefinitions.map(\.name) == ["known", ""])
        #expect(metadata.definition?.queryDefinitions.map(\.name) == ["known", ""])
        #expect(metadata.definition?.updateDefinitions.map(\.name) == [""])
        let text = try #require(try await run.query("__stack_trace").data.utf8String)
        #expect(text.hasPrefix(#""waits for condition at TemporalWorkflowTests/HandlerTests.swift:"#), "\(text)")
        let enhanced = try API.SDK.EnhancedStackTrace(json: await run.query("__enhanced_stack_trace").data)
        #expect(enhanced.sdk?.name == SDK.name)
        let place = try #require(enhanced.stacks.first?.locations.first)
        #expect(place.filePath == "TemporalWorkflowTests/HandlerTests.swift" && place.line > 0)
        #expect(place.functionName == "condition")
        await run.evict()
    }

    @Test func `a workflow tells what its handlers are for`() async throws {
        let run = try TestRun(Explains.self)
        try await run.task()
        run.history.taskCompleted()
        let answer = try await run.query("__temporal_workflow_metadata")
        let definition = try #require(try API.SDK.WorkflowMetadata(json: answer.data).definition)
        #expect(definition.signalDefinitions.map(\.name) == ["bare", "end", ""])
        #expect(definition.signalDefinitions.map(\.description) == ["", "Ends it.", "Any other signal."])
        #expect(definition.queryDefinitions.map(\.description) == ["Whether it has ended.", "Any other query."])
        #expect(definition.updateDefinitions.map(\.description) == ["Ends it, and says so.", "Any other update."])
        #expect(try await run.query("ended").data.utf8String == "false")
        await run.evict()
    }

    @Test func `two dynamic handlers of one kind are a mistake`() {
        actor Twice: Workflow {
            func run() async throws {}

            static var handlers: Handlers<Twice> {
                DynamicSignal { (_: isolated Twice, _, _) in }
                DynamicSignal { (_: isolated Twice, _, _) in }
            }
        }
        #expect(throws: RegistrationError.self) { try WorkflowType(Twice.self) }
    }
}
