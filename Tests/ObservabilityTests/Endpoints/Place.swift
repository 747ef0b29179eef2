// Services that run until a test stops them.

import CoreMetrics
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport

@testable import Observability

/// Services in a group.
struct Running: Sendable {
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    init(_ services: any Service...) { self.init(services) }

    init(_ services: [any Service]) {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: services.map { .init(service: $0) }, logger: .quiet))
        self.group = group
        running = Task { try await group.run() }
    }

    func askToStop() async { await group.triggerGracefulShutdown() }

    func stop() async throws {
        await askToStop()
        try await running.value(within: .seconds(30))
    }
}

/// A health server with its status and gauge.
struct Place: Sendable {
    let registry = PrometheusRegistry()
    let status: HealthStatus
    private let server: HealthServer
    private let running: Running

    init(
        _ checks: [Readiness.Check], port: UInt16 = 0, limits: ConnectionLimits = ConnectionLimits(),
        probeInterval: Duration = .seconds(3_600), then services: [any Service] = []
    ) async throws {
        let status = HealthStatus(gauge: Meter(label: "health_status", factory: registry))
        let server = HealthServer(
            service: "conn-dict-worker", host: "127.0.0.1", port: port, status: status,
            readiness: Readiness(checks, validity: .milliseconds(20)), limits: limits, probeInterval: probeInterval,
            logger: .quiet)
        (self.status, self.server) = (status, server)
        running = Running([server] + services + [status])
        try await eventually { server.port != nil }
    }

    var port: UInt16? { server.port }
    func askToStop() async { await running.askToStop() }
    func stop() async throws { try await running.stop() }
}

/// A service that is a closure.
struct Closing: Service {
    let body: @Sendable () async -> Void

    init(_ body: @escaping @Sendable () async -> Void) { self.body = body }

    func run() async { await body() }
}

/// Something that a test lets happen, and that others wait for.
final class Gate: Sendable {
    private let isOpenNow = Atomic(false)

    var isOpen: Bool { isOpenNow.load(ordering: .acquiring) }
    func open() { isOpenNow.store(true, ordering: .releasing) }
    func wait() async throws { try await eventually { isOpen } }
}

/// A number that several tasks count up.
final class Tally: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .acquiring) }

    /// Counts one more, and returns how many there are.
    @discardableResult
    func add() -> Int { number.add(1, ordering: .acquiringAndReleasing).newValue }
}

extension Logger {
    static var quiet: Logger { Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() } }
}
