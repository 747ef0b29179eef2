// A client that sends the bytes it is told, and shows what comes back: what real clients do not send can be sent, too.

import Glibc
import TestSupport

/// A connection to a port of 127.0.0.1. Its calls block; they run on threads of their own.
final class RawClient: Sendable {
    private let descriptor: Int32

    init(port: UInt16?) throws {
        guard let port else { throw Peer.Failure(description: "nothing listens") }
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        // Nothing here waits for longer than a test may last.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            // `deinit` closes it: all there is of the client is initialised.
            throw Peer.Failure(description: "port \(port): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends what the other side takes.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// What the other side sends until it closes, or nil if it does not.
    func untilClosed() async throws -> String? {
        try await onThread { [self] in
            var all: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = recv(descriptor, &chunk, chunk.count, 0)
                if count < 0 && errno == EAGAIN { return nil }
                guard count > 0 else { return String(decoding: all, as: UTF8.self) }
                all += chunk[..<count]
            }
        }
    }
}

/// An answer, taken apart.
struct Answer {
    let status: Int
    let headers: [String: String]
    let body: String

    init(_ text: String) throws {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        guard parts.count == 2, let first = lines.first, first.hasPrefix("HTTP/1.1 "),
            let status = Int(first.dropFirst(9).prefix(3))
        else { throw Peer.Failure(description: "this is no answer: \(text)") }
        self.status = status
        headers = Dictionary(
            lines.dropFirst().map { line in
                let halves = line.split(separator: ":", maxSplits: 1)
                return (halves[0].lowercased(), String(halves.last ?? "").trimmed)
            }, uniquingKeysWith: { $1 })
        body = String(parts[1])
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

/// The answer to one request on a connection of its own.
func request(_ path: String, of port: UInt16?, method: String = "GET") async throws -> Answer {
    let client = try RawClient(port: port)
    client.send("\(method) \(path) HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
    return try Answer(try await client.untilClosed() ?? "nothing")
}
