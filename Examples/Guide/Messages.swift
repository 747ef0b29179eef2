// Signals, queries and updates: a cart that is filled, looked at, changed, and paid for.

import TemporalCore
import TemporalWorkflow

struct Item: Codable, Sendable {
    var name: String
    var cents: Int
}

actor CartWorkflow: Workflow {
    private var items: [Item] = []
    private var isCheckedOut = false

    func run() async throws -> Int {
        try await wait { $0.isCheckedOut }
        // Whoever waits for the answer of an update gets it before the workflow ends.
        try await wait { $0.allHandlersFinished }
        return items.reduce(0) { $0 + $1.cents }
    }

    /// A signal is taken and not answered.
    static var checkOut: Signal<CartWorkflow, Void> { Signal("checkOut") { cart in cart.isCheckedOut = true } }

    /// A query reads the state; it cannot wait.
    static var contents: Query<CartWorkflow, Void, [Item]> { Query("contents") { cart in cart.items } }

    /// An update changes the state and is answered. Its validator looks first: what it turns away leaves no trace in history.
    static var add: Update<CartWorkflow, Item, Int> {
        Update("add") { cart, item in
            let cents = try await cart.execute(PriceOf.self, item.name, startToClose: .seconds(10))
            cart.items.append(Item(name: item.name, cents: cents))
            return cart.items.count
        } validator: { cart, item in
            guard !cart.isCheckedOut else { throw ApplicationFailure("the cart is paid for", type: "CartClosed") }
            guard !item.name.isEmpty else { throw ApplicationFailure("the item has no name", type: "BadItem") }
        }
    }

    static var handlers: Handlers<CartWorkflow> { checkOut; contents; add }
}

struct PriceOf: Activity {
    func run(_ name: String) async throws -> Int { 100 * name.count }
}

func shop(with client: TemporalClient) async throws -> Int {
    let cart = try await client.startWorkflow(CartWorkflow.self, id: "cart-ada", taskQueue: "guide")

    // Waits until the handler has ended, and returns what it answers.
    print(try await cart.update(CartWorkflow.add, Item(name: "tea", cents: 0)))

    // Waits until the validator has let the update in. The rest may take hours; the handle, or the update's id, asks for it.
    let added = try await cart.startUpdate(
        CartWorkflow.add, Item(name: "scones", cents: 0), waitingFor: .accepted, updateID: "add-scones")
    print(try await added.result())

    do {
        _ = try await cart.update(CartWorkflow.add, Item(name: "", cents: 0))
    } catch let failure as ApplicationFailure where failure.type == "BadItem" {
        print("the validator said: \(failure.message)")
    }

    print(try await cart.query(CartWorkflow.contents))
    try await cart.signal(CartWorkflow.checkOut)
    return try await cart.result()
}

/// Takes orders one by one, in its own time.
actor Packer: Workflow {
    private let orders = SignalStream<String>()
    private var packed: [String] = []

    func run() async throws -> [String] {
        for try await order in orders {
            try await sleep(for: .milliseconds(10))
            packed.append(order)
        }
        return packed
    }

    static var pack: Signal<Packer, String> { Signal("pack") { packer, order in packer.orders.send(order) } }
    static var close: Signal<Packer, Void> { Signal("close") { packer in packer.orders.finish() } }
    static var handlers: Handlers<Packer> { pack; close }
}

/// Keeps whatever it is sent, by the name under which it came.
actor Notebook: Workflow {
    private var notes: [String: String] = [:]
    private var isClosed = false

    func run() async throws -> [String: String] {
        try await wait { $0.isClosed }
        return notes
    }

    static var close: Signal<Notebook, Void> { Signal("close") { notebook in notebook.isClosed = true } }
    static var anythingElse: DynamicSignal<Notebook> {
        DynamicSignal { notebook, name, arguments in notebook.notes[name] = try arguments.decode() }
    }
    static var handlers: Handlers<Notebook> { close; anythingElse }
}
