// Slots that are one too many, for work that has come without one: polls have none until there are few enough again.

import Logging
import Synchronization
import TestSupport
import Testing

@testable import TemporalWorker

/// Gives slots without end, and counts what it was asked for.
private final class CountedSupplier: SlotSupplier {
    private let counts = Mutex((reserved: 0, released: 0))

    var reserved: Int { counts.withLock { $0.reserved } }
    var released: Int { counts.withLock { $0.released } }

    func reserve(_ request: SlotRequest) async throws -> Bool {
        counts.withLock { $0.reserved += 1 }
        return true
    }

    func reserveIfFree(_ request: SlotRequest) -> Bool? {
        counts.withLock { $0.reserved += 1 }
        return true
    }

    func release(_ permit: Bool) { counts.withLock { $0.released += 1 } }
}

@Suite(.timeLimit(.minutes(1))) struct SlotsTests {
    private func slots(_ options: WorkerOptions) -> Slots {
        Slots(
            .activity, options, taskQueue: "q", metrics: nil,
            warning: OccasionalWarning(Logger(label: "slots") { _ in SwiftLogNoOpLogHandler() }))
    }

    private func one() -> Slots {
        var options = WorkerOptions()
        options.maxConcurrentActivities = 1
        return slots(options)
    }

    @Test func `who waits is served when there are no more slots than there may be`() async throws {
        let slots = one()
        let taken = await slots.take()
        let first = try #require(taken)
        let second = slots.takeAnyway()
        #expect(slots.used == 2)
        let isFree = slots.takeIfFree() != nil
        #expect(!isFree)
        let waiting = Task.immediate { () async throws -> Slot? in await slots.take() }
        first.release()
        // One that had been handed on would still be taken.
        #expect(slots.used == 1)
        second.release()
        let served = try await waiting.value(within: .seconds(30))
        let third = try #require(served)
        #expect(slots.used == 1)
        third.release()
        #expect(slots.used == 0)
    }

    @Test func `closed slots give one too many all the same, and it comes back`() async {
        let slots = one()
        slots.close()
        let isOpen = await slots.take() != nil
        #expect(!isOpen)
        let slot = slots.takeAnyway()
        #expect(slots.used == 1)
        slot.release()
        #expect(slots.used == 0)
    }

    @Test func `a supplier hears nothing of one too many`() async throws {
        let supplier = CountedSupplier()
        var options = WorkerOptions()
        options.tuner.activities = .custom(supplier)
        let slots = slots(options)
        slots.takeAnyway().release()
        #expect(slots.used == 0)
        #expect(supplier.reserved == 0 && supplier.released == 0)
        let taken = await slots.take()
        try #require(taken).release()
        #expect(slots.used == 0)
        #expect(supplier.reserved == 1 && supplier.released == 1)
    }
}
