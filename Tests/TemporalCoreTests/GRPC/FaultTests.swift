// The table of faults: servers that misbehave, die, or are not there. Each call ends in the right error or in success.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct `Faults on the wire` {
    private func failure(
        _ way: String, timeout: Duration = .seconds(20), _ configure: (inout Channel.Options) -> Void = { _ in }
    ) async throws -> RPCError {
        let peer = try await GRPCPeer(scripted: way)
        let channel = peer.channel(configure)
        defer { withExtendedLifetime(peer) {} }
        do throws(RPCError) {
            let answer = try await channel.peer("Echo", "hello", timeout: timeout)
            throw RPCError(code: .ok, message: "answered with \(answer.message.count) bytes")
        } catch {
            await channel.close(within: .zero)
            return error
        }
    }

    @Test func `garbage instead of HTTP2`() async throws {
        let error = try await failure("garbage")
        #expect(error.code == .unavailable)
        guard case .notHTTP2 = error.connectionFailure else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func `a peer that says nothing`() async throws {
        let error = try await failure("silent") { $0.connectTimeout = .seconds(2) }
        #expect(error.connectionFailure == .timedOut(awaiting: "the HTTP/2 settings of the server"))
    }

    @Test func `a peer that closes at once`() async throws {
        let error = try await failure("closes")
        guard case .lost = error.connectionFailure else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func `a peer that stops reading ends in the deadline`() async throws {
        let peer = try await GRPCPeer(scripted: "black-hole")
        let channel = peer.channel()
        let large = Bytes(capacity: 32 << 20) { $0.count }
        let error = await #expect(throws: RPCError.self) {
            try await channel.unary("/test.Peer/Echo", large, timeout: .milliseconds(500))
        }
        #expect(error?.code == .deadlineExceeded)
        await channel.close()
    }

    @Test func `a black hole is found by keepalive`() async throws {
        let error = try await failure("black-hole") {
            $0.keepaliveInterval = .milliseconds(200)
            $0.keepaliveTimeout = .milliseconds(200)
        }
        #expect(error.code == .unavailable)
        #expect(error.connectionFailure == .keepaliveTimeout(.milliseconds(200)))
    }

    @Test func `a connection cut in mid-frame`() async throws {
        let error = try await failure("cut")
        #expect(error.code == .unavailable)
        guard case .lost = error.connectionFailure else {
            Issue.record("\(error)")
            return
        }
    }

    @Test(arguments: [
        ("trailers-only", StatusCode.notFound, "no such thing: €%"),
        ("no-status", .unknown, "without a status"),
        ("http-503", .unavailable, "HTTP status 503"),
        ("http-413", .resourceExhausted, "HTTP status 413"),
        ("plain-200", .unknown, "not as a gRPC server"),
        ("two-messages", .internal, "more than one message"),
        ("half-message", .internal, "inside its message"),
        ("huge-message", .resourceExhausted, "4294967295 bytes"),
        ("many-headers", .resourceExhausted, "header list"),
        ("refuses-all", .unavailable, "keeps refusing"),
        ("reset", .internal, "INTERNAL_ERROR"), ("compressed", .internal, "compressed its answer though"),
        ("compressed-unsaid", .internal, "compressed its answer though"),
    ])
    func `an answer that breaks the rules`(way: String, code: StatusCode, text: String) async throws {
        let error = try await failure(way)
        #expect(error.code == code)
        #expect(error.message.contains(text), "\(error)")
        #expect(error.connectionFailure == nil)
        #expect(error.isMessageTooLarge == ["http-413", "huge-message", "many-headers"].contains(way))
    }

    @Test func `a header too large for HPACK ends the connection with an error`() async throws {
        let error = try await failure("large-header")
        #expect([.unavailable, .internal, .resourceExhausted].contains(error.code), "\(error)")
    }

    @Test func `an answer before the request is read is taken`() async throws {
        let peer = try await GRPCPeer(scripted: "early-answer")
        let channel = peer.channel()
        let error = await #expect(throws: RPCError.self) {
            try await channel.unary("/test.Peer/Echo", Bytes(capacity: 8 << 20) { $0.count }, timeout: .seconds(20))
        }
        #expect(error?.code == .failedPrecondition)
        #expect(error?.message == "not today")
    }

    @Test(arguments: ["refuses", "goaway-graceful", "interim", "encoding-unused"])
    func `what is no error for the caller`(way: String) async throws {
        let peer = try await GRPCPeer(scripted: way)
        let channel = peer.channel()
        for number in 0..<3 {
            #expect(try await channel.peer("Echo", "\(number)").message.utf8String == "\(number)")
        }
        await channel.close()
    }

    @Test func `calls above the last stream of a GOAWAY are sent again, those below it finish`() async throws {
        let peer = try await GRPCPeer(scripted: "goaway")
        let channel = peer.channel()
        let answers = try await withThrowingTaskGroup(of: String?.self) { group in
            for text in ["a", "b", "c"] {
                group.addTask { try await channel.peer("Echo", text).message.utf8String }
            }
            return try await group.reduce(into: []) { $0.append($1 ?? "") }
        }
        // The first stream, whichever call it was, was answered on the old connection; the others on the new one.
        #expect(answers.count { $0 == "first" } == 1)
        #expect(Set(answers).subtracting(["first"]).count == 2)
    }

    @Test func `a server that ages its connections loses no call`() async throws {
        let peer = try await GRPCPeer("--max-age-ms", "300")
        let channel = peer.channel()
        // Each of the callers outlives several connections.
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<30 { _ = try await channel.peer("Sleep", "0.04") }
                }
            }
            try await group.waitForAll()
        }
        await channel.close()
    }

    @Test func `a server that was killed and restarted is found again`() async throws {
        // Not a port that the system may give to another's connection meanwhile.
        let peer = try await GRPCPeer("--port", "\(FreePort.find())")
        let channel = peer.channel()
        _ = try await channel.peer("Echo")
        let call = Task { try await channel.peer("Sleep", "20") }
        try await peer.isSleeping()
        peer.process.kill()
        let lost = await #expect(throws: RPCError.self) { try await call.value }
        #expect(lost?.code == .unavailable)
        #expect(lost?.connectionFailure != nil)
        // A process that dies may still accept a connection or two.
        try await eventually {
            do throws(RPCError) {
                _ = try await channel.peer("Echo", timeout: .seconds(5))
                return false
            } catch {
                if case .unreachable = error.connectionFailure { return true }
                return false
            }
        }

        async let patient = channel.peer("Echo", "patient", waitsForReady: true)
        let second = try await GRPCPeer("--port", "\(peer.port)")
        #expect(try await patient.message.utf8String == "patient")
        await channel.close()
        withExtendedLifetime(second) {}
    }

    @Test func `a call that waits for a connection ends in its deadline and says why`() async throws {
        let channel = Channel(to: Target(host: "127.0.0.1", port: try FreePort.find()))
        let error = await #expect(throws: RPCError.self) {
            try await channel.peer("Echo", timeout: .seconds(3), waitsForReady: true)
        }
        #expect(error?.code == .deadlineExceeded)
        guard case .unreachable = error?.connectionFailure else {
            Issue.record("\(String(describing: error))")
            return
        }
        await channel.close()
    }

    @Test func `a name that does not exist`() async throws {
        let channel = Channel(to: Target(host: "no-such-host.invalid", port: 7233))
        // Resolvers that get no answer ask several times.
        let error = await #expect(throws: RPCError.self) { try await channel.peer("Echo", timeout: .seconds(120)) }
        #expect(error?.code == .unavailable)
        guard case .nameNotResolved(let host, _) = error?.connectionFailure else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(host == "no-such-host.invalid")
    }

    @Test func `a name with several addresses is reached though one of them refuses`() async throws {
        // `localhost` is ::1 as well, where the peer does not listen.
        let peer = try await GRPCPeer()
        let channel = Channel(to: Target(host: "localhost", port: peer.port))
        #expect(try await channel.peer("Echo", "hi").message.utf8String == "hi")
        await channel.close()
    }

    @Test func `an address that accepts and is no server of ours is tried last the next time`() async throws {
        let stranger = try await GRPCPeer(scripted: "closes")
        let peer = try await GRPCPeer()
        let addresses = try [stranger, peer].flatMap { try Address.resolve($0.target, numericOnly: true).get() }
        let attempts = try await onThread { Self.connect(to: addresses, within: .seconds(60)) }
        #expect(attempts.count == 2)
        guard case .failure(.lost) = attempts.first else {
            Issue.record("\(attempts)")
            return
        }
        #expect(try attempts.last?.get() == peer.target.description)
    }

    /// Drives a connector whose name has `addresses` until it has connected. What came of each attempt: the address, or why not.
    private static func connect(
        to addresses: [Address], within limit: Duration
    ) -> [Result<String, ConnectionFailure>] {
        let connector = Connector(
            Target(host: "several.invalid", port: 7233), tls: nil, options: Connection.Options(), timeout: limit
        ) { _ in }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        let deadline = ContinuousClock.now + limit
        var attempts: [Result<String, ConnectionFailure>] = []
        while ContinuousClock.now < deadline {
            connector.start(now: .now)
            connector.nameResolved(.success(addresses))
            var descriptors: [pollfd] = []
            connector.appendDescriptors(to: &descriptors)
            poll(&descriptors, nfds_t(descriptors.count), 5)
            switch connector.advance(ready: descriptors[...], buffer: buffer, now: .now) {
            case .pending: break
            case .failed(let failure): attempts.append(.failure(failure))
            case .connected(let connection):
                attempts.append(.success(connection.socket.address.text))
                return attempts
            }
        }
        return attempts
    }

    @Test func `a channel that is dropped ends its thread and connection`() async throws {
        let peer = try await GRPCPeer()
        weak var shared: ChannelShared?
        do {
            let channel = peer.channel()
            _ = try await channel.peer("Echo")
            shared = channel.shared
        }
        try await eventually { shared == nil }
    }
}
