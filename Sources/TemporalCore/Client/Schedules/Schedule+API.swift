// Schedules as the API's messages say them. A message that came from the server is changed, not replaced, so that what this
// version does not know of stays as it is.

extension Schedule {
    init(_ message: API.Schedule.Schedule, converter: DataConverter) {
        self.init(
            starting: ScheduledWorkflow(message.action?.workflow ?? .init(), converter: converter),
            at: ScheduleSpec(message.spec ?? .init()))
        overlapPolicy = ScheduleOverlapPolicy(message.policies?.overlapPolicy ?? .unspecified)
        catchupWindow = message.policies?.catchupWindow
        pausesOnFailure = message.policies?.pauseOnFailure ?? false
        isPaused = message.state?.paused ?? false
        note = message.state?.notes ?? ""
        if let state = message.state, state.limitedActions { remainingActions = Int(state.remainingActions) }
    }

    func write(to message: inout API.Schedule.Schedule, converter: DataConverter) throws(PayloadConversionError) {
        var info = message.action?.workflow ?? .init()
        try workflow.write(to: &info, converter: converter)
        message.action = .with { $0.action = .startWorkflow(info) }
        var spec = message.spec ?? .init()
        self.spec.write(to: &spec)
        message.spec = spec
        var policies = message.policies ?? .init()
        policies.overlapPolicy = .init(overlapPolicy)
        policies.catchupWindow = catchupWindow
        policies.pauseOnFailure = pausesOnFailure
        message.policies = policies
        var state = message.state ?? .init()
        state.paused = isPaused
        state.notes = note
        state.limitedActions = remainingActions != nil
        state.remainingActions = Int64(remainingActions ?? 0)
        message.state = state
    }
}

extension API.Schedule.ScheduleAction {
    var workflow: API.Workflow.NewWorkflowExecutionInfo? {
        guard case .startWorkflow(let workflow) = action else { return nil }
        return workflow
    }
}

extension ScheduledWorkflow {
    init(_ message: API.Workflow.NewWorkflowExecutionInfo, converter: DataConverter) {
        self.init(
            workflowType: message.workflowType?.name ?? "", id: message.workflowID,
            taskQueue: message.taskQueue?.name ?? "",
            arguments: (message.input?.payloads ?? []).map { .payload($0.copied(), converter) })
        executionTimeout = message.workflowExecutionTimeout
        runTimeout = message.workflowRunTimeout
        taskTimeout = message.workflowTaskTimeout
        retryPolicy = message.retryPolicy.map { RetryPolicy($0) }
        memo = Memo(message.memo, converter: converter)
        searchAttributes = SearchAttributes(message.searchAttributes)
        priority = message.priority.map(Priority.init)
    }

    func write(
        to message: inout API.Workflow.NewWorkflowExecutionInfo, converter: DataConverter
    ) throws(PayloadConversionError) {
        message.fill(workflowType, id: id, taskQueue: taskQueue, self)
        var payloads: [Payload] = []
        for argument in arguments {
            do { payloads.append(try argument.payload(converter)) } catch {
                throw PayloadConversionError(error, index: payloads.count)
            }
        }
        message.input = payloads.isEmpty ? nil : .with { $0.payloads = payloads }
        message.memo = try memo.encoded(with: converter)
    }
}

extension ScheduleSpec {
    init(_ message: API.Schedule.ScheduleSpec) {
        self.init()
        calendars = message.structuredCalendar.map { ScheduleCalendar($0) }
        intervals = message.interval.map {
            ScheduleInterval(every: $0.interval ?? .zero, offset: $0.phase ?? .zero)
        }
        cronExpressions = message.cronString
        excluded = message.excludeStructuredCalendar.map { ScheduleCalendar($0) }
        start = message.startTime
        end = message.endTime
        jitter = message.jitter
        timeZone = message.timezoneName.isEmpty ? nil : message.timezoneName
    }

    func write(to message: inout API.Schedule.ScheduleSpec) {
        message.structuredCalendar = calendars.map { API.Schedule.StructuredCalendarSpec($0) }
        message.interval = intervals.map { interval in
            .with {
                $0.interval = interval.every
                $0.phase = interval.offset
            }
        }
        message.cronString = cronExpressions
        message.excludeStructuredCalendar = excluded.map { API.Schedule.StructuredCalendarSpec($0) }
        message.startTime = start
        message.endTime = end
        message.jitter = jitter
        if timeZone ?? "" != message.timezoneName { message.timezoneData = Bytes() }
        message.timezoneName = timeZone ?? ""
    }
}

extension ScheduleCalendar {
    init(_ message: API.Schedule.StructuredCalendarSpec) {
        self.init(
            seconds: message.second.map { .init($0) }, minutes: message.minute.map { .init($0) },
            hours: message.hour.map { .init($0) }, daysOfMonth: message.dayOfMonth.map { .init($0) },
            months: message.month.map { .init($0) }, years: message.year.map { .init($0) },
            daysOfWeek: message.dayOfWeek.map { .init($0) }, comment: message.comment)
    }
}

extension API.Schedule.StructuredCalendarSpec {
    init(_ calendar: ScheduleCalendar) {
        self.init()
        second = calendar.seconds.map { .init($0) }
        minute = calendar.minutes.map { .init($0) }
        hour = calendar.hours.map { .init($0) }
        dayOfMonth = calendar.daysOfMonth.map { .init($0) }
        month = calendar.months.map { .init($0) }
        year = calendar.years.map { .init($0) }
        dayOfWeek = calendar.daysOfWeek.map { .init($0) }
        comment = calendar.comment
    }
}

extension ScheduleRange {
    // The server leaves out an end that is the start, and a step of one.
    init(_ message: API.Schedule.Range) {
        self.init(Int(message.start)...Int(max(message.start, message.end)), step: Int(max(1, message.step)))
    }
}

extension API.Schedule.Range {
    init(_ range: ScheduleRange) {
        self.init()
        start = Int32(clamping: range.start)
        end = Int32(clamping: range.end)
        step = Int32(clamping: range.step)
    }
}

extension ScheduleOverlapPolicy {
    init(_ policy: API.Enums.ScheduleOverlapPolicy) {
        self =
            switch policy {
            case .bufferOne: .bufferOne
            case .bufferAll: .bufferAll
            case .cancelOther: .cancelOther
            case .terminateOther: .terminateOther
            case .allowAll: .allowAll
            default: .skip
            }
    }
}

extension API.Enums.ScheduleOverlapPolicy {
    init(_ policy: ScheduleOverlapPolicy) {
        self =
            switch policy {
            case .skip: .skip
            case .bufferOne: .bufferOne
            case .bufferAll: .bufferAll
            case .cancelOther: .cancelOther
            case .terminateOther: .terminateOther
            case .allowAll: .allowAll
            }
    }
}
