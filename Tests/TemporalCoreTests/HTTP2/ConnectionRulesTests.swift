// The connection's rules as values, without sockets: keepalive, backoff, deadlines, addresses.
import TestSupport
import Testing

@testable import TemporalCore

@Suite struct `Rules of connections` {
    private let start = ContinuousClock.now

    @Test func `a silent peer is asked once and given up when it does not answer`() {
        var keepalive = Keepalive(interval: .seconds(30), timeout: .seconds(15), now: start)
        #expect(keepalive.action(at: start) == .wait(until: start + .seconds(30)))
        keepalive.heard(at: start + .seconds(10))
        #expect(keepalive.action(at: start + .seconds(30)) == .wait(until: start + .seconds(40)))
        #expect(keepalive.action(at: start + .seconds(40)) == .ping)
        #expect(keepalive.action(at: start + .seconds(41)) == .wait(until: start + .seconds(55)))
        var answered = keepalive
        answered.answered(at: start + .seconds(42))
        #expect(answered.action(at: start + .seconds(55)) == .wait(until: start + .seconds(72)))
        #expect(keepalive.action(at: start + .seconds(55)) == .giveUp)
    }

    @Test func `waits grow to a cap, within their jitter, and start over`() {
        var random = SeededGenerator.fresh()
        var backoff = Backoff(initial: .milliseconds(100), factor: 2, cap: .milliseconds(500), jitter: 0.2)
        for round in 0..<2 {
            for expected in [100, 200, 400, 500, 500] {
                let wait = backoff.next(using: &random) / .milliseconds(1)
                let (low, high) = (0.79 * Double(expected), 1.21 * Double(expected))
                #expect(wait > low && wait < high, "round \(round), seed \(random.seed)")
            }
            backoff.reset()
        }
    }

    @Test func `deadlines come up in order, and those of the dead are dropped`() {
        var random = SeededGenerator.fresh()
        var deadlines = Deadlines<Int>()
        let offsets = (0..<500).map { _ in Int.random(in: 0..<1000, using: &random) }
        for offset in offsets { deadlines.insert(start + .seconds(offset), offset) }
        deadlines.compact(living: 100) { $0 % 5 == 0 }
        #expect(deadlines.count == offsets.count { $0 % 5 == 0 }, "seed \(random.seed)")
        var seen: [Int] = []
        #expect(deadlines.popFirst(at: start - .seconds(1)) == nil)
        while let next = deadlines.popFirst(at: start + .seconds(1000)) { seen.append(next) }
        #expect(seen == offsets.filter { $0 % 5 == 0 }.sorted(), "seed \(random.seed)")
    }

    @Test(arguments: [
        ("example.org:1", "example.org:1"), ("example.org", "example.org:7233"), ("[::1]:80", "[::1]:80"),
        ("[::1]", "[::1]:7233"), ("127.0.0.1:65535", "127.0.0.1:65535"),
    ])
    func `an address is read`(text: String, read: String) {
        #expect(Target(text)?.description == read)
    }

    @Test(arguments: [
        "", ":7233", "host:", "host:0", "host:65536", "host:x", "a:b:c", "[::1", "[::1]x", "a b:1", "http://host:1",
        "http://host", "host/path",
    ])
    func `what is no address is declined`(text: String) {
        #expect(Target(text) == nil)
    }

    @Test func `addresses are tried side by side, and all failures are told`() throws {
        let addresses = try Address.resolve(Target(host: "127.0.0.1", port: try FreePort.find()), numericOnly: true)
            .get()
        var dialer = Dialer(addresses + addresses, now: start)
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            switch dialer.advance(ready: Array(dialer.attempts.indices), now: start) {
            case .pending: continue
            case .connected: Issue.record("no one listens there")
            case .failed(.unreachable(let reasons)):
                #expect(reasons.count == 2)
                #expect(reasons.allSatisfy { $0.contains("Connection refused") })
            case .failed(let failure): Issue.record("\(failure)")
            }
            return
        }
        Issue.record("neither address was given up")
    }
}
