// A worker's limits, and what its client does with payloads.

import TemporalCore
import TemporalWorker
import TemporalWorkflow

func limits() -> WorkerOptions {
    var options = WorkerOptions()
    // This worker starts at most 20 activities a second, and all workers of the queue together 50.
    options.maxActivitiesPerSecond = 20
    options.maxTaskQueueActivitiesPerSecond = 50
    // What stays in memory between tasks: the first limit that is reached counts.
    options.maxCachedWorkflows = 5_000
    options.maxCachedBytes = 512 << 20
    options.maxCachedWorkflowAge = .seconds(600)
    options.maxBlockingThreads = 32
    options.maxConcurrentSessions = 10
    options.maxHeartbeatThrottleInterval = .seconds(20)
    return options
}

func byLoad() -> WorkerOptions {
    var options = WorkerOptions()
    options.tuner = .resourceBased(memory: 0.8, cpu: 0.9)
    options.activityTaskPollers = .autoscaling(minimum: 1, maximum: 30, initial: 6)
    return options
}

/// A client that encodes what it sends, the messages of failures too.
func encodingClient(_ options: ConnectionOptions) -> TemporalClient {
    let converter = DataConverter(
        codecs: [Scrambling()], failureConverter: FailureConverter(encodesCommonAttributes: true))
    return TemporalClient(options, converter: converter)
}
