// Mailbox: how other threads reach an event loop. Messages are taken in the order they were posted; the loop is woken
// only when it sleeps, so a burst of calls costs one write to the eventfd.
import CTemporalNghttp2
import Glibc
import Synchronization

package final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var isAsleep = false
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Readable when the loop is to wake up; -1 where the system had no descriptor left.
    package let descriptor: Int32

    package init() {
        descriptor = temporal_eventfd()
    }

    // Whoever posts holds the mailbox, so the descriptor is never written to after this.
    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Adds `message`; false when the mailbox is closed or already holds `limit` messages.
    package func post(_ message: Message, limit: Int = .max) -> Bool {
        let (accepted, wake) = state.withLock { state in
            guard !state.isClosed, state.messages.count < limit else { return (false, false) }
            state.messages.append(message)
            defer { state.isAsleep = false }
            return (true, state.isAsleep)
        }
        if wake {
            var one: UInt64 = 1
            _ = write(descriptor, &one, 8)
        }
        return accepted
    }

    /// Moves what was posted into `messages`, which is empty.
    package func take(into messages: inout [Message]) {
        state.withLock { state in
            state.isAsleep = false
            swap(&state.messages, &messages)
        }
    }

    /// Called before the loop sleeps; false when a message is waiting and it must not.
    package func fallAsleep() -> Bool {
        state.withLock { state in
            state.isAsleep = state.messages.isEmpty
            return state.isAsleep
        }
    }

    /// Makes the descriptor unreadable again.
    package func acknowledge() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }

    /// Refuses messages from now on and returns those that were not taken.
    package func shut() -> [Message] {
        state.withLock { state in
            state.isClosed = true
            defer { state.messages = [] }
            return state.messages
        }
    }
}
