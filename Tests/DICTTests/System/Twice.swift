// Activities that run a second time, as they do when a worker dies after an effect and before its report.

import TestSupport

@testable import TemporalWorker

extension Registration {
    /// The same, but that an activity runs twice each time, and must answer the same.
    var twice: Registration {
        guard case .activity(var definition) = kind else { return self }
        let (name, run) = (definition.name, definition.run)
        definition.run = { arguments, converter in
            let first = try await run(arguments, converter)
            let second = try await run(arguments, converter)
            guard first == second else {
                throw Peer.Failure(description: "\(name) answered \(first.data), and then \(second.data)")
            }
            return second
        }
        return Registration(kind: .activity(definition))
    }
}
