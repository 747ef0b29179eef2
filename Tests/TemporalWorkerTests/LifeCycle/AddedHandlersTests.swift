// Handlers that a workflow adds while it runs, on a real server: signals wait for them.

import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Takes orders only once it is open, and says what it heard.
private actor Opens: Workflow {
    private var heard: [String] = []
    private var isOpen = false

    func run() async throws -> [String] {
        try await wait { $0.isOpen }
        heard.append("open")
        try addHandlers {
            Self.order
            Self.count
            Self.rename
        }
        try await wait { $0.heard.contains("order last") }
        return heard
    }

    static var open: Signal<Opens, Void> { Signal("open") { shop in shop.isOpen = true } }
    static var order: Signal<Opens, String> { Signal("order") { shop, name in shop.heard.append("order \(name)") } }
    static var count: Query<Opens, Void, Int> { Query("count") { shop in shop.heard.count } }
    static var rename: Update<Opens, String, Int> {
        Update("rename") { shop, name in
            shop.heard.append("name \(name)")
            return shop.heard.count
        }
    }
    static var handlers: Handlers<Opens> { open }
}

/// Replaces handlers, and adds what cannot be added.
private actor Replaces: Workflow {
    private var heard: [String] = []

    func run() async throws -> [String] {
        try await wait { $0.heard.contains("old say") }
        do {
            try addHandlers {
                Signal("twice") { (_: isolated Replaces) in }
                Signal("twice") { (_: isolated Replaces) in }
            }
        } catch let error as RegistrationError {
            heard.append(error.description)
        }
        try addHandlers {
            Signal("say") { (w: isolated Replaces) in w.heard.append("new say") }
            DynamicSignal { (w: isolated Replaces, name, _) in w.heard.append("any \(name)") }
        }
        try await wait { $0.heard.contains("new say") }
        return heard
    }

    static var hears: Query<Replaces, Void, [String]> { Query("hears") { w in w.heard } }
    static var handlers: Handlers<Replaces> {
        hears
        Signal("say") { (w: isolated Replaces) in w.heard.append("old say") }
        Query("add") { (w: isolated Replaces) in
            try w.addHandlers { Query("more") { (_: isolated Replaces) in 1 } }
            return "added"
        }
    }
}

/// Adds its handlers in the handler of an update.
private actor Extends: Workflow {
    private var heard: [String] = []

    func run() async throws -> [String] {
        try await wait { $0.heard.contains("new update") }
        return heard
    }

    static var extend: Update<Extends, Void, Int> {
        Update("extend") { w in
            try w.addHandlers {
                Signal("order") { (w: isolated Extends) in w.heard.append("order in \(w.currentUpdate?.name ?? "none")")
                }
                Query("how") { (_: isolated Extends) in "new" }
                Update("change") { (w: isolated Extends) in w.note("new update") }
            }
            return 1
        }
    }
    static var handlers: Handlers<Extends> {
        extend
        Query("how") { (_: isolated Extends) in "old" }
        Update("change") { (w: isolated Extends) in w.note("old update") }
        Signal("grow") { (w: isolated Extends) in
            try w.addHandlers { Update("late") { (w: isolated Extends) in w.note("new update") + 2 } }
        }
    }

    private func note(_ text: String) -> Int {
        heard.append(text)
        return heard.count
    }
}

/// Lets everything pass.
private struct Passes: WorkflowInterceptor {}

