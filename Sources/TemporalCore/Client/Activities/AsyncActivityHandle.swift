// Activities whose end a client reports: those that threw `CompleteAsyncError`, and any that somebody else knows the end of.

/// An activity that has begun, to be completed by whoever knows its end.
///
/// It is named by its task token (`ActivityContext.current?.info.taskToken`), which names one attempt, or by its ids, which name
/// whichever attempt is under way.
public struct AsyncActivityHandle: Sendable {
    /// What names an activity.
    public enum Name: Sendable, Hashable {
        /// The task token of one attempt.
        case token(Bytes)
        /// Whichever attempt is under way; the workflow's id is nil where the activity has none, and the run's where it is the current one.
        case ids(activityID: String, workflowID: String?, runID: String?)
    }

    /// The client that reports.
    public let client: TemporalClient
    /// Which activity is meant.
    public let name: Name

    /// Completes the activity with `output`.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed or the attempt is over;
    ///   ``PayloadConversionError`` where `output` cannot be encoded.
    public func complete<Output: Encodable & Sendable>(_ output: Output) async throws {
        try await complete(payload: client.converter.encode(output))
    }

    /// Completes an activity that returns nothing.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed or the attempt is over.
    public func complete() async throws {
        try await complete(payload: client.converter.encode(Bool?.none))
    }

    private func complete(payload: Payload) async throws {
        let input = CompleteActivityInput(activity: name, result: payload)
        guard !client.interceptors.isEmpty else { return try await send(input) }
        try await intercept(client.interceptors[...], input, { try await $0.completeActivity($1, next: $2) }) {
            try await self.send($0)
        }
    }

    private func send(_ input: CompleteActivityInput) async throws {
        switch input.activity {
        case .token(let token):
            try await call(RPCs.respondActivityTaskCompleted) {
                $0.namespace = client.namespace
                $0.identity = client.identity
                $0.taskToken = token
                $0.result = message([input.result])
            }
        case .ids(let activityID, let workflowID, let runID):
            try await call(RPCs.respondActivityTaskCompletedByID) {
                $0.namespace = client.namespace
                $0.identity = client.identity
                ($0.activityID, $0.workflowID, $0.runID) = (activityID, workflowID ?? "", runID ?? "")
                $0.result = message([input.result])
            }
        }
    }

    /// Fails the attempt with `error`; the activity's retry policy decides whether there is another.
    ///
    /// - Parameters:
    ///   - error: what went wrong; an ``ApplicationFailure`` steers the retries.
    ///   - details: what the next attempt finds as the last heartbeat; nothing leaves what was sent before.
    /// - Throws: ``RPCError``, with the code `notFound` where the activity has closed or the attempt is over;
    ///   ``PayloadConversionError`` where a detail cannot be encoded.
    public func fail<each Detail: Encodable & Sendable>(
        _ error: any Error, lastHeartbeat details: repeat each Detail
    ) async throws {
        try await report(
            FailActivityInput(
                activity: name, error: error, lastHeartbeat: try client.converter.encodeArguments(repeat each details)))
    }

    private func report(_ input: FailActivityInput) async throws {
        guard !client.interceptors.isEmpty else { return try await send(input) }
        try await intercept(client.interceptors[...], input, { try await $0.failActivity($1, next: $2) }) {
            try await self.send($0)
        }
    }

    private func send(_ input: FailActivityInput) async throws {
        let failure = client.converter.failure(from: input.error)
        let details = message(input.lastHeartbeat)
        switch input.activity {
        case .token(let token):
            try await call(RPCs.respondActivityTaskFailed) {
                $0.namespace = client.namespace
                $0.identity = client.identity
                $0.taskToken = token
                $0.failure = failure
                $0.lastHeartbeatDetails = details
            }
        case .ids(let activityID, let workflowID, let runID):
            try await call(RPCs.respondActivityTaskFailedByID) {
                $0.namespace = client.namespace
                $0.identity = client.identity
                ($0.activityID, $0.workflowID, $0.runID) = (activityID, workflowID ?? "", runID ?? "")
                $0.failure = failure
                $0.lastHeartbeatDetails = details
            }
        }
    }

    /// Reports that the activity has stopped because its cancellation was requested.
    ///
    /// - Parameter details: what it left behind, for who catches the cancellation.
    /// - Throws: ``RPCError``, with the code `invalidArgument` where nobody requested it.
    public func reportCancellation<each Detail: Encodable & Sendable>(_ details: repeat each Detail) async throws {
        try await report(
            ReportActivityCancellationInput(
                activity: name, details: try client.converter.encodeArguments(repeat each details)))
    }

