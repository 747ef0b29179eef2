// Who has which connection, and who waits. A caller that finds none free opens one, or waits in a line of bounded length and
// for a bounded time. A connection that broke is thrown away, and a task of the pool's own opens others for those who wait, so
// a server that comes back is used at once. Whenever somebody waits and there may be more connections, that task runs.

import DequeModule
import Logging

actor PostgresPoolState {
    private struct Waiter {
        let id: Int
        let continuation: CheckedContinuation<PostgresConnection, any Error>
    }

    private let options: PostgresOptions
    private let logger: Logger
    private let stop = StopSignal()
    private var idle: [PostgresConnection] = []
    /// Connections that are open, being opened, or lent.
    private var count = 0
    private var waiters: Deque<Waiter> = []
    private var nextWaiter = 0
    private var isOpeningForWaiters = false
    private var isClosed = false
    /// Resumed when the last connection is gone, once the pool is closed.
    private var emptied: CheckedContinuation<Void, Never>?
    /// Why no connection could be opened, the last time that was tried.
    private var failure: PostgresError?

    init(_ options: PostgresOptions, logger: Logger) {
        self.options = options
        self.logger = logger
    }

    var usage: (inUse: Int, idle: Int, waiting: Int) { (count - idle.count, idle.count, waiters.count) }

    func acquire() async throws -> PostgresConnection {
        while !isClosed, let connection = idle.popLast() {
            // While it is being looked at, it counts as lent.
            if await connection.isUsable, !isClosed { return connection }
            await discard(connection)
        }
        if isClosed { throw Self.closed }
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
        if await connection.isUsable, !isClosed { return hand(connection) }
        await discard(connection)
    }

    /// Opens a connection that is counted already.
    private func open() async throws -> PostgresConnection {
        let connection = PostgresConnection(options, stop: stop)
        do {
            try await connection.open()
        } catch {
            if failure == nil, !isClosed { logger.warning("PostgreSQL cannot be reached: \(error)") }
            failure = error
            forget()
            throw error
        }
        if isClosed {
            await discard(connection)
            throw Self.closed
        }
        if failure != nil { logger.notice("PostgreSQL answers again") }
        failure = nil
        return connection
    }

    private func hand(_ connection: PostgresConnection) {
        guard let waiter = waiters.popFirst() else { return idle.append(connection) }
        waiter.continuation.resume(returning: connection)
    }

    private func discard(_ connection: PostgresConnection) async {
        await connection.close()
        forget()
    }

    /// A connection is no more.
    private func forget() {
        count -= 1
        if mayOpenForWaiters, !isOpeningForWaiters {
            isOpeningForWaiters = true
            Task { await openForWaiters() }
        }
        if count == 0 { endWaitForEmptiness() }
    }

    private var mayOpenForWaiters: Bool { !isClosed && !waiters.isEmpty && count < options.maxConnections }

    /// Goes on until nobody waits: for each there is a time when they give up.
    private func openForWaiters() async {
        while mayOpenForWaiters {
            count += 1
            if let connection = try? await open() {
                hand(connection)
            } else {
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        isOpeningForWaiters = false
    }

    private func wait() async throws -> PostgresConnection {
        let id = nextWaiter
        nextWaiter += 1
        let alarm = Task {
            try await Task.sleep(for: options.acquireTimeout)
            giveUp(id)
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

    private func giveUp(_ id: Int) {
        let what = "no connection became free within \(options.acquireTimeout)"
        if let failure {
            fail(id, PostgresError(failure.kind, "\(what): \(failure.message)", sqlState: failure.sqlState))
        } else {
            fail(id, PostgresError(.poolExhausted, "\(what): all \(options.maxConnections) are in use"))
        }
    }

    private func fail(_ id: Int, _ error: any Error) {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: index).continuation.resume(throwing: error)
    }

    /// Drops idle connections that died, and opens those that are missing.
    func maintain() async {
        for _ in idle.indices {
            guard !isClosed, !idle.isEmpty else { break }
            let connection = idle.removeFirst()
            do {
                try await connection.ping()
                await release(connection)
            } catch {
                await discard(connection)
            }
        }
        while !isClosed, count < options.minConnections {
            count += 1
            guard let connection = try? await open() else { return }
            hand(connection)
        }
    }

    /// Lends no more, and closes what is idle. What is lent is closed when it comes back; what has not come back after `grace` is
    /// interrupted.
    func close(grace: Duration) async {
        guard !isClosed else { return }
        isClosed = true
        while let waiter = waiters.popFirst() { waiter.continuation.resume(throwing: Self.closed) }
        while let connection = idle.popLast() { await discard(connection) }
        if count > 0 {
            let alarm = Task {
                try await Task.sleep(for: grace)
                endWaitForEmptiness()
            }
            await withCheckedContinuation { emptied = $0 }
            alarm.cancel()
        }
        stop.give()
    }

    private func endWaitForEmptiness() {
        emptied?.resume()
        emptied = nil
    }

    private static let closed = PostgresError(.closed, "the pool is closed")
}
