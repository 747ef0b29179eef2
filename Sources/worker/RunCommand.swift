// `worker` itself: reads the settings of the systems that it hosts, and runs them.

import ArgumentParser
import CoreMetrics
import DICT
import Logging
import PubSub
import PubSubCommon
import PubSubDomainA
import PubSubDomainB
import WorkerCommand
import WorkerHost

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract:
            "Hosts pub/sub (domain A, the dispatcher and its activity) and DICT (claims, entries, infractions, vsync).",
        discussion: """
            worker --systems pubsub,dict names the systems to host (default: pubsub, and dict where POSTGRES_HOST is set).

            \(WorkerHelp.beginning)

            \(WorkerHelp.connection)
              TEMPORAL_TASK_QUEUE            the task queue of the one system that is hosted; of several, each has its own: \
            \(Settings.defaultTaskQueue) and \(DICTSettings.defaultTaskQueue)
              TEMPORAL_TASK_QUEUE_SECONDARY  the task queue of pub/sub's secondary worker (default pubsub-task-queue-secondary)

            Of DICT:

            \(DICTSettings.help)

            \(WorkerHelp.end)
            """)

    @Option(
        help: "The systems to host, such as pubsub,dict (default: pubsub, and dict where POSTGRES_HOST is set).")
    var systems: SystemNames?

    func run() async throws {
        let hosted = try readSettings { HostedSettings(&$0, systems: systems) }
        if hosted.dict == nil {
            LoggingSystem.bootstrap { StreamLogHandler.standardOutput(label: $0) }
        } else {
            LoggingSystem.bootstrap { DICTSystem.logHandler($0) }
        }
        var logger = Logger(label: "worker")
        logger.logLevel = hosted.process.logLevel
        let directory = hosted.dict.map { DICTSystem($0, shutdownTimeout: hosted.process.shutdownTimeout) }
        let services = [hosted.primary as (any HostedSystem)?, directory].compactMap { $0 }
        try await host(
            services, settings: hosted.process, logger: logger,
            metrics: directory?.metrics ?? NOOPMetricsHandler.instance)
    }
}

/// The settings of the systems that are hosted.
struct HostedSettings {
    let process: HostSettings
    let pubsub: Settings?
    let dict: DICTSettings?

    /// Reads the settings; mistakes are noted in `reader`.
    init(_ reader: inout SettingsReader, systems: SystemNames?) {
        let names = (systems ?? .usual(reader)).names
        process = HostSettings(&reader)
        let isAlone = names.count == 1
        let queue = reader.value("TEMPORAL_TASK_QUEUE")
        if !isAlone, let queue, queue != Settings.defaultTaskQueue, queue != DICTSettings.defaultTaskQueue {
            reader.note(
                "TEMPORAL_TASK_QUEUE is '\(queue)', and several systems are hosted, each on a task queue of its own: expected one "
                    + "system (--systems dict), or no such variable")
        }
        var pubsub = names.contains(.pubsub) ? Settings(&reader) : nil
        if !isAlone { pubsub?.taskQueue = Settings.defaultTaskQueue }
        self.pubsub = pubsub
        var dict = names.contains(.dict) ? DICTSettings(&reader) : nil
        if !isAlone { dict?.taskQueue = DICTSettings.defaultTaskQueue }
        self.dict = dict
    }

    var primary: PubSubSystem? {
        pubsub.map { settings in
            // Domain B is linked for its subscriptions, so that the dispatcher knows of them; it runs on the secondary worker.
            PubSubSystem(
                workflowPackages: ["pubsub.domain_a", "pubsub.common"],
                activityPackages: ["pubsub.domain_a", "pubsub.common"], taskQueue: settings.taskQueue,
                settings: settings, shutdownTimeout: process.shutdownTimeout)
        }
    }
}
