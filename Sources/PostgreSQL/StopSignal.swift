// What wakes all connections of a pool at once: they wait with `poll`, for their server and for this.

import CPostgreSQL
import Glibc

/// A descriptor that becomes readable once and stays so.
final class StopSignal: Sendable {
    /// What to poll; -1, which `poll` passes over, where the system had no descriptor left. Waits then end by their time limits.
    let descriptor = postgresql_eventfd()

    /// Ends all waits, and those that come.
    func give() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    // Whoever waits or gives the signal holds it, so the descriptor is not used after this.
    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
