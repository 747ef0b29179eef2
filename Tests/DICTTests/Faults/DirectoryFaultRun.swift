// A fault run: many claims on a worker process with everything that it works with, all of which is killed and brought back in the
// middle; and the proof that nothing was lost and nothing happened twice, in the database, at the bridge, in the topic and in
// the histories.

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
}

/// Claims, and everything that they need, none of it shared with other tests.
final class DirectoryFaultRun: Sendable {
    /// 24 in an ordinary test run, 500 in `make test-faults-dict`.
    static let count = TestScale.pick(short: 24, long: 500)
    /// How many histories are replayed up to each of their workflow tasks; the others only whole.
    private static let replayedEverywhere = TestScale.pick(short: 6, long: 40)
    private static let taskQueue = "conn-dict-task-queue"
    /// About as long as it takes to break everything, so that claims are under way all the time.
    private static let window = 18_000
    private static let topic = "persistent://public/default/dict-events"

    let client: TemporalClient
    private let temporal: DevServer
    private let postgres: PostgresServer
    private let redis: RedisServer
    private let pulsar: PulsarLite
    private let bridge: BridgeStandIn
    private let database: PostgresPool
    private let environment: [String: String]
    private let healthPort: Int
    private let worker: Mutex<WorkerExecutable>

    init() async throws {
        temporal = try await DevServer.start(keepsState: true)
        postgres = try await PostgresServer.start()
        redis = try await RedisServer.start()
        pulsar = try await PulsarLite.start()
        bridge = try await BridgeStandIn.start(journal: true)
        healthPort = try FreePort.find()
        let quiet = Logger(label: "faults") { _ in SwiftLogNoOpLogHandler() }
        client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": temporal.address]), logger: quiet)
        var options = PostgresOptions(user: "postgres", database: try await postgres.makeDatabase())
        options.host = "127.0.0.1"
        options.port = postgres.port
        database = PostgresPool(options, logger: quiet)
        _ = try await database.migrate(Schema.migrations)
        environment = [
            "TEMPORAL_ADDRESS": temporal.address, "POSTGRES_HOST": "127.0.0.1", "POSTGRES_PORT": String(postgres.port),
            "POSTGRES_USER": "postgres", "POSTGRES_DB": options.database, "REDIS_HOST": "127.0.0.1",
            "REDIS_PORT": String(redis.port), "PULSAR_URL": pulsar.url,
            "BRIDGE_GRPC_ADDR": bridge.options.target.description, "BRIDGE_GRPC_TIMEOUT": "5s",
            "VSYNC_TIME_ZONE": "none", "HEALTH_PORT": String(healthPort), "METRICS_PORT": "0",
            "TMPDIR": try Repository.scratch.get().path,
        ]
        worker = Mutex(try WorkerExecutable("worker", ["--systems", "dict"], environment: environment))
    }

    /// Starts and answers all claims, breaks every part meanwhile, in an order and at times that `random` determines, and checks
    /// everything afterwards.
    func survive(_ random: inout SeededGenerator) async throws {
        try await makeEntries()
        let confirmed = (0..<Self.count).map { _ in Int.random(in: 0..<4, using: &random) > 0 }
        try await eventually(within: .seconds(60)) { try await readiness().status == 200 }
        async let answered: Void = answer(confirmed, SeededGenerator(seed: random.next()))
        for part in Part.allCases.shuffled(using: &random) {
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...1_500, using: &random)))
            try await breakAndMend(part, &random)
        }
        try await answered
        try await checkResults(confirmed)
        let repeats = try await checkEvents(confirmed)
        try await checkBridge(confirmed)
        try await replay()
        say("\(Self.count) claims: 0 lost, 0 effects twice; \(repeats) of the published events were repeats")
        let last = worker.withLock { $0 }
        #expect(try await last.stop() == 0, "\(last.log.suffix(4_000))")
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
                } catch let error as RPCError where error.code == .alreadyExists {
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
        case .worker:
            let old = worker.withLock { $0 }
            old.peer.kill()
            _ = try await old.peer.exit()
            let new = try WorkerExecutable("worker", ["--systems", "dict"], environment: environment)
            worker.withLock { $0 = new }
        }
        try await eventually(within: .seconds(60)) { try await readiness().status == 200 }
    }

    private func expectUnready(_ part: String) async throws {
        try await eventually {
            let answer = try await readiness()
            return answer.status == 503 && answer.body.contains("\"reason\":\"\(part) unavailable\"")
        }
    }

    private func readiness() async throws -> (status: Int, body: String) {
        let asked = try await runCommand(
            ["curl", "-s", "--max-time", "10", "-w", "\n%{http_code}", "http://127.0.0.1:\(healthPort)/ready"])
        let lines = asked.output.split(separator: "\n")
        return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined())
    }

    // MARK: - Proof

    private func checkResults(_ confirmed: [Bool]) async throws {
        for (number, isConfirmed) in confirmed.enumerated() {
            let state = try await client.workflow(id: "C\(number)").result(as: ClaimState.self)
            #expect(state.status == (isConfirmed ? .completed : .cancelled), "C\(number)")
        }
        let moved = try await database.query("SELECT id FROM entries WHERE participant = '12345678' ORDER BY id")
        let expected = confirmed.indices.filter { confirmed[$0] }.map { "E\($0)" }.sorted()
        #expect(try moved.map { try $0.value("id", as: String.self) }.sorted() == expected)
    }

    /// Checks the events in the database, and that the topic holds each; returns how many came more than once.
    private func checkEvents(_ confirmed: [Bool]) async throws -> Int {
        try await eventually(within: .seconds(60)) {
            try await database.query("SELECT id FROM events WHERE published_at IS NULL LIMIT 1").isEmpty
        }
        let rows = try await database.query("SELECT id, type, subject FROM events ORDER BY position")
        var types: [String: [String]] = [:]
        var ids = Set<String>()
        for row in rows {
            types[try row.value("subject"), default: []].append(try row.value("type"))
            ids.insert(try row.value("id"))
        }
        for (number, isConfirmed) in confirmed.enumerated() {
            let ends = isConfirmed ? ["claim.confirmed", "claim.completed"] : ["claim.cancelled"]
            #expect(types["C\(number)"] == ["claim.opened", "claim.waiting_resolution"] + ends, "C\(number)")
            #expect(types["E\(number)"] == (isConfirmed ? ["entry.moved"] : nil), "E\(number)")
        }
        let read = try await pulsar.read(Self.topic, distinct: ids.count)
        let published = read.compactMap { $0.properties["event_id"] }
        #expect(Set(published) == ids, "every event is in the topic, and nothing else")
        return published.count - ids.count
    }

    private func checkBridge(_ confirmed: [Bool]) async throws {
        var effects: [String: Int] = [:]
        for effect in try await bridge.effects() { effects[effect, default: 0] += 1 }
        var expected: [String: Int] = [:]
        for (number, isConfirmed) in confirmed.enumerated() {
            expected["CREATE C\(number)"] = 1
            expected["\(isConfirmed ? "CONFIRM" : "CANCEL") C\(number)"] = 1
        }
        #expect(effects == expected)
    }

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
