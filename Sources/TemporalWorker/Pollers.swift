// The polls of a worker: each takes a slot, asks for a task, and starts the work, which gives the slot back.

import Logging
import TemporalCore
import TemporalWorkflow

/// Keeps a worker's polls open until they are canceled, or no more slots are given.
struct Pollers: Sendable {
    let service: WorkerService
    let registry: Registry
    let options: WorkerOptions
    let workflowTasks: WorkflowTasks
    let activityTasks: ActivityTasks
    let nexusTasks: NexusTasks
    let slots: WorkerSlots
    let activityRate: ActivityRate?
    let statistics: WorkerStatistics
    let warning: OccasionalWarning
    let logger: Logger
    /// Opens the session that a task of this queue asks for, and gives the slot back that the task came in; nil where the worker's
    /// sessions are asked for elsewhere.
    var openSession: (@Sendable (ActivityTasks.Task, Slot) -> Void)?

    /// Starts the work that a poll brought, in a Swift task that is no child of the poller's, for what was taken is finished even
    /// when polling has stopped; gives the slot back at the end.
    typealias StartWork = @Sendable (Slot) -> Void

    /// What a poll brought.
    struct Answer: Sendable {
        /// What to do; nil where the server had nothing.
        var start: StartWork?
        /// How many polls more or fewer the server suggests.
        var suggestion: Int?
        /// Whether what it brought counts for the rate of activities.
        var isCounted = true

        /// What came with `token`, which is empty where the server had nothing.
        init(_ token: Bytes, _ decision: API.TaskQueue.PollerScalingDecision?, start: @escaping StartWork) {
            self.start = token.isEmpty ? nil : start
            suggestion = decision.map { Int($0.pollRequestDeltaSuggestion) }
        }
    }

    /// The pollers of one kind.
    private struct PollerSet: Sendable {
        var slots: Slots
        var statistics: PollStatistics
        var isSticky = false
        /// How many there are, waiting or polling.
        var count: Int
        /// Which of them poll; nil is all.
        var scaler: PollScaler?
        /// How often they poll; nil is as often as they can.
        var rate: ActivityRate?
        /// Asks the server, no longer than it is told.
        var poll: @Sendable (Duration?) async throws(RPCError) -> Answer
    }

    /// Polls until the task is canceled or the slots are closed; returns what ended the polls before that.
    func run(_ capabilities: API.Namespace.NamespaceInfo.Capabilities) async -> RPCError? {
        let sets = sets(capabilities)
        return await withTaskGroup(of: RPCError?.self) { group in
            for set in sets {
                for index in 0..<set.count {
                    group.addTask(executorPreference: service.client.executor) { await loop(set, index) }
                }
            }
            let sweeper = registry.workflows.isEmpty ? nil : Task { await sweep() }
            defer { sweeper?.cancel() }
            var failure: RPCError?
            for await result in group {
                guard let result else { continue }
                failure = failure ?? result
                group.cancelAll()
            }
            return failure
        }
    }

    /// The kinds of tasks that are polled for.
    var taskQueueTypes: [API.Enums.TaskQueueType] {
        (registry.workflows.isEmpty ? [] : [.workflow]) + (takesActivities ? [.activity] : [])
            + (registry.nexusHandlers.isEmpty ? [] : [.nexus])
    }

    private var takesActivities: Bool { !registry.activities.isEmpty && !options.leavesActivities }

