// The settings of the directory's worker: the variables of its deployment, with their defaults.

import PostgreSQL
import Pulsar
import Redis
import TemporalCore
import TemporalWorker
import WorkerHost

/// The settings of the directory's worker.
public struct DICTSettings: Sendable {
    /// The name of the task queue where nothing else is said.
    public static let defaultTaskQueue = "conn-dict-task-queue"

    /// The task queue.
    public var taskQueue: String
    /// How much the worker does at once.
    public var worker = WorkerOptions()
    /// The longest time of one attempt of an activity that says nothing of its own.
    public var activityTimeout: Duration
    /// The longest time of a workflow that the worker itself starts: the scheduled verification.
    public var workflowTimeout: Duration
    /// How the database is reached.
    public var database: PostgresOptions
    /// How the cache is reached.
    public var cache: RedisOptions
    /// Where events are published; nil publishes none, and they wait in the database.
    public var events: PulsarOptions?
    /// How the bridge is reached.
    public var bridge: BridgeOptions
    /// The time zone of the two o'clock at which verifications run; nil runs none.
    public var vsyncTimeZone: String?

    /// The port of the health probes; 0 takes a free one.
    public var healthPort: UInt16
    /// The port of the metrics; 0 takes a free one.
    public var metricsPort: UInt16

    /// Reads the settings; mistakes are noted in `reader`.
    public init(_ reader: inout SettingsReader) {
        taskQueue = reader.taskQueue("TEMPORAL_TASK_QUEUE", Self.defaultTaskQueue)
        worker.maxConcurrentWorkflowTasks = reader.integer("MAX_CONCURRENT_WORKFLOWS", 100, in: 2...10_000)
        worker.maxConcurrentActivities = reader.integer("MAX_CONCURRENT_ACTIVITIES", 200, in: 1...10_000)
        worker.workflowTaskPollers = .fixed(
            reader.integer("MAX_CONCURRENT_WORKFLOW_TASK_POLLERS", 10, in: 2...1_000))
        worker.activityTaskPollers = .fixed(
            reader.integer("MAX_CONCURRENT_ACTIVITY_TASK_POLLERS", 20, in: 1...1_000))
        activityTimeout = reader.duration("ACTIVITY_TIMEOUT", .seconds(30))
        workflowTimeout = reader.duration("WORKFLOW_TIMEOUT", .seconds(86_400))
        worker.maxConcurrentSessions = reader.integer("MAX_CONCURRENT_SESSIONS", 50, in: 1...10_000)
        database = Self.database(&reader)
        cache = RedisOptions(
            host: reader.line("REDIS_HOST", "localhost"), port: UInt16(clamping: reader.port("REDIS_PORT", 6379)),
            password: reader.secret("REDIS_PASSWORD"), database: reader.integer("REDIS_DB", 0, in: 0...1_000))
        events = Self.events(&reader)
        healthPort = UInt16(clamping: reader.integer("HEALTH_PORT", 8081, in: 0...65_535))
        metricsPort = UInt16(clamping: reader.integer("METRICS_PORT", 9093, in: 0...65_535))
        if healthPort == metricsPort, healthPort != 0 {
            reader.note("HEALTH_PORT and METRICS_PORT are both \(healthPort): expected two ports")
        }
        bridge = Self.bridge(&reader)
        let zone = reader.line("VSYNC_TIME_ZONE", "America/Sao_Paulo")
        vsyncTimeZone = zone == "none" ? nil : zone
        if let vsyncTimeZone, !TimeZoneName.isKnown(vsyncTimeZone) {
            reader.note(
                "VSYNC_TIME_ZONE is '\(zone)': expected the name of a time zone, such as America/Sao_Paulo, or none")
        }
    }

    private static func bridge(_ reader: inout SettingsReader) -> BridgeOptions {
        let address = Target(host: "localhost", port: 50_051)
        var options = BridgeOptions(target: reader.target("BRIDGE_GRPC_ADDR", address))
        options.timeout = reader.duration("BRIDGE_GRPC_TIMEOUT", .seconds(30))
        // An activity that has ended before its call never learns what came of it.
        if options.timeout >= .seconds(60) {
            reader.note(
                "BRIDGE_GRPC_TIMEOUT is \(options.timeout): expected less than 60s, when activities that call it end")
        }
        options.tls = reader.tls("BRIDGE_GRPC_TLS")
        return options
    }

