// Where log lines go: a file descriptor, a line in one write. What must stay true: lines of several threads are never mixed, and a
// reader that is gone or stands still costs lines, not the program.

import Glibc
import Synchronization

/// A file descriptor that log lines are written to.
///
/// A line is written before the logging call returns, so that the last words of a process that ends are there. A descriptor that
/// is full and does not block is waited for, a second at most; what then did not fit is lost. A pipe whose reader is gone raises
/// SIGPIPE, which ends a process that does not ignore it.
public final class LogOutput: Sendable {
    /// Standard output.
    public static let standard = LogOutput(descriptor: 1)

    private let descriptor: Int32
    /// Whether the last line could not be written to its end.
    private let isMidLine = Mutex(false)

    /// An output to `descriptor`, which stays its owner's.
    public init(descriptor: Int32) { self.descriptor = descriptor }

    func write(_ line: [UInt8]) {
        isMidLine.withLock { isMidLine in
            let bytes = isMidLine ? [UInt8(ascii: "\n")] + line : line
            let count = writeSome(bytes)
            if count > 0 { isMidLine = count < bytes.count }
        }
    }

    /// Writes as much as can be written, and returns how much that was.
    private func writeSome(_ bytes: [UInt8]) -> Int {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count > 0 {
                written += count
            } else if errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if poll(&wait, 1, 1_000) == 0 { break }
            } else if errno != EINTR {
                break
            }
        }
        return written
    }
}

/// The time of a log line.
enum LogTime {
    /// Now, as RFC 3339 has it: UTC, with milliseconds.
    static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return text(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
    }

    static func text(seconds: Int, milliseconds: Int) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func digits(_ number: some BinaryInteger, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = [digits(Int(parts.tm_year) + 1900, 4), digits(parts.tm_mon + 1, 2), digits(parts.tm_mday, 2)]
        let clock = [digits(parts.tm_hour, 2), digits(parts.tm_min, 2), digits(parts.tm_sec, 2)]
        return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":")).\(digits(milliseconds, 3))Z"
    }
}
