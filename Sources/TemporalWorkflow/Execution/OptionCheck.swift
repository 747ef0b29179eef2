// Options of a workflow's calls that the server would refuse, found where the code gives them. It never sees the options of local
// activities: what is out of range there counts as the nearest that is not.

import TemporalCore

extension ActivityOptions {
    var problem: String? {
        var check = OptionCheck()
        check.time("scheduleToClose", scheduleToClose)
        check.time("scheduleToStart", scheduleToStart)
        check.time("startToClose", startToClose)
        check.time("heartbeat", heartbeat)
        check.retryPolicy(retryPolicy)
        check.priority(priority)
        return check.problem?.description
    }
}

extension ChildWorkflowOptions {
    var problem: String? {
        var check = OptionCheck()
        check.time("executionTimeout", executionTimeout)
        check.time("runTimeout", runTimeout)
        check.time("taskTimeout", taskTimeout)
        check.retryPolicy(retryPolicy)
        check.priority(priority)
        return check.problem?.description
    }
}

extension ContinueAsNewOptions {
    var problem: String? {
        var check = OptionCheck()
        check.time("runTimeout", runTimeout)
        check.time("taskTimeout", taskTimeout)
        check.time("startDelay", startDelay)
        check.retryPolicy(retryPolicy)
        return check.problem?.description
    }
}

extension NexusOperationOptions {
    /// What is wrong with them, or with the endpoint of the call that they are for. The names of the service and the operation are
    /// the handler's business: the server takes empty ones.
    func problem(endpoint: String) -> String? {
        var check = OptionCheck()
        check.name("endpoint", endpoint)
        check.time("scheduleToClose", scheduleToClose)
        check.time("scheduleToStart", scheduleToStart)
        check.time("startToClose", startToClose)
        return check.problem?.description
    }
}

extension WorkflowInstance {
    /// The mistake of asking for what the server refuses. Unless it is to end the run, it fails the task at once: code that catches
    /// everything, such as that which undoes steps, would go on and put into history what mended code does not do.
    func badOptions(
        of subject: String, _ problem: String, _ cause: API.Enums.WorkflowTaskFailedCause,
        type: String = "InvalidOptions"
    ) -> WorkflowTaskFailure {
        let failure = WorkflowTaskFailure(cause: cause, message: "\(subject) \(problem)", type: type)
        if !endsRun(failure) { failTask(failure) }
        return failure
    }

    /// The mistake of calling an activity that may take for ever.
    func missingTimeout(_ activity: String) -> WorkflowTaskFailure {
        badOptions(
            of: activity, "needs startToClose or scheduleToClose", .badScheduleActivityAttributes,
            type: "MissingTimeout")
    }
}
