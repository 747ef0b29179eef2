// How busy the machine is, or the control group that limits this process: memory that cannot be reclaimed, and processor time. What
// must stay true: processor time is that of a moment ago, never the average since somebody asked long before.

import Glibc
import Synchronization
import TemporalCore

/// The parts of memory and processor time that are in use, 0 to 1.
struct MachineLoad: Sendable {
    var memory: Double
    var cpu: Double
}

/// A machine: how large it is, and how to ask what it does.
struct Machine: Sendable {
    /// The bytes of its memory.
    var memory: UInt64
    var processors: Int
    /// The part of its memory that is in use, 0 to 1.
    var memoryUsage: @Sendable () -> Double
    /// The time that its processors have been busy, and all their time, since some beginning.
    var processorTicks: @Sendable () -> (busy: UInt64, all: UInt64)

    /// The one that this process runs on.
    static let current = Machine(
        memory: UInt64(max(0, sysconf(Int32(_SC_PHYS_PAGES)))) &* UInt64(max(0, sysconf(Int32(_SC_PAGESIZE)))),
        processors: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), memoryUsage: { Double(Host.memoryUsage) },
        processorTicks: { Host.processorTicks })
}

/// Reads the load, at most ten times a second, for all who ask.
final class MachineLoadMeter: Sendable {
    /// The last two readings.
    struct Reading: Sendable {
        var now: MachineLoad
        var before: MachineLoad
    }

    /// What the processors had done by some time.
    private struct Sample {
        var time: ContinuousClock.Instant
        var ticks: (busy: UInt64, all: UInt64)
        var groups: [ControlGroup.ProcessorUse]
    }

    private struct State {
        var reading: Reading?
        var last: Sample?
        var isRefreshing = false
    }

    /// That of this process.
    static let shared = MachineLoadMeter()

    private static let interval: Duration = .milliseconds(100)
    /// How long ago the processors may have been looked at for what they did since to be their load.
    private static let longest: Duration = .seconds(1)

    private let machine: Machine
    private let group: ControlGroup
    private let state = Mutex(State())

    /// - Parameter read: reads the system's files.
    init(machine: Machine = .current, read: @escaping @Sendable (String) -> String = Host.text(of:)) {
        self.machine = machine
        group = ControlGroup(memory: machine.memory, processors: machine.processors, read: read)
    }

    /// The load now, and a moment ago. Nil where nobody has asked of late: then this is what the next reading, 100 ms later, begins
    /// with.
    func reading(at now: ContinuousClock.Instant = .now) -> Reading? {
        state.withLock { state in
            if let last = state.last, now - last.time < Self.interval { return state.reading }
            let sample = Sample(time: now, ticks: machine.processorTicks(), groups: group.processorUse)
            let last = state.last
            state.last = sample
            guard let last, now - last.time <= Self.longest else {
                state.reading = nil
                return nil
            }
            let before = state.reading?.now
            let load = MachineLoad(
                memory: group.memoryUsage ?? machine.memoryUsage(),
                cpu: Self.cpu(from: last, to: sample) ?? before?.cpu ?? 0)
            state.reading = Reading(now: load, before: before ?? load)
            return state.reading
        }
    }

    /// The last reading, for where nobody may wait for the system's files; nil where it is old. Then one is made elsewhere, for who
    /// asks next.
    func lastReading(at now: ContinuousClock.Instant = .now) -> Reading? {
        let (reading, refreshes) = state.withLock { state -> (Reading?, Bool) in
            if let last = state.last, now - last.time <= Self.longest { return (state.reading, false) }
            defer { state.isRefreshing = true }
            return (nil, !state.isRefreshing)
        }
        if refreshes {
            Task.detached { [self] in
                _ = self.reading()
                try? await Task.sleep(for: Self.interval)
                _ = self.reading()
                state.withLock { $0.isRefreshing = false }
            }
        }
        return reading
    }

    /// The part of the processors' time that was used in between; nil where that cannot be told.
    private static func cpu(from start: Sample, to end: Sample) -> Double? {
        let nanoseconds = start.time.duration(to: end.time) / .nanoseconds(1)
        let parts = end.groups.compactMap { group in
            start.groups.first { $0.folder == group.folder }.map {
                Double(group.nanoseconds &- $0.nanoseconds) / (nanoseconds * group.processors)
            }
        }
        if let most = parts.max() { return most }
        guard end.ticks.all > start.ticks.all else { return nil }
        return Double(end.ticks.busy &- start.ticks.busy) / Double(end.ticks.all - start.ticks.all)
    }
}
