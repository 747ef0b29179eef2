// What options cannot be: told when the worker is made, not when it behaves strangely.

import TemporalWorkflow

extension WorkerOptions {
    /// Throws what an author must mend: a number or a time that is out of its range, with the range.
    func validate() throws(RegistrationError) {
        var mistakes: [String] = []
        func check<Value: Comparable>(_ name: String, _ value: Value, atLeast least: Value) {
            if value < least { mistakes.append("\(name) is \(value): expected at least \(least)") }
        }
        check("maxConcurrentWorkflowTasks", maxConcurrentWorkflowTasks, atLeast: 2)
        check("maxConcurrentActivities", maxConcurrentActivities, atLeast: 1)
        check("maxConcurrentLocalActivities", maxConcurrentLocalActivities, atLeast: 1)
        check("maxConcurrentNexusTasks", maxConcurrentNexusTasks, atLeast: 1)
        check("maxBlockingThreads", maxBlockingThreads, atLeast: 1)
        check("maxConcurrentSessions", maxConcurrentSessions, atLeast: 0)
        for (name, pollers, least) in [
            ("workflowTaskPollers", workflowTaskPollers, 1), ("activityTaskPollers", activityTaskPollers, 0),
            ("nexusTaskPollers", nexusTaskPollers, 1),
        ] {
            switch pollers {
            case .fixed(let count): check(name, count, atLeast: least)
            case .autoscaling(let minimum, let maximum, let initial):
                check("the minimum of \(name)", minimum, atLeast: 1)
                check("the maximum of \(name)", maximum, atLeast: minimum)
                check("the initial number of \(name)", initial, atLeast: 1)
            case nil: break
            }
        }
        for (name, rate) in [
            ("maxActivitiesPerSecond", maxActivitiesPerSecond),
            ("maxTaskQueueActivitiesPerSecond", maxTaskQueueActivitiesPerSecond),
        ] {
            guard let rate, !(rate > 0 && rate.isFinite) else { continue }
            mistakes.append("\(name) is \(rate): expected a number above 0, or nil for no limit")
        }
        let supplies = [
            ("workflowTasks", tuner.workflowTasks), ("activities", tuner.activities),
            ("localActivities", tuner.localActivities), ("nexusTasks", tuner.nexusTasks),
        ]
        for (name, supply) in supplies {
            guard let supply, let targets = supply.targets else { continue }
            check("the minimum of tuner.\(name)", supply.minimum, atLeast: 1)
            check("the maximum of tuner.\(name)", supply.maximum ?? .max, atLeast: supply.minimum)
            for (part, target) in [("memory", targets.memory), ("cpu", targets.cpu)] where !(target > 0 && target <= 1)
            {
                mistakes.append("tuner.\(name) has the target \(target) for \(part): expected above 0 and at most 1")
            }
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

    /// Throws where a worker of `registry` would poll for nothing.
    func validate(_ registry: Registry) throws(RegistrationError) {
        let takesActivities = !registry.activities.isEmpty && !leavesActivities
        guard registry.workflows.isEmpty, registry.nexusHandlers.isEmpty, !takesActivities, maxConcurrentSessions == 0
        else { return }
        throw RegistrationError(
            registry.activities.isEmpty
                ? "the worker has nothing to do: register a workflow, an activity or a Nexus operation"
                : "the worker has activities only, and takes none with activityTaskPollers = 0: register the workflows that run "
                    + "them as local ones, or let it poll")
    }
}
