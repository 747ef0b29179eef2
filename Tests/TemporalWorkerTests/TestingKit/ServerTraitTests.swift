// Servers that belong to a suite.

import TemporalCore
import TemporalTesting
import TemporalTestingTraits
import TestSupport
import Testing

@Suite(
    .developmentServer(executable: Repository.temporal, arguments: ["--search-attribute", "Kit=Keyword"]),
    .timeLimit(.minutes(5)))
struct ServerTraitTests {
    @Test(arguments: 1...2) func `the tests of a suite find its development server`(number: Int) async throws {
        let server = try #require(DevelopmentServer.current)
        #expect(try await server.client.workflowCount(where: "Kit = 'kit'") == 0)
        #expect(TimeSkippingServer.current == nil)
    }

    @Suite(.timeSkippingServer(executable: Repository.testServer)) struct Inner {
        @Test func `a suite inside finds that one, and its own`() async throws {
            #expect(DevelopmentServer.current != nil)
            let server = try #require(TimeSkippingServer.current)
            let before = try await server.now()
            try await server.sleep(for: .seconds(86_400))
            #expect(try await server.now() >= before + .seconds(86_400))
        }
    }
}
