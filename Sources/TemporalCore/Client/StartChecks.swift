// What a client's starts are looked through for, after the interceptors and before anything is sent.

extension OptionCheck {
    /// What every start of a workflow says, be it now or on a schedule.
    fileprivate mutating func start(_ workflowType: String, taskQueue: String, _ choices: some StartChoices) {
        name("workflowType", workflowType)
        name("taskQueue", taskQueue)
        time("executionTimeout", choices.executionTimeout)
        time("runTimeout", choices.runTimeout)
        time("taskTimeout", choices.taskTimeout)
        retryPolicy(choices.retryPolicy)
        priority(choices.priority)
    }
}

extension StartWorkflowInput {
    /// Declines what the server would.
    func check() throws(InvalidOptionError) {
        var check = OptionCheck()
        check.name("id", id)
        check.start(workflowType, taskQueue: taskQueue, options)
        check.time("startDelay", options.startDelay)
        // Even a delay of zero.
        if let delay = options.startDelay, let cron = options.cronSchedule {
            check.require(cron.isEmpty, "startDelay", "is \(delay), beside a cronSchedule: leave one of them out")
        }
        try check.throwProblem()
    }
}

extension StartActivityInput {
    /// Declines what the server would.
    func check() throws(InvalidOptionError) {
        var check = OptionCheck()
        check.name("id", id)
        check.name("activityType", activityType)
        check.name("taskQueue", taskQueue)
        check.time("scheduleToClose", options.scheduleToClose)
        check.time("scheduleToStart", options.scheduleToStart)
        check.time("startToClose", options.startToClose)
        check.time("heartbeat", options.heartbeat)
        check.time("startDelay", options.startDelay)
        // Zero is no limit.
        let limit = max(options.startToClose ?? .zero, options.scheduleToClose ?? .zero)
        check.require(limit > .zero, "startToClose", "sets no limit, nor does scheduleToClose: set one of them")
        check.retryPolicy(options.retryPolicy)
        check.priority(options.priority)
        try check.throwProblem()
    }
}

extension Schedule {
    /// Declines what the server would, and a retry policy or a priority with which it would start nothing, ever, without telling
    /// anybody. The workflow's id may be empty: the server appends a time to it.
    func check(id: String) throws(InvalidOptionError) {
        var check = OptionCheck()
        check.name("id", id)
        check.start(workflow.workflowType, taskQueue: workflow.taskQueue, workflow)
        try check.throwProblem()
    }
}
