// The examples of the documentation do what it says of them.

import Foundation
@testable import Guide
import Synchronization
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct GuideTests {
    @Test func `messages are taken, answered and turned away`() async throws {
        try await withGuide { place in
            let client = place.client
            #expect(try await shop(with: client) == 300 + 600)

            let packer = try await client.startWorkflow(Packer.self, id: "packer", taskQueue: "guide")
            for order in ["a", "b"] { try await packer.signal(Packer.pack, order) }
            try await packer.signal(Packer.close)
            #expect(try await packer.result() == ["a", "b"])

            let notebook = try await client.startWorkflow(Notebook.self, id: "notebook", taskQueue: "guide")
            try await notebook.untyped.signal("remember", "the milk")
            try await notebook.signal(Notebook.close)
            #expect(try await notebook.result() == ["remember": "the milk"])
        }
    }

    @Test func `workflows tell each other`() async throws {
        try await withGuide { place in
            let client = place.client
            let shipment = try await client.startWorkflow(
                ShipmentWorkflow.self, ["Rome", "Oslo"], id: "shipment", taskQueue: "guide")
            #expect(try await shipment.result() == ["delivered to Rome", "delivered to Oslo"])

            let handover = try await client.startWorkflow(Handover.self, "Bern", id: "handover", taskQueue: "guide")
            let parcel = client.workflow(ParcelWorkflow.self, id: try await handover.result())
            let courier = try await client.startWorkflow(Courier.self, parcel.id, id: "courier", taskQueue: "guide")
            #expect(try await courier.result() == "told")
            #expect(try await parcel.result() == "delivered to Bern")
            let lost = try await client.startWorkflow(Courier.self, "nowhere", id: "lost", taskQueue: "guide")
            #expect(try await lost.result() == "there is no such parcel")

            let other = try await client.startWorkflow(ParcelWorkflow.self, "Ulm", id: "other", taskQueue: "guide")
            let recall = try await client.startWorkflow(Recall.self, "other", id: "recall", taskQueue: "guide")
            try await recall.result()
            await #expect(throws: WorkflowFailedError.self) { try await other.result() }
        }
    }

    @Test func `a run hands on what it has not read`() async throws {
        try await withGuide { place in
            let client = place.client
            let ledger = try await client.startWorkflow(
                Ledger.self, Ledger.State(), 2, id: "ledger", taskQueue: "guide")
            for cents in 1...5 { try await ledger.signal(Ledger.deposit, cents) }
            try await ledger.signal(Ledger.close)
            // What closes the ledger may come before the last page.
            let state = try await ledger.result()
            #expect(state.balance == 15)
            #expect(state.pages > 1)
        }
    }

    @Test func `runs are found by what is noted about them`() async throws {
        try await withGuide { place in
            let client = place.client
            #expect(try await sendInvoice(with: client) == "ada")
            try await eventually { try await largeInvoices(with: client) == ["invoice-1"] }
            let raffle = try await client.startWorkflow(Raffle.self, ["ada"], id: "raffle", taskQueue: "guide")
            #expect(try await raffle.result() == "ada, after a while")
            let reports = try await scheduleReports(with: client)
            try await reports.delete()
        }
    }

    @Test func `activities are tried again, go on, and are declined`() async throws {
        try await withGuide { place in
            let client = place.client
            for (cents, told) in [(5, "charged 5 cents"), (2_000_000, "declined")] {
                let payment = try await client.startWorkflow(
                    Payment.self, cents, id: "payment-\(cents)", taskQueue: "guide")
                #expect(try await payment.result() == told)
            }
            let rows = try await client.startWorkflow(Import.self, 5, id: "import", taskQueue: "guide")
            #expect(try await rows.result() == 2)
            let limit = try await client.startWorkflow(CheckLimit.self, "ada", id: "limit", taskQueue: "guide")
            #expect(try await limit.result() == 3_000)
            let urgent = try await client.startWorkflow(Urgent.self, "ada", id: "urgent", taskQueue: "guide")
            #expect(try await urgent.result() == "charged 100 cents")
            #expect(try await startByName(with: client) == "Shout of hello")
            let pages = try await client.startWorkflow(PageCount.self, "book", id: "pages", taskQueue: "guide")
            #expect(try await pages.result() == 6)
            let volumes = try await client.startWorkflow(
                VolumeCount.self, ["a", "book"], 0, nil, id: "volumes", taskQueue: "guide")
            #expect(try await volumes.result() == 12)
            let dispatch = try await client.startWorkflow(
                Dispatch.self, ["ab", "c"], id: "dispatch", taskQueue: "guide")
            #expect(try await dispatch.result() == 300)
        }
    }

    @Test func `somebody else completes an activity`() async throws {
        try await withGuide { place in
            let client = place.client
            let survey = try await client.startWorkflow(Survey.self, "well?", id: "survey", taskQueue: "guide")
            let token = try await place.desk.next()
            try await answer("very", to: token, with: client)
            #expect(try await survey.result() == "very")
            let stuck = try await client.startWorkflow(Survey.self, "well?", id: "stuck", taskQueue: "guide")
            _ = try await place.desk.next()
            try await mend("stuck", with: client)
            try await stuck.terminate()
            #expect(try await introduce("Ada", with: client) == "Hello, Ada!")
        }
    }

    @Test func `several things at once end as they should`() async throws {
        try await withGuide { place in
            let client = place.client
            let quotes = try await client.startWorkflow(Quotes.self, ["abc", "de"], id: "quotes", taskQueue: "guide")
            #expect(try await quotes.result() == 200)
            let approval = try await client.startWorkflow(Approval.self, id: "approval", taskQueue: "guide")
            try await approval.signal(Approval.decide, "yes")
            #expect(try await approval.result() == "yes")
            let first = try await client.startWorkflow(FirstAnswer.self, "ab", "ab", id: "first", taskQueue: "guide")
            #expect(try await first.result() == 200)
            let both = try await client.startWorkflow(Both.self, "ab", "ab", id: "both", taskQueue: "guide")
            #expect(try await both.result() == [200, 200])
            let all = try await client.startWorkflow(
                Transfers.self, ["a", "b", "c", "d"], id: "transfers", taskQueue: "guide")
            #expect(try await all.result() == 400)

            let trip = try await client.startWorkflow(Trip.self, ["Rome", "the moon"], id: "trip", taskQueue: "guide")
            await #expect(throws: WorkflowFailedError.self) { try await trip.result() }
            let unbooked = try await trip.untyped.history().events.filter {
                if case .activityTaskCompleted = $0.attributes { true } else { false }
            }
            #expect(unbooked.count == 3, "Rome is booked, then both are undone")

            let rental = try await client.startWorkflow(Rental.self, "a van", id: "rental", taskQueue: "guide")
            try await eventually { try await rental.untyped.history().events.count > 10 }
            try await rental.cancel()
            await #expect(throws: WorkflowFailedError.self) { try await rental.result() }
        }
    }

    @Test func `a Nexus operation is called and carried out`() async throws {
        try await withGuide { place in
            let client = place.client
            let worker = try paymentsWorker(client)
            let running = Task { try await worker.run() }
            let buyer = try await client.startWorkflow(Buyer.self, 100, "payments", id: "buyer", taskQueue: "guide")
            #expect(try await buyer.result() == "charged 102 cents")
            running.cancel()
            _ = await running.result
        }
    }

    @Test func `code changes while runs are under way`() async throws {
        try await withGuide { place in
            let client = place.client
            let fulfilment = try await client.startWorkflow(
                Fulfilment.self, 5, id: "fulfilment", taskQueue: "guide")
            #expect(try await fulfilment.result() == ["charged 5 cents", "a van is booked"])
            let replayer = try Replayer { FulfilmentLater.self }
            try await replayer.replayThroughout(WorkflowHistory(of: fulfilment.untyped))
            _ = try versionedWorker(client, build: "1.0")
        }
    }
}
