// Slots by the load of the machine: given freely up to a minimum, and beyond as long as memory and processors are below what the
// user wants of them. What must stay true: polls for cached runs never leave none to other workflow tasks, nor the other way round.

import Synchronization

/// How much of memory and processors may be in use.
struct LoadTargets: Sendable {
    /// Where slots are no longer given: a little before the target, for what was given shows late.
    private static let margin = MachineLoad(memory: 0.05, cpu: 0.01)
    /// How much of the growth since the reading before is taken to go on.
    private static let foresight = 0.2

    let memory: Double
    let cpu: Double

    /// Whether a slot more may be given; not where the load is not known.
    func allowMore(in reading: MachineLoadMeter.Reading?) -> Bool {
        guard let reading else { return false }
        func hasRoom(_ target: Double, _ part: KeyPath<MachineLoad, Double>) -> Bool {
            let (now, before) = (reading.now[keyPath: part], reading.before[keyPath: part])
            return target - now - Self.foresight * (now - before) > Self.margin[keyPath: part]
        }
        return hasRoom(memory, \.memory) && hasRoom(cpu, \.cpu)
    }
}

/// Gives slots of one kind to one worker.
final class ResourceBasedSlots: SlotSupplier {
    private struct State {
        var sticky = 0
        var others = 0
        var lastIssue: ContinuousClock.Instant?

        var issued: Int { sticky + others }

        mutating func issue(_ isSticky: Bool) {
            if isSticky { sticky += 1 } else { others += 1 }
            lastIssue = .now
        }
    }

    /// How long to wait before the load is looked at again.
    private static let pause: Duration = .milliseconds(25)
    /// How long at most, so that the meter does not forget where it was.
    private static let longestPause: Duration = .milliseconds(500)

    let name = "ResourceBased"
    private let minimum: Int
    private let maximum: Int
    private let rampThrottle: Duration
    private let hasRoom: @Sendable () -> Bool
    private let hadRoom: @Sendable () -> Bool
    private let state = Mutex(State())

    /// - Parameters:
    ///   - hadRoom: whether the machine might do more when it was last looked at, for who may not wait for the system's files; nil is
    ///     as `hasRoom`.
    ///   - hasRoom: whether the machine may do more.
    init(
        minimum: Int, maximum: Int, rampThrottle: Duration, hadRoom: (@Sendable () -> Bool)? = nil,
        hasRoom: @escaping @Sendable () -> Bool
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.rampThrottle = rampThrottle
        self.hasRoom = hasRoom
        self.hadRoom = hadRoom ?? hasRoom
    }

    /// A slot; the permit is whether it is for cached runs.
    func reserve(_ request: SlotRequest) async throws -> Bool {
        while true {
            if let permit = reserve(request, if: hasRoom) { return permit }
            try await Task.sleep(for: max(Self.pause, min(rampThrottle, Self.longestPause)))
        }
    }

    func reserveIfFree(_ request: SlotRequest) -> Bool? { reserve(request, if: hadRoom) }

    private func reserve(_ request: SlotRequest, if hasRoom: () -> Bool) -> Bool? {
        let isSticky = request.isSticky
        let isGiven = state.withLock { state -> Bool? in
            let isLacking = request.kind == .workflowTask && (isSticky ? state.sticky : state.others) == 0
            if state.issued < minimum || isLacking {
                state.issue(isSticky)
                return true
            }
            if state.issued >= maximum { return false }
            if let last = state.lastIssue, .now - last < rampThrottle { return false }
            return nil
        }
        if let isGiven { return isGiven ? isSticky : nil }
        guard hasRoom() else { return nil }
        return state.withLock { state -> Bool? in
            // Another poll may have been given one meanwhile.
            if state.issued >= maximum { return nil }
            if let last = state.lastIssue, .now - last < rampThrottle { return nil }
            state.issue(isSticky)
            return isSticky
        }
    }

    func release(_ isSticky: Bool) {
        state.withLock { state in
            if isSticky { state.sticky -= 1 } else { state.others -= 1 }
        }
    }
}
