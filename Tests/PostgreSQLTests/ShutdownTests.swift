// The pool's end: statements that run come to theirs, and a server that says nothing does not hold it up.
import Logging
import PostgreSQL
import TestSupport
import Testing

@Suite struct ShutdownTests {
    @Test func `a statement that runs is waited for, and nobody else is served`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.minConnections = 0
        options.maxConnections = 1
        let (pool, running) = run(options)
        let gate = Gate()
        gate.open()
        let sleeper = Task {
            try await pool.withConnection { connection in
                gate.pass()
                return try connection.query("SELECT 1 AS one, pg_sleep(0.5)")
            }
        }
        try await eventually { gate.isReached }
        let waiter = Task { await failure { try await pool.query("SELECT 1") } }
        try await eventually { await pool.usage.waiting == 1 }
        running.cancel()
        #expect(await waiter.value?.kind == .closed)
        #expect(await failure { try await pool.query("SELECT 1") }?.kind == .closed)
        #expect(try await sleeper.value.first?.value("one") == 1)
        try await running.value(within: .seconds(20))
        let usage = await pool.usage
        #expect(usage.inUse == 0 && usage.idle == 0)
        #expect(await failure { try await pool.query("SELECT 1") }?.kind == .closed)
    }

    @Test func `a server that stands still does not hold up the end`() async throws {
        let server = try await PostgresServer.start()
        var options = try await emptyDatabase(on: server)
        options.minConnections = 3
        options.healthCheckInterval = .milliseconds(50)
        options.connectTimeout = .seconds(60)
        options.statementTimeout = .seconds(60)
        let (pool, running) = run(options)
        let sleeper = Task { await failure { try await pool.query("SELECT pg_sleep(60)") } }
        try await eventually { await pool.usage.idle == 2 }
        try await server.suspend()
        // The sleeper, and an idle connection that is asked for a sign of life.
        try await eventually { await pool.usage.inUse == 2 }
        running.cancel()
        let end = await Task { try await running.value(within: .seconds(20)) }.result
        try await server.resume()
        try end.get()
        let error = await sleeper.value
        #expect(error?.kind == .closed)
        #expect(error?.isTransient == true)
        try await eventually { await pool.usage.inUse == 0 }
    }

    @Test func `a connection that is open only when the pool is closed is not lent`() async throws {
        var options = try await emptyDatabase(on: .shared)
        let proxy = try await FaultProxy.start(before: options.port)
        options.port = proxy.port
        options.minConnections = 0
        options.maxConnections = 1
        options.connectTimeout = .seconds(60)
        let (pool, running) = run(options)
        try await proxy.blackHole()
        let opener = Task { await failure { try await pool.query("SELECT 1") } }
        try await eventually { await pool.usage.inUse == 1 }
        let waiter = Task { await failure { try await pool.query("SELECT 1") } }
        try await eventually { await pool.usage.waiting == 1 }
        running.cancel()
        #expect(await waiter.value?.kind == .closed)
        try await proxy.pass()
        #expect(await opener.value?.kind == .closed)
        try await running.value(within: .seconds(20))
        try await eventually { try await proxy.connections() == 0 }
    }

    @Test func `a connection that never opens does not hold up the end`() async throws {
        var options = try await emptyDatabase(on: .shared)
        let proxy = try await FaultProxy.start(before: options.port)
        options.port = proxy.port
        options.minConnections = 2
        options.connectTimeout = .seconds(60)
        try await proxy.blackHole()
        let (pool, running) = run(options)
        let opener = Task { await failure { try await pool.query("SELECT 1") } }
        try await eventually { await pool.usage.inUse == 2 }
        running.cancel()
        try await running.value(within: .seconds(20))
        #expect(await opener.value?.kind == .closed)
    }

    private func run(_ options: PostgresOptions) -> (PostgresPool, Task<Void, any Error>) {
        let pool = PostgresPool(options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return (pool, Task { await pool.run() })
    }
}
