// Batch jobs: the server does one thing with every workflow that matches a query.

/// What a batch job does with each workflow.
public struct BatchOperation: Sendable {
    /// What there is to do with a workflow.
    public enum Kind: Sendable, Hashable {
        /// It is ended at once.
        case terminate
        /// It is asked to cancel.
        case cancel
        /// It is removed, with its history.
        case delete
        /// It is sent a signal.
        case signal(name: String)
        /// It is taken back to an earlier point.
        case reset(to: ResetPoint)
    }

    /// Which of them it is.
    public let kind: Kind
    /// The operation as the server is told it, given who asks; its payloads have not been through the codecs.
    let message: @Sendable (TemporalClient) throws -> API.WorkflowService.StartBatchOperationRequest.Operation

    /// Ends it at once.
    public static var terminate: BatchOperation {
        BatchOperation(kind: .terminate) { client in .terminationOperation(.with { $0.identity = client.identity }) }
    }

    /// Asks it to cancel.
    public static var cancel: BatchOperation {
        BatchOperation(kind: .cancel) { client in .cancellationOperation(.with { $0.identity = client.identity }) }
    }

    /// Removes it and its history, for good; one that runs is terminated. One that has closed just now may stay for half a minute more.
    public static var delete: BatchOperation {
        BatchOperation(kind: .delete) { client in .deletionOperation(.with { $0.identity = client.identity }) }
    }

    /// Sends it a signal with the given name and arguments.
    public static func signal<each Argument: Encodable & Sendable>(
        _ name: String, _ arguments: repeat each Argument
    ) -> BatchOperation {
        var values: [EncodedValue] = []
        for argument in repeat each arguments { values.append(.value(argument)) }
        let constant = values
        return BatchOperation(kind: .signal(name: name)) { client in
            let payloads = try constant.map { try $0.payload(client.converter) }
            return .signalOperation(
                .with {
                    $0.signal = name
                    $0.input = payloads.isEmpty ? nil : .with { $0.payloads = payloads }
                    $0.identity = client.identity
                })
        }
    }

    /// Takes it back to an earlier point.
    ///
    /// - Parameters:
    ///   - point: where it goes on.
    ///   - exclusions: what came after that point and is not given to the new run again.
    public static func reset(to point: ResetPoint, excluding exclusions: Set<ResetExclusion> = []) -> BatchOperation {
        BatchOperation(kind: .reset(to: point)) { client in
            let options = API.Common.ResetOptions.with {
                switch point {
                case .firstWorkflowTask: $0.target = .firstWorkflowTask(.init())
                case .lastWorkflowTask: $0.target = .lastWorkflowTask(.init())
                case .event(let id): $0.target = .workflowTaskID(id)
                }
                $0.resetReapplyType = .allEligible
                $0.resetReapplyExcludeTypes = exclusions.messages
            }
            return .resetOperation(
                .with {
                    $0.options = options
                    $0.identity = client.identity
                })
        }
    }
}

/// How a batch job stands.
public enum BatchState: Sendable, Hashable {
    /// It is at work.
    case running
    /// It has dealt with every workflow.
    case completed
    /// It was stopped, or could not go on.
    case failed
    /// Something that this version does not know.
    case unknown

    init(_ state: API.Enums.BatchOperationState) {
        self =
            switch state {
            case .running: .running
            case .completed: .completed
            case .failed: .failed
            default: .unknown
            }
    }
}

/// A batch job, as the server tells of it.
public struct BatchDescription: Sendable {
    /// Its id.
    public let id: String
    /// How it stands.
    public let state: BatchState
    /// How many workflows it deals with; 0 until it has counted them.
    public let totalCount: Int
    /// How many of them it has dealt with.
    public let completedCount: Int
    /// With how many of them it could not.
    public let failedCount: Int
    /// When it was started.
    public let startTime: Timestamp?
    /// When it ended; nil while it is at work.
    public let closeTime: Timestamp?
    /// Who started it.
    public let identity: String
    /// Why it was started, for people.
    public let reason: String

