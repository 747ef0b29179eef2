// One connection, through hiredis. hiredis writes and parses the protocol; when there is something to read or room to write, and
// until when, is found out here, so that a server that answers byte by byte meets the same deadline as one that does not answer.
//
// Only one thread uses it.

import CHiredis
import Glibc

/// A connection to a server, or what is left of one.
final class RedisConnection {
    private let context: UnsafeMutablePointer<redisContext>

    /// hiredis' makers of replies, but for arrays: none of the commands sent here is answered with one, and the length that a
    /// server may claim would be allocated at once.
    private nonisolated(unsafe) static let withoutArrays: UnsafeMutablePointer<redisReplyObjectFunctions>? = {
        // Unsafe only in name: made once, and never changed after.
        guard let reader = redisReaderCreate() else { return nil }
        defer { redisReaderFree(reader) }
        let functions = UnsafeMutablePointer<redisReplyObjectFunctions>.allocate(capacity: 1)
        functions.initialize(to: reader.pointee.fn.pointee)
        functions.pointee.createArray = { _, _ in nil }
        return functions
    }()

    /// Connects, and returns what is connected or why it is not. Blocks for as long as the connection may take, and longer where
    /// the name cannot be looked up.
    static func open(_ options: RedisOptions) -> Result<RedisConnection, RedisError> {
        guard let context = redisConnectWithTimeout(options.host, Int32(options.port), timeval(options.connectTimeout))
        else { return .failure(.unavailable(reason: "no memory for a connection")) }
        let connection = RedisConnection(context)
        if context.pointee.err != 0 { return .failure(.unavailable(reason: connection.failure)) }
        // From here on nothing blocks.
        context.pointee.flags &= ~REDIS_BLOCK
        guard fcntl(context.pointee.fd, F_SETFL, O_NONBLOCK) == 0, let functions = withoutArrays else {
            return .failure(.unavailable(reason: "the connection could not be set up"))
        }
        _ = fcntl(context.pointee.fd, F_SETFD, FD_CLOEXEC)
        context.pointee.reader.pointee.fn = functions
        return .success(connection)
    }

    private init(_ context: UnsafeMutablePointer<redisContext>) { self.context = context }

    deinit { redisFree(context) }

    /// What poll(2) needs.
    var descriptor: Int32 { context.pointee.fd }

    /// Adds a command to what is sent next.
    func append(_ words: [[UInt8]]) -> Bool {
        var bytes: [UInt8] = []
        for word in words { bytes += word }
        let lengths = words.map(\.count)
        return bytes.withUnsafeBufferPointer { buffer in
            // An empty buffer may have no address; hiredis reads nothing from it.
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                var next = 0
                var starts: [UnsafePointer<CChar>?] = lengths.map { length in
                    defer { next += length }
                    return buffer.baseAddress.map { $0 + next }
                }
                return redisAppendCommandArgv(context, Int32(words.count), &starts, lengths) == REDIS_OK
            }
        }
    }

    /// Sends what was appended; returns why that failed.
    func flush(until deadline: ContinuousClock.Instant) -> ConnectionFailure? {
        while true {
            var isDone: Int32 = 0
            guard redisBufferWrite(context, &isDone) == REDIS_OK else { return .lost(failure) }
            if isDone != 0 { return nil }
            guard wait(for: POLLOUT, until: deadline) else { return .late }
        }
    }

    /// The next answer.
    func reply(until deadline: ContinuousClock.Instant) -> Result<RedisReply, ConnectionFailure> {
        while true {
            var reply: UnsafeMutableRawPointer?
            guard redisGetReplyFromReader(context, &reply) == REDIS_OK else { return .failure(.lost(failure)) }
            if let reply {
                defer { freeReplyObject(reply) }
                return .success(RedisReply(reply.assumingMemoryBound(to: redisReply.self).pointee))
            }
            guard wait(for: POLLIN, until: deadline) else { return .failure(.late) }
            guard redisBufferRead(context) == REDIS_OK else { return .failure(.lost(failure)) }
            if context.pointee.reader.pointee.len > RedisClient.sizeLimit + 1_024 {
                return .failure(.lost("it answered with more than \(RedisClient.sizeLimit) bytes"))
            }
        }
    }

    /// Whether there is more than was asked for: the next answer would be taken for that of another command.
    var hasUnasked: Bool { context.pointee.reader.pointee.len > context.pointee.reader.pointee.pos }

    /// Why the server must not be trusted any more, where it sent something although nothing was asked, or has gone.
    func unasked() -> String {
        hasUnasked || redisBufferRead(context) == REDIS_OK ? "it spoke without having been asked" : failure
    }

    private func wait(for events: Int32, until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            var descriptor = pollfd(fd: context.pointee.fd, events: Int16(events), revents: 0)
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return false }
            let count = poll(&descriptor, 1, left.pollMilliseconds)
            if count > 0 { return true }
            if count < 0 && errno != EINTR { return false }
        }
    }

    /// What hiredis says has happened.
    private var failure: String {
        switch context.pointee.err {
        case REDIS_ERR_EOF: "it closed the connection"
        case REDIS_ERR_OOM: "it sent what no command here is answered with"
        default:
            withUnsafeBytes(of: context.pointee.errstr) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
    }
}

/// Why a connection is of no more use.
enum ConnectionFailure: Error {
    /// An answer, or room to write, did not come in time.
    case late
    case lost(String)
}

extension RedisReply {
    /// hiredis' reply. What is no string, integer or error here cannot come: arrays are not made.
    fileprivate init(_ reply: redisReply) {
        func bytes() -> [UInt8] {
            guard let start = reply.str else { return [] }
            return Array(UnsafeRawBufferPointer(start: start, count: reply.len))
        }
        switch reply.type {
        case REDIS_REPLY_STRING: self = .bytes(bytes())
        case REDIS_REPLY_INTEGER: self = .integer(reply.integer)
        case REDIS_REPLY_STATUS: self = .status(String(decoding: bytes(), as: UTF8.self))
        case REDIS_REPLY_ERROR: self = .error(String(decoding: bytes(), as: UTF8.self))
        default: self = .null
        }
    }
}

extension Duration {
    /// The same in whole milliseconds, rounded up, as far as poll(2) counts.
    var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        let milliseconds = Double(seconds) * 1_000 + Double(attoseconds) / 1e15
        return Int32(min(max(0, milliseconds.rounded(.up)), 86_400_000))
    }
}

extension timeval {
    fileprivate init(_ duration: Duration) {
        let milliseconds = max(1, duration.pollMilliseconds)
        self.init(tv_sec: Int(milliseconds / 1_000), tv_usec: Int(milliseconds % 1_000) * 1_000)
    }
}
