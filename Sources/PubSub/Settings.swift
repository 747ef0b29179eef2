// Settings: which task queues the pub/sub workers poll.

import WorkerHost

/// The settings of a pub/sub worker.
public struct Settings: Sendable {
    /// The primary worker's task queue.
    public var taskQueue: String
    /// The secondary worker's task queue.
    public var taskQueueSecondary: String

    /// The name of the primary task queue where nothing else is said.
    public static let defaultTaskQueue = "pubsub-task-queue"

    /// Reads the settings; mistakes are noted in `reader`.
    public init(_ reader: inout SettingsReader) {
        taskQueue = reader.taskQueue("TEMPORAL_TASK_QUEUE", Self.defaultTaskQueue)
        taskQueueSecondary = reader.taskQueue("TEMPORAL_TASK_QUEUE_SECONDARY", "pubsub-task-queue-secondary")
    }
}
