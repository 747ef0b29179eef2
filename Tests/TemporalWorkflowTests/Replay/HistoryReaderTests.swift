import TemporalCore
import Testing

@testable import TemporalWorkflow

@Suite struct HistoryReaderTests {
    /// The started-event ids of the tasks that a reader finds when it gets `events` in pages of `size`.
    private func tasks(_ events: [API.History.HistoryEvent], pageSize: Int) throws -> [HistoryTask] {
        var reader = HistoryReader()
        var tasks: [HistoryTask] = []
        var rest = events[...]
        while true {
            switch try reader.next() {
            case .task(let task): tasks.append(task)
            case .end: return tasks
            case .needsMore:
                let page = rest.prefix(pageSize)
                rest = rest.dropFirst(pageSize)
                try reader.append(Array(page), isLast: rest.isEmpty)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5, 100])
    func `pages of any size give the same tasks`(pageSize: Int) throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        let scheduled = history.activityScheduled(1, type: "A")
        history.activityCompleted(scheduledEventID: scheduled)
        history.signaled("s")
        history.task()
        history.completed()
        let tasks = try tasks(history.events, pageSize: pageSize)
        #expect(tasks.map { $0.start?.eventID } == [3, 10, nil])
        #expect(tasks.map { $0.commandEvents.map(\.eventID) } == [[], [5], [12]])
        #expect(tasks.map { $0.events.map(\.eventID) } == [[1], [6, 7, 8], []])
        #expect(tasks.map { $0.completed != nil } == [true, true, false])
    }

    @Test func `a failed and a timed-out task belong to the task that followed`() throws {
        var history = HistoryBuilder()
        history.started()
        history.taskStarted()
        history.taskFailed()
        history.signaled("s")
        history.taskStarted()
        history.add(.workflowTaskTimedOut(.init()))
        history.taskStarted()
        let tasks = try tasks(history.events, pageSize: 100)
        #expect(tasks.map { $0.start?.eventID } == [10])
        #expect(tasks[0].events.map(\.eventID) == [1, 4, 5])
        #expect(tasks[0].completed == nil)
    }

    @Test(arguments: [1, 4, 100])
    func `the updates that a completion accepted are known before its task runs`(pageSize: Int) throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.updateAccepted("u", sequencingEventID: 2)
        history.timerStarted(1)
        let tasks = try tasks(history.events, pageSize: pageSize)
        #expect(tasks[0].acceptedUpdates.map(\.eventID) == [5])
    }

    @Test func `missing events are an error that names them`() throws {
        var history = HistoryBuilder()
        history.started()
        history.taskStarted()
        var reader = HistoryReader()
        #expect(throws: HistoryError.gap(expected: 1, found: 2)) {
            try reader.append(Array(history.events.dropFirst()), isLast: true)
        }
    }

    @Test func `events that a query brings early stay for the task that handles them`() throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.timerStarted(1)
        history.signaled("s")
        var reader = HistoryReader()
        try reader.append(history.events, isLast: true)
        var seen: [HistoryTask] = []
        while case .task(let task) = try reader.next() { seen.append(task) }
        #expect(seen.map { $0.events.map(\.eventID) } == [[1], []])
        let before = history.events.count
        history.taskStarted()
        try reader.append(Array(history.events[before...]), isLast: true)
        guard case .task(let task) = try reader.next() else {
            Issue.record("no task")
            return
        }
        #expect(task.events.map(\.eventID) == [6])
        #expect(task.start?.eventID == 8)
    }

    @Test(arguments: [1, 4, 100])
    func `that the last completion had no commands is said`(pageSize: Int) throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        let tasks = try tasks(history.events, pageSize: pageSize)
        #expect(tasks.map { $0.start?.eventID } == [3, nil])
        #expect(tasks.map(\.lastEventID) == [3, 4])
        history.signaled("unseen")
        let more = try self.tasks(history.events, pageSize: pageSize)
        #expect(more.map(\.lastEventID) == [3, 4])
    }

    @Test func `a task that a query finds open is left to whoever gets it`() throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.timerStarted(1)
        history.signaled("s")
        history.taskStarted()
        var reader = HistoryReader()
        try reader.append(history.events, isLast: true)
        reader.dropOpenTask()
        var seen: [HistoryTask] = []
        while case .task(let task) = try reader.next() { seen.append(task) }
        #expect(seen.map { $0.start?.eventID } == [3, nil])
        try reader.append(Array(history.events.dropFirst(4)), isLast: true)
        guard case .task(let task) = try reader.next() else {
            Issue.record("no task")
            return
        }
        #expect(task.events.map(\.eventID) == [6])
        #expect(task.start?.eventID == 8)
    }

    @Test func `a withdrawn speculative task makes room for the events that take its ids`() throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.timerStarted(1)
        var speculative = history
        speculative.taskStarted()
        var reader = HistoryReader()
        try reader.append(speculative.events, isLast: true)
        while case .task = try reader.next() {}
        reader.rollBack(to: 5)
        history.signaled("s")
        history.taskStarted()
        try reader.append(Array(history.events[5...]), isLast: true)
        guard case .task(let task) = try reader.next() else {
            Issue.record("no task")
            return
        }
        #expect(task.events.map(\.eventID) == [6])
    }

    @Test func `what was read before a withdrawn task is not read again`() throws {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.timerStarted(1)
        var speculative = history
        speculative.taskStarted()
        var reader = HistoryReader()
        try reader.append(speculative.events, isLast: true)
        while case .task = try reader.next() {}
        // The server goes back to the start of the last task that was completed, and repeats what followed.
        reader.rollBack(to: 3)
        history.taskStarted()
        try reader.append(Array(history.events[3...]), isLast: true)
        guard case .task(let task) = try reader.next() else {
            Issue.record("no task")
            return
        }
        #expect(task.commandEvents.isEmpty)
        #expect(task.start?.eventID == 7)
    }

    @Test func `a history is handed out page by page, and the last has no token`() {
        var history = HistoryBuilder()
        history.started()
        history.task()
        history.signaled("s")
        let pages = HistoryPages(history.events, size: 2)
        let handedOut = (0..<4).map { _ in pages.next() }
        #expect(handedOut.map { $0.events.map(\.eventID) } == [[1, 2], [3, 4], [5], []])
        #expect(handedOut.map(\.nextPageToken.isEmpty) == [false, false, true, true])
    }
}
