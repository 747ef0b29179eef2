// What options cannot be: told when the worker is made, not when it behaves strangely.

import TemporalWorkflow

extension WorkerOptions {
    /// Throws what an author must mend: a number or a time that is out of its range, with the range.
    func validate() throws(RegistrationError) {
        var mistakes: [String] = []
        func check<Value: Comparable>(_ name: String, _ value: Value, atLeast least: Value) {
            if value < least { mistakes.append("\(name) is \(value): expected at least \(least)") }
        }
        check("maxConcurrentWorkflowTasks", maxConcurrentWorkflowTasks, atLeast: 1)
        check("maxConcurrentActivities", maxConcurrentActivities, atLeast: 1)
        check("maxConcurrentLocalActivities", maxConcurrentLocalActivities, atLeast: 1)
        check("maxConcurrentNexusTasks", maxConcurrentNexusTasks, atLeast: 1)
        check("maxBlockingThreads", maxBlockingThreads, atLeast: 1)
        check("maxConcurrentSessions", maxConcurrentSessions, atLeast: 0)
        for (name, rate) in [
            ("maxActivitiesPerSecond", maxActivitiesPerSecond),
            ("maxTaskQueueActivitiesPerSecond", maxTaskQueueActivitiesPerSecond),
        ] {
            guard let rate, !(rate > 0 && rate.isFinite) else { continue }
            mistakes.append("\(name) is \(rate): expected a number above 0, or nil for no limit")
        }
        check("maxCachedWorkflows", maxCachedWorkflows, atLeast: 0)
        check("maxCachedBytes", maxCachedBytes, atLeast: 0)
        check("maxCachedWorkflowAge", maxCachedWorkflowAge, atLeast: .seconds(1))
        check("deadlockTimeout", deadlockTimeout, atLeast: .milliseconds(1))
        check("shutdownTimeout", shutdownTimeout, atLeast: .zero)
        check("maxHeartbeatThrottleInterval", maxHeartbeatThrottleInterval, atLeast: .milliseconds(1))
        if let workerHeartbeatInterval {
            check("workerHeartbeatInterval", workerHeartbeatInterval, atLeast: .milliseconds(1))
        }
        if !mistakes.isEmpty { throw RegistrationError("options of a worker: \(mistakes.joined(separator: "; "))") }
    }
}
