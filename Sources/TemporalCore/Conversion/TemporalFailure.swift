// TemporalFailure: an error that travels. Failures cross processes and languages: what one worker throws another catches, with
// its cause inside. A failure that was received and is thrown on is sent as it came.

/// An error that other workers and clients receive as what it is.
///
/// ``ApplicationFailure`` is the one to throw; the others are made by the server and by workers, and are caught.
public protocol TemporalFailure: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    var message: String { get }
    /// Where in the code it went wrong, as the failing process describes it; empty where it did not.
    var stackTrace: String { get }
    /// The error that led to this one.
    var cause: (any Error)? { get }
}

extension TemporalFailure {
    /// The kind of failure and its message, and the same of its causes.
    public var description: String {
        var text = "\(ErrorText.type(of: self)): \(message)"
        var cause = self.cause
        // Chains that are received are bounded by the depth of messages; nothing here relies on it.
        for _ in 0..<FailureConverter.causeLimit {
            guard let current = cause else { break }
            if let failure = current as? any TemporalFailure {
                text += "; caused by \(ErrorText.type(of: failure)): \(failure.message)"
                cause = failure.cause
            } else {
                return text + "; caused by \(ErrorText.type(of: current)): \(ErrorText.message(of: current))"
            }
        }
        return text
    }

    /// The first failure of type `type` among this failure and its causes.
    public func first<Failure: Error>(_ type: Failure.Type = Failure.self) -> Failure? {
        var current: (any Error)? = self
        for _ in 0...FailureConverter.causeLimit {
            guard let error = current else { return nil }
            if let found = error as? Failure { return found }
            current = (error as? any TemporalFailure)?.cause
        }
        return nil
    }
}

/// What all failures carry.
struct FailureCore: Sendable {
    var message: String
    var stackTrace = ""
    var cause: (any Error)?
    /// The failure as it was received; nil for those made here.
    var received: API.Failure.Failure?
}

/// A failure that knows what all failures carry.
protocol FailureWithCore: TemporalFailure {
    var core: FailureCore { get }
    /// What is particular to this kind, as it is sent; notes in `problems` what could not be encoded.
    func info(_ converter: DataConverter, _ problems: inout [String]) -> API.Failure.Failure.FailureInfo?
}

extension FailureWithCore {
    /// What went wrong.
    public var message: String { core.message }
    /// Where in the code it went wrong, as the failing process describes it; empty where it did not.
    public var stackTrace: String { core.stackTrace }
    /// The error that led to this one.
    public var cause: (any Error)? { core.cause }
}

/// Values that a failure carries, for those who catch it.
public struct FailureDetails: Sendable {
    private let values: [EncodedValue]

    init(_ values: [any Encodable & Sendable]) {
        self.values = values.map { .value($0) }
    }

    init(_ payloads: API.Common.Payloads?, _ converter: DataConverter) {
        values = (payloads?.payloads ?? []).map { .payload($0, converter) }
    }

    /// The number of values.
    public var count: Int { values.count }

    /// Whether there are no values.
    public var isEmpty: Bool { values.isEmpty }

    /// The value at `index` as a `Value`; nil where there are not so many.
    public func decode<Value: Decodable>(
        _ index: Int = 0, as type: Value.Type = Value.self
    ) throws(PayloadConversionError) -> Value? {
        guard values.indices.contains(index) else { return nil }
        do {
            return try values[index].decode(as: type)
        } catch {
            throw PayloadConversionError(error, index: index)
        }
    }

    // The payloads of the values that can be encoded; of the others, a note each.
    func encoded(_ converter: DataConverter, _ problems: inout [String]) -> API.Common.Payloads? {
        guard !values.isEmpty else { return nil }
        var message = API.Common.Payloads()
        for (index, value) in values.enumerated() {
            do {
                message.payloads.append(try value.payload(converter))
            } catch {
                problems.append("detail \(index + 1) is missing here, for it could not be encoded: \(error.reason)")
                message.payloads.append(.null)
            }
        }
        return message
    }
}
