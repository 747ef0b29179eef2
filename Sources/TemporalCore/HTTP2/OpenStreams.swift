// The streams of a session, and who may open one more where the peer limits their number.

/// What a stream is for: how soon its answer comes, and what it waits for.
package enum StreamUse: Sendable {
    /// The peer answers as soon as it can.
    case answer
    /// The answer comes when a worker has done something: an update, a query, a result.
    case outcome
    /// The answer comes when there is something for a worker to do.
    case task
}

/// The streams that nghttp2 has open, by their ids. What is in here nghttp2 may still point to.
struct OpenStreams {
    private var streams: [Int32: HTTP2Session.Stream] = [:]
    private var outcomes = 0
    private var tasks = 0

    var count: Int { streams.count }
    var isEmpty: Bool { streams.isEmpty }
    var inOrder: [HTTP2Session.Stream] { streams.sorted { $0.key < $1.key }.map(\.value) }

    subscript(id: Int32) -> HTTP2Session.Stream? { streams[id] }

    mutating func insert(_ stream: HTTP2Session.Stream, _ id: Int32) {
        streams[id] = stream
        change(stream.use, by: 1)
    }

    mutating func remove(_ id: Int32) -> HTTP2Session.Stream? {
        guard let stream = streams.removeValue(forKey: id) else { return nil }
        change(stream.use, by: -1)
        return stream
    }

    /// Whether one more may be opened under the peer's `limit`. An eighth of the streams, and one at least, is kept for each of the
    /// other uses: outcomes wait for what workers answer, and workers wait for tasks, so none may keep another from coming.
    func leavesEnough(toOthersThan use: StreamUse, limit: Int) -> Bool {
        // There is not one for each: answers keep theirs.
        if limit == 2, use != .answer { return outcomes + tasks == 0 && count < limit }
        let share = limit < 3 ? 0 : max(1, limit / 8)
        func kept(for other: StreamUse, _ open: Int) -> Int { other == use ? 0 : max(0, share - open) }
        let kept =
            kept(for: .answer, count - outcomes - tasks) + kept(for: .outcome, outcomes) + kept(for: .task, tasks)
        return count + kept < limit
    }

    private mutating func change(_ use: StreamUse, by difference: Int) {
        switch use {
        case .answer: break
        case .outcome: outcomes += difference
        case .task: tasks += difference
        }
    }
}
