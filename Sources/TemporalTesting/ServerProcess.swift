// A server program that a test starts: found by name, on a free port, and gone when this process is.

import Foundation
import Glibc
import Synchronization
import TemporalCore

/// A running program that does not outlive this process.
final class ServerProcess: Sendable {
    /// Becomes the program that it is given, after leaving a watcher behind that looks every second whether the process that
    /// started it still lives: one that has ended has no `exe`. (Linux's own death signal is tied to the thread that forked.)
    private static let launcher = """
        parent=$PPID
        (while [ -e /proc/$$/exe ]; do [ -e /proc/$parent/exe ] || { kill -9 $$; exit; }; sleep 1; done) >/dev/null 2>&1 &
        exec "$@"
        """

    /// The ports that were given out, so that two servers which start at once never get the same.
    private static let takenPorts = Mutex<Set<Int>>([])

    private let processID: pid_t
    /// Where the program writes; the file has no name any more.
    private let log: Int32
    private let hasEnded = Mutex(false)

    /// Starts the program at `path`.
    init(_ path: String, _ arguments: [String]) throws {
        var name = "\(Host.temporaryFolder)/temporal-testing-XXXXXX".utf8CString
        let log = name.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkstemp($0) } ?? -1 }
        guard log >= 0 else { throw Self.failure("no file could be made in \(Host.temporaryFolder)", errno) }
        _ = fcntl(log, F_SETFD, FD_CLOEXEC)
        name.withUnsafeBufferPointer { _ = $0.baseAddress.map { unlink($0) } }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, log, 1)
        posix_spawn_file_actions_adddup2(&actions, log, 2)
        // Signals that a thread of this process blocks are none of the program's business.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var words = (["sh", "-c", Self.launcher, "sh", path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
        guard code == 0 else {
            close(log)
            throw Self.failure("\(path) could not be started", code)
        }
        self.log = log
        processID = child
    }

    deinit {
        stop()
        close(log)
    }

    /// Whether the program still runs.
    var isRunning: Bool {
        hasEnded.withLock { hasEnded in
            if !hasEnded && waitpid(processID, nil, WNOHANG) != 0 { hasEnded = true }
            return !hasEnded
        }
    }

    /// The beginning of what it has said so far.
    var output: String {
        String(unsafeUninitializedCapacity: 4_096) { max(0, pread(log, $0.baseAddress, $0.count, 0)) }
    }

    /// Ends it, and waits until it has ended.
    func stop() {
        hasEnded.withLock { hasEnded in
            if hasEnded { return }
            kill(processID, SIGKILL)
            while waitpid(processID, nil, 0) == -1 && errno == EINTR {}
            hasEnded = true
        }
    }

    private static func failure(_ what: String, _ code: Int32) -> TestServerError {
        TestServerError(description: "\(what): \(String(cString: strerror(code)))")
    }
}

extension ServerProcess {
    /// The path of a program: `name` itself, or what the environment's `variable` names, or the first `program` on `PATH`.
    static func find(_ program: String, named name: String?, variable: String) throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
        let candidates = [name ?? environment[variable]].compactMap { $0 }.filter { !$0.isEmpty }
        for path in candidates.isEmpty ? folders : candidates where access(path, X_OK) == 0 { return path }
        throw TestServerError(
            description: """
                there is no \(program) \(candidates.first.map { "at \($0)" } ?? "on the path"): install the Python package \
                \(program)-bin, and put its folder on the path or name the program with \(variable)
                """)
    }

    /// A port that nobody listens on, and that was not given out before as long as there are others.
    static func freePort() throws -> Int {
        for _ in 0..<100 {
            let port = try unusedPort()
            if takenPorts.withLock({ $0.insert(port).inserted }) { return port }
        }
        return try unusedPort()
    }

    private static func unusedPort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw failure("no socket could be opened", errno) }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 ? getsockname(socket, $0, &size) : -1
            }
        }
        guard status == 0 else { throw failure("no port is free", errno) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
