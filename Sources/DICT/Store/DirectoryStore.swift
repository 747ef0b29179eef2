// What the activities work with: the database, the bridge, and the way in which both are changed once. An activity asks the
// database whether it may, tells the bridge, and then writes down what has changed with its event, all in one transaction. It may
// end anywhere between these: its next attempt tells the bridge under the same request id, and writes what is not written.

import Logging
import PostgreSQL
import TemporalCore
import TemporalWorker

/// The participant's own copy of the directory, and the bridge to the central bank's.
public struct DirectoryStore: Sendable {
    let database: PostgresPool
    let bridge: Bridge
    let cache: StatusCache?

    /// A store; without a cache everything is read from the database.
    public init(database: PostgresPool, bridge: Bridge, cache: StatusCache? = nil) {
        self.database = database
        self.bridge = bridge
        self.cache = cache
    }

    /// Asks the database something about `subjects`, and changes nothing.
    func read<R: Sendable>(
        _ subjects: Subject..., body: @Sendable (isolated PostgresConnection) throws -> R
    ) async throws -> R {
        log(subjects)
        return try await telling { try await database.transaction(body) }
    }

    /// Puts the ids of what the activity is about on the log's lines about it.
    func log(_ subjects: [Subject]) {
        guard let context = ActivityContext.current else { return }
        for subject in subjects { context.logger[metadataKey: subject.logged.key] = "\(subject.logged.id)" }
    }

    /// How `subject` stands: what the cache has, or else what `body` reads.
    func status<Status: RawRepresentable & Sendable>(
        of subject: Subject, _ body: @Sendable (isolated PostgresConnection) throws -> Status
    ) async throws -> Status where Status.RawValue == String {
        if let known = await cache?.status(of: subject, as: Status.self) { return known }
        let status = try await read(subject, body: body)
        await cache?.keep(status, of: subject)
        return status
    }

    /// Changes the database once for the activity that this runs in.
    ///
    /// - Parameter subjects: what stands otherwise afterwards.
    /// - Throws: an `ApplicationFailure` that is not retried where the directory declines it; nothing has changed then.
    func change<R: Codable & Sendable>(
        _ subjects: Subject..., body: @Sendable (isolated PostgresConnection, EffectKey) throws -> R
    ) async throws -> R {
        log(subjects)
        return try await telling {
            let effect = try EffectKey.current()
            let result = try await database.once(effect) { try body($0, effect) }
            await cache?.forget(subjects)
            return result
        }
    }

    /// Changes the central bank's directory and the database, each once for the activity that this runs in. No other workflow
    /// changes the subject at the central bank meanwhile.
    ///
    /// - Parameters:
    ///   - subject: what stands otherwise afterwards.
    ///   - others: what else does.
    ///   - evenIfDeclined: whether the database changes although the central bank declines; that is logged.
    ///   - check: locks the subject, and throws where the change is not allowed; not called again once it was allowed.
    ///   - request: what the bridge is told; nil where the central bank has nothing to know.
    ///   - body: changes the database. What the central bank has taken must not be declined here.
    /// - Throws: an `ApplicationFailure` that is not retried where the directory declines it; nothing has changed then.
    func change<Request: BridgeRequest, R: Codable & Sendable>(
        _ subject: Subject, _ others: Subject..., evenIfDeclined: Bool = false,
        check: @Sendable (isolated PostgresConnection) throws -> Void,
        request: @Sendable (isolated PostgresConnection, EffectKey) throws -> Request?,
        body: @Sendable (isolated PostgresConnection, EffectKey) throws -> R
    ) async throws -> R {
        log([subject] + others)
        return try await telling {
            let effect = try EffectKey.current()
            let begun: Begun<Request, R> = try await database.transaction { connection in
                switch try connection.state(of: effect, as: R.self) {
                case .done(let result): return .done(result)
                case .underWay: break
                case .unknown:
                    try check(connection)
                    try connection.checkNothingElse(changes: subject, but: effect)
                }
                try connection.begin(effect, on: subject)
                return .allowed(try request(connection, effect))
            }
            switch begun {
            case .done(let result): return result
            case .allowed(let request):
                if let request { try await submit(request, effect, evenIfDeclined: evenIfDeclined) }
                let result = try await database.once(effect) { try body($0, effect) }
                await cache?.forget([subject] + others)
                return result
            }
        }
    }

    /// Asks the bridge something that changes nothing.
    func told<R>(_ body: (Bridge) async throws -> R) async throws -> R {
        try await telling { try await body(bridge) }
    }

    private func submit(_ request: some BridgeRequest, _ effect: EffectKey, evenIfDeclined: Bool) async throws {
        do {
            try await bridge.submit(request)
        } catch let error as DirectoryError {
            guard evenIfDeclined else {
                try await database.abandon(effect)
                throw error
            }
            ActivityContext.current?.logger.error("the central bank declines what ends here all the same: \(error)")
        }
    }

    private enum Begun<Request: Sendable, R: Sendable>: Sendable {
        case done(R)
        case allowed(Request?)
    }

    /// What the directory declines is no use trying again.
    private func telling<R>(_ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch let error as DirectoryError {
            throw error.failure
        }
    }
}

extension DirectoryError {
    /// The failure that activities and workflows end with.
    var failure: ApplicationFailure {
        ApplicationFailure(message, type: name.rawValue, nonRetryable: true)
    }
}
