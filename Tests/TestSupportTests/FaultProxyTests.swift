// The bad network does what it says, seen with plain sockets before an echo server.
import Foundation
import TestSupport
import Testing

struct FaultProxyTests {
    /// An echo server, a proxy before it, and a client whose commands are `send TEXT`, `receive COUNT`, after which the seconds may stand
    /// that it waits for more, 30 otherwise, and `connect`; it answers with what it received, `end` at the end of the stream, `reset` or `silence`.
    private struct Line {
        let echo: Peer
        let proxy: FaultProxy
        let client: Peer

        init() async throws {
            echo = try Peer([Repository.python, "-c", Self.echoProgram])
            let port = try #require(Int(try await echo.line()))
            proxy = try await FaultProxy.start(before: port)
            client = try Peer([Repository.python, "-c", Self.clientProgram, String(proxy.port)])
            _ = try await ask("connect")
        }

        func ask(_ command: String) async throws -> String {
            try await client.write(line: command)
            return try await client.line(within: .seconds(60))
        }

        static let echoProgram = """
            import socketserver, sys, threading
            class Echo(socketserver.BaseRequestHandler):
                def handle(self):
                    while data := self.request.recv(65536): self.request.sendall(data)
            class Server(socketserver.ThreadingTCPServer):
                daemon_threads = True
                def handle_error(self, request, address): pass
            server = Server(("127.0.0.1", 0), Echo)
            print(server.server_address[1], flush=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            sys.stdin.read()
            """

        static let clientProgram = """
            import socket, sys
            connection = None
            for line in sys.stdin:
                command, *arguments = line.split()
                try:
                    if command == "connect":
                        connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
                        answer = "connected"
                    elif command == "send":
                        connection.sendall(arguments[0].encode())
                        answer = "sent"
                    else:
                        connection.settimeout(float(arguments[1]) if arguments[1:] else 30)
                        answer, count = b"", int(arguments[0])
                        while len(answer) < count and (chunk := connection.recv(count - len(answer))): answer += chunk
                        answer = answer.decode() or "end"
                except ConnectionError: answer = "reset"
                except TimeoutError: answer = "silence"
                print(answer, flush=True)
            """
    }

    @Test func `it forwards both ways`() async throws {
        let line = try await Line()
        _ = try await line.ask("send hello")
        #expect(try await line.ask("receive 5") == "hello")
        #expect(try await line.proxy.connections() == 1)
    }

    @Test func `a reset reaches open connections and spares new ones`() async throws {
        let line = try await Line()
        _ = try await line.ask("send a")
        #expect(try await line.ask("receive 1") == "a")
        try await line.proxy.reset()
        #expect(try await line.ask("receive 1") == "reset")
        _ = try await line.ask("connect")
        _ = try await line.ask("send b")
        #expect(try await line.ask("receive 1") == "b")
    }

    @Test func `new connections are refused until it passes again`() async throws {
        let line = try await Line()
        try await line.proxy.refuse()
        _ = try await line.ask("connect")
        #expect(try await line.ask("receive 1") == "reset")
        try await line.proxy.pass()
        _ = try await line.ask("connect")
        _ = try await line.ask("send b")
        #expect(try await line.ask("receive 1") == "b")
    }

    @Test func `a black hole is silent, and gives back what it held once it passes again`() async throws {
        let line = try await Line()
        try await line.proxy.blackHole()
        #expect(try await line.ask("send lost?") == "sent")
        #expect(try await line.ask("receive 5 0.5") == "silence")
        try await line.proxy.pass()
        #expect(try await line.ask("receive 5") == "lost?")
    }

    @Test func `a half close ends one direction`() async throws {
        let line = try await Line()
        _ = try await line.ask("send a")
        #expect(try await line.ask("receive 1") == "a")
        try await line.proxy.halfClose(.client)
        #expect(try await line.ask("receive 1") == "end")
        #expect(try await line.ask("send still-open") == "sent")
        #expect(try await line.proxy.connections() == 1)
    }

    @Test func `a cut comes after exactly so many bytes`() async throws {
        let line = try await Line()
        try await line.proxy.cut(.client, afterBytes: 7)
        _ = try await line.ask("send 0123456789")
        #expect(try await line.ask("receive 7") == "0123456")
        #expect(try await line.ask("receive 3") == "reset")
    }

    @Test func `a delay delays and then delivers`() async throws {
        let line = try await Line()
        try await line.proxy.delay(milliseconds: 300)
        let clock = ContinuousClock()
        let start = clock.now
        _ = try await line.ask("send a")
        #expect(try await line.ask("receive 1") == "a")
        #expect(clock.now - start > .milliseconds(600))
    }
}
