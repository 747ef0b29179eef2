// What a worker does where the server is not, is not ready, or does not want it.

import Foundation
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ConnectionTests {
    @Test func `a namespace that does not exist ends the worker with an error that names it`() async throws {
        let place = try await Place(namespace: "no-such-namespace")
        let worker = try place.worker { Quick.self }
        let error = await #expect(throws: RPCError.self) { try await worker.end() }
        #expect(error?.code == .notFound)
        #expect(error?.description.contains("no-such-namespace") == true, "\(String(describing: error))")
    }

    @Test func `a worker keeps trying an address where nobody answers, says so, and works when somebody does`()
        async throws
    {
        let server = try await DevServer.shared
        let proxy = try await FaultProxy.start(before: server.port)
        try await proxy.refuse()
        let place = try await Place(server: server, address: proxy.address)
        let worker = try place.worker { Quick.self }
        let id = try await place.start(Quick.self)
        try await eventually { place.log.contains("trying again") }
        try await proxy.pass()
        #expect(try await place.result(id) == "done")
        try await worker.stop()
    }

    @Test func `a worker that never reached its server stops when it is asked to`() async throws {
        let proxy = try await FaultProxy.start(before: DevServer.shared.port)
        try await proxy.refuse()
        let place = try await Place(address: proxy.address)
        let worker = try place.worker { Quick.self }
        try await eventually { place.log.contains("trying again") }
        try await worker.stop()
        #expect(!place.log.contains("Worker started"))
    }

    @Test func `a server that stands still for a while loses nothing`() async throws {
        let server = try await DevServer.start()
        let place = try await Place(server: server)
        let worker = try place.worker { Quick.self }
        #expect(try await place.result(place.start(Quick.self)) == "done")
        server.suspend()
        try await Task.sleep(for: .seconds(2))
        server.resume()
        #expect(try await place.result(place.start(Quick.self)) == "done")
        try await worker.stop()
    }
}
