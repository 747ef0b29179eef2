import Testing

@testable import DICT

@Suite struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    private func breaker(afterFailures count: Int) -> CircuitBreaker {
        var breaker = CircuitBreaker(threshold: 3, pause: .seconds(5))
        for _ in 0..<count { _ = breaker.failed(at: start) }
        return breaker
    }

    @Test func `calls are let through until as many failed in a row as may`() {
        var breaker = breaker(afterFailures: 2)
        #expect(breaker.admit(at: start) == nil)
        breaker.succeeded()
        #expect(breaker.failed(at: start) == false)
        #expect(breaker.failed(at: start) == false)
        #expect(breaker.failed(at: start) == true, "whoever opens it may say so")
        #expect(breaker.admit(at: start + .seconds(1)) == .seconds(4))
    }

    @Test func `after the pause one call is let through, and its success closes it`() {
        var breaker = breaker(afterFailures: 3)
        #expect(breaker.admit(at: start + .seconds(5)) == nil)
        #expect(breaker.admit(at: start + .seconds(5)) == .seconds(5), "and no second one")
        breaker.succeeded()
        #expect(breaker.admit(at: start + .seconds(5)) == nil)
        #expect(breaker.admit(at: start + .seconds(5)) == nil)
    }

    @Test func `the failure of that one opens it again, without another word`() {
        var breaker = breaker(afterFailures: 3)
        _ = breaker.admit(at: start + .seconds(5))
        #expect(breaker.failed(at: start + .seconds(6)) == false)
        #expect(breaker.admit(at: start + .seconds(10)) == .seconds(1))
        #expect(breaker.admit(at: start + .seconds(11)) == nil)
    }

    @Test func `calls that began before it opened and fail late change nothing`() {
        var breaker = breaker(afterFailures: 3)
        #expect(breaker.failed(at: start + .seconds(4)) == false)
        #expect(breaker.admit(at: start + .seconds(5)) == nil)
    }

    @Test func `a call that is given up leaves its place to the next`() {
        var breaker = breaker(afterFailures: 3)
        _ = breaker.admit(at: start + .seconds(5))
        breaker.abandoned(at: start + .seconds(6))
        #expect(breaker.admit(at: start + .seconds(6)) == nil)
    }
}
