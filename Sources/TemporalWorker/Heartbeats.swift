// Heartbeats of one activity: sent at most every so often however often the activity asks, the first at once, and with the
// details that were recorded last.

import Synchronization
import TemporalCore

/// Sends an activity's heartbeats, throttled.
final class Heartbeats: Sendable {
    /// Sends details to the server and returns why the activity is canceled, if it is. Throws where they were not sent and are
    /// to be sent again.
    typealias Send = @Sendable ([Payload]) async throws -> ActivityCancellation?

    private struct State {
        var details: [Payload] = []
        var isPending = false
        var isSending = false
        var isClosed = false
        var sender: Task<Void, Never>?
        /// When the server took the last one.
        var lastTaken: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let interval: Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    private let send: Send
    private let onCancel: @Sendable (ActivityCancellation) -> Void

    /// - Parameters:
    ///   - interval: the shortest time between two heartbeats.
    ///   - sleep: waits for so long, and throws where its task is canceled.
    init(
        interval: Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        send: @escaping Send, onCancel: @escaping @Sendable (ActivityCancellation) -> Void
    ) {
        self.interval = interval
        self.sleep = sleep
        self.send = send
        self.onCancel = onCancel
    }

    /// The throttle for a heartbeat timeout: a part of it, at most `maximum`; 30 s where there is none.
    static func interval(timeout: Duration?, part: Double, maximum: Duration) -> Duration {
        guard let timeout, timeout > .zero else { return min(.seconds(30), maximum) }
        return min(timeout * part, maximum)
    }

    /// The details that were recorded last and that the server has not taken, to ride on the activity's failure.
    var unsentDetails: [Payload]? {
        state.withLock { $0.isPending || $0.isSending ? $0.details : nil }
    }

    /// When the server took the last heartbeat; nil where it has taken none.
    var lastTaken: ContinuousClock.Instant? { state.withLock { $0.lastTaken } }

    /// Keeps `details`, and sends them now or when the interval has passed.
    func record(_ details: [Payload]) {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.details = details
            state.isPending = true
            guard state.sender == nil else { return }
            state.sender = Task { await self.sendPending() }
        }
    }

    /// Sends nothing more.
    func close() {
        let sender = state.withLock { state in
            state.isClosed = true
            return state.sender
        }
        sender?.cancel()
    }

    private func sendPending() async {
        while let details = takePending() {
            do {
                let cancellation = try await send(details)
                // What was on its way when the activity ended counts as not sent, for closing has cut it off.
                state.withLock { state in
                    if !state.isClosed { state.isSending = false }
                    state.lastTaken = .now
                }
                if let cancellation { onCancel(cancellation) }
            } catch {
                state.withLock { $0.isPending = true }
            }
            do { try await sleep(interval) } catch { return }
        }
    }

    /// What is to be sent now; nil ends the sender, under the same lock that starts the next one.
    private func takePending() -> [Payload]? {
        state.withLock { state in
            guard state.isPending, !state.isClosed else {
                state.sender = nil
                return nil
            }
            state.isPending = false
            state.isSending = true
            return state.details
        }
    }
}
