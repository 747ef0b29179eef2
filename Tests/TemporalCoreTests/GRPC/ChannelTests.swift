// Calls over a healthy connection to a grpcio server: messages, statuses, metadata, deadlines, cancellation, limits.
import Foundation
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct `Calls to a grpcio server` {
    @Test(arguments: [0, 5, 70_000])
    func `a message is echoed`(length: Int) async throws {
        let text = String(repeating: "x", count: length)
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        let answer = try await channel.peer("Echo", text)
        #expect(answer.message.utf8String == text)
        await channel.close()
        #expect(channel.state == .closed)
    }

    @Test func `every status arrives with its message, details and trailers`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        let message = "Größe: 100 % of \u{1F9ED}\nsecond line"
        for code in 1...16 {
            let wish: [String: Any] = [
                "code": code, "message": message, "details": Data([0, 255, 7]).base64EncodedString(),
            ]
            let text = String(decoding: try JSONSerialization.data(withJSONObject: wish), as: UTF8.self)
            let error = await #expect(throws: RPCError.self) { try await channel.peer("Status", text) }
            #expect(error?.code == StatusCode(rawValue: code))
            #expect(error?.message == message)
            #expect(error?.details == Bytes([0, 255, 7]))
            #expect(error?.method == "/test.Peer/Status")
            #expect(error?.connectionFailure == nil)
        }
        await channel.close()
    }

    @Test func `a method that the server lacks is unimplemented`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        let error = await #expect(throws: RPCError.self) { try await channel.peer("Nothing") }
        #expect(error?.code == .unimplemented)
        #expect(error?.description.contains("Nothing at 127.0.0.1") == true)
    }

    @Test func `metadata goes both ways`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        let metadata: Metadata = ["client-name": "tester", "x-raw-bin": "AP8H"]
        let answer = try await channel.peer("Context", metadata: metadata, timeout: .seconds(20))
        let context = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.message)) as? [String: Any])
        let seen = try #require(context["metadata"] as? [String: String])
        #expect(seen["client-name"] == "tester")
        #expect(seen["x-raw-bin"] == "AP8H")
        #expect(seen["user-agent"]?.hasPrefix("temporal-swift") == true)
        let left = try #require(context["timeRemaining"] as? Double)
        #expect(left > 15 && left <= 20)

        let echoed = try await channel.peer("Metadata", #"{"initial": {"a": "1"}, "trailing": {"b": "2"}}"#)
        #expect(echoed.initialMetadata["a"] == "1")
        #expect(echoed.trailingMetadata["b"] == "2")
    }

    @Test func `metadata that HTTP2 cannot carry is refused before it is sent`() async throws {
        let channel = Channel(to: Target(host: "127.0.0.1", port: 1))
        for metadata: Metadata in [["authorization": "Bearer a\nb"], ["Upper": "x"], ["": "x"]] {
            let error = await #expect(throws: RPCError.self) { try await channel.peer("Echo", metadata: metadata) }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test func `a deadline ends the call on both sides`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        let start = ContinuousClock.now
        let error = await #expect(throws: RPCError.self) {
            try await channel.peer("Sleep", "20", timeout: .milliseconds(200))
        }
        #expect(error?.code == .deadlineExceeded)
        #expect(ContinuousClock.now - start < .seconds(10))
        _ = try await channel.peer("Echo")
    }

    @Test func `a cancelled task cancels its call`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        _ = try await channel.peer("Echo")
        let call = Task { try await channel.peer("Sleep", "20") }
        let unstarted = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await channel.peer("Sleep", "20")
        }
        call.cancel()
        for task in [call, unstarted] {
            let error = await #expect(throws: RPCError.self) { try await task.value }
            #expect(error?.code == .cancelled)
        }
        _ = try await channel.peer("Echo")
    }

    @Test func `messages of 64 MiB go both ways`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        let size = 64 << 20
        let message = Bytes(capacity: size) { buffer in
            for index in stride(from: 0, to: size, by: 4096) { buffer[index] = UInt8(truncatingIfNeeded: index >> 12) }
            return size
        }
        let answer = try await channel.unary("/test.Peer/Echo", message, timeout: .seconds(60))
        #expect(answer.message == message)
    }

    @Test func `messages over the limit are refused, those at the limit pass`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel { $0.maxMessageSize = 1000 }
        #expect(try await channel.peer("Size", "1000").message.count == 1000)
        for (method, text) in [("Size", "1001"), ("Echo", String(repeating: "x", count: 1001))] {
            let error = await #expect(throws: RPCError.self) { try await channel.peer(method, text) }
            #expect(error?.code == .resourceExhausted)
            #expect(error?.message.contains("limit of 1000") == true)
            #expect(error?.canHeal == false)
        }
    }

    @Test func `a thousand calls at once share one connection under a limit of 100 streams`() async throws {
        let peer = try await GRPCPeer("--max-streams", "100")
        let channel = peer.channel()
        let peers = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
            for number in 0..<1000 {
                group.addTask { (number, try await channel.peer("Echo", "\(number)").message.utf8String) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(peers.count == 1000)
        #expect(peers.allSatisfy { "\($0.key)" == $0.value })
    }

    @Test(arguments: [3, 16], [StreamUse.answer, .outcome, .task])
    func `calls of one use leave streams to those of the others`(streams: Int, use: StreamUse) async throws {
        let peer = try await GRPCPeer("--max-streams", "\(streams)")
        let channel = peer.channel()
        _ = try await channel.peer("Echo")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 * streams { group.addTask { _ = try? await channel.peer("Sleep", "20", use: use) } }
            for _ in 0..<streams - 2 * max(1, streams / 8) { _ = try? await peer.isSleeping() }
            for other in [StreamUse.answer, .outcome, .task] where other != use {
                for _ in 0..<5 {
                    #expect((try? await channel.peer("Echo", timeout: .seconds(10), use: other)) != nil)
                }
            }
            group.cancelAll()
        }
    }

    @Test(arguments: [StreamUse.outcome, .task])
    func `of two streams one is kept for answers`(use: StreamUse) async throws {
        let peer = try await GRPCPeer("--max-streams", "2")
        let channel = peer.channel()
        _ = try await channel.peer("Echo")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { _ = try? await channel.peer("Sleep", "20", use: use) } }
            _ = try? await peer.isSleeping()
            for _ in 0..<5 { #expect((try? await channel.peer("Echo", timeout: .seconds(10))) != nil) }
            group.cancelAll()
        }
    }

    @Test func `calls that never cease leave streams to polls`() async throws {
        let peer = try await GRPCPeer("--max-streams", "16")
        let channel = peer.channel()
        _ = try await channel.peer("Echo")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask { while (try? await channel.peer("Sleep", "0.2")) != nil {} }
            }
            _ = try? await peer.isSleeping()
            for _ in 0..<5 { #expect((try? await channel.peer("Echo", timeout: .seconds(10), use: .task)) != nil) }
            group.cancelAll()
        }
    }

    @Test func `calls beyond the waiting queue are refused at once`() async throws {
        let peer = try await GRPCPeer("--max-streams", "1")
        let channel = peer.channel { $0.maxWaitingCalls = 2 }
        _ = try await channel.peer("Echo")
        let codes = await withTaskGroup(of: StatusCode.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do throws(RPCError) {
                        _ = try await channel.peer("Sleep", "5", timeout: .seconds(1))
                        return .ok
                    } catch {
                        return error.code
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count { $0 == .resourceExhausted } >= 1)
        #expect(codes.allSatisfy { $0 == .resourceExhausted || $0 == .deadlineExceeded })
    }

    @Test func `close waits for calls, and ends them after its limit`() async throws {
        let peer = try await GRPCPeer()
        let first = peer.channel()
        _ = try await first.peer("Echo")
        async let answer = first.peer("Sleep", "0.3")
        try await peer.isSleeping()
        await first.close(within: .seconds(20))
        _ = try await answer

        let second = peer.channel()
        _ = try await second.peer("Echo")
        let call = Task { try await second.peer("Sleep", "20") }
        try await peer.isSleeping()
        await second.close(within: .milliseconds(50))
        let error = await #expect(throws: RPCError.self) { try await call.value }
        #expect(error?.code == .unavailable)
        let refused = await #expect(throws: RPCError.self) { try await second.peer("Echo") }
        #expect(refused?.message.contains("closed") == true)
        await second.close()
    }

    @Test func `tasks that prefer the channel's thread run there, and elsewhere once it is closed`() async throws {
        let peer = try await GRPCPeer()
        let channel = peer.channel()
        let names = try await Task(executorPreference: channel.executor) {
            let before = currentThreadName()
            _ = try await channel.peer("Echo")
            return [before, currentThreadName()]
        }.value
        #expect(names == ["temporal-wire", "temporal-wire"])
        let closing = Task(executorPreference: channel.executor) {
            await channel.close()
            return currentThreadName()
        }
        #expect(await closing.value != "temporal-wire")
        #expect(await Task(executorPreference: channel.executor) { currentThreadName() }.value != "temporal-wire")
    }
}
