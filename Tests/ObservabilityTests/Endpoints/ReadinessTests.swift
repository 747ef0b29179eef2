// Readiness: how often and how long parts are asked, whatever their checks do.

import Observability
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ReadinessTests {
    @Test func `checks run side by side, and failures come in their order`() async throws {
        struct Down: Error {}
        let running = Tally()
        let gate = Gate()
        let checks = (0..<5).map { index in
            Readiness.Check("part \(index)") {
                if running.add() == 5 { gate.open() }
                try await gate.wait()
                if index.isMultiple(of: 2) { throw Down() }
            }
        }
        let failures = await Readiness(checks).failures()
        #expect(failures.map(\.part) == ["part 0", "part 2", "part 4"])
        #expect(failures.map(\.error) == ["Down()", "Down()", "Down()"])
    }

    @Test func `whoever asks at once, or soon after, gets one answer`() async throws {
        let asked = Tally()
        let gate = Gate()
        let check = Readiness.Check("part") {
            asked.add()
            try await gate.wait()
        }
        let readiness = Readiness([check], limit: .seconds(60), validity: .seconds(600))
        async let all = withTaskGroup { group in
            for _ in 0..<50 { group.addTask { await readiness.failures() } }
            return await group.reduce(into: 0) { count, failures in count += failures.isEmpty ? 1 : 0 }
        }
        try await eventually { asked.count == 1 }
        gate.open()
        #expect(await all == 50)
        _ = await readiness.failures()
        #expect(asked.count == 1)
        let forgetful = Readiness([check], validity: .zero)
        for _ in 0..<3 { _ = await forgetful.failures() }
        #expect(asked.count == 4)
    }

    @Test func `a check that ignores its cancellation is left behind, and is not started twice`() async throws {
        let (started, gate) = (Tally(), Gate())
        let readiness = Readiness(
            [
                .init("deaf") {
                    started.add()
                    while !gate.isOpen { await Task.detached { try? await Task.sleep(for: .milliseconds(5)) }.value }
                }, .init("fine") {},
            ], limit: .milliseconds(100), validity: .zero)
        let clock = ContinuousClock()
        for _ in 0..<3 {
            var failures: [Readiness.Failure] = []
            let time = await clock.measure { failures = await readiness.failures() }
            #expect(failures.map(\.part) == ["deaf"])
            #expect(failures.first?.error == "no answer within 0.1 seconds")
            #expect(time < .seconds(10))
        }
        #expect(started.count == 1)
        gate.open()
        try await eventually { await readiness.failures().isEmpty }
    }

    @Test func `a check that heeds its cancellation late is asked anew by whoever waits`() async throws {
        let (rounds, started, gate) = (Tally(), Tally(), Gate())
        let readiness = Readiness(
            [
                .init("late") {
                    guard started.add() == 1 else { return }
                    while !gate.isOpen { await Task.detached { try? await Task.sleep(for: .milliseconds(5)) }.value }
                    try Task.checkCancellation()
                },
                .init("second round") { if rounds.add() == 2 { gate.open() } },
            ], limit: .seconds(1), validity: .zero)
        #expect(await readiness.failures().map(\.part) == ["late"])
        #expect(await readiness.failures().isEmpty)
        #expect(started.count == 2)
    }
}
