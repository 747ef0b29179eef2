// What all commands have in common, and those that nobody waits for.

import TemporalCore

extension WorkflowInstance {
    /// Throws where nothing may be asked for: in a query or a validator, after eviction, or in a canceled task.
    func checkCommandAllowed() throws {
        if isReadOnly { throw ReadOnlyError() }
        if executor.isEvicted { throw EvictionError() }
        try Task.checkCancellation()
    }

    /// As ``checkCommandAllowed()``, for what waits. Code that tries again for ever after an eviction has to be parked where it waits,
    /// for it would never give its thread back. Inlined, for every command comes by, and next to none after an eviction.
    @inline(__always)
    nonisolated(nonsending) func checkCallAllowed() async throws {
        if executor.isEvicted, executor.isCurrent, !isReadOnly { try await executor.callAfterEviction() }
        try checkCommandAllowed()
    }

    func upsertSearchAttributes(
        _ updates: [SearchAttributeUpdate], isIntercepted: Bool = false, at site: CallSite
    ) throws {
        try checkCommandAllowed()
        if !isIntercepted, !interceptors.isEmpty {
            return try interceptUpsert(UpsertSearchAttributesInput(updates: updates), at: site)
        }
        issueUpsert(updates, at: site)
    }

    private func issueUpsert(_ updates: [SearchAttributeUpdate], at site: CallSite) {
        var command = API.Command.UpsertWorkflowSearchAttributesCommandAttributes()
        command.searchAttributes = SearchAttributes.encoded(updates)
        machines.issue(.upsertSearchAttributes, .upsertWorkflowSearchAttributes(command), at: site)
        info.searchAttributes.apply(updates)
    }

    /// Whether the run follows the code of the change `id`; asked for the first time where history does not go on, it does.
    func patched(_ id: String, deprecated: Bool, at site: CallSite) throws -> Bool {
        if let known = patches[id] { return known }
        if isReadOnly { throw ReadOnlyError() }
        if executor.isEvicted { throw EvictionError() }
        let (isPatched, upsert) = try machines.patch(id, deprecated: deprecated, at: site)
        patches[id] = isPatched
        if let upsert { issueUpsert([upsert], at: site) }
        return isPatched
    }

    func upsertMemo(
        _ values: [String: (any Encodable & Sendable)?], isIntercepted: Bool = false, at site: CallSite
    ) throws {
        try checkCommandAllowed()
        if !isIntercepted, !interceptors.isEmpty {
            return try interceptUpsert(UpsertMemoInput(values: values), at: site)
        }
        var command = API.Command.ModifyWorkflowPropertiesCommandAttributes()
        var memo = API.Common.Memo()
        for (key, value) in values { memo.fields[key] = try converter.encodeOptional(value) }
        command.upsertedMemo = memo
        machines.issue(.modifyProperties, .modifyWorkflowProperties(command), at: site)
        for (key, value) in values {
            if let value { info.memo.set(value, for: key) } else { info.memo.remove(key) }
        }
    }

    /// Runs a cancellation handler's work where it belongs: on the run's draining thread. A cancellation that comes from
    /// anywhere else is not in history's order and cannot be replayed, so it fails the workflow task.
    func onRun(_ body: () -> Void) {
        guard RunExecutor.current === executor else {
            executor.reportForeignCancellation()
            return
        }
        guard !executor.isEvicted else { return }
        if isReadOnly { return isSpoiled = true }
        body()
    }
}

/// A durable function was called in a query or an update's validator.
public struct ReadOnlyError: Error, Sendable, CustomStringConvertible {
    /// What to do instead.
    public var description: String {
        "queries and validators only read: they cannot wait or start anything; use a signal or an update's handler"
    }
}