    private static func database(_ reader: inout SettingsReader) -> PostgresOptions {
        var options = PostgresOptions(
            user: reader.line("POSTGRES_USER", "dict_user"), database: reader.line("POSTGRES_DB", "dict_db"))
        options.host = reader.line("POSTGRES_HOST", "localhost")
        options.port = reader.port("POSTGRES_PORT", 5432)
        options.password = reader.secret("POSTGRES_PASSWORD")
        options.sslMode = reader.choice("POSTGRES_SSLMODE", PostgresSSLMode.disable)
        options.sslRootCertificate = reader.file("POSTGRES_SSLROOTCERT")
        options.maxConnections = reader.integer("POSTGRES_MAX_CONNS", 25, in: 1...1_000)
        options.minConnections = reader.integer("POSTGRES_MIN_CONNS", 5, in: 0...1_000)
        if options.minConnections > options.maxConnections {
            reader.note(
                "POSTGRES_MIN_CONNS is \(options.minConnections): expected at most POSTGRES_MAX_CONNS, "
                    + "\(options.maxConnections)")
        }
        options.applicationName = "conn-dict-worker"
        return options
    }

    private static func events(_ reader: inout SettingsReader) -> PulsarOptions? {
        let url = reader.line("PULSAR_URL", "pulsar://localhost:6650")
        if url == "none" { return nil }
        let topic = reader.line("PULSAR_TOPIC", "persistent://public/default/dict-events")
        let name = reader.line("PULSAR_PRODUCER_NAME", DICTSystem.serviceName)
        let token = reader.secret("PULSAR_TOKEN")
        let tokenFile = reader.value("PULSAR_TOKEN_FILE")
        var parsed: (url: PulsarURL?, topic: PulsarTopic?)
        do { parsed.url = try PulsarURL(url) } catch { reader.note("PULSAR_URL: \(error)") }
        do { parsed.topic = try PulsarTopic(topic) } catch { reader.note("PULSAR_TOPIC: \(error)") }
        guard let url = parsed.url, let topic = parsed.topic else { return nil }
        var options = PulsarOptions(url: url, topic: topic)
        // A topic accepts one producer of a name at a time, and there are several workers.
        options.producerName = "\(name)-\(String(UInt32.random(in: 0 ... .max), radix: 16))"
        if let token, let tokenFile {
            let file = SecretFile(tokenFile, last: token)
            options.token = { file.text }
        } else if let token {
            options.token = { token }
        }
        return options
    }

    /// What the worker's help says of the variables.
    public static let help = """
          MAX_CONCURRENT_WORKFLOWS       workflow tasks at once (default 100)
          MAX_CONCURRENT_ACTIVITIES      activities at once (default 200)
          MAX_CONCURRENT_WORKFLOW_TASK_POLLERS, MAX_CONCURRENT_ACTIVITY_TASK_POLLERS
                                         polls that are open at once (default 10 and 20)
          MAX_CONCURRENT_SESSIONS        worker sessions at once (default 50)
          ACTIVITY_TIMEOUT               the longest attempt of an activity that says nothing of its own (default 30s)
          WORKFLOW_TIMEOUT               the longest time of a workflow that the worker starts itself (default 24h)
          POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB, POSTGRES_USER
                                         the database (default dict_db on localhost:5432, as dict_user)
          POSTGRES_PASSWORD, POSTGRES_PASSWORD_FILE
                                         the password, or a file that holds it
          POSTGRES_SSLMODE, POSTGRES_SSLROOTCERT
                                         libpq's sslmode (default disable), and whom to trust
          POSTGRES_MIN_CONNS, POSTGRES_MAX_CONNS
                                         connections that are kept open, and that there may be (default 5 and 25)
          REDIS_HOST, REDIS_PORT, REDIS_DB, REDIS_PASSWORD, REDIS_PASSWORD_FILE
                                         the cache, which the worker can do without (default database 0 on localhost:6379)
          PULSAR_URL, PULSAR_TOPIC, PULSAR_PRODUCER_NAME, PULSAR_TOKEN, PULSAR_TOKEN_FILE
                                         where events are published (default persistent://public/default/dict-events \
        at pulsar://localhost:6650; PULSAR_URL=none: nowhere); the file is read again for each connection
          BRIDGE_GRPC_ADDR, BRIDGE_GRPC_TIMEOUT
                                         the bridge to the central bank, and how long a call may take (default \
        localhost:50051 and 30s)
          BRIDGE_GRPC_TLS, BRIDGE_GRPC_TLS_SERVER_CA_CERT_PATH and so on
                                         TLS to the bridge, as TEMPORAL_TLS and its like have it (default off)
          VSYNC_TIME_ZONE                where it is two o'clock when verifications run (default America/Sao_Paulo; none: no \
        schedule)
          HEALTH_PORT, METRICS_PORT      where /health and /ready, and /metrics, are answered (default 8081 and 9093; 0: a free \
        one)
        """
}
