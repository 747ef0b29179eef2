// A pool of connections: as many as are needed and no more than may be, each lent to one caller at a time. Callers that find
// none wait in a line of bounded length. A connection that broke is thrown away; the next caller opens another, so a server
// that comes back is used at once.

import DequeModule
import Logging
import ServiceLifecycle

/// Connections to one PostgreSQL database, lent to callers.
///
/// It works as soon as it is made; `run` keeps ``PostgresOptions/minConnections`` of them open and healthy, and closes them
/// all when it is told to shut down.
public final class PostgresPool: Service, Sendable {
    private let state: PostgresPoolState
    private let options: PostgresOptions
    private let logger: Logger

    /// A pool that has no connections yet.
    public init(_ options: PostgresOptions, logger: Logger = Logger(label: "postgresql")) {
        state = PostgresPoolState(options, logger: logger)
        self.options = options
        self.logger = logger
    }

    /// Runs one statement; see ``PostgresConnection/query(_:_:)``.
    ///
    /// - Throws: ``PostgresError``; `CancellationError` while waiting for a connection.
    @discardableResult
    public func query(_ statement: StaticString, _ parameters: (any PostgresValue)?...) async throws -> PostgresRows {
        let parameters = parameters
        return try await withConnection { try $0.query(statement, all: parameters) }
    }

    /// Runs `body` on a connection that nobody else uses meanwhile. A transaction that `body` leaves open is rolled back.
    ///
    /// - Throws: what `body` throws; ``PostgresError``; `CancellationError` while waiting for a connection.
    public func withConnection<R: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) throws -> R
    ) async throws -> R {
        try await lend { try await $0.run(body) }
    }

    /// Runs `body` in a transaction, which is committed if `body` returns and rolled back if it throws. Where the error says that
    /// the connection was lost or time ran out, the commit may have taken effect.
    ///
    /// - Parameters:
    ///   - limit: How long each of its statements may take, where ``PostgresOptions/statementTimeout`` is not right: from 1 ms to 24
    ///     days. There is no "for ever", for a server that stands still would keep the connection: name what is long enough.
    ///   - body: The statements.
    /// - Throws: what `body` throws; ``PostgresError`` (`statement`) where `body` returns although a statement failed;
    ///   `CancellationError` while waiting for a connection.
    public func transaction<R: Sendable>(
        limit: Duration? = nil, _ body: @Sendable (isolated PostgresConnection) throws -> R
    ) async throws -> R {
        try await lend { try await $0.transaction(limit: limit, body) }
    }

    /// How many connections are in use and idle, and how many callers wait.
    public var usage: (inUse: Int, idle: Int, waiting: Int) {
        get async { await state.usage }
    }

    private func lend<R: Sendable>(_ body: (PostgresConnection) async throws -> R) async throws -> R {
        let connection = try await state.acquire()
        do {
            let result = try await body(connection)
            await state.release(connection)
            return result
        } catch {
            await state.release(connection)
            throw error
        }
    }

    /// Keeps the pool healthy until a graceful shutdown or cancellation, then closes it.
    public func run() async {
        await cancelWhenGracefulShutdown { [state, options] in
            while !Task.isCancelled {
                await state.maintain()
                try? await Task.sleep(for: options.healthCheckInterval)
            }
        }
        await state.close()
    }
}

/// Who has which connection, and who waits.
actor PostgresPoolState {
    private struct Waiter {
        let id: Int
        let continuation: CheckedContinuation<PostgresConnection, any Error>
    }

    private let options: PostgresOptions
    private let logger: Logger
    private var idle: [PostgresConnection] = []
    /// Connections that are open, being opened, or lent.
    private var count = 0
    private var waiters: Deque<Waiter> = []
    private var nextWaiter = 0
    private var isClosed = false
    private var isReachable = true

    init(_ options: PostgresOptions, logger: Logger) {
        self.options = options
        self.logger = logger
    }

    var usage: (inUse: Int, idle: Int, waiting: Int) { (count - idle.count, idle.count, waiters.count) }

    func acquire() async throws -> PostgresConnection {
        while let connection = idle.popLast() {
            // While it is being looked at, it counts as lent.
            if await connection.isUsable { return connection }
            count -= 1
        }
        if isClosed { throw PostgresError(.closed, "the pool is closed") }
        if count < options.maxConnections {
            count += 1
            return try await open()
        }
        guard waiters.count < options.maxWaiting else {
            throw PostgresError(
                .poolExhausted, "\(waiters.count) callers wait for one of \(options.maxConnections) connections already"
            )
        }
        return try await wait()
    }

    func release(_ connection: PostgresConnection) async {
        if await connection.isUsable, !isClosed {
            return hand(connection)
        }
        await connection.close()
        count -= 1
        await replace()
    }

    /// Opens a connection that is counted already.
    private func open() async throws -> PostgresConnection {
        let connection = PostgresConnection(options)
        do {
            try await connection.open()
            if !isReachable { logger.notice("PostgreSQL answers again") }
            isReachable = true
            return connection
        } catch {
            count -= 1
            if isReachable { logger.warning("PostgreSQL cannot be reached: \(error)") }
            isReachable = false
            // Those who wait for a connection wait for nothing if none can be opened.
            if count == 0 { failWaiters(error) }
            throw error
        }
    }

    private func hand(_ connection: PostgresConnection) {
        guard let waiter = waiters.popFirst() else { return idle.append(connection) }
        waiter.continuation.resume(returning: connection)
    }

    /// Opens a connection in the place of one that broke, if anybody waits for it.
    private func replace() async {
        guard !waiters.isEmpty, count < options.maxConnections, !isClosed else { return }
        count += 1
        if let connection = try? await open() { hand(connection) }
    }

    private func wait() async throws -> PostgresConnection {
        let id = nextWaiter
        nextWaiter += 1
        let limit = options.acquireTimeout
        let alarm = Task {
            try await Task.sleep(for: limit)
            let message = "no connection became free within \(limit): all \(options.maxConnections) are in use"
            fail(id, PostgresError(.poolExhausted, message))
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
                waiters.append(Waiter(id: id, continuation: continuation))
            }
        } onCancel: {
            Task { await fail(id, CancellationError()) }
        }
    }

    private func fail(_ id: Int, _ error: any Error) {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: index).continuation.resume(throwing: error)
    }

    private func failWaiters(_ error: any Error) {
        while let waiter = waiters.popFirst() { waiter.continuation.resume(throwing: error) }
    }

    /// Drops idle connections that died, and opens those that are missing.
    func maintain() async {
        for _ in idle.indices {
            guard let connection = idle.first else { break }
            idle.removeFirst()
            do {
                try await connection.execute("SELECT 1")
                await release(connection)
            } catch {
                await connection.close()
                count -= 1
            }
        }
        while count < options.minConnections, !isClosed {
            count += 1
            guard let connection = try? await open() else { return }
            hand(connection)
        }
    }

    /// Lends no more, and closes what is idle; what is lent is closed when it comes back.
    func close() async {
        isClosed = true
        failWaiters(PostgresError(.closed, "the pool is closed"))
        let closing = idle
        idle = []
        count -= closing.count
        for connection in closing { await connection.close() }
    }
}
