// The service's methods as Swift calls: messages in and out, the metadata that every call carries, deadlines, and the retries
// of ordinary calls.

import CoreMetrics
import Synchronization

/// Calls Temporal's services over a channel.
package final class ServiceClient: Sendable {
    package let namespace: String
    package let identity: String
    /// Messages up to this size are read where the answer came in, which may be the channel's thread.
    private static let smallMessage = 64 << 10

    private let channel: Channel
    /// The server.
    package var target: Target { channel.target }
    /// What every call carries.
    private let metadata: Mutex<Metadata>
    /// What the options add to it.
    private let extra: [String: String]
    private let metrics: RPCMetrics?

    package init(
        channel: Channel, namespace: String, identity: String, apiKey: String?,
        metadata extra: [String: String] = [:],
        metrics: any MetricsFactory = NOOPMetricsHandler.instance
    ) {
        self.channel = channel
        self.namespace = namespace
        self.identity = identity
        self.metrics = RPCMetrics(metrics, namespace: namespace)
        self.extra = extra
        metadata = Mutex(Self.metadata(namespace, apiKey, extra))
    }

    private static func metadata(_ namespace: String, _ apiKey: String?, _ extra: [String: String]) -> Metadata {
        var metadata: Metadata = [
            "client-name": SDK.name, "client-version": SDK.version, "temporal-namespace": namespace,
        ]
        if let apiKey { metadata["authorization"] = "Bearer \(apiKey)" }
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) where metadata[name] == nil {
            metadata.append(name, value)
        }
        return metadata
    }

    /// Runs tasks on the thread of the channel.
    package var executor: WireExecutor { channel.executor }

    /// Replaces the API key of the calls that follow.
    package func replace(apiKey key: String?) {
        metadata.withLock { $0 = Self.metadata(namespace, key, extra) }
    }

    /// Ends the calls that run and closes the connection.
    package func close() async {
        await channel.close()
    }

    /// Calls `rpc` and retries it as Temporal's clients do, unless it is a long poll.
    ///
    /// - Parameter timeout: the deadline of one try; nil is the method's own.
    nonisolated(nonsending) package func call<Request: Message, Response: Message>(
        _ rpc: RPC<Request, Response>, _ request: Request, timeout: Duration? = nil
    ) async throws(RPCError) -> Response {
        var retry = RetrySchedule.ordinary
        let start = ContinuousClock.now
        while true {
            do throws(RPCError) {
                return try await callOnce(rpc, request, timeout: timeout)
            } catch {
                guard !rpc.isLongPoll, let delay = retry.delay(after: error, elapsed: .now - start) else { throw error }
                try await pause(delay, rpc.path)
            }
        }
    }

    /// Calls `rpc`, a long poll that may be repeated, until the server answers it. What cannot be read three times in a row never can.
    package func callUntilAnswered<Request: Message, Response: Message>(
        _ rpc: RPC<Request, Response>, _ request: Request
    ) async throws(RPCError) -> Response {
        var retry = RetrySchedule.endless
        var unreadable = 0
        while true {
            do throws(RPCError) {
                return try await callOnce(rpc, request)
            } catch {
                unreadable = error.isUnreadable ? unreadable + 1 : 0
                guard unreadable < 3, let delay = retry.delay(after: error) else { throw error }
                try await pause(delay, rpc.path)
            }
        }
    }

    private func pause(_ delay: Duration, _ path: String) async throws(RPCError) {
        do { try await Task.sleep(for: delay) } catch {
            throw RPCError(
                code: .cancelled, message: "the caller gave the call up", method: path, peer: channel.target.description
            )
        }
    }

    /// Calls `rpc` once.
    nonisolated(nonsending) package func callOnce<Request: Message, Response: Message>(
        _ rpc: RPC<Request, Response>, _ request: Request, timeout: Duration? = nil
    ) async throws(RPCError) -> Response {
        guard let metrics else { return try await send(rpc, request, timeout: timeout) }
        let start = ContinuousClock.now
        var failure: StatusCode?
        defer {
            metrics.record(
                rpc.path, isLongPoll: rpc.isLongPoll, duration: ContinuousClock.now - start, failure: failure)
        }
        do throws(RPCError) {
            return try await send(rpc, request, timeout: timeout)
        } catch {
            failure = error.code
            throw error
        }
    }

    nonisolated(nonsending) private func send<Request: Message, Response: Message>(
        _ rpc: RPC<Request, Response>, _ request: Request, timeout: Duration?
    ) async throws(RPCError) -> Response {
        let response = try await channel.unary(
            rpc.path, request.encoded(), metadata: metadata.withLock { $0 }, timeout: timeout ?? rpc.timeout,
            use: rpc.use)
        if response.message.count <= Self.smallMessage { return try decode(response.message, rpc) }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { () throws(RPCError) in
            try decode(response.message, rpc)
        }
    }

    private func decode<Request: Message, Response: Message>(
        _ message: Bytes, _ rpc: RPC<Request, Response>
    ) throws(RPCError) -> Response {
        do {
            return try Response(decoding: message)
        } catch {
            var failure = RPCError(
                code: .internal, message: "the answer cannot be read: \(error)", method: rpc.path,
                peer: channel.target.description)
            failure.isUnreadable = true
            throw failure
        }
    }
}