    init(_ message: API.WorkflowService.DescribeBatchOperationResponse) {
        id = message.jobID
        state = BatchState(message.state)
        totalCount = Int(message.totalOperationCount)
        completedCount = Int(message.completeOperationCount)
        failedCount = Int(message.failureOperationCount)
        startTime = message.startTime
        closeTime = message.closeTime
        identity = message.identity
        reason = message.reason
    }
}

/// A batch job of a server.
public struct BatchHandle: Sendable {
    /// The client that knows the job.
    public let client: TemporalClient
    /// The job's id.
    public let id: String

    /// What the server knows of the job.
    ///
    /// - Throws: ``RPCError``, with the code `notFound` where there is no such job.
    public func describe() async throws -> BatchDescription {
        let input = DescribeBatchInput(id: id)
        guard !client.interceptors.isEmpty else { return try await describe(input) }
        return try await intercept(client.interceptors[...], input, { try await $0.describeBatch($1, next: $2) }) {
            try await self.describe($0)
        }
    }

    private func describe(_ input: DescribeBatchInput) async throws -> BatchDescription {
        BatchDescription(
            try await client.service.call(
                RPCs.describeBatchOperation,
                .with {
                    $0.namespace = client.namespace
                    $0.jobID = input.id
                }))
    }

    /// Stops the job; what it has done stays done.
    ///
    /// - Parameter reason: why, for people.
    /// - Throws: ``RPCError``, with the code `notFound` where no such job is at work.
    public func stop(reason: String = "stopped by a client") async throws {
        let input = StopBatchInput(id: id, reason: reason)
        guard !client.interceptors.isEmpty else { return try await stop(input) }
        try await intercept(client.interceptors[...], input, { try await $0.stopBatch($1, next: $2) }) {
            try await self.stop($0)
        }
    }

    private func stop(_ input: StopBatchInput) async throws {
        _ = try await client.service.call(
            RPCs.stopBatchOperation,
            .with {
                $0.namespace = client.namespace
                $0.jobID = input.id
                $0.reason = input.reason
                $0.identity = client.identity
            })
    }
}

extension TemporalClient {
    /// Has the server do `operation` with every workflow that matches `query`, and returns as soon as it has begun. A workflow that
    /// was started a moment ago may be missed.
    ///
    /// - Parameters:
    ///   - operation: what is done with each.
    ///   - query: which workflows, in the server's language for visibility. It must not be empty; limit it to those that run,
    ///     `ExecutionStatus = 'Running'`, where the others are none of the operation's business.
    ///   - id: the job's id; nil takes a random one.
    ///   - reason: why, for people. The server demands one.
    ///   - maxOperationsPerSecond: how many workflows are dealt with in a second; nil is the server's limit.
    /// - Throws: ``RPCError``, with the code `alreadyExists` where a job has the id, and `invalidArgument` where the query cannot be
    ///   understood; ``PayloadConversionError`` where an argument of a signal cannot be encoded.
    public func startBatch(
        _ operation: BatchOperation, where query: String, id: String? = nil, reason: String,
        maxOperationsPerSecond: Double? = nil
    ) async throws -> BatchHandle {
        let input = StartBatchInput(
            operation: operation, query: query, id: id ?? Self.uuid(), reason: reason,
            maxOperationsPerSecond: maxOperationsPerSecond)
        guard !interceptors.isEmpty else { return try await startBatch(input) }
        return try await intercept(interceptors[...], input, { try await $0.startBatch($1, next: $2) }) {
            try await self.startBatch($0)
        }
    }

    private func startBatch(_ input: StartBatchInput) async throws -> BatchHandle {
        var request = API.WorkflowService.StartBatchOperationRequest()
        request.namespace = namespace
        request.visibilityQuery = input.query
        request.jobID = input.id
        request.reason = input.reason
        request.maxOperationsPerSecond = Float(input.maxOperationsPerSecond ?? 0)
        request.operation = try input.operation.message(self)
        _ = try await service.call(RPCs.startBatchOperation, try await converter.encodePayloads(in: request))
        return batch(id: request.jobID)
    }

    /// The batch job with the given id; whether there is one is not asked.
    public func batch(id: String) -> BatchHandle {
        BatchHandle(client: self, id: id)
    }
}
