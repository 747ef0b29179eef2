// The replay engine's heart, a value: history's tasks go in, activations come out; commands that the code issues go in and
// are matched with the next task's events. No I/O, no clock, no thread. It never knows whether a task is live: what was
// sent and what was replayed wait in the same queue for the events that answer them.

import TemporalCore

struct WorkflowMachines {
    let namespace: String
    /// Commands that no event has answered yet, in the order in which the code issued them.
    private(set) var commands: [WorkflowCommand] = []
    /// Messages of updates that the task's completion carries.
    private(set) var messages: [API.Protocols.Message] = []
    var activities: [Int64: ActivityMachine] = [:]
    var timers: [Int64: TimerMachine] = [:]
    var children: [Int64: ChildMachine] = [:]
    var nexusOperations: [Int64: NexusMachine] = [:]
    /// Whose the machine is that an event id started.
    private var owners: [Int64: CommandKey] = [:]
    /// The external cancellations that cancel a child of ours.
    var childCancellations: [Int64: Int64] = [:]
    private var sequences: [SequenceKind: Int64] = [:]
    /// The changes that history marks as far as it was read, the task's own completion included; and those that the code asked for.
    private var markedPatches: Set<String> = []
    private var issuedPatches: Set<String> = []
    private var admittedUpdates: [String: API.Update.Request] = [:]
    var locals = LocalActivities()
    private var time: Timestamp?
    /// When the run was started, as its first event says.
    var startTime = Timestamp.epoch
    var flags = WorkflowFlags()
    private(set) var isReplaying = false
    /// Whether history's last word has been read: the run is closed.
    private(set) var isClosed = false

    init(namespace: String) {
        self.namespace = namespace
    }

    enum SequenceKind {
        case activity, timer, child, signalExternal, cancelExternal, nexus
    }

    /// The next sequence number of a kind, counting from 1.
    mutating func nextSequence(_ kind: SequenceKind) -> Int64 {
        let next = (sequences[kind] ?? 0) + 1
        sequences[kind] = next
        return next
    }

    // MARK: Commands

    /// Queues a command of the code's.
    mutating func issue(
        _ key: CommandKey, _ attributes: API.Command.Command.Attributes, userMetadata: API.SDK.UserMetadata? = nil,
        at site: CallSite? = nil
    ) {
        commands.append(WorkflowCommand(key: key, attributes: attributes, userMetadata: userMetadata, site: site))
    }

    /// Takes back a command that was not sent.
    mutating func drop(_ key: CommandKey) {
        if let index = commands.lastIndex(where: { $0.key == key }) { commands.remove(at: index) }
    }

    /// Adds a message to the task's completion.
    mutating func send(_ message: API.Protocols.Message) {
        messages.append(message)
    }

    /// Ends a task: a command that closes the run goes last, and a second one goes nowhere (Core's flag 3; without it, as in
    /// histories older than the flag, everything after the first one is dropped).
    mutating func finishTask() {
        guard let first = commands.firstIndex(where: \.isTerminal) else { return }
        let close = commands[first]
        let kept = flags.movesCloseToEnd(isReplaying: isReplaying) ? commands[...] : commands[..<first]
        commands = kept.filter { !$0.isTerminal } + [close]
    }

    /// What a live task's completion carries; the commands stay queued for the events that answer them.
    mutating func takeCompletion() -> (commands: [API.Command.Command], messages: [API.Protocols.Message]) {
        defer { messages = [] }
        return (commands.map(\.message), messages)
    }

    /// Whether the run follows the code of the change `id`: history marks it, or the task is live, and then it is marked now.
    ///
    /// - Returns: the list of the run's changes where it is to be upserted.
    mutating func patch(
        _ id: String, deprecated: Bool, at site: CallSite
    ) throws -> (isPatched: Bool, upsert: SearchAttributeUpdate?) {
        guard !isReplaying || markedPatches.contains(id) else { return (false, nil) }
        guard issuedPatches.insert(id).inserted else { return (true, nil) }
        issue(.patch(id), .recordMarker(try PatchMarker(id: id, deprecated: deprecated).command), at: site)
        guard flags.listsPatches(isReplaying: isReplaying) else { return (true, nil) }
        let key = SearchAttributeKey<[String]>.keywordList(PatchMarker.searchAttribute)
        let update = key.set(issuedPatches.sorted())
        guard update.size < PatchMarker.searchAttributeLimit else { return (true, nil) }
        return (true, update)
    }

