// Peers and commands.
import Foundation
import Testing

@testable import TestSupport

struct PeerTests {
    @Test func `a peer answers line by line and ends with its input`() async throws {
        let peer = try Peer(["cat"])
        try await peer.write(line: "one")
        #expect(try await peer.line() == "one")
        try await peer.write(line: "two")
        try await peer.write(line: "three")
        #expect(try await peer.line { $0.hasPrefix("th") } == "three")
        try peer.closeInput()
        #expect(try await peer.exit() == 0)
    }

    @Test func `a peer does not inherit the settings of a developer's own server`() {
        let environment = [
            "PATH": "/bin", "TEMPORAL_API_KEY": "k", "TEMPORAL_TLS": "true", "LOG_LEVEL": "error", "TEST_SEED": "1",
        ]
        #expect(Peer.inherited(environment) == ["PATH": "/bin", "TEST_SEED": "1"])
    }

    @Test func `a peer that does not read is an error, not a wait without end`() async throws {
        let peer = try Peer(["sleep", "600"])
        let large = Data(count: 10 << 20)
        await #expect(throws: Peer.Failure.self) { try await peer.write(large, within: .milliseconds(100)) }
    }

    @Test func `a large input arrives whole`() async throws {
        let text = String(repeating: "0123456789abcde\n", count: 100_000)
        #expect(try await runCommand(["cat"], input: text).output == text)
    }

    @Test func `a peer that dies with work to do is an error, not the end of the tests`() async throws {
        let peer = try Peer(["sh", "-c", "read line; exit 3"])
        try await peer.write(line: "go")
        #expect(try await peer.exit() == 3)
        await #expect(throws: Peer.Failure.self) { try await peer.line() }
        await #expect(throws: (any Error).self) {
            for _ in 0..<10_000 { try await peer.write(line: "still there?") }
        }
    }

    @Test func `a peer does not outlive the process that started it`() async throws {
        // The outer shell stands for a test process: it starts a peer as `Peer` does, prints its id, and is killed.
        let outer = try Peer(["bash", "-c", #"bash -c "$0" peer sleep 600 & echo $!; wait"#, ChildProcess.launcher])
        let grandchild = try #require(Int32(try await outer.line()))
        #expect(Peer.isAlive(grandchild))
        outer.kill()
        try await eventually { !Peer.isAlive(grandchild) }
    }

    @Test func `a command's output, errors, status and JSON are all there`() async throws {
        let result = try await runCommand(["sh", "-c", "cat; echo oops >&2; exit 4"], input: #"{"a":[{"b":7},"c"]}"#)
        #expect(result.status == 4)
        #expect(result.errors == "oops\n")
        #expect(try result.text(at: "a.0.b") == "7")
        #expect(try result.text(at: "a.1") == "c")
        #expect(try result.text(at: "a.2") == nil)
        #expect(throws: Peer.Failure.self) { try result.succeeded() }
    }

    @Test func `a command that takes too long is killed`() async throws {
        await #expect(throws: Peer.Failure.self) {
            try await runCommand(["sleep", "600"], within: .milliseconds(200))
        }
    }

    @Test func `a large output arrives whole`() async throws {
        let result = try await runCommand(["sh", "-c", "seq 1 200000"])
        #expect(result.output.split(separator: "\n").count == 200_000)
    }
}
