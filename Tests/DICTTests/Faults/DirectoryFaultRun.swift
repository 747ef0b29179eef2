// A fault run: many claims on two worker processes with everything that they work with, all of which is killed and brought back in
// the middle. What is true afterwards is for DirectoryFaultProof.swift to find out.

import DICT
import Foundation
import Logging
import PostgreSQL
import ReplaySupport
import Synchronization
import TemporalCore
import TemporalWorker
import TestSupport
import Testing

/// What can break.
enum Part: String, CaseIterable {
    case postgres, redis, pulsar, bridge, temporal, worker
    /// Whichever worker publishes, between the broker's receipt and the mark in the database.
    case publisher
}

/// Claims, and everything that they need, none of it shared with other tests.
final class DirectoryFaultRun: Sendable {
    /// 24 in an ordinary test run, 500 in `make test-faults-dict`.
    static let count = TestScale.pick(short: 24, long: 500)
    /// How many histories are replayed up to each of their workflow tasks; the others only whole.
    private static let replayedEverywhere = TestScale.pick(short: 6, long: 40)
    private static let taskQueue = "conn-dict-task-queue"
    /// About as long as it takes to break everything, so that claims are under way all the time.
    private static let window = 24_000
    /// What each worker is to the database, so that a session there tells whose it is.
    private static let users = ["postgres", "second"]
    static let topic = "persistent://public/default/dict-events"

    let client: TemporalClient
    let pulsar: PulsarLite
    let bridge: BridgeStandIn
    let database: PostgresPool
    private let temporal: DevServer
    private let postgres: PostgresServer
    private let redis: RedisServer
    private let environment: [String: String]
    private let healthPorts: [Int]
    private let workers: Mutex<[WorkerExecutable]>

    init() async throws {
        temporal = try await DevServer.start(keepsState: true)
        postgres = try await PostgresServer.start()
        redis = try await RedisServer.start()
        pulsar = try await PulsarLite.start()
        bridge = try await BridgeStandIn.start(journal: true)
        let ports = try Self.users.map { _ in try FreePort.find() }
        healthPorts = ports
        let quiet = Logger(label: "faults") { _ in SwiftLogNoOpLogHandler() }
        client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": temporal.address]), logger: quiet)
        var options = PostgresOptions(user: "postgres", database: try await postgres.makeDatabase())
        options.host = "127.0.0.1"
        options.port = postgres.port
        database = PostgresPool(options, logger: quiet)
        _ = try await database.migrate(Schema.migrations)
        try await Self.prepare(database)
        let common = [
            "TEMPORAL_ADDRESS": temporal.address, "POSTGRES_HOST": "127.0.0.1", "POSTGRES_PORT": String(postgres.port),
            "POSTGRES_DB": options.database, "REDIS_HOST": "127.0.0.1", "REDIS_PORT": String(redis.port),
            "PULSAR_URL": pulsar.url, "BRIDGE_GRPC_ADDR": bridge.options.target.description,
            "BRIDGE_GRPC_TIMEOUT": "5s", "VSYNC_TIME_ZONE": "none", "METRICS_PORT": "0",
        ]
        environment = common
        workers = Mutex(try Self.users.indices.map { try Self.launch($0, common, ports) })
    }

    /// A second user, and a lock that holds up who marks events.
    private static func prepare(_ database: PostgresPool) async throws {
        try await database.query("CREATE ROLE second SUPERUSER LOGIN")
        try await database.query(
            """
            CREATE FUNCTION await_test() RETURNS trigger LANGUAGE plpgsql
            AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END'
            """)
        try await database.query(
            "CREATE TRIGGER await_test BEFORE UPDATE ON events FOR EACH STATEMENT EXECUTE FUNCTION await_test()")
    }

    private static func launch(
        _ index: Int, _ environment: [String: String], _ healthPorts: [Int]
    ) throws -> WorkerExecutable {
        var environment = environment
        environment["POSTGRES_USER"] = users[index]
        environment["HEALTH_PORT"] = String(healthPorts[index])
        // What a worker that died was executing is the next one's to know, and no other's.
        let folder = try Repository.scratch.get().appendingPathComponent("faults-\(healthPorts[index])")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        environment["TMPDIR"] = folder.path
        return try WorkerExecutable("worker", ["--systems", "dict"], environment: environment)
    }

