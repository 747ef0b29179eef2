// A workflow's log lines are written once: while history is replayed they stand in the log already, and what code says that is
// made to end because its run leaves memory never happened.

import Logging

struct ReplaySilentLogHandler: LogHandler {
    var base: any LogHandler
    /// Weak, for the workflow may keep its logger, and the instance keeps the workflow.
    weak let instance: WorkflowInstance?

    var metadata: Logger.Metadata {
        get { base.metadata }
        set { base.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { base.metadataProvider }
        set { base.metadataProvider = newValue }
    }

    var logLevel: Logger.Level {
        get { base.logLevel }
        set { base.logLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { base[metadataKey: key] }
        set { base[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        guard let instance, !instance.isReplaying, !instance.executor.isEvicted else { return }
        // A handler may start tasks of its own, which are none of the run's.
        RunExecutor.withoutMark { base.log(event: event) }
    }
}