    // MARK: Tasks

    /// Applies a task: matches its command events with the queued commands and turns the other events, and the messages
    /// that came with a live task, into an activation. Nil for the tail of a history, where nothing is left to run.
    mutating func apply(
        _ task: HistoryTask, messages incoming: [API.Protocols.Message] = []
    ) throws -> Activation? {
        try match(task.commandEvents)
        messages = []
        guard let start = task.start else { return nil }
        var version: WorkerDeploymentVersion?
        isReplaying = false
        if let completed = task.completed {
            isReplaying = true
            try flags.observe(completed)
            version = WorkerDeploymentVersion(completed.deploymentVersion)
        }
        if !task.patches.isEmpty { markedPatches.formUnion(task.patches) }
        let updates = try updates(of: task, incoming: incoming)
        var jobs: [ActivationJob] = []
        var pending = updates[...]
        for event in task.events {
            while let update = pending.first, update.sequencingEventID < event.eventID {
                jobs.append(.update(update))
                pending.removeFirst()
            }
            try append(event, to: &jobs)
        }
        jobs += pending.map(ActivationJob.update)
        advance(to: start.time)
        jobs += beginActivations(of: task)
        return Activation(
            time: now, isReplaying: isReplaying, historyLength: start.eventID,
            historySize: start.attributes.historySizeBytes,
            isContinueAsNewSuggested: start.attributes.suggestContinueAsNew,
            continueAsNewReasons: start.attributes.suggestContinueAsNew
                ? start.attributes.suggestContinueAsNewReasons.compactMap(HistoryLimit.init) : [],
            isTargetVersionChanged: start.attributes.targetWorkerDeploymentVersionChanged, deploymentVersion: version,
            jobs: Self.ordered(jobs))
    }

    /// The workflow's time.
    var now: Timestamp { time ?? .epoch }

    /// Moves the workflow's time on to `later`; it never goes back.
    mutating func advance(to later: Timestamp) {
        time = max(time ?? later, later)
    }

    /// The run's start and a new seed first, then signals and updates, then everything else.
    private static func ordered(_ jobs: [ActivationJob]) -> [ActivationJob] {
        guard jobs.contains(where: \.isMessage) else { return jobs }
        var first: [ActivationJob] = []
        var messages: [ActivationJob] = []
        var rest: [ActivationJob] = []
        for job in jobs {
            switch job {
            case .start, .reseed: first.append(job)
            case .signal, .update: messages.append(job)
            default: rest.append(job)
            }
        }
        return first + messages + rest
    }

    private mutating func match(_ events: [API.History.HistoryEvent]) throws {
        guard !events.isEmpty || !commands.isEmpty else { return }
        var index = 0
        var isPassingOver = false
        var passedOver: [Int] = []
        for (position, event) in events.enumerated() {
            if try recordForetold(event) {
                passedOver.append(position)
                continue
            }
            // A mark without its command, and the list that follows such a mark.
            let isListPassedOver = isPassingOver && event.listsPatches
            isPassingOver = !isListPassedOver && mayPassOver(event, index < commands.count ? commands[index].key : nil)
            if isPassingOver || isListPassedOver {
                passedOver.append(position)
                continue
            }
            guard index < commands.count else {
                throw NondeterminismError(
                    "the code did not issue this command", events: events, position, commands: commands, index,
                    passedOver: passedOver)
            }
            if let reason = commands[index].mismatch(with: event) {
                throw NondeterminismError(
                    reason, events: events, position, commands: commands, index, passedOver: passedOver)
            }
            record(commands[index].key, event)
            index += 1
        }
        if index < commands.count {
            throw NondeterminismError(
                "history does not have this command", events: events, events.count, commands: commands, index,
                passedOver: passedOver)
        }
        commands.removeAll(keepingCapacity: true)
    }

