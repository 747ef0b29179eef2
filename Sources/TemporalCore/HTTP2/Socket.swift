// Socket: a non-blocking TCP socket. Writing to one whose peer is gone is an error like any other, never a SIGPIPE.
import Glibc

package final class Socket {
    package enum Outcome: Equatable {
        case bytes(Int)
        case wouldBlock
        case failed(errno: Int32)
    }

    package let descriptor: Int32
    package let address: Address

    /// Begins to connect to `address`; nil with the `errno` where it failed at once.
    static func connect(to address: Address) -> Result<Socket, SocketError> {
        let descriptor = socket(
            address.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .failure(SocketError(code: errno)) }
        let socket = Socket(descriptor: descriptor, address: address)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var storage = address.storage
        let result = withUnsafePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, address.length) }
        }
        guard result == 0 || errno == EINPROGRESS else { return .failure(SocketError(code: errno)) }
        return .success(socket)
    }

    private init(descriptor: Int32, address: Address) {
        self.descriptor = descriptor
        self.address = address
    }

    deinit { close(descriptor) }

    /// The error of a connect that has come to its end; 0 where it succeeded.
    func connectError() -> Int32 {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno
    }

    /// Reads what is there; `.bytes(0)` is the end.
    package func receive(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        outcome { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
    }

    /// Reads what is there without taking it; `.bytes(0)` is the end.
    func peek(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        outcome { recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_PEEK)) }
    }

    /// Writes as much of `bytes` as the system takes.
    package func send(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        outcome { Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) }
    }

    private func outcome(_ call: () -> Int) -> Outcome {
        while true {
            let result = call()
            if result >= 0 { return .bytes(result) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .wouldBlock
            case let code: return .failed(errno: code)
            }
        }
    }
}

/// An `errno`.
package struct SocketError: Error, CustomStringConvertible {
    package var code: Int32

    package init(code: Int32) { self.code = code }

    package var description: String {
        var buffer = [CChar](repeating: 0, count: 128)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
