// The cache of how claims, entries and cases stand, in Redis. It is never needed: without it everything is read from the database,
// slower. A status in it is at most half a minute old, even where another worker failed to say that it has changed.

import Redis

/// What a status is of.
enum Subject: Sendable, Hashable {
    case claim(String)
    case entry(String)
    case infraction(String)

    var key: String {
        switch self {
        case .claim(let id): "dict:claim:\(id)"
        case .entry(let id): "dict:entry:\(id)"
        case .infraction(let id): "dict:infraction:\(id)"
        }
    }
}

/// How claims, entries and cases stand, as far as is known without asking the database.
public struct StatusCache: Sendable {
    private static let expiry: Duration = .seconds(30)
    private let redis: RedisClient

    /// A cache in `redis`, which says itself when it goes away.
    public init(_ redis: RedisClient) {
        self.redis = redis
    }

    func status<Status: RawRepresentable>(
        of subject: Subject, as type: Status.Type = Status.self
    ) async -> Status? where Status.RawValue == String {
        guard let text = try? await redis.string(subject.key) else { return nil }
        return Status(rawValue: text)
    }

    func keep(_ status: some RawRepresentable<String>, of subject: Subject) async {
        try? await redis.set(subject.key, to: status.rawValue, expiry: Self.expiry)
    }

    func forget(_ subjects: [Subject]) async {
        for subject in subjects { _ = try? await redis.delete(subject.key) }
    }
}
