// An order that waits for somebody's approval, for days if need be, and is then charged.

import TemporalWorkflow

struct Order: Codable, Sendable {
    var id: String
    var cents: Int
}

struct ChargeCard: Activity {
    let gateway: String

    func run(_ order: Order) async throws -> String { "\(gateway) charged \(order.cents) cents for order \(order.id)" }
}

actor OrderWorkflow: Workflow {
    private var isApproved = false

    func run(_ order: Order) async throws -> String {
        guard try await wait(upTo: .seconds(3 * 86_400), until: { $0.isApproved }) else { return "expired" }
        return try await execute(ChargeCard.self, order, startToClose: .seconds(30))
    }

    static var approve: Signal<OrderWorkflow, Void> { Signal("approve") { workflow in workflow.isApproved = true } }
    static var status: Query<OrderWorkflow, Void, String> {
        Query("status") { workflow in workflow.isApproved ? "approved" : "waiting" }
    }
    static var handlers: Handlers<OrderWorkflow> { approve; status }
}
