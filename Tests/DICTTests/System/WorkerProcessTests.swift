// The worker as a process that hosts DICT: settings, migrations, and what it does when it dies.

import DICT
import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct WorkerProcessTests {
    /// The environment of a worker with a database and a bridge of its own.
    private static func environment(_ bridge: BridgeStandIn, database: String) async throws -> [String: String] {
        let postgres = try await PostgresServer.shared
        return [
            "TEMPORAL_ADDRESS": try await DevServer.shared.address, "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": String(postgres.port), "POSTGRES_USER": "postgres", "POSTGRES_DB": database,
            "BRIDGE_GRPC_ADDR": bridge.options.target.description, "VSYNC_TIME_ZONE": "none", "HEALTH_PORT": "0",
            "METRICS_PORT": "0", "REDIS_PORT": "1",
        ]
    }

    @Test func `every mistake of DICT's settings is named at once, and no secret`() async throws {
        let worker = try WorkerExecutable(
            "worker", ["--systems", "dict"],
            environment: [
                "POSTGRES_PORT": "70000", "POSTGRES_SSLMODE": "maybe", "POSTGRES_MIN_CONNS": "30",
                "MAX_CONCURRENT_ACTIVITIES": "many", "BRIDGE_GRPC_TIMEOUT": "soon", "BRIDGE_GRPC_ADDR": "a b",
                "POSTGRES_PASSWORD": "hunter2", "POSTGRES_PASSWORD_FILE": "/no/such/file", "LOG_LEVEL": "loud",
            ])
        #expect(try await worker.peer.exit() == 64)
        for name in [
            "POSTGRES_PORT is '70000'", "POSTGRES_SSLMODE is 'maybe'", "POSTGRES_MIN_CONNS is 30",
            "MAX_CONCURRENT_ACTIVITIES is 'many'", "BRIDGE_GRPC_TIMEOUT is 'soon'", "BRIDGE_GRPC_ADDR is 'a b'",
            "POSTGRES_PASSWORD and POSTGRES_PASSWORD_FILE are both set", "LOG_LEVEL is 'loud'",
        ] {
            #expect(worker.log.contains(name), "\(worker.log)")
        }
        #expect(!worker.log.contains("hunter2"))
    }

    @Test(arguments: ["pubsub,", "dict,nothing", ""])
    func `a system that does not exist ends the worker with 64`(systems: String) async throws {
        let worker = try WorkerExecutable("worker", ["--systems", systems])
        #expect(try await worker.peer.exit() == 64)
    }

    @Test func `one task queue cannot name those of two systems`() async throws {
        let worker = try WorkerExecutable(
            "worker", ["--systems", "pubsub,dict"], environment: ["TEMPORAL_TASK_QUEUE": "mine"])
        #expect(try await worker.peer.exit() == 64)
        #expect(worker.log.contains("TEMPORAL_TASK_QUEUE is 'mine', and several systems are hosted"))
    }

    @Test func `with a database both systems run, each on its own queue, and stop together`() async throws {
        let database = try await PostgresServer.shared.makeDatabase()
        var environment = try await Self.environment(BridgeStandIn.start(), database: database)
        let file = try Repository.scratchFile("password")
        try Data("secret\n".utf8).write(to: file)
        environment["POSTGRES_PASSWORD_FILE"] = file.path
        let namespace = "both-\(UUID().uuidString)"
        try await DevServer.shared.cli().createNamespace(namespace)
        environment["TEMPORAL_NAMESPACE"] = namespace
        let worker = try WorkerExecutable("worker", environment: environment)
        try await worker.says("Worker started on task queue: pubsub-task-queue")
        try await worker.says("Worker started on task queue: conn-dict-task-queue")
        #expect(try await worker.stop() == 0)
    }

    @Test func `what it has is closed in order: workers, database, broker, bridge, connection, endpoints`() async throws
    {
        let database = try await PostgresServer.shared.makeDatabase()
        let broker = try await PulsarLite.start()
        var environment = try await Self.environment(BridgeStandIn.start(), database: database)
        environment["PULSAR_URL"] = broker.url
        environment["VSYNC_TIME_ZONE"] = "UTC"
        environment["TEMPORAL_TASK_QUEUE"] = "stopping-\(UUID().uuidString)"
        let migrated = try await runCommand([Repository.executable("worker"), "migrate"], environment: environment)
        try migrated.succeeded()
        let worker = try WorkerExecutable("worker", ["--systems", "dict"], environment: environment)
        try await worker.says("is connected to")
        try await worker.says("verifications run at two o'clock")
        try await worker.says("Worker started on task queue")
        #expect(try await worker.stop() == 0)
        let stopped = worker.log.matches(of: /"msg":"stopped: ([^"]+)"/).map { String($0.1) }
        #expect(
            stopped == [
                "readiness", "worker of \(environment["TEMPORAL_TASK_QUEUE"] ?? "")", "gauge of verifications",
                "schedule of verifications", "relay of events", "housekeeping", "PostgreSQL", "probe of PostgreSQL",
                "Pulsar", "bridge", "Redis",
                "connection to Temporal", "metrics endpoint", "health endpoint",
            ])
        #expect(!worker.log.contains(#""level":"error""#), "\(worker.log)")
    }

    @Test func `a worker that is killed between an effect and its report does everything once`() async throws {
        let database = try await PostgresServer.shared.makeDatabase()
        let bridge = try await BridgeStandIn.start()
        var environment = try await Self.environment(bridge, database: database)
        environment["TEMPORAL_TASK_QUEUE"] = "killed-\(UUID().uuidString)"
        let queue = environment["TEMPORAL_TASK_QUEUE"] ?? ""
        let migrated = try await runCommand(
            [Repository.executable("worker"), "migrate", "--with-examples"], environment: environment)
        let steps = Schema.migrations.map { "applied version \($0.version): \($0.name)\n" }.joined()
        #expect(try migrated.succeeded().output == steps + "added ENTRY-001\n")
        let again = try await runCommand(
            [Repository.executable("worker"), "migrate", "--with-examples"], environment: environment)
        #expect(
            try again.succeeded().output
                == "the schema is of version \(Schema.migrations.count) already\nENTRY-001 is there already\n")

        let cli = try await DevServer.shared.cli()
        let id = "claim-\(UUID().uuidString)"
        try await cli.start(
            "ClaimWorkflow", id: id, taskQueue: queue, inputs: [Bank.claim("C", of: "ENTRY-001")])
        try await cli.run(["workflow", "signal", "--workflow-id", id, "--name", "confirm"]).succeeded()
        // It does what it is asked for, and never says so: the worker dies waiting for the answer.
        try await bridge.tell("lose 1")
        let first = try WorkerExecutable("worker", ["--systems", "dict"], environment: environment)
        try await eventually { try await bridge.effects() == ["CREATE C"] }
        first.peer.kill()
        try await bridge.tell("fail UNAVAILABLE 1")
        let second = try WorkerExecutable("worker", ["--systems", "dict"], environment: environment)
        #expect(try await cli.result(id, within: .seconds(120)).text(at: "result.status") == "COMPLETED")
        #expect(try await bridge.effects() == ["CREATE C", "CONFIRM C", "COMPLETE C"])
        #expect(try await second.stop() == 0)
        let failed = second.log.split(separator: "\n").first { $0.contains("activity failed") }
        #expect(failed?.contains(#""claim_id":"C","entry_id":"ENTRY-001""#) == true, "\(second.log)")
    }
}