@Suite(.timeLimit(.minutes(5))) struct AddedHandlersTests {
    @Test(arguments: [false, true])
    func `signals that come before their handler is added are handed to it in their order`(isIntercepted: Bool)
        async throws
    {
        let place = try await Place()
        var options = WorkerOptions()
        if isIntercepted { options.workflowInterceptors = [Passes()] }
        // One task after each message, and so some signals wait from task to task.
        let worker = try place.worker(options) { Opens.self }
        let id = try await place.start(Opens.self)
        let shop = place.client.workflow(Opens.self, id: id)
        try await shop.untyped.signal("order", "tea")
        try await eventually { place.log.contains("no handler for signal order") }
        try await shop.untyped.signal("order", "milk")
        await #expect(throws: ApplicationFailure.self) {
            try await shop.untyped.update("rename", "early", as: Int.self)
        }
        await #expect(throws: RPCError.self) { try await shop.untyped.query("count", as: Int.self) }
        try await shop.signal(Opens.open)
        try await eventually { () -> Bool in await (try? shop.untyped.query("count", as: Int.self)) == 3 }
        #expect(try await shop.untyped.update("rename", "corner", as: Int.self) == 4)
        let metadata = try await place.cli.workflow("metadata", id)
        #expect(metadata.output.contains("rename"), "\(metadata.output)")
        try await shop.untyped.signal("order", "last")
        #expect(
            try await shop.result() == ["open", "order tea", "order milk", "name corner", "order last"])
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test func `signals sent before the first task wait, too`() async throws {
        let place = try await Place()
        let id = try await place.start(Opens.self)
        let shop = place.client.workflow(Opens.self, id: id)
        for name in ["tea", "last"] { try await shop.untyped.signal("order", name) }
        try await shop.signal(Opens.open)
        let worker = try place.worker { Opens.self }
        #expect(try await shop.result() == ["open", "order tea", "order last"])
        try await worker.stop()
    }

    @Test func `a handler replaces another; a name twice, and a query that adds one, are refused`() async throws {
        let place = try await Place()
        let worker = try place.worker { Replaces.self }
        let id = try await place.start(Replaces.self)
        let run = place.client.workflow(Replaces.self, id: id)
        let refused = try await place.cli.run(["workflow", "query", "--workflow-id", id, "--type", "add"])
        #expect(refused.status != 0 && refused.errors.contains("only read"), "\(refused.errors)")
        let unknown = try await place.cli.run(["workflow", "query", "--workflow-id", id, "--type", "more"])
        #expect(unknown.status != 0 && unknown.errors.contains("no query 'more'"), "\(unknown.errors)")
        try await place.cli.workflow("signal", id, ["--name", "other"])
        try await place.cli.workflow("signal", id, ["--name", "say"])
        try await eventually { () -> Bool in try await run.query(Replaces.hears).contains("any other") }
        try await place.cli.workflow("signal", id, ["--name", "say"])
        let result = try await run.result()
        #expect(result.first == "old say")
        #expect(result.contains { $0.contains("two handlers of one kind with the name 'twice'") })
        #expect(result.contains("any other") && result.last == "new say")
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }
    @Test func `an update's handler adds others, which are no part of it`() async throws {
        let place = try await Place()
        let worker = try place.worker { Extends.self }
        let id = try await place.start(Extends.self)
        let run = place.client.workflow(id: id)
        try await run.signal("order")
        #expect(try await run.query("how", as: String.self) == "old")
        _ = try await run.update("change", as: Int.self)
        #expect(try await run.update("extend", as: Int.self) == 1)
        #expect(try await run.query("how", as: String.self) == "new")
        _ = try await run.update("change", as: Int.self)
        #expect(
            try await place.client.workflow(Extends.self, id: id).result() == [
                "old update", "order in none", "new update",
            ])
        #expect(try await place.taskFailures(id).isEmpty)
        try await worker.stop()
    }

    @Test func `an update finds the handler that a signal of the same task adds`() async throws {
        let place = try await Place()
        let id = try await place.start(Extends.self)
        let run = place.client.workflow(id: id)
        try await run.signal("grow")
        let update = Task { try await run.update("late", as: Int.self, updateID: "early") }
        try await eventually { await place.isAdmitted("early", by: id) }
        let worker = try place.worker { Extends.self }
        #expect(try await update.value == 3)
        #expect(try await place.client.workflow(Extends.self, id: id).result() == ["new update"])
        try await worker.stop()
    }
}
