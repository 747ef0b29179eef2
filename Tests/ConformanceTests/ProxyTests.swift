// The directories of features/client.

import Foundation
import ReplaySupport
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

private actor Runs: Workflow {
    func run(_ number: Int) async throws -> Int { try await execute(Work.self, number, startToClose: .seconds(60)) }
}

@Suite("client", .timeLimit(.minutes(5))) struct ClientConformance {
    /// Starts a proxy; returns it and its address.
    private func proxy(_ credentials: String...) async throws -> (Peer, Target) {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/connect_proxy.py")] + credentials)
        let greeting = try await peer.line { $0.hasPrefix("listening ") }
        let port = try #require(Int(greeting.dropFirst("listening ".count)))
        return (peer, Target(host: "127.0.0.1", port: port))
    }

    /// Runs a workflow and its activity by a client and a worker behind `proxy`.
    private func run(behind proxy: HTTPProxy) async throws {
        let place = try await Place(proxy: proxy)
        let worker = try place.worker {
            Runs.self
            Work { $0 + 1 }
        }
        #expect(try await place.begin(Runs.self, 1).result() == 2)
        try await worker.stop()
    }

    @Test("client/http_proxy") func httpProxy() async throws {
        let (peer, address) = try await proxy()
        try await run(behind: HTTPProxy(address))
        #expect(try await peer.line { $0.hasPrefix("tunnel 127.0.0.1:") } == "tunnel \(DevServer.shared.address)")
    }

    @Test("client/http_proxy_auth") func httpProxyAuth() async throws {
        let (peer, address) = try await proxy("user:pass word")
        try await run(behind: HTTPProxy(address, credentials: .init(name: "user", password: "pass word")))
        _ = try await peer.line { $0.hasPrefix("tunnel 127.0.0.1:") }
        // Without them there is no way, and the error says why.
        let place = try await Place(proxy: HTTPProxy(address))
        let error = await #expect(throws: RPCError.self) { try await place.client.checkHealth() }
        guard case .proxy(address, let reason) = error?.connectionFailure else {
            throw Peer.Failure(description: "\(error.map { "\($0)" } ?? "")")
        }
        #expect(reason.contains("407"))
    }
}
