// StreamOwner: who opened a stream. The session asks it for the request's body and tells it what arrives; it is told of the
// end exactly once, and nothing after that.

/// The owner's side of one HTTP/2 stream. All calls come on the thread that drives the session.
protocol StreamOwner: AnyObject {
    /// Writes the next part of the body into `buffer`; `isLast` when nothing follows it.
    func readBody(into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, isLast: Bool)

    /// A header or trailer field; the buffers are valid during the call only.
    func received(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)

    /// A header block is complete.
    func receivedHeaders(endsStream: Bool)

    /// A part of the body; false resets the stream.
    func received(data: UnsafeRawBufferPointer) -> Bool

    /// The stream is over.
    func streamEnded(_ ending: StreamEnding)
}

/// How a stream ended.
enum StreamEnding: Equatable {
    /// The peer sent everything.
    case complete
    /// The stream was reset, by the peer or by a rule of HTTP/2 that the peer broke.
    case reset(HTTP2ErrorCode)
    /// The peer certainly did not process the request: it may be sent again.
    case notProcessed
    /// A header list was larger than the limit.
    case headerListTooLarge(limit: Int)
    /// The connection ended before the stream did.
    case connectionFailed(ConnectionFailure)
}

/// An error code of RST_STREAM and GOAWAY.
struct HTTP2ErrorCode: Hashable, CustomStringConvertible {
    var rawValue: UInt32

    static let noError = HTTP2ErrorCode(rawValue: 0x0)
    static let refusedStream = HTTP2ErrorCode(rawValue: 0x7)
    static let cancel = HTTP2ErrorCode(rawValue: 0x8)
    static let enhanceYourCalm = HTTP2ErrorCode(rawValue: 0xB)
    static let inadequateSecurity = HTTP2ErrorCode(rawValue: 0xC)

    private static let names = [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
        "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
        "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ]

    var description: String {
        rawValue < UInt32(Self.names.count) ? Self.names[Int(rawValue)] : "error \(rawValue)"
    }
}

/// The fields of a header block, in one buffer.
struct HeaderBlock {
    struct Field {
        var start: Int
        var nameLength: Int
        var valueLength: Int
        /// Whether HPACK may keep the field in its table.
        var isIndexed: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var fields: [Field] = []

    mutating func reserve(fields: Int, bytes: Int) {
        self.fields.reserveCapacity(fields)
        self.bytes.reserveCapacity(bytes)
    }

    mutating func append(_ name: String, _ value: String, isIndexed: Bool = true) {
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        let middle = bytes.count
        bytes.append(contentsOf: value.utf8)
        fields.append(
            Field(start: start, nameLength: middle - start, valueLength: bytes.count - middle, isIndexed: isIndexed))
    }

    /// Adds all fields of another block.
    mutating func append(_ other: HeaderBlock) {
        let offset = bytes.count
        bytes += other.bytes
        for var field in other.fields {
            field.start += offset
            fields.append(field)
        }
    }
}
