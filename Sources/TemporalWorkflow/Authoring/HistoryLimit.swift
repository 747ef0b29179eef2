// The limits that a run's history has at the server, which ends a run that reaches them; what to do is to continue as new before.

import TemporalCore

/// What a server limits of one run.
public enum HistoryLimit: String, Sendable, Hashable, CaseIterable {
    /// The events of its history.
    case events
    /// The size of its history in bytes.
    case bytes
    /// The signals that it has got.
    case signals
    /// The updates that it has accepted.
    case updates

    /// What servers allow if they are not told otherwise: 51,200 events, 50 MiB, 10,000 signals, 2,000 updates.
    public var usualValue: Int {
        switch self {
        case .events: 51_200
        case .bytes: 50 << 20
        case .signals: 10_000
        case .updates: 2_000
        }
    }
}

extension HistoryLimit {
    /// What `reason` speaks of; nil for a reason that this version does not know.
    init?(_ reason: API.Enums.SuggestContinueAsNewReason) {
        switch reason {
        case .historySizeTooLarge: self = .bytes
        case .tooManyHistoryEvents: self = .events
        case .tooManyUpdates: self = .updates
        default: return nil
        }
    }
}

extension WorkflowInstance {
    /// Says once of each limit that the run is half way to it.
    func warnOfLimits() {
        // Most runs are far from all of them, and are asked with every task.
        guard info.historyLength >= 1_000 || info.historySize >= HistoryLimit.bytes.usualValue / 2 else { return }
        warn(of: .events)
        warn(of: .bytes)
        warn(of: .signals)
        warn(of: .updates)
    }

    private func warn(of limit: HistoryLimit) {
        guard info.value(of: limit) >= limit.usualValue / 2, !toldLimits.contains(limit) else { return }
        toldLimits.append(limit)
        logger.warning(
            """
            the run has \(info.value(of: limit)) \(limit.rawValue) in its history, and servers allow \
            \(limit.usualValue) if they are not told otherwise: continue as new
            """)
    }
}
