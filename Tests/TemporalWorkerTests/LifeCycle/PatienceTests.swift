// How long a worker goes on after errors, and how long a local activity waits between attempts.

import TemporalCore
import Testing

@testable import TemporalWorker

@Suite struct PatienceTests {
    @Test func `an outage between two refusals counts for neither`() {
        let refusal = RPCError(code: .unauthenticated, message: "who are you?")
        let outage = RPCError(code: .unavailable, message: "away")
        var patience = Patience()
        let begin = ContinuousClock.now
        #expect(patience.delay(after: refusal, isRefusal: true, at: begin) != nil)
        #expect(patience.delay(after: outage, isRefusal: true, at: begin + .seconds(1)) != nil)
        #expect(patience.delay(after: refusal, isRefusal: true, at: begin + .seconds(90)) != nil)
        #expect(patience.delay(after: refusal, isRefusal: true, at: begin + .seconds(140)) != nil)
        #expect(patience.delay(after: refusal, isRefusal: true, at: begin + .seconds(151)) == nil)
        #expect(patience.delay(after: outage, isRefusal: true, at: begin + .seconds(200)) != nil)
    }

    @Test func `waits grow by the coefficient up to the longest, whatever an author says`() {
        func delays(_ policy: RetryPolicy) -> [Duration?] { (1...4).map { policy.delay(afterAttempt: $0) } }
        #expect(delays(RetryPolicy()) == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
        #expect(RetryPolicy().delay(afterAttempt: 50) == .seconds(100))
        #expect(
            delays(RetryPolicy(maximumInterval: .seconds(3), maximumAttempts: 4)) == [
                .seconds(1), .seconds(2), .seconds(3), nil,
            ])
        #expect(RetryPolicy(backoffCoefficient: .infinity).delay(afterAttempt: 3) == .seconds(100))
        #expect(RetryPolicy(backoffCoefficient: .nan).delay(afterAttempt: 3) == .seconds(1))
        #expect(RetryPolicy(backoffCoefficient: -2).delay(afterAttempt: 2) == .zero)
        let huge = RetryPolicy(initialInterval: .seconds(Int64.max), backoffCoefficient: 1e300)
        #expect(huge.delay(afterAttempt: 3) == .seconds(315_360_000))
    }
}