    /// Whether `event` marks a change whose deprecation the code has dropped since: then the code's next command is not its answer.
    private func mayPassOver(_ event: API.History.HistoryEvent, _ next: CommandKey?) -> Bool {
        guard case .markerRecorded = event.attributes, let marker = PatchMarker(event), marker.deprecated else {
            return false
        }
        return next != .patch(marker.id)
    }

    /// History has the command: tells its machine.
    private mutating func record(_ key: CommandKey, _ event: API.History.HistoryEvent) {
        switch key {
        case .activity(let sequence): activities[sequence]?.recordScheduled(eventID: event.eventID)
        case .timer(let sequence): timers[sequence]?.recordStarted(eventID: event.eventID)
        case .child(let sequence): children[sequence]?.call.recordInitiated(eventID: event.eventID)
        case .nexus(let sequence): nexusOperations[sequence]?.call.recordInitiated(eventID: event.eventID)
        case .signalExternal, .cancelExternal: break
        case .localActivity(let sequence):
            retireLocalActivity(sequence)
            return
        case .cancelTimer(let sequence):
            // Nothing more comes of it: the server takes back what it has not told yet.
            if let timer = timers.removeValue(forKey: sequence) { retire(eventID: timer.startedEventID) }
            return
        case .close:
            isClosed = true
            return
        default: return
        }
        owners[event.eventID] = key
    }

    /// The machine that the event `eventID` started; nondeterminism where there is none.
    func owner(of eventID: Int64, for event: API.History.HistoryEvent) throws(NondeterminismError) -> CommandKey {
        guard let key = owners[eventID] else {
            throw NondeterminismError(event, "it belongs to event \(eventID), which no command of the code answers")
        }
        return key
    }

    /// Forgets a machine whose last event has come.
    mutating func retire(eventID: Int64) {
        owners[eventID] = nil
    }

    // MARK: Updates

    /// The updates of a task in the order of the events they came after: those that history says were accepted, or those
    /// that a live task's messages ask for.
    private mutating func updates(
        of task: HistoryTask, incoming: [API.Protocols.Message]
    ) throws -> [UpdateRequest] {
        var updates: [UpdateRequest] = []
        for event in task.events {
            guard case .workflowExecutionUpdateAdmitted(let attributes) = event.attributes,
                let request = attributes.request, let id = request.meta?.updateID
            else { continue }
            admittedUpdates[id] = request.copyingPayloads()
            guard task.completed == nil else { continue }
            updates.append(
                UpdateRequest(
                    id: id, messageID: "\(id)/request", sequencingEventID: event.eventID, request: request,
                    isReplayed: false))
        }
        for event in task.acceptedUpdates {
            guard case .workflowExecutionUpdateAccepted(let accepted) = event.attributes else { continue }
            let id = accepted.protocolInstanceID
            guard let request = accepted.acceptedRequest ?? admittedUpdates[id] else {
                throw NondeterminismError(event, "history holds no request for the update")
            }
            admittedUpdates[id] = nil
            updates.append(
                UpdateRequest(
                    id: id, messageID: accepted.acceptedRequestMessageID,
                    sequencingEventID: accepted.acceptedRequestSequencingEventID, request: request,
                    isReplayed: true))
        }
        for message in incoming where task.completed == nil {
            updates.append(try UpdateRequest(message))
        }
        return updates.enumerated()
            .sorted { ($0.element.sequencingEventID, $0.offset) < ($1.element.sequencingEventID, $1.offset) }
            .map(\.element)
    }
}

extension UpdateRequest {
    /// Reads the request that `message` carries.
    init(_ message: API.Protocols.Message) throws {
        let request = try message.body?.unpack(API.Update.Request.self) ?? API.Update.Request()
        var sequencingEventID = Int64.max
        if case .eventID(let eventID) = message.sequencingID { sequencingEventID = eventID }
        self.init(
            id: message.protocolInstanceID, messageID: message.id, sequencingEventID: sequencingEventID,
            request: request, isReplayed: false)
    }
}
