// The ports that test servers listen on.

import Testing

@testable import TemporalTesting

@Suite struct ServerPortTests {
    @Test func `no two servers of a process are given one port`() throws {
        let ports = try (0..<1_000).map { _ in try ServerProcess.freePort() }
        #expect(Set(ports).count == ports.count)
    }
}
