// ProxyTunnel: what is said to an HTTP proxy before the connection is the server's: CONNECT, and the proxy's answer. The answer is
// read a byte at a time, for what follows it at once is the server's already.
import Glibc

/// An HTTP proxy that all of a client's connections go through, by HTTP CONNECT.
public struct HTTPProxy: Sendable, Hashable {
    /// Where the proxy listens. It is spoken to in plaintext; what goes through it is as secure as the connection to the server.
    public var address: Target
    /// The name and the password that the proxy asks for (Basic); nil is none.
    public var credentials: Credentials?

    /// A name and a password.
    public struct Credentials: Sendable, Hashable {
        /// The name, without a colon.
        public var name: String
        /// The password.
        public var password: String

        /// A name and a password.
        public init(name: String, password: String) {
            self.name = name
            self.password = password
        }
    }

    /// The proxy at `address`.
    public init(_ address: Target, credentials: Credentials? = nil) {
        self.address = address
        self.credentials = credentials
    }
}

/// The conversation with a proxy over a socket that has connected to it.
struct ProxyTunnel {
    enum Outcome {
        case pending
        case open(Socket)
    }

    let socket: Socket
    private let proxy: HTTPProxy
    private let request: [UInt8]
    private var sent = 0
    private var answer: [UInt8] = []

    /// More than this no proxy has to say.
    private static let longestAnswer = 8 << 10

    init(_ socket: Socket, to target: Target, through proxy: HTTPProxy) {
        self.socket = socket
        self.proxy = proxy
        var lines = ["CONNECT \(target) HTTP/1.1", "Host: \(target)"]
        if let credentials = proxy.credentials {
            let encoded = Base64.encode(Array("\(credentials.name):\(credentials.password)".utf8))
            lines.append("Proxy-Authorization: Basic \(String(decoding: encoded, as: UTF8.self))")
        }
        request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// What the socket is to be polled for.
    var pollEvents: Int16 { Int16(sent < request.count ? POLLOUT : POLLIN) }

    /// Goes on as far as possible.
    mutating func advance() throws(ConnectionFailure) -> Outcome {
        while sent < request.count {
            let outcome = request.withUnsafeBytes { [sent] in socket.send(UnsafeRawBufferPointer(rebasing: $0[sent...]))
            }
            switch outcome {
            case .bytes(let count): sent += count
            case .wouldBlock: return .pending
            case .failed(let code): throw failed("\(SocketError(code: code))")
            }
        }
        while !answer.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            var byte: UInt8 = 0
            switch withUnsafeMutableBytes(of: &byte, { socket.receive(into: $0) }) {
            case .bytes(0): throw failed("it closed the connection")
            case .bytes: answer.append(byte)
            case .wouldBlock: return .pending
            case .failed(let code): throw failed("\(SocketError(code: code))")
            }
            if answer.count > Self.longestAnswer { throw failed("its answer does not end") }
        }
        let status = String(decoding: answer.prefix { $0 != 0x0D }, as: UTF8.self)
        let words = status.split(separator: " ")
        guard words.count > 1, words[0].hasPrefix("HTTP/1."), words[1].hasPrefix("2") else {
            throw failed("it answered '\(status.prefix(100))'")
        }
        return .open(socket)
    }

    private func failed(_ reason: String) -> ConnectionFailure { .proxy(proxy.address, reason: reason) }
}
