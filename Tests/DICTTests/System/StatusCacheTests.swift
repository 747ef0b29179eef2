// The cache of statuses: asked first, forgotten when something changes, and never needed.

import Foundation
import Logging
import PostgreSQL
import Redis
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

@testable import DICT

@Suite(.timeLimit(.minutes(3))) struct StatusCacheTests {
    /// Asks how an entry stands, as a workflow does.
    actor AsksStatus: Workflow {
        func run(_ entryID: String) async throws -> EntryStatus {
            try await perform(GetEntryStatusActivity.self, entryID)
        }
    }

    @Test func `a status comes from the cache, is forgotten when it changes, and is found without Redis`() async throws
    {
        let redis = try await RedisServer.start()
        let quiet = Logger(label: "cache") { _ in SwiftLogNoOpLogHandler() }
        let client = RedisClient(RedisOptions(host: "127.0.0.1", port: UInt16(redis.port)), logger: quiet)
        let running = Task { try await client.run() }
        try await eventually { client.isConnected }
        let bank = try await Bank.open(cache: StatusCache(client)) { AsksStatus.self }
        func status() async throws -> String? {
            try await bank.cli.result(try await bank.start("AsksStatus", #""E""#)).text(at: "result")
        }
        try await bank.makeEntry("E")
        #expect(try await status() == "ACTIVE")
        #expect(try await redis.cli("GET", "dict:entry:E") == "ACTIVE")
        // Behind the activities' back, to see which of the two is asked.
        _ = try await redis.cli("SET", "dict:entry:E", "INACTIVE")
        #expect(try await status() == "INACTIVE")
        let delete = #"{"entry_id":"E","participant":"87654321"}"#
        #expect(try await bank.result(try await bank.start("DeleteEntryWorkflow", delete), "status") == "DELETED")
        #expect(try await status() == "DELETED")
        #expect(try await Int(redis.cli("TTL", "dict:entry:E")) ?? 0 > 0, "it is forgotten by itself, too")
        try await redis.kill()
        #expect(try await status() == "DELETED")
        try await bank.close()
        running.cancel()
        _ = try? await running.value
    }
}
