// The activities of a verification. Each may run more than once, and goes on where the last attempt's heartbeat was.

import PostgreSQL
import TemporalCore
import TemporalWorker
import TemporalWorkflow

/// Which pages are fetched.
struct FetchRequest: Codable, Sendable {
    var reportID: String
    var keyType: KeyType
    var pageSize: Int
    /// Where to begin; nil at the first page.
    var pageToken: String?
    /// How many pages at most.
    var pages: Int
}

/// Fetches the central bank's entries of a type, page by page, and puts them beside ours. Returns where to go on, nil at the end.
struct FetchBacenEntriesActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(1_800), heartbeat: .seconds(60))
    let store: DirectoryStore

    func run(_ request: FetchRequest) async throws -> String? {
        let context = ActivityContext.current
        var position = FetchPosition(token: request.pageToken, pages: 0)
        if let last = try context?.lastHeartbeat(as: FetchPosition.self) { position = last }
        while position.pages < request.pages {
            try Task.checkCancellation()
            var query = BridgeAPI.ListEntriesRequest()
            query.keyType = request.keyType.rawValue
            query.pageSize = Int32(clamping: request.pageSize)
            query.pageToken = position.token ?? ""
            let page = try await store.told { try await $0.entries(query) }
            guard page.entries.allSatisfy({ $0.cid.count == 32 }) else {
                throw ApplicationFailure("the bridge listed an entry whose content identifier is not 32 bytes long")
            }
            try await store.database.transaction { connection in
                try connection.beginReport(request.reportID)
                try connection.stage(page.entries, request.keyType, request.reportID)
            }
            if page.nextPageToken.isEmpty { return nil }
            position = FetchPosition(token: page.nextPageToken, pages: position.pages + 1)
            try context?.heartbeat(position)
        }
        return position.token
    }
}

/// Where the fetching stands.
private struct FetchPosition: Codable, Sendable {
    var token: String?
    var pages: Int
}

/// What is compared.
struct CompareRequest: Codable, Sendable {
    enum Subject: String, Codable, Sendable {
        /// The sums of all content identifiers.
        case checksums = "CHECKSUMS"
        /// The entries that were fetched.
        case entries = "ENTRIES"
    }

    var reportID: String
    var keyType: KeyType
    var subject: Subject
}

/// Compares checksums, or the entries that were fetched.
struct CompareEntriesActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(600))
    let store: DirectoryStore

    func run(_ request: CompareRequest) async throws -> VSyncResult {
        switch request.subject {
        case .checksums:
            try await store.database.transaction { try $0.beginReport(request.reportID) }
            let theirs = try await store.told { try await $0.checksum(of: request.keyType) }
            guard let theirs = ContentIdentifier(theirs.checksum) else {
                throw ApplicationFailure("the bridge sent a checksum that is not 32 bytes long")
            }
            let ours = try await store.read { try $0.checksum(of: request.keyType) }
            return VSyncResult(keyType: request.keyType, isInSync: ours == theirs, missing: 0, extra: 0, changed: 0)
        case .entries:
            return try await store.change { connection, _ in
                try connection.compare(request.keyType, request.reportID)
            }
        }
    }
}

/// Stores and publishes the report.
struct GenerateSyncReportActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(60))
    let store: DirectoryStore

    func run(_ progress: VSyncProgress) async throws -> VSyncReport {
        let isInSync = progress.results.allSatisfy { $0.isInSync || $0.missing + $0.extra + $0.changed == 0 }
        let report = VSyncReport(
            reportID: progress.reportID, status: isInSync ? "IN_SYNC" : "DIFFERENCES", results: progress.results)
        return try await store.change { connection, _ in
            try connection.beginReport(report.reportID)
            try connection.endReport(report)
            return report
        }
    }
}
