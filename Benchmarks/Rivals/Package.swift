// swift-tools-version: 6.2
// The Swift libraries that parts of this one are measured against, in a package of their own: nobody else needs them.
import PackageDescription

let package = Package(
    name: "rivals",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(url: "https://github.com/grpc/grpc-swift-2.git", from: "2.4.0"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport.git", from: "2.9.0"),
        .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.38.0"),
    ],
    targets: [
        .executableTarget(
            name: "grpc-swift-calls",
            dependencies: [
                .product(name: "GRPCCore", package: "grpc-swift-2"),
                .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport"),
            ]),
        // Its messages are generated from Protos/ before it is built: Benchmarks/driver/rivals.py.
        .executableTarget(
            name: "swift-protobuf-codec", dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")]),
    ]
)
