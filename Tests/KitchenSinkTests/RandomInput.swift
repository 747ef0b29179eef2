// Random inputs of kitchen sinks, from a seed: trees of actions for the workflow, and a sequence for its client. What they ask for can
// always be done: each key that is awaited is one of those that the run's end sets, what is canceled is no failure, and what fails is
// either left alone or expected to.

import KitchenSink
import TemporalCore
import TestSupport

/// A maker of random inputs.
struct RandomInput {
    /// Every key that may be awaited, set: what a driver sends at the end, so that nothing waits for ever.
    static let fullState = WorkflowState(Dictionary(uniqueKeysWithValues: (1...keys).map { ("\($0)", "x") }))
    private static let keys = 20

    /// What the ids of the workflows that Nexus handlers start begin with.
    let prefix: String
    let endpoint: String
    var random: SeededGenerator
    private var state: [String: String] = [:]
    private var depth = 0
    private var operations = 0

    init(prefix: String, endpoint: String, seed: UInt64) {
        self.prefix = prefix
        self.endpoint = endpoint
        random = SeededGenerator(seed: seed)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    private mutating func pick<Value>(_ first: Value, _ others: Value...) -> Value {
        let index = number(0...others.count)
        return index == 0 ? first : others[index - 1]
    }

    /// A whole test.
    mutating func test() throws -> TestInput {
        let initial = chance(80) ? (0..<number(1...4)).map { _ in actionSet() } : []
        var sets = (0..<number(1...5)).map { _ in clientActionSet() }
        if chance(20) { sets.insert(try continuation(), at: number(0...sets.count)) }
        return TestInput(
            workflowInput: initial.isEmpty ? nil : WorkflowInput(initialActions: initial),
            clientSequence: ClientSequence(sets), withStartAction: chance(30) ? withStart() : nil)
    }

    /// What ends the run, with `id` as its result or, in some, as the message of its failure.
    mutating func end(_ id: String) throws -> Action {
        if chance(20) { return Action { $0.returnError = ReturnErrorAction(id) } }
        let result = ReturnResultAction(try DataConverter.default.encode(id))
        return Action { $0.returnResult = result }
    }

    private mutating func withStart() -> WithStartClientAction {
        var start = WithStartClientAction { _ in }
        if chance(50) {
            start.doSignal = signal()
            start.doSignal?.withStart = true
        } else {
            // The client waits for its end before it does anything else.
            start.doUpdate = DoUpdate(DoActionsUpdate(actionSet(mayAwait: false)), withStart: true)
        }
        return start
    }

    private mutating func clientActionSet() -> ClientActionSet {
        var set = ClientActionSet((0..<number(1...4)).map { _ in clientAction() }, concurrent: chance(50))
        if chance(30) { set.waitAtEnd = ProtoDuration(.milliseconds(number(0...500))) }
        return set
    }

    /// The run continues as new, and the client goes on when it has.
    private mutating func continuation() throws -> ClientActionSet {
        let input = WorkflowInput(initialActions: [
            ActionSet([Action { $0.setWorkflowState = Self.fullState }])
        ])
        let next = try ContinueAsNewAction(input)
        let signal = DoSignal(
            DoSignal.DoSignalActions { $0.doActionsInMain = ActionSet([Action { $0.continueAsNew = next }]) })
        // An input that waits would hold the end of the run up.
        let opening = DoSignal(
            DoSignal.DoSignalActions { $0.doActions = ActionSet([Action { $0.setWorkflowState = Self.fullState }]) })
        var set = ClientActionSet([ClientAction { $0.doSignal = opening }, ClientAction { $0.doSignal = signal }])
        set.waitForCurrentRunToFinishAtEnd = true
        return set
    }

    private mutating func clientAction(nested: Bool = true) -> ClientAction {
        var action = ClientAction { _ in }
        switch number(1...100) {
        case 1...45: action.doSignal = signal()
        case 46...65: action.doUpdate = update()
        case 66...85: action.doQuery = chance(90) ? DoQuery() : DoQuery(custom: HandlerInvocation("nonexistent"))
        case 86...90: action.doDescribe = Empty()
        default:
            guard nested else { return clientAction(nested: false) }
            let actions = (0..<number(1...3)).map { _ in clientAction(nested: false) }
            action.nestedActions = ClientActionSet(actions, concurrent: chance(50))
        }
        return action
    }

    private mutating func signal() -> DoSignal {
        let set = actionSet()
        let inMain = chance(50)
        return DoSignal(
            DoSignal.DoSignalActions { $0 = .init { inMain ? ($0.doActionsInMain = set) : ($0.doActions = set) } },
            withStart: chance(30))
    }

    private mutating func update() -> DoUpdate {
        if chance(10) { return DoUpdate(DoActionsUpdate(nil), failureExpected: true) }
        if chance(10) {
            // It fails, and the workflow goes on.
            var set = actionSet(mayAwait: false)
            set.actions?.append(Action { $0.returnError = ReturnErrorAction("told by an update") })
            return DoUpdate(DoActionsUpdate(set), withStart: chance(30), failureExpected: true)
        }
        return DoUpdate(DoActionsUpdate(actionSet(mayAwait: false)), withStart: chance(30))
    }

    private mutating func actionSet(mayAwait: Bool = true) -> ActionSet {
        depth += 1
        defer { depth -= 1 }
        let set = (0..<number(1...4)).map { _ in action(mayAwait: mayAwait) }
        return ActionSet(set, concurrent: chance(50))
    }

    private mutating func action(mayAwait: Bool = true) -> Action {
        var action = Action { _ in }
        switch number(1...100) {
        case 1...20: action.timer = TimerAction(milliseconds: Int64(number(0...600)), choice())
        case 21...45: action.execActivity = activity()
        case 46...57: action.execChildWorkflow = try? child()
        case 58...67: action.nestedActionSet = depth < 3 ? actionSet(mayAwait: mayAwait) : ActionSet([])
        case 68...73:
            let id = number(1...10)
            action.setPatchMarker = SetPatchMarkerAction(
                "\(id)", deprecated: id.isMultiple(of: 2), self.action(mayAwait: mayAwait))
        case 74...78:
            state["\(number(1...Self.keys))"] = "x"
            action.setWorkflowState = WorkflowState(state)
        case 79...81:
            guard mayAwait, let key = state.keys.sorted().randomElement(using: &random) else {
                return self.action(mayAwait: mayAwait)
            }
            action.awaitWorkflowState = AwaitWorkflowState(key, "x")
        case 82...85: action.upsertMemo = UpsertMemoAction(["\(number(1...100))": json(number(1...100))])
        case 86...89:
            action.upsertSearchAttributes = UpsertSearchAttributesAction(
                chance(50) ? ["TestKeyword": json("\(number(1...255))")] : ["TestInt": json(number(1...255))])
        case 90...92: action.awaitPendingActions = Empty()
        default: action.nexusOperation = nexusOperation()
        }
        return action
    }

    private func json(_ value: some Encodable) -> Payload {
        // A number and a short text always have a JSON form.
        (try? DataConverter.default.encode(value)) ?? Payload()
    }

    private mutating func choice() -> AwaitableChoice? {
        switch number(1...100) {
        case 1...40: nil
        case 41...50: AwaitableChoice { $0.abandon = Empty() }
        case 51...62: AwaitableChoice { $0.cancelBeforeStarted = Empty() }
        case 63...78: AwaitableChoice { $0.cancelAfterStarted = Empty() }
        case 79...88: AwaitableChoice { $0.cancelAfterCompleted = Empty() }
        default: AwaitableChoice { $0.waitStarted = Empty() }
        }
    }

    private mutating func activity() -> ExecuteActivityAction {
        var action = ExecuteActivityAction { _ in }
        action.startToCloseTimeout = ProtoDuration(.seconds(5))
        action.awaitableChoice = choice()
        if chance(50) {
            action.isLocal = Empty()
        } else {
            // One that fails, or is lost with its worker, after it was asked to cancel is not tried again: whoever waits for its end
            // would get the failure.
            let isCanceled = action.awaitableChoice?.cancelAfterStarted != nil
            let cancellation: ExecuteActivityAction.ActivityCancellation =
                isCanceled ? pick(.tryCancel, .abandon) : pick(.tryCancel, .waitCancellationCompleted, .abandon)
            action.remote = ExecuteActivityAction.RemoteActivityOptions(cancellation)
        }
        switch number(1...100) {
        case 1...48: action.delay = ProtoDuration(.milliseconds(number(0...600)))
        case 49...56: action.noop = Empty()
        case 57...64:
            let nanoseconds = json(number(0...300) * 1_000_000)
            action.generic =
                chance(50)
                ? ExecuteActivityAction.GenericActivity("noop")
                : ExecuteActivityAction.GenericActivity("delay", nanoseconds)
        case 65...72: action.payload = .init(bytesToReceive: number(0...256), bytesToReturn: number(0...256))
        case 73...80:
            // Little of each: it must not hold up what runs beside it, nor be taken for a leak.
            action.resources = .init(
                runFor: .milliseconds(number(0...100)), bytesToAllocate: Int64(number(0...65_536)),
                yieldingEvery: number(100...10_000), forMilliseconds: number(0...5))
        case 81...88:
            action.retryableError = .init(failAttempts: number(1...2))
            action.retryPolicy = .init(initialInterval: .milliseconds(100))
        case 89...92:
            action.timeout = .init(failAttempts: 1, successDuration: .milliseconds(50))
            action.startToCloseTimeout = ProtoDuration(.seconds(1))
            action.retryPolicy = .init(initialInterval: .milliseconds(100))
        case 93...95:
            action.heartbeat = .init(failAttempts: 0, successDuration: .milliseconds(300), interval: .milliseconds(50))
            action.heartbeatTimeout = ProtoDuration(.seconds(2))
            action.isLocal = nil
        default:
            // A local one would keep the workflow task that its own signals and queries wait for.
            action.isLocal = nil
            var client = ClientAction { _ in }
            if chance(50) {
                client.doQuery = DoQuery()
            } else {
                let timer = Action { $0.timer = TimerAction(milliseconds: 10) }
                client.doSignal = DoSignal(DoSignal.DoSignalActions { $0.doActions = ActionSet([timer]) })
            }
            action.client = .init(ClientSequence([ClientActionSet([client])]))
            action.startToCloseTimeout = ProtoDuration(.seconds(30))
        }
        return action
    }

    private mutating func child() throws -> ExecuteChildWorkflowAction {
        let wait = Action { $0.timer = TimerAction(milliseconds: 0) }
        var actions = [wait]
        if chance(40) { actions = [Action { $0.timer = TimerAction(milliseconds: 300) }] }
        if chance(30) {
            var nested = ExecuteActivityAction { $0.noop = Empty() }
            nested.startToCloseTimeout = ProtoDuration(.seconds(5))
            actions.append(Action { $0.execActivity = nested })
        }
        let fails = chance(10)
        actions.append(
            Action {
                if fails {
                    $0.returnError = ReturnErrorAction("told by its parent")
                } else {
                    $0.returnResult = ReturnResultAction(Payload())
                }
            })
        let input = try DataConverter.default.encode(WorkflowInput(initialActions: [ActionSet(actions)]))
        var child = ExecuteChildWorkflowAction { $0.input = [input] }
        // Who waits for one that fails, fails, too.
        child.awaitableChoice = fails ? AwaitableChoice { $0.abandon = Empty() } : choice()
        child.cancellationType = pick(.abandon, .tryCancel, .waitCompleted, .waitRequested)
        child.parentClosePolicy = pick(.terminate, .abandon, .requestCancel)
        return child
    }

    private mutating func nexusOperation() -> ExecuteNexusOperation {
        operations += 1
        let text = "echo-\(operations)"
        let isSync = chance(50)
        var operation = ExecuteNexusOperation { _ in }
        operation.endpoint = endpoint
        operation.operation = isSync ? "echo-sync" : "echo-async"
        operation.input = text
        operation.expectedOutput = text
        guard !isSync else { return operation }
        operation.awaitableChoice = choice()
        operation.handlerWorkflowId = "\(prefix)-nexus-\(operations)"
        if chance(30) {
            operation.beforeActions = [ActionSet([Action { $0.timer = TimerAction(milliseconds: 100) }])]
        }
        return operation
    }
}
