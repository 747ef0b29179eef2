// The machine that this process runs on, as Linux tells of it.

import Glibc

/// The host's name and its load.
package enum Host {
    /// The host's name; `unknown` if it has none.
    package static let name: String = {
        var name = [UInt8](repeating: 0, count: 256)
        let status = name.withUnsafeMutableBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { gethostname($0, 255) } ?? -1 }
        }
        return status == 0 ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : "unknown"
    }()

    /// The part of the host's memory that is in use, 0 to 1; 0 where `/proc/meminfo` does not tell.
    package static var memoryUsage: Float {
        var sizes: [Substring: Float] = [:]
        for line in text(of: "/proc/meminfo").split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2, let size = Float(words[1]) else { continue }
            sizes[words[0]] = size
        }
        guard let total = sizes["MemTotal:"], let available = sizes["MemAvailable:"], total > 0 else { return 0 }
        return 1 - available / total
    }

    /// The time that the host's processors have been busy, and all their time, in ticks since its start.
    package static var processorTicks: (busy: UInt64, all: UInt64) {
        let line = text(of: "/proc/stat").prefix { $0 != "\n" }
        // cpu, user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user's.
        let ticks = line.split(separator: " ").dropFirst().prefix(8).map { UInt64($0) ?? 0 }
        guard ticks.count >= 5 else { return (0, 0) }
        let all = ticks.reduce(0, &+)
        return (all &- ticks[3] &- ticks[4], all)
    }

    /// Where temporary files belong.
    package static var temporaryFolder: String {
        getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    }

    /// The beginning of a file, 64 KiB at most; empty if it cannot be read.
    package static func text(of path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        return String(unsafeUninitializedCapacity: 65_536) { max(0, read(file, $0.baseAddress, $0.count)) }
    }
}

extension Timestamp {
    /// The host's clock.
    package static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(truncatingIfNeeded: time.tv_nsec))
    }
}
