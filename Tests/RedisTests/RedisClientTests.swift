// The client as a cache's user meets it: on a real server, while it is down, and on its way back.

import Logging
import Redis
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct RedisClientTests {
    @Test func `what is set is got, by bytes and as text, until it is deleted`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server)
        let bytes = (0...255).map(UInt8.init)
        try await redis.client.set("bytes", to: bytes, expiry: nil)
        #expect(try await redis.client.get("bytes") == bytes)
        #expect(try await redis.client.string("bytes") == nil)
        try await redis.client.set("a key\r\nwith \0 é", to: "olá", expiry: .seconds(60))
        #expect(try await redis.client.string("a key\r\nwith \0 é") == "olá")
        try await redis.client.set("", to: [], expiry: nil)
        #expect(try await redis.client.get("") == [])
        #expect(try await redis.client.get("nothing") == nil)
        #expect(try await redis.client.delete("bytes", "", "nothing") == 2)
        #expect(try await redis.client.delete() == 0)
        #expect(try await redis.client.get("bytes") == nil)
        try await redis.client.ping()
        let large = [UInt8](repeating: 7, count: 5_000_000)
        try await redis.client.set("large", to: large, expiry: nil)
        #expect(try await redis.client.get("large") == large)
        try await redis.stop()
    }

    @Test func `a value is gone after its expiry`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server)
        try await redis.client.set("short", to: "x", expiry: .milliseconds(50))
        try await redis.client.set("long", to: "x", expiry: .seconds(90))
        try await eventually { try await redis.client.get("short") == nil }
        let left = try #require(Int(try await server.cli("PTTL", "long")))
        #expect((1...90_000).contains(left) && left > 30_000)
        for expiry in [Duration.zero, .seconds(-1), .nanoseconds(5), .seconds(Int64.max)] {
            await #expect(throws: RedisError.invalidExpiry(expiry)) {
                try await redis.client.set("x", to: "y", expiry: expiry)
            }
        }
        try await redis.stop()
    }

    @Test func `the database is the one that is asked for`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server) { $0.database = 3 }
        try await redis.client.set("key", to: "third", expiry: nil)
        #expect(try await server.cli("-n", "3", "GET", "key") == "third")
        #expect(try await server.cli("GET", "key") == "")
        try await redis.stop()
    }

    @Test func `many calls at once get the answers that are theirs`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server)
        try await withThrowingTaskGroup { group in
            for index in 0..<500 {
                group.addTask {
                    try await redis.client.set("key \(index)", to: "value \(index)", expiry: .seconds(60))
                    #expect(try await redis.client.string("key \(index)") == "value \(index)")
                }
            }
            try await group.waitForAll()
        }
        try await redis.stop()
    }

    @Test func `a server error is told, and the connection goes on`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server)
        _ = try await server.cli("LPUSH", "list", "x")
        let error = try await #require(throws: RedisError.self) { try await redis.client.get("list") }
        guard case .refused(let message) = error else { throw error }
        #expect(message.hasPrefix("WRONGTYPE"))
        let bytes = 17 << 20
        let large = try await #require(throws: RedisError.self) {
            try await redis.client.set("large", to: [UInt8](repeating: 0, count: bytes), expiry: nil)
        }
        #expect(large == .tooLarge(bytes: bytes + 8, limit: 16 << 20))
        try await redis.client.ping()
        #expect(redis.log.count("is available") == 1)
        try await redis.stop()
    }

    @Test func `a password is used, and a wrong or missing one is told clearly and never shown`() async throws {
        let server = try await RedisServer.start(password: "s3cret-word")
        let right = try await Running(server) { $0.password = "s3cret-word" }
        try await right.client.set("key", to: "x", expiry: nil)
        try await right.stop()
        for (password, told) in [("wr0ng-word", "does not take the password (WRONGPASS)"), (nil, "wants a password")] {
            let redis = Running(port: server.port) { $0.password = password }
            try await eventually { redis.log.contains(told) }
            let error = try await #require(throws: RedisError.self) { try await redis.client.ping() }
            #expect(error.description.contains(told))
            // It tries again, and says so once.
            try await eventually { try await server.refusedPings() >= 3 }
            _ = try await server.cli("CONFIG", "RESETSTAT")
            try await redis.stop()
            #expect(redis.log.count(told) == 1)
            #expect(!redis.log.contains("0ng-word") && !"\(error)".contains("0ng-word"))
        }
        let open = try await RedisServer.start()
        let redis = Running(port: open.port) { $0.password = "s3cret-word" }
        try await eventually { redis.log.contains("or it has none") }
        try await redis.stop()
        #expect(!redis.log.contains("s3cret"))
        var options = RedisOptions(host: "h", password: "s3cret-word")
        options.database = 2
        #expect("\(options)" == "h:6379/2")
    }

    @Test func `a database that does not exist is told`() async throws {
        let server = try await RedisServer.start()
        let redis = Running(port: server.port) { $0.database = 99 }
        try await eventually { redis.log.contains("database 99: ERR DB index is out of range") }
        try await redis.stop()
    }

    @Test func `a shutdown answers what was called, and refuses what comes later`() async throws {
        let server = try await RedisServer.start()
        let redis = try await Running(server)
        let calls = (0..<200).map { index in
            Task { try await redis.client.set("key \(index)", to: "x", expiry: nil) }
        }
        try await redis.stop()
        var stopped = 0
        for call in calls {
            do {
                try await call.value
            } catch RedisError.stopped {
                stopped += 1
            }
        }
        #expect(Int(try await server.cli("DBSIZE")) == calls.count - stopped)
        await #expect(throws: RedisError.stopped) { try await redis.client.ping() }
        await #expect(throws: RedisError.stopped) { try await redis.client.run() }
    }

    @Test func `a client that does not run yet refuses at once`() async throws {
        let client = RedisClient(RedisOptions())
        let error = try await #require(throws: RedisError.self) { try await client.get("key") }
        #expect(error == .unavailable(reason: "the client does not run yet"))
        #expect(!client.isConnected)
    }
}

extension RedisServer {
    /// How many PINGs came from clients that it did not know.
    fileprivate func refusedPings() async throws -> Int {
        let line = try await cli("INFO", "commandstats").split(whereSeparator: \.isNewline)
            .first { $0.hasPrefix("cmdstat_ping:") }
        return line?.firstMatch(of: /rejected_calls=(\d+)/).flatMap { Int($0.1) } ?? 0
    }
}
