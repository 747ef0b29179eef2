// PayloadConversionError: a value that did not become a payload, or a payload that did not become a value, with the place in
// words that a person can follow: payload 1: field `items[3].price`: expected a number, found a string.

/// A value that cannot be encoded, or a payload that cannot be decoded.
public struct PayloadConversionError: Error, Sendable, CustomStringConvertible {
    /// Which of the payloads of a call it is, from 0; nil for one that stands alone.
    public var index: Int?
    /// The field within the value, such as `items[3].price`; empty for the value itself.
    public let path: String
    /// What is wrong there.
    public let reason: String
    /// The error of the coder or of the value's own code, if one was thrown.
    public let underlying: (any Error)?

    /// An error at `path`.
    public init(index: Int? = nil, path: String = "", reason: String, underlying: (any Error)? = nil) {
        self.index = index
        self.path = path
        self.reason = reason
        self.underlying = underlying
    }

    /// What `error`, thrown while a value was encoded or decoded, says.
    init(_ error: any Error, index: Int? = nil) {
        switch error {
        case var error as PayloadConversionError:
            error.index = error.index ?? index
            self = error
        case let error as DecodingError:
            self.init(error, index: index)
        case EncodingError.invalidValue(_, let context):
            self.init(
                index: index, path: Self.text(context.codingPath), reason: context.debugDescription, underlying: error)
        default:
            self.init(index: index, reason: ErrorText.message(of: error), underlying: error)
        }
    }

    private init(_ error: DecodingError, index: Int?) {
        let path: [any CodingKey]
        let reason: String
        switch error {
        case .keyNotFound(let key, let context):
            path = context.codingPath + [key]
            reason = Self.missing
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            path = context.codingPath
            reason = context.debugDescription
        @unknown default:
            path = []
            reason = String(describing: error)
        }
        self.init(index: index, path: Self.text(path), reason: reason, underlying: error)
    }

    private static let missing = "is missing"

    /// Where and what, in one sentence. Payloads are counted from 1.
    public var description: String {
        let payload = index.map { "payload \($0 + 1)" } ?? "payload"
        if path.isEmpty { return reason == Self.missing ? "\(payload) \(reason)" : "\(payload): \(reason)" }
        return "\(payload): field `\(path)`\(reason == Self.missing ? " " : ": ")\(reason)"
    }

    static func missing(_ index: Int) -> PayloadConversionError {
        PayloadConversionError(index: index, reason: missing)
    }

    private static func text(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : "." + key.stringValue
            }
        }
        return text
    }
}

/// What errors say of themselves.
enum ErrorText {
    /// The message of `error`: its description for people if it has one, else its description.
    static func message(of error: any Error) -> String {
        if error is DecodingError || error is EncodingError {
            let error = PayloadConversionError(error)
            return error.path.isEmpty ? error.reason : "field `\(error.path)`: \(error.reason)"
        }
        return FoundationBridge.message(of: error) ?? String(describing: error)
    }

    /// The name of the error's type, without the types and the module around it.
    static func type(of error: any Error) -> String {
        String(describing: Swift.type(of: error))
    }
}
