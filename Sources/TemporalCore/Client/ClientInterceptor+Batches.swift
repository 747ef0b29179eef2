// What a client's interceptors are given of batch jobs.

/// The start of a batch job.
public struct StartBatchInput: Sendable {
    /// What is done with each workflow.
    public var operation: BatchOperation
    /// Which workflows, in the server's language for visibility.
    public var query: String
    /// The job's id.
    public var id: String
    /// Why, for people.
    public var reason: String
    /// How many workflows are dealt with in a second; nil is the server's limit.
    public var maxOperationsPerSecond: Double?
}

/// A request to describe a batch job.
public struct DescribeBatchInput: Sendable {
    /// The job's id.
    public var id: String
}

/// The end of a batch job by a client.
public struct StopBatchInput: Sendable {
    /// The job's id.
    public var id: String
    /// Why, for people.
    public var reason: String
}

extension ClientInterceptor {
    /// Calls `next`.
    public func startBatch(
        _ input: StartBatchInput, next: @Sendable (StartBatchInput) async throws -> BatchHandle
    ) async throws -> BatchHandle { try await next(input) }
    /// Calls `next`.
    public func describeBatch(
        _ input: DescribeBatchInput, next: @Sendable (DescribeBatchInput) async throws -> BatchDescription
    ) async throws -> BatchDescription { try await next(input) }
    /// Calls `next`.
    public func stopBatch(
        _ input: StopBatchInput, next: @Sendable (StopBatchInput) async throws -> Void
    ) async throws { try await next(input) }
}
