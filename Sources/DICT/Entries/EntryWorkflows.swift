// The life of an entry: made, changed, deleted. Each workflow may be started again with the same input, and comes to the same.

import TemporalCore
import TemporalWorkflow

/// Makes an entry: checks it, writes it down, tells the central bank.
public actor CreateEntryWorkflow: Workflow {
    /// Nothing is known before the input.
    public init() {}

    /// Makes the entry that `input` describes.
    public func run(_ input: Submitted<CreateEntryInput>?) async throws -> EntryResult {
        let entry = try accept { () throws(DirectoryError) in
            try Entry(input.value(or: .entryInvalid), madeUpKey: uuid())
        }
        logger.info("CreateEntryWorkflow started", metadata: ["entry_id": "\(entry.id)"])
        // An entry that may or may not have been made must not be left so: cancellation waits.
        let made = try await withCancellationShield { workflow in
            try await workflow.perform(ValidateEntryActivity.self, entry)
            return try await workflow.perform(CreateEntryActivity.self, entry)
        }
        // Another workflow has made the same entry.
        if made.status == .active { return made }
        do {
            return try await perform(ActivateEntryActivity.self, entry.id)
        } catch {
            // The central bank declined it, or the workflow was canceled: nobody is to find the key taken.
            let declined = (error as? ApplicationFailure)?.type
            let deactivation = EntryDeactivation(
                entryID: entry.id, reason: declined ?? "CANCELED", mayBeKnown: declined == nil)
            _ = try await withCancellationShield { try await $0.perform(DeactivateEntryActivity.self, deactivation) }
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
        return input.account == nil
            ? try await perform(UpdateEntryOwnershipActivity.self, input)
            : try await perform(UpdateEntryActivity.self, input)
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
