// Flags: what a run's behaviour depended on when it was recorded. A flag is written into history when it is first used, and
// a replay follows the flags of the completion that it is about to reach.

import TemporalCore

struct WorkflowFlags {
    /// Flags of Temporal's Core SDK, whose numbers and meanings are adopted here: the bit of each flag is that of its number.
    private struct Core: OptionSet {
        /// Activities and children are compared by id and type.
        static let comparesIDsAndTypes = Core(rawValue: 1 << 1)
        /// A change that is marked is listed in a search attribute, too.
        static let listsPatches = Core(rawValue: 1 << 2)
        /// The command that closes the run goes last.
        static let movesCloseToEnd = Core(rawValue: 1 << 3)
        static let known: ClosedRange<UInt32> = 1...4

        let rawValue: UInt32

        var numbers: [UInt32] { Core.known.filter { rawValue & (1 << $0) != 0 } }
    }

    private var core: Core = []
    private var isRecorded = false
    /// Flags of Core's that were first used since the last completion.
    private var firstUsed: Core = []
    /// The SDK of the first completion that names one.
    private var firstSDK: String?
    /// What was known before the last live completion, if that recorded the flags: the server may withdraw it.
    private var beforeRecording: (core: Core, firstSDK: String?, isRecorded: Bool, firstUsed: Core)?

    /// Whether another SDK began this run. Some of Core's habits differ from what its documentation says, and its histories
    /// follow the habits.
    var isBegunElsewhere: Bool { firstSDK != nil && firstSDK != SDK.name }

    /// Takes the flags of a completion that history holds; throws on a flag that this version does not know.
    mutating func observe(_ completed: API.History.WorkflowTaskCompletedEventAttributes) throws {
        guard let metadata = completed.sdkMetadata else { return }
        for flag in metadata.coreUsedFlags {
            guard Core.known.contains(flag) else { throw UnknownFlagError(flag: flag) }
            core.insert(Core(rawValue: 1 << flag))
        }
        if firstSDK == nil, !metadata.sdkName.isEmpty { firstSDK = metadata.sdkName }
        guard metadata.sdkName == SDK.name else { return }
        isRecorded = true
        for version in metadata.langUsedFlags where version != SchedulingOrder.version {
            throw UnknownFlagError(flag: version)
        }
    }

    /// Whether the closing command goes last in the task at hand.
    func movesCloseToEnd(isReplaying: Bool) -> Bool {
        !isReplaying || core.contains(.movesCloseToEnd)
    }

    /// Whether a change that is marked now is listed in the search attribute; noted where the task is live.
    mutating func listsPatches(isReplaying: Bool) -> Bool {
        if isReplaying || core.contains(.listsPatches) { return core.contains(.listsPatches) }
        firstUsed.insert(.listsPatches)
        return true
    }

    /// What the next completion has to record: everything at first, later what was used for the first time.
    mutating func takeUnrecorded() -> API.SDK.WorkflowTaskCompletedMetadata {
        var metadata = API.SDK.WorkflowTaskCompletedMetadata()
        beforeRecording = nil
        guard !isRecorded || !firstUsed.isEmpty else { return metadata }
        beforeRecording = (core, firstSDK, isRecorded, firstUsed)
        var recorded = firstUsed
        firstUsed = []
        if !isRecorded {
            isRecorded = true
            if firstSDK == nil { firstSDK = SDK.name }
            recorded.formUnion(Core([.comparesIDsAndTypes, .movesCloseToEnd]).subtracting(core))
            metadata.langUsedFlags = [SchedulingOrder.version]
            metadata.sdkName = SDK.name
            metadata.sdkVersion = SDK.version
        }
        metadata.coreUsedFlags = recorded.numbers
        core.formUnion(recorded)
        return metadata
    }

    /// Forgets what only the last live completion recorded: the server withdrew it, and no history tells of it.
    mutating func withdrawLastCompletion() {
        guard let before = beforeRecording else { return }
        beforeRecording = nil
        (core, firstSDK, isRecorded, firstUsed) = before
    }
}

/// History was written by a worker that behaves in a way this version does not know.
struct UnknownFlagError: Error, CustomStringConvertible {
    let flag: UInt32

    var description: String {
        "history was recorded with flag \(flag), which this version does not know; a newer version of this library is needed"
    }
}
