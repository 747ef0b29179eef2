// Changes of a workflow's code while runs of the code before are under way. A change is asked for by its name; a run that was begun
// before it keeps to the code from before, also on replay.

extension Workflow {
    /// Whether this run follows the code of the change `id`.
    ///
    /// ```swift
    /// if try patched("charge-before-shipping") {
    ///     try await execute(Charge.self, order, startToClose: .seconds(30))
    ///     try await execute(Ship.self, order, startToClose: .seconds(30))
    /// } else {
    ///     try await execute(Ship.self, order, startToClose: .seconds(30))
    ///     try await execute(Charge.self, order, startToClose: .seconds(30))
    /// }
    /// ```
    /// The first time that a run comes here, the answer is true, and history marks it (and lists it in the search attribute
    /// `TemporalChangeVersion`); on the replay of a run that came here before there was the change, it is false. Within a run the
    /// answer stays what it was. When no run follows the code from before any more, replace the condition by
    /// `deprecatePatch`; when none is left whose history has the mark, remove that, too.
    ///
    /// - Parameters:
    ///   - id: the change's name, which no other change of the workflow has ever had.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: ``ReadOnlyError`` in a query or an update's validator that asks first; ``NotInWorkflowError`` outside of a run.
    public func patched(_ id: String, fileID: StaticString = #fileID, line: UInt = #line) throws -> Bool {
        try instance().patched(id, deprecated: false, at: CallSite(fileID, line))
    }

    /// Says that every run follows the code of the change `id`: the second step of a change, after `patched`.
    ///
    /// Runs that it marks replay with code that asks with `patched`, with this, and with neither.
    ///
    /// - Parameters:
    ///   - id: the change's name.
    ///   - fileID: the call's file, which a ``NondeterminismError`` names; so with `line`.
    ///   - line: the call's line.
    /// - Throws: as `patched`.
    public func deprecatePatch(_ id: String, fileID: StaticString = #fileID, line: UInt = #line) throws {
        _ = try instance().patched(id, deprecated: true, at: CallSite(fileID, line))
    }
}
