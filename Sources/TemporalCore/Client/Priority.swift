// Which tasks of a queue go first, and how those share it that none of them goes before.

/// Which tasks of a task queue go first, where there are more than its workers can take.
///
/// What is nil is inherited: a child workflow and an activity have it of the workflow that asks for them, and a workflow that
/// nobody said it of has the server's default. Values that the server cannot take fail the call or the workflow's task.
public struct Priority: Sendable, Hashable {
    /// From 1, which goes first, to 5 where the server is not configured otherwise; its default is 3.
    public var key: Int?
    /// Tasks of one priority with different fairness keys take turns, such as those of different customers. At most 64 bytes.
    public var fairnessKey: String?
    /// How large the share of the fairness key is, from 0.001 to 1,000; the server's default is 1.
    public var fairnessWeight: Float?

    /// A priority; what is left out is inherited.
    public init(key: Int? = nil, fairnessKey: String? = nil, fairnessWeight: Float? = nil) {
        self.key = key
        self.fairnessKey = fairnessKey
        self.fairnessWeight = fairnessWeight
    }

    package init(_ message: API.Common.Priority) {
        key = message.priorityKey == 0 ? nil : Int(message.priorityKey)
        fairnessKey = message.fairnessKey.isEmpty ? nil : message.fairnessKey
        fairnessWeight = message.fairnessWeight == 0 ? nil : message.fairnessWeight
    }
}

extension API.Common.Priority {
    package init(_ priority: Priority) {
        self.init()
        priorityKey = Int32(clamping: priority.key ?? 0)
        fairnessKey = priority.fairnessKey ?? ""
        fairnessWeight = priority.fairnessWeight ?? 0
    }
}
