// What the tests of a client's interceptors share: one that refuses every call until it may pass.

import TemporalCore
import TestSupport
import Testing

/// Why a call did not pass.
struct Refusal: Error {}

/// Notes the calls that it sees, and refuses all of them until they may pass.
protocol RefusingInterceptor: ClientInterceptor {
    var seen: Mutexed<[String]> { get }
    var mayPass: Gate { get }
}

extension RefusingInterceptor {
    func note(_ call: String) throws {
        seen.append(call)
        guard mayPass.isOpen else { throw Refusal() }
    }

    /// Checks that each of `calls` is seen and refused, and lets all that follow pass.
    func refuse(_ calls: [(name: String, make: @Sendable () async throws -> Void)]) async {
        for call in calls { await #expect(throws: Refusal.self) { try await call.make() } }
        #expect(seen.value == calls.map { $0.name })
        mayPass.open()
    }
}
