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
        options.minConnections = 0
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
        options.minConnections = 0
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

    @Test func `garbage is an error of the connection, which is replaced`() async throws {
        var options = try await emptyDatabase(on: .shared)
        options.minConnections = 0
        options.statementTimeout = .seconds(2)
        let proxy = try await FaultProxy.start(before: options.port)
        options.port = proxy.port
        try await withPool(options) { pool in
            try await pool.query("SELECT 1")
            for state in ["on an open connection", "on a new one"] {
                try await proxy.garble()
                let error = await failure { try await pool.query("SELECT 1") }
                #expect(error?.kind == .connection, "\(state): \(String(describing: error))")
                #expect(error?.isTransient == true)
            }
            try await proxy.pass()
            try await eventually { (try? await pool.query("SELECT 1")) != nil }
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
            let others = try await pool.withConnection { connection in
                let rows = try connection.query(
                    """
                    SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """)
                return try rows.map { try $0.value("pid", as: Int.self) }
            }
            // They are told to end, and end a moment later.
            try await eventually {
                try await pool.query("SELECT FROM pg_stat_activity WHERE pid = ANY($1::int[])", others).isEmpty
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

    @Test func `whoever gives back a broken connection does not wait until another is open`() async throws {
        var options = try await emptyDatabase(on: .shared)
        let proxy = try await FaultProxy.start(before: options.port)
        options.port = proxy.port
        options.minConnections = 0
        options.maxConnections = 1
        options.connectTimeout = .seconds(40)
        options.acquireTimeout = .seconds(60)
        try await withPool(options) { pool in
            let gate = Gate()
            let holder = hold(pool, gate)
            try await eventually { gate.isReached }
            let waiter = Task { try await pool.query("SELECT 1") }
            try await eventually { await pool.usage.waiting == 1 }
            try await proxy.blackHole()
            gate.open()
            try await holder.value(within: .seconds(20))
            #expect(await pool.usage.waiting == 1)
            try await proxy.pass()
            _ = try await waiter.value
        }
    }

    @Test func `a connection is opened for those who wait as soon as that can be, whatever failed before`() async throws
    {
        var options = try await emptyDatabase(on: .shared)
        let proxy = try await FaultProxy.start(before: options.port)
        options.port = proxy.port
        options.minConnections = 0
        options.maxConnections = 2
        options.acquireTimeout = .seconds(60)
        try await withPool(options) { pool in
            let (gate, otherGate) = (Gate(), Gate())
            let (holder, other) = (hold(pool, gate), hold(pool, otherGate))
            try await eventually { gate.isReached && otherGate.isReached }
            let waiter = Task { try await pool.query("SELECT 1") }
            try await eventually { await pool.usage.waiting == 1 }
            try await proxy.refuse()
            gate.open()
            try await holder.value
            // Attempts fail one after the other; this is between two.
            try await eventually { await pool.usage.inUse == 1 }
            try await proxy.pass()
            _ = try await waiter.value(within: .seconds(20))
            otherGate.open()
            try await other.value
        }
    }

    @Test func `whoever waited in vain is told that the server could not be reached`() async throws {
        var options = try await emptyDatabase(on: .shared)
        let proxy = try await FaultProxy.start(before: options.port)
        options.port = proxy.port
        options.minConnections = 0
        options.maxConnections = 1
        options.acquireTimeout = .seconds(4)
        try await withPool(options) { pool in
            let gate = Gate()
            let holder = hold(pool, gate)
            try await eventually { gate.isReached }
            let waiter = Task { await failure { try await pool.query("SELECT 1") } }
            try await eventually { await pool.usage.waiting == 1 }
            try await proxy.refuse()
            gate.open()
            try await holder.value
            #expect(await waiter.value?.kind == .connection)
            #expect(await pool.usage.waiting == 0)
        }
    }

    /// Holds a connection until `gate` opens, and leaves it so that it cannot be used again.
    private func hold(_ pool: PostgresPool, _ gate: Gate) -> Task<Void, any Error> {
        Task {
            try await pool.withConnection { connection in
                try connection.execute("BEGIN")
                gate.pass()
            }
        }
    }
}
