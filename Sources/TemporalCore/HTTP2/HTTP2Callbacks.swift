// What nghttp2 calls while it takes in and gives out bytes. Nothing here throws or traps; a stream that is not (or no
// longer) known is passed over.
import CNghttp2

enum HTTP2Callbacks {
    /// A client session with the callbacks below.
    static func makeSession() -> OpaquePointer? {
        var callbacks: OpaquePointer?
        var options: OpaquePointer?
        var session: OpaquePointer?
        guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&options) == 0 else { return nil }
        defer {
            nghttp2_session_callbacks_del(callbacks)
            nghttp2_option_del(options)
        }
        nghttp2_option_set_no_closed_streams(options, 1)
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, beginHeaders)
        nghttp2_session_callbacks_set_on_header_callback(callbacks, header)
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, frameReceived)
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, data)
        nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, frameSent)
        nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks, frameNotSent)
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, streamClosed)
        nghttp2_session_callbacks_set_error_callback2(callbacks, errorNoted)
        guard nghttp2_session_client_new2(&session, callbacks, nil, options) == 0 else { return nil }
        return session
    }

    /// The session that set this pointer; see `HTTP2Session.init` for why it is alive.
    private static func session(_ pointer: UnsafeMutableRawPointer?) -> HTTP2Session? {
        pointer.map { Unmanaged<HTTP2Session>.fromOpaque($0).takeUnretainedValue() }
    }

    static let readBody: nghttp2_data_source_read_callback = { _, id, buffer, length, flags, _, user in
        guard let session = session(user), let owner = session.streams[id]?.owner, let flags else {
            return ssize_t(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
        }
        let (count, isLast) = owner.readBody(into: UnsafeMutableRawBufferPointer(start: buffer, count: length))
        if isLast {
            session.streams[id]?.bodySent = true
            flags.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue)
        }
        return count
    }

    private static let beginHeaders: nghttp2_on_begin_headers_callback = { _, frame, user in
        guard let session = session(user), let frame else { return 0 }
        session.streams[frame.pointee.hd.stream_id]?.headerList = 0
        return 0
    }

    private static let header: nghttp2_on_header_callback = {
        _, frame, name, nameLength, value, valueLength, _, user in
        guard let session = session(user), let id = frame?.pointee.hd.stream_id,
            let owner = session.streams[id]?.owner
        else { return 0 }
        let size = (session.streams[id]?.headerList ?? 0) + nameLength + valueLength + 32
        session.streams[id]?.headerList = size
        if size > session.limits.headerList {
            session.end(id, .headerListTooLarge(limit: session.limits.headerList))
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
        }
        owner.received(
            name: UnsafeRawBufferPointer(start: name, count: nameLength),
            value: UnsafeRawBufferPointer(start: value, count: valueLength))
        return 0
    }

    private static let data: nghttp2_on_data_chunk_recv_callback = { _, _, id, bytes, length, user in
        guard let session = session(user), let owner = session.streams[id]?.owner else { return 0 }
        if !owner.received(data: UnsafeRawBufferPointer(start: bytes, count: length)) {
            session.reset(id, .cancel)
        }
        return 0
    }

    private static let frameReceived: nghttp2_on_frame_recv_callback = { _, frame, user in
        guard let session = session(user), let frame else { return 0 }
        let header = frame.pointee.hd
        let endsStream = header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
        let isAnswer = header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue:
            session.streams[header.stream_id]?.owner?.receivedHeaders(endsStream: endsStream)
            if endsStream { session.peerFinished(header.stream_id) }
        case NGHTTP2_DATA.rawValue:
            if endsStream { session.peerFinished(header.stream_id) }
        case NGHTTP2_SETTINGS.rawValue:
            if !isAnswer { session.hasSettings = true }
        case NGHTTP2_PING.rawValue:
            if isAnswer { session.pingAnswers += 1 }
        case NGHTTP2_GOAWAY.rawValue:
            let goAway = frame.pointee.goaway
            let text = UnsafeBufferPointer(start: goAway.opaque_data, count: min(goAway.opaque_data_len, 200))
            session.goAway = HTTP2Session.GoAway(
                code: HTTP2ErrorCode(rawValue: goAway.error_code), text: printable(text))
        default: break
        }
        return 0
    }

    private static let frameSent: nghttp2_on_frame_send_callback = { _, frame, user in
        guard let session = session(user), let frame else { return 0 }
        if UInt32(frame.pointee.hd.type) == NGHTTP2_HEADERS.rawValue {
            session.streams[frame.pointee.hd.stream_id]?.headersSent = true
        }
        return 0
    }

    private static let frameNotSent: nghttp2_on_frame_not_send_callback = { _, frame, _, user in
        guard let session = session(user), let frame else { return 0 }
        if UInt32(frame.pointee.hd.type) == NGHTTP2_HEADERS.rawValue {
            session.end(frame.pointee.hd.stream_id, .notProcessed)
            session.streams[frame.pointee.hd.stream_id] = nil
        }
        return 0
    }

    private static let streamClosed: nghttp2_on_stream_close_callback = { _, id, code, user in
        guard let session = session(user) else { return 0 }
        let code = HTTP2ErrorCode(rawValue: code)
        let headersSent = session.streams[id]?.headersSent ?? true
        session.end(id, code == .refusedStream || !headersSent ? .notProcessed : .reset(code))
        session.streams[id] = nil
        return 0
    }

    private static let errorNoted: nghttp2_error_callback2 = { _, _, text, length, user in
        guard let session = session(user), let text else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: text, count: min(length, 500))
        session.lastError = printable(bytes)
        return 0
    }

    /// What the peer wrote for people, with everything that could disturb a log taken out.
    private static func printable(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}

extension HTTP2Session {
    /// Tells the owner how its stream ended; it hears nothing more.
    fileprivate func end(_ id: Int32, _ ending: StreamEnding) {
        guard let owner = streams[id]?.owner else { return }
        streams[id]?.owner = nil
        owner.streamEnded(ending)
    }

    /// The peer has said everything. If our body is not all sent by then, nobody will read the rest.
    fileprivate func peerFinished(_ id: Int32) {
        let isAnswered = streams[id]?.bodySent ?? true
        end(id, .complete)
        if !isAnswered { reset(id, .noError) }
    }
}
