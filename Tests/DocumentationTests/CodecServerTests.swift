// The codec server of the examples shows the stock command line what only clients can read.

import Foundation
@testable import Guide
import TemporalCore
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct CodecServerTests {
    @Test func `the command line reads and writes what clients scramble`() async throws {
        let converter = DataConverter(codecs: [Scrambling()])
        let port = try freePort()
        let codecServer = Task { try await CodecServer.scrambling(port: port, origin: "http://localhost:8233").run() }
        try await withGuide(converter: converter) { place in
            let handle = try await place.client.startWorkflow(CheckLimit.self, "ada", id: "limit", taskQueue: "guide")
            #expect(try await handle.result() == 3_000)
            let endpoint = ["--codec-endpoint", "http://127.0.0.1:\(port)"]
            let cli = [Repository.temporal, "workflow"]
            let address = ["--address", place.address, "--output", "json", "--workflow-id"]
            let blind = try await runCommand(cli + ["result"] + address + ["limit"])
            #expect(!blind.output.contains("3000"))
            let seeing = try await runCommand(cli + ["result"] + address + ["limit"] + endpoint).succeeded()
            #expect(seeing.output.contains("3000"))
            let started = ["execute", "--type", "CheckLimit", "--task-queue", "guide", "--input", "\"eve\""]
            let executed = try await runCommand(cli + started + address + ["from-cli"] + endpoint).succeeded()
            #expect(executed.output.contains("3000"))
        }
        codecServer.cancel()
        _ = await codecServer.result
    }

    @Test func `a page of the UI may ask, and what is no payload is refused`() async throws {
        let port = try freePort()
        let codecServer = Task { try await CodecServer.scrambling(port: port, origin: "http://ui.example").run() }
        let address = "http://127.0.0.1:\(port)/decode"
        let asked: CommandResult = try await eventually {
            let asked = try await runCommand(["curl", "-sS", "-i", "-X", "OPTIONS", address])
            return asked.status == 0 ? asked : nil
        }
        #expect(asked.output.contains("204"))
        #expect(asked.output.contains("Access-Control-Allow-Origin: http://ui.example"))
        let refused = try await runCommand(["curl", "-sS", "-i", "-d", "{}", address]).succeeded()
        #expect(refused.output.contains("400"))
        codecServer.cancel()
        _ = await codecServer.result
    }
}

/// A port of this machine that nobody listens on.
private func freePort() throws -> UInt16 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return try withUnsafeMutablePointer(to: &address) { pointer in
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            guard bind(socket, pointer, length) == 0, getsockname(socket, pointer, &length) == 0 else {
                throw Peer.Failure(description: "no port can be had")
            }
        }
        return UInt16(bigEndian: pointer.pointee.sin_port)
    }
}
