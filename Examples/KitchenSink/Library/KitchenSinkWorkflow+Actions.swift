// What each action does.

import TemporalCore
import TemporalWorkflow

extension KitchenSinkWorkflow {
    /// Performs `set`; what it returns, if something, ends the workflow.
    func perform(_ set: ActionSet) async throws -> Payload? {
        let actions = set.actions ?? []
        guard set.concurrent == true else {
            for action in actions {
                if let result = try await perform(action) { return result }
            }
            return nil
        }
        // The first that ends the workflow does so at once, whatever the others are doing.
        let progress = Progress()
        for action in actions {
            Task {
                do {
                    if let result = try await self.perform(action) { progress.end = .success(result) }
                } catch {
                    progress.end = .failure(error)
                }
                progress.done += 1
            }
        }
        try await wait { _ in progress.end != nil || progress.done == actions.count }
        return try progress.end?.get()
    }

    private func perform(_ action: Action) async throws -> Payload? {
        if let returned = action.returnResult { return returned.returnThis ?? Payload() }
        if let failed = action.returnError { throw ApplicationFailure(failed.failure?.message ?? "", type: "Told") }
        if let next = action.continueAsNew { try continueAsNew(input(of: next.arguments)) }
        if let set = action.nestedActionSet { return try await perform(set) }
        if let patch = action.setPatchMarker { return try await perform(patch) }
        if let timer = action.timer {
            let duration = Duration.milliseconds(timer.milliseconds?.value ?? 0)
            try await begin(timer.awaitableChoice) { workflow, _ in try await workflow.sleep(for: duration) }
        } else if let activity = action.execActivity {
            try await begin(activity.awaitableChoice) { workflow, _ in try await workflow.execute(activity) }
        } else if let child = action.execChildWorkflow {
            try await begin(child.awaitableChoice, tellsStart: true) { workflow, progress in
                try await workflow.execute(child, progress)
            }
        } else if let operation = action.nexusOperation {
            try await begin(operation.awaitableChoice, tellsStart: true) { workflow, progress in
                try await workflow.execute(operation, progress)
            }
        } else if let signal = action.sendSignal {
            try await begin(signal.awaitableChoice) { workflow, _ in try await workflow.send(signal) }
        } else if let canceled = action.cancelWorkflow {
            try await externalWorkflow(id: canceled.workflowId ?? "", runID: canceled.runId).cancel()
        } else if let awaited = action.awaitWorkflowState {
            try await wait { $0.state.kvs?[awaited.key ?? ""] == awaited.value ?? "" }
        } else if action.awaitPendingActions != nil {
            let begun = pending
            pending = []
            for task in begun { try await task.value }
        } else {
            try performAtOnce(action)
        }
        return nil
    }

    private func performAtOnce(_ action: Action) throws {
        if let state = action.setWorkflowState {
            self.state = state
        } else if let upsert = action.upsertMemo {
            try upsertMemo((upsert.upsertedMemo?.fields ?? [:]).mapValues { $0 })
        } else if let upsert = action.upsertSearchAttributes {
            for (name, payload) in (upsert.searchAttributes ?? [:]).sorted(by: { $0.key < $1.key }) {
                switch try value(of: payload, named: name) {
                case .keyword(let value): try upsertSearchAttributes(SearchAttributeKey.keyword(name).set(value))
                case .int(let value): try upsertSearchAttributes(SearchAttributeKey.int(name).set(value))
                }
            }
        } else {
            throw ApplicationFailure("unknown action \(action)", type: "UnknownAction", nonRetryable: true)
        }
    }

    private enum AttributeValue {
        case keyword(String)
        case int(Int)
    }

    /// The attributes of the scenarios have their types in their names.
    private func value(of payload: Payload, named name: String) throws -> AttributeValue {
        if name.contains("Keyword") {
            .keyword(try DataConverter.default.decode(payload, as: String.self))
        } else {
            .int(try DataConverter.default.decode(payload, as: Int.self))
        }
    }

    private func perform(_ patch: SetPatchMarkerAction) async throws -> Payload? {
        guard let id = patch.patchId, let action = patch.innerAction?.value else { return nil }
        if patch.deprecated == true {
            try deprecatePatch(id)
        } else if try !patched(id) {
            return nil
        }
        return try await perform(action)
    }

