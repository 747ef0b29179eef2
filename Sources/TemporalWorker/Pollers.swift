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
    let statistics: WorkerStatistics
    let warning: OccasionalWarning
    let logger: Logger

    /// Polls until the task is canceled or the slots are closed; returns what ended the polls before that.
    func run() async -> RPCError? {
        await withTaskGroup(of: RPCError?.self) { group in
            for poller in workflowPollers + activityPollers + nexusPollers {
                group.addTask(executorPreference: service.client.executor) { await poller() }
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
        (registry.workflows.isEmpty ? [] : [.workflow]) + (registry.activities.isEmpty ? [] : [.activity])
            + (registry.nexusHandlers.isEmpty ? [] : [.nexus])
    }

    private typealias Poller = @Sendable () async -> RPCError?

    private var workflowPollers: [Poller] {
        if registry.workflows.isEmpty { return [] }
        // An open poll holds a slot: more pollers than slots would leave none to some, sticky ones none to the others.
        let count = min(max(2, options.workflowTaskPollers), slots.workflowTasks.limit ?? .max)
        let sticky = service.stickyQueue == nil ? 0 : count - max(1, count / 5)
        return (0..<count).map { index in
            let isSticky = index < sticky
            return {
                await loop(
                    slots.workflowTasks, isSticky ? statistics.stickyPolls : statistics.workflowPolls,
                    isSticky: isSticky
                ) { () throws(RPCError) in
                    guard let task = try await service.pollWorkflowTask(isSticky: isSticky) else { return nil }
                    return { slot in workflowTasks.start(task, in: slot) }
                }
            }
        }
    }

    private var activityPollers: [Poller] {
        if registry.activities.isEmpty { return [] }
        return (0..<max(1, options.activityTaskPollers)).map { _ in
            {
                await loop(slots.activities, statistics.activityPolls) { () throws(RPCError) in
                    guard let task = try await service.pollActivityTask() else { return nil }
                    return { slot in activityTasks.start(task, in: slot) }
                }
            }
        }
    }

    private var nexusPollers: [Poller] {
        if registry.nexusHandlers.isEmpty { return [] }
        return (0..<max(1, options.nexusTaskPollers)).map { _ in
            {
                await loop(slots.nexusTasks, statistics.nexusPolls) { () throws(RPCError) in
                    guard let task = try await service.pollNexusTask() else { return nil }
                    return { slot in nexusTasks.start(task, in: slot) }
                }
            }
        }
    }

    /// Starts the work that a poll brought, in a Swift task that is no child of the poller's, for what was taken is finished even
    /// when polling has stopped; gives the slot back at the end.
    private typealias StartWork = @Sendable (Slot) -> Void

    /// One poller. Errors that can heal are waited out without end.
    nonisolated(nonsending) private func loop(
        _ slots: Slots, _ statistics: PollStatistics, isSticky: Bool = false,
        poll: @Sendable () async throws(RPCError) -> StartWork?
    ) async -> RPCError? {
        var patience = Patience()
        while let slot = await slots.take(isSticky: isSticky) {
            do throws(RPCError) {
                let start = try await statistics.count(poll)
                patience.reset()
                guard let start else {
                    slot.release()
                    continue
                }
                start(slot)
            } catch {
                slot.release()
                if Task.isCancelled { return nil }
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

    /// Lets go of idle runs now and then.
    private func sweep() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: min(options.maxCachedWorkflowAge, .seconds(60))) } catch { return }
            await workflowTasks.evictAged()
        }
    }
}
