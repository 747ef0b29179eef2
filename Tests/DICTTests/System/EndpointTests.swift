// What curl is told by the worker, while everything is up and while something is down.

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
