// What workflows are about.

/// A claim, an entry or a case, by its id.
enum Subject: Sendable, Hashable {
    case claim(String)
    case entry(String)
    case infraction(String)

    /// What it is called in the database and the cache.
    var name: String {
        switch self {
        case .claim(let id): "claim:\(id)"
        case .entry(let id): "entry:\(id)"
        case .infraction(let id): "infraction:\(id)"
        }
    }
}
