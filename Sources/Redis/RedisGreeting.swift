// What is said first on a connection: the password, the database, and whether the server answers. What must stay true: what the
// server says of a password is not repeated, for some servers repeat the password.

/// The first words on a connection.
enum RedisGreeting {
    /// The words that Redis' errors begin with, as far as they can come here.
    private static let codes: Set = ["ERR", "WRONGPASS", "NOAUTH", "NOPERM", "DENIED", "LOADING", "MISCONF"]

    /// Introduces the client; returns why the server is of no use, or nil.
    static func exchange(on connection: RedisConnection, _ options: RedisOptions) -> RedisError? {
        var steps: [(words: [String], check: (RedisReply) -> RedisError?)] = []
        if let password = options.password { steps.append((["AUTH", password], checkPassword)) }
        if options.database != 0 {
            steps.append((["SELECT", String(options.database)], { check($0, of: "database \(options.database)") }))
        }
        steps.append((["PING"], checkPing))
        for step in steps where !connection.append(step.words.map { Array($0.utf8) }) {
            return .unavailable(reason: "no memory for the first commands")
        }
        let deadline = ContinuousClock.now + options.commandTimeout
        if let failure = connection.flush(until: deadline) {
            return .unavailable(reason: failure.reason(limit: options.commandTimeout))
        }
        for step in steps {
            switch connection.reply(until: deadline) {
            case .success(let reply):
                if let error = step.check(reply) { return error }
            case .failure(let failure):
                return .unavailable(reason: failure.reason(limit: options.commandTimeout))
            }
        }
        return connection.hasUnasked ? .unavailable(reason: connection.unasked()) : nil
    }

    private static func checkPassword(_ reply: RedisReply) -> RedisError? {
        switch reply {
        case .status("OK"): return nil
        case .error(let message):
            let code = message.split(separator: " ").first.map(String.init) ?? ""
            let known = codes.contains(code) ? " (\(code))" : ""
            return .refused(
                message: "it does not take the password\(known), which is wrong, or it has none: check both settings")
        default: return .unavailable(reason: "it answered the password with what is no answer")
        }
    }

    private static func check(_ reply: RedisReply, of what: String) -> RedisError? {
        switch reply {
        case .status("OK"): nil
        case .error(let message): .refused(message: "\(what): \(message)")
        default: .unavailable(reason: "it answered with what is no answer")
        }
    }

    private static func checkPing(_ reply: RedisReply) -> RedisError? {
        switch reply {
        case .status("PONG"): nil
        case .error(let message) where message.hasPrefix("NOAUTH"):
            .refused(message: "it wants a password, and none is given")
        case .error(let message) where message.hasPrefix("LOADING"): .unavailable(reason: "it still loads its data")
        case .error(let message): .refused(message: message)
        default: .unavailable(reason: "it answered with what is no answer")
        }
    }
}

extension ConnectionFailure {
    /// What happened; `limit` is what was exceeded where something was late.
    func reason(limit: Duration) -> String {
        switch self {
        case .late: "it did not answer within \(limit)"
        case .lost(let reason): reason
        }
    }
}
