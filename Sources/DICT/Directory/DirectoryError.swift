// What the directory declines, under the names of the central bank's DICT API. Whoever is told the name knows what to do;
// trying the same again helps with none of them.

/// A request that the directory declines.
public struct DirectoryError: Error, Hashable, CustomStringConvertible {
    /// What it is declined for: a name of the DICT API, also one that is not among these.
    public struct Name: RawRepresentable, Sendable, Hashable {
        /// The name.
        public let rawValue: String

        /// The name `rawValue`.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The claim's values do not go together or are no values.
        public static let claimInvalid = Name(rawValue: "ClaimInvalid")
        /// There is no entry of the claimed key.
        public static let claimKeyNotFound = Name(rawValue: "ClaimKeyNotFound")
        /// Another claim of the key is under way.
        public static let claimAlreadyExistsForKey = Name(rawValue: "ClaimAlreadyExistsForKey")
        /// The claimer holds the key already.
        public static let claimResultingEntryAlreadyExists = Name(rawValue: "ClaimResultingEntryAlreadyExists")
        /// A claim of this type is not for this key or this owner.
        public static let claimTypeInconsistent = Name(rawValue: "ClaimTypeInconsistent")
        /// The claim's state does not allow it.
        public static let claimOperationInvalid = Name(rawValue: "ClaimOperationInvalid")
        /// The entry's values do not go together or are no values.
        public static let entryInvalid = Name(rawValue: "EntryInvalid")
        /// The owner holds the key at this participant already.
        public static let entryAlreadyExists = Name(rawValue: "EntryAlreadyExists")
        /// Another participant keeps the owner's key: a portability claim is the way.
        public static let entryKeyInCustodyOfDifferentParticipant = Name(
            rawValue: "EntryKeyInCustodyOfDifferentParticipant")
        /// Somebody else holds the key: an ownership claim is the way.
        public static let entryKeyOwnedByDifferentPerson = Name(rawValue: "EntryKeyOwnedByDifferentPerson")
        /// As many keys lead to the account as may.
        public static let entryLimitExceeded = Name(rawValue: "EntryLimitExceeded")
        /// The key is a tax id, and not that of the account's owner.
        public static let entryTaxIDNumberByDifferentOwner = Name(rawValue: "EntryTaxIdNumberByDifferentOwner")
        /// A claim holds the entry until it is resolved.
        public static let entryLockedByClaim = Name(rawValue: "EntryLockedByClaim")
        /// The report's values do not go together or are no values.
        public static let infractionReportInvalid = Name(rawValue: "InfractionReportInvalid")
        /// Another case is about the same payment.
        public static let infractionReportAlreadyBeingProcessed = Name(
            rawValue: "InfractionReportAlreadyBeingProcessedForTransaction")
        /// The case's state does not allow it.
        public static let infractionReportOperationInvalid = Name(rawValue: "InfractionReportOperationInvalid")
        /// There is no such claim, entry or case.
        public static let notFound = Name(rawValue: "NotFound")
        /// The reason is none that this may be done for.
        public static let invalidReason = Name(rawValue: "InvalidReason")
        /// The participant may not do it.
        public static let forbidden = Name(rawValue: "Forbidden")
        /// The central bank declines it and does not name the reason.
        public static let declined = Name(rawValue: "Declined")
    }

    /// What the request is declined for.
    public let name: Name
    /// What happened and what to do, without personal data.
    public let message: String

    /// An error of the given name.
    public init(_ name: Name, _ message: String) {
        self.name = name
        self.message = message
    }

    /// The name and the message.
    public var description: String { "\(name.rawValue): \(message)" }
}
