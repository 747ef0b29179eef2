// What workflows are about.

/// A claim, an entry or a case, by its id.
enum Subject: Sendable, Hashable {
    case claim(String)
    case entry(String)
    case infraction(String)

    /// What its id is called in the log, and the id.
    var logged: (key: String, id: String) {
        switch self {
        case .claim(let id): ("claim_id", id)
        case .entry(let id): ("entry_id", id)
        case .infraction(let id): ("infraction_id", id)
        }
    }

    /// What it is called in the database and the cache.
    var name: String {
        switch self {
        case .claim(let id): "claim:\(id)"
        case .entry(let id): "entry:\(id)"
        case .infraction(let id): "infraction:\(id)"
        }
    }
}
