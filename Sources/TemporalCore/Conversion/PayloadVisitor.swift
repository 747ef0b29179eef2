// PayloadVisitor: finds every payload in a message, so that codecs can be applied to all of them at once, and puts back what
// the codecs made of them. It walks the declarations that reader and writer walk, so no payload can be forgotten.
//
// Left as they are, for the server must read them: search attributes, and the nulls that remove fields of a memo. Headers are
// sent as they are, as most SDKs do it, and decoded where another one encoded them. The messages
// of updates travel packed inside others; they are opened and packed again.

extension Message {
    /// The message with its payloads in storage of their own, for whoever keeps it longer than what it was received with.
    package func copyingPayloads() -> Self {
        var message = self
        let payloads = PayloadVisitor.payloads(in: &message)
        guard !payloads.isEmpty else { return message }
        PayloadVisitor.replace(payloads.map { $0.copied() }, in: &message)
        return message
    }
}

/// Collects a message's payloads, or replaces them in the same order.
package struct PayloadVisitor {
    private var payloads: [Payload] = []
    private var next = 0
    private let isReplacing: Bool
    /// Whether a null is a word to the server and not a value.
    private var passesNulls = false

    /// Whether headers are left as they are.
    private let passesHeaders: Bool

    private init(replacements: [Payload]? = nil, passesHeaders: Bool) {
        payloads = replacements ?? []
        isReplacing = replacements != nil
        self.passesHeaders = passesHeaders
    }

    static func payloads(in message: inout some Message, passesHeaders: Bool = false) -> [Payload] {
        var visitor = PayloadVisitor(passesHeaders: passesHeaders)
        visitor.visit(&message)
        return visitor.payloads
    }

    static func replace(_ payloads: [Payload], in message: inout some Message, passesHeaders: Bool = false) {
        var visitor = PayloadVisitor(replacements: payloads, passesHeaders: passesHeaders)
        visitor.visit(&message)
    }

    private mutating func payload(_ payload: inout Payload) {
        if passesNulls && payload == .null { return }
        if !isReplacing {
            payloads.append(payload)
        } else if next < payloads.count {
            payload = payloads[next]
            next += 1
        }
    }

    @_semantics("optimize.sil.specialize.generic.never")
    @inline(never)
    private mutating func visit<M: Message>(_ message: inout M) {
        if M.self == API.Common.SearchAttributes.self { return }
        if passesHeaders && M.self == API.Common.Header.self { return }
        if M.self == Payload.self, var value = message as? Payload {
            payload(&value)
            if isReplacing, let value = value as? M { message = value }
        } else if M.self == API.Google.AnyMessage.self, var packed = message as? API.Google.AnyMessage {
            unpack(&packed)
            if isReplacing, let packed = packed as? M { message = packed }
        } else if M.self == API.Command.ModifyWorkflowPropertiesCommandAttributes.self {
            passesNulls = true
            message.walk(&self)
            passesNulls = false
        } else {
            message.walk(&self)
        }
    }

    // Of what travels packed, these hold payloads. One that cannot be read is for its receiver to complain about.
    private mutating func unpack(_ packed: inout API.Google.AnyMessage) {
        if visit(API.Update.Request.self, in: &packed) { return }
        if visit(API.Update.Acceptance.self, in: &packed) { return }
        if visit(API.Update.Response.self, in: &packed) { return }
        _ = visit(API.Update.Rejection.self, in: &packed)
    }

    private mutating func visit<M: Message>(_ type: M.Type, in packed: inout API.Google.AnyMessage) -> Bool {
        guard var message = (try? packed.unpacked(as: type)) ?? nil else { return false }
        visit(&message)
        if isReplacing { packed.value = message.encoded() }
        return true
    }
}

extension PayloadVisitor: FieldVisitor {
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bool) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int32) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Int64) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout UInt32) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Float) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Double) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout String) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Bytes) {}
    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ value: inout E) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Timestamp?) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [Timestamp]) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ value: inout Duration?) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [String]) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout [UInt32]) {}
    package mutating func field<E: ProtoEnum>(_ number: UInt32, _ name: StaticString, _ values: inout [E]) {}
    package mutating func field(_ number: UInt32, _ name: StaticString, _ values: inout Payload.Metadata) {}

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout M?) {
        guard var message = value else { return }
        visit(&message)
        if isReplacing { value = message }
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ value: inout Boxed<M>) {
        guard var message = value.wrappedValue else { return }
        visit(&message)
        if isReplacing { value = Boxed(wrappedValue: message) }
    }

    package mutating func field<M: Message>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) {
        for index in values.indices { visit(&values[index]) }
    }

    package mutating func field<K: MapKey, V: MapValue>(_ number: UInt32, _ name: StaticString, _ values: inout [K: V])
    {
        guard V.self is any Message.Type else { return }
        for key in values.keys.sorted() {
            guard var message = values[key] as? any Message else { continue }
            visit(&message)
            if isReplacing, let value = message as? V { values[key] = value }
        }
    }

    package mutating func oneof<O, M: Message>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (consuming M) -> O, _ get: (O) -> M?
    ) {
        guard let current = value, var message = get(current) else { return }
        visit(&message)
        if isReplacing { value = make(message) }
    }

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (String) -> O, _ get: (O) -> String?
    ) {}

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Int64) -> O, _ get: (O) -> Int64?
    ) {}

    package mutating func oneof<O>(
        _ number: UInt32, _ name: StaticString, _ value: inout O?, _ make: (Bool) -> O, _ get: (O) -> Bool?
    ) {}
}
