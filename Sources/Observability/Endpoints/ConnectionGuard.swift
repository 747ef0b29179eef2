// Limits on what clients of an endpoint may hold: how long they may be silent, and how many of them may be. FlyingFox has neither; it
// waits for sockets through a pool, so that is where a wait is given its end.

import FlyingFox
import FlyingSocks
import Glibc
import Synchronization

/// What clients may hold.
struct ConnectionLimits: Sendable {
    /// How long a client may neither send nor take anything, in the middle of a request or between two of them. Longer than the
    /// minute that scrapers wait at most between two scrapes of one connection.
    var silence = Duration.seconds(75)
    /// How many clients may be silent at once; for one more, the one that has been silent longest is sent away. So nobody can keep a
    /// probe out by saying nothing.
    var clients = 64
}

/// A pool of sockets that ends waits which are too long, or too many.
final class ConnectionGuard: AsyncSocketPool {
    private let pool: any AsyncSocketPool
    private let limits: ConnectionLimits
    private let waiting = Mutex(Waiting())

    /// The clients that are silent.
    private struct Waiting {
        /// What ends the wait of each, by their turn: the lowest has waited longest.
        var clocks: [Int: Task<Void, any Error>] = [:]
        var nextTurn = 0
    }

    init(_ limits: ConnectionLimits) {
        pool = HTTPServer.defaultPool()
        self.limits = limits
    }

    func prepare() async throws { try await pool.prepare() }

    func run() async throws { try await pool.run() }

    /// Waits until the socket can be read from or written to. Of a client that is silent for too long, or longest of too many, it
    /// says that it is gone, and the server closes the connection.
    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // The socket that listens may wait for ever.
        if socket.isListening { return try await pool.suspendSocket(socket, untilReadyFor: events) }
        let clock = Task { [limits] in try await Task.sleep(for: limits.silence) }
        let turn = admit(clock)
        defer { leave(turn) }
        try await withThrowingTaskGroup(of: Void.self) { [pool] group in
            group.addTask { try await pool.suspendSocket(socket, untilReadyFor: events) }
            group.addTask {
                // Ends early where the place is needed for another, or the wait is over.
                _ = await clock.result
                throw SocketError.disconnected
            }
            defer {
                clock.cancel()
                group.cancelAll()
            }
            try await group.next()
        }
    }

    /// Gives a place to a wait that ends with `clock`; one that has none to give ends the longest.
    private func admit(_ clock: Task<Void, any Error>) -> Int {
        waiting.withLock { waiting in
            if waiting.clocks.count >= limits.clients, let longest = waiting.clocks.keys.min() {
                waiting.clocks.removeValue(forKey: longest)?.cancel()
            }
            defer { waiting.nextTurn += 1 }
            waiting.clocks[waiting.nextTurn] = clock
            return waiting.nextTurn
        }
    }

    private func leave(_ turn: Int) {
        waiting.withLock { _ = $0.clocks.removeValue(forKey: turn) }
    }
}

extension Socket {
    fileprivate var isListening: Bool {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(file.rawValue, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value != 0
    }
}
