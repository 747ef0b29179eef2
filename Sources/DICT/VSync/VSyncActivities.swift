// The activities of a verification. Each may run more than once, and goes on where the last attempt was.

import PostgreSQL
import Synchronization
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
///
/// Heartbeats are sent every 0.8 of their timeout, which is short: what a lost worker had fetched since the last is fetched again.
struct FetchBacenEntriesActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(1_800), heartbeat: .seconds(10))
    let store: DirectoryStore

    func run(_ request: FetchRequest) async throws -> String? {
        var position = FetchPosition(token: request.pageToken, pages: 0)
        if let last = try ActivityContext.current?.lastHeartbeat(as: FetchPosition.self) { position = last }
        let beats = Heartbeat(position)
        defer { beats.end() }
        while position.pages < request.pages {
            try Task.checkCancellation()
            let page = try await page(at: position.token, request)
            try await store.database.transaction { connection in
                try connection.beginReport(request.reportID)
                try connection.stage(page.entries, request.keyType, request.reportID)
            }
            if page.nextPageToken.isEmpty { return nil }
            position = FetchPosition(token: page.nextPageToken, pages: position.pages + 1)
            try beats.move(to: position)
        }
        return position.token
    }

    private func page(at token: String?, _ request: FetchRequest) async throws -> BridgeAPI.ListEntriesResponse {
        var query = BridgeAPI.ListEntriesRequest()
        query.keyType = request.keyType.rawValue
        query.pageSize = Int32(clamping: request.pageSize)
        query.pageToken = token ?? ""
        let page = try await store.told { try await $0.entries(query) }
        for entry in page.entries {
            guard entry.cid.count == 32 else {
                throw BridgeAnswerInvalid.failure("an entry's content identifier has \(entry.cid.count) bytes, not 32")
            }
            // No text of PostgreSQL's has a zero in it.
            guard !entry.key.isEmpty, !entry.key.utf8.contains(0) else {
                throw BridgeAnswerInvalid.failure("an entry's key is empty or has U+0000 in it")
            }
        }
        guard page.nextPageToken.isEmpty || page.nextPageToken != query.pageToken else {
            throw BridgeAnswerInvalid.failure("a page names itself as the next one")
        }
        return page
    }
}

/// What the bridge lists cannot be: asking again would give the same.
enum BridgeAnswerInvalid {
    static func failure(_ what: String) -> ApplicationFailure {
        ApplicationFailure(
            "the bridge's answer to a verification is not valid: \(what); mend the bridge and start VSyncWorkflow",
            type: "BridgeAnswerInvalid", nonRetryable: true)
    }
}

/// Where the fetching stands.
private struct FetchPosition: Codable, Sendable {
    var token: String?
    var pages: Int
}

/// Tells the server every two seconds where the activity stands, for one page may take longer than its heartbeats may be apart.
private final class Heartbeat: Sendable {
    private let context = ActivityContext.current
    private let position: Mutex<FetchPosition>
    private let beating = Mutex<Task<Void, Never>?>(nil)

    init(_ position: FetchPosition) {
        self.position = Mutex(position)
        let task = Task { [weak self] in
            while (try? await Task.sleep(for: .seconds(2))) != nil { try? self?.beat() }
        }
        beating.withLock { $0 = task }
    }

    func move(to new: FetchPosition) throws {
        position.withLock { $0 = new }
        try beat()
    }

    func end() { beating.withLock { $0?.cancel() } }

    private func beat() throws { try context?.heartbeat(position.withLock { $0 }) }
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
    /// How many keys are compared in one transaction; nil, as earlier versions left it, is 10,000.
    var pageSize: Int?
}

/// Compares checksums, or the entries that were fetched; either in steps, so that no statement takes longer where there is more.
struct CompareEntriesActivity: DirectoryActivity {
    static let options = ActivityOptions.patient(.seconds(1_800), heartbeat: .seconds(60))
    let store: DirectoryStore

    func run(_ request: CompareRequest) async throws -> VSyncResult {
        let (type, reportID) = (request.keyType, request.reportID)
        let size = request.pageSize ?? 10_000
        try await store.database.transaction { try $0.beginReport(reportID) }
        switch request.subject {
        case .checksums:
            let theirs = try await store.told { try await $0.checksum(of: type) }
            guard let theirs = ContentIdentifier(theirs.checksum) else {
                throw BridgeAnswerInvalid.failure("a checksum has \(theirs.checksum.count) bytes, not 32")
            }
            let ours = try await checksum(of: type)
            return VSyncResult(keyType: type, isInSync: ours == theirs, missing: 0, extra: 0, changed: 0)
        case .entries:
            // Where it stands is in the database, so that the next attempt goes on there.
            while try await store.database.transaction({ try $0.compareNext(size, type, reportID) }) {
                try beat()
            }
            return try await store.read { try $0.differences(type, reportID) }
        }
    }

    /// The sum of all our entries' identifiers. What changes meanwhile makes it differ, and then entries are compared.
    private func checksum(of type: KeyType) async throws -> ContentIdentifier {
        var sum = ContentIdentifier.zero
        var last: String? = ""
        while let after = last {
            let part = try await store.read { try $0.checksum(of: type, after: after) }
            sum ^= part.sum
            last = part.last
            try beat()
        }
        return sum
    }

    private func beat() throws {
        try Task.checkCancellation()
        try ActivityContext.current?.heartbeat()
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