    private func execute(_ child: ExecuteChildWorkflowAction, _ progress: Progress) async throws {
        var options = ChildWorkflowOptions(id: child.workflowId.flatMap { $0.isEmpty ? nil : $0 })
        options.taskQueue = child.taskQueue.flatMap { $0.isEmpty ? nil : $0 }
        options.cancellation =
            switch child.cancellationType {
            case .abandon, nil: .abandon
            case .tryCancel: .tryCancel
            case .waitRequested: .waitCancellationRequested
            case .waitCompleted: .waitCancellationCompleted
            }
        for (name, payload) in child.searchAttributes ?? [:] {
            switch try value(of: payload, named: name) {
            case .keyword(let value): options.searchAttributes[.keyword(name)] = value
            case .int(let value): options.searchAttributes[.int(name)] = value
            }
        }
        options.parentClosePolicy =
            switch child.parentClosePolicy {
            case .abandon: .abandon
            case .requestCancel: .requestCancel
            case .terminate, nil: .terminate
            }
        let type = child.workflowType.flatMap { $0.isEmpty ? nil : $0 } ?? Self.workflowType
        let handle = try await startChild(type, child.input?.first ?? .null, options: options)
        progress.done = 1
        try await handle.result(as: Void.self)
    }

    private func execute(_ operation: ExecuteNexusOperation, _ progress: Progress) async throws {
        let called = NexusOperation<NexusHandlerInput, String>(
            operation.operation ?? "", of: KitchenSinkNexus.service)
        let input = NexusHandlerInput(
            input: operation.input, beforeActions: operation.beforeActions,
            handlerWorkflowId: operation.handlerWorkflowId,
            handlerWorkflowIdConflictPolicy: operation.handlerWorkflowIdConflictPolicy,
            waitForSignal: operation.waitForSignal)
        let handle = try await startNexus(
            called, input, endpoint: operation.endpoint ?? "",
            options: NexusOperationOptions(headers: operation.headers ?? [:]))
        progress.done = 1
        let output = try await handle.result()
        if let expected = operation.expectedOutput, !expected.isEmpty, output != expected {
            throw ApplicationFailure("expected \(expected), got \(output)", type: "UnexpectedOutput")
        }
    }

    private func send(_ action: SendSignalAction) async throws {
        let target = externalWorkflow(id: action.workflowId ?? "", runID: action.runId)
        let name = action.signalName ?? ""
        let arguments = action.args ?? []
        switch arguments.count {
        case 0: try await target.signal(name)
        case 1: try await target.signal(name, arguments[0])
        default:
            throw ApplicationFailure(
                "signal \(name) has \(arguments.count) arguments, of one at most", type: "UnknownAction",
                nonRetryable: true)
        }
    }

    private func input(of arguments: [Payload]?) throws -> WorkflowInput? {
        try arguments?.first.map { try DataConverter.default.decode($0, as: WorkflowInput.self) }
    }

    /// Begins `operation`, and waits for it, cancels it or leaves it alone as `choice` says. Where it `tellsStart`, it marks its
    /// argument when it has started.
    private func begin(
        _ choice: AwaitableChoice?, tellsStart: Bool = false,
        _ operation: @escaping @Sendable (isolated KitchenSinkWorkflow, Progress) async throws -> Void
    ) async throws {
        let progress = Progress()
        let task = Task {
            defer { progress.done = 2 }
            try await operation(self, progress)
        }
        if choice?.abandon != nil { return }
        if choice?.cancelBeforeStarted != nil {
            // The command is given in this workflow task, and taken back in it.
            await Task.yield()
            return try await cancel(task)
        }
        if choice?.cancelAfterStarted != nil || choice?.waitStarted != nil {
            if tellsStart {
                try await wait { _ in progress.done > 0 }
            } else {
                // Of a timer or an activity nobody is told that it has started: after a workflow task it may have.
                try await sleep(for: .milliseconds(1))
            }
            if choice?.cancelAfterStarted != nil { return try await cancel(task) }
            pending.append(task)
            return
        }
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
        if choice?.cancelAfterCompleted != nil { task.cancel() }
    }

    private func cancel(_ task: Task<Void, any Error>) async throws {
        task.cancel()
        do {
            try await task.value
        } catch let error where DataConverter.isCancellation(error) {
            // As it was meant to.
        }
    }
}

/// How far something has come.
///
/// It is `@unchecked Sendable` because only tasks of one run touch it, which run one at a time on the thread that drains the run.
private final class Progress: @unchecked Sendable {
    var done = 0
    var end: Result<Payload, any Error>?
}
