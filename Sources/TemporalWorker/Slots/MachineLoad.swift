// How busy the machine is, or the control group that limits this process: memory that cannot be reclaimed, and processor time.

import Synchronization
import TemporalCore

/// The parts of memory and processor time that are in use, 0 to 1.
struct MachineLoad: Sendable {
    var memory: Double
    var cpu: Double
}

/// Reads the load, at most ten times a second, for all who ask.
final class MachineLoadMeter: Sendable {
    /// The last two readings.
    struct Reading: Sendable {
        var now: MachineLoad
        var before: MachineLoad
    }

    private struct State {
        var reading = Reading(now: MachineLoad(memory: 0, cpu: 0), before: MachineLoad(memory: 0, cpu: 0))
        var time: ContinuousClock.Instant?
        var ticks: (busy: UInt64, all: UInt64) = (0, 0)
        var usage: [String: UInt64] = [:]
    }

    /// That of this process.
    static let shared = MachineLoadMeter()

    private static let interval: Duration = .milliseconds(100)

    private let group = ControlGroup()
    private let state = Mutex(State())

    init() {
        _ = reading()
    }

    /// The load now, and a moment ago.
    func reading() -> Reading {
        let now = ContinuousClock.now
        return state.withLock { state in
            if let last = state.time, now - last < Self.interval { return state.reading }
            let elapsed = state.time.map { $0.duration(to: now) }
            state.time = now
            state.reading.before = state.reading.now
            state.reading.now = MachineLoad(
                memory: group.memoryUsage ?? Double(Host.memoryUsage), cpu: cpu(&state, elapsed))
            if elapsed == nil { state.reading.before = state.reading.now }
            return state.reading
        }
    }

    private func cpu(_ state: inout State, _ elapsed: Duration?) -> Double {
        let (ticks, usage) = (state.ticks, state.usage)
        state.ticks = Host.processorTicks
        let groups = group.processorUse
        state.usage = Dictionary(groups.map { ($0.folder, $0.nanoseconds) }) { first, _ in first }
        guard let elapsed else { return 0 }
        let nanoseconds = elapsed / .nanoseconds(1)
        let parts = groups.compactMap { group in
            usage[group.folder].map { Double(group.nanoseconds &- $0) / (nanoseconds * group.processors) }
        }
        if let most = parts.max() { return most }
        guard state.ticks.all > ticks.all else { return state.reading.now.cpu }
        return Double(state.ticks.busy &- ticks.busy) / Double(state.ticks.all - ticks.all)
    }
}
