// MalformedMessage: the one error of the codecs. It names the place, in bytes and in fields, because whoever meets it has
// only the bytes to look at.

/// Received bytes or text that are not the message they should be.
public struct MalformedMessage: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Equatable {
        /// The message ends inside a field.
        case endsInsideField
        /// A length or a count points past the end of the message.
        case lengthPastEnd
        /// A variable-length integer has more than 64 bits.
        case overlongInteger
        /// A field has the number 0 or one above 536,870,911, or a wire type that does not exist.
        case invalidTag
        /// A group ends that was not begun, or does not end.
        case unbalancedGroup
        /// A text is not UTF-8.
        case invalidUTF8
        /// Messages lie in one another more than 100 deep.
        case tooDeep
        /// The JSON text has a value that the field cannot take; the text says what was expected.
        case invalidJSON(String)
    }

    /// What is wrong.
    public var reason: Reason
    /// The message that was read, by its full name.
    public var message: String
    /// The way from the message to the field, by the contract's names, such as `history.events`; empty for the message itself.
    public var field: String
    /// How many bytes into the input the mistake stands.
    public var offset: Int

    init(reason: Reason, message: String = "", field: String, offset: Int) {
        self.reason = reason
        self.message = message
        self.field = field
        self.offset = offset
    }

    /// The mistake in one sentence.
    public var description: String {
        let place = field.isEmpty ? message : "\(message), field \(field)"
        return "malformed \(place) at byte \(offset): \(reason.text)"
    }
}

extension MalformedMessage.Reason {
    fileprivate var text: String {
        switch self {
        case .endsInsideField: "it ends inside a field"
        case .lengthPastEnd: "a length points past its end"
        case .overlongInteger: "an integer has more than 64 bits"
        case .invalidTag: "a field number or wire type does not exist"
        case .unbalancedGroup: "a group's begin and end do not match"
        case .invalidUTF8: "a text is not UTF-8"
        case .tooDeep: "more than \(WireReader.depthLimit) messages lie in one another"
        case .invalidJSON(let text): text
        }
    }
}
