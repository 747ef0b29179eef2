// swift-tools-version: 6.2
import PackageDescription

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let metrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let metricsTestKit = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let inMemoryTracing = Target.Dependency.product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let http = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let httpSockets = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

let package = Package(
    name: "temporal-swift",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "TemporalCore", targets: ["TemporalCore"]),
        .library(name: "TemporalWorkflow", targets: ["TemporalWorkflow"]),
        .library(name: "TemporalWorker", targets: ["TemporalWorker"]),
        .library(name: "TemporalTracing", targets: ["TemporalTracing"]),
        .library(name: "TemporalTesting", targets: ["TemporalTesting"]),
        .library(name: "TemporalTestingTraits", targets: ["TemporalTestingTraits"]),
        .executable(name: "temporal-lint", targets: ["temporal-lint"]),
        .plugin(name: "LintWorkflows", targets: ["LintWorkflows"]),
        .plugin(name: "LintWorkflowsInBuild", targets: ["LintWorkflowsInBuild"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.3.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CTemporalNghttp2", pkgConfig: "libnghttp2", providers: [.apt(["libnghttp2-dev"])]),
        .systemLibrary(name: "CTemporalOpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .target(name: "CTemporalRuntime"),
        .target(name: "TemporalCore", dependencies: ["CTemporalNghttp2", "CTemporalOpenSSL", logging, metrics]),
        .target(name: "TemporalWorkflow", dependencies: ["TemporalCore", "CTemporalRuntime", deque, logging, metrics]),
        .target(name: "TemporalWorker", dependencies: ["TemporalWorkflow", deque, logging, metrics, lifecycle]),
        .target(name: "TemporalTracing", dependencies: ["TemporalWorker", tracing]),
        .target(name: "TemporalTesting", dependencies: ["TemporalWorker", logging, metrics]),
        .target(name: "TemporalTestingTraits", dependencies: ["TemporalTesting"]),
        .target(name: "CPubSubSections"),
        .target(name: "WorkerHost", dependencies: ["TemporalWorker", metrics, logging, lifecycle, signals]),
        .target(
            name: "PubSub", dependencies: ["CPubSubSections", "TemporalWorker", "WorkerHost", logging, lifecycle]),
        .target(name: "PubSubCommon", dependencies: ["PubSub"]),
        .target(name: "PubSubDomainA", dependencies: ["PubSub", "PubSubCommon"]),
        .target(name: "PubSubDomainB", dependencies: ["PubSub"]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "PostgreSQL", dependencies: ["CPostgreSQL", "TemporalCore", deque, logging, lifecycle]),
        // Without pkg-config, whose flags for hiredis SwiftPM warns of.
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .target(name: "Redis", dependencies: ["CHiredis", logging, lifecycle]),
        .target(name: "Pulsar", dependencies: ["TemporalCore", deque, logging, lifecycle]),
        .target(name: "Observability", dependencies: [logging, metrics, lifecycle, http, httpSockets]),
        .target(
            name: "DICT",
            dependencies: [
                "CTemporalOpenSSL", "Observability", "PostgreSQL", "Pulsar", "Redis", "TemporalWorker", "WorkerHost",
                logging,
                metrics, lifecycle,
            ]),
        .target(name: "WorkerCommand", dependencies: ["WorkerHost", arguments, logging]),
        .executableTarget(
            name: "worker",
            dependencies: ["DICT", "PubSubDomainA", "PubSubDomainB", "PubSubCommon", "WorkerCommand", metrics]),
        .executableTarget(name: "worker-secondary", dependencies: ["PubSubDomainB", "WorkerCommand"]),
        .executableTarget(
            name: "replay",
            dependencies: ["DICT", "PubSub", "PubSubCommon", "PubSubDomainA", "PubSubDomainB", "TemporalTesting"]),
        .target(name: "DeterminismLint"),
        .executableTarget(name: "temporal-lint", dependencies: ["DeterminismLint"]),
        .plugin(
            name: "LintWorkflows",
            capability: .command(
                intent: .custom(verb: "lint-workflows", description: "Finds what is not deterministic in workflows")),
            dependencies: ["temporal-lint"], path: "Sources/LintWorkflows"),
        .plugin(
            name: "LintWorkflowsInBuild", capability: .buildTool(), dependencies: ["temporal-lint"],
            path: "Sources/LintWorkflowsInBuild"),
        .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport"),
        .target(
            name: "ReplaySupport", dependencies: ["TemporalTesting", "TestSupport", logging, metrics, lifecycle],
            path: "Tests/ReplaySupport"),
        .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"]),
        .testTarget(
            name: "DocumentationTests",
            dependencies: ["Guide", "ReplaySupport", "TemporalTesting", "TemporalWorker", "TestSupport"]),
        .testTarget(name: "DeterminismLintTests", dependencies: ["DeterminismLint", "TestSupport"]),
        .testTarget(name: "TemporalCoreTests", dependencies: ["TemporalCore", "TestSupport", logging]),
        .target(name: "SchedulerShapes", dependencies: ["TemporalWorkflow"], path: "Tests/SchedulerShapes"),
        .executableTarget(
            name: "scheduler-shapes", dependencies: ["SchedulerShapes", "TemporalWorkflow"],
            path: "Tests/scheduler-shapes"),
        .testTarget(
            name: "TemporalWorkflowTests", dependencies: ["TemporalWorkflow", "SchedulerShapes", "TestSupport"],
            resources: [.copy("Scheduling/shapes.txt")]),
        .testTarget(name: "InteropTests", dependencies: ["ReplaySupport", "TemporalTesting", "TestSupport", logging]),
        .target(name: "FaultWorkflows", dependencies: ["TemporalWorker"], path: "Tests/FaultWorkflows"),
        .executableTarget(
            name: "fault-worker",
            dependencies: ["FaultWorkflows", "TemporalTesting", "TemporalWorker", logging, lifecycle],
            path: "Tests/fault-worker"),
        .target(name: "KitchenSink", dependencies: ["TemporalWorker"], path: "Examples/KitchenSink/Library"),
        .executableTarget(
            name: "kitchen-sink-worker", dependencies: ["KitchenSink", "TemporalWorker", logging, lifecycle],
            path: "Examples/KitchenSink/Worker"),
        // As another package sees the library: without what is `package` in it.
        .target(
            name: "Guide", dependencies: ["TemporalWorker", http, lifecycle, logging, metrics], path: "Examples/Guide",
            packageAccess: false),
        .executableTarget(
            name: "codec-server", dependencies: ["Guide"], path: "Examples/CodecServer", packageAccess: false),
        .executableTarget(
            name: "bench-worker",
            dependencies: ["TemporalTesting", "TemporalWorker", logging, lifecycle], path: "Benchmarks/bench-worker"),
        .executableTarget(
            name: "bench-parts", dependencies: ["TemporalCore", logging], path: "Benchmarks/bench-parts"),
        .testTarget(
            name: "TemporalWorkerTests",
            dependencies: [
                "FaultWorkflows", "ReplaySupport", "TemporalTesting", "TemporalTestingTraits", "TemporalTracing",
                "TestSupport",
                logging, metrics, metricsTestKit, lifecycle, tracing, inMemoryTracing,
            ]),
        .testTarget(
            name: "KitchenSinkTests",
            dependencies: ["KitchenSink", "ReplaySupport", "TemporalTesting", "TestSupport", logging]),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "ReplaySupport", "TemporalTesting", "TemporalTracing", "TestSupport", metrics, metricsTestKit, tracing,
                inMemoryTracing,
            ]),
        .testTarget(
            name: "ObservabilityTests",
            dependencies: ["Observability", "TestSupport", logging, metrics, lifecycle]),
        .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "TestSupport", logging]),
        .testTarget(name: "PulsarTests", dependencies: ["Pulsar", "TestSupport", logging, lifecycle]),
        .testTarget(name: "RedisTests", dependencies: ["Redis", "TestSupport", logging, lifecycle]),
        .testTarget(
            name: "DICTTests",
            dependencies: [
                "DICT", "Observability", "PostgreSQL", "Pulsar", "Redis", "ReplaySupport", "TemporalTesting",
                "TestSupport", "WorkerHost", logging, metrics, lifecycle,
            ]),
        .testTarget(
            name: "PubSubTests",
            dependencies: [
                "PubSub", "PubSubCommon", "PubSubDomainA", "PubSubDomainB", "ReplaySupport", "TestSupport",
                "WorkerHost",
                logging, lifecycle,
            ]),
    ]
)
