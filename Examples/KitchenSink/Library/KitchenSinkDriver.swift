// A client of a kitchen sink: sends the signals, queries and updates of a sequence.

import TemporalCore
import TemporalWorkflow

/// Drives the kitchen sink `workflowID`.
package struct KitchenSinkDriver: Sendable {
    let client: TemporalClient
    let workflowID: String
    let taskQueue: String
    let patience: Duration

    /// A driver that asks again for so long where no worker answers a query in time.
    package init(client: TemporalClient, workflowID: String, taskQueue: String, patience: Duration = .zero) {
        self.client = client
        self.patience = patience
        self.workflowID = workflowID
        self.taskQueue = taskQueue
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
            try await tolerating(query.failureExpected) { try await ask(query) }
        } else if let update = action.doUpdate {
            try await tolerating(update.failureExpected) { try await request(update) }
        } else if let nested = action.nestedActions {
            try await perform(nested)
        } else if action.doDescribe != nil {
            _ = try await handle.untyped.describe()
        } else {
            throw ApplicationFailure("unknown action \(action)", type: "UnknownAction", nonRetryable: true)
        }
    }

    /// How a query ends that nobody has answered: by this side's clock or by the server's, or with its word that the workflow is busy.
    private static let lateness: Set<StatusCode> = [.deadlineExceeded, .cancelled, .resourceExhausted]

    private func ask(_ query: DoQuery) async throws {
        let limit = ContinuousClock.now + patience
        while true {
            do {
                if let custom = query.custom {
                    _ = try await handle.untyped.query(custom.name ?? "", custom.args ?? [], as: Payload.self)
                } else {
                    _ = try await handle.query(KitchenSinkWorkflow.reportState, query.reportState?.payloads?.first)
                }
                return
            } catch let error as RPCError
                where Self.lateness.contains(error.code) && ContinuousClock.now < limit
            {
                // Its worker is gone, and the server has not given up on it yet.
            }
        }
    }

    private func send(_ signal: DoSignal) async throws {
        if let custom = signal.custom {
            return try await handle.untyped.signal(custom.name ?? "", custom.args ?? [])
        }
        guard let actions = signal.doSignalActions else { return }
        if signal.withStart == true {
            try await client.signalWithStart(
                KitchenSinkWorkflow.self, WorkflowInput(), id: workflowID, taskQueue: taskQueue,
                signal: KitchenSinkWorkflow.doActionsSignal, actions)
        } else {
            try await handle.signal(KitchenSinkWorkflow.doActionsSignal, actions)
        }
    }

    private func request(_ update: DoUpdate) async throws {
        if let custom = update.custom {
            _ = try await handle.untyped.update(custom.name ?? "", custom.args ?? [], as: Payload.self)
        } else if let actions = update.doActions, update.withStart == true {
            let started = try await client.startUpdateWithStart(
                KitchenSinkWorkflow.self, WorkflowInput(), id: workflowID, taskQueue: taskQueue,
                update: KitchenSinkWorkflow.doActionsUpdate, actions, waitingFor: .completed)
            _ = try await started.result()
        } else if let actions = update.doActions {
            _ = try await handle.update(KitchenSinkWorkflow.doActionsUpdate, actions)
        }
    }

    private func tolerating(_ failureExpected: Bool?, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as RPCError where error.connectionFailure != nil {
            throw error
        } catch {
            if failureExpected != true { throw error }
        }
    }
}
