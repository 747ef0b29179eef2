// What a kitchen sink is told to do: the messages of `temporal.omes.kitchen_sink` that workflows and activities act upon.

import TemporalCore

/// The input of the workflow.
package struct WorkflowInput: Codable, Sendable {
    package var initialActions: [ActionSet]?
    /// How many signals the client will send; their ids count from 1.
    package var expectedSignalCount: Int?
    /// The signals that have not come yet, where a run before this one has seen some.
    package var expectedSignalIds: [Int]?
    package var receivedSignalIds: [Int]?

    package init(initialActions: [ActionSet] = []) { self.initialActions = initialActions }
}

/// Actions in a row, or at once.
package struct ActionSet: Codable, Sendable {
    package var actions: [Action]?
    package var concurrent: Bool?

    package init(_ actions: [Action], concurrent: Bool = false) {
        self.actions = actions
        self.concurrent = concurrent
    }
}

/// One action: the property that is there.
package struct Action: Codable, Sendable {
    package var timer: TimerAction?
    package var execActivity: ExecuteActivityAction?
    package var execChildWorkflow: ExecuteChildWorkflowAction?
    package var awaitWorkflowState: AwaitWorkflowState?
    package var sendSignal: SendSignalAction?
    package var cancelWorkflow: CancelWorkflowAction?
    package var setPatchMarker: SetPatchMarkerAction?
    package var upsertSearchAttributes: UpsertSearchAttributesAction?
    package var upsertMemo: UpsertMemoAction?
    package var setWorkflowState: WorkflowState?
    package var returnResult: ReturnResultAction?
    package var returnError: ReturnErrorAction?
    package var continueAsNew: ContinueAsNewAction?
    package var nestedActionSet: ActionSet?
    package var nexusOperation: ExecuteNexusOperation?
    package var awaitPendingActions: Empty?

    package init(_ change: (inout Action) -> Void) { change(&self) }
}

/// The state that every kitchen sink has.
package struct WorkflowState: Codable, Sendable {
    package var kvs: [String: String]?

    package init(_ kvs: [String: String] = [:]) { self.kvs = kvs }
}

/// When what was begun is waited for, canceled or left alone: the property that is there; without any it is waited for.
package struct AwaitableChoice: Codable, Sendable {
    package var waitFinish: Empty?
    package var abandon: Empty?
    package var cancelBeforeStarted: Empty?
    package var cancelAfterStarted: Empty?
    package var cancelAfterCompleted: Empty?
    package var waitStarted: Empty?

    package init(_ change: (inout AwaitableChoice) -> Void) { change(&self) }
}

package struct TimerAction: Codable, Sendable {
    package var milliseconds: ProtoInteger?
    package var awaitableChoice: AwaitableChoice?

    package init(milliseconds: Int64, _ choice: AwaitableChoice? = nil) {
        self.milliseconds = ProtoInteger(milliseconds)
        awaitableChoice = choice
    }
}

package struct ExecuteChildWorkflowAction: Codable, Sendable {
    package var workflowId: String?
    package var workflowType: String?
    package var taskQueue: String?
    package var input: [Payload]?
    package var parentClosePolicy: ParentClose?
    package var searchAttributes: [String: Payload]?
    package var cancellationType: ChildCancellation?
    package var awaitableChoice: AwaitableChoice?

    package enum ParentClose: String, Codable, Sendable, CaseIterable {
        case terminate = "PARENT_CLOSE_POLICY_TERMINATE"
        case abandon = "PARENT_CLOSE_POLICY_ABANDON"
        case requestCancel = "PARENT_CLOSE_POLICY_REQUEST_CANCEL"
    }

    package enum ChildCancellation: String, Codable, Sendable, CaseIterable {
        case abandon = "CHILD_WF_ABANDON"
        case tryCancel = "CHILD_WF_TRY_CANCEL"
        case waitCompleted = "CHILD_WF_WAIT_CANCELLATION_COMPLETED"
        case waitRequested = "CHILD_WF_WAIT_CANCELLATION_REQUESTED"
    }

    package init(_ change: (inout ExecuteChildWorkflowAction) -> Void) { change(&self) }
}

package struct AwaitWorkflowState: Codable, Sendable {
    package var key: String?
    package var value: String?

    package init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }
}

package struct SendSignalAction: Codable, Sendable {
    package var workflowId: String?
    package var runId: String?
    package var signalName: String?
    package var args: [Payload]?
    package var awaitableChoice: AwaitableChoice?
}

package struct CancelWorkflowAction: Codable, Sendable {
    package var workflowId: String?
    package var runId: String?
}

package struct SetPatchMarkerAction: Codable, Sendable {
    package var patchId: String?
    package var deprecated: Bool?
    package var innerAction: Nested<Action>?

    package init(_ id: String, deprecated: Bool, _ action: Action) {
        patchId = id
        self.deprecated = deprecated
        innerAction = .value(action)
    }
}

package struct UpsertSearchAttributesAction: Codable, Sendable {
    package var searchAttributes: [String: Payload]?

    package init(_ attributes: [String: Payload]) { searchAttributes = attributes }
}

package struct UpsertMemoAction: Codable, Sendable {
    package struct Memo: Codable, Sendable {
        package var fields: [String: Payload]?
    }

    package var upsertedMemo: Memo?

    package init(_ fields: [String: Payload]) { upsertedMemo = Memo(fields: fields) }
}

package struct ReturnResultAction: Codable, Sendable {
    package var returnThis: Payload?

    package init(_ payload: Payload) { returnThis = payload }
}

package struct ReturnErrorAction: Codable, Sendable {
    package struct Failure: Codable, Sendable {
        package var message: String?
    }

    package var failure: Failure?

    package init(_ message: String) { failure = Failure(message: message) }
}

package struct ContinueAsNewAction: Codable, Sendable {
    package var arguments: [Payload]?

    package init(_ input: WorkflowInput) throws {
        arguments = [try DataConverter.default.encode(input)]
    }
}

package struct ExecuteNexusOperation: Codable, Sendable {
    package var endpoint: String?
    package var operation: String?
    package var input: String?
    package var headers: [String: String]?
    package var awaitableChoice: AwaitableChoice?
    package var expectedOutput: String?
    package var beforeActions: [ActionSet]?
    package var handlerWorkflowId: String?
    package var handlerWorkflowIdConflictPolicy: ConflictPolicy?
    package var waitForSignal: Bool?

    package enum ConflictPolicy: String, Codable, Sendable {
        case unspecified = "WORKFLOW_ID_CONFLICT_POLICY_UNSPECIFIED"
        case fail = "WORKFLOW_ID_CONFLICT_POLICY_FAIL"
        case useExisting = "WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING"
        case terminateExisting = "WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING"
    }

    package init(_ change: (inout ExecuteNexusOperation) -> Void) { change(&self) }
}

/// What the Nexus operations take.
package struct NexusHandlerInput: Codable, Sendable {
    package var input: String?
    package var beforeActions: [ActionSet]?
    package var handlerWorkflowId: String?
    package var handlerWorkflowIdConflictPolicy: ExecuteNexusOperation.ConflictPolicy?
    package var waitForSignal: Bool?
}
