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
    /// How many clients may be silent at once; one more is sent away.
    var clients = 64
}

/// A pool of sockets that ends waits which are too long, or too many.
final class ConnectionGuard: AsyncSocketPool {
    private let pool: any AsyncSocketPool
    private let limits: ConnectionLimits
    private let waiting = Mutex(0)

    init(_ limits: ConnectionLimits) {
        pool = HTTPServer.defaultPool()
        self.limits = limits
    }

    func prepare() async throws { try await pool.prepare() }

    func run() async throws { try await pool.run() }

    /// Waits until the socket can be read from or written to. Of a client that is silent for too long, or one too many, it says
    /// that it is gone, and the server closes the connection.
    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // The socket that listens may wait for ever.
        if socket.isListening { return try await pool.suspendSocket(socket, untilReadyFor: events) }
        let isAllowed = waiting.withLock { waiting in
            guard waiting < limits.clients else { return false }
            waiting += 1
            return true
        }
        guard isAllowed else { throw SocketError.disconnected }
        defer { waiting.withLock { $0 -= 1 } }
        try await withThrowingTaskGroup(of: Void.self) { [pool, limits] group in
            group.addTask { try await pool.suspendSocket(socket, untilReadyFor: events) }
            group.addTask {
                try await Task.sleep(for: limits.silence)
                throw SocketError.disconnected
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

extension Socket {
    fileprivate var isListening: Bool {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(file.rawValue, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value != 0
    }
}
