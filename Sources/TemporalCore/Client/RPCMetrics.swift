// The metrics of calls: how many there were, how many failed and how, and how long they took, by method. Their names are those
// of Temporal's other SDKs; a long poll has names of its own, for its time says nothing of the server.

import CoreMetrics
import Synchronization

/// Counts and times the calls of one client.
final class RPCMetrics: Sendable {
    private struct Method {
        let requests: Counter
        let latency: CoreMetrics.Timer
        var failures: [StatusCode: Counter] = [:]
    }

    /// A method that is also called as a long poll is two: its calls have names of their own.
    private struct Key: Hashable {
        let path: String
        let isLongPoll: Bool
    }

    private let factory: any MetricsFactory
    private let namespace: String
    /// Up to two for each of the client's methods, each with as many failures as there are codes.
    private let methods = Mutex<[Key: Method]>([:])

    /// Nil where nobody collects metrics, so that calls cost no more.
    init?(_ factory: any MetricsFactory, namespace: String) {
        if factory is NOOPMetricsHandler { return nil }
        self.factory = factory
        self.namespace = namespace
    }

    /// Counts a call that took `duration` and failed with `failure`, or did not.
    func record(_ path: String, isLongPoll: Bool, duration: Duration, failure: StatusCode?) {
        let (method, failures) = methods.withLock { methods in
            let key = Key(path: path, isLongPoll: isLongPoll)
            var method = methods[key] ?? make(path, isLongPoll)
            if let failure, method.failures[failure] == nil {
                method.failures[failure] = counter(path, isLongPoll, failing: failure)
            }
            methods[key] = method
            return (method, failure.flatMap { method.failures[$0] })
        }
        method.requests.increment()
        method.latency.recordNanoseconds(duration.attoseconds / 1_000_000_000)
        failures?.increment()
    }

    private func make(_ path: String, _ isLongPoll: Bool) -> Method {
        let name = Self.name(isLongPoll)
        let dimensions = dimensions(path)
        return Method(
            requests: Counter(label: name, dimensions: dimensions, factory: factory),
            latency: CoreMetrics.Timer(label: "\(name)_latency", dimensions: dimensions, factory: factory))
    }

    private func counter(_ path: String, _ isLongPoll: Bool, failing code: StatusCode) -> Counter {
        Counter(
            label: "\(Self.name(isLongPoll))_failure",
            dimensions: dimensions(path) + [("status_code", code.description)], factory: factory)
    }

    private static func name(_ isLongPoll: Bool) -> String {
        isLongPoll ? "temporal_long_request" : "temporal_request"
    }

    private func dimensions(_ path: String) -> [(String, String)] {
        [("namespace", namespace), ("operation", path.split(separator: "/").last.map(String.init) ?? path)]
    }
}
