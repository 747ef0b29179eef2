// Who decides how much a worker does at once: a number, the load of the machine, or code of the user's own.

/// What a worker's slots are for: each of them holds one task, or a poll that may bring one.
public enum SlotKind: Sendable, Hashable, CaseIterable {
    /// Tasks of workflows.
    case workflowTask
    /// Activities that came through the task queue.
    case activity
    /// Activities that a workflow runs in its own worker.
    case localActivity
    /// Requests to Nexus operations.
    case nexusTask
}

/// Who gives a worker its slots, where a fixed number of them does not fit.
///
/// What is nil has as many slots as the option of its kind says, such as ``WorkerOptions/maxConcurrentActivities``; where something
/// is set here, that option counts no more.
/// ```swift
/// options.tuner = .resourceBased(memory: 0.8, cpu: 0.9)
/// options.tuner.localActivities = nil
/// options.maxConcurrentLocalActivities = 20
/// ```
public struct WorkerTuner: Sendable {
    /// Who gives slots for workflow tasks.
    public var workflowTasks: SlotSupply?
    /// Who gives slots for activities. Those in sessions have slots of their own, ``WorkerOptions/maxConcurrentSessions``.
    public var activities: SlotSupply?
    /// Who gives slots for local activities.
    public var localActivities: SlotSupply?
    /// Who gives slots for requests to Nexus operations.
    public var nexusTasks: SlotSupply?

    /// The fixed numbers of the worker's options, but where something is set.
    public init(
        workflowTasks: SlotSupply? = nil, activities: SlotSupply? = nil, localActivities: SlotSupply? = nil,
        nexusTasks: SlotSupply? = nil
    ) {
        self.workflowTasks = workflowTasks
        self.activities = activities
        self.localActivities = localActivities
        self.nexusTasks = nexusTasks
    }

    /// As many slots of each kind as memory and processors allow.
    ///
    /// - Parameters:
    ///   - memory: the part of the memory that may be in use, above 0 and at most 1.
    ///   - cpu: the part of the processors' time that may be in use, above 0 and at most 1.
    public static func resourceBased(memory: Double = 0.8, cpu: Double = 0.9) -> WorkerTuner {
        let slow = SlotSupply.resourceBased(memory: memory, cpu: cpu)
        return WorkerTuner(
            workflowTasks: .resourceBased(memory: memory, cpu: cpu, minimum: 2, rampThrottle: .zero),
            activities: slow, localActivities: slow,
            nexusTasks: .resourceBased(memory: memory, cpu: cpu, rampThrottle: .zero))
    }

    subscript(kind: SlotKind) -> SlotSupply? {
        switch kind {
        case .workflowTask: workflowTasks
        case .activity: activities
        case .localActivity: localActivities
        case .nexusTask: nexusTasks
        }
    }
}

/// Who gives slots of one kind.
public struct SlotSupply: Sendable {
    let makeSupplier: @Sendable () -> any SlotSupplier
    /// How many slots there may be at most; nil where nobody knows.
    let maximum: Int?
    /// How many slots there are whatever the load.
    var minimum = 1
    /// How much of the machine may be in use; nil where that does not count.
    var targets: LoadTargets?

    /// As many slots as memory and processors allow: those of the control group (version 1 or 2) that limits the process, else the
    /// machine's.
    ///
    /// - Parameters:
    ///   - memory: the part of the memory that may be in use, above 0 and at most 1.
    ///   - cpu: the part of the processors' time that may be in use, above 0 and at most 1.
    ///   - minimum: how many slots there are whatever the load, at least 1.
    ///   - maximum: how many slots there may ever be.
    ///   - rampThrottle: how long to wait between two slots above the minimum, so that the first one's load shows before the next.
    public static func resourceBased(
        memory: Double = 0.8, cpu: Double = 0.9, minimum: Int = 1, maximum: Int = 10_000,
        rampThrottle: Duration = .milliseconds(50)
    ) -> SlotSupply {
        let targets = LoadTargets(memory: memory, cpu: cpu)
        return SlotSupply(
            makeSupplier: {
                ResourceBasedSlots(
                    minimum: max(1, minimum), maximum: maximum, rampThrottle: rampThrottle,
                    hadRoom: { targets.allowMore(in: MachineLoadMeter.shared.lastReading()) },
                    hasRoom: { targets.allowMore(in: MachineLoadMeter.shared.reading()) })
            }, maximum: maximum, minimum: minimum, targets: targets)
    }

    /// As many slots as `supplier` gives; workers that are given the same one share them.
    public static func custom(_ supplier: some SlotSupplier) -> SlotSupply {
        SlotSupply(makeSupplier: { supplier }, maximum: nil)
    }
}

/// Gives a worker its slots by a rule of the user's own.
///
/// A worker reserves a slot before it polls, so a slot may be held for as long as a poll is open, without anything to do. `reserve` is
/// called in a task of its own. All else is called on the worker's own threads, which run the workflows' code and serve the
/// connection: whoever waits there holds all of them up.
/// ```swift
/// struct LicensedSlots: SlotSupplier {
///     let licenses: LicensePool
///
///     func reserve(_ request: SlotRequest) async throws -> License { try await licenses.acquire() }
///     func reserveIfFree(_ request: SlotRequest) -> License? { licenses.acquireIfFree() }
///     func release(_ permit: License) { licenses.giveBack(permit) }
/// }
/// ```
public protocol SlotSupplier: Sendable {
    /// What stands for a slot until it is released.
    associatedtype Permit: Sendable

    /// Waits until there is a slot. When the task is canceled, nobody waits any more: it throws, or the slot that it returns is
    /// released at once. What else it throws is logged, and it is asked again after a second.
    func reserve(_ request: SlotRequest) async throws -> Permit

    /// A slot if there is one now. It must return at once, without input or output.
    func reserveIfFree(_ request: SlotRequest) -> Permit?

    /// Something to do was found for a slot. It must return at once; by default it does nothing.
    func use(_ permit: Permit, for use: SlotUse)

    /// A slot comes back, whether it was used or not. It must return at once.
    func release(_ permit: Permit)

    /// How `temporal worker describe` names the supplier; by default the name of its type.
    var name: String { get }
}

extension SlotSupplier {
    /// Does nothing.
    public func use(_ permit: Permit, for use: SlotUse) {}

    /// The name of the supplier's type.
    public var name: String { String(describing: Self.self) }
}

/// What a slot is wanted for.
public struct SlotRequest: Sendable {
    /// What it is for.
    public let kind: SlotKind
    /// The task queue of the worker that wants it.
    public let taskQueue: String
    /// Whether it is for a workflow task of a run in the worker's cache. Of the slots for workflow tasks, always keep one for requests
    /// that are not: where the polls for cached runs hold all of them, no workflow begins. Nor do cached ones go on without any.
    public let isSticky: Bool
    /// How many slots of this kind the worker holds.
    public let issued: Int
}

/// What a slot is used for.
public struct SlotUse: Sendable {
    /// What it is for.
    public let kind: SlotKind
    /// The type of the workflow or activity, or service and operation, joined by a slash.
    public let type: String
    /// The workflow that it is done for; empty for Nexus operations and for activities that have no workflow.
    public let workflowID: String
}
