// The pool: how many connections there are, who waits, and what happens when the server or the network goes away.
import PostgreSQL
import TestSupport
import Testing

@Suite struct PoolTests {
    @Test func `no more connections are opened than may be, and everybody is served`() async throws {
        try await withPool(emptyDatabase(on: .shared)) { pool in
            let pids = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        let rows = try await pool.query("SELECT pg_backend_pid() AS pid, pg_sleep(0.001)")
                        return try rows.first?.value("pid") ?? 0
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(pids.count <= 3 && !pids.contains(0))
            let usage = await pool.usage
            #expect(usage.inUse == 0 && usage.waiting == 0)
        }
    }

    @Test func `the line of those who wait is bounded, in length and in time`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.maxConnections = 1
        options.maxWaiting = 1
        options.acquireTimeout = .milliseconds(200)
        try await withPool(options) { pool in
            let sleeper = Task { try await pool.query("SELECT pg_sleep(2)") }
            try await eventually { await pool.usage.inUse == 1 }
            let waiter = Task { await failure { try await pool.query("SELECT 1") } }
            try await eventually { await pool.usage.waiting == 1 }
            #expect(await failure { try await pool.query("SELECT 1") }?.kind == .poolExhausted)
            #expect(await waiter.value?.kind == .poolExhausted)
            _ = try await sleeper.value
            try await pool.query("SELECT 1")
        }
    }

    @Test func `whoever is canceled while waiting leaves the line`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.maxConnections = 1
        try await withPool(options) { pool in
            let sleeper = Task { try await pool.query("SELECT pg_sleep(1)") }
            try await eventually { await pool.usage.inUse == 1 }
            let waiter = Task { try await pool.query("SELECT 1") }
            try await eventually { await pool.usage.waiting == 1 }
            waiter.cancel()
            await #expect(throws: CancellationError.self) { try await waiter.value }
            #expect(await pool.usage.waiting == 0)
            _ = try await sleeper.value
        }
    }

    @Test func `a server that was killed is used again as soon as it is back`() async throws {
        let server = try await PostgresServer.start()
        try await withPool(emptyDatabase(on: server)) { pool in
            try await pool.query("CREATE TABLE t (id int)")
            let sleeper = Task { await failure { try await pool.query("SELECT pg_sleep(60)") } }
            try await eventually { await pool.usage.inUse == 1 }
            try await server.kill()
            #expect(await sleeper.value?.kind == .connection)
            let error = await failure { try await pool.query("SELECT 1") }
            #expect(error?.kind == .connection)
            #expect(error?.isTransient == true)
            try await server.restart()
            try await pool.query("INSERT INTO t VALUES (1)")
            #expect(await pool.usage.inUse == 0)
        }
    }

    @Test func `a network that swallows everything ends a statement in time`() async throws {
        var options = try await emptyDatabase(on: .shared)
        let proxy = try await FaultProxy.start(before: options.port)
        options.port = proxy.port
        options.statementTimeout = .milliseconds(100)
        options.connectTimeout = .milliseconds(500)
        try await withPool(options) { pool in
            try await pool.query("SELECT 1")
            try await proxy.blackHole()
            #expect(await failure { try await pool.query("SELECT 1") }?.kind == .timeout)
            // No connection is left, and none can be opened.
            #expect(await failure { try await pool.query("SELECT 1") }?.kind == .timeout)
            try await proxy.pass()
            try await pool.query("SELECT 1")
            try await proxy.reset()
            // Noticed before the statement is sent, or told as a lost connection; never as an answer.
            _ = await failure { try await pool.query("SELECT 1") }
            try await pool.query("SELECT 1")
        }
    }

    @Test func `an idle connection that died is replaced without anybody noticing`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.healthCheckInterval = .milliseconds(50)
        options.minConnections = 2
        try await withPool(options) { pool in
            try await eventually { await pool.usage.idle == 2 }
            let pids = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            try await pool.withConnection {
                try $0.execute("SELECT pg_terminate_backend(pid) FROM (\(pids)) AS others")
            }
            for _ in 0..<10 { try await pool.query("SELECT 1") }
            try await eventually { await pool.usage.idle == 2 }
        }
    }

    @Test func `a wrong password and an unknown host are told, never the password`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.database = "no_such_database"
        options.password = "hunter2"
        let unknown = await failure { try await PostgresPool(options).query("SELECT 1") }
        #expect(unknown?.kind == .connection)
        #expect(unknown?.message.contains("no_such_database") == true)
        options.host = "host.invalid"
        let nowhere = await failure { try await PostgresPool(options).query("SELECT 1") }
        #expect(nowhere?.message.contains("host.invalid") == true)
        #expect(nowhere?.description.contains("hunter2") == false)
    }

    @Test func `a closed pool says so`() async throws {
        let pool = PostgresPool(try await emptyDatabase(on: .shared))
        let running = Task { await pool.run() }
        try await pool.query("SELECT 1")
        running.cancel()
        await running.value
        #expect(await failure { try await pool.query("SELECT 1") }?.kind == .closed)
    }
}
