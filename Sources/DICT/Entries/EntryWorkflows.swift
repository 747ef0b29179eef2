// The life of an entry: made, changed, deleted. Each workflow may be started again with the same input, and comes to the same.

import TemporalCore
import TemporalWorkflow

/// Makes an entry: checks it, writes it down, tells the central bank.
public actor CreateEntryWorkflow: Workflow {
    /// Nothing is known before the input.
    public init() {}

    /// Makes the entry that `input` describes.
    public func run(_ input: Submitted<CreateEntryInput>?) async throws -> EntryResult {
        let input = try accept { () throws(DirectoryError) in try input.value(or: .entryInvalid) }
        let request = EntryRequest(input: input, madeUpKey: uuid())
        let entry = try accept { () throws(DirectoryError) in try request.entry() }
        logger.info("CreateEntryWorkflow started", metadata: ["entry_id": "\(entry.id)"])
        try await perform(ValidateEntryActivity.self, request)
        _ = try await perform(CreateEntryActivity.self, request)
        do {
            return try await perform(ActivateEntryActivity.self, entry.id)
        } catch {
            // The central bank declined it, or the workflow was canceled: nobody is to find the key taken.
            try await withCancellationShield { workflow in
                let reason = (error as? ApplicationFailure)?.type ?? "CANCELED"
                _ = try await workflow.perform(
                    DeactivateEntryActivity.self, EntryDeactivation(entryID: entry.id, reason: reason))
            }
            throw error
        }
    }
}

/// Changes where an entry's key leads, or the names of its owner.
public actor UpdateEntryWorkflow: Workflow {
    /// Nothing is known before the input.
    public init() {}

    /// Changes what `input` says.
    public func run(_ input: Submitted<UpdateEntryInput>?) async throws -> EntryResult {
        let input = try accept { () throws(DirectoryError) in try input.value(or: .entryInvalid) }
        logger.info("UpdateEntryWorkflow started", metadata: ["entry_id": "\(input.entryID)"])
        guard input.account != nil || input.owner != nil else {
            throw DirectoryError(.entryInvalid, "nothing is to change: expected an account or an owner").failure
        }
        let result = input.account == nil ? nil : try await perform(UpdateEntryActivity.self, input)
        if let result, input.owner == nil { return result }
        return try await perform(UpdateEntryOwnershipActivity.self, input)
    }
}

/// Deletes an entry.
public actor DeleteEntryWorkflow: Workflow {
    /// Nothing is known before the input.
    public init() {}

    /// Deletes the entry that `input` names.
    public func run(_ input: Submitted<DeleteEntryInput>?) async throws -> EntryResult {
        let input = try accept { () throws(DirectoryError) in try input.value(or: .entryInvalid) }
        logger.info("DeleteEntryWorkflow started", metadata: ["entry_id": "\(input.entryID)"])
        return try await perform(DeleteEntryActivity.self, input)
    }
}
