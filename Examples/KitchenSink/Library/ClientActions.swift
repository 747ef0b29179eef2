// What a client does to a kitchen sink: the messages of `temporal.omes.kitchen_sink` for whoever drives one.

import TemporalCore

/// Sets of actions, one after the other.
package struct ClientSequence: Codable, Sendable {
    package var actionSets: [ClientActionSet]?

    package init(_ sets: [ClientActionSet]) { actionSets = sets }
}

/// Actions in a row, or at once.
package struct ClientActionSet: Codable, Sendable {
    package var actions: [ClientAction]?
    package var concurrent: Bool?
    package var waitAtEnd: ProtoDuration?
    /// Whether the run ends with this set, because it continues as new, and the next set is for the run after it.
    package var waitForCurrentRunToFinishAtEnd: Bool?

    package init(_ actions: [ClientAction], concurrent: Bool = false) {
        self.actions = actions
        self.concurrent = concurrent
    }
}

/// One action: the property that is there.
package struct ClientAction: Codable, Sendable {
    package var doSignal: DoSignal?
    package var doQuery: DoQuery?
    package var doUpdate: DoUpdate?
    package var nestedActions: ClientActionSet?
    package var doDescribe: Empty?
    package var doStandaloneNexusOperation: DoStandaloneNexusOperation?
    package var doStandaloneActivity: DoStandaloneActivity?
    package var doStandaloneActivityOperatorCommands: DoStandaloneActivityOperatorCommands?

    package init(_ change: (inout ClientAction) -> Void) { change(&self) }
}

/// An operation of Nexus that has no workflow.
package struct DoStandaloneNexusOperation: Codable, Sendable {
    package var endpoint: String?
    package var service: String?
    package var operation: String?
}

/// An activity that has no workflow, run to its end.
package struct DoStandaloneActivity: Codable, Sendable {
    package var activity: ExecuteActivityAction?
}

/// An activity that has no workflow, and what an operator does with it while it runs.
package struct DoStandaloneActivityOperatorCommands: Codable, Sendable {
    package enum CommandType: String, Codable, Sendable {
        case pause = "COMMAND_TYPE_PAUSE"
        case reset = "COMMAND_TYPE_RESET"
        case update = "COMMAND_TYPE_UPDATE"
    }

    package var activity: ExecuteActivityAction?
    package var commandType: CommandType?
}

package struct DoSignal: Codable, Sendable {
    package struct DoSignalActions: Codable, Sendable {
        package var doActions: ActionSet?
        package var doActionsInMain: ActionSet?
        package var signalId: Int?

        package init(_ change: (inout DoSignalActions) -> Void) { change(&self) }
    }

    package var doSignalActions: DoSignalActions?
    package var custom: HandlerInvocation?
    package var withStart: Bool?

    package init(_ actions: DoSignalActions, withStart: Bool = false) {
        doSignalActions = actions
        self.withStart = withStart
    }
}

package struct DoQuery: Codable, Sendable {
    package struct Payloads: Codable, Sendable {
        package var payloads: [Payload]?
    }

    package var reportState: Payloads?
    package var custom: HandlerInvocation?
    package var failureExpected: Bool?

    package init() { reportState = Payloads() }

    package init(custom: HandlerInvocation) {
        self.custom = custom
        failureExpected = true
    }
}

package struct DoUpdate: Codable, Sendable {
    package var doActions: DoActionsUpdate?
    package var custom: HandlerInvocation?
    package var withStart: Bool?
    package var failureExpected: Bool?

    package init(_ actions: DoActionsUpdate, withStart: Bool = false, failureExpected: Bool = false) {
        doActions = actions
        self.withStart = withStart
        self.failureExpected = failureExpected
    }
}

package struct DoActionsUpdate: Codable, Sendable {
    package var doActions: ActionSet?
    package var rejectMe: Empty?

    package init(_ actions: ActionSet?) {
        doActions = actions
        rejectMe = actions == nil ? Empty() : nil
    }
}

package struct HandlerInvocation: Codable, Sendable {
    package var name: String?
    package var args: [Payload]?

    package init(_ name: String) { self.name = name }
}

/// What a workflow is started with: the property that is there.
package struct WithStartClientAction: Codable, Sendable {
    package var doSignal: DoSignal?
    package var doUpdate: DoUpdate?

    package init(_ change: (inout WithStartClientAction) -> Void) { change(&self) }
}

/// The input of a whole test: what the workflow is given, and what is done to it.
package struct TestInput: Codable, Sendable {
    package var workflowInput: WorkflowInput?
    package var clientSequence: ClientSequence?
    package var withStartAction: WithStartClientAction?

    package init(
        workflowInput: WorkflowInput?, clientSequence: ClientSequence, withStartAction: WithStartClientAction? = nil
    ) {
        self.workflowInput = workflowInput
        self.clientSequence = clientSequence
        self.withStartAction = withStartAction
    }
}
