// A child process and its three standard streams, and nothing more: no other descriptor reaches it, and it does not outlive
// the process that started it.
import Foundation
import Synchronization

/// A running or ended child of this process.
final class ChildProcess: Sendable {
    private enum State {
        case running
        case exited(status: Int32)
    }

    /// Closes every descriptor but the standard three, then becomes the command it is given, after leaving a watcher behind
    /// that looks every second whether the process that started it still lives (one that ended has no `exe`, waited for or
    /// not). Linux's own death signal is tied to the thread that forked: of no use with a thread pool.
    static let launcher = """
        for path in /proc/$$/fd/*; do
            fd=${path##*/}
            if ((fd > 2)); then exec {fd}>&-; fi
        done
        parent=$PPID
        ( while [ -e /proc/$$/exe ]; do [ -e /proc/$parent/exe ] || { kill -9 $$; exit; }; sleep 1; done ) </dev/null >/dev/null 2>&1 &
        exec "$@"
        """

    /// The process's id.
    let processID: pid_t
    // The lock orders signals and the reaping of the process, so that no signal can reach a later process of the same id.
    private let state = Mutex(State.running)

    /// Starts `arguments[0]`, looked up on the path.
    init(_ arguments: [String], environment: [String: String], input: Int32, output: Int32, errors: Int32) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)

        // Signals that a thread of this process blocks or ignores are none of the child's business.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var words = (["bash", "-c", Self.launcher, "peer"] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for string in words + variables { free(string) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/bin/bash", &actions, &attributes, &words, &variables)
        guard code == 0 else {
            throw Peer.Failure(description: "cannot start \(arguments): \(String(cString: strerror(code)))")
        }
        processID = child
    }

    deinit {
        send(signal: SIGKILL)
        while status() == nil { usleep(1000) }
    }

    /// The exit status, or 128 and the number of the signal that ended the process; nil while it runs.
    func status() -> Int32? {
        state.withLock { state in
            if case .exited(let status) = state { return status }
            var word: Int32 = 0
            guard waitpid(processID, &word, WNOHANG) != 0 else { return nil }
            let signal = word & 0x7F
            let status = signal == 0 ? (word >> 8) & 0xFF : 128 + signal
            state = .exited(status: status)
            return status
        }
    }

    /// Sends `signal`, unless the process is known to have ended.
    func send(signal: Int32) {
        state.withLock { state in
            if case .running = state { kill(processID, signal) }
        }
    }
}
