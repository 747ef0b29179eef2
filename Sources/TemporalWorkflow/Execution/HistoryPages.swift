// A history in pages, for replayers, which have it whole.

import Synchronization
import TemporalCore

/// A history that is handed out in pages, one after the other, as a server does it.
package final class HistoryPages: Sendable {
    private static let more = Bytes(Array("more".utf8))

    private let events: [API.History.HistoryEvent]
    private let size: Int
    private let position = Mutex(0)

    /// - Parameter size: how many events a page has.
    package init(_ events: [API.History.HistoryEvent], size: Int) {
        self.events = events
        self.size = max(1, size)
    }

    /// The page after those that were handed out; the last one has no token.
    package func next() -> HistoryPage {
        position.withLock { position in
            let end = size < events.count - position ? position + size : events.count
            defer { position = end }
            return HistoryPage(
                events: Array(events[position..<end]), nextPageToken: end < events.count ? Self.more : Bytes())
        }
    }
}
