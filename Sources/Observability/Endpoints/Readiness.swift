// Readiness: whether the parts that a process needs answer. What must stay true: a probe never waits longer than its limit, whatever
// a check does; a check runs once at a time, however many ask; many probes cost the parts no more than one a second.

import Synchronization

/// Asks the parts that a process depends on whether they are available.
///
/// All checks run side by side, each as long as the limit; one that ignores its cancellation is left behind, counts as unavailable,
/// and is not started again until it has come back. Whoever asks while an answer is being found gets that answer, and one is
/// good for a while.
public final class Readiness: Sendable {
    /// A part, and how it is asked.
    public struct Check: Sendable {
        /// What the part is called in answers: `postgres`.
        public let name: String
        /// Returns if the part is available, and throws what is wrong if it is not.
        public let probe: @Sendable () async throws -> Void

        /// A check of the part `name`.
        public init(_ name: String, probe: @escaping @Sendable () async throws -> Void) {
            self.name = name
            self.probe = probe
        }
    }

    /// What is wrong with a part.
    public struct Failure: Sendable, Hashable {
        /// The part.
        public let part: String
        /// What its check threw, or that it did not answer.
        public let error: String
    }

    private struct State {
        var asking: Task<[Failure], Never>?
        var last: (failures: [Failure], at: ContinuousClock.Instant)?
    }

    private let parts: [Part]
    private let limit: Duration
    private let validity: Duration
    private let state = Mutex(State())

    /// A readiness of the parts in `checks`.
    ///
    /// - Parameters:
    ///   - limit: how long a check may take.
    ///   - validity: how long an answer is good.
    public init(_ checks: [Check], limit: Duration = .seconds(2), validity: Duration = .seconds(1)) {
        parts = checks.map(Part.init)
        self.limit = limit
        self.validity = validity
    }

    /// The parts that are not available, in the order of their checks; none if the process is ready.
    public func failures() async -> [Failure] {
        let asking = state.withLock { state -> Task<[Failure], Never> in
            if let asking = state.asking { return asking }
            if let last = state.last, last.at.duration(to: .now) < validity { return Task { last.failures } }
            // A task of its own, for whoever asked may go away while others wait for the same answer.
            let asking = Task { await ask() }
            state.asking = asking
            return asking
        }
        return await asking.value
    }

    private func ask() async -> [Failure] {
        let failures = await withTaskGroup(of: (Int, String?).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask { [limit] in (index, await part.ask(within: limit)) }
            }
            var errors: [Int: String] = [:]
            for await (index, error) in group { errors[index] = error }
            return parts.enumerated().compactMap { index, part in
                errors[index].map { Failure(part: part.check.name, error: $0) }
            }
        }
        state.withLock { state in
            state.last = (failures, .now)
            state.asking = nil
        }
        return failures
    }
}

/// A part, and the probe of it that runs: one at most.
private final class Part: Sendable {
    private struct State {
        var probe: Task<Void, Never>?
        /// Whoever asks, one at a time, and what ends the waiting.
        var asker: CheckedContinuation<String?, Never>?
        var clock: Task<Void, any Error>?
        var round = 0
    }

    let check: Readiness.Check
    private let state = Mutex(State())

    init(_ check: Readiness.Check) { self.check = check }

    /// What is wrong with the part, or nil.
    func ask(within limit: Duration) async -> String? {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.round += 1
                state.asker = continuation
                if state.probe == nil { state.probe = Task { await probe() } }
                state.clock = Task { [round = state.round] in
                    try await Task.sleep(for: limit)
                    expire(round, "no answer within \(limit)")
                }
            }
        }
    }

    private func probe() async {
        var error: String?
        do {
            try await check.probe()
        } catch let thrown {
            error = "\(thrown)"
        }
        let asker = state.withLock { state -> CheckedContinuation<String?, Never>? in
            state.probe = nil
            guard let asker = state.asker else { return nil }
            if Task.isCancelled {
                // It was left behind; what it says is of no use to whoever asks now.
                state.probe = Task { await probe() }
                return nil
            }
            state.asker = nil
            state.clock?.cancel()
            return asker
        }
        asker?.resume(returning: error)
    }

    private func expire(_ round: Int, _ error: String) {
        let asker = state.withLock { state -> CheckedContinuation<String?, Never>? in
            guard state.round == round else { return nil }
            state.probe?.cancel()
            defer { state.asker = nil }
            return state.asker
        }
        asker?.resume(returning: error)
    }
}
