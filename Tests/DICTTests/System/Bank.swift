// A bank in this process: a worker of the directory on a task queue of its own, with a real server, a database of its own, and
// the bridge's stand-in; and the stock command line to drive it.

import DICT
import Foundation
import Logging
import PostgreSQL
import ReplaySupport
import ServiceLifecycle
import TemporalCore
import TemporalWorker
import TestSupport
import Testing

/// A worker of the directory with everything it needs.
struct Bank {
    let cli: TemporalCLI
    let client: TemporalClient
    let database: PostgresPool
    let bridge: BridgeStandIn
    let taskQueue = "dict-\(UUID().uuidString)"
    private let replays = RunReplays()
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    /// Opens a bank whose database is empty but for its schema.
    ///
    /// - Parameters:
    ///   - server: the Temporal server; nil is the one that tests share.
    ///   - bridgeEntries: how many made-up entries the bridge knows, such as `EMAIL:60`.
    ///   - more: what its worker runs besides.
    ///   - change: changes what its worker runs, such as activities that run twice.
    static func open(
        on server: DevServer? = nil, cache: StatusCache? = nil, bridgeEntries: String? = nil,
        @RegistrationBuilder _ more: () -> [Registration] = { [] },
        change: (Registration) -> Registration = { $0 }
    ) async throws -> Bank {
        var database = try await PostgresServer.shared.emptyDatabase()
        database.minConnections = 1
        let temporal = if let server { server } else { try await DevServer.shared }
        return try await Bank(
            temporal, database, BridgeStandIn.start(entries: bridgeEntries), cache, more(), change)
    }

    private init(
        _ server: DevServer, _ database: PostgresOptions, _ bridge: BridgeStandIn, _ cache: StatusCache?,
        _ more: [Registration], _ change: (Registration) -> Registration
    ) async throws {
        let logger = Logger.quiet
        cli = server.cli()
        client = TemporalClient(
            try ConnectionOptions(environment: ["TEMPORAL_ADDRESS": server.address]), logger: logger)
        self.bridge = bridge
        self.database = PostgresPool(database, logger: logger)
        _ = try await self.database.migrate(Schema.migrations)
        let store = DirectoryStore(
            database: self.database, bridge: Bridge(bridge.options, logger: logger), cache: cache)
        let registrations = store.registrations + more
        try replays.register(registrations)
        let worker = try Worker(client: client, taskQueue: taskQueue, logger: logger) {
            registrations.map(change)
        }
        let group = ServiceGroup(services: [self.database, worker], logger: logger)
        self.group = group
        running = Task { try await group.run() }
    }

    /// Closes the bank, and replays every run of its workflows.
    func close() async throws {
        await group.triggerGracefulShutdown()
        try await running.value(within: .seconds(60))
        try await replays.replay(of: client, where: "TaskQueue = '\(taskQueue)'")
        await client.close()
    }

    /// Starts a workflow with the stock command line; `input` is JSON, or nil for none.
    func start(_ type: String, _ input: String?, id: String = UUID().uuidString) async throws -> String {
        try await start(type, input.map { [$0] } ?? [], id: id)
    }

    /// Starts a workflow with several arguments.
    func start(_ type: String, _ inputs: [String], id: String) async throws -> String {
        try await cli.start(type, id: id, taskQueue: taskQueue, inputs: inputs)
        replays.expect(id)
        return id
    }

    /// Signals a workflow with the stock command line, without input where there is none.
    func signal(_ id: String, _ name: String, _ input: String? = nil) async throws {
        let words =
            ["workflow", "signal", "--workflow-id", id, "--name", name] + (input.map { ["--input", $0] } ?? [])
        try await cli.run(words).succeeded()
    }

    /// Sends an update, and returns the command's end.
    func update(_ id: String, _ name: String, _ input: String? = nil) async throws -> CommandResult {
        let words = ["workflow", "update", "execute", "--workflow-id", id, "--name", name]
        return try await cli.run(words + (input.map { ["--input", $0] } ?? []))
    }

    /// What a completed workflow's result holds at `path`.
    func result(_ id: String, _ path: String) async throws -> String? {
        try await cli.result(id).text(at: "result.\(path)")
    }

    /// The type of the application failure that a workflow ended with.
    func failure(_ id: String) async throws -> String {
        do {
            _ = try await client.workflow(id: id).result(as: JSONValue.self)
            return "none"
        } catch let error as WorkflowFailedError {
            return (error.cause as? ApplicationFailure)?.type ?? "\(error)"
        }
    }

    /// An active entry with the id `id`.
    func makeEntry(_ id: String, _ type: String = "EMAIL", key: String? = nil) async throws {
        let key = key ?? "\(id.lowercased())@example.com"
        let run = try await start("CreateEntryWorkflow", Self.entry(id, type, key: key))
        #expect(try await result(run, "status") == "ACTIVE")
    }

    /// The types of what happened to `subject`, in order.
    func events(_ subject: String) async throws -> [String] {
        let rows = try await database.query("SELECT type FROM events WHERE subject = $1 ORDER BY position", subject)
        return try rows.map { try $0.value("type") }
    }

    /// One text from the database.
    func text(_ statement: StaticString, _ parameter: String) async throws -> String? {
        try await database.query(statement, parameter).first?.optional("text")
    }

    /// The input of a `CreateEntryWorkflow`.
    static func entry(
        _ id: String, _ type: String, key: String?, participant: String = "87654321", account: String = "1234567",
        taxID: String = "52998224725"
    ) -> String {
        let key = key.map { "\"key\":\"\($0)\"," } ?? ""
        return """
            {"entry_id":"\(id)","key_type":"\(type)",\(key)"account":{"participant":"\(participant)","branch":"0001",
            "account_number":"\(account)","account_type":"CACC"},"owner":{"tax_id":"\(taxID)","name":"Maria Silva"}}
            """
    }

    /// The input of a `ClaimWorkflow`, as the command line's example has it.
    static func claim(
        _ id: String, of entry: String, _ type: String = "PORTABILITY", claimer: String = "12345678",
        donor: String = "87654321", more: String = ""
    ) -> String {
        """
        {"claim_id":"\(id)","entry_id":"\(entry)","claim_type":"\(type)","claimer_ispb":"\(claimer)",
        "donor_ispb":"\(donor)"\(more)}
        """
    }
}

extension Logger {
    /// Says nothing.
    static let quiet = Logger(label: "bank") { _ in SwiftLogNoOpLogHandler() }
}
