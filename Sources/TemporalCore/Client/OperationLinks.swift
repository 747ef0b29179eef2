// Where the calls of a Nexus operation's handler come from and what they bring about, so that the histories of both lead to each
// other. The handler says nothing of it: its calls find the links in the task that it runs in.

import Synchronization

/// The links of a Nexus operation that a handler begins.
package final class OperationLinks: Sendable {
    /// Those of the handler that this code belongs to; nil outside of one.
    @TaskLocal package static var current: OperationLinks?

    /// What asked for the operation; the events that the handler's calls bring about lead there.
    package let inbound: [API.Common.Link]
    /// What is kept of them: servers take ten links with a request, and an operation's own start may be one.
    private static let most = 9
    /// What the server has answered; nil once the handler has ended, whose tasks may go on.
    private let answers = Mutex<[API.Common.Link]?>([])

    package init(inbound: [API.Common.Link]) {
        self.inbound = inbound
    }

    /// The events that the handler's calls have brought about, as far as the server says which.
    package var outbound: [API.Common.Link] { answers.withLock { $0 ?? [] } }

    /// Ends the handler's time: what its tasks ask for from here on has no links.
    package func close() { answers.withLock { $0 = nil } }

    private var isOpen: Bool { answers.withLock { $0 != nil } }

    /// The links of a request that this code sends.
    static var ofRequest: [API.Common.Link] {
        guard let current, current.isOpen else { return [] }
        return current.inbound
    }

    /// Keeps the link that the server has answered a request of this code with; nil is none.
    static func keep(_ link: API.Common.Link?) {
        guard let link, let current else { return }
        current.answers.withLock { answers in
            if let count = answers?.count, count < most { answers?.append(link) }
        }
    }
}
