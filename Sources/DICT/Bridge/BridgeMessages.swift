// The messages of `Protos/bridge/v1/bridge.proto`.

import TemporalCore

/// A request that changes the central bank's directory, once for its `request_id`.
protocol BridgeRequest: Message {
    /// The RPC that takes it.
    static var method: String { get }
}

/// The messages of `bridge.v1`.
enum BridgeAPI {
    struct ClaimOperation: ProtoEnum {
        let rawValue: Int32
        init(rawValue: Int32) { self.rawValue = rawValue }
        static let protoName = "bridge.v1.ClaimOperation"

        static let unspecified = Self(rawValue: 0)
        static let create = Self(rawValue: 1)
        static let confirm = Self(rawValue: 2)
        static let cancel = Self(rawValue: 3)
        static let complete = Self(rawValue: 4)

        static let names = EnumNames<Self>(
            prefix: "CLAIM_OPERATION_",
            [
                .unspecified: "UNSPECIFIED", .create: "CREATE", .confirm: "CONFIRM", .cancel: "CANCEL",
                .complete: "COMPLETE",
            ])
    }

    struct SubmitClaimRequest: BridgeRequest {
        static let method = "SubmitClaim"
        var requestID = ""
        var operation: ClaimOperation = .unspecified
        var claimID = ""
        var claimType = ""
        var entryID = ""
        var claimer = ""
        var donor = ""
        var reason = ""
        var entry: Entry?
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.SubmitClaimRequest" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "requestId", &requestID)
            visitor.field(2, "operation", &operation)
            visitor.field(3, "claimId", &claimID)
            visitor.field(4, "claimType", &claimType)
            visitor.field(5, "entryId", &entryID)
            visitor.field(6, "claimer", &claimer)
            visitor.field(7, "donor", &donor)
            visitor.field(8, "reason", &reason)
            visitor.field(9, "entry", &entry)
        }
    }

    /// The answer to what was submitted; the three answers are alike.
    struct Submitted: Message {
        var correlationID = ""
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.SubmitClaimResponse" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "correlationId", &correlationID)
        }
    }

    struct EntryOperation: ProtoEnum {
        let rawValue: Int32
        init(rawValue: Int32) { self.rawValue = rawValue }
        static let protoName = "bridge.v1.EntryOperation"

        static let unspecified = Self(rawValue: 0)
        static let create = Self(rawValue: 1)
        static let update = Self(rawValue: 2)
        static let delete = Self(rawValue: 3)

        static let names = EnumNames<Self>(
            prefix: "ENTRY_OPERATION_",
            [.unspecified: "UNSPECIFIED", .create: "CREATE", .update: "UPDATE", .delete: "DELETE"])
    }

    struct Entry: Message {
        var keyType = ""
        var key = ""
        var participant = ""
        var branch = ""
        var accountNumber = ""
        var accountType = ""
        var taxID = ""
        var ownerName = ""
        var tradeName = ""
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.Entry" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "keyType", &keyType)
            visitor.field(2, "key", &key)
            visitor.field(3, "participant", &participant)
            visitor.field(4, "branch", &branch)
            visitor.field(5, "accountNumber", &accountNumber)
            visitor.field(6, "accountType", &accountType)
            visitor.field(7, "taxId", &taxID)
            visitor.field(8, "ownerName", &ownerName)
            visitor.field(9, "tradeName", &tradeName)
        }
    }

    struct SubmitEntryRequest: BridgeRequest {
        static let method = "SubmitEntry"
        var requestID = ""
        var operation: EntryOperation = .unspecified
        var entryID = ""
        var entry: Entry?
        var reason = ""
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.SubmitEntryRequest" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "requestId", &requestID)
            visitor.field(2, "operation", &operation)
            visitor.field(3, "entryId", &entryID)
            visitor.field(4, "entry", &entry)
            visitor.field(5, "reason", &reason)
        }
    }

    struct InfractionOperation: ProtoEnum {
        let rawValue: Int32
        init(rawValue: Int32) { self.rawValue = rawValue }
        static let protoName = "bridge.v1.InfractionOperation"

        static let unspecified = Self(rawValue: 0)
        static let report = Self(rawValue: 1)
        static let notifyReported = Self(rawValue: 2)
        static let escalate = Self(rawValue: 3)
        static let close = Self(rawValue: 4)

        static let names = EnumNames<Self>(
            prefix: "INFRACTION_OPERATION_",
            [
                .unspecified: "UNSPECIFIED", .report: "REPORT", .notifyReported: "NOTIFY_REPORTED",
                .escalate: "ESCALATE", .close: "CLOSE",
            ])
    }

    struct SubmitInfractionRequest: BridgeRequest {
        static let method = "SubmitInfraction"
        var requestID = ""
        var operation: InfractionOperation = .unspecified
        var infractionID = ""
        var infractionType = ""
        var reporter = ""
        var reported = ""
        var details = ""
        var analysisResult = ""
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.SubmitInfractionRequest" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "requestId", &requestID)
            visitor.field(2, "operation", &operation)
            visitor.field(3, "infractionId", &infractionID)
            visitor.field(4, "infractionType", &infractionType)
            visitor.field(5, "reporter", &reporter)
            visitor.field(6, "reported", &reported)
            visitor.field(7, "details", &details)
            visitor.field(8, "analysisResult", &analysisResult)
        }
    }

    struct GetChecksumRequest: Message {
        var keyType = ""
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.GetChecksumRequest" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "keyType", &keyType)
        }
    }

    struct GetChecksumResponse: Message {
        var checksum = Bytes()
        var count: Int64 = 0
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.GetChecksumResponse" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "checksum", &checksum)
            visitor.field(2, "count", &count)
        }
    }

    struct ListEntriesRequest: Message {
        var keyType = ""
        var pageSize: Int32 = 0
        var pageToken = ""
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.ListEntriesRequest" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "keyType", &keyType)
            visitor.field(2, "pageSize", &pageSize)
            visitor.field(3, "pageToken", &pageToken)
        }
    }

    struct ListedEntry: Message {
        var key = ""
        var cid = Bytes()
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.ListedEntry" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "key", &key)
            visitor.field(2, "cid", &cid)
        }
    }

    struct ListEntriesResponse: Message {
        var entries: [ListedEntry] = []
        var nextPageToken = ""
        var unknownFields = UnknownFields()

        init() {}
        static var protoName: String { "bridge.v1.ListEntriesResponse" }

        mutating func fields(_ visitor: inout some FieldVisitor) {
            visitor.field(1, "entries", &entries)
            visitor.field(2, "nextPageToken", &nextPageToken)
        }
    }
}
