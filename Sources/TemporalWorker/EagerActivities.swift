// Eager activities: the completion of a workflow task asks for some of the activities that it schedules, and the server hands
// them over with its answer. Each of them saves a poll, and its way through the task queue.

import TemporalCore

/// Asks for activities, each of which has a slot of the worker's before it is asked for.
struct EagerActivities: Sendable {
    /// How many a workflow task asks for; the others go to whichever worker polls first. The same as in Temporal's other SDKs.
    private static let limit = 3

    /// Whether none are asked for: they are left to other workers, or come at a rate that is limited.
    let leavesActivities: Bool
    let taskQueue: String
    let registry: Registry
    let slots: Slots
    let activityTasks: ActivityTasks

    /// Leaves the wish to those commands whose activities this worker can run at once, and takes a slot for each; returns the slots.
    func request(in commands: inout [API.Command.Command]) -> [Slot] {
        var requested: [Slot] = []
        var hasRoom = !leavesActivities
        for index in commands.indices {
            guard case .scheduleActivityTask(var activity) = commands[index].attributes, activity.requestEagerExecution
            else { continue }
            if hasRoom, activity.taskQueue?.name == taskQueue, registry.hasActivity(activity.activityType?.name ?? "") {
                if requested.count < Self.limit, let slot = slots.takeIfFree() {
                    requested.append(slot)
                    continue
                }
                hasRoom = false
            }
            activity.requestEagerExecution = false
            commands[index].attributes = .scheduleActivityTask(activity)
        }
        return requested
    }

    /// Runs the activities that were handed over, and gives back the slots of the `requested` ones that were not.
    func start(_ tasks: [API.WorkflowService.PollActivityTaskQueueResponse], of requested: [Slot]) {
        for (task, slot) in zip(tasks, requested) { activityTasks.start(task, in: slot, isEager: true) }
        for slot in requested.dropFirst(tasks.count) { slot.release() }
    }
}
