// HTTP2Session: one nghttp2 client session without any I/O: bytes of the peer go in, bytes for the peer come out, streams
// tell their owners. Not `Sendable`: the thread that made it drives it.
import CTemporalNghttp2

final class HTTP2Session {
    /// What we tell the peer, and what we hold it to.
    struct Limits {
        /// How many bytes of one stream may be under way.
        var streamWindow: Int32 = 16 << 20
        /// How many bytes of all streams may be under way.
        var connectionWindow: Int32 = 64 << 20
        /// The largest header list, counted as HTTP/2 does: 32 bytes a field and its name and value.
        var headerList = 64 << 10
    }

    struct GoAway: Equatable {
        var code: HTTP2ErrorCode
        var text: String
    }

    /// One stream. nghttp2 hands it to the callbacks, so that they need not look it up for every header field.
    final class Stream {
        let use: StreamUse
        var owner: (any StreamOwner)?
        var headersSent = false
        var bodySent = false
        var headerList = 0

        init(_ use: StreamUse, owner: any StreamOwner) {
            self.use = use
            self.owner = owner
        }
    }

    let limits: Limits
    var streams = OpenStreams()
    /// Whether the peer's first SETTINGS have come: only then it is known to speak HTTP/2.
    var hasSettings = false
    /// The peer's last GOAWAY.
    var goAway: GoAway?
    /// How many PINGs the peer has answered.
    var pingAnswers = 0
    /// What nghttp2 said about the peer's last mistake.
    var lastError: String?
    private let session: OpaquePointer

    init(limits: Limits = Limits()) throws(ConnectionFailure) {
        self.limits = limits
        guard let session = HTTP2Callbacks.makeSession() else { throw .system("no memory for an HTTP/2 session") }
        self.session = session
        // The session calls back only inside the calls below, which `self` makes, and is freed in `deinit`: whenever a
        // callback reads this pointer, `self` is alive.
        nghttp2_session_set_user_data(session, Unmanaged.passUnretained(self).toOpaque())
        let settings = [
            nghttp2_settings_entry(settings_id: Int32(NGHTTP2_SETTINGS_ENABLE_PUSH.rawValue), value: 0),
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: UInt32(limits.streamWindow)),
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue), value: UInt32(limits.headerList)),
        ]
        try check(nghttp2_submit_settings(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), settings, settings.count))
        try check(
            nghttp2_session_set_local_window_size(
                session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, limits.connectionWindow))
    }

    deinit { nghttp2_session_del(session) }

    /// How many streams the peer allows at once.
    var maxConcurrentStreams: Int {
        Int(nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
    }

    /// Whether a new stream may be opened for `use` now.
    func accepts(_ use: StreamUse) -> Bool {
        hasSettings && !isLeaving && streams.leavesEnough(toOthersThan: use, limit: maxConcurrentStreams)
    }

    /// Whether the session will take no more streams, ever.
    var isLeaving: Bool { goAway != nil || nghttp2_session_check_request_allowed(session) == 0 }

    /// Whether the session has come to its end, through a GOAWAY of either side or a mistake of the peer.
    var isOver: Bool {
        nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0
    }

    /// Whether there may be bytes to send.
    var wantsWrite: Bool { nghttp2_session_want_write(session) != 0 }

    /// Opens a stream; its body is asked of `owner`. Nil when the session takes no more streams.
    func open(_ headers: HeaderBlock, for use: StreamUse, owner: any StreamOwner) -> Int32? {
        var provider = nghttp2_data_provider()
        provider.read_callback = HTTP2Callbacks.readBody
        let stream = Stream(use, owner: owner)
        let id = headers.bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: headers.fields.count) { fields -> Int32 in
                // nghttp2 copies the names and values before it returns, and never writes through these pointers.
                guard let base = UnsafeMutablePointer(mutating: bytes.baseAddress) else { return 0 }
                _ = fields.initialize(
                    fromContentsOf: headers.fields.lazy.map { field in
                        nghttp2_nv(
                            name: base + field.start, value: base + field.start + field.nameLength,
                            namelen: field.nameLength, valuelen: field.valueLength,
                            flags: UInt8((field.isIndexed ? NGHTTP2_NV_FLAG_NONE : NGHTTP2_NV_FLAG_NO_INDEX).rawValue))
                    })
                return nghttp2_submit_request(
                    session, nil, fields.baseAddress, fields.count, &provider,
                    Unmanaged.passUnretained(stream).toOpaque())
            }
        }
        guard id > 0 else { return nil }
        streams.insert(stream, id)
        return id
    }

    /// Gives up a stream whose owner wants to hear no more of it.
    func reset(_ id: Int32, _ code: HTTP2ErrorCode) {
        streams[id]?.owner = nil
        nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, code.rawValue)
    }

    /// Asks the peer for a sign of life.
    func ping() {
        nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
    }

    /// Tells the peer that we are going.
    func leave() {
        nghttp2_session_terminate_session(session, 0)
    }

    /// Takes in what the peer sent.
    func receive(_ bytes: UnsafeRawBufferPointer) throws(ConnectionFailure) {
        let taken = nghttp2_session_mem_recv(session, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
        if taken < 0 {
            throw mistake(lastError ?? String(cString: nghttp2_strerror(Int32(taken))))
        }
    }

    /// What the peer did wrong, and whether it speaks HTTP/2 at all.
    func mistake(_ text: String) -> ConnectionFailure {
        hasSettings ? .protocolViolation(text) : .notHTTP2(text)
    }

    /// Appends to `buffer` what the peer is to be sent, until it holds `limit` bytes or more.
    func send(into buffer: inout [UInt8], limit: Int) throws(ConnectionFailure) {
        while buffer.count < limit {
            var chunk: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(session, &chunk)
            if count < 0 { throw .protocolViolation(String(cString: nghttp2_strerror(Int32(count)))) }
            guard count > 0 else { return }
            buffer.append(contentsOf: UnsafeBufferPointer(start: chunk, count: count))
        }
    }

    /// Tells the owners of all streams that the connection is gone. Streams whose request was never sent may be sent again.
    func fail(_ failure: ConnectionFailure) {
        for stream in streams.inOrder {
            stream.end(stream.headersSent ? .connectionFailed(failure) : .notProcessed)
        }
    }

    private func check(_ code: Int32) throws(ConnectionFailure) {
        if code != 0 { throw .system(String(cString: nghttp2_strerror(code))) }
    }
}
