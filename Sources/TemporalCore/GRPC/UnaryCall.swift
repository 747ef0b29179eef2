// UnaryCall: one call on its way: the owner of its stream, and of the streams that follow if the server did not take the
// first. Its caller is answered exactly once.

/// What a caller asks for.
struct UnaryRequest: Sendable {
    var method: String
    var message: Bytes
    var metadata: Metadata
    var deadline: ContinuousClock.Instant?
    var waitsForReady = false
    var use = StreamUse.answer
    var maxMessageSize: Int
}

/// A unary call; only the thread of its loop touches it.
final class UnaryCall: StreamOwner {
    enum State {
        case waiting
        case open(HTTP2Session, stream: Int32)
        /// The stream is over; the loop has not looked at it yet.
        case streamEnded(StreamEnding)
        case answered
    }

    /// How often a call that the server did not take is sent again.
    private static let resendLimit = 10

    let id: CallID
    let request: UnaryRequest
    var state = State.waiting
    private var resends = 0
    private var bodySent = 0
    private var assembler: ResponseAssembler
    private let ended: EndedCalls
    private let answer: (Result<UnaryResponse, Status>) -> Void

    /// The call goes to `ended` whenever a stream of it ended; `answer` hears the result.
    init(
        id: CallID, request: UnaryRequest, ended: EndedCalls,
        answer: @escaping (Result<UnaryResponse, Status>) -> Void
    ) {
        self.id = id
        self.request = request
        self.ended = ended
        self.answer = answer
        assembler = ResponseAssembler(maxMessageSize: request.maxMessageSize)
    }

    /// How long a server that did not take the call is left alone: from 2 ms, doubled each time, to 100 ms.
    var pauseAfterRefusal: Duration { .milliseconds(min(1 << resends, 100)) }

    /// Answers the caller, once.
    func finish(_ result: Result<UnaryResponse, Status>) {
        if case .answered = state { return }
        state = .answered
        answer(result)
    }

    /// What the end of the stream means: the result, or nil if the call is to be sent again.
    func result(of ending: StreamEnding) -> Result<UnaryResponse, Status>? {
        if ending == .notProcessed, resends < Self.resendLimit {
            resends += 1
            bodySent = 0
            assembler = ResponseAssembler(maxMessageSize: request.maxMessageSize)
            state = .waiting
            return nil
        }
        return assembler.outcome(ending)
    }

    func readBody(into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, isLast: Bool) {
        let message = request.message
        var written = 0
        let length = UInt32(truncatingIfNeeded: message.count)
        while bodySent < 5, written < buffer.count {
            buffer[written] = bodySent == 0 ? 0 : UInt8(truncatingIfNeeded: length >> (8 * UInt32(4 - bodySent)))
            bodySent += 1
            written += 1
        }
        let sent = max(0, bodySent - 5)
        let count = min(message.count - sent, buffer.count - written)
        if count > 0 {
            message.withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(rebasing: buffer[written...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[sent..<sent + count]))
            }
            bodySent += count
        }
        return (written + count, bodySent == message.count + 5)
    }

    func received(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        assembler.receive(name: name, value: value)
    }

    func receivedHeaders(endsStream: Bool) {
        assembler.endHeaders(endsStream: endsStream)
    }

    func received(data: UnsafeRawBufferPointer) -> Bool {
        if assembler.receive(data: data) { return true }
        streamEnded(.reset(.cancel))
        return false
    }

    func streamEnded(_ ending: StreamEnding) {
        guard case .open = state else { return }
        state = .streamEnded(ending)
        ended.calls.append(self)
    }
}

/// The calls whose stream ended since their loop last looked.
final class EndedCalls {
    var calls: [UnaryCall] = []
}

/// The name of a call within its channel.
struct CallID: Hashable, Sendable {
    var number: UInt64
}
