// Waiting for what must come true, never for a fixed time.

/// Returns as soon as `condition` holds; throws if it does not within `limit`.
public func eventually(
    within limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        if ContinuousClock.now > deadline {
            throw Peer.Failure(description: "the awaited condition did not come true within \(limit)")
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}
