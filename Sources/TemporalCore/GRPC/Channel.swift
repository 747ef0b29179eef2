// Channel: calls to one server. It connects when the first call is made, stays connected, and connects again when a call
// needs it, without end. All of its I/O runs on one thread of its own (`ChannelLoop`).
import Logging
import Synchronization

/// How a channel stands, for logs and health checks.
package enum ChannelState: Sendable, Hashable {
    /// There is no connection and no call that needs one.
    case idle
    case connecting
    /// There is a connection; the text is the address.
    case ready(String)
    /// The last attempt failed; the next call, or the end of a pause, brings another.
    case failed(ConnectionFailure)
    case closed
}

/// Unary calls to a gRPC server over one HTTP/2 connection.
package final class Channel: Sendable {
    package struct Options: Sendable {
        /// How TLS is spoken; nil for plaintext.
        package var tls: TLSOptions?
        /// The HTTP proxy to connect through; nil connects to the server itself.
        package var proxy: HTTPProxy?
        /// How long the server may be silent before it is asked for a sign of life; nil: it is never asked.
        package var keepaliveInterval: Duration? = .seconds(30)
        /// How long it then has for its answer.
        package var keepaliveTimeout = Duration.seconds(15)
        /// The largest message, sent or received.
        package var maxMessageSize = 128 << 20
        /// The largest header list that is received.
        package var maxHeaderListSize = 64 << 10
        /// How long one attempt to connect may take, from the look-up of the name to the server's HTTP/2 settings.
        package var connectTimeout = Duration.seconds(10)
        /// How many calls may wait for a connection or a free stream; further ones fail with `resourceExhausted`.
        package var maxWaitingCalls = 10_000
        /// The `user-agent` of all calls.
        package var userAgent = "\(SDK.name)/\(SDK.version)"

        package init(tls: TLSOptions? = nil) {
            self.tls = tls
        }
    }

    /// The server.
    package let target: Target
    private let options: Options
    let shared = ChannelShared()
    /// Runs tasks on the channel's thread.
    package let executor: WireExecutor
    private let lastCall = Atomic<UInt64>(0)

    package init(target: Target, options: Options = Options(), logger: Logger) {
        self.target = target
        self.options = options
        let shared = shared
        let executor = WireExecutor(shared)
        self.executor = executor
        let failure = SystemThread.start("temporal-wire") {
            var loop = ChannelLoop(target, options: options, shared: shared, executor: executor, logger: logger)
            loop.run()
        }
        if failure != 0 {
            shared.end(.system("no thread could be started: \(SocketError(code: failure))"))
        }
    }

    // Calls hold their channel, so none is under way here.
    deinit { _ = shared.mailbox.post(.close(within: .zero, done: Answer())) }

    /// How the channel stands.
    package var state: ChannelState { shared.state.withLock { $0 } }

    /// Calls `method`, such as `/grpc.health.v1.Health/Check`, and returns its answer.
    ///
    /// A call that the server certainly did not process is sent again. Where there is no connection, the call waits for the
    /// attempt that is under way or begins one, and fails with `unavailable` if that fails or if the last one failed just
    /// now; a call that `waitsForReady` waits through failures until its deadline. Cancelling the task cancels the call. Where the
    /// server limits streams, some of them are kept for each `use`.
    nonisolated(nonsending) package func unary(
        _ method: String, _ message: Bytes, metadata: Metadata = Metadata(), timeout: Duration? = nil,
        waitsForReady: Bool = false, use: StreamUse = .answer
    ) async throws(RPCError) -> UnaryResponse {
        if let mistake = mistake(message, metadata) { throw mistake.error(method: method, peer: target.description) }
        let request = UnaryRequest(
            method: method, message: message, metadata: metadata, deadline: timeout.map { .now + $0 },
            waitsForReady: waitsForReady, use: use, maxMessageSize: options.maxMessageSize)
        let id = CallID(number: lastCall.add(1, ordering: .relaxed).newValue)
        let cancellation = Cancellation()
        let answer = Answer<Result<UnaryResponse, Status>>()
        let result = await withTaskCancellationHandler {
            let start = ChannelMessage.start(id, request, cancellation, answer)
            if !shared.mailbox.post(start, limit: options.maxWaitingCalls) { answer.give(.failure(refusal)) }
            return await answer.wait()
        } onCancel: {
            // A call that is not known yet when this message is read finds the mark when it starts.
            cancellation.isRequested.store(true, ordering: .releasing)
            _ = shared.mailbox.post(.cancel(id))
        }
        do {
            return try result.get()
        } catch {
            throw error.error(method: method, peer: target.description)
        }
    }

    /// Refuses new calls, waits `limit` for those under way, ends the others with `unavailable`, and closes the connection.
    package func close(within limit: Duration = .seconds(5)) async {
        let done = Answer<Void>()
        if !shared.mailbox.post(.close(within: limit, done: done)) { done.give(()) }
        await done.wait()
    }

    private func mistake(_ message: Bytes, _ metadata: Metadata) -> Status? {
        if message.count > options.maxMessageSize {
            return Status(
                code: .resourceExhausted,
                message: "the request has \(message.count) bytes, over the limit of \(options.maxMessageSize)",
                canHeal: false)
        }
        return metadata.mistake.map { Status(code: .invalidArgument, message: $0, canHeal: false) }
    }

    private var refusal: Status {
        switch state {
        case .closed: Status(code: .unavailable, message: "the channel was closed", canHeal: false)
        case .failed(let failure) where shared.isEnded:
            Status(code: .unavailable, message: failure.description, connectionFailure: failure)
        default:
            Status(code: .resourceExhausted, message: "\(options.maxWaitingCalls) calls are waiting already")
        }
    }
}

/// The mark that a call is not wanted any more.
final class Cancellation: Sendable {
    let isRequested = Atomic(false)
}

/// What other threads tell the loop.
enum ChannelMessage: Sendable {
    case start(CallID, UnaryRequest, Cancellation, Answer<Result<UnaryResponse, Status>>)
    case cancel(CallID)
    case resolved(Result<[Address], ConnectionFailure>)
    case job(UnownedJob)
    case close(within: Duration, done: Answer<Void>)
}

/// What a channel and its loop have in common.
final class ChannelShared: Sendable {
    let mailbox = Mailbox<ChannelMessage>()
    let state = Mutex(ChannelState.idle)
    private let ended = Atomic(false)

    /// Whether the loop is gone.
    var isEnded: Bool { ended.load(ordering: .acquiring) }

    /// No one reads the mailbox any more: whoever waits for an answer gets one.
    func end(_ failure: ConnectionFailure?) {
        ended.store(true, ordering: .releasing)
        state.withLock { $0 = failure.map { .failed($0) } ?? .closed }
        for message in mailbox.shut() {
            switch message {
            case .start(_, _, _, let answer):
                answer.give(
                    .failure(
                        Status(
                            code: .unavailable, message: failure?.description ?? "the channel was closed",
                            connectionFailure: failure, canHeal: failure != nil)))
            case .close(_, let done): done.give(())
            case .job(let job): WireExecutor.runElsewhere(job)
            case .cancel, .resolved: break
            }
        }
    }
}
