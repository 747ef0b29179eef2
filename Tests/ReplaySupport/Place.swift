// A worker in this process on a task queue of its own, the client and the stock command line to drive it, and what it logged.

import CoreMetrics
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport

/// Where workers of one test run: a server, a task queue that nobody else has, and what they log.
package struct Place: Sendable {
    package let client: TemporalClient
    package let cli: TemporalCLI
    package let taskQueue = "life-\(UUID().uuidString)"
    package let log = LogRecorder()
    private let replays = RunReplays()

    /// A place on `server`, the shared one by default, reached by the workers at `address` where that is another.
    package init(
        server: DevServer? = nil, address: String? = nil, namespace: String = "default",
        converter: DataConverter = .default, interceptors: [any ClientInterceptor] = [],
        metrics: any MetricsFactory = NOOPMetricsHandler.instance
    ) async throws {
        let server = if let server { server } else { try await DevServer.shared }
        cli = server.cli(namespace: namespace)
        client = TemporalClient(
            try ConnectionOptions(environment: [
                "TEMPORAL_ADDRESS": address ?? server.address, "TEMPORAL_NAMESPACE": namespace,
            ]), converter: converter, interceptors: interceptors, logger: log.logger, metrics: metrics)
    }

    /// Starts a worker of `registrations` on this place's task queue, or one on each of `taskQueues`, which begin like it. They
    /// share this place's client, or the `other` one.
    package func worker(
        _ options: WorkerOptions = WorkerOptions(), of other: TemporalClient? = nil, on taskQueues: [String]? = nil,
        @RegistrationBuilder _ registrations: () -> [Registration]
    ) throws -> RunningWorker {
        try replays.register(
            registrations(), converter: client.converter, interceptors: options.workflowInterceptors,
            failureErrors: options.workflowFailureErrors)
        var options = options
        options.checksReadOnlyHandlers = true
        // Unless it is the subject: the machine may be busy.
        if options.deadlockTimeout == WorkerOptions().deadlockTimeout { options.deadlockTimeout = .seconds(60) }
        let workers = try (taskQueues ?? [taskQueue]).map {
            try Worker(client: other ?? client, taskQueue: $0, options: options, logger: log.logger, registrations)
        }
        return RunningWorker(workers, place: self)
    }

    /// Replays every run of this place but those of the workflow types in `excluded`, which says why.
    package func replay(excluding excluded: [String: String] = [:], changed: Set<String> = []) async throws {
        // Not through whatever the worker's connection has to suffer.
        let client = try TemporalClient(
            ConnectionOptions(environment: ["TEMPORAL_ADDRESS": cli.address, "TEMPORAL_NAMESPACE": cli.namespace]),
            logger: log.logger)
        try await replays.replay(
            of: client, where: "TaskQueue STARTS_WITH '\(taskQueue)'", excluding: excluded, changed: changed)
        await client.close()
    }

    /// Starts a workflow of type `type` and returns its id.
    package func start<W: Workflow>(_ type: W.Type, _ input: String..., id: String = UUID().uuidString) async throws
        -> String
    {
        try await start(W.workflowType, input, id: id)
    }

    /// Starts a workflow by the name of its type and returns its id.
    package func start(
        _ type: String, _ input: [String] = [], id: String = UUID().uuidString, options: [String] = []
    ) async throws -> String {
        try await cli.start(type, id: id, taskQueue: taskQueue, inputs: input, options: options)
        replays.expect(id)
        return id
    }

    /// Remembers that a workflow with the id `id` is started here, without which the list of what is to be replayed is not complete.
    package func expect(_ id: String) { replays.expect(id) }

    /// The result of a workflow once it has completed, as JSON text without quotes.
    package func result(_ id: String) async throws -> String? {
        try await cli.result(id).text(at: "result")
    }

    /// The events of a workflow's history so far.
    package func events(_ id: String) async throws -> [API.History.HistoryEvent.Attributes] {
        try await client.workflow(id: id).history().events.compactMap(\.attributes)
    }

    /// The messages of the failed workflow tasks of a history so far.
    package func taskFailures(_ id: String) async throws -> [String] {
        try await events(id).compactMap {
            if case .workflowTaskFailed(let event) = $0 { event.failure?.message } else { nil }
        }
    }
}

/// A worker that runs until it is stopped.
package struct RunningWorker: Sendable {
    /// One for each task queue.
    package let workers: [Worker]
    private let group: ServiceGroup
    private let running: Task<Void, any Error>
    private let place: Place

    init(_ workers: [Worker], place: Place) {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: workers.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                logger: LogRecorder().logger))
        self.workers = workers
        self.group = group
        self.place = place
        running = Task { try await group.run() }
    }

    /// Asks for a graceful shutdown.
    package func askToStop() async { await group.triggerGracefulShutdown() }

    /// Waits until the worker has ended, and throws what it ended with.
    package func end() async throws { try await running.value(within: .seconds(60)) }

    /// Stops gracefully, throws what the worker throws, and replays every run of its place but those of the workflow types
    /// in `excluded`, which says why; `changed` are types that were begun by other code than this.
    package func stop(withoutReplayOf excluded: [String: String] = [:], changed: Set<String> = []) async throws {
        await askToStop()
        try await end()
        try await place.replay(excluding: excluded, changed: changed)
    }
}

/// Keeps what was logged.
package final class LogRecorder: Sendable {
    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        package func log(event: LogEvent) {
            recorder.lines.withLock { $0.append(event.message.description) }
        }
    }

    private let lines = Mutex<[String]>([])

    package init() {}

    package var logger: Logger { Logger(label: "test") { _ in Handler(recorder: self) } }

    /// Whether a message contains `text`.
    package func contains(_ text: String) -> Bool { lines.withLock { $0.contains { $0.contains(text) } } }
}

/// Something that a test lets happen, and that others wait for.
package final class Gate: Sendable {
    private let isOpenNow = Atomic(false)

    package init() {}

    package var isOpen: Bool { isOpenNow.load(ordering: .acquiring) }

    package func open() { isOpenNow.store(true, ordering: .releasing) }

    package func wait(file: String = #fileID, line: Int = #line) async throws {
        try await eventually(within: .seconds(60), file: file, line: line) { isOpen }
    }
}
