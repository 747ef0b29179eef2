// ResponseAssembler: makes a response or a status of the header blocks, body and end of one stream. A value; it knows
// nothing of sessions or sockets.

import Glibc

/// What a server answered to a unary call.
package struct UnaryResponse: Sendable {
    package var message: Bytes
    package var initialMetadata: Metadata
    package var trailingMetadata: Metadata
}

struct ResponseAssembler {
    private enum Part {
        case headers
        case body
        case trailers
    }

    private var part = Part.headers
    private var httpStatus = 0
    private var isGRPC = false
    private var code: StatusCode?
    private var text = ""
    private var details = Bytes()
    private var initialMetadata = Metadata()
    private var block = Metadata()
    private var reader: MessageReader
    private var failure: Status?

    init(maxMessageSize: Int) {
        reader = MessageReader(limit: maxMessageSize)
    }

    /// Takes in a field of the header block that is being received.
    mutating func receive(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
        if name.equals(":status") {
            httpStatus = Int(String(decoding: value, as: UTF8.self)) ?? 0
        } else if name.equals("content-type") {
            isGRPC = value.count >= 16 && UnsafeRawBufferPointer(rebasing: value[..<16]).equals("application/grpc")
        } else if name.equals("grpc-status") {
            code = Int(String(decoding: value, as: UTF8.self)).map(StatusCode.init(rawValue:)) ?? .unknown
        } else if name.equals("grpc-message") {
            text = PercentEncoding.decode(value)
        } else if name.equals("grpc-status-details-bin") {
            details = Base64.decode(value) ?? Bytes()
        } else {
            block.appendReceived(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
        }
    }

    /// The header block is complete.
    mutating func endHeaders(endsStream: Bool) {
        if endsStream {
            part = .trailers
        } else if part == .headers, (100..<200).contains(httpStatus) {
            block = Metadata()
        } else if part == .headers {
            part = .body
            initialMetadata = block
            block = Metadata()
        }
    }

    /// Takes in a part of the body; false when the answer is known to be useless.
    mutating func receive(data: UnsafeRawBufferPointer) -> Bool {
        // The body of something that is not gRPC, such as a proxy's error page, is passed over.
        guard isGRPC else { return true }
        do {
            try reader.read(data)
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// What comes of it when the stream has ended.
    func outcome(_ ending: StreamEnding) -> Result<UnaryResponse, Status> {
        if let failure { return .failure(failure) }
        switch ending {
        case .complete: return complete()
        case .reset(let code):
            return .failure(Status(code: StatusCode(code), message: "the server reset the stream (\(code))"))
        case .notProcessed:
            return .failure(Status(code: .unavailable, message: "the server keeps refusing to take the call"))
        case .headerListTooLarge(let limit):
            return .failure(
                Status(
                    code: .resourceExhausted, message: "the answer's header list is over the limit of \(limit) bytes",
                    canHeal: false))
        case .connectionFailed(let failure):
            return .failure(
                Status(code: .unavailable, message: failure.description, connectionFailure: failure))
        }
    }

    private func complete() -> Result<UnaryResponse, Status> {
        guard let code else { return .failure(withoutStatus()) }
        guard code == .ok else { return .failure(Status(code: code, message: text, details: details)) }
        do throws(Status) {
            guard let message = try reader.finish() else {
                throw Status(code: .internal, message: "the server said OK but sent no message")
            }
            return .success(
                UnaryResponse(message: message, initialMetadata: initialMetadata, trailingMetadata: block))
        } catch {
            return .failure(error)
        }
    }

    private func withoutStatus() -> Status {
        if httpStatus != 200 {
            return Status(
                code: StatusCode(httpStatus: httpStatus), message: "the peer answered with HTTP status \(httpStatus)",
                canHeal: httpStatus != 413)
        }
        return Status(
            code: .unknown,
            message: isGRPC
                ? "the server ended its answer without a status" : "the peer answered, but not as a gRPC server does")
    }
}

extension UnsafeRawBufferPointer {
    /// Whether these are the bytes of `text`.
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount, let baseAddress else { return false }
        return memcmp(baseAddress, text.utf8Start, count) == 0
    }
}
