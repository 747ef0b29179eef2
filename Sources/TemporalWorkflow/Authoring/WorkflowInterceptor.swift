// What stands around the calls into workflow code and out of it. It is workflow code itself: replayed like it, and held to the same
// rules.

import TemporalCore

/// Stands around what reaches the workflows of a worker, and around what they ask for.
///
/// Each method is given what is asked for, the workflow, and `next`, which does it, or calls the next interceptor. Those left out
/// call `next`. Of several interceptors the first is the outermost. All of them run in the workflow's order and are
/// replayed with it: they may use what the workflow offers (`workflow.now`, `workflow.sleep(for:)`, activities …), and must do the
/// same each time. What is only for observers is skipped where `workflow.isReplaying`. A value that is to reach from one method to
/// another of the same run travels in a `TaskLocal`: the code that `next` runs sees it.
///
/// Headers are payloads by name that travel with a call; payload codecs are not applied to them when they are sent.
public protocol WorkflowInterceptor: Sendable {
    /// The workflow's `run` is called; it returns the encoded result.
    func execute<W: Workflow>(
        _ input: ExecuteWorkflowInput, in workflow: isolated W,
        next: @Sendable (ExecuteWorkflowInput) async throws -> Payload
    ) async throws -> Payload
    /// The workflow handles a signal.
    func handleSignal<W: Workflow>(
        _ input: HandleSignalInput, in workflow: isolated W, next: @Sendable (HandleSignalInput) async throws -> Void
    ) async throws
    /// The workflow answers a query; it returns the encoded answer.
    func handleQuery<W: Workflow>(
        _ input: HandleQueryInput, in workflow: isolated W, next: @Sendable (HandleQueryInput) throws -> Payload
    ) throws -> Payload
    /// The workflow validates an update; what is thrown rejects it. Not called on replay.
    func validateUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W, next: @Sendable (HandleUpdateInput) throws -> Void
    ) throws
    /// The workflow handles an update; it returns the encoded answer.
    func handleUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W,
        next: @Sendable (HandleUpdateInput) async throws -> Payload
    ) async throws -> Payload

    /// The workflow runs an activity; `next` returns when it has ended.
    func executeActivity<W: Workflow>(
        _ input: ExecuteActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload]
    /// The workflow runs a local activity; `next` returns when it has ended.
    func executeLocalActivity<W: Workflow>(
        _ input: ExecuteLocalActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteLocalActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload]
    /// The workflow starts a child; `next` returns when it has started.
    func startChild<W: Workflow>(
        _ input: StartChildInput, in workflow: isolated W,
        next: @Sendable (StartChildInput) async throws -> StartedChild
    ) async throws -> StartedChild
    /// The workflow sends a child or another workflow a signal.
    func signalExternal<W: Workflow>(
        _ input: SignalExternalInput, in workflow: isolated W,
        next: @Sendable (SignalExternalInput) async throws -> Void
    ) async throws
    /// The workflow asks another workflow to cancel. Cancellations of children are none of these calls.
    func cancelExternal<W: Workflow>(
        _ input: CancelExternalInput, in workflow: isolated W,
        next: @Sendable (CancelExternalInput) async throws -> Void
    ) async throws
    /// The workflow starts a timer; `next` returns when it has fired.
    ///
    /// Such are the timers of `sleep(for:)`, and those of `withTimeout`, which sleeps. An interceptor that sleeps itself comes by here
    /// again. Other timers pass by: the limit of `wait(upTo:)`, which belongs to its condition; `Task.sleep`; and the pause before a
    /// local activity is tried again.
    func startTimer<W: Workflow>(
        _ input: StartTimerInput, in workflow: isolated W,
        next: @Sendable (StartTimerInput) async throws -> Void
    ) async throws
    /// The workflow calls a Nexus operation; `next` returns when it has started, or has ended at once.
    func startNexus<W: Workflow>(
        _ input: StartNexusInput, in workflow: isolated W,
        next: @Sendable (StartNexusInput) async throws -> StartedNexusOperation
    ) async throws -> StartedNexusOperation
    /// The workflow changes its search attributes. The list of its patches, which the library keeps there, passes by.
    func upsertSearchAttributes<W: Workflow>(
        _ input: UpsertSearchAttributesInput, in workflow: isolated W,
        next: @Sendable (UpsertSearchAttributesInput) throws -> Void
    ) throws
    /// The workflow changes its memo.
    func upsertMemo<W: Workflow>(
        _ input: UpsertMemoInput, in workflow: isolated W, next: @Sendable (UpsertMemoInput) throws -> Void
    ) throws
    /// The workflow continues as new; what this returns is thrown.
    func continueAsNew<W: Workflow>(
        _ input: ContinueAsNewInput, in workflow: isolated W,
        next: @Sendable (ContinueAsNewInput) throws -> ContinueAsNewError
    ) throws -> ContinueAsNewError
}

