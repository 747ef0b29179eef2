// Link: the socket of one connection: dialled, secured by TLS where that is wanted, then a pipe of bytes both ways. It never
// blocks. What is to be sent waits here for the socket, as much as may be under way and a little more. A message that is overdue
// gives up its room while its frame stays, so a peer that takes nothing meets that bound, and is left.
import Glibc
import TemporalCore

/// A connection's socket; only the thread of the loop touches it.
final class Link {
    private enum Phase {
        case resolving
        case dialing(Dialer)
        case securing(Socket, TLSStream)
        case open(Socket, TLSStream?)
    }

    let target: Target
    private let tls: TLSOptions?
    private var phase = Phase.resolving
    private var output: [UInt8] = []
    private var sent = 0
    private let maxOutput: Int

    /// A link to `target`, where no more than `maxOutput` bytes may wait for the socket.
    init(_ target: Target, tls: TLSOptions?, maxOutput: Int) {
        self.target = target
        self.tls = tls
        self.maxOutput = maxOutput
    }

    /// The name's addresses are known.
    func resolved(_ addresses: [Address], now: ContinuousClock.Instant) {
        if case .resolving = phase { phase = .dialing(Dialer(addresses, now: now)) }
    }

    /// Whether bytes can be exchanged.
    var isOpen: Bool { if case .open = phase { true } else { false } }

    /// When something is to be done if no descriptor becomes ready.
    var nextEvent: ContinuousClock.Instant? {
        if case .dialing(let dialer) = phase { dialer.nextAttempt } else { nil }
    }

    /// The descriptors to poll.
    func appendDescriptors(to list: inout [pollfd]) {
        switch phase {
        case .resolving: break
        case .dialing(let dialer):
            for socket in dialer.attempts {
                list.append(pollfd(fd: socket.descriptor, events: Int16(POLLOUT), revents: 0))
            }
        case .securing(let socket, _), .open(let socket, _):
            let events = sent < output.count ? POLLIN | POLLOUT : POLLIN
            list.append(pollfd(fd: socket.descriptor, events: Int16(events), revents: 0))
        }
    }

    /// Goes on with connecting; true when the connection has become open. `ready` are the descriptors that were appended.
    func connect(
        ready: ArraySlice<pollfd>, buffer: UnsafeMutableRawBufferPointer, now: ContinuousClock.Instant
    ) throws(ConnectionFailure) -> Bool {
        if case .dialing(var dialer) = phase {
            let indices = ready.enumerated().filter { $0.element.revents != 0 }.map(\.offset)
            switch dialer.advance(ready: indices, now: now) {
            case .pending: phase = .dialing(dialer)
            case .failed(let failure): throw failure
            case .connected(let socket):
                guard let tls else {
                    phase = .open(socket, nil)
                    return true
                }
                let stream = try TLSStream(tls, host: target.host, negotiatesHTTP2: false)
                phase = .securing(socket, stream)
                return try secure(socket, stream)
            }
        } else if case .securing(let socket, let stream) = phase, ready.contains(where: isReadable) {
            guard case .bytes(let count) = try receive(socket, buffer) else { return false }
            try stream.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return try secure(socket, stream)
        }
        return false
    }

    private func secure(_ socket: Socket, _ stream: TLSStream) throws(ConnectionFailure) -> Bool {
        let isSecured = try stream.handshake()
        stream.takeOutput(into: &output)
        try flush()
        if isSecured { phase = .open(socket, stream) }
        return isSecured
    }

    /// Takes in what the socket has, through `buffer`, and gives it to `body`.
    func receive(
        ready: ArraySlice<pollfd>, buffer: UnsafeMutableRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(ConnectionFailure) {
        guard case .open(let socket, let tls) = phase, ready.contains(where: isReadable),
            case .bytes(let count) = try receive(socket, buffer)
        else { return }
        guard let tls else { return body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        try tls.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        while let count = try tls.read(into: buffer) {
            if count == 0 { throw .lost("closed by the broker") }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        tls.takeOutput(into: &output)
    }

    private func isReadable(_ descriptor: pollfd) -> Bool { descriptor.revents & ~Int16(POLLOUT) != 0 }

    private func receive(
        _ socket: Socket, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(ConnectionFailure) -> Socket.Outcome {
        switch socket.receive(into: buffer) {
        case .failed(let code): throw .lost(SocketError(code: code).description)
        case .bytes(0): throw .lost("closed by the broker")
        case let outcome: return outcome
        }
    }

    /// Adds `bytes` to what is sent.
    func write(_ bytes: [UInt8]) throws(ConnectionFailure) {
        if case .open(_, let tls?) = phase {
            try tls.write(bytes)
            tls.takeOutput(into: &output)
        } else {
            output.append(contentsOf: bytes)
        }
        guard output.count - sent <= maxOutput else {
            throw .lost("the broker takes nothing: \(output.count - sent) bytes wait for it")
        }
    }

    /// Sends what waits, as far as the socket takes it.
    func flush() throws(ConnectionFailure) {
        let socket: Socket
        switch phase {
        case .securing(let open, _), .open(let open, _): socket = open
        case .resolving, .dialing: return
        }
        while sent < output.count {
            switch output.withUnsafeBytes({ socket.send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }) {
            case .bytes(let count): sent += count
            case .wouldBlock:
                if sent > Self.keptCapacity {
                    output.removeFirst(sent)
                    sent = 0
                }
                return
            case .failed(let code): throw .lost(SocketError(code: code).description)
            }
        }
        output.removeAll(keepingCapacity: output.capacity <= Self.keptCapacity)
        sent = 0
    }

    /// How much space of what was sent is kept for what follows.
    private static let keptCapacity = 1 << 20
}
