// The cache of how claims, entries and cases stand, in Redis. It is never needed: without it everything is read from the database,
// slower. A status in it is at most half a minute old, even where another worker failed to say that it has changed.

import Redis

/// How claims, entries and cases stand, as far as is known without asking the database.
public struct StatusCache: Sendable {
    private static let expiry: Duration = .seconds(30)
    private let redis: RedisClient

    /// A cache in `redis`, which says itself when it goes away.
    public init(_ redis: RedisClient) {
        self.redis = redis
    }

    private static func key(_ subject: Subject) -> String { "dict:\(subject.name)" }

    func status<Status: RawRepresentable>(
        of subject: Subject, as type: Status.Type = Status.self
    ) async -> Status? where Status.RawValue == String {
        guard let text = try? await redis.string(Self.key(subject)) else { return nil }
        return Status(rawValue: text)
    }

    func keep(_ status: some RawRepresentable<String>, of subject: Subject) async {
        try? await redis.set(Self.key(subject), to: status.rawValue, expiry: Self.expiry)
    }

    func forget(_ subjects: [Subject]) async {
        for subject in subjects { _ = try? await redis.delete(Self.key(subject)) }
    }
}
