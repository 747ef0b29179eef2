// Queries and validators that change what they must leave alone.

import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// Asked about, it changes.
private actor Fickle: Workflow {
    private struct Cart {
        var items = ["book"]
    }

    private var cart = Cart()
    private var isDone = false

    func run() async throws -> [String] {
        try await wait { $0.isDone }
        return cart.items
    }

    static var handlers: Handlers<Fickle> {
        Query("items") { (w: isolated Fickle) in w.cart.items }
        Query("takesAway") { (w: isolated Fickle) in
            w.cart.items.removeAll()
            return w.cart.items
        }
        Update("add") { (w: isolated Fickle, item: String) in
            w.cart.items.append(item)
            w.isDone = item == "last"
        } validator: { w, item in
            if item == "early" { w.cart.items.append(item) }
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct ReadOnlyHandlerTests {
    @Test func `a query or a validator that changes the state is failed, and what it changed is named`() async throws {
        let place = try await Place()
        let worker = try place.worker { Fickle.self }
        let handle = place.client.workflow(id: try await place.start(Fickle.self))
        #expect(try await handle.query("items", as: [String].self) == ["book"])
        let failure = try await #require(throws: ApplicationFailure.self) {
            try await handle.update("add", "early", as: Bool?.self)
        }
        #expect(failure.message.contains("the validator of update 'add' changed the workflow's state"))
        let error = try await #require(throws: (any Error).self) {
            try await handle.query("takesAway", as: [String].self)
        }
        #expect("\(error)".contains("query 'takesAway' changed the workflow's state"))
        #expect("\(error)".contains("items: 2 elements"), "\(error)")
        _ = try await handle.update("add", "last", as: Bool?.self)
        #expect(try await handle.result(as: [String].self) == ["last"])
        try await worker.stop()
    }
}
