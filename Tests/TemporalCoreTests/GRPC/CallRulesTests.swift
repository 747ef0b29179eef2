// gRPC's rules as values: timeouts, percent-encoding, messages in pieces, and when a call is tried again.
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct `Rules of calls` {
    @Test(arguments: [
        (Duration.nanoseconds(1), "1n"), (.milliseconds(99), "99000000n"), (.seconds(30), "30000000u"),
        (.seconds(70), "70000000u"), (.seconds(1000), "1000000m"), (.seconds(200_000), "200000S"), (.zero, "0n"),
        (.seconds(-5), "0n"), (.seconds(1_000_000_000), "277778H"), (.seconds(Int64.max), "99999999H"),
    ])
    func `a timeout has at most eight digits and is never too short`(timeout: Duration, text: String) {
        #expect(Timeout.encode(timeout) == text)
    }

    @Test(arguments: [
        ("plain", "plain"), ("%E2%82%AC%3a", "€:"), ("100%", "100%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("", ""),
        ("%FF", "\u{FFFD}"),
    ])
    func `a message is decoded as far as it makes sense`(text: String, decoded: String) {
        #expect(Array(text.utf8).withUnsafeBytes { PercentEncoding.decode($0) } == decoded)
    }

    @Test(arguments: [0, 1, 4, 5, 100, 9 << 20])
    func `a message is the same however it is cut`(size: Int) throws {
        var random = SeededGenerator.fresh()
        let message = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let body = [0] + withUnsafeBytes(of: UInt32(size).bigEndian, Array.init) + message
        var reader = MessageReader(limit: size)
        var rest = body[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...max(8, size / 3), using: &random))
            try Bytes(piece).withUnsafeBytes { bytes throws(Status) in try reader.read(bytes) }
            rest = rest.dropFirst(piece.count)
        }
        #expect(try reader.finish() == Bytes(message), "seed \(random.seed)")
    }

    @Test func `ordinary calls are tried ten times within ten seconds`() {
        var random = SeededGenerator.fresh()
        var retry = RetrySchedule.ordinary
        let error = RPCError(code: .unavailable, message: "")
        var waits: [Duration] = []
        while let wait = retry.delay(after: error, using: &random) { waits.append(wait) }
        #expect((5...9).contains(waits.count), "seed \(random.seed)")
        #expect(waits.reduce(.zero, +) <= .seconds(10))
        for (number, expected) in [100, 170, 289, 491, 835].enumerated() {
            let wait = waits[number] / .milliseconds(1)
            #expect(abs(wait - Double(expected)) <= 0.21 * Double(expected), "seed \(random.seed)")
        }
        var slow = RetrySchedule.ordinary
        #expect(slow.delay(after: error, elapsed: .seconds(10)) == nil)
    }

    @Test func `what cannot heal is not tried again, and a limit is waited for longer`() {
        for code in [0, 1, 3, 4, 5, 6, 7, 9, 12, 16] {
            var retry = RetrySchedule.ordinary
            #expect(retry.delay(after: RPCError(code: StatusCode(rawValue: code), message: "")) == nil)
        }
        var retry = RetrySchedule.ordinary
        let wait = retry.delay(after: RPCError(code: .resourceExhausted, message: ""))
        #expect(wait.map { $0 >= .milliseconds(800) && $0 <= .milliseconds(1200) } == true)
        var local = RetrySchedule.endless
        let tooLarge = Status(code: .resourceExhausted, message: "", canHeal: false).error(method: "", peer: "")
        #expect(local.delay(after: tooLarge) == nil)
        var remote = RetrySchedule.endless
        let refused = "grpc: received message larger than max (5000000 vs. 4194304)"
        #expect(remote.delay(after: RPCError(code: .resourceExhausted, message: refused)) == nil)
    }
}