    private func report(_ input: ReportActivityCancellationInput) async throws {
        guard !client.interceptors.isEmpty else { return try await send(input) }
        try await intercept(
            client.interceptors[...], input, { try await $0.reportActivityCancellation($1, next: $2) }
        ) { try await self.send($0) }
    }

    private func send(_ input: ReportActivityCancellationInput) async throws {
        let details = message(input.details)
        switch input.activity {
        case .token(let token):
            try await call(RPCs.respondActivityTaskCanceled) {
                $0.namespace = client.namespace
                $0.identity = client.identity
                $0.taskToken = token
                $0.details = details
            }
        case .ids(let activityID, let workflowID, let runID):
            try await call(RPCs.respondActivityTaskCanceledByID) {
                $0.namespace = client.namespace
                $0.identity = client.identity
                ($0.activityID, $0.workflowID, $0.runID) = (activityID, workflowID ?? "", runID ?? "")
                $0.details = details
            }
        }
    }

    /// Tells the server that the activity is alive, and keeps `details` for the next attempt.
    ///
    /// - Returns: why the activity is to stop; nil where it goes on.
    /// - Throws: ``RPCError`` where the server declines; ``PayloadConversionError`` where a detail cannot be encoded.
    @discardableResult
    public func heartbeat<each Detail: Encodable & Sendable>(
        _ details: repeat each Detail
    ) async throws -> ActivityCancellation? {
        try await report(
            HeartbeatActivityInput(
                activity: name, details: try client.converter.encodeArguments(repeat each details)))
    }

    private func report(_ input: HeartbeatActivityInput) async throws -> ActivityCancellation? {
        guard !client.interceptors.isEmpty else { return try await send(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.heartbeatActivity($1, next: $2) }) {
            try await self.send($0)
        }
    }

    private func send(_ input: HeartbeatActivityInput) async throws -> ActivityCancellation? {
        let details = message(input.details)
        do {
            switch input.activity {
            case .token(let token):
                let answer = try await call(RPCs.recordActivityTaskHeartbeat) {
                    $0.namespace = client.namespace
                    $0.identity = client.identity
                    $0.taskToken = token
                    $0.details = details
                }
                return .init(
                    isRequested: answer.cancelRequested, isReset: answer.activityReset, isPaused: answer.activityPaused)
            case .ids(let activityID, let workflowID, let runID):
                let answer = try await call(RPCs.recordActivityTaskHeartbeatByID) {
                    $0.namespace = client.namespace
                    $0.identity = client.identity
                    ($0.activityID, $0.workflowID, $0.runID) = (activityID, workflowID ?? "", runID ?? "")
                    $0.details = details
                }
                return .init(
                    isRequested: answer.cancelRequested, isReset: answer.activityReset, isPaused: answer.activityPaused)
            }
        } catch let error as RPCError where error.code == .notFound {
            return .notFound
        }
    }

    private func message(_ payloads: [Payload]) -> API.Common.Payloads? {
        payloads.isEmpty ? nil : .with { $0.payloads = payloads }
    }

    @discardableResult
    private func call<Request: Message, Response: Message>(
        _ rpc: RPC<Request, Response>, _ fill: (inout Request) -> Void
    ) async throws -> Response {
        try await client.service.call(rpc, try await client.converter.encodePayloads(in: .with(fill)))
    }
}

extension TemporalClient {
    /// The attempt of an activity that `taskToken` names, to be completed from here.
    public func asyncActivity(taskToken: Bytes) -> AsyncActivityHandle {
        AsyncActivityHandle(client: self, name: .token(taskToken))
    }

    /// The activity `id` of a workflow, to be completed from here.
    ///
    /// - Parameters:
    ///   - id: the activity's id.
    ///   - workflowID: the id of its workflow; nil where it has none.
    ///   - runID: the workflow's run, or where there is no workflow the activity's own; nil is the current one.
    public func asyncActivity(id: String, workflowID: String?, runID: String? = nil) -> AsyncActivityHandle {
        AsyncActivityHandle(
            client: self, name: .ids(activityID: id, workflowID: workflowID, runID: runID))
    }
}

extension ActivityCancellation {
    /// What the answer to a heartbeat says.
    package init?(isRequested: Bool, isReset: Bool, isPaused: Bool) {
        if isRequested {
            self = .requested
        } else if isReset {
            self = .reset
        } else if isPaused {
            self = .paused
        } else {
            return nil
        }
    }
}
