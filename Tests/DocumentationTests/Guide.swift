// A server of a test's own, and a worker that has every example.

import Foundation
@testable import Guide
import ReplaySupport
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport

/// A desk on which one question lies at a time.
struct OneDesk: Desk {
    private let tokens = AsyncStream.makeStream(of: Bytes.self)

    func ask(_ question: String, answerTo taskToken: Bytes) async throws { tokens.continuation.yield(taskToken) }

    /// The token of the next question.
    func next() async throws -> Bytes {
        for await token in tokens.stream { return token }
        throw CancellationError()
    }
}

/// Where an example runs.
struct GuidePlace {
    let client: TemporalClient
    let address: String
    let desk: OneDesk
}

/// Runs `body` beside a worker of the queue `guide`, and replays whatever came of it.
func withGuide(
    converter: DataConverter = DataConverter(), _ body: (GuidePlace) async throws -> Void
) async throws {
    let server = try await DevelopmentServer.start(
        executable: Repository.temporal,
        arguments: [("Customer", "Keyword"), ("State", "Keyword"), ("Cents", "Int")].flatMap {
            ["--search-attribute", "\($0.0)=\($0.1)"]
        }, converter: converter)
    _ = try await runCommand([
        Repository.temporal, "operator", "nexus", "endpoint", "create", "--name", "payments", "--target-namespace",
        "default", "--target-task-queue", "payments", "--address", server.address,
    ]).succeeded()
    let desk = OneDesk()
    var options = limits()
    options.shutdownTimeout = .seconds(5)
    let worker = try Worker(client: server.client, taskQueue: "guide", options: options) { registrations(desk) }
    let running = Task { try await worker.run() }
    let result: Result<Void, any Error>
    do {
        let place = GuidePlace(client: server.client, address: server.address, desk: desk)
        result = .success(try await body(place))
    } catch {
        result = .failure(error)
    }
    running.cancel()
    _ = await running.result
    if case .success = result {
        let replays = RunReplays()
        try replays.register(registrations(desk), converter: converter)
        // The worker of payments has no workflow that this one has not.
        try await replays.replay(of: server.client, where: "TaskQueue IN ('guide', 'payments')")
    }
    await server.stop()
    try result.get()
}

@RegistrationBuilder
private func registrations(_ desk: OneDesk) -> [Registration] {
    CartWorkflow.self
    PriceOf()
    Packer.self
    Notebook.self
    ParcelWorkflow.self
    ShipmentWorkflow.self
    Handover.self
    Courier.self
    Recall.self
    Ledger.self
    Invoice.self
    Raffle.self
    Payment.self
    Import.self
    CheckLimit.self
    Urgent.self
    AnyWorkflow.self
    Survey.self
    Ask(desk: desk)
    PageCount.self
    VolumeCount.self
    NightlyReport.self
    Quotes.self
    Approval.self
    FirstAnswer.self
    Both.self
    Transfers.self
    Trip.self
    Rental.self
    Buyer.self
    Fulfilment.self
    Patient.self
    Dispatch.self
    activities()
}

@RegistrationBuilder
private func activities() -> [Registration] {
    Charge()
    ImportRows()
    ReadLimit()
    Hash()
    AnyActivity()
    Greet()
    Download()
    CountPages()
    Quote()
    Book()
    Unbook()
    Weigh()
}