extension WorkflowInterceptor {
    /// Calls `next`.
    public func execute<W: Workflow>(
        _ input: ExecuteWorkflowInput, in workflow: isolated W,
        next: @Sendable (ExecuteWorkflowInput) async throws -> Payload
    ) async throws -> Payload { try await next(input) }
    /// Calls `next`.
    public func handleSignal<W: Workflow>(
        _ input: HandleSignalInput, in workflow: isolated W, next: @Sendable (HandleSignalInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func handleQuery<W: Workflow>(
        _ input: HandleQueryInput, in workflow: isolated W, next: @Sendable (HandleQueryInput) throws -> Payload
    ) throws -> Payload { try next(input) }
    /// Calls `next`.
    public func validateUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W, next: @Sendable (HandleUpdateInput) throws -> Void
    ) throws { try next(input) }
    /// Calls `next`.
    public func handleUpdate<W: Workflow>(
        _ input: HandleUpdateInput, in workflow: isolated W,
        next: @Sendable (HandleUpdateInput) async throws -> Payload
    ) async throws -> Payload { try await next(input) }
    /// Calls `next`.
    public func executeActivity<W: Workflow>(
        _ input: ExecuteActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] { try await next(input) }
    /// Calls `next`.
    public func executeLocalActivity<W: Workflow>(
        _ input: ExecuteLocalActivityCallInput, in workflow: isolated W,
        next: @Sendable (ExecuteLocalActivityCallInput) async throws -> [Payload]
    ) async throws -> [Payload] { try await next(input) }
    /// Calls `next`.
    public func startChild<W: Workflow>(
        _ input: StartChildInput, in workflow: isolated W,
        next: @Sendable (StartChildInput) async throws -> StartedChild
    ) async throws -> StartedChild { try await next(input) }
    /// Calls `next`.
    public func signalExternal<W: Workflow>(
        _ input: SignalExternalInput, in workflow: isolated W,
        next: @Sendable (SignalExternalInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func cancelExternal<W: Workflow>(
        _ input: CancelExternalInput, in workflow: isolated W,
        next: @Sendable (CancelExternalInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func startTimer<W: Workflow>(
        _ input: StartTimerInput, in workflow: isolated W,
        next: @Sendable (StartTimerInput) async throws -> Void
    ) async throws { try await next(input) }
    /// Calls `next`.
    public func startNexus<W: Workflow>(
        _ input: StartNexusInput, in workflow: isolated W,
        next: @Sendable (StartNexusInput) async throws -> StartedNexusOperation
    ) async throws -> StartedNexusOperation { try await next(input) }
    /// Calls `next`.
    public func upsertSearchAttributes<W: Workflow>(
        _ input: UpsertSearchAttributesInput, in workflow: isolated W,
        next: @Sendable (UpsertSearchAttributesInput) throws -> Void
    ) throws { try next(input) }
    /// Calls `next`.
    public func upsertMemo<W: Workflow>(
        _ input: UpsertMemoInput, in workflow: isolated W, next: @Sendable (UpsertMemoInput) throws -> Void
    ) throws { try next(input) }
    /// Calls `next`.
    public func continueAsNew<W: Workflow>(
        _ input: ContinueAsNewInput, in workflow: isolated W,
        next: @Sendable (ContinueAsNewInput) throws -> ContinueAsNewError
    ) throws -> ContinueAsNewError { try next(input) }
}
