// The JSON forms that Google's messages have for themselves: a wrapped number is the number, a mask of fields one string, and
// a packed message the message with its type beside its fields.

extension API.Google.DoubleValue {
    package func writeJSON(to writer: inout ProtoJSONWriter) { writer.number(value) }
    package mutating func readJSON(from reader: inout ProtoJSONReader) { value = reader.double() }
}

extension API.Google.FieldMask {
    package func writeJSON(to writer: inout ProtoJSONWriter) {
        let names = paths.map { ProtoJSONWriter.jsonName($0) }
        writer.json.string(names.filter { !$0.isEmpty }.joined(separator: ","))
    }

    package mutating func readJSON(from reader: inout ProtoJSONReader) {
        let text = reader.string()
        if text.utf8.contains(UInt8(ascii: "_")) { return reader.fail("expected names in camel case") }
        paths = text.split(separator: ",").map { name in
            let path = name.utf8.flatMap { byte in
                byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? [UInt8(ascii: "_"), byte + 32] : [byte]
            }
            return String(decoding: path, as: UTF8.self)
        }
    }
}

extension API.Google.AnyMessage {
    // Which messages are known by name: those that the contract puts into an `Any`. Others keep their bytes, in base64.
    private static let known: [String: any Message.Type] = {
        let types: [any Message.Type] = [
            API.Update.Request.self, API.Update.Response.self, API.Update.Acceptance.self, API.Update.Rejection.self,
            API.ErrorDetails.NotFoundFailure.self, API.ErrorDetails.WorkflowExecutionAlreadyStartedFailure.self,
            API.ErrorDetails.NamespaceNotActiveFailure.self, API.ErrorDetails.NamespaceUnavailableFailure.self,
            API.ErrorDetails.NamespaceInvalidStateFailure.self, API.ErrorDetails.NamespaceNotFoundFailure.self,
            API.ErrorDetails.NamespaceAlreadyExistsFailure.self, API.ErrorDetails.ClientVersionNotSupportedFailure.self,
            API.ErrorDetails.ServerVersionNotSupportedFailure.self,
            API.ErrorDetails.CancellationAlreadyRequestedFailure.self, API.ErrorDetails.QueryFailedFailure.self,
            API.ErrorDetails.PermissionDeniedFailure.self, API.ErrorDetails.ResourceExhaustedFailure.self,
            API.ErrorDetails.SystemWorkflowFailure.self, API.ErrorDetails.WorkflowNotReadyFailure.self,
            API.ErrorDetails.NewerBuildExistsFailure.self, API.ErrorDetails.MultiOperationExecutionFailure.self,
            API.ErrorDetails.ActivityExecutionAlreadyStartedFailure.self,
            API.ErrorDetails.NexusOperationExecutionAlreadyStartedFailure.self,
            API.ErrorDetails.WorkflowTaskCompletionBufferLostFailure.self,
        ]
        return Dictionary(types.map { ($0.protoName, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    private static func knownType(at url: String) -> (any Message.Type)? {
        known[String(url.split(separator: "/", omittingEmptySubsequences: false).last ?? "")]
    }

    /// `message`, packed.
    package init<M: Message>(_ message: M) {
        typeURL = "type.googleapis.com/\(M.protoName)"
        value = message.encoded()
    }

    /// The packed message, if it is an `M`.
    package func unpacked<M: Message>(as type: M.Type = M.self) throws(MalformedMessage) -> M? {
        guard typeURL.utf8.split(separator: UInt8(ascii: "/")).last.map({ $0.elementsEqual(M.protoName.utf8) }) == true
        else { return nil }
        return try M(decoding: value)
    }

    package func writeJSON(to writer: inout ProtoJSONWriter) {
        writer.json.beginObject()
        if !typeURL.isEmpty {
            writer.json.key("@type")
            writer.json.string(typeURL)
        }
        if var message = (try? Self.knownType(at: typeURL)?.init(decoding: value)) as (any Message)? {
            writer.fields(of: &message)
        } else if !value.isEmpty {
            writer.json.key("value")
            writer.base64(value)
        }
        writer.json.endObject()
    }

    package mutating func readJSON(from reader: inout ProtoJSONReader) {
        typeURL = reader.peekMember("@type") ?? ""
        if let type = Self.knownType(at: typeURL) {
            value = reader.encodedMessage(type)
        } else {
            reader.object(&self)
        }
    }
}

extension ProtoJSONWriter {
    fileprivate mutating func fields(of message: inout some Message) {
        message.fields(&self)
    }
}

extension ProtoJSONReader {
    fileprivate mutating func encodedMessage<M: Message>(_ type: M.Type) -> Bytes {
        var message = M()
        object(&message)
        return message.encoded()
    }

    // The text of the member `name` of the object whose beginning is the current token.
    fileprivate func peekMember(_ name: String) -> String? {
        guard token == .beginObject else { return nil }
        var ahead = json
        while case .key(let slice)? = try? ahead.next() {
            if ahead.string(slice) == name {
                guard case .string(let value)? = try? ahead.next() else { return nil }
                return ahead.string(value)
            }
            do { try ahead.skipValue() } catch { return nil }
        }
        return nil
    }
}
