// Slots: how much a worker does at once. A poller takes a slot before it asks for work, so that nothing is accepted that
// cannot be started; the slot goes back when the work is reported.

import Synchronization
import TemporalCore

/// The slots of one kind: a counting semaphore whose waiters are served in order and can be canceled, or slots that a supplier
/// gives.
final class Slots: Sendable {
    private struct State {
        var issued = 0
        var waiters: [(id: UInt64, continuation: CheckedContinuation<Slot?, Never>)] = []
        var nextID: UInt64 = 0
        var isClosed = false
    }

    /// How many there may be at once; nil where nobody knows.
    let limit: Int?
    /// How `temporal worker describe` names who gives them.
    let supplierName: String
    private let kind: SlotKind
    private let taskQueue: String
    private let supplier: (any SlotSupplier)?
    private let state = Mutex(State())
    private let inWork = Atomic(0)
    private let metrics: SlotMetrics?
    private let warning: OccasionalWarning

    /// The slots of one kind of a worker with `options`.
    init(
        _ kind: SlotKind, _ options: WorkerOptions, taskQueue: String, metrics: SlotMetrics?, warning: OccasionalWarning
    ) {
        self.kind = kind
        self.taskQueue = taskQueue
        self.metrics = metrics
        self.warning = warning
        limit = options.slotLimit(kind)
        supplier = options.tuner[kind]?.makeSupplier()
        supplierName = supplier?.name ?? "Fixed"
    }

    /// How many slots are taken, by work and by polls that may bring some.
    var used: Int { state.withLock { $0.issued } }

    /// How many slots work is done in.
    var working: Int { inWork.load(ordering: .relaxed) }

    /// Takes a slot, waiting for one; nil when the waiting task is canceled or the slots are closed.
    ///
    /// - Parameter isSticky: whether it is for workflow tasks of cached runs.
    nonisolated(nonsending) func take(isSticky: Bool = false) async -> Slot? {
        if let supplier { return await take(from: supplier, isSticky: isSticky) }
        let limit = limit ?? 0
        return await wait { state in
            guard state.issued < limit else { return nil }
            state.issued += 1
            return Slot(slots: self, permit: nil)
        } orElse: { _ in
        }
    }

    /// Takes what is there, or else does `begin` and waits for what it leads to.
    nonisolated(nonsending) private func wait(
        _ takeNow: (inout State) -> Slot?, orElse begin: (UInt64) -> Void
    ) async -> Slot? {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let slot: Slot?? = state.withLock { state in
                    if Task.isCancelled || state.isClosed { return .some(nil) }
                    if let slot = takeNow(&state) { return slot }
                    state.waiters.append((id, continuation))
                    return nil
                }
                if let slot { continuation.resume(returning: slot) } else { begin(id) }
            }
        } onCancel: {
            removeWaiter(id)?.resume(returning: nil)
        }
    }

    private func removeWaiter(_ id: UInt64) -> CheckedContinuation<Slot?, Never>? {
        state.withLock { state in
            state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0).continuation }
        }
    }

    /// Takes a slot, waiting for one until `deadline`; nil also where that has passed.
    func take(until deadline: ContinuousClock.Instant?) async -> Slot? {
        if let slot = takeIfFree() { return slot }
        guard let deadline else { return await take() }
        let taking = Task.detached { [self] in await take() }
        let clock = Task.detached {
            try await Task.sleep(until: deadline, clock: .continuous)
            taking.cancel()
        }
        defer { clock.cancel() }
        return await withTaskCancellationHandler {
            await taking.value
        } onCancel: {
            taking.cancel()
        }
    }

    /// Takes a slot if one is free now.
    func takeIfFree() -> Slot? {
        guard let supplier else {
            return state.withLock { state in
                if state.isClosed || state.issued >= limit ?? 0 { return nil }
                state.issued += 1
                return Slot(slots: self, permit: nil)
            }
        }
        let issued = state.withLock { $0.isClosed ? nil : $0.issued }
        guard let issued, let permit = supplier.permitIfFree(request(issued, isSticky: false)) else { return nil }
        state.withLock { $0.issued += 1 }
        return Slot(slots: self, permit: permit)
    }

    /// A slot more than there may be, if need be, for work that has come without one; polls have none until there are few enough again.
    /// It asks no supplier.
    func takeAnyway() -> Slot {
        state.withLock { $0.issued += 1 }
        return Slot(slots: self, permit: nil)
    }

    /// Gives no more slots; those that are taken still come back.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: nil) }
    }

    /// Waits until every slot is free, `limit` has passed, or the task is canceled; whether all are.
    func drained(within limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        while used > 0 {
            guard ContinuousClock.now < deadline else { return false }
            do { try await Task.sleep(for: .milliseconds(10)) } catch { return used == 0 }
        }
        return true
    }

    fileprivate func begin() {
        inWork.wrappingAdd(1, ordering: .relaxed)
        metrics?.begin()
    }

    fileprivate func end() {
        inWork.wrappingSubtract(1, ordering: .relaxed)
        metrics?.end()
    }

    fileprivate func release(_ permit: SlotPermit?) {
        permit?.release()
        let waiter = state.withLock { state -> CheckedContinuation<Slot?, Never>? in
            guard supplier == nil, state.issued <= limit ?? 0, !state.waiters.isEmpty else {
                state.issued -= 1
                return nil
            }
            return state.waiters.removeFirst().continuation
        }
        waiter?.resume(returning: Slot(slots: self, permit: nil))
    }
}

