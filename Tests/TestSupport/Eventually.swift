// Waiting for what must come true, never for a fixed time, and never without end.
import Synchronization

/// Returns as soon as `condition` holds; throws, and says where it stands, if it does not within `limit`.
public func eventually(
    within limit: Duration = .seconds(30), file: String = #fileID, line: Int = #line,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        if ContinuousClock.now > deadline {
            throw Peer.Failure(description: "what \(file):\(line) awaits did not come true within \(limit)")
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Returns what `find` finds as soon as it finds something; throws, and says where it stands, if it does not within `limit`.
public func eventually<Found>(
    within limit: Duration = .seconds(30), file: String = #fileID, line: Int = #line,
    _ find: () async throws -> Found?
) async throws -> Found {
    var found: Found?
    try await eventually(within: limit, file: file, line: line) {
        found = try await find()
        return found != nil
    }
    guard let found else { throw Peer.Failure(description: "what \(file):\(line) awaits was lost") }
    return found
}

extension Task where Failure == any Error {
    /// What the task ends with, if it ends within `limit`.
    public func value(
        within limit: Duration = .seconds(60), file: String = #fileID, line: Int = #line
    ) async throws -> Success {
        let hasEnded = Ended()
        Task<Void, Never> {
            _ = await result
            hasEnded.flag.store(true, ordering: .releasing)
        }
        try await eventually(within: limit, file: file, line: line) { hasEnded.flag.load(ordering: .acquiring) }
        return try await value
    }
}

private final class Ended: Sendable {
    let flag = Atomic(false)
}
