// grpc-swift-2 in the benchmark of calls: grpc-swift-calls HOST PORT CALLS IN_FLIGHT prints how many unary calls there were and
// the CPU seconds that they took.

import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Glibc

@main
struct Calls {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let port = Int(arguments[2]), let calls = Int(arguments[3]),
            let inFlight = Int(arguments[4])
        else { exit(EX_USAGE) }
        let transport = try HTTP2ClientTransport.Posix(
            target: .ipv4(address: arguments[1], port: port), transportSecurity: .plaintext)
        try await withGRPCClient(transport: transport) { client in
            try await call(client, times: inFlight, inFlight: inFlight)
            let before = processorSeconds
            try await call(client, times: calls, inFlight: inFlight)
            print(calls, processorSeconds - before)
        }
    }

    private static func call(
        _ client: GRPCClient<HTTP2ClientTransport.Posix>, times: Int, inFlight: Int
    ) async throws {
        let message = [UInt8](repeating: UInt8(ascii: "x"), count: 100)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<inFlight {
                group.addTask {
                    var options = CallOptions.defaults
                    options.timeout = .seconds(60)
                    for _ in stride(from: lane, to: times, by: inFlight) {
                        let answer = try await client.unary(
                            request: ClientRequest(message: message), descriptor: echo, serializer: BytesCoder(),
                            deserializer: BytesCoder(), options: options
                        ) { try $0.message }
                        if answer.count != message.count { exit(EX_PROTOCOL) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static let echo = MethodDescriptor(fullyQualifiedService: "test.Peer", method: "Echo")

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Bytes in, bytes out: no codec is measured here.
private struct BytesCoder: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }

    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
        bytes.withUnsafeBytes { [UInt8]($0) }
    }
}
