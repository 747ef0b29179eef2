// Activities whose reports are lost, as they are when a worker dies after an effect.

import Synchronization
import TemporalCore
import TestSupport

@testable import TemporalWorker

extension Registration {
    /// The same, but that an activity runs twice each time, and must answer the same; its name is put among `names`.
    func twice(_ names: Names) -> Registration {
        changed { name, run in
            let first = try await run()
            let second = try await run()
            guard first == second else {
                throw Peer.Failure(description: "\(name) answered \(first.data), and then \(second.data)")
            }
            names.add(name)
            return second
        }
    }

    /// The same, but that the activities `lost` fail the first time after what they did, and are tried again two seconds later.
    func losingReports(of lost: [String], _ names: Names) -> Registration {
        changed { name, run in
            let result = try await run()
            guard lost.contains(name), names.add(name) else { return result }
            throw ApplicationFailure("the report is lost", nextRetryDelay: .seconds(2))
        }
    }

    /// The name of the activity that this is; nil where it is a workflow.
    var activityName: String? {
        guard case .activity(let definition) = kind else { return nil }
        return definition.name
    }

    private func changed(
        _ change: @escaping @Sendable (String, () async throws -> Payload) async throws -> Payload
    ) -> Registration {
        guard case .activity(var definition) = kind else { return self }
        let (name, run) = (definition.name, definition.run)
        definition.run = { arguments, converter in try await change(name) { try await run(arguments, converter) } }
        return Registration(kind: .activity(definition))
    }
}

/// Names of activities, as they come together.
final class Names: Sendable {
    private let names = Mutex<Set<String>>([])

    /// What they are so far.
    var all: Set<String> { names.withLock { $0 } }

    /// Adds a name; returns whether it is new.
    @discardableResult
    func add(_ name: String) -> Bool { names.withLock { $0.insert(name).inserted } }
}
