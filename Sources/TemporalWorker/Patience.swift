// What a worker makes of errors that come back: how long it goes on, and how often it says so.

import Logging
import Synchronization
import TemporalCore

/// How long one poller, or one report, goes on.
struct Patience {
    /// How long a server may refuse what it has served before. A gateway that is rolled out answers 404 for a while, and a key
    /// that is replaced is unknown for a moment.
    static let refusalLimit: Duration = .seconds(60)

    private var retry = RetrySchedule.endless
    private var refusedSince: ContinuousClock.Instant?

    /// Starts over: the server has answered.
    mutating func reset() {
        retry.reset()
        refusedSince = nil
    }

    /// How long to wait before the next try after `error`; nil gives up.
    ///
    /// - Parameter isRefusal: whether the error may pass though it is none of those that do.
    mutating func delay(
        after error: RPCError, isRefusal: Bool, at now: ContinuousClock.Instant = .now
    ) -> Duration? {
        if let delay = retry.delay(after: error) {
            // An outage is no refusal: what was refused before it may be served after it.
            refusedSince = nil
            return delay
        }
        guard isRefusal, error.canHeal else { return nil }
        let since = refusedSince ?? now
        refusedSince = since
        return now - since < Self.refusalLimit ? retry.backOff(after: error) : nil
    }
}

/// Warns of what comes back again and again once in a while.
final class OccasionalWarning: Sendable {
    private static let interval: Duration = .seconds(30)

    private let last = Mutex<ContinuousClock.Instant?>(nil)
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Logs `message`: as a warning if there was none for half a minute, else for those who look closely.
    func callAsFunction(_ message: @autoclosure () -> Logger.Message) {
        let isDue = last.withLock { last in
            if let last, .now - last < Self.interval { return false }
            last = .now
            return true
        }
        logger.log(level: isDue ? .warning : .debug, message())
    }
}

extension RPCError {
    /// Whether the server, or a gateway before it, refused who calls rather than what is called.
    var isRefusalOfCaller: Bool {
        code == .unauthenticated || code == .permissionDenied || code == .unimplemented
    }
}
