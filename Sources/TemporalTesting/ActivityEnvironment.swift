// An activity without a server: its code runs as a worker runs it, in a context that the test makes and looks into.

import CoreMetrics
import Logging
import Synchronization
import TemporalCore
import TemporalWorker

/// Runs the code of activities, and records what it tells the server.
///
/// ```swift
/// let environment = ActivityEnvironment()
/// environment.info.attempt = 3
/// let receipt = try await environment.run { try await ChargeCard(gateway: fake).run(order) }
/// #expect(try environment.heartbeats(as: Int.self) == [1, 2])
/// ```
/// Each ``run(_:)`` is an attempt of its own; heartbeats add up.
public final class ActivityEnvironment: Sendable {
    private struct State {
        var info = ActivityInfo()
        var lastDetails: [Payload] = []
        var heartbeats: [[Payload]] = []
        var cancellation: ActivityCancellation?
        var running: [ObjectIdentifier: Running] = [:]
    }

    private struct Running {
        let context: ActivityContext
        let cancel: @Sendable () -> Void
    }

    private let state = Mutex(State())
    private let shutdown = Notice()
    private let converter: DataConverter
    private let logger: Logger
    private let metrics: any MetricsFactory

    /// An environment whose activities' heartbeats pass through `converter`, and whose metrics `metrics` makes.
    public init(
        converter: DataConverter = DataConverter(), logger: Logger = Logger(label: "temporal.testing"),
        metrics: any MetricsFactory = NOOPMetricsHandler.instance
    ) {
        self.converter = converter
        self.logger = logger
        self.metrics = metrics
    }

    /// What the next attempt knows of its task.
    public var info: ActivityInfo {
        get { state.withLock { $0.info } }
        set { state.withLock { $0.info = newValue } }
    }

    /// Has the next attempt find `details` as the heartbeat of the attempt before.
    public func setLastHeartbeat<each Detail: Encodable & Sendable>(_ details: repeat each Detail) throws {
        let payloads = try converter.encodeArguments(repeat each details)
        state.withLock { $0.lastDetails = payloads }
    }

    /// How many heartbeats were recorded; unlike a worker, the environment leaves none out.
    public var heartbeatCount: Int { state.withLock { $0.heartbeats.count } }

    /// The first detail of each heartbeat, in order.
    ///
    /// - Throws: an error with the path of the field where a detail is none of `type`, or there is none.
    public func heartbeats<Detail: Decodable & Sendable>(as type: Detail.Type = Detail.self) throws -> [Detail] {
        try state.withLock { $0.heartbeats }.map { try converter.decodeArguments($0, as: Detail.self) }
    }

    /// Runs `body`, in which `ActivityContext.current` is this environment's, and returns or throws what it does.
    ///
    /// It runs in a task of its own, which ``cancel(_:)`` cancels, and the cancellation of the task that waits for it.
    public func run<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let context = state.withLock { state in
            ActivityContext(
                info: state.info, logger: logger, metrics: metrics, converter: converter,
                lastDetails: state.lastDetails, shutdown: shutdown,
                recordHeartbeat: { [self] details in self.state.withLock { $0.heartbeats.append(details) } })
        }
        let task = Task {
            try await ActivityContext.$running.withValue(context) { try await body() }
        }
        let cancellation = state.withLock { state in
            state.running[ObjectIdentifier(context)] = Running(context: context, cancel: { task.cancel() })
            return state.cancellation
        }
        defer { state.withLock { $0.running[ObjectIdentifier(context)] = nil } }
        if let cancellation {
            context.cancel(cancellation)
            task.cancel()
        }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Tells what runs, and what is run from now on, that the worker begins to stop; ``cancel(_:)`` is what follows when its time
    /// is up.
    public func beginWorkerShutdown() { shutdown.give() }

    /// Cancels what runs, and what is run from now on, as the server or the worker would for `reason`.
    public func cancel(_ reason: ActivityCancellation = .requested) {
        let running = state.withLock { state in
            state.cancellation = reason
            return Array(state.running.values)
        }
        for one in running {
            one.context.cancel(reason)
            one.cancel()
        }
    }
}
