// A peer: a process that a test starts, talks to over its standard input and output, and ends. Servers and the Python
// programs that judge the codecs are peers. None outlives the test process, however that ends.
import Foundation
import Glibc
import Synchronization

/// A child process whose standard output is read by lines. It is killed when the peer, or this whole process, goes away.
public final class Peer: Sendable {
    /// What went wrong with a peer.
    public struct Failure: Error, CustomStringConvertible {
        /// The sentence that a test report shows.
        public let description: String

        /// A failure told by `description`.
        public init(description: String) { self.description = description }
    }

    // A peer that died must not take the test process with it when it is written to.
    private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

    private let process: ChildProcess
    private let output = PeerOutput()
    /// The writing end of standard input; nil once it is closed.
    private let input: Mutex<Int32?>
    private let name: String

    /// Starts `arguments[0]`, looked up on the path, with the rest as its arguments and `environment` added to this one's
    /// (of which what names a developer's own servers, `TEMPORAL_*` and the like, is left out).
    public init(
        _ arguments: [String], environment: [String: String] = [:], standardError: FileHandle = .standardError
    ) throws {
        Self.ignoresBrokenPipes
        name = arguments.joined(separator: " ")
        let stdin = try Self.pipe()
        let stdout = try Self.pipe()
        defer {
            close(stdin.reading)
            close(stdout.writing)
        }
        // Whoever writes must not be held up, for a test's thread is one of a few.
        _ = fcntl(stdin.writing, F_SETFL, O_NONBLOCK)
        input = Mutex(stdin.writing)
        do {
            process = try ChildProcess(
                arguments,
                environment: Self.inherited(ProcessInfo.processInfo.environment).merging(environment) { _, new in new },
                input: stdin.reading, output: stdout.writing, errors: standardError.fileDescriptor)
        } catch {
            close(stdin.writing)
            close(stdout.reading)
            throw error
        }
        output.read(from: stdout.reading)
    }

    deinit { try? closeInput() }

    /// `environment` without what it says of a server that a developer uses otherwise: a test names its own.
    static func inherited(_ environment: [String: String]) -> [String: String] {
        let others = ["TEMPORAL_", "POSTGRES_", "REDIS_", "PULSAR_", "BRIDGE_", "LOG_LEVEL"]
        return environment.filter { variable in !others.contains { variable.key.hasPrefix($0) } }
    }

    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw Failure(description: "no pipe: errno \(errno)") }
        // A program that another thread starts must not hold an end open. (`pipe2` is not to be had in Swift.)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// The process's id.
    public var processID: Int32 { process.processID }

    /// Whether the process is running.
    public var isRunning: Bool { process.status() == nil }

    /// Ends the process at once (SIGKILL).
    public func kill() { process.send(signal: SIGKILL) }

    /// Whether any process has this id and runs: one that ended without having been waited for does not.
    public static func isAlive(_ processID: Int32) -> Bool {
        let file = open("/proc/\(processID)/stat", O_RDONLY)
        guard file >= 0 else { return false }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let line = String(decoding: bytes[..<max(read(file, &bytes, bytes.count), 0)], as: UTF8.self)
        let state = line[(line.lastIndex(of: ")") ?? line.startIndex)...].dropFirst(2).first
        return state != "Z" && state != "X"
    }

    /// Sends `signal` to the process.
    public func send(signal: Int32) { process.send(signal: signal) }

    /// Writes `line` and a line feed to the process's standard input.
    public func write(line: String, within limit: Duration = .seconds(60)) async throws {
        try await write(Data((line + "\n").utf8), within: limit)
    }

    /// Writes `data` to the process's standard input; waits, without a thread, while the process does not read. One task at
    /// a time may write.
    public func write(_ data: Data, within limit: Duration = .seconds(60)) async throws {
        let deadline = ContinuousClock.now + limit
        var rest = data[...]
        while !rest.isEmpty {
            rest = rest.dropFirst(try writeSome(rest))
            if rest.isEmpty { return }
            if ContinuousClock.now > deadline { throw Failure(description: "\(name) did not read within \(limit)") }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Writes as much of `data` as the pipe takes now, and returns how much that was.
    private func writeSome(_ data: Data) throws -> Int {
        try input.withLock { input in
            guard let input else { throw Failure(description: "\(name)'s input is closed") }
            let count = data.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            if errno == EAGAIN || errno == EINTR { return 0 }
            throw Failure(description: "\(name) does not read: \(String(cString: strerror(errno)))")
        }
    }

    /// Closes the process's standard input.
    public func closeInput() throws {
        input.withLock { input in
            if let open = input { close(open) }
            input = nil
        }
    }

    /// The next line of standard output that `matches`; lines before it are dropped.
    public func line(
        within limit: Duration = .seconds(30), where matches: (String) -> Bool = { _ in true }
    ) async throws -> String {
        let deadline = ContinuousClock.now + limit
        while true {
            switch output.next(where: matches) {
            case .line(let line): return line
            case .end: throw Failure(description: "\(name) closed its output before the awaited line")
            case .nothingYet: break
            }
            if ContinuousClock.now > deadline {
                throw Failure(description: "\(name) did not print the awaited line within \(limit)")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits for the process to end and returns its exit status, or 128 and the number of the signal that ended it.
    public func exit(within limit: Duration = .seconds(30)) async throws -> Int32 {
        let deadline = ContinuousClock.now + limit
        while true {
            if let status = process.status() { return status }
            if ContinuousClock.now > deadline { throw Failure(description: "\(name) did not end within \(limit)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Waits for the process to close its output and returns all of it that no one has read as lines.
    public func output(within limit: Duration = .seconds(30)) async throws -> String {
        let deadline = ContinuousClock.now + limit
        while true {
            if output.isClosed { return output.takeAll() }
            if ContinuousClock.now > deadline {
                throw Failure(description: "\(name) did not close its output within \(limit)")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
