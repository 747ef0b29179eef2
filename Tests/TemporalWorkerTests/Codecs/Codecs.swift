// Codecs for tests: one that hides payloads as an encrypting one would, one that takes its time, one that fails when it is told to.

import Synchronization
import TemporalCore
import TestSupport

/// Hides payloads, and marks those that it hid.
struct Scrambling: PayloadCodec {
    func encode(_ payloads: [Payload]) async throws -> [Payload] {
        payloads.map { payload in
            Payload(
                metadata: ["encoding": Bytes(utf8: "binary/scrambled")],
                data: scrambled(payload.serialized))
        }
    }

    func decode(_ payloads: [Payload]) async throws -> [Payload] {
        try payloads.map { payload in
            guard payload.encoding == "binary/scrambled" else { return payload }
            return try Payload(serialized: scrambled(payload.data))
        }
    }
}

private func scrambled(_ bytes: Bytes) -> Bytes {
    Bytes(bytes.map { $0 ^ 0x5A })
}

/// Suspends before it hands everything through, as a codec does that asks another service.
struct Pausing: PayloadCodec {
    func encode(_ payloads: [Payload]) async throws -> [Payload] {
        try await Task.sleep(for: .milliseconds(2))
        return payloads
    }

    func decode(_ payloads: [Payload]) async throws -> [Payload] {
        try await Task.sleep(for: .milliseconds(2))
        return payloads
    }
}

/// Notes the threads that it is called on.
final class Noting: PayloadCodec {
    private let names = Mutex<Set<String>>([])

    var threadNames: Set<String> { names.withLock { $0 } }

    func encode(_ payloads: [Payload]) async throws -> [Payload] { note(payloads) }

    func decode(_ payloads: [Payload]) async throws -> [Payload] { note(payloads) }

    private func note(_ payloads: [Payload]) -> [Payload] {
        _ = names.withLock { $0.insert(currentThreadName()) }
        return payloads
    }
}

/// Fails, or waits, the next time it meets a payload with a certain text, once for each time that it is told so.
final class Faulty: PayloadCodec {
    enum Direction: Hashable { case encode, decode }

    struct Outage: Error, CustomStringConvertible {
        let description = "the key service is away"
    }

    private struct Rule: Hashable {
        let direction: Direction
        let text: String
    }

    private let failures = Mutex<[Rule]>([])
    private let holds = Mutex<[Rule: Gate]>([:])

    /// Fails at the next payload that contains `text`.
    func fail(_ direction: Direction, at text: String) {
        failures.withLock { $0.append(Rule(direction: direction, text: text)) }
    }

    /// Waits for `gate` at each payload that contains `text`.
    func hold(_ direction: Direction, at text: String, until gate: Gate) {
        holds.withLock { $0[Rule(direction: direction, text: text)] = gate }
    }

    /// Whether everything that was to fail has failed.
    var isSpent: Bool { failures.withLock { $0.isEmpty } }

    func encode(_ payloads: [Payload]) async throws -> [Payload] { try await pass(payloads, .encode) }

    func decode(_ payloads: [Payload]) async throws -> [Payload] { try await pass(payloads, .decode) }

    private func pass(_ payloads: [Payload], _ direction: Direction) async throws -> [Payload] {
        func isMet(_ rule: Rule) -> Bool {
            rule.direction == direction
                && payloads.contains { $0.data.utf8String?.contains(rule.text) == true }
        }
        let isFailing = failures.withLock { rules in
            guard let index = rules.firstIndex(where: isMet) else { return false }
            rules.remove(at: index)
            return true
        }
        if isFailing { throw Outage() }
        if let gate = holds.withLock({ $0.first { isMet($0.key) }?.value }) { try await gate.wait() }
        return payloads
    }
}
