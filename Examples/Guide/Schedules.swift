// What runs every night: a schedule of the server's.

import TemporalCore
import TemporalWorkflow

actor NightlyReport: Workflow {
    func run(_ region: String) async throws -> String { "the report of \(region)" }
}

func scheduleReports(with client: TemporalClient) async throws -> ScheduleHandle {
    var schedule = Schedule(
        starting: ScheduledWorkflow(NightlyReport.self, "north", id: "nightly-report", taskQueue: "guide"),
        at: .daily(hour: 2))
    schedule.note = "asked for by the board"
    return try await client.createSchedule(id: "reports", schedule)
}
