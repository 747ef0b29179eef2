// The parts of the library that are measured by themselves:
//   bench-parts codec MESSAGE REPETITIONS FILE   nanoseconds to decode and to encode the message in FILE, a line each repetition
//   bench-parts grpc ADDRESS CALLS IN_FLIGHT     unary calls, and the CPU seconds that they took
//   bench-parts counted NAME TIMES FILE          does one thing so often, for whoever counts instructions or allocations

import Foundation
import TemporalCore

@main
struct BenchParts {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("codec", 4):
            guard let repetitions = Int(arguments[2]) else { break }
            return try measureCodec(message: arguments[1], repetitions: repetitions, try read(arguments[3]))
        case ("grpc", 4):
            guard let calls = Int(arguments[2]), let inFlight = Int(arguments[3]) else { break }
            return try await measureCalls(to: arguments[1], calls: calls, inFlight: inFlight)
        case ("counted", 4):
            guard let times = Int(arguments[2]) else { break }
            return try count(arguments[1], times: times, historyJSON: try read(arguments[3]))
        default: break
        }
        FileHandle.standardError.write(Data("usage: see Benchmarks/bench-parts/Main.swift\n".utf8))
        exit(EX_USAGE)
    }

    private static func read(_ file: String) throws -> Bytes {
        Bytes([UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))
    }
}

/// What the clock `id` shows, in seconds.
func seconds(of id: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(id, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
