// How often workers are asked for a session, and for how long.

import TemporalCore
import Testing

@testable import TemporalWorkflow

@Suite struct SessionCreationTests {
    @Test(arguments: [Duration.zero, .milliseconds(500), .seconds(1)])
    func `workers are asked twice, however short the time is`(limit: Duration) {
        let policy = RetryPolicy.sessionCreation(within: limit)
        #expect(policy.maximumAttempts == 2)
        #expect(policy.timeOfRefusals == Duration.seconds(1))
    }

    @Test(arguments: [3, 10, 60, 600])
    func `refusals take nearly as long as there is`(seconds: Int) throws {
        let time = try #require(RetryPolicy.sessionCreation(within: .seconds(seconds)).timeOfRefusals)
        #expect(time <= .seconds(seconds))
        #expect(time > .seconds(max(1, seconds - 10)))
    }

    @Test func `attempts without end have no last one`() {
        #expect(RetryPolicy().timeOfRefusals == nil)
        #expect(RetryPolicy.never.timeOfRefusals == Duration.zero)
    }
}
