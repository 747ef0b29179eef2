// A workflow's history as a value: from a file, from the stock CLI's output, or from a server.

/// The history of one workflow run.
public struct WorkflowHistory: Sendable {
    package var events: [API.History.HistoryEvent]

    package init(events: [API.History.HistoryEvent]) {
        self.events = events
    }

    /// Reads the JSON that `temporal workflow show --output json` prints, or any ProtoJSON of `temporal.api.history.v1.History`.
    ///
    /// - Throws: an error with the offset where the text is not such a history.
    public init(json: Bytes) throws {
        events = try API.History.History(json: json).events
        if events.isEmpty { throw HistoryFileError() }
    }

    /// Reads the binary form of `temporal.api.history.v1.History`.
    ///
    /// - Throws: an error with the offset where the bytes are not such a history.
    public init(binary: Bytes) throws {
        events = try API.History.History(decoding: binary).events
        if events.isEmpty { throw HistoryFileError() }
    }

    /// Fetches the history of a workflow's run from its server; ``WorkflowHandle/fetchHistory()`` under another name.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such workflow.
    public init(of handle: WorkflowHandle) async throws {
        self = try await handle.fetchHistory()
    }

    /// The binary form of `temporal.api.history.v1.History`.
    public var binary: Bytes {
        API.History.History.with { $0.events = events }.encoded()
    }

    /// How many events there are.
    public var count: Int { events.count }

    /// Where in `events` workflow tasks were started.
    package var taskStarts: [Int] {
        events.indices.filter { if case .workflowTaskStarted = events[$0].attributes { true } else { false } }
    }

    /// The history up to and with the event at `index`.
    package func upTo(_ index: Int) -> WorkflowHistory { WorkflowHistory(events: Array(events.prefix(index + 1))) }
}

/// A file that holds no history.
public struct HistoryFileError: Error, Sendable, CustomStringConvertible {
    /// What was expected.
    public var description: String {
        "this is no workflow history: expected the output of `temporal workflow show --output json`, or its binary form"
    }
}
