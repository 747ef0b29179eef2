// Whether this process is well, as its probes, its gauge and its shutdown see it.

import CoreMetrics
import ServiceLifecycle
import Synchronization

/// Whether this process takes work: told to the readiness probe, and to a gauge that is 1 while it does and 0 while it does not.
///
/// It becomes unhealthy for good when a shutdown begins, before anything else happens: as a service it must be the last of its
/// group, for a group stops its services from the last to the first. The liveness probe stays well through a shutdown, or the
/// process would be killed amid it.
public final class HealthStatus: Service {
    private struct State {
        var isShuttingDown = false
        var hasFailedProbe = false

        var isHealthy: Bool { !isShuttingDown && !hasFailedProbe }
    }

    private let state = Mutex(State())
    private let gauge: Meter?

    /// A healthy status.
    ///
    /// - Parameter gauge: is 1 while the status is healthy, and 0 while it is not.
    public init(gauge: Meter? = nil) {
        self.gauge = gauge
        gauge?.set(1)
    }

    /// Whether no shutdown has begun and the last readiness check, somebody's or the server's own, found every part available.
    public var isHealthy: Bool { state.withLock { $0.isHealthy } }

    /// Whether a shutdown has begun.
    public var isShuttingDown: Bool { state.withLock { $0.isShuttingDown } }

    /// Says that a shutdown has begun.
    public func beginShutdown() { change { $0.isShuttingDown = true } }

    /// Begins the shutdown of the status when its group's begins.
    public func run() async {
        try? await gracefulShutdown()
        beginShutdown()
    }

    func probed(isReady: Bool) { change { $0.hasFailedProbe = !isReady } }

    private func change(_ change: (inout State) -> Void) {
        state.withLock { state in
            change(&state)
            // Under the lock, so that the gauge's last word is the status's.
            gauge?.set(state.isHealthy ? 1 : 0)
        }
    }
}
