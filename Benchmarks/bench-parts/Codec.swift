// Decoding and encoding of one message, over and over. The rivals do the same with the same file.

import Glibc
import TemporalCore

func measureCodec(message: String, repetitions: Int, _ bytes: Bytes) throws {
    switch message {
    case "History": try measure(API.History.History.self, repetitions: repetitions, bytes)
    case "PollWorkflowTaskQueueResponse":
        try measure(API.WorkflowService.PollWorkflowTaskQueueResponse.self, repetitions: repetitions, bytes)
    case "RespondWorkflowTaskCompletedRequest":
        try measure(API.WorkflowService.RespondWorkflowTaskCompletedRequest.self, repetitions: repetitions, bytes)
    default: throw UnknownName(name: message)
    }
}

/// Prints the nanoseconds of one decoding and of one encoding, a line each repetition; about 0.2 s each.
private func measure<M: Message>(_ type: M.Type, repetitions: Int, _ bytes: Bytes) throws {
    let message = try M(decoding: bytes)
    for _ in 0..<repetitions {
        let decode = try nanoseconds { blackHole(try M(decoding: bytes)) }
        let encode = nanoseconds { blackHole(message.encoded()) }
        print(decode, encode)
    }
}

private func nanoseconds(of work: () throws -> Void) rethrows -> Double {
    var times = 1
    while true {
        let start = seconds(of: CLOCK_THREAD_CPUTIME_ID)
        for _ in 0..<times { try work() }
        let elapsed = seconds(of: CLOCK_THREAD_CPUTIME_ID) - start
        if elapsed > 0.2 { return elapsed / Double(times) * 1e9 }
        times = elapsed > 0.02 ? Int(Double(times) * 0.25 / elapsed) + 1 : times * 4
    }
}

/// Keeps the optimiser from leaving out what makes `value`.
@inline(never)
func blackHole<T>(_ value: T) {}

/// A name on the command line that stands for nothing.
struct UnknownName: Error, CustomStringConvertible {
    let name: String

    var description: String { "there is nothing of the name \(name)" }
}
