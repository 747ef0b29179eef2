// What the directory declines, under the names of the central bank's DICT API. Whoever is told the name knows what to do;
// trying the same again helps with none of them.

/// A request that the directory declines.
public struct DirectoryError: Error, Hashable, CustomStringConvertible {
    /// What it is declined for.
    public enum Name: String, Sendable, Hashable, CaseIterable {
        /// The claim's values do not go together or are no values.
        case claimInvalid = "ClaimInvalid"
        /// There is no such claim.
        case claimNotFound = "ClaimNotFound"
        /// There is no entry of the claimed key.
        case claimKeyNotFound = "ClaimKeyNotFound"
        /// Another claim of the key is under way.
        case claimAlreadyExistsForKey = "ClaimAlreadyExistsForKey"
        /// The claimer holds the key already.
        case claimResultingEntryAlreadyExists = "ClaimResultingEntryAlreadyExists"
        /// A claim of this type is not for this key or this owner.
        case claimTypeInconsistent = "ClaimTypeInconsistent"
        /// The claim's state does not allow it, or the participant may not do it.
        case claimOperationInvalid = "ClaimOperationInvalid"
        /// The entry's values do not go together or are no values.
        case entryInvalid = "EntryInvalid"
        /// There is no such entry.
        case entryNotFound = "EntryNotFound"
        /// The owner holds the key at this participant already.
        case entryAlreadyExists = "EntryAlreadyExists"
        /// Another participant keeps the owner's key: a portability claim is the way.
        case entryKeyInCustodyOfDifferentParticipant = "EntryKeyInCustodyOfDifferentParticipant"
        /// Somebody else holds the key: an ownership claim is the way.
        case entryKeyOwnedByDifferentPerson = "EntryKeyOwnedByDifferentPerson"
        /// As many keys lead to the account as may.
        case entryLimitExceeded = "EntryLimitExceeded"
        /// The key is a tax id, and not that of the account's owner.
        case entryTaxIDNumberByDifferentOwner = "EntryTaxIdNumberByDifferentOwner"
        /// A claim holds the entry until it is resolved.
        case entryLockedByClaim = "EntryLockedByClaim"
        /// The report's values do not go together or are no values.
        case infractionReportInvalid = "InfractionReportInvalid"
        /// There is no such case.
        case infractionReportNotFound = "InfractionReportNotFound"
        /// Another case is about the same payment.
        case infractionReportAlreadyExists = "InfractionReportAlreadyExists"
        /// The case's state does not allow it.
        case infractionReportOperationInvalid = "InfractionReportOperationInvalid"
        /// The participant may not do it.
        case forbidden = "Forbidden"
        /// The central bank declines it for a reason that has no name here.
        case declined = "Declined"
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
