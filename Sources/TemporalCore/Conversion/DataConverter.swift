// DataConverter: all that stands between Swift values and the payloads on the wire: a converter (values to payloads, at once),
// codecs (payloads to payloads, may take time) and the failure converter. Workflow code sees only the synchronous half.

/// How values and failures become payloads and back; clients and workers that share workflows share one.
public struct DataConverter: Sendable {
    /// Turns values into payloads and back.
    public var payloadConverter: any PayloadConverter
    /// What happens to payloads before they are sent, in this order, and in reverse after they arrive.
    public var codecs: [any PayloadCodec]
    /// How long a codec may take for the payloads of one message; one that takes longer is left behind, with a ``PayloadCodecError``.
    public var codecTimeout: Duration = .seconds(30)
    /// Turns errors into failures and back.
    public var failureConverter: FailureConverter

    /// A data converter; without arguments, the one that other SDKs have by default.
    public init(
        payloadConverter: any PayloadConverter = DefaultPayloadConverter(), codecs: [any PayloadCodec] = [],
        failureConverter: FailureConverter = FailureConverter()
    ) {
        self.payloadConverter = payloadConverter
        self.codecs = codecs
        self.failureConverter = failureConverter
    }

    /// The converter that other SDKs have by default.
    public static let `default` = DataConverter()
}

extension DataConverter {
    /// The payload of `value`; a ``Payload`` is its own.
    public func encode<Value: Encodable>(_ value: Value) throws(PayloadConversionError) -> Payload {
        if let payload = value as? Payload { return payload }
        do {
            return try payloadConverter.encode(value)
        } catch {
            throw PayloadConversionError(error)
        }
    }

    /// The payloads of `values`, one for each; none for none.
    public func encodeArguments<each Value: Encodable>(
        _ values: repeat each Value
    ) throws(PayloadConversionError) -> [Payload] {
        var payloads: [Payload] = []
        for value in repeat each values {
            do {
                payloads.append(try encode(value))
            } catch {
                throw PayloadConversionError(error, index: payloads.count)
            }
        }
        return payloads
    }

    /// The value of type `type` that `payload` holds; as ``Payload``, the payload itself.
    public func decode<Value: Decodable>(
        _ payload: Payload, as type: Value.Type = Value.self
    ) throws(PayloadConversionError) -> Value {
        if type == Payload.self, let value = payload.copied() as? Value { return value }
        do {
            return try payloadConverter.decode(payload, as: type)
        } catch {
            throw PayloadConversionError(error)
        }
    }

    /// The values of `types` that `payloads` hold, in order.
    ///
    /// As in Go, TypeScript and Java, payloads beyond the types are ignored, so that callers may be given a new argument before
    /// those whom they call. Where there are fewer payloads, what can be nil is nil, and anything else is an error.
    public func decodeArguments<each Value: Decodable>(
        _ payloads: [Payload], as types: repeat (each Value).Type
    ) throws(PayloadConversionError) -> (repeat each Value) {
        var index = 0
        return (repeat try argument(payloads, &index, each types))
    }

    private func argument<Value: Decodable>(
        _ payloads: [Payload], _ index: inout Int, _ type: Value.Type
    ) throws(PayloadConversionError) -> Value {
        defer { index += 1 }
        do {
            return try decode(index < payloads.count ? payloads[index] : .null, as: type)
        } catch {
            throw index < payloads.count ? PayloadConversionError(error, index: index) : .missing(index)
        }
    }

    /// The result of type `type` in what a workflow, an activity, a query or an update returned; nothing counts as nil.
    package func decodeResult<Value: Decodable>(
        _ payloads: API.Common.Payloads?, as type: Value.Type = Value.self
    ) throws(PayloadConversionError) -> Value {
        try decode(payloads?.payloads.first ?? .null, as: type)
    }
}

extension DataConverter {
    /// Whether there is a codec at all; whoever has many messages asks, and spares itself the way through them.
    package var hasCodecs: Bool { !codecs.isEmpty }

    /// What is sent in place of `payloads`.
    package func encodeWithCodecs(_ payloads: [Payload]) async throws(PayloadCodecError) -> [Payload] {
        var payloads = payloads
        for codec in codecs {
            payloads = try await run(codec, "encode", payloads) { try await codec.encode($0) }
        }
        return payloads
    }

    /// What was given to the codecs that made `payloads`.
    package func decodeWithCodecs(_ payloads: [Payload]) async throws(PayloadCodecError) -> [Payload] {
        var payloads = payloads
        for codec in codecs.reversed() {
            payloads = try await run(codec, "decode", payloads) { try await codec.decode($0) }
        }
        return payloads
    }

    private func run(
        _ codec: any PayloadCodec, _ step: String, _ payloads: [Payload],
        _ body: @escaping @Sendable ([Payload]) async throws -> [Payload]
    ) async throws(PayloadCodecError) -> [Payload] {
        guard !payloads.isEmpty else { return payloads }
        let result: [Payload]
        do {
            result = try await leavingBehind(after: codecTimeout) { try await body(payloads) }
        } catch {
            throw PayloadCodecError(codec, step, ErrorText.message(of: error), underlying: error)
        }
        guard result.count == payloads.count else {
            throw PayloadCodecError(codec, step, "it returned \(result.count) payloads for \(payloads.count)")
        }
        return result
    }
}
