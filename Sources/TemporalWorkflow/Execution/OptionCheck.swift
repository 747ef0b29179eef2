// Options that the server would refuse, found where the code gives them. The rules are the server's (its validation of retry policies,
// timeouts and priorities). It never sees the options of local activities: what is out of range there counts as the nearest that is not.

import TemporalCore

/// Looks for the first thing that is wrong with options.
struct OptionCheck {
    /// What is wrong, with the option's name; nil where nothing is.
    private(set) var problem: String?

    mutating func require(_ isRight: Bool, _ problem: @autoclosure () -> String) {
        if self.problem == nil, !isRight { self.problem = problem() }
    }

    /// A time may be left out; it is never negative.
    mutating func time(_ name: String, _ value: Duration?) {
        guard let value, value < .zero else { return }
        require(false, "\(name) is \(value), and may not be negative")
    }

    mutating func retryPolicy(_ policy: RetryPolicy?) {
        // Of a policy that retries nothing the rest does not count.
        guard let policy, policy.maximumAttempts != 1 else { return }
        time("retryPolicy.initialInterval", policy.initialInterval)
        time("retryPolicy.maximumInterval", policy.maximumInterval)
        if let attempts = policy.maximumAttempts {
            require(attempts >= 0, "retryPolicy.maximumAttempts is \(attempts), and may not be negative")
        }
        if let coefficient = policy.backoffCoefficient {
            require(
                coefficient == 0 || coefficient >= 1,
                "retryPolicy.backoffCoefficient is \(coefficient), and may not be below 1")
        }
        if let initial = policy.initialInterval, let maximum = policy.maximumInterval, maximum != .zero {
            require(
                initial <= maximum, "retryPolicy.initialInterval, \(initial), is above its maximumInterval, \(maximum)")
        }
    }

    mutating func priority(_ priority: Priority?) {
        guard let priority else { return }
        if let key = priority.key { require(key >= 0, "priority.key is \(key), and may not be negative") }
        if let key = priority.fairnessKey {
            require(key.utf8.count <= 64, "priority.fairnessKey has \(key.utf8.count) bytes, of 64 at most")
        }
        if let weight = priority.fairnessWeight {
            require(weight >= 0, "priority.fairnessWeight is \(weight), and may not be negative")
        }
    }
}

extension ActivityOptions {
    var problem: String? {
        var check = OptionCheck()
        check.time("scheduleToClose", scheduleToClose)
        check.time("scheduleToStart", scheduleToStart)
        check.time("startToClose", startToClose)
        check.time("heartbeat", heartbeat)
        check.retryPolicy(retryPolicy)
        check.priority(priority)
        return check.problem
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
        return check.problem
    }
}

extension ContinueAsNewOptions {
    var problem: String? {
        var check = OptionCheck()
        check.time("runTimeout", runTimeout)
        check.time("taskTimeout", taskTimeout)
        check.time("startDelay", startDelay)
        check.retryPolicy(retryPolicy)
        return check.problem
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
