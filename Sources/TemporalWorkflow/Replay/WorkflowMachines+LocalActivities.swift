// Local activities in the replay engine. They run while their workflow task is open, and history knows of them only by markers
// among what the task's completion did. So a replay looks ahead for the markers, and tells the code of each in the activation in
// which the code was told when it was live: the marker says which of the task's activations that was.

import TemporalCore

/// The local activities of a run.
struct LocalActivities {
    fileprivate(set) var machines: [Int64: LocalActivityMachine] = [:]
    /// What history says of activities that the code has not been told of, in history's order.
    fileprivate var known: [LocalActivityMarker] = []
    /// How many activations the task had so far.
    fileprivate var activationIndex: Int64 = 0
    /// What whoever runs them has not been told of.
    fileprivate var work = LocalActivityWork()
    /// Activities that the task has to wait for.
    fileprivate(set) var outstanding: Set<Int64> = []

    /// What is to be done before the task can go on or end.
    ///
    /// - Parameter isClosing: whether the run ends with the task, which then waits for nothing.
    mutating func takeWork(isClosing: Bool) -> LocalActivityWork {
        if isClosing {
            work.cancellations += outstanding.sorted()
            work.starts = []
            outstanding = []
        }
        work.isAwaited = !outstanding.isEmpty
        defer { work = LocalActivityWork() }
        return work
    }
}

/// What is to be done for the local activities of a run.
struct LocalActivityWork: Sendable {
    var starts: [LocalActivityTask] = []
    var cancellations: [Int64] = []
    /// Those that the code no longer waits for, and that go on.
    var abandoned: [Int64] = []
    /// Whether the workflow task waits for activities.
    var isAwaited = false

    var isEmpty: Bool { starts.isEmpty && cancellations.isEmpty && abandoned.isEmpty && !isAwaited }
}

extension WorkflowMachines {
    /// Begins a local activity of the code's.
    mutating func schedule(_ task: LocalActivityTask) {
        locals.machines[task.sequence] = LocalActivityMachine(
            task: task, cancellation: task.options.cancellation, time: now, state: .expected)
        if !isReplaying { request(task.sequence) }
    }

    /// Hands the activity to whoever runs it: history does not say how it ended.
    private mutating func request(_ sequence: Int64) {
        guard let machine = locals.machines[sequence] else { return }
        locals.machines[sequence]?.state = .requested
        locals.work.starts.append(machine.task)
        if machine.isCancelRequested { locals.work.cancellations.append(sequence) }
        locals.outstanding.insert(sequence)
    }

    /// Begins the activations of `task`: what history says of local activities is there to be told.
    ///
    /// - Returns: what is told in the first of them.
    mutating func beginActivations(of task: HistoryTask) -> [ActivationJob] {
        defer { locals.activationIndex = 1 }
        if task.localActivities.isEmpty, locals.machines.isEmpty, locals.known.isEmpty { return [] }
        locals.activationIndex = 0
        for marker in task.localActivities {
            let machine = locals.machines[marker.data.sequence]
            if machine == nil || machine?.state == .expected { locals.known.append(marker) }
        }
        if task.completed == nil {
            for sequence in locals.machines.filter({ $0.value.state == .expected }).keys.sorted() { request(sequence) }
        }
        return takeKnown()
    }

    /// The next activation of a replayed task: what local activities came to; nil where there is none.
    mutating func nextKnownActivation() -> [ActivationJob]? {
        guard !locals.known.isEmpty else { return nil }
        var jobs = takeKnown()
        if jobs.isEmpty, let next = locals.known.first?.data.activationIndex, next > locals.activationIndex,
            next < .max
        {
            // The worker that was live counted more activations: other SDKs tell of a cancellation in one of its own.
            locals.activationIndex = next
            jobs = takeKnown()
        }
        if jobs.isEmpty { return nil }
        locals.activationIndex += 1
        return jobs
    }

    private mutating func takeKnown() -> [ActivationJob] {
        var jobs: [ActivationJob] = []
        while let marker = locals.known.first, !isHeld(marker), locals.machines[marker.data.sequence] != nil {
            locals.known.removeFirst()
            jobs.append(foretell(marker))
        }
        return jobs
    }

    /// Whether a later activation of the task tells the code.
    private func isHeld(_ marker: LocalActivityMarker) -> Bool {
        marker.data.activationIndex.map { $0 > locals.activationIndex } ?? false
    }

    private mutating func foretell(_ marker: LocalActivityMarker) -> ActivationJob {
        locals.machines[marker.data.sequence]?.state = .foretold
        return resolution(marker)
    }

    /// What the code is told; the workflow's time moves on to when it was told.
    private mutating func resolution(_ marker: LocalActivityMarker) -> ActivationJob {
        let data = marker.data
        if let completeTime = data.completeTime { advance(to: completeTime.timestamp) }
        let resolution: LocalActivityResolution
        switch (data.backoff, marker.outcome) {
        case (let delay?, _):
            resolution = .backoff(
                delay: delay.duration, attempt: data.attempt, originalScheduleTime: data.originalScheduleTime?.timestamp
            )
        case (nil, .completed(let payloads)): resolution = .completed(payloads)
        case (nil, .failed(let failure)): resolution = .failed(failure)
        }
        return .resolveLocalActivity(data.sequence, resolution)
    }