/// The slots that a supplier gives.
extension Slots {
    /// Asks the supplier in a task of its own, for it may take its time.
    nonisolated(nonsending) private func take(from supplier: any SlotSupplier, isSticky: Bool) async -> Slot? {
        var reserving: Task<Void, Never>?
        let slot = await wait { _ in
            nil
        } orElse: { id in
            reserving = Task.detached { [self] in await reserve(from: supplier, isSticky: isSticky, for: id) }
        }
        // Nobody may wait any more.
        reserving?.cancel()
        return slot
    }

    private func reserve(from supplier: any SlotSupplier, isSticky: Bool, for waiter: UInt64) async {
        while !Task.isCancelled {
            do {
                let permit = try await supplier.permit(request(used, isSticky: isSticky))
                let continuation = state.withLock { state -> CheckedContinuation<Slot?, Never>? in
                    guard let index = state.waiters.firstIndex(where: { $0.id == waiter }) else { return nil }
                    state.issued += 1
                    return state.waiters.remove(at: index).continuation
                }
                guard let continuation else { return permit.release() }
                return continuation.resume(returning: Slot(slots: self, permit: permit))
            } catch {
                if Task.isCancelled { return }
                warning("\(supplier.name) gave no slot and is asked again: \(error)")
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func request(_ issued: Int, isSticky: Bool) -> SlotRequest {
        SlotRequest(kind: kind, taskQueue: taskQueue, isSticky: isSticky, issued: issued)
    }
}

/// The slots of a worker.
struct WorkerSlots: Sendable {
    let workflowTasks: Slots
    let activities: Slots
    let localActivities: Slots
    let nexusTasks: Slots

    /// Those that `options` ask for, of a worker on `taskQueue`.
    init(_ options: WorkerOptions, taskQueue: String, metrics: WorkerMetrics, warning: OccasionalWarning) {
        func slots(_ kind: SlotKind, _ metrics: SlotMetrics?) -> Slots {
            Slots(kind, options, taskQueue: taskQueue, metrics: metrics, warning: warning)
        }
        workflowTasks = slots(.workflowTask, metrics.workflowSlots)
        activities = slots(.activity, metrics.activitySlots)
        localActivities = slots(.localActivity, metrics.localActivitySlots)
        nexusTasks = slots(.nexusTask, metrics.nexusSlots)
    }

    /// Gives no more slots to polls; local activities belong to workflow tasks that were taken before.
    func close() {
        workflowTasks.close()
        activities.close()
        nexusTasks.close()
    }
}

/// A slot that was taken. It goes back once: unused, or at the end of the work that is done in it.
struct Slot: Sendable {
    fileprivate let slots: Slots
    fileprivate let permit: SlotPermit?

    /// Gives the slot back unused.
    func release() { slots.release(permit) }

    /// Begins work in the slot; what this returns ends it, and gives the slot back.
    func work(_ use: @autoclosure () -> SlotUse) -> @Sendable () -> Void {
        slots.begin()
        if let permit { permit.use(use()) }
        return { [self] in
            slots.end()
            release()
        }
    }
}

/// A supplier's permit, without its type.
private struct SlotPermit: Sendable {
    let use: @Sendable (SlotUse) -> Void
    let release: @Sendable () -> Void
}

extension SlotSupplier {
    fileprivate func permit(_ request: SlotRequest) async throws -> SlotPermit {
        erased(try await reserve(request))
    }

    fileprivate func permitIfFree(_ request: SlotRequest) -> SlotPermit? {
        reserveIfFree(request).map(erased)
    }

    private func erased(_ permit: Permit) -> SlotPermit {
        SlotPermit(use: { use(permit, for: $0) }, release: { release(permit) })
    }
}

extension WorkerOptions {
    /// How many slots of a kind there may be at once; nil where nobody knows.
    func slotLimit(_ kind: SlotKind) -> Int? {
        if let supply = tuner[kind] { return supply.maximum }
        switch kind {
        case .workflowTask: return maxConcurrentWorkflowTasks
        case .activity: return maxConcurrentActivities
        case .localActivity: return maxConcurrentLocalActivities
        case .nexusTask: return maxConcurrentNexusTasks
        }
    }
}
