// The directories of features/client: clients and workers behind HTTP proxies.

import Foundation
import Logging
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private actor Answers: Workflow {
    func run() async throws -> String { "answer" }
}

@Suite("client", .timeLimit(.minutes(5))) struct ClientConformance {
    private static let credentials = (name: "somebody", password: "secret")

    private func client(of place: Place, through proxy: HTTPProxyServer, isKnown: Bool = true) throws -> TemporalClient
    {
        var options = try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": place.cli.address])
        options.proxy = HTTPProxy(target: Target(host: "127.0.0.1", port: proxy.port))
        if isKnown {
            options.proxy?.username = Self.credentials.name
            options.proxy?.password = Self.credentials.password
        }
        return TemporalClient(options, logger: place.log.logger)
    }

    /// Has a client behind `proxy` run a workflow on a worker that is not.
    private func runsWorkflow(through proxy: HTTPProxyServer) async throws {
        let place = try await Place()
        let worker = try place.worker { Answers.self }
        let client = try client(of: place, through: proxy)
        place.expect("behind-\(place.taskQueue)")
        let handle = try await client.startWorkflow(
            Answers.self, id: "behind-\(place.taskQueue)", taskQueue: place.taskQueue)
        #expect(try await handle.result() == "answer")
        #expect(try proxy.tunnels == 1)
        await client.close()
        try await worker.stop()
    }

    /// Has a worker behind `proxy` run a workflow of a client that is not.
    private func worksBehind(_ proxy: HTTPProxyServer) async throws {
        let place = try await Place()
        let client = try client(of: place, through: proxy)
        let worker = try place.worker(of: client) { Answers.self }
        #expect(try await place.begin(Answers.self).result() == "answer")
        #expect(try proxy.tunnels == 1)
        try await worker.stop()
        await client.close()
    }

    @Test("client/http_proxy") func httpProxy() async throws {
        try await runsWorkflow(through: HTTPProxyServer.start())
    }

    @Test("client/http_proxy_nativeconn") func httpProxyNativeconn() async throws {
        try await worksBehind(HTTPProxyServer.start())
    }

    @Test("client/http_proxy_auth") func httpProxyAuth() async throws {
        let proxy = try await HTTPProxyServer.start(credentials: Self.credentials)
        try await runsWorkflow(through: proxy)
        let stranger = try client(of: try await Place(), through: proxy, isKnown: false)
        let error = try await #require(throws: RPCError.self) {
            try await stranger.workflow(id: "nobody").describe()
        }
        guard case .proxy(let reason) = error.connectionFailure else {
            Issue.record("not a failure of the proxy: \(error)")
            return
        }
        #expect(reason.contains("407"), "\(reason)")
        await stranger.close()
    }

    @Test("client/http_proxy_nativeconn_auth") func httpProxyNativeconnAuth() async throws {
        try await worksBehind(HTTPProxyServer.start(credentials: Self.credentials))
    }
}
