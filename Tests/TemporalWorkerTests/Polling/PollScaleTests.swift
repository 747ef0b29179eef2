// How many polls are open where the server's suggestions decide.

import Testing

@testable import TemporalWorker

@Suite(.timeLimit(.minutes(1))) struct PollScaleTests {
    private let start = ContinuousClock.now

    private func scale(
        _ limits: ClosedRange<Int> = 1...20, initial: Int = 5, isAdvised: Bool = true
    ) -> PollScale {
        PollScale(limits: limits, initial: initial, isAdvised: isAdvised, at: start)
    }

    @Test func `suggestions are followed, within the limits`() {
        var scale = scale()
        scale.answered(hasTask: true, suggestion: 3, at: start)
        #expect(scale.target == 8)
        scale.answered(hasTask: true, suggestion: .max, at: start)
        #expect(scale.target == 20)
        scale.answered(hasTask: true, suggestion: -5, at: start)
        #expect(scale.target == 15)
        scale.answered(hasTask: true, suggestion: .min, at: start)
        #expect(scale.target == 1)
    }

    @Test func `an empty poll takes one away, where the server is known to suggest`() {
        var scale = scale(2...20, isAdvised: false)
        for _ in 0..<9 { scale.answered(hasTask: false, suggestion: nil, at: start) }
        #expect(scale.target == 5)
        scale.answered(hasTask: false, suggestion: 0, at: start)
        for _ in 0..<9 { scale.answered(hasTask: false, suggestion: nil, at: start) }
        #expect(scale.target == 2)
    }

    @Test func `polls that bring no more tasks become no more`() {
        var scale = scale()
        for _ in 0..<100 { scale.answered(hasTask: true, suggestion: 0, at: start) }
        for _ in 0..<50 { scale.answered(hasTask: true, suggestion: 0, at: start + .milliseconds(110)) }
        scale.answered(hasTask: true, suggestion: 1, at: start + .milliseconds(220))
        #expect(scale.target == 5)
        // A moment without any, and the next suggestion is followed.
        scale.answered(hasTask: true, suggestion: 1, at: start + .seconds(2))
        #expect(scale.target == 6)
    }

    @Test(arguments: [20, 110, 150, 230, 270, 330])
    func `polls become more however long the way to the server is`(milliseconds: Int) {
        var scale = scale()
        // All polls are answered together, again and again.
        for round in 1...60 {
            for _ in 0..<scale.target {
                scale.answered(hasTask: true, suggestion: 1, at: start + .milliseconds(round * milliseconds))
            }
        }
        #expect(scale.target == 20)
    }

    @Test func `errors cost polls for as long as they last`() {
        var scale = scale(initial: 16)
        for _ in 0..<10 { scale.exhausted() }
        #expect(scale.target == 1)
        for _ in 0..<15 { scale.answered(hasTask: true, suggestion: nil, at: start) }
        #expect(scale.target == 16)
        scale.answered(hasTask: true, suggestion: nil, at: start)
        #expect(scale.target == 16)
    }

    @Test func `what the server suggests after errors counts more than what was before`() {
        var scale = scale(initial: 16)
        scale.exhausted()
        scale.answered(hasTask: true, suggestion: -2, at: start)
        #expect(scale.target == 7)
        scale.answered(hasTask: true, suggestion: nil, at: start)
        #expect(scale.target == 7)
    }

    @Test func `pollers wait until there is to be one more, or none ever again`() async {
        let scaler = PollScaler(scale(1...3, initial: 1))
        #expect(await scaler.mayPoll(0))
        async let second = scaler.mayPoll(1)
        async let third = scaler.mayPoll(2)
        scaler.answered(hasTask: true, suggestion: 1)
        #expect(await second)
        scaler.close()
        #expect(await !third)
        #expect(await !scaler.mayPoll(0))
    }

    @Test func `a poller that waits ends with its task`() async {
        let scaler = PollScaler(scale(1...3, initial: 1))
        let waiting = Task { await scaler.mayPoll(2) }
        waiting.cancel()
        #expect(await !waiting.value)
    }
}
