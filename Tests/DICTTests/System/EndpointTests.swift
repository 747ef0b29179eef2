// What curl is told by the worker, while everything is up and while something is down.

import DICT
import Foundation
import PostgreSQL
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3))) struct EndpointTests {
    private func curl(_ url: String) async throws -> (status: Int, body: String) {
        let asked = try await runCommand(["curl", "-s", "--max-time", "10", "-w", "\n%{http_code}", url])
        let lines = asked.output.split(separator: "\n")
        return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
    }

    @Test func `a database whose connections all wait for a lock is there`() async throws {
        let postgres = try await PostgresServer.shared
        var options = PostgresOptions(user: "postgres", database: try await postgres.makeDatabase())
        options.host = "127.0.0.1"
        options.port = postgres.port
        let database = PostgresPool(options)
        _ = try await database.migrate(Schema.migrations)
        let health = try FreePort.find()
        let worker = try WorkerExecutable(
            "worker", ["--systems", "dict"],
            environment: [
                "TEMPORAL_ADDRESS": try await DevServer.shared.address, "POSTGRES_HOST": "127.0.0.1",
                "POSTGRES_PORT": String(postgres.port), "POSTGRES_USER": "postgres",
                "POSTGRES_DB": options.database, "POSTGRES_MIN_CONNS": "1", "POSTGRES_MAX_CONNS": "1",
                "HEALTH_PORT": String(health), "METRICS_PORT": "0", "VSYNC_TIME_ZONE": "none", "REDIS_PORT": "1",
                "PULSAR_URL": "pulsar://127.0.0.1:1", "TEMPORAL_TASK_QUEUE": "locked-\(UUID().uuidString)",
            ])
        let ready = "http://127.0.0.1:\(health)/ready"
        try await worker.says("Worker started on task queue")
        try await eventually { try await curl(ready).status == 200 }
        // The relay looks for events with the only connection that it may have.
        let holding = Task {
            try await database.transaction { connection in
                try connection.query("LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
                try connection.query("SELECT pg_sleep(15)")
            }
        }
        try await eventually {
            try await database.query("SELECT FROM pg_locks WHERE NOT granted AND relation = 'events'::regclass").count
                == 1
        }
        // An answer is good for a second.
        for _ in 1...3 {
            let answer = try await curl(ready)
            #expect(answer.status == 200, "\(answer.body)")
            try await Task.sleep(for: .milliseconds(1_100))
        }
        try await database.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(15)%' AND pid <> pg_backend_pid()"
        )
        _ = await holding.result
        #expect(try await worker.stop() == 0)
    }

    @Test func `health, readiness and metrics, up and with PostgreSQL down`() async throws {
        let postgres = try await PostgresServer.start()
        let database = try await postgres.makeDatabase()
        let (health, metrics) = (try FreePort.find(), try FreePort.find())
        let worker = try WorkerExecutable(
            "worker", ["--systems", "dict"],
            environment: [
                "TEMPORAL_ADDRESS": try await DevServer.shared.address, "POSTGRES_HOST": "127.0.0.1",
                "POSTGRES_PORT": String(postgres.port), "POSTGRES_USER": "postgres", "POSTGRES_DB": database,
                "HEALTH_PORT": String(health), "METRICS_PORT": String(metrics), "VSYNC_TIME_ZONE": "none",
                "PULSAR_URL": "none", "REDIS_PORT": "1", "TEMPORAL_TASK_QUEUE": "endpoints-\(UUID().uuidString)",
            ])
        try await worker.says("Worker started on task queue")
        let (alive, ready) = ("http://127.0.0.1:\(health)/health", "http://127.0.0.1:\(health)/ready")
        try await eventually { try await curl(ready).status == 200 }
        #expect(try await curl(ready).body == #"{"status":"ready","service":"conn-dict-worker"}"#)
        #expect(try await curl(alive).status == 200)
        #expect(try await curl(alive).body == #"{"status":"healthy","service":"conn-dict-worker"}"#)
        let shown = try await curl("http://127.0.0.1:\(metrics)/metrics")
        #expect(shown.status == 200)
        for metric in [
            "conn_dict_worker_health_status 1", "conn_dict_worker_active_workflows 0",
            "conn_dict_worker_active_activities 0", "conn_dict_worker_tasks_processed_total{",
            "conn_dict_worker_task_duration_seconds_bucket{", "temporal_num_pollers{", "process_resident_memory_bytes",
        ] {
            #expect(shown.body.contains(metric), "\(metric)")
        }

        try await postgres.kill()
        try await eventually { try await curl(ready).status == 503 }
        let down = try await curl(ready).body
        #expect(down.hasPrefix(#"{"status":"not_ready","reason":"postgres unavailable","error":""#), "\(down)")
        #expect(try await curl(alive).status == 200, "the process is well, and must not be restarted")
        try await eventually {
            try await curl("http://127.0.0.1:\(metrics)/metrics").body.contains("conn_dict_worker_health_status 0")
        }
        try await postgres.restart()
        try await eventually { try await curl(ready).status == 200 }
        #expect(try await worker.stop() == 0)
    }
}