    /// A live activity has ended; nil where the code does not wait for it any more.
    mutating func resolve(_ sequence: Int64, with result: LocalActivityResult) throws -> ActivationJob? {
        locals.outstanding.remove(sequence)
        guard locals.machines[sequence]?.state == .requested else { return nil }
        let job = try mark(sequence, result)
        locals.activationIndex += 1
        return job
    }

    private mutating func mark(_ sequence: Int64, _ result: LocalActivityResult) throws -> ActivationJob? {
        guard let machine = locals.machines[sequence] else { return nil }
        let outcome: ActivationJob.Outcome
        switch result.outcome {
        case .completed(let payload): outcome = .completed(.init(payload))
        case .failed(let failure): outcome = .failed(failure)
        }
        return try mark(
            machine, outcome, attempt: result.attempt, completeTime: machine.time + result.runtime,
            backoff: result.backoff, originalScheduleTime: result.originalScheduleTime)
    }

    private mutating func mark(
        _ machine: LocalActivityMachine, _ outcome: ActivationJob.Outcome, attempt: Int, completeTime: Timestamp?,
        backoff: Duration? = nil, originalScheduleTime: Timestamp?
    ) throws -> ActivationJob {
        let sequence = machine.task.sequence
        let marker = LocalActivityMarker(
            data: LocalActivityMarker.Data(
                sequence: sequence, attempt: attempt, activityID: machine.task.activityID,
                activityType: machine.task.activityType, completeTime: completeTime.map { .init($0) },
                backoff: backoff.map { .init($0) }, originalScheduleTime: originalScheduleTime.map { .init($0) },
                activationIndex: locals.activationIndex),
            outcome: outcome)
        issue(
            .localActivity(sequence), .recordMarker(try marker.command), userMetadata: machine.task.userMetadata,
            at: machine.task.site)
        locals.machines[sequence]?.state = .marked
        return resolution(marker)
    }

    /// Cancels a local activity.
    ///
    /// - Returns: what its code is told at once; nil where it is told later, when the activity has ended.
    mutating func cancelLocalActivity(_ sequence: Int64) throws -> ActivationJob? {
        guard let machine = locals.machines[sequence] else { return nil }
        switch machine.state {
        case .marked, .foretold:
            return nil
        case .expected:
            // When the code was live it was told now, unless it was to wait for the activity's end.
            guard machine.cancellation != .waitCancellationCompleted else {
                locals.machines[sequence]?.isCancelRequested = true
                return nil
            }
            guard
                let index = locals.known.firstIndex(where: { $0.data.sequence == sequence }),
                !isHeld(locals.known[index])
            else { return nil }
            return foretell(locals.known.remove(at: index))
        case .requested where machine.cancellation == .waitCancellationCompleted:
            // Told in an activation of its own, as in a replay, even where it never begins.
            locals.work.cancellations.append(sequence)
            return nil
        case .requested:
            let count = locals.work.starts.count
            locals.work.starts.removeAll { $0.sequence == sequence }
            let hasStarted = locals.work.starts.count == count
            if hasStarted {
                switch machine.cancellation {
                case .abandon: locals.work.abandoned.append(sequence)
                case .tryCancel, .waitCancellationCompleted: locals.work.cancellations.append(sequence)
                }
            }
            locals.outstanding.remove(sequence)
            return try mark(
                machine, .failed(.canceled()), attempt: machine.task.attempt, completeTime: nil,
                originalScheduleTime: machine.task.originalScheduleTime)
        }
    }

    /// Checks a marker that the replay has heeded; false where it is a command's like others.
    mutating func recordForetold(_ event: API.History.HistoryEvent) throws -> Bool {
        guard case .markerRecorded = event.attributes, let marker = try LocalActivityMarker(event),
            let machine = locals.machines[marker.data.sequence], machine.state == .foretold
        else { return false }
        if let reason = machine.mismatch(with: marker) {
            let subject = "local activity \(machine.task.activityID) of type \(machine.task.activityType)"
            throw NondeterminismError(event, "\(reason): the code ran \(subject) at \(machine.task.site.text)")
        }
        locals.machines[marker.data.sequence] = nil
        return true
    }

    /// History has the marker of an activity that ran here.
    mutating func retireLocalActivity(_ sequence: Int64) {
        locals.machines[sequence] = nil
    }
}

extension LocalActivityMachine {
    /// Why `marker` is not this activity's, or nil where it is.
    func mismatch(with marker: LocalActivityMarker) -> String? {
        if marker.data.activityID != task.activityID { return "the local activity's id differs" }
        return marker.data.activityType == task.activityType ? nil : "the local activity's type differs"
    }
}
