// A server that is away, stands still, or is none: what calls cost then, what is logged, and how the client comes back.

import Redis
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct OutageTests {
    @Test func `while the server is gone calls fail at once, and it is used again when it is back`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server)
        for round in 1...2 {
            try await redis.client.set("key", to: "x", expiry: nil)
            try await server.kill()
            try await eventually { !redis.client.isConnected }
            let clock = ContinuousClock()
            let time = await clock.measure {
                for _ in 0..<1_000 {
                    await #expect(throws: RedisError.self) { try await redis.client.get("key") }
                }
            }
            // A thousand that waited would take minutes.
            #expect(time < .seconds(5))
            // Until it has noticed that the server is not only gone but away.
            try await eventually {
                do {
                    try await redis.client.ping()
                    return false
                } catch { return "\(error)".contains("refused") }
            }
            try await server.restart()
            try await eventually { redis.client.isConnected }
            #expect(try await redis.client.get("key") == nil)
            #expect(redis.log.count("is not available") == round)
            #expect(redis.log.count("is available") == round + 1)
        }
        try await redis.stop()
    }

    @Test func `calls on a server that stands still fail within their limit, and it is used again`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server) { $0.commandTimeout = .milliseconds(500) }
        try await redis.client.set("key", to: "x", expiry: nil)
        server.suspend()
        let clock = ContinuousClock()
        var errors: [RedisError] = []
        let time = await clock.measure { errors = await redis.errors(ofPings: 300) }
        #expect(time < .seconds(5))
        #expect(errors.count == 300)
        #expect(errors.contains(.timedOut(limit: .milliseconds(500))))
        try await eventually { !redis.client.isConnected }
        // The system still accepts connections for it; nobody answers on them.
        let later = await clock.measure {
            for _ in 0..<20 { await #expect(throws: RedisError.self) { try await redis.client.get("key") } }
        }
        #expect(later < .seconds(8))
        server.resume()
        try await eventually { redis.client.isConnected }
        #expect(try await redis.client.string("key") == "x")
        #expect(redis.log.count("is not available") == 1)
        try await redis.stop()
    }

    @Test func `more commands than may wait fail at once`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server) {
            $0.maximumWaiting = 10
            $0.commandTimeout = .milliseconds(500)
        }
        server.suspend()
        let errors = await redis.errors(ofPings: 400)
        server.resume()
        #expect(errors.contains(.tooManyWaiting(limit: 10)))
        #expect(errors.count == 400)
        try await redis.stop()
    }

    @Test func `a server that is not there at the start is found when it comes`() async throws {
        let server = try await RedisServer.start()
        try await server.stop()
        let redis = Running(port: server.port)
        try await eventually { redis.log.contains("is not available") }
        try await server.restart()
        try await eventually { redis.client.isConnected }
        try await redis.client.ping()
        try await redis.stop()
    }

    @Test func `a shutdown while the server is away, or stands still, ends soon`() async throws {
        let server = try await RedisServer.start()
        let away = Running(port: try FreePort.find()) { $0.commandTimeout = .milliseconds(500) }
        let nowhere = Running(port: 6379, host: "no-such-host.invalid") { $0.commandTimeout = .milliseconds(500) }
        let still = try await Running(server) { $0.commandTimeout = .milliseconds(500) }
        server.suspend()
        let call = Task { try await still.client.get("key") }
        try await eventually { away.log.contains("is not available") && nowhere.log.contains("is not available") }
        let clock = ContinuousClock()
        let time = try await clock.measure {
            try await away.stop()
            try await nowhere.stop()
            try await still.stop()
        }
        // A second for the connection, half a second for a command, and one more, for each of the three.
        #expect(time < .seconds(10))
        server.resume()
        _ = await call.result
    }

    @Test(arguments: ["silent", "garbage", "unasked", "array", "trickle", "huge", "closes"])
    func `a server that does not speak as it should costs no more than the limit`(way: String) async throws {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/redis_scripted.py"), way])
        let port = try #require(Int(try await peer.line { $0.hasPrefix("port ") }.dropFirst(5)))
        let redis = Running(port: port) { $0.commandTimeout = .milliseconds(500) }
        let clock = ContinuousClock()
        if !["silent", "garbage", "unasked"].contains(way) {
            try await eventually { redis.client.isConnected }
            var error: RedisError?
            let time = await clock.measure {
                error = await #expect(throws: RedisError.self) { try await redis.client.get("key") }
            }
            #expect(time < .seconds(3))
            if way == "array" {
                #expect(error == .unavailable(reason: "it sent what no command here is answered with"))
            }
        }
        try await eventually { redis.log.contains("is not available") }
        try await redis.stop()
        peer.kill()
    }

    @Test func `a late answer costs whoever asked for it, and not those behind it`() async throws {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/redis_scripted.py"), "held"])
        let port = try #require(Int(try await peer.line { $0.hasPrefix("port ") }.dropFirst(5)))
        let redis = Running(port: port) { $0.commandTimeout = .seconds(6) }
        try await eventually { redis.client.isConnected }
        let first = Task { try await redis.client.string("first") }
        _ = try await peer.line { $0 == "asked GET" }
        // These wait for the first to be answered, and then go in one round trip, one with less time than the other.
        let late = Task { try await redis.client.string("late") }
        try await Task.sleep(for: .seconds(3))
        let last = Task { try await redis.client.string("last") }
        try await Task.sleep(for: .milliseconds(100))
        try await peer.write(line: "")
        #expect(try await first.value == "first")
        await #expect(throws: RedisError.timedOut(limit: .seconds(6))) { try await late.value }
        try await peer.write(line: "\n")
        #expect(try await last.value == "last")
        #expect(redis.client.isConnected && redis.log.count("is not available") == 0)
        try await redis.stop()
        peer.kill()
    }

    @Test func `a server that ends each connection at once is not asked ever faster`() async throws {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/redis_scripted.py"), "closes"])
        let port = try #require(Int(try await peer.line { $0.hasPrefix("port ") }.dropFirst(5)))
        let redis = Running(port: port)
        let clock = ContinuousClock()
        var pauses: [Duration] = []
        for _ in 1...6 {
            let pause = try await clock.measure { try await eventually { redis.client.isConnected } }
            pauses.append(pause)
            _ = try? await redis.client.get("key")
            try await eventually { !redis.client.isConnected }
        }
        // 100, 200, 400, 800 and 1,600 ms, each a quarter less at most.
        #expect(pauses.reduce(.zero, +) > .milliseconds(1_500))
        try await redis.stop()
        peer.kill()
    }

    @Test func `an answer of the wrong kind is told as such`() async throws {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/redis_scripted.py"), "status"])
        let port = try #require(Int(try await peer.line { $0.hasPrefix("port ") }.dropFirst(5)))
        let redis = Running(port: port)
        try await eventually { redis.client.isConnected }
        let got = try await #require(throws: RedisError.self) { try await redis.client.get("key") }
        #expect(got.description.contains("status(\"WHAT\")"))
        let set = try await #require(throws: RedisError.self) {
            try await redis.client.set("key", to: "x", expiry: nil)
        }
        #expect(set.description.contains("integer(5)"))
        try await redis.stop()
        peer.kill()
    }

    @Test func `an answer too many is nobody's answer`() async throws {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/redis_scripted.py"), "surplus"])
        let port = try #require(Int(try await peer.line { $0.hasPrefix("port ") }.dropFirst(5)))
        let redis = Running(port: port)
        for _ in 0..<3 {
            try await eventually { redis.client.isConnected }
            #expect(try await redis.client.string("key") == "ok")
            let next = try? await redis.client.string("another key")
            #expect(next == nil || next == "ok")
        }
        try await redis.stop()
        peer.kill()
    }

    @Test func `a password that a server repeats is not repeated`() async throws {
        let peer = try Peer([Repository.python, Repository.path("Tests/Peers/redis_scripted.py"), "echo"])
        let port = try #require(Int(try await peer.line { $0.hasPrefix("port ") }.dropFirst(5)))
        let redis = Running(port: port) { $0.password = "s3cret-word" }
        try await eventually { redis.log.contains("does not take the password") }
        let error = try await #require(throws: RedisError.self) { try await redis.client.ping() }
        #expect(!"\(error)".contains("s3cret") && !redis.log.contains("s3cret"))
        try await redis.stop()
        peer.kill()
    }
}

extension Running {
    /// What so many calls at once fail with.
    fileprivate func errors(ofPings count: Int) async -> [RedisError] {
        await withTaskGroup(of: RedisError?.self) { group in
            for _ in 0..<count {
                group.addTask { [client] in
                    do throws(RedisError) {
                        try await client.ping()
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { errors, error in
                if let error { errors.append(error) }
            }
        }
    }
}
