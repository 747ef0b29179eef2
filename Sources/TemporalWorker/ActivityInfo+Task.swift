// What an activity is told of its task, from what the server says.

import TemporalCore
import TemporalWorkflow

extension ActivityInfo {
    init(_ task: ActivityTasks.Task, namespace: String, taskQueue: String) {
        activityID = task.activityID
        activityType = task.activityType?.name ?? ""
        attempt = max(1, Int(task.attempt))
        workflowID = task.workflowExecution?.workflowID ?? ""
        workflowRunID = task.workflowExecution?.runID ?? ""
        workflowType = task.workflowType?.name ?? ""
        activityRunID = task.activityRunID
        self.namespace = namespace
        self.taskQueue = taskQueue
        taskToken = task.taskToken.copied()
        if let priority = task.priority { self.priority = Priority(priority) }
        scheduledTime = task.scheduledTime
        currentAttemptScheduledTime = task.currentAttemptScheduledTime
        retryPolicy = task.retryPolicy.map(RetryPolicy.init)
        startedTime = task.startedTime
        heartbeatTimeout = task.heartbeatTimeout.flatMap { $0 > .zero ? $0 : nil }
        startToCloseTimeout = task.startToCloseTimeout.flatMap { $0 > .zero ? $0 : nil }
        scheduleToCloseTimeout = task.scheduleToCloseTimeout.flatMap { $0 > .zero ? $0 : nil }
        let ends = [
            startToCloseTimeout.flatMap { limit in startedTime.map { $0 + limit } },
            scheduleToCloseTimeout.flatMap { limit in scheduledTime.map { $0 + limit } },
        ]
        deadline = ends.compactMap(\.self).min()
    }
}
