// A producer that runs for the length of a test.
import Logging
import ServiceLifecycle
import Synchronization
import TemporalCore
import TestSupport
import Testing

@testable import Pulsar

/// Runs a producer with `options` while `body` works with it, then shuts it down gracefully.
func withProducer<Result: Sendable>(
    _ options: PulsarOptions, _ body: @escaping @Sendable (PulsarProducer) async throws -> Result
) async throws -> Result {
    var logger = Logger(label: "pulsar-test")
    logger.logLevel = .critical
    let producer = try PulsarProducer(options, logger: logger)
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: [producer], logger: logger))
    let running = Task { try await group.run() }
    do {
        let result = try await body(producer)
        await group.triggerGracefulShutdown()
        try await running.value
        return result
    } catch {
        running.cancel()
        _ = try? await running.value
        throw error
    }
}

extension ScriptedBroker {
    /// Options for a producer of the topic `t` at `url`, or at the broker's own.
    func options(_ url: String? = nil) throws -> PulsarOptions {
        PulsarOptions(url: try PulsarURL(url ?? self.url), topic: try PulsarTopic("t"))
    }
}

/// How far a series has come.
final class Progress: Sendable {
    let answered = Atomic(0)
}

/// Sends `count` messages for each of `keys`, one after the other for a key, all keys at once; a message's text is
/// `KEY NUMBER`. `progress` counts those that were answered. Returns what became of each, by text.
func sendSeries(
    _ producer: PulsarProducer, keys: Int, count: Int, progress: Progress = Progress()
) async -> [String: Swift.Result<PulsarMessageID, PulsarError>] {
    await withTaskGroup(of: [String: Swift.Result<PulsarMessageID, PulsarError>].self) { group in
        for key in 0..<keys {
            group.addTask {
                var results: [String: Swift.Result<PulsarMessageID, PulsarError>] = [:]
                for number in 0..<count {
                    let text = "\(key) \(number)"
                    do throws(PulsarError) {
                        results[text] = .success(
                            try await producer.send(PulsarMessage(Bytes(utf8: text), key: "key-\(key)")))
                    } catch {
                        results[text] = .failure(error)
                    }
                    progress.answered.add(1, ordering: .relaxed)
                }
                return results
            }
        }
        var all: [String: Swift.Result<PulsarMessageID, PulsarError>] = [:]
        for await results in group { all.merge(results) { first, _ in first } }
        return all
    }
}

/// Expects that `texts`, in the order in which they were stored, hold every message of a series at least once, and the first
/// occurrences of each key's in order.
func expectSeries(_ texts: [String], keys: Int, count: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    var seen: Set<String> = []
    var next = [Int](repeating: 0, count: keys)
    for text in texts where seen.insert(text).inserted {
        let parts = text.split(separator: " ").compactMap { Int($0) }
        guard parts.count == 2, next.indices.contains(parts[0]) else {
            Issue.record("\"\(text)\" was never sent", sourceLocation: sourceLocation)
            continue
        }
        if next[parts[0]] != parts[1] {
            Issue.record("key \(parts[0]): \(parts[1]) instead of \(next[parts[0]])", sourceLocation: sourceLocation)
        }
        next[parts[0]] = parts[1] + 1
    }
    #expect(next == [Int](repeating: count, count: keys), sourceLocation: sourceLocation)
}
