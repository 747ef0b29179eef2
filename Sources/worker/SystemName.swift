// The systems that the worker can host.

import ArgumentParser
import WorkerHost

/// A system that the worker can host.
enum SystemName: String, CaseIterable {
    case pubsub, dict
}

/// Some systems, as the command line lists them.
struct SystemNames: ExpressibleByArgument {
    let names: Set<SystemName>

    init?(argument: String) {
        let words = argument.split(separator: ",", omittingEmptySubsequences: false)
        let known = words.compactMap { SystemName(rawValue: String($0)) }
        guard known.count == words.count else { return nil }
        names = Set(known)
    }

    init(_ names: Set<SystemName>) {
        self.names = names
    }

    /// Pub/sub, and DICT where there is a database for it.
    static func usual(_ reader: SettingsReader) -> SystemNames {
        SystemNames(reader.value("POSTGRES_HOST") == nil ? [.pubsub] : [.pubsub, .dict])
    }
}
