// What Linux says of this process, under the names that every Prometheus client uses. Read from /proc when it is asked for; what
// cannot be read is left out.

import Glibc

/// Memory, CPU time, open files and the start of this process.
enum ProcessMetrics {
    private static let cpu = "process_cpu_seconds_total"
    private static let memory = "process_resident_memory_bytes"
    private static let files = "process_open_fds"
    private static let start = "process_start_time_seconds"

    static let names = [cpu, files, memory, start]

    static func write(to text: inout PrometheusText) {
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        // The command in parentheses may have spaces and parentheses in it; what follows the last one is numbers (proc(5)).
        let stat = read("/proc/self/stat")
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.endIndex)...].split(separator: " ")
        func field(_ number: Int) -> Double? {
            // The first of these fields is the parenthesis, the end of the second in proc(5)'s count.
            fields.indices.contains(number - 2) ? Double(fields[number - 2]) : nil
        }
        func write(_ name: String, _ type: String, _ help: String, _ number: Double?) {
            guard let number else { return }
            text.begin(name, type: type, help: help)
            text.sample(name, "", number)
        }
        let cpuTicks = field(14).flatMap { user in field(15).map { user + $0 } }
        write(cpu, "counter", "CPU time of this process, user and system, in seconds.", cpuTicks.map { $0 / ticks })
        write(files, "gauge", "Open file descriptors.", openFiles())
        let pageSize = Double(max(1, sysconf(Int32(_SC_PAGESIZE))))
        write(memory, "gauge", "Resident memory in bytes.", field(24).map { $0 * pageSize })
        let started = bootTime.flatMap { boot in field(22).map { boot + $0 / ticks } }
        write(start, "gauge", "When this process started, in seconds since 1970.", started)
    }

    /// When the machine started, in seconds since 1970: read once, or a clock that is set would move the start of the process.
    private static let bootTime: Double? = {
        let line = read("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }()

    private static func openFiles() -> Double? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Not the folder itself, `.` and `..`.
        return Double(max(0, count - 3))
    }

    /// The beginning of a file, up to a size that no file read here has.
    private static func read(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < 1 << 20 {
            let count = Glibc.read(file, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
