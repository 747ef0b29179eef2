// How a pool reaches its database, and its limits.

/// How far TLS goes, as libpq's `sslmode` has it.
public enum PostgresSSLMode: String, Sendable, CaseIterable {
    /// Never.
    case disable
    /// Only where the server insists.
    case allow
    /// Where the server offers it.
    case prefer
    /// Always, whoever the server is.
    case require
    /// Always, with a server that a known authority vouches for.
    case verifyCA = "verify-ca"
    /// The same, and the certificate must bear the host's name.
    case verifyFull = "verify-full"
}

/// How a pool reaches its database, and its limits.
public struct PostgresOptions: Sendable {
    /// The host's name or address, or the folder of the server's socket.
    public var host = "localhost"
    /// The port.
    public var port = 5432
    /// Whom to log in as.
    public var user: String
    /// The password; nil sends none.
    public var password: String?
    /// The database's name.
    public var database: String
    /// How far TLS goes.
    public var sslMode = PostgresSSLMode.prefer
    /// A PEM file of the authorities to trust; nil is libpq's own.
    public var sslRootCertificate: String?
    /// The name that the server's own views show.
    public var applicationName = "temporal-swift"

    /// How many connections are kept open.
    public var minConnections = 5
    /// How many connections there may be.
    public var maxConnections = 25
    /// How many callers may wait for a connection; one more is declined at once.
    public var maxWaiting = 1_000
    /// How long a caller waits for a connection.
    public var acquireTimeout: Duration = .seconds(10)
    /// How long a connection may take to open.
    public var connectTimeout: Duration = .seconds(5)
    /// How long a statement may take, by the server's clock, from 1 ms to 24 days; three seconds later the connection is given up.
    public var statementTimeout: Duration = .seconds(20)
    /// How often idle connections are asked whether they still live.
    public var healthCheckInterval: Duration = .seconds(15)

    /// Options for `user` and `database`; the rest has defaults.
    public init(user: String, database: String) {
        self.user = user
        self.database = database
    }

    /// What libpq is told, by its own names.
    var parameters: [(name: String, value: String)] {
        var parameters = [
            ("host", host), ("port", String(port)), ("user", user), ("dbname", database),
            ("sslmode", sslMode.rawValue), ("application_name", applicationName), ("client_encoding", "UTF8"),
            // What a dead peer or network does not acknowledge within this time ends the connection (milliseconds).
            ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            (
                "options",
                "-c statement_timeout=\(statementTimeout.asLimit.milliseconds) -c timezone=UTC -c datestyle=ISO"
            ),
        ]
        if let password { parameters.append(("password", password)) }
        if let sslRootCertificate { parameters.append(("sslrootcert", sslRootCertificate)) }
        return parameters
    }
}

extension Duration {
    /// As a time limit: at least 1 ms, for the server takes 0 for none, and at most what 32 bits hold of milliseconds.
    var asLimit: Duration { min(max(self, .milliseconds(1)), .milliseconds(Int(Int32.max))) }

    /// How long an answer may take of which the server itself makes sure that it takes no longer than this.
    var patience: Duration { asLimit + .seconds(3) }

    /// In whole milliseconds, rounded up; of what was an ``asLimit``.
    var milliseconds: Int64 { Int64((self / .milliseconds(1)).rounded(.up)) }
}
