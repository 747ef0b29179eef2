// What nghttp2 calls while it takes in and gives out bytes. Nothing here throws or traps; a stream that is not (or no
// longer) known is passed over.
import CTemporalNghttp2

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

    /// The stream that was opened with this id; `HTTP2Session.streams` keeps it as long as nghttp2 knows of it.
    private static func stream(_ session: OpaquePointer?, _ id: Int32) -> HTTP2Session.Stream? {
        nghttp2_session_get_stream_user_data(session, id).map {
            Unmanaged<HTTP2Session.Stream>.fromOpaque($0).takeUnretainedValue()
        }
    }

    static let readBody: nghttp2_data_source_read_callback = { handle, id, buffer, length, flags, _, _ in
        guard let stream = stream(handle, id), let owner = stream.owner, let flags else {
            return ssize_t(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
        }
        let (count, isLast) = owner.readBody(into: UnsafeMutableRawBufferPointer(start: buffer, count: length))
        if isLast {
            stream.bodySent = true
            flags.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue)
        }
        return count
    }

    private static let beginHeaders: nghttp2_on_begin_headers_callback = { handle, frame, _ in
        if let frame { stream(handle, frame.pointee.hd.stream_id)?.headerList = 0 }
        return 0
    }

    private static let header: nghttp2_on_header_callback = {
        handle, frame, name, nameLength, value, valueLength, _, user in
        guard let frame, let stream = stream(handle, frame.pointee.hd.stream_id), let owner = stream.owner,
            let limit = session(user)?.limits.headerList
        else { return 0 }
        stream.headerList += nameLength + valueLength + 32
        if stream.headerList > limit {
            stream.end(.headerListTooLarge(limit: limit))
            return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
        }
        owner.received(
            name: UnsafeRawBufferPointer(start: name, count: nameLength),
            value: UnsafeRawBufferPointer(start: value, count: valueLength))
        return 0
    }

    private static let data: nghttp2_on_data_chunk_recv_callback = { handle, _, id, bytes, length, user in
        guard let owner = stream(handle, id)?.owner else { return 0 }
        if !owner.received(data: UnsafeRawBufferPointer(start: bytes, count: length)) {
            session(user)?.reset(id, .cancel)
        }
        return 0
    }

    private static let frameReceived: nghttp2_on_frame_recv_callback = { handle, frame, user in
        guard let session = session(user), let frame else { return 0 }
        let header = frame.pointee.hd
        let endsStream = header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
        let isAnswer = header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue:
            stream(handle, header.stream_id)?.owner?.receivedHeaders(endsStream: endsStream)
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

    private static let frameSent: nghttp2_on_frame_send_callback = { handle, frame, _ in
        guard let frame else { return 0 }
        if UInt32(frame.pointee.hd.type) == NGHTTP2_HEADERS.rawValue {
            stream(handle, frame.pointee.hd.stream_id)?.headersSent = true
        }
        return 0
    }

    private static let frameNotSent: nghttp2_on_frame_not_send_callback = { _, frame, _, user in
        guard let session = session(user), let frame else { return 0 }
        if UInt32(frame.pointee.hd.type) == NGHTTP2_HEADERS.rawValue {
            session.streams.remove(frame.pointee.hd.stream_id)?.end(.notProcessed)
        }
        return 0
    }

    private static let streamClosed: nghttp2_on_stream_close_callback = { _, id, code, user in
        guard let session = session(user) else { return 0 }
        let code = HTTP2ErrorCode(rawValue: code)
        guard let stream = session.streams.remove(id) else { return 0 }
        stream.end(code == .refusedStream || !stream.headersSent ? .notProcessed : .reset(code))
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
    /// The peer has said everything. If our body is not all sent by then, nobody will read the rest.
    fileprivate func peerFinished(_ id: Int32) {
        guard let stream = streams[id] else { return }
        stream.end(.complete)
        if !stream.bodySent { reset(id, .noError) }
    }
}

extension HTTP2Session.Stream {
    /// Tells the owner how its stream ended; it hears nothing more.
    func end(_ ending: StreamEnding) {
        guard let owner else { return }
        self.owner = nil
        owner.streamEnded(ending)
    }
}
