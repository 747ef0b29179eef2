// When a schedule acts: the union of calendars, intervals and cron expressions, less what is excluded.

/// The times of a schedule: whenever one of its calendars, intervals or cron expressions says so, except in what is excluded.
public struct ScheduleSpec: Sendable, Hashable {
    /// Times by the calendar.
    public var calendars: [ScheduleCalendar] = []
    /// Times at even distances.
    public var intervals: [ScheduleInterval] = []
    /// Times as cron tells them, such as `0 12 * * MON-FRI`. The server turns them into ``calendars``.
    public var cronExpressions: [String] = []
    /// Times at which nothing happens.
    public var excluded: [ScheduleCalendar] = []
    /// Nothing happens before.
    public var start: Timestamp?
    /// Nothing happens after.
    public var end: Timestamp?
    /// Each time is put off by a random part of this.
    public var jitter: Duration?
    /// The time zone of calendars and cron expressions, by its IANA name; nil is UTC. An hour that a change of the clocks skips
    /// has no times, and one that comes twice has them twice.
    public var timeZone: String?

    /// No times at all.
    public init() {}

    /// The times of `calendars`.
    public static func calendars(_ calendars: ScheduleCalendar..., timeZone: String? = nil) -> ScheduleSpec {
        var spec = ScheduleSpec()
        spec.calendars = calendars
        spec.timeZone = timeZone
        return spec
    }

    /// Once a day.
    public static func daily(hour: Int, minute: Int = 0, timeZone: String? = nil) -> ScheduleSpec {
        .calendars(ScheduleCalendar(minutes: [.init(minute)], hours: [.init(hour)]), timeZone: timeZone)
    }

    /// Each time that a multiple of `interval` and `offset` have passed since 1970.
    public static func every(_ interval: Duration, offset: Duration = .zero) -> ScheduleSpec {
        var spec = ScheduleSpec()
        spec.intervals = [ScheduleInterval(every: interval, offset: offset)]
        return spec
    }

    /// The times of a cron expression of five to seven fields.
    public static func cron(_ expression: String, timeZone: String? = nil) -> ScheduleSpec {
        var spec = ScheduleSpec()
        spec.cronExpressions = [expression]
        spec.timeZone = timeZone
        return spec
    }
}

/// The times whose every field is in one of its ranges. By default that is each midnight.
public struct ScheduleCalendar: Sendable, Hashable {
    /// Seconds, 0 to 59.
    public var seconds: [ScheduleRange]
    /// Minutes, 0 to 59.
    public var minutes: [ScheduleRange]
    /// Hours, 0 to 23.
    public var hours: [ScheduleRange]
    /// Days of the month, 1 to 31.
    public var daysOfMonth: [ScheduleRange]
    /// Months, 1 to 12.
    public var months: [ScheduleRange]
    /// Years; none is every year.
    public var years: [ScheduleRange]
    /// Days of the week, 0 (Sunday) to 6.
    public var daysOfWeek: [ScheduleRange]
    /// What people noted about it.
    public var comment: String

    /// The times that are in one range of each list.
    public init(
        seconds: [ScheduleRange] = [0], minutes: [ScheduleRange] = [0], hours: [ScheduleRange] = [0],
        daysOfMonth: [ScheduleRange] = [.init(1...31)], months: [ScheduleRange] = [.init(1...12)],
        years: [ScheduleRange] = [], daysOfWeek: [ScheduleRange] = [.init(0...6)], comment: String = ""
    ) {
        self.seconds = seconds
        self.minutes = minutes
        self.hours = hours
        self.daysOfMonth = daysOfMonth
        self.months = months
        self.years = years
        self.daysOfWeek = daysOfWeek
        self.comment = comment
    }
}

/// Every `step`-th number from `start` to `end`, both included.
public struct ScheduleRange: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// The first.
    public var start: Int
    /// The last that there may be.
    public var end: Int
    /// How far they are apart.
    public var step: Int

    /// The numbers of `range`, or every `step`-th of them.
    public init(_ range: ClosedRange<Int>, step: Int = 1) {
        start = range.lowerBound
        end = range.upperBound
        self.step = step
    }

    /// One number.
    public init(_ value: Int) {
        self.init(value...value)
    }

    /// One number.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}

/// Times at even distances: each multiple of `every` since 1970, put off by `offset`.
public struct ScheduleInterval: Sendable, Hashable {
    /// The distance, at least a second.
    public var every: Duration
    /// How much later than the multiple, less than the distance.
    public var offset: Duration

    /// Times at the distance `every`, put off by `offset`.
    public init(every: Duration, offset: Duration = .zero) {
        self.every = every
        self.offset = offset
    }
}
