// Where log lines go: a file descriptor, a line at a time. What must stay true: lines of several threads are never mixed, and a
// reader that is gone or stands still costs lines, not the program.

import Glibc
import Synchronization

/// A file descriptor that log lines are written to.
///
/// A line is written before the logging call returns, so that the last words of a process that ends are there. A pipe that is full
/// is waited for, a second at most; what did not fit then is lost, and so are further lines, at once, until the reader goes on. It
/// then finds a line that says how many it missed. A pipe whose reader is gone raises SIGPIPE, which ends a process that does not
/// ignore it.
public final class LogOutput: Sendable {
    /// Standard output.
    public static let standard = LogOutput(descriptor: 1)

    private struct State {
        /// Whether the last line could not be written to its end.
        var isMidLine = false
        /// How many lines were lost, whole or in part, since the reader stood still; nil where it does not.
        var lost: Int?
    }

    private let descriptor: Int32
    private let patience: Duration
    /// The most bytes of one write. A pipe that can be written to has room for so much, and more would block; a file takes a line
    /// at once, so that whoever else writes to it comes before or after.
    private let piece: Int
    private let state = Mutex(State())

    /// An output to `descriptor`, which stays its owner's.
    public convenience init(descriptor: Int32) { self.init(descriptor: descriptor, patience: .seconds(1)) }

    init(descriptor: Int32, patience: Duration) {
        self.descriptor = descriptor
        self.patience = patience
        var kind = stat()
        piece = fstat(descriptor, &kind) == 0 && kind.st_mode & S_IFMT == S_IFREG ? .max : Int(PIPE_BUF)
    }

    func write(_ line: [UInt8]) {
        state.withLock { state in
            if let lost = state.lost {
                guard isWritable(within: .zero) else {
                    state.lost = lost + 1
                    return
                }
                state.lost = nil
                send(Self.report(lost), &state)
                // The reader took so little that the report did not fit.
                if state.lost != nil {
                    state.lost = lost + 1
                    return
                }
            }
            send(line, &state)
        }
    }

    /// Writes `line`, or as much of it as can be written.
    private func send(_ line: [UInt8], _ state: inout State) {
        let bytes = state.isMidLine ? [UInt8(ascii: "\n")] + line : line
        let deadline = ContinuousClock.now + patience
        var written = 0
        while written < bytes.count {
            guard isWritable(within: ContinuousClock.now.duration(to: deadline)) else {
                state.lost = 1
                break
            }
            let size = min(bytes.count - written, piece)
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, size)
            }
            if count > 0 {
                written += count
            } else if errno == EAGAIN, ContinuousClock.now > deadline {
                state.lost = 1
                break
            } else if errno != EAGAIN && errno != EINTR {
                break
            }
        }
        if written > 0 { state.isMidLine = written < bytes.count }
    }

    private func isWritable(within limit: Duration) -> Bool {
        var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let (seconds, attoseconds) = max(.zero, limit).components
        let milliseconds = Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
        while true {
            let count = poll(&place, 1, milliseconds)
            // What is closed or broken is found out by writing.
            if count >= 0 || errno != EINTR { return count != 0 }
        }
    }

    private static func report(_ count: Int) -> [UInt8] {
        var line = JSONText()
        line.member("level", "warning")
        line.member("msg", "log lines were lost, whole or in part, for nobody took them: \(count)")
        line.member("timestamp", LogTime.now())
        line.member("logger", "log")
        return line.finished() + [UInt8(ascii: "\n")]
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
