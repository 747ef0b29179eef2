// A client of a kitchen sink: starts it, and sends the signals, queries and updates of a sequence.

import TemporalCore
import TemporalWorkflow

/// Drives the kitchen sink `workflowID`.
package struct KitchenSinkDriver: Sendable {
    let client: TemporalClient
    let workflowID: String
    let taskQueue: String
    let patience: Duration
    let isStrict: Bool

    /// A driver that asks again for so long where no worker answers a query in time. For one that `isStrict`, what is expected to fail
    /// must, and with the failure of the query or the update itself; others let it pass however it ends, as every SDK's does.
    package init(
        client: TemporalClient, workflowID: String, taskQueue: String, patience: Duration = .zero,
        isStrict: Bool = false
    ) {
        self.client = client
        self.patience = patience
        self.isStrict = isStrict
        self.workflowID = workflowID
        self.taskQueue = taskQueue
    }

    /// Starts the workflow, with a signal or an update where `action` says so. The handle follows the run that was started, and
    /// no other one that takes its id later.
    package func start(
        _ input: WorkflowInput?, with action: WithStartClientAction? = nil
    ) async throws -> TypedWorkflowHandle<KitchenSinkWorkflow> {
        if let signal = action?.doSignal?.doSignalActions {
            return try await signalWithStart(signal, input)
        }
        if let update = action?.doUpdate, let actions = update.doActions {
            let started = try await updateWithStart(actions, input)
            try await tolerating(update.failureExpected, Self.isOfUpdate) { _ = try await started.result() }
            return TypedWorkflowHandle(untyped: started.untyped.workflow)
        }
        if let action {
            throw ApplicationFailure("unknown start \(action)", type: "UnknownAction", nonRetryable: true)
        }
        return try await client.startWorkflow(
            KitchenSinkWorkflow.self, input, id: workflowID, taskQueue: taskQueue)
    }

    /// Performs the sets of `sequence` one after the other.
    package func perform(_ sequence: ClientSequence) async throws {
        for set in sequence.actionSets ?? [] { try await perform(set) }
    }

    private func perform(_ set: ClientActionSet) async throws {
        let run = set.waitForCurrentRunToFinishAtEnd == true ? try await handle.untyped.describe().runID : nil
        if set.concurrent == true {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for action in set.actions ?? [] { group.addTask { try await perform(action) } }
                try await group.waitForAll()
            }
        } else {
            for action in set.actions ?? [] { try await perform(action) }
        }
        if let wait = set.waitAtEnd { try await Task.sleep(for: wait.value) }
        if let run {
            while try await handle.untyped.describe().runID == run { try await Task.sleep(for: .milliseconds(50)) }
        }
    }

    private var handle: TypedWorkflowHandle<KitchenSinkWorkflow> {
        client.workflow(KitchenSinkWorkflow.self, id: workflowID)
    }

    private func perform(_ action: ClientAction) async throws {
        if let signal = action.doSignal {
            try await send(signal)
        } else if let query = action.doQuery {
            try await tolerating(query.failureExpected, Self.isOfQuery) { try await ask(query) }
        } else if let update = action.doUpdate {
            try await tolerating(update.failureExpected, Self.isOfUpdate) { try await request(update) }
        } else if let nested = action.nestedActions {
            try await perform(nested)
        } else if action.doDescribe != nil {
            _ = try await handle.untyped.describe()
        } else if let activity = action.doStandaloneActivity {
            try await run(activity)
        } else if let commands = action.doStandaloneActivityOperatorCommands {
            try await run(commands)
        } else if action.doStandaloneNexusOperation != nil {
            // omes looks for these words.
            throw ApplicationFailure(
                "DoStandaloneNexusOperation is not supported", type: "UnsupportedAction", nonRetryable: true)
        } else {
            throw ApplicationFailure("unknown action \(action)", type: "UnknownAction", nonRetryable: true)
        }
    }

    /// How a query ends that nobody has answered: by this side's clock or by the server's, or with its word that the workflow is busy.
    private static let lateness: Set<StatusCode> = [.deadlineExceeded, .cancelled, .resourceExhausted]

    /// Makes a request again while no worker answers it: its worker is gone, and the server has not given up on it yet, or hands its
    /// workflow task out anew.
    private func patiently<R>(_ isLate: (RPCError) -> Bool, _ request: () async throws -> R) async throws -> R {
        let limit = ContinuousClock.now + patience
        while true {
            do {
                return try await request()
            } catch let error as RPCError where isLate(error) && ContinuousClock.now < limit && !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private static func isNotReady(_ error: RPCError) -> Bool {
        error.detail(API.ErrorDetails.WorkflowNotReadyFailure.self) != nil
    }

    private func ask(_ query: DoQuery) async throws {
        try await patiently({ Self.lateness.contains($0.code) || Self.isNotReady($0) }) {
            if let custom = query.custom {
                _ = try await handle.untyped.query(custom.name ?? "", input: custom.args ?? [])
            } else {
                _ = try await handle.query(KitchenSinkWorkflow.reportState, query.reportState?.payloads?.first)
            }
        }
    }

    private func send(_ signal: DoSignal) async throws {
        if let custom = signal.custom {
            return try await handle.untyped.signal(custom.name ?? "", input: custom.args ?? [])
        }
        guard let actions = signal.doSignalActions else { return }
        if signal.withStart == true {
            _ = try await signalWithStart(actions, WorkflowInput())
        } else {
            try await handle.signal(KitchenSinkWorkflow.doActionsSignal, actions)
        }
    }

    private func request(_ update: DoUpdate) async throws {
        // What is not ready has not admitted the update.
        try await patiently(Self.isNotReady) { try await requestOnce(update) }
    }

    private func requestOnce(_ update: DoUpdate) async throws {
        if let custom = update.custom {
            _ = try await handle.untyped.update(custom.name ?? "", input: custom.args ?? [], updateID: nil)
        } else if let actions = update.doActions, update.withStart == true {
            _ = try await updateWithStart(actions, WorkflowInput()).result()
        } else if let actions = update.doActions {
            _ = try await handle.update(KitchenSinkWorkflow.doActionsUpdate, actions)
        }
    }

    private func signalWithStart(
        _ actions: DoSignal.DoSignalActions, _ input: WorkflowInput?
    ) async throws -> TypedWorkflowHandle<KitchenSinkWorkflow> {
        try await client.signalWithStart(
            KitchenSinkWorkflow.self, input, id: workflowID, taskQueue: taskQueue,
            signal: KitchenSinkWorkflow.doActionsSignal, actions)
    }

    private func updateWithStart(
        _ actions: DoActionsUpdate, _ input: WorkflowInput?
    ) async throws -> TypedUpdateHandle<Payload> {
        try await client.startUpdateWithStart(
            KitchenSinkWorkflow.self, input, id: workflowID, taskQueue: taskQueue,
            update: KitchenSinkWorkflow.doActionsUpdate, actions, waitingFor: .completed)
    }

    /// Whether the workflow, or its worker, has answered a query with an error.
    private static func isOfQuery(_ error: any Error) -> Bool {
        (error as? RPCError)?.detail(API.ErrorDetails.QueryFailedFailure.self) != nil
    }

    /// Whether the workflow has refused an update, or thrown out of its handler.
    private static func isOfUpdate(_ error: any Error) -> Bool { error is ApplicationFailure }

    /// Does what may fail where that is expected: with an error that `isOwn`, and not without one, where the driver is strict.
    private func tolerating(
        _ failureExpected: Bool?, _ isOwn: (any Error) -> Bool, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let error as RPCError where error.connectionFailure != nil {
            throw error
        } catch {
            guard failureExpected == true, !isStrict || isOwn(error) else { throw error }
            return
        }
        if isStrict, failureExpected == true {
            throw ApplicationFailure(
                "what was expected to fail has succeeded", type: "UnexpectedSuccess", nonRetryable: true)
        }
    }
}
