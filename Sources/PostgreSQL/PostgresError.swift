// What can go wrong with a database, so that a caller can tell what helps: trying again, or another statement.

/// A statement or a connection that failed.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
    /// Where it failed.
    public enum Kind: Sendable, Hashable {
        /// There is no connection, or it was lost; whether the statement took effect is not known.
        case connection
        /// A time limit passed; whether the statement took effect is not known.
        case timeout
        /// As many callers wait for a connection as may, or one waited too long.
        case poolExhausted
        /// The pool was closed; whether a statement that was under way took effect is not known.
        case closed
        /// The statement was declined, by the server or before it was sent; it took no effect.
        case statement
        /// The answer is not of the shape that the caller asked for.
        case unexpectedAnswer
    }

    /// Where it failed.
    public let kind: Kind
    /// The server's five-character code (SQLSTATE), such as `23505` for a value that must be unique and is not; empty where the
    /// server gave none.
    public let sqlState: String
    /// The constraint that was violated, or empty.
    public let constraint: String
    /// What happened, without the server's details, which quote rows. It may quote a value that is not of its type.
    public let message: String

    init(_ kind: Kind, _ message: String, sqlState: String = "", constraint: String = "") {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        self.constraint = constraint
    }

    /// Whether the same may work later: all but a statement that is wrong, and answers of another shape.
    public var isTransient: Bool {
        switch kind {
        case .connection, .timeout, .poolExhausted, .closed: true
        case .unexpectedAnswer: false
        // Serialization failures and deadlocks (40), resources (53), an operator's doing (57), the system (58); a server that is a
        // copy of another (25006), a lock that was not to be had (55P03).
        case .statement:
            ["40", "53", "57", "58"].contains(sqlState.prefix(2)) || ["25006", "55P03"].contains(sqlState)
        }
    }

    /// What happened, with the server's code.
    public var description: String {
        sqlState.isEmpty ? "PostgreSQL: \(message)" : "PostgreSQL: \(message) (SQLSTATE \(sqlState))"
    }
}
