// How often an activity's heartbeats go out, and which of them.

import TemporalCore
import TestSupport
import Testing

@testable import TemporalWorker

/// Heartbeats whose waits last as long as the test wants, and what was sent of them.
private final class Throttled: Sendable {
    let sent = Mutexed<[Payload]>([])
    let waits = Mutexed<[Duration]>([])
    let cutOff = Gate()
    /// Ends this wait and all others.
    let mayGoOn = Gate()

    /// Heartbeats of which the server does not get the first `failures`, and none further apart than `interval`.
    func heartbeats(interval: Duration, failures: Int = 0) -> Heartbeats {
        Heartbeats(
            interval: interval,
            sleep: { [self] duration in
                waits.append(duration)
                do {
                    try await mayGoOn.wait()
                } catch {
                    cutOff.open()
                    throw error
                }
            },
            send: { [self] details in
                sent.append(try #require(details.first))
                if sent.value.count <= failures { throw RPCError(code: .unavailable, message: "away") }
                return nil
            }, onCancel: { _ in })
    }

    /// What was sent, as it was recorded.
    var numbers: [Int] {
        get throws { try sent.value.map { try DataConverter.default.decode($0) } }
    }
}

@Suite(.timeLimit(.minutes(1))) struct HeartbeatsTests {
    private func details(_ number: Int) throws -> [Payload] { [try DataConverter.default.encode(number)] }

    @Test func `of all in one interval the first is sent at once, and the last when it is over`() async throws {
        let throttled = Throttled()
        let heartbeats = throttled.heartbeats(interval: .seconds(7))
        heartbeats.record(try details(0))
        try await eventually { throttled.waits.value.count == 1 }
        for number in 1...100 { heartbeats.record(try details(number)) }
        #expect(try throttled.numbers == [0])
        #expect(try heartbeats.unsentDetails == details(100))
        throttled.mayGoOn.open()
        try await eventually { throttled.waits.value.count == 2 }
        // Nothing came in the second interval, so this is the next one that is sent, whether that is over or not.
        heartbeats.record(try details(101))
        try await eventually { throttled.waits.value.count == 3 }
        #expect(try throttled.numbers == [0, 100, 101])
        #expect(heartbeats.unsentDetails == nil)
        #expect(throttled.waits.value == [.seconds(7), .seconds(7), .seconds(7)])
    }

    @Test func `what the server did not get is sent again after the interval, unless there is something newer`()
        async throws
    {
        for (newer, expected) in [(nil, [0, 0]), (1, [0, 1])] as [(Int?, [Int])] {
            let throttled = Throttled()
            let heartbeats = throttled.heartbeats(interval: .seconds(7), failures: 1)
            heartbeats.record(try details(0))
            try await eventually { throttled.waits.value.count == 1 }
            #expect(heartbeats.lastTaken == nil)
            if let newer { heartbeats.record(try details(newer)) }
            throttled.mayGoOn.open()
            try await eventually { throttled.waits.value.count == 2 }
            #expect(try throttled.numbers == expected)
            #expect(heartbeats.lastTaken != nil)
        }
    }

    @Test func `nothing is sent when the activity has ended, and what waits rides on its failure`() async throws {
        let throttled = Throttled()
        let heartbeats = throttled.heartbeats(interval: .seconds(7))
        heartbeats.record(try details(0))
        try await eventually { throttled.waits.value.count == 1 }
        heartbeats.record(try details(1))
        heartbeats.close()
        try await throttled.cutOff.wait()
        heartbeats.record(try details(2))
        #expect(try throttled.numbers == [0])
        #expect(try heartbeats.unsentDetails == details(1))
    }

    @Test func `the interval is a part of the timeout, up to the longest, which is also that of none`() {
        func interval(_ timeout: Duration?, _ part: Double, maximum: Duration = .seconds(60)) -> Duration {
            Heartbeats.interval(timeout: timeout, part: part, maximum: maximum)
        }
        #expect(interval(.seconds(10), 0.5) == .seconds(5))
        #expect(interval(.seconds(10), 0.25) == .milliseconds(2_500))
        #expect(interval(.seconds(600), 0.5) == .seconds(60))
        #expect(interval(.seconds(600), 0.5, maximum: .milliseconds(200)) == .milliseconds(200))
        #expect(interval(nil, 0.5) == .seconds(30))
        #expect(interval(.zero, 0.5) == .seconds(30))
        #expect(interval(nil, 0.5, maximum: .seconds(20)) == .seconds(20))
    }
}
