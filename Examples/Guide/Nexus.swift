// A Nexus service: its declaration, which both sides share, its handlers, and a workflow that calls it.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

enum Payments {
    static let quote = NexusOperation<Int, Int>("quote", of: "payments")
    static let charge = NexusOperation<Int, String>("charge", of: "payments")
}

func paymentsWorker(_ client: TemporalClient) throws -> Worker {
    try Worker(client: client, taskQueue: "payments") {
        // Answers at once, within the few seconds until context.deadline.
        NexusHandler(Payments.quote) { cents, context in cents + cents / 50 }
        // Has a workflow carry it out. A request may come twice: the same input has the same id.
        NexusHandler(running: Payments.charge) { cents, context in
            try await context.start(Payment.self, cents, id: "charge-\(context.requestID)")
        }
        Payment.self
        Charge()
    }
}

actor Buyer: Workflow {
    func run(_ cents: Int, _ endpoint: String) async throws -> String {
        let total = try await executeNexus(Payments.quote, cents, endpoint: endpoint)
        let charge = try await startNexus(
            Payments.charge, total, endpoint: endpoint,
            options: NexusOperationOptions(scheduleToClose: .seconds(3_600), cancellation: .waitCancellationRequested))
        do {
            return try await charge.result()
        } catch let failure as NexusOperationFailure {
            return "not charged: \(failure.cause.map { "\($0)" } ?? failure.message)"
        }
    }
}