    /// Starts and answers all claims, breaks every part meanwhile, in an order and at times that `random` determines, and checks
    /// everything afterwards.
    func survive(_ random: inout SeededGenerator) async throws {
        try await makeEntries()
        let confirmed = (0..<Self.count).map { _ in Int.random(in: 0..<4, using: &random) > 0 }
        try await awaitReadiness()
        async let answered: Void = answer(confirmed, SeededGenerator(seed: random.next()))
        for part in Part.allCases.shuffled(using: &random) {
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...1_500, using: &random)))
            try await breakAndMend(part, &random)
        }
        try await answered
        let proof = try await proof(confirmed)
        say("\(Self.count) claims: \(proof)")
        #expect(proof.lost.isEmpty)
        #expect(proof.twice.isEmpty)
        #expect(proof.disordered.isEmpty)
        #expect(proof.repeats > 0, "one worker was killed after the broker's receipt and before the mark")
        try await replay()
        for last in workers.withLock({ $0 }) {
            #expect(try await last.stop() == 0, "\(last.log.suffix(4_000))")
        }
        await client.close()
    }

    private func say(_ line: String) { FileHandle.standardError.write(Data("    \(line)\n".utf8)) }

    // MARK: - Claims

    private func makeEntries() async throws {
        // As their workflows would leave them, quicker.
        try await database.query(
            """
            INSERT INTO entries (id, key_type, key, participant, account_number, account_type, tax_id, owner_name, status,
                request_id, cid)
            SELECT 'E' || n, 'EMAIL', 'e' || n || '@example.com', '87654321', n::text, 'CACC', '52998224725', 'Maria',
                'ACTIVE', gen_random_uuid(), sha256(n::text::bytea)
            FROM generate_series(0, $1::int - 1) AS n
            """, Self.count)
    }

    /// Starts each claim and answers it a moment later, through whatever is down.
    private func answer(_ confirmed: [Bool], _ random: SeededGenerator) async throws {
        var random = random
        for (number, isConfirmed) in confirmed.enumerated() {
            let input = Claim(
                id: "C\(number)", entryID: "E\(number)", type: .portability,
                claimer: try #require(Participant(rawValue: "12345678")),
                donor: try #require(Participant(rawValue: "87654321")))
            try await patiently {
                do {
                    try await self.client.startWorkflow(
                        ClaimWorkflow.self, .value(input), id: "C\(number)", taskQueue: Self.taskQueue)
                } catch is WorkflowAlreadyStartedError {
                    // The answer to the call that started it was lost.
                }
            }
            try await patiently {
                try await self.client.workflow(id: "C\(number)").signal(isConfirmed ? "confirm" : "cancel")
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...(2 * Self.window / Self.count), using: &random)))
        }
    }

    private func patiently(_ body: () async throws -> Void) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while true {
            do {
                return try await body()
            } catch let error as RPCError where ContinuousClock.now < deadline {
                guard [.unavailable, .deadlineExceeded, .unknown, .internal, .notFound].contains(error.code) else {
                    throw error
                }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    // MARK: - Faults

    private func breakAndMend(_ part: Part, _ random: inout SeededGenerator) async throws {
        let pause = Duration.milliseconds(Int.random(in: 200...2_000, using: &random))
        say("\(part.rawValue) is killed")
        switch part {
        case .postgres:
            try await postgres.kill()
            try await expectUnready("postgres")
            try await Task.sleep(for: pause)
            try await postgres.restart()
        case .redis:
            try await redis.kill()
            try await Task.sleep(for: pause)
            try await redis.restart()
        case .pulsar:
            try await pulsar.kill()
            try await Task.sleep(for: pause)
            try await pulsar.restart()
        case .bridge:
            try await bridge.kill()
            try await Task.sleep(for: pause)
            try await bridge.restart()
        case .temporal:
            try await temporal.kill()
            try await expectUnready("temporal")
            try await Task.sleep(for: pause)
            try await temporal.restart()
        case .worker: try await replaceWorker(Int.random(in: Self.users.indices, using: &random))
        case .publisher: try await replaceWorker(killPublisher())
        }
        try await awaitReadiness()
    }

    private func replaceWorker(_ index: Int) async throws {
        let old = workers.withLock { $0[index] }
        old.peer.kill()
        _ = try await old.peer.exit()
        let new = try Self.launch(index, environment, healthPorts)
        workers.withLock { $0[index] = new }
    }

    /// Waits until the broker has an event that is not marked, kills the worker that wants to mark it, and sees to it that it does
    /// not; returns which it was.
    private func killPublisher() async throws -> Int {
        // Something must be there to publish, though no claim may be under way.
        try await database.query("INSERT INTO events (type, subject, data) VALUES ('test.marker', 'faults', '{}')")
        return try await database.transaction { [self] connection in
            try connection.query("SELECT pg_advisory_xact_lock(4711)")
            // Its lease may have to expire first.
            for _ in 0..<1_500 {
                let waiting = try connection.query(
                    """
                    SELECT activity.pid, activity.usename::text AS name FROM pg_locks AS locks
                    JOIN pg_stat_activity AS activity USING (pid)
                    WHERE locks.locktype = 'advisory' AND locks.objid = 4711 AND NOT locks.granted
                    """)
                if let session = waiting.first, let index = Self.users.firstIndex(of: try session.value("name")) {
                    workers.withLock { $0[index].peer.kill() }
                    try connection.query("SELECT pg_terminate_backend($1, 5000)", session.value("pid", as: Int.self))
                    return index
                }
                try connection.query("SELECT pg_sleep(0.02), pg_stat_clear_snapshot()")
            }
            throw Peer.Failure(description: "no worker marks an event")
        }
    }

    private func expectUnready(_ part: String) async throws {
        try await eventually {
            try await readiness().allSatisfy {
                $0.status == 503 && $0.body.contains("\"reason\":\"\(part) unavailable\"")
            }
        }
    }

    private func awaitReadiness() async throws {
        try await eventually(within: .seconds(60)) { try await readiness().allSatisfy { $0.status == 200 } }
    }

    private func readiness() async throws -> [(status: Int, body: String)] {
        var answers: [(status: Int, body: String)] = []
        for port in healthPorts {
            let asked = try await runCommand(
                ["curl", "-s", "--max-time", "10", "-w", "\n%{http_code}", "http://127.0.0.1:\(port)/ready"])
            let lines = asked.output.split(separator: "\n")
            answers.append((Int(lines.last ?? "") ?? 0, lines.dropLast().joined()))
        }
        return answers
    }

    // MARK: - Histories

    private func replay() async throws {
        let replays = RunReplays()
        try replays.register(
            DirectoryStore(
                database: database, bridge: Bridge(bridge.options, logger: Logger(label: "replay"))
            ).registrations)
        for number in 0..<Self.count { replays.expect("C\(number)") }
        let replayed = try await replays.replay(
            of: client, where: "TaskQueue = '\(Self.taskQueue)'", sample: Self.replayedEverywhere)
        #expect(replayed.whole == Self.count)
    }
}
