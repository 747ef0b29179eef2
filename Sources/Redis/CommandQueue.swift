// The commands between those who call and the thread that talks to the server. What must stay true: every command is answered
// exactly once; none waits while there is no connection; no more wait than may.

import CHiredis
import Glibc
import Synchronization

/// A command, and whoever waits for its answer.
struct Command: Sendable {
    let words: [[UInt8]]
    let limit: Duration
    let deadline: ContinuousClock.Instant
    fileprivate let caller: CheckedContinuation<Result<RedisReply, RedisError>, Never>

    func answer(_ answer: Result<RedisReply, RedisError>) { caller.resume(returning: answer) }
}

/// Commands that wait for the thread.
final class CommandQueue: Sendable {
    private enum Condition {
        case down(reason: String)
        case up
        case closed
    }

    private struct State {
        var condition = Condition.down(reason: "the client does not run yet")
        var waiting: [Command] = []
    }

    private let limit: Int
    private let state = Mutex(State())
    /// Becomes readable when a command waits, or the queue is closed.
    let wakeUp: Int32

    init(limit: Int) {
        self.limit = limit
        wakeUp = redis_eventfd()
    }

    deinit {
        if wakeUp >= 0 { Glibc.close(wakeUp) }
    }

    /// Whether commands are taken.
    var isUp: Bool {
        state.withLock { state in
            if case .up = state.condition { true } else { false }
        }
    }

    /// Whether nothing more will come.
    var isClosed: Bool {
        state.withLock { state in
            if case .closed = state.condition { true } else { false }
        }
    }

    /// The server's answer to a command, or why there is none.
    func ask(_ words: [[UInt8]], within limit: Duration) async -> Result<RedisReply, RedisError> {
        await withCheckedContinuation { caller in
            let command = Command(words: words, limit: limit, deadline: .now + limit, caller: caller)
            if let refusal = add(command) { caller.resume(returning: .failure(refusal)) }
        }
    }

    private func add(_ command: Command) -> RedisError? {
        let refusal = state.withLock { state -> RedisError? in
            switch state.condition {
            case .down(let reason): return .unavailable(reason: reason)
            case .closed: return .stopped
            case .up:
                guard state.waiting.count < limit else { return .tooManyWaiting(limit: limit) }
                state.waiting.append(command)
                return nil
            }
        }
        if refusal == nil { wake() }
        return refusal
    }

    /// Takes commands from now on.
    func goUp() {
        state.withLock { state in
            if case .down = state.condition { state.condition = .up }
        }
    }

    /// Refuses commands from now on, and those that wait.
    func goDown(_ reason: String) {
        let waiting = state.withLock { state in
            if case .closed = state.condition {} else { state.condition = .down(reason: reason) }
            defer { state.waiting = [] }
            return state.waiting
        }
        for command in waiting { command.answer(.failure(.unavailable(reason: reason))) }
    }

    /// Takes no more commands; those that wait are still served.
    func close() {
        state.withLock { $0.condition = .closed }
        wake()
    }

    /// The next commands, in the order of their calls.
    func take(_ count: Int) -> [Command] {
        state.withLock { state in
            let taken = state.waiting.prefix(count)
            state.waiting.removeFirst(taken.count)
            return Array(taken)
        }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(wakeUp, &one, 8)
    }

    /// Makes the descriptor quiet again; to be called before the commands are taken.
    func heard() {
        var count: UInt64 = 0
        _ = read(wakeUp, &count, 8)
    }
}
