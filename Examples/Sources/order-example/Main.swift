// Runs a worker and, beside it, one order: starts the workflow, asks it, approves it, prints its result, and exits.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow

@main
struct OrderExample {
    static func main() async throws {
        let client = TemporalClient(try ConnectionOptions(environment: ProcessInfo.processInfo.environment))
        let worker = try Worker(client: client, taskQueue: "orders") {
            OrderWorkflow.self
            ChargeCard(gateway: "test gateway")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            group.addTask { try await order(with: client) }
            // Whichever ends first, the order or a worker that cannot work, ends the other.
            try await group.next()
            group.cancelAll()
        }
        await client.close()
    }

    static func order(with client: TemporalClient) async throws {
        let order = Order(id: UUID().uuidString, cents: 1_299)
        let handle = try await client.startWorkflow(
            OrderWorkflow.self, order, id: "order-\(order.id)", taskQueue: "orders")
        print(try await handle.query(OrderWorkflow.status))
        try await handle.signal(OrderWorkflow.approve)
        print(try await handle.result())
    }
}
