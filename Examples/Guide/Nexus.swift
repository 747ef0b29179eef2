// A Nexus service: its declaration, which both sides share, its handlers, and a workflow that calls it.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

enum Payments {
    static let quote = NexusOperation<Int, Int>("quote", of: "payments")
    static let charge = NexusOperation<Int, String>("charge", of: "payments")
    static let refund = NexusOperation<Int, String>("refund", of: "payments")
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

/// Pays back, and calls when it has done so.
protocol Bank: Sendable {
    func refund(_ cents: Int, id: String, callback: NexusCallback) async throws
    func stop(_ id: String) async throws
}

func refunds(_ bank: any Bank) -> NexusHandler {
    NexusHandler(starting: Payments.refund) { cents, context in
        let id = "refund-\(context.requestID)"
        // Ends at once, is carried out by a workflow, or by others.
        if cents == 0 { return .result("nothing to refund") }
        guard cents > 10_000, let callback = context.callback else {
            return .running(try await context.start(Payment.self, -cents, id: id))
        }
        try await bank.refund(cents, id: id, callback: callback)
        return .started(token: id)
    } cancel: { token, context in
        if token.hasPrefix("refund-") { return try await bank.stop(token) }
        try await NexusHandler.cancelWorkflow(token: token, client: context.client)
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
