import Logging
import TemporalCore
import TestSupport
import Testing

@Suite struct ServerTests {
    @Test func `a real server answers over our own HTTP2 and gRPC`() async throws {
        let server = try await DevServer.shared
        let target = try #require(Target(server.address))
        let channel = Channel(target: target, logger: Logger(label: "test"))
        let client = ServiceClient(channel: channel, namespace: "default", identity: "test", apiKey: nil)
        let info = try await client.call(RPCs.getSystemInfo, .init())
        #expect(!info.serverVersion.isEmpty)
        let error = await #expect(throws: RPCError.self) {
            try await client.call(RPCs.describeNamespace, .with { $0.namespace = "no-such-namespace" })
        }
        #expect(error?.code == .notFound)
        await client.close()
    }
}
