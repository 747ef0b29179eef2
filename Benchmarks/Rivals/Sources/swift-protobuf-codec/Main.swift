// swift-protobuf in the codec benchmark: swift-protobuf-codec MESSAGE REPETITIONS FILE prints the nanoseconds of one decoding
// and of one encoding, a line each repetition.

import Foundation
import SwiftProtobuf

@main
struct Codec {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let repetitions = Int(arguments[2]) else { exit(EX_USAGE) }
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[3])))
        switch arguments[1] {
        case "History": try measure(Temporal_Api_History_V1_History.self, repetitions, bytes)
        case "PollWorkflowTaskQueueResponse":
            try measure(Temporal_Api_Workflowservice_V1_PollWorkflowTaskQueueResponse.self, repetitions, bytes)
        case "RespondWorkflowTaskCompletedRequest":
            try measure(Temporal_Api_Workflowservice_V1_RespondWorkflowTaskCompletedRequest.self, repetitions, bytes)
        default: exit(EX_USAGE)
        }
    }

    private static func measure<M: SwiftProtobuf.Message>(
        _ type: M.Type, _ repetitions: Int, _ bytes: [UInt8]
    ) throws {
        let message = try M(serializedBytes: bytes)
        for _ in 0..<repetitions {
            let decode = try nanoseconds { blackHole(try M(serializedBytes: bytes)) }
            let encode = try nanoseconds { blackHole(try message.serializedBytes() as [UInt8]) }
            print(decode, encode)
        }
    }

    private static func nanoseconds(of work: () throws -> Void) rethrows -> Double {
        var times = 1
        while true {
            let start = threadSeconds
            for _ in 0..<times { try work() }
            let elapsed = threadSeconds - start
            if elapsed > 0.2 { return elapsed / Double(times) * 1e9 }
            times = elapsed > 0.02 ? Int(Double(times) * 0.25 / elapsed) + 1 : times * 4
        }
    }

    private static var threadSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @inline(never)
    private static func blackHole<T>(_ value: T) {}
}
