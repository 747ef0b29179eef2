// The endpoints as probes, scrapers and worse clients meet them.

import CoreMetrics
import Glibc
import Logging
import Observability
import ServiceLifecycle
import TestSupport
import Testing

@testable import struct Observability.ConnectionLimits
@testable import class Observability.HealthServer

@Suite(.timeLimit(.minutes(2))) struct EndpointTests {
    @Test func `a healthy and ready process says so in the expected words`() async throws {
        let place = try await Place([.init("postgres") {}, .init("temporal") {}])
        let health = try await request("/health", of: place.port)
        #expect(health.status == 200)
        #expect(health.headers["content-type"] == "application/json")
        #expect(health.body == #"{"status":"healthy","service":"conn-dict-worker"}"#)
        let ready = try await request("/ready?verbose=1", of: place.port)
        #expect(ready.status == 200)
        #expect(ready.body == #"{"status":"ready","service":"conn-dict-worker"}"#)
        try await place.stop()
    }

    @Test func `a process that is not ready names the first part, and all of them`() async throws {
        struct Refused: Error, CustomStringConvertible { let description = "connection \"refused\"" }
        let isDown = Gate()
        let place = try await Place([
            .init("temporal") {}, .init("postgres") { if !isDown.isOpen { throw Refused() } },
            .init("pulsar") { if !isDown.isOpen { throw Refused() } },
        ])
        let answer = try await request("/ready", of: place.port)
        #expect(answer.status == 503)
        let error = #"connection \"refused\""#
        #expect(
            answer.body == #"{"status":"not_ready","reason":"postgres unavailable","error":"\#(error)","#
                + #""parts":[{"part":"postgres","error":"\#(error)"},{"part":"pulsar","error":"\#(error)"}]}"#)
        #expect(!place.status.isHealthy)
        #expect(place.registry.exposition().contains("health_status 0\n"))
        #expect(try await request("/health", of: place.port).status == 200)
        isDown.open()
        try await eventually { try await request("/ready", of: place.port).status == 200 }
        #expect(place.registry.exposition().contains("health_status 1\n"))
        try await place.stop()
    }

    @Test func `other paths, other methods and HEAD are answered as HTTP has it`() async throws {
        let place = try await Place([])
        #expect(try await request("/", of: place.port).status == 404)
        #expect(try await request("/metrics", of: place.port).status == 404)
        #expect(try await request("/health/x", of: place.port).status == 404)
        for method in ["POST", "DELETE", "OPTIONS"] {
            let answer = try await request("/health", of: place.port, method: method)
            #expect(answer.status == 405 && answer.headers["allow"] == "GET, HEAD")
        }
        #expect(try await request("/health", of: place.port, method: "NONSENSE").status == 404)
        let head = try await request("/ready", of: place.port, method: "HEAD")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["content-length"] == "47")
        try await place.stop()
    }

    @Test func `a connection can be asked more than once`() async throws {
        let place = try await Place([])
        let client = try RawClient(port: place.port)
        client.send(
            "GET /health HTTP/1.1\r\nHost: x\r\n\r\nPOST /ready HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
                + "HEAD /ready HTTP/1.1\r\n\r\nGET /ready HTTP/1.1\r\nConnection: close\r\n\r\n")
        let text = try #require(try await client.untilClosed())
        #expect(text.ranges(of: "HTTP/1.1 ").count == 4)
        #expect(text.ranges(of: "HTTP/1.1 405").count == 1)
        #expect(text.hasSuffix(#"{"status":"ready","service":"conn-dict-worker"}"#))
        try await place.stop()
    }

    @Test func `metrics are served in the text format`() async throws {
        let registry = PrometheusRegistry()
        Counter(label: "orders", factory: registry).increment()
        let server = MetricsServer(registry: registry, host: "127.0.0.1", port: 0, logger: .quiet)
        let running = Running(server)
        try await eventually { server.port != nil }
        let answer = try await request("/metrics", of: server.port)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.body.contains("orders_total 1\n") && answer.body.hasSuffix("\n"))
        #expect(Int(answer.headers["content-length"] ?? "") == answer.body.utf8.count)
        #expect(try await request("/health", of: server.port).status == 404)
        try await running.stop()
    }

    @Test func `silent and half-finished clients are disconnected, and others are served meanwhile`() async throws {
        var limits = ConnectionLimits()
        limits.silence = .milliseconds(300)
        let place = try await Place([], limits: limits)
        let silent = try (0..<20).map { _ in try RawClient(port: place.port) }
        let slow = try RawClient(port: place.port)
        slow.send("GET /health HT")
        let idle = try RawClient(port: place.port)
        idle.send("GET /health HTTP/1.1\r\n\r\n")
        #expect(try await request("/health", of: place.port).status == 200)
        for client in silent { #expect(try await client.untilClosed() == "") }
        #expect(try await slow.untilClosed() == "")
        #expect(try await idle.untilClosed()?.hasPrefix("HTTP/1.1 200") == true)
        try await place.stop()
    }

    @Test func `of too many silent clients those that were so longest are disconnected, and a probe is answered`()
        async throws
    {
        var limits = ConnectionLimits()
        limits.clients = 5
        let place = try await Place([], limits: limits)
        let gone = Tally()
        var clients: [RawClient] = []
        for number in 1...8 {
            let client = try RawClient(port: place.port)
            clients.append(client)
            Task {
                if try await client.untilClosed() == "" { gone.add() }
            }
            try await eventually { gone.count == max(0, number - 5) }
        }
        for _ in 0..<20 {
            let probe = try RawClient(port: place.port)
            // It is silent itself at first.
            try await eventually { gone.count >= 4 }
            probe.send("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")
            #expect(try await probe.untilClosed()?.hasPrefix("HTTP/1.1 200") == true)
        }
        #expect(gone.count < 8, "a probe takes the place of the one before it")
        try await place.stop()
        try await eventually { gone.count == 8 }
    }

    @Test func `the status and its gauge are true where nobody asks`() async throws {
        struct Down: Error {}
        let isDown = Gate()
        let place = try await Place(
            [.init("postgres") { if isDown.isOpen { throw Down() } }], probeInterval: .milliseconds(20))
        #expect(place.registry.exposition().contains("health_status 1\n"))
        isDown.open()
        try await eventually { place.registry.exposition().contains("health_status 0\n") }
        #expect(!place.status.isHealthy)
        try await place.stop()
    }

    @Test(arguments: [
        "\r\n\r\n\r\n", "GARBAGE\r\n\r\n", "GET\r\n\r\n", "GET /health\r\n\r\n", "\u{0}\u{1}\u{2}\r\n",
        "GET /health HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        "GET /health HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /health HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /%ff%00%zz/../../etc/passwd HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET http://[:::1]:99999/ HTTP/1.1\r\nConnection: close\r\n\r\n",
    ])
    func `garbage is refused and harms nobody else`(garbage: String) async throws {
        var limits = ConnectionLimits()
        limits.silence = .milliseconds(500)
        let place = try await Place([], limits: limits)
        let client = try RawClient(port: place.port)
        client.send(garbage)
        let raw = try RawClient(port: place.port)
        raw.send([0xFF, 0xFE, 0x0A, 0x80, 0x0A, 0x0A])
        let answer = try #require(try await client.untilClosed())
        #expect(answer.isEmpty || !answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
        #expect(try await raw.untilClosed() == "")
        #expect(try await request("/health", of: place.port).status == 200)
        try await place.stop()
    }

    @Test func `a port that is taken is told as such`() async throws {
        let place = try await Place([])
        let port = try #require(place.port)
        let second = MetricsServer(registry: place.registry, host: "127.0.0.1", port: port, logger: .quiet)
        let taken = try await #require(throws: EndpointError.self) { try await second.run() }
        #expect(taken == .portTaken(endpoint: "metrics", host: "127.0.0.1", port: port))
        #expect(taken.description.contains("127.0.0.1:\(port), which is taken"))
        for host in ["203.0.113.7", "localhost", ""] {
            let server = MetricsServer(registry: place.registry, host: host, port: 0, logger: .quiet)
            let error = try await #require(throws: EndpointError.self) { try await server.run() }
            #expect(error.description.contains("cannot listen on \(host):0"))
        }
        try await place.stop()
    }

    @Test func `a shutdown is told to readiness and gauge first, while liveness stays well`() async throws {
        let last = Gate()
        let slow = Closing {
            try? await gracefulShutdown(); try? await last.wait()
        }
        let place = try await Place([], then: [slow])
        #expect(try await request("/ready", of: place.port).status == 200)
        await place.askToStop()
        try await eventually { place.status.isShuttingDown }
        let ready = try await request("/ready", of: place.port)
        #expect(ready.status == 503)
        #expect(ready.body.contains(#""status":"not_ready","reason":"shutting down""#))
        #expect(try await request("/health", of: place.port).status == 200)
        #expect(place.registry.exposition().contains("health_status 0\n"))
        last.open()
        try await place.stop()
        #expect(throws: Peer.Failure.self) { try RawClient(port: place.port) }
    }

    @Test func `what was asked before the shutdown is answered`() async throws {
        let asked = Gate()
        let check = Readiness.Check("slow") {
            asked.open()
            try await Task.sleep(for: .milliseconds(600))
        }
        let place = try await Place([check])
        async let answer = request("/ready", of: place.port)
        try await asked.wait()
        async let stopped: Void = place.stop()
        #expect(try await answer.status == 503)
        try await stopped
    }

    @Test func `a server can be stopped and started again on its port`() async throws {
        let first = try await Place([])
        let port = try #require(first.port)
        _ = try await request("/health", of: port)
        try await first.stop()
        let second = try await Place([], port: port)
        #expect(try await request("/health", of: port).status == 200)
        try await second.stop()
    }

    @Test func `a server that the system stopped from listening listens again on its port`() async throws {
        let place = try await Place([])
        let port = try #require(place.port)
        #expect(try await request("/health", of: port).status == 200)
        try #require(stopsListening(on: port))
        try await eventually { (try? await request("/health", of: port).status) == 200 }
        try await place.stop()
    }
}

/// Makes the socket of this process that listens on `port` accept no more, as a system without descriptors does; whether there is one.
private func stopsListening(on port: UInt16) -> Bool {
    for descriptor in Int32(3)..<1_024 {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        var isListening: Int32 = 0
        size = socklen_t(MemoryLayout<Int32>.size)
        guard status == 0, address.sin_port == port.bigEndian,
            getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening != 0
        else { continue }
        return shutdown(descriptor, Int32(SHUT_RDWR)) == 0
    }
    return false
}
