// One connection to a server, as an actor on a queue of its own: libpq waits there, and Swift's threads never do. A
// connection that met a failure other than a declined statement is broken, and is never used again.

import CPostgreSQL
import Dispatch
import Glibc

/// One connection to a PostgreSQL server. Code that runs on it, such as a transaction's, is synchronous: nothing else can be
/// awaited while rows are locked.
public actor PostgresConnection {
    private let queue: QueueExecutor
    private let options: PostgresOptions
    /// Ends every wait for the server.
    private let stop: StopSignal
    private var owner: SessionOwner?
    private var session: OpaquePointer? { owner?.pointer }
    /// The names of the statements that the server has prepared.
    private var prepared: [String: String] = [:]
    /// How long the server may go without an answer.
    private var patience: Duration

    /// Where the connection's code runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ options: PostgresOptions, stop: StopSignal) {
        self.options = options
        self.stop = stop
        patience = options.statementTimeout.patience
        queue = QueueExecutor()
    }

    /// Connects and logs in.
    func open() throws(PostgresError) {
        var names: [UnsafePointer<CChar>?] = []
        var values: [UnsafePointer<CChar>?] = []
        var copies: [UnsafeMutablePointer<CChar>?] = []
        defer { for copy in copies { free(copy) } }
        for parameter in options.parameters {
            let name = try Self.copy(parameter.name, "the name of an option")
            copies.append(name)
            let value = try Self.copy(parameter.value, "the option \(parameter.name)")
            copies.append(value)
            names.append(name)
            values.append(value)
        }
        names.append(nil)
        values.append(nil)
        guard let session = PQconnectStartParams(names, values, 0) else {
            throw PostgresError(.connection, "there is no memory for a connection")
        }
        owner = SessionOwner(session)
        PQsetNoticeProcessor(session, { _, _ in }, nil)
        // The details of an error quote whole rows, which are nothing for a log.
        PQsetErrorVerbosity(session, PQERRORS_TERSE)
        let deadline = ContinuousClock.now + options.connectTimeout.asLimit
        var next = PGRES_POLLING_WRITING
        while next != PGRES_POLLING_OK {
            guard next != PGRES_POLLING_FAILED, PQstatus(session) != CONNECTION_BAD else { throw fail() }
            try wait(for: next == PGRES_POLLING_READING ? POLLIN : POLLOUT, until: deadline, "opening the connection")
            next = PQconnectPoll(session)
        }
        PQsetnonblocking(session, 1)
    }

    /// Whether the connection can be used: it is not broken, not in a transaction, and the server has not closed it.
    var isUsable: Bool {
        guard let session, PQstatus(session) == CONNECTION_OK, PQtransactionStatus(session) == PQTRANS_IDLE else {
            return false
        }
        var descriptor = pollfd(fd: PQsocket(session), events: Int16(POLLIN), revents: 0)
        // Between statements the server says nothing unless it ends the connection.
        return poll(&descriptor, 1, 0) == 0
    }

    /// Closes the connection. Statements fail from then on.
    func close() {
        owner = nil
        prepared = [:]
    }

    /// Runs a statement with `parameters` for its `$1`, `$2` and so on; nil is NULL. The server prepares each statement once a
    /// connection.
    ///
    /// - Throws: ``PostgresError``. One whose answer changed its columns after the server had prepared it, as `SELECT *` does after
    ///   `ALTER TABLE`, ends the connection; the next one prepares it anew.
    @discardableResult
    public func query(
        _ statement: StaticString, _ parameters: (any PostgresValue)?...
    ) throws(PostgresError) -> PostgresRows {
        try query(statement, all: parameters)
    }

    func query(_ statement: StaticString, all parameters: [(any PostgresValue)?]) throws(PostgresError) -> PostgresRows
    {
        var copies: [UnsafeMutablePointer<CChar>?] = []
        defer { for copy in copies { free(copy) } }
        for (index, parameter) in parameters.enumerated() {
            guard let parameter else {
                copies.append(nil)
                continue
            }
            copies.append(try Self.copy(parameter.postgresText, "parameter $\(index + 1)"))
        }
        let text = statement.description
        let name: String
        if let known = prepared[text] {
            name = known
        } else {
            name = "s\(prepared.count)"
            try check { PQsendPrepare($0, name, text, 0, nil) }
            try answer()
            prepared[text] = name
        }
        let values = copies.map { UnsafePointer($0) }
        try check { PQsendQueryPrepared($0, name, Int32(clamping: values.count), values, nil, nil, 0) }
        return PostgresRows(try answer())
    }

    /// Runs one or more statements that take no parameters and whose rows nobody reads.
    ///
    /// - Throws: ``PostgresError``; what came before the failing statement is undone unless it held a `COMMIT`.
    public func execute(_ statements: String) throws(PostgresError) {
        try Self.checkZeros(statements, "the statement")
        try check { PQsendQuery($0, statements) }
        try answer()
    }

    /// Asks the server for a sign of life, which may take as long as opening the connection.
    func ping() throws(PostgresError) {
        patience = options.connectTimeout.asLimit
        defer { patience = options.statementTimeout.patience }
        try execute("SELECT 1")
    }

    /// Runs `body` in a transaction, which is committed if `body` returns and rolled back if it throws.
    func transaction<R: Sendable>(
        limit: Duration?, _ body: @Sendable (isolated PostgresConnection) throws -> R
    ) throws -> R {
        try execute(limit.map { "BEGIN; SET LOCAL statement_timeout = \($0.asLimit.milliseconds)" } ?? "BEGIN")
        do {
            if let limit { patience = limit.patience }
            defer { patience = options.statementTimeout.patience }
            let result = try body(self)
            try commit()
            return result
        } catch {
            // A connection that broke has rolled back by itself; one that does not roll back is of no use.
            if session != nil, (try? execute("ROLLBACK")) == nil { close() }
            throw error
        }
    }

    /// The server answers `COMMIT` without an error where a statement has failed, and rolls back.
    private func commit() throws(PostgresError) {
        if let session, PQtransactionStatus(session) != PQTRANS_INTRANS {
            throw PostgresError(
                .statement, "a statement of the transaction failed, or ended it: what was not committed is rolled back")
        }
        try execute("COMMIT")
    }

    /// Runs `body` on the connection.
    func run<R: Sendable>(_ body: @Sendable (isolated PostgresConnection) throws -> R) throws -> R {
        try body(self)
    }

    private func check(_ send: (OpaquePointer) -> Int32) throws(PostgresError) {
        guard let session else { throw PostgresError(.connection, "the connection is closed") }
        guard send(session) == 1 else { throw fail() }
    }

    /// The last result of what was sent; the ones before it are dropped. Of several statements the first failure ends the rest,
    /// and counts.
    @discardableResult
    private func answer() throws(PostgresError) -> ResultOwner {
        guard let session else { throw PostgresError(.connection, "the connection is closed") }
        let deadline = ContinuousClock.now + patience
        var last: ResultOwner?
        while let result = try nextResult(session, deadline) {
            last = ResultOwner(result)
            switch PQresultStatus(result) {
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                close()
                throw PostgresError(.statement, "COPY from or to the client is not supported: use INSERT or SELECT")
            default: break
            }
        }
        guard let last else { throw fail() }
        switch PQresultStatus(last.pointer) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return last
        default:
            let error = Self.error(of: last.pointer)
            if error.kind == .connection || PQstatus(session) != CONNECTION_OK { close() }
            throw error
        }
    }

    private func nextResult(_ session: OpaquePointer, _ deadline: ContinuousClock.Instant) throws(PostgresError)
        -> OpaquePointer?
    {
        while true {
            let flushed = PQflush(session)
            guard flushed >= 0 else { throw fail() }
            if flushed == 0 && PQisBusy(session) == 0 { return PQgetResult(session) }
            try wait(for: flushed == 0 ? POLLIN : POLLIN | POLLOUT, until: deadline, "waiting for an answer")
            guard PQconsumeInput(session) == 1 else { throw fail() }
        }
    }

    private func wait(
        for events: Int32, until deadline: ContinuousClock.Instant, _ what: String
    ) throws(PostgresError) {
        var descriptors = [
            pollfd(fd: session.map { PQsocket($0) } ?? -1, events: Int16(events), revents: 0),
            pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let left = max(.zero, ContinuousClock.now.duration(to: deadline))
            let ready = poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: left.milliseconds))
            if ready > 0, descriptors.last?.revents == 0 { return }
            if ready >= 0 {
                close()
                if ready > 0 { throw PostgresError(.closed, "the pool was closed: \(what)") }
                throw PostgresError(.timeout, "the server took too long: \(what)")
            }
            if errno != EINTR { throw fail() }
        }
    }

    /// Closes the connection, and says why it broke.
    private func fail() -> PostgresError {
        let message = session.flatMap { PQerrorMessage($0) }.map { String(cString: $0) } ?? ""
        close()
        return PostgresError(.connection, Self.line(message.isEmpty ? "the connection was lost" : message))
    }

    private static func error(of result: OpaquePointer) -> PostgresError {
        func field(_ code: Int32) -> String { PQresultErrorField(result, code).map { String(cString: $0) } ?? "" }
        let state = field(sqlStateField)
        let message = PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
        // A prepared statement whose answer would have other columns than before, or that the server no longer has, fails for as
        // long as its connection lives.
        let isStale =
            state == "26000" || state == "0A000" && field(sourceFunctionField).hasPrefix("RevalidateCached")
        // Class 08 (but for a message with too few or too many parameters) and "terminating connection" (57P01 to 57P03) end the
        // connection; 57014 is the statement's time limit.
        let isLost = state.isEmpty || state.hasPrefix("08") && state != "08P01" || state.hasPrefix("57P")
        let kind: PostgresError.Kind = isLost || isStale ? .connection : state == "57014" ? .timeout : .statement
        return PostgresError(kind, line(message), sqlState: state, constraint: field(constraintField))
    }

    /// `text` as C has it, to be freed.
    private static func copy(
        _ text: String, _ what: @autoclosure () -> String
    ) throws(PostgresError) -> UnsafeMutablePointer<CChar> {
        try checkZeros(text, what())
        guard let copy = strdup(text) else { throw PostgresError(.connection, "there is no memory for \(what())") }
        return copy
    }

    /// A text ends at U+0000 for C, and no value of PostgreSQL's holds one.
    private static func checkZeros(_ text: String, _ what: @autoclosure () -> String) throws(PostgresError) {
        if text.utf8.contains(0) {
            throw PostgresError(.statement, "\(what()) holds U+0000, which PostgreSQL cannot store")
        }
    }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}

/// Ends libpq's session when nobody uses it any more.
private final class SessionOwner {
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQfinish(pointer) }
}

/// The letters of libpq's error fields, which its header has as C characters.
private let sqlStateField = Int32(UInt8(ascii: "C"))
private let constraintField = Int32(UInt8(ascii: "n"))
private let sourceFunctionField = Int32(UInt8(ascii: "R"))

/// Runs an actor's code on a queue whose thread may wait.
private final class QueueExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "postgresql")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
