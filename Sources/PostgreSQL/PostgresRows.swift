// The rows that a statement gave: libpq's own result, decoded where it is asked for.

import CPostgreSQL

/// What a statement gave: its rows, and how many rows it changed.
public struct PostgresRows: Sendable, RandomAccessCollection {
    private let result: ResultOwner
    /// The position after the last row.
    public let endIndex: Int
    /// The first row's position.
    public var startIndex: Int { 0 }

    init(_ result: ResultOwner) {
        self.result = result
        endIndex = Int(PQntuples(result.pointer))
    }

    /// How many rows the statement inserted, updated, deleted or selected.
    public var affected: Int {
        PQcmdTuples(result.pointer).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// The row at `position`.
    public subscript(position: Int) -> PostgresRow {
        PostgresRow(result: result, index: Int32(clamping: position))
    }
}

/// One row of an answer.
public struct PostgresRow: Sendable {
    fileprivate let result: ResultOwner
    fileprivate let index: Int32

    /// The value of `column`; nil where it is NULL.
    ///
    /// - Throws: ``PostgresError`` (`unexpectedAnswer`) where there is no such column, or its value is no `Value`.
    public func optional<Value: PostgresValue>(
        _ column: String, as type: Value.Type = Value.self
    ) throws(PostgresError) -> Value? {
        let number = PQfnumber(result.pointer, column)
        // libpq answers for rows and columns that do not exist with NULL and a warning.
        guard number >= 0, index < PQntuples(result.pointer) else {
            throw PostgresError(.unexpectedAnswer, "the answer has no column '\(column)' in row \(index)")
        }
        if PQgetisnull(result.pointer, index, number) == 1 { return nil }
        guard let text = PQgetvalue(result.pointer, index, number),
            let value = Value(postgresText: String(cString: text))
        else { throw PostgresError(.unexpectedAnswer, "column '\(column)' holds no \(Value.self)") }
        return value
    }

    /// The value of `column`.
    ///
    /// - Throws: ``PostgresError`` (`unexpectedAnswer`) where there is no such column, it is NULL, or its value is no `Value`.
    public func value<Value: PostgresValue>(
        _ column: String, as type: Value.Type = Value.self
    ) throws(PostgresError) -> Value {
        guard let value = try optional(column, as: Value.self) else {
            throw PostgresError(.unexpectedAnswer, "column '\(column)' is NULL: expected a \(Value.self)")
        }
        return value
    }
}

/// Frees libpq's result when nobody reads it any more.
///
/// `@unchecked Sendable`: libpq's readers of a result do not change it, and nothing else is done to it before `deinit`.
final class ResultOwner: @unchecked Sendable {
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQclear(pointer) }
}
