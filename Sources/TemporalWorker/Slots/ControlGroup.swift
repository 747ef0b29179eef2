// The control groups that this process is in, version 1 or 2, from its own up to the root: those that limit memory or processor
// time, and how much of that is used. Without a limit they tell nothing, and the machine as a whole counts; a limit beyond what the
// machine has is none.

import TemporalCore

/// The control groups of a process, read through `read`, which knows the system's files.
struct ControlGroup: Sendable {
    /// A group that limits processor time.
    struct ProcessorUse: Equatable {
        var folder: String
        /// What it has used since its beginning.
        var nanoseconds: UInt64
        /// How many processors' time it may use.
        var processors: Double
    }

    private let read: @Sendable (String) -> String
    private let memoryFolders: [String]
    private let cpuFolders: [String]
    /// Where version 1 counts processor time; as many as `cpuFolders`, and in their order.
    private let accountFolders: [String]
    private let isUnified: Bool
    private let machineMemory: UInt64
    private let machineProcessors: Int

    /// - Parameters:
    ///   - memory: the bytes that the machine has.
    ///   - processors: those that it has.
    ///   - read: reads the system's files.
    init(memory: UInt64, processors: Int, read: @escaping @Sendable (String) -> String) {
        machineMemory = memory
        machineProcessors = processors
        self.read = read
        var paths: [Substring: Substring] = [:]
        for line in read("/proc/self/cgroup").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            for controller in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
                paths[controller] = parts[2]
            }
        }
        let isUnified = paths["memory"] == nil && paths["cpu"] == nil
        func folders(_ controller: Substring) -> [String] {
            guard let path = paths[isUnified ? "" : controller] else { return [] }
            return Self.levels(of: path, in: isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)")
        }
        memoryFolders = folders("memory")
        cpuFolders = folders("cpu")
        accountFolders = isUnified ? [] : folders("cpuacct")
        self.isUnified = isUnified
    }

    /// The folders of a group and of those around it. In a container that does not see the groups around it, the last is its own.
    private static func levels(of path: Substring, in root: String) -> [String] {
        var names = path.split(separator: "/")
        var folders: [String] = []
        while !names.isEmpty {
            folders.append(root + "/" + names.joined(separator: "/"))
            names.removeLast()
        }
        return folders + [root]
    }

    /// The part of its memory that the tightest group uses and cannot reclaim, 0 to 1; nil where none is limited.
    var memoryUsage: Double? {
        memoryFolders.compactMap { folder in
            let names =
                isUnified ? ("memory.max", "memory.current") : ("memory.limit_in_bytes", "memory.usage_in_bytes")
            // Version 1 says "unlimited" with a number that no machine has.
            guard let limit = number(folder, names.0), limit > 0, limit < machineMemory,
                let used = number(folder, names.1)
            else { return nil }
            let prefix = isUnified ? "" : "total_"
            let details = values(folder, "memory.stat")
            // The page cache goes when the memory is wanted.
            let cache = (details["\(prefix)active_file"] ?? 0) &+ (details["\(prefix)inactive_file"] ?? 0)
            return Double(used - min(used, cache)) / Double(limit)
        }.max()
    }

    /// The groups that limit processor time.
    var processorUse: [ProcessorUse] {
        isUnified ? unifiedProcessorUse : dividedProcessorUse
    }

    private var unifiedProcessorUse: [ProcessorUse] {
        cpuFolders.compactMap { folder in
            let limit = read("\(folder)/cpu.max").split { $0 == " " || $0 == "\n" }
            guard limit.count == 2, let quota = Double(limit[0]), let period = Double(limit[1]), quota > 0, period > 0,
                quota / period < Double(machineProcessors),
                let microseconds = values(folder, "cpu.stat")["usage_usec"]
            else { return nil }
            return ProcessorUse(folder: folder, nanoseconds: microseconds &* 1_000, processors: quota / period)
        }
    }

    private var dividedProcessorUse: [ProcessorUse] {
        zip(cpuFolders, accountFolders).compactMap { folder, accounts in
            guard let quota = number(folder, "cpu.cfs_quota_us"), let period = number(folder, "cpu.cfs_period_us"),
                quota > 0, period > 0, Double(quota) / Double(period) < Double(machineProcessors),
                let nanoseconds = number(accounts, "cpuacct.usage")
            else { return nil }
            return ProcessorUse(folder: folder, nanoseconds: nanoseconds, processors: Double(quota) / Double(period))
        }
    }

    /// The number in a file; nil where there is none, or a negative one.
    private func number(_ folder: String, _ name: String) -> UInt64? {
        UInt64(read("\(folder)/\(name)").prefix { $0 != "\n" })
    }

    /// A file of names and numbers.
    private func values(_ folder: String, _ name: String) -> [String: UInt64] {
        var values: [String: UInt64] = [:]
        for line in read("\(folder)/\(name)").split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { values[String(words[0])] = UInt64(words[1]) }
        }
        return values
    }
}
