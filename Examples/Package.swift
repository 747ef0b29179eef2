// swift-tools-version: 6.2
// A service of its own that uses the library: linked by path here, from anywhere else by the repository's URL.
import PackageDescription

let package = Package(
    name: "order-example",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "temporal-swift", path: "..")
    ],
    targets: [
        .executableTarget(
            name: "order-example",
            dependencies: [
                .product(name: "TemporalWorker", package: "temporal-swift")
            ],
            plugins: [
                .plugin(name: "LintWorkflowsInBuild", package: "temporal-swift")
            ])
    ]
)
