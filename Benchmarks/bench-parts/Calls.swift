// Unary calls through one channel. The payload is small, so that what is measured is the call.

import Glibc
import Logging
import TemporalCore

func measureCalls(to address: String, calls: Int, inFlight: Int) async throws {
    guard let target = Target(address) else { throw UnknownName(name: address) }
    let channel = Channel(target: target, logger: Logger(label: "bench"))
    try await call(channel, times: inFlight, inFlight: inFlight)
    let before = seconds(of: CLOCK_PROCESS_CPUTIME_ID)
    try await call(channel, times: calls, inFlight: inFlight)
    print(calls, seconds(of: CLOCK_PROCESS_CPUTIME_ID) - before)
    await channel.close()
}

private func call(_ channel: Channel, times: Int, inFlight: Int) async throws {
    let message = Bytes(repeatElement(UInt8(ascii: "x"), count: 100))
    try await withThrowingTaskGroup { group in
        for lane in 0..<inFlight {
            group.addTask {
                for _ in stride(from: lane, to: times, by: inFlight) {
                    let answer = try await channel.unary("/test.Peer/Echo", message, timeout: .seconds(60))
                    if answer.message.count != message.count { throw UnknownName(name: "an echo of another length") }
                }
            }
        }
        try await group.waitForAll()
    }
}
