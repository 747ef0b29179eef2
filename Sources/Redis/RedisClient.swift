// A client of Redis for use as a cache: what it has is got quickly, and what it does not have, or cannot get in time, is said
// quickly. What must stay true: no call waits longer than the time limit of a command; while there is no connection none waits at
// all; nothing blocks a thread of Swift's pool.

import Logging
import ServiceLifecycle

/// Gets, sets and deletes values of a Redis server.
///
/// ```swift
/// let redis = RedisClient(RedisOptions(host: "cache"))
/// // runs beside its users, in a ServiceGroup
/// try await redis.set("entry:1", to: "OPEN", expiry: .seconds(60))
/// let status = try await redis.get("entry:1")
/// ```
/// One thread and one connection serve all calls, many of them in one round trip. The connection is made when the client runs, and
/// again when it is lost, ever more patiently up to every 5 s; calls fail with ``RedisError/unavailable(reason:)`` meanwhile. The
/// log has one line when the server goes away and one when it is back.
public final class RedisClient: Service {
    /// The most that one command sends or one answer may have: 16 MiB.
    static let sizeLimit = 16 << 20

    private let options: RedisOptions
    private let queue: CommandQueue
    private let logger: Logger

    /// A client, which connects when it runs.
    public init(_ options: RedisOptions, logger: Logger = Logger(label: "redis")) {
        self.options = options
        self.logger = logger
        queue = CommandQueue(limit: max(1, options.maximumWaiting))
    }

    /// Whether there is a connection.
    public var isConnected: Bool { queue.isUp }

    /// Keeps a connection until a graceful shutdown, or until the task is canceled. Commands that were called by then get their
    /// answers; later ones fail with ``RedisError/stopped``. A client runs once.
    ///
    /// - Throws: ``RedisError`` where the system has no thread or descriptor for it, or where it has run before.
    public func run() async throws {
        let thread = try RedisThread.start(options, queue, logger)
        // Ends canceled, too.
        try? await gracefulShutdown()
        queue.close()
        // The look-up of a name may hold the thread up for longer than anyone wants to wait: then it ends by itself.
        let deadline = ContinuousClock.now + options.connectTimeout + options.commandTimeout + .seconds(1)
        await Task.detached {
            while !thread.hasEnded, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(5)) }
        }.value
    }

    /// The value of `key`; nil where it has none.
    public func get(_ key: String) async throws(RedisError) -> [UInt8]? {
        switch try await ask(["GET", key]) {
        case .bytes(let value): return value
        case .null: return nil
        case let reply: throw .unexpectedReply("\(reply)")
        }
    }

    /// The value of `key` as text; nil where it has none, or none in UTF-8.
    public func string(_ key: String) async throws(RedisError) -> String? {
        try await get(key).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Sets the value of `key`, which is gone after `expiry`, a millisecond at least, or never where that is nil.
    public func set(_ key: String, to value: [UInt8], expiry: Duration?) async throws(RedisError) {
        var command = [Array("SET".utf8), Array(key.utf8), value]
        if let expiry {
            let (seconds, attoseconds) = expiry.components
            let milliseconds = seconds.multipliedReportingOverflow(by: 1_000)
            let sum = milliseconds.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
            guard !milliseconds.overflow, !sum.overflow, sum.partialValue > 0 else { throw .invalidExpiry(expiry) }
            command += [Array("PX".utf8), Array(String(sum.partialValue).utf8)]
        }
        try await expectOK(command)
    }

    /// Sets the value of `key` to a text, which is gone after `expiry`, a millisecond at least, or never where that is nil.
    public func set(_ key: String, to text: String, expiry: Duration?) async throws(RedisError) {
        try await set(key, to: Array(text.utf8), expiry: expiry)
    }

    /// Deletes `keys`, and returns how many of them had a value.
    @discardableResult
    public func delete(_ keys: String...) async throws(RedisError) -> Int {
        guard !keys.isEmpty else { return 0 }
        switch try await ask(["DEL"] + keys) {
        case .integer(let count): return Int(count)
        case let reply: throw .unexpectedReply("\(reply)")
        }
    }

    /// Returns if the server answers.
    public func ping() async throws(RedisError) {
        guard case .status("PONG") = try await ask(["PING"]) else { throw .unexpectedReply("no PONG") }
    }

    private func expectOK(_ command: [[UInt8]]) async throws(RedisError) {
        switch try await ask(command) {
        case .status("OK"): return
        case let reply: throw .unexpectedReply("\(reply)")
        }
    }

    private func ask(_ words: [String]) async throws(RedisError) -> RedisReply {
        try await ask(words.map { Array($0.utf8) })
    }

    private func ask(_ command: [[UInt8]]) async throws(RedisError) -> RedisReply {
        let size = command.reduce(0) { $0 + $1.count }
        guard size <= Self.sizeLimit else { throw .tooLarge(bytes: size, limit: Self.sizeLimit) }
        let reply = try await queue.ask(command, within: options.commandTimeout).get()
        if case .error(let message) = reply { throw .refused(message: message) }
        return reply
    }
}
