// Slots by the load of the machine: what is given whatever the load, and what is not.

import Synchronization
import TestSupport
import Testing

@testable import TemporalWorker

@Suite(.timeLimit(.minutes(1))) struct ResourceBasedSlotsTests {
    private func request(_ kind: SlotKind = .activity, isSticky: Bool = false) -> SlotRequest {
        SlotRequest(kind: kind, taskQueue: "q", isSticky: isSticky, issued: 0)
    }

    @Test func `the minimum is given whatever the load, and no more`() {
        let slots = ResourceBasedSlots(minimum: 2, maximum: 10, rampThrottle: .zero) { false }
        #expect(slots.reserveIfFree(request()) != nil)
        #expect(slots.reserveIfFree(request()) != nil)
        #expect(slots.reserveIfFree(request()) == nil)
        slots.release(false)
        #expect(slots.reserveIfFree(request()) != nil)
        #expect(slots.reserveIfFree(request()) == nil)
    }

    @Test func `the maximum is kept, however idle the machine`() {
        let slots = ResourceBasedSlots(minimum: 1, maximum: 3, rampThrottle: .zero) { true }
        #expect((0..<9).count { _ in slots.reserveIfFree(request()) != nil } == 3)
    }

    @Test func `beyond the minimum a slot waits for the one before to show`() {
        let slots = ResourceBasedSlots(minimum: 2, maximum: 10, rampThrottle: .seconds(3_600)) { true }
        #expect((0..<9).count { _ in slots.reserveIfFree(request()) != nil } == 2)
    }

    @Test(arguments: [true, false])
    func `polls for cached runs and those for others never leave each other none`(isSticky: Bool) {
        let slots = ResourceBasedSlots(minimum: 2, maximum: 10, rampThrottle: .zero) { false }
        for _ in 0..<2 { #expect(slots.reserveIfFree(request(.workflowTask, isSticky: isSticky)) == isSticky) }
        #expect(slots.reserveIfFree(request(.workflowTask, isSticky: isSticky)) == nil)
        #expect(slots.reserveIfFree(request(.workflowTask, isSticky: !isSticky)) == !isSticky)
        #expect(slots.reserveIfFree(request(.workflowTask, isSticky: !isSticky)) == nil)
    }

    @Test func `who waits is given a slot when there is room again`() async throws {
        let hasRoom = Gate()
        let slots = ResourceBasedSlots(minimum: 1, maximum: 10, rampThrottle: .zero) { hasRoom.isOpen }
        _ = try await slots.reserve(request())
        async let second = slots.reserve(request())
        hasRoom.open()
        #expect(try await second == false)
    }

    @Test func `who waits is given what is returned, however slowly slots are to be added`() async throws {
        let slots = ResourceBasedSlots(minimum: 1, maximum: 10, rampThrottle: .seconds(3_600)) { true }
        let first = try await slots.reserve(request())
        let waiting = Task.immediate { [request = request()] in try await slots.reserve(request) }
        slots.release(first)
        #expect(try await waiting.value(within: .seconds(30)) == false)
    }

    @Test func `who waits gives up when it is canceled`() async throws {
        let slots = ResourceBasedSlots(minimum: 1, maximum: 10, rampThrottle: .zero) { false }
        _ = try await slots.reserve(request())
        let waiting = Task { [request = request()] in try await slots.reserve(request) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}
