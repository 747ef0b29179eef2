// ConnectionReport: what a channel says of its connections. The first failure of a series is told at once, the others once
// a while, and the connection that ends the series is told too.
import Logging

struct ConnectionReport {
    /// How often a failure that goes on is told.
    private static let interval = Duration.seconds(30)

    let target: Target
    let logger: Logger
    private var failures = 0
    private var lastTold: ContinuousClock.Instant?

    init(target: Target, logger: Logger) {
        self.target = target
        self.logger = logger
    }

    mutating func connected(to address: String) {
        let metadata: Logger.Metadata = ["server": "\(target)", "address": "\(address)"]
        if failures > 0 {
            logger.notice("Connected to the server again", metadata: metadata)
        } else {
            logger.debug("Connected to the server", metadata: metadata)
        }
        failures = 0
        lastTold = nil
    }

    mutating func failed(_ failure: ConnectionFailure, now: ContinuousClock.Instant) {
        failures += 1
        if let lastTold, now < lastTold + Self.interval { return }
        lastTold = now
        logger.warning(
            "No connection to the server; trying again",
            metadata: ["server": "\(target)", "failure": "\(failure)", "attempts": "\(failures)"])
    }

    func lost(_ failure: ConnectionFailure) {
        logger.info("Connection lost", metadata: ["server": "\(target)", "failure": "\(failure)"])
    }

    func leaving(_ goAway: HTTP2Session.GoAway?) {
        logger.debug(
            "Connection takes no new calls",
            metadata: [
                "server": "\(target)", "code": "\(goAway?.code.description ?? "none")", "text": "\(goAway?.text ?? "")",
            ])
    }
}
