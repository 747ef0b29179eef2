// Where a Redis server is, and how long it is waited for.

/// How to reach a Redis server. There is no TLS: the server is expected on a network of its own.
public struct RedisOptions: Sendable, CustomStringConvertible {
    /// The server's name or address.
    public var host: String
    /// Its port.
    public var port: UInt16
    /// The password; nil where the server wants none.
    public var password: String?
    /// The number of the database.
    public var database: Int
    /// How long a connection may take to be made, without the look-up of the name.
    public var connectTimeout = Duration.seconds(1)
    /// How long a command may take, from the call to the answer.
    public var commandTimeout = Duration.milliseconds(500)
    /// How many commands may wait for their turn; one more fails at once.
    public var maximumWaiting = 1_000

    /// The server `host`, on Redis' own port and in its first database unless told otherwise.
    public init(host: String = "localhost", port: UInt16 = 6379, password: String? = nil, database: Int = 0) {
        self.host = host
        self.port = port
        self.password = password
        self.database = database
    }

    /// The server and its database, without the password.
    public var description: String { "\(host):\(port)/\(database)" }
}
