// HTTPTunnel: has an HTTP proxy open a tunnel to the server (CONNECT, RFC 9110, section 9.3.6). When it is open, the socket carries
// the connection as if there were no proxy; so not a byte behind the proxy's answer is taken from the socket here.
import Glibc

/// An HTTP proxy that connections go through.
public struct HTTPProxy: Sendable, Hashable {
    /// Where the proxy listens.
    public var target: Target
    /// Who this side is to the proxy, with ``password``; nil says nothing.
    public var username: String?
    /// What proves it; sent in plaintext, as the proxy is spoken to.
    public var password: String?

    /// The proxy at `target`.
    public init(target: Target, username: String? = nil, password: String? = nil) {
        self.target = target
        self.username = username
        self.password = password
    }
}

/// A tunnel that is being opened; only the thread of its loop touches it.
struct HTTPTunnel {
    /// The longest answer that is read.
    private static let longestHead = 16 << 10
    private static let end = Array("\r\n\r\n".utf8)

    let socket: Socket
    private var unsent: ArraySlice<UInt8>
    private var head: [UInt8] = []

    init(_ socket: Socket, to target: Target, through proxy: HTTPProxy) {
        self.socket = socket
        var request = "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n"
        if let username = proxy.username {
            let credentials = Base64.encode(Bytes(utf8: "\(username):\(proxy.password ?? "")"))
            request += "Proxy-Authorization: Basic \(String(decoding: credentials, as: UTF8.self))\r\n"
        }
        unsent = Array((request + "\r\n").utf8)[...]
    }

    /// What the loop is to poll for.
    var pollEvents: Int16 { unsent.isEmpty ? Int16(POLLIN) : Int16(POLLIN | POLLOUT) }

    /// Goes on as far as the socket lets it; true when the tunnel is open.
    mutating func advance(_ buffer: UnsafeMutableRawBufferPointer) throws(ConnectionFailure) -> Bool {
        while !unsent.isEmpty {
            switch unsent.withUnsafeBytes({ socket.send($0) }) {
            case .bytes(let count): unsent.removeFirst(count)
            case .wouldBlock: return false
            case .failed(let code): throw .proxy(SocketError(code: code).description)
            }
        }
        while true {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Self.longestHead))
            switch socket.peek(into: room) {
            case .wouldBlock: return false
            case .failed(let code): throw .proxy(SocketError(code: code).description)
            case .bytes(0): throw .proxy("it closed the connection")
            case .bytes(let count):
                let before = head.count
                head += room[..<count]
                let end = head.firstRange(of: Self.end)?.upperBound
                _ = socket.receive(
                    into: UnsafeMutableRawBufferPointer(rebasing: room[..<((end ?? head.count) - before)]))
                if let end {
                    try check(String(decoding: head[..<end], as: UTF8.self))
                    return true
                }
                if head.count > Self.longestHead { throw .proxy("its answer does not end") }
            }
        }
    }

    private func check(_ head: String) throws(ConnectionFailure) {
        let line = head.prefix { $0 != "\r\n" }
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else {
            throw .proxy("it answered \(String(line.prefix(100)).debugDescription), which is no HTTP/1.1")
        }
        guard (200..<300).contains(status) else { throw .proxy(String(line.prefix(100))) }
    }
}
