// What a verification of synchronism is started with, what it carries from one run to the next, and what comes of it.

/// The input of a ``VSyncWorkflow``. All of it may be left out.
public struct VSyncInput: Codable, Sendable {
    /// The types of keys to verify; nil is all.
    public var keyTypes: [KeyType]?
    /// How many entries the bridge is asked for at once, 1 to 10,000; nil is 10,000.
    public var pageSize: Int?
    /// What earlier runs of the same verification have come to; callers leave it out.
    public var progress: VSyncProgress?

    /// A verification.
    public init(keyTypes: [KeyType]? = nil, pageSize: Int? = nil) {
        self.keyTypes = keyTypes
        self.pageSize = pageSize
    }

    private enum CodingKeys: String, CodingKey {
        case keyTypes = "key_types"
        case pageSize = "page_size"
        case progress
    }
}

/// What the runs of a verification have come to so far.
public struct VSyncProgress: Codable, Sendable {
    /// The report that they write.
    var reportID: String
    /// The types that are verified.
    var results: [VSyncResult]
    /// Where the fetching of the next type goes on; nil at its first page.
    var pageToken: String?

    private enum CodingKeys: String, CodingKey {
        case reportID = "report_id"
        case results
        case pageToken = "page_token"
    }
}

/// What the verification of one type of keys came to.
public struct VSyncResult: Codable, Sendable, Hashable {
    /// The type.
    public var keyType: KeyType
    /// Whether the checksums were equal, so that no entries had to be compared.
    public var isInSync: Bool
    /// Entries that the central bank has and this directory has not.
    public var missing: Int
    /// Entries that this directory has and the central bank has not.
    public var extra: Int
    /// Entries that both have, with different contents.
    public var changed: Int

    private enum CodingKeys: String, CodingKey {
        case keyType = "key_type"
        case isInSync = "in_sync"
        case missing
        case extra
        case changed
    }
}

/// What a verification came to; its differences stand in the table `vsync_differences`.
public struct VSyncReport: Codable, Sendable, Hashable {
    /// The report.
    public var reportID: String
    /// `IN_SYNC` or `DIFFERENCES`.
    public var status: String
    /// What each type came to.
    public var results: [VSyncResult]

    private enum CodingKeys: String, CodingKey {
        case reportID = "report_id"
        case status
        case results
    }
}
