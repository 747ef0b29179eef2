// What somebody submits to a workflow, as they wrote it. Input that cannot be read must fail the workflow with a reason that its
// author understands; it must not be tried again and again, as it would if the argument itself could not be decoded.

import TemporalCore

/// A value, or why it could not be read.
public enum Submitted<Value: Codable & Sendable>: Codable, Sendable {
    /// The value.
    case value(Value)
    /// Why there is none.
    case unreadable(String)

    /// Reads the value; never throws.
    public init(from decoder: any Decoder) {
        do {
            self = .value(try Value(from: decoder))
        } catch {
            self = .unreadable(Self.reason(error))
        }
    }

    /// Writes the value.
    ///
    /// - Throws: `EncodingError` where there is none.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .value(let value): try value.encode(to: encoder)
        case .unreadable(let reason):
            throw EncodingError.invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: reason))
        }
    }

    /// The value.
    ///
    /// - Throws: ``DirectoryError`` of the given name where it could not be read.
    public func value(or name: DirectoryError.Name) throws(DirectoryError) -> Value {
        switch self {
        case .value(let value): return value
        case .unreadable(let reason): throw DirectoryError(name, "the input cannot be read: \(reason)")
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, let context): return "'\(path(context, key))' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? context.debugDescription : "'\(path(context))': \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }

    private static func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
        (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue).joined(separator: ".")
    }
}

extension Optional {
    /// The value.
    ///
    /// - Throws: ``DirectoryError`` of the given name where nothing was submitted, or it could not be read.
    func value<Value>(or name: DirectoryError.Name) throws(DirectoryError) -> Value where Wrapped == Submitted<Value> {
        guard let self else { throw DirectoryError(name, "there is no input: expected a JSON object") }
        return try self.value(or: name)
    }
}
