// A pool of connections: as many as are needed and no more than may be, each lent to one caller at a time. Who has which is
// for PostgresPoolState to know.

import Logging
import ServiceLifecycle

/// Connections to one PostgreSQL database, lent to callers.
///
/// It works as soon as it is made; `run` keeps ``PostgresOptions/minConnections`` of them open and healthy, and closes them
/// all when it is told to shut down.
public final class PostgresPool: Service, Sendable {
    private let state: PostgresPoolState
    private let options: PostgresOptions

    /// A pool that has no connections yet.
    public init(_ options: PostgresOptions, logger: Logger = Logger(label: "postgresql")) {
        state = PostgresPoolState(options, logger: logger)
        self.options = options
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

    /// Keeps the pool healthy until a graceful shutdown or cancellation, then closes it: nothing more is lent, and statements that
    /// are under way two seconds later are given up.
    public func run() async {
        let upkeep = Task { [state, options] in
            while !Task.isCancelled {
                await state.maintain()
                try? await Task.sleep(for: options.healthCheckInterval)
            }
        }
        // It throws when the task is cancelled, which is an end as well. Upkeep may be waiting for a server that stands still
        // then, until the pool is closed.
        try? await gracefulShutdown()
        upkeep.cancel()
        await state.close(grace: .seconds(2))
    }
}