    private func sets(_ capabilities: API.Namespace.NamespaceInfo.Capabilities) -> [PollerSet] {
        /// As many pollers as `behavior` says, at most one a slot: an open poll holds one.
        func set(
            _ behavior: PollerBehavior, _ slots: Slots, _ statistics: PollStatistics, sparing spared: Int = 0,
            isSticky: Bool = false, rate: ActivityRate? = nil,
            poll: @escaping @Sendable (Duration?) async throws(RPCError) -> Answer
        ) -> PollerSet {
            var set = PollerSet(
                slots: slots, statistics: statistics, isSticky: isSticky, count: 0, rate: rate, poll: poll)
            let limit = min(max(1, (slots.limit ?? .max) - spared), rate?.limit ?? .max)
            switch behavior {
            case .fixed(let count): set.count = min(max(1, count), limit)
            case .autoscaling(let minimum, let maximum, let initial):
                let minimum = min(max(1, minimum), limit)
                set.count = min(max(minimum, maximum), limit)
                set.scaler = PollScaler(
                    PollScale(
                        limits: minimum...set.count, initial: initial, isAdvised: capabilities.pollerAutoscaling,
                        at: .now))
                statistics.isAutoscaling.store(true, ordering: .relaxed)
            }
            return set
        }
        func behavior(_ chosen: PollerBehavior?) -> PollerBehavior {
            chosen ?? (capabilities.pollerAutoscalingAutoEnroll ? .autoscaling() : .fixed(5))
        }
        var sets: [PollerSet] = []
        if !registry.workflows.isEmpty {
            let (sticky, normal) = workflowBehaviors(behavior(options.workflowTaskPollers))
            for (behavior, isSticky) in [(sticky, true), (normal, false)] {
                guard let behavior else { continue }
                sets.append(
                    set(
                        behavior, slots.workflowTasks, isSticky ? statistics.stickyPolls : statistics.workflowPolls,
                        sparing: sticky == nil ? 0 : 1, isSticky: isSticky
                    ) { (timeout: Duration?) async throws(RPCError) -> Answer in
                        let task = try await service.pollWorkflowTask(isSticky: isSticky, timeout: timeout)
                        return Answer(task.taskToken, task.pollerScalingDecision) { slot in
                            workflowTasks.start(task, in: slot)
                        }
                    })
            }
        }
        if takesActivities {
            sets.append(
                set(
                    behavior(options.activityTaskPollers), slots.activities, statistics.activityPolls,
                    rate: activityRate
                ) { (timeout: Duration?) async throws(RPCError) -> Answer in
                    let task = try await service.pollActivityTask(timeout: timeout)
                    let type = task.activityType?.name
                    var answer = Answer(task.taskToken, task.pollerScalingDecision) { slot in
                        if type == SessionNames.creation, let openSession {
                            openSession(task, slot)
                        } else {
                            activityTasks.start(task, in: slot)
                        }
                    }
                    // The beginning of a session is none of the author's activities, nor is its end.
                    answer.isCounted = type != SessionNames.creation && type != SessionNames.completion
                    return answer
                })
        }
        if !registry.nexusHandlers.isEmpty {
            sets.append(
                set(behavior(options.nexusTaskPollers), slots.nexusTasks, statistics.nexusPolls) {
                    (timeout: Duration?) async throws(RPCError) -> Answer in
                    let task = try await service.pollNexusTask(timeout: timeout)
                    return Answer(task.taskToken, task.pollerScalingDecision) { slot in nexusTasks.start(task, in: slot)
                    }
                })
        }
        return sets
    }

    /// The pollers for cached runs, if there are any, and those for others. What is fixed is divided among them.
    private func workflowBehaviors(_ behavior: PollerBehavior) -> (sticky: PollerBehavior?, normal: PollerBehavior?) {
        if service.stickyQueue == nil { return (nil, behavior) }
        guard case .fixed(let count) = behavior else { return (behavior, behavior) }
        // More pollers than slots would leave none to some, sticky ones none to the others.
        let all = min(max(2, count), slots.workflowTasks.limit ?? .max)
        let normal = max(1, all / 5)
        return (.fixed(all - normal), .fixed(normal))
    }

    /// One poller. Errors that can heal are waited out without end.
    nonisolated(nonsending) private func loop(_ set: PollerSet, _ index: Int) async -> RPCError? {
        defer { set.scaler?.close() }
        var patience = Patience()
        while await set.scaler?.mayPoll(index) ?? true, let slot = await set.slots.take(isSticky: set.isSticky) {
            let turn = await set.rate?.takeTurn()
            if set.rate != nil, turn == nil {
                slot.release()
                return nil
            }
            do throws(RPCError) {
                let answer = try await set.statistics.count(set.scaler?.timeout, set.poll)
                patience.reset()
                if let turn { set.rate?.polled(answer, with: turn) }
                if let scaler = set.scaler {
                    scaler.answered(hasTask: answer.start != nil, suggestion: answer.suggestion)
                }
                guard let start = answer.start else {
                    slot.release()
                    continue
                }
                start(slot)
            } catch {
                slot.release()
                if let turn { set.rate?.giveBack(turn) }
                if Task.isCancelled { return nil }
                set.scaler?.failed(error)
                // A task that is too large to be received is the server's to give up; the next one may be smaller.
                let delay =
                    error.isMessageTooLarge
                    ? .seconds(1) : patience.delay(after: error, isRefusal: self.statistics.hasBeenServed)
                guard let delay else {
                    logger.error("polling has ended: \(error)")
                    return error
                }
                // Connections come and go, and the channel says so.
                if error.connectionFailure == nil { warning("a poll failed and is tried again: \(error)") }
                do { try await Task.sleep(for: delay) } catch { return nil }
            }
        }
        return nil
    }

    /// Gives no more slots and turns to polls.
    func close() {
        slots.close()
        activityRate?.close()
    }

    /// Lets go of idle runs now and then.
    private func sweep() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: min(options.maxCachedWorkflowAge, options.closedRunsInterval)) } catch {
                return
            }
            await workflowTasks.runs.evictAged()
            await workflowTasks.runs.evictClosed()
        }
    }
}
