// The schedule of verifications: every day at two in the morning. Whichever worker starts makes it, or brings it up to date.

import TemporalCore
import TemporalWorkflow

/// When verifications run.
public struct VSyncSchedule: Sendable {
    /// The schedule's id; one for each namespace and task queue.
    public let id: String
    /// The name of the time zone of the two o'clock, such as `America/Sao_Paulo`.
    public let timeZone: String
    private let taskQueue: String
    private let timeout: Duration

    /// The schedule of the workers of `taskQueue`, whose verifications may take `timeout`, of which the last minute (of less than
    /// ten, a tenth) is for telling that one took too long.
    public init(taskQueue: String, timeZone: String, timeout: Duration = .seconds(86_400)) {
        id = "dict-vsync-\(taskQueue)"
        self.timeZone = timeZone
        self.taskQueue = taskQueue
        self.timeout = timeout
    }

    /// Makes the schedule, or gives the one that is there this time; whether it is paused, and its note, stay.
    ///
    /// - Throws: `RPCError`.
    public func install(_ client: TemporalClient) async throws {
        let spec = ScheduleSpec.daily(hour: 2, timeZone: timeZone)
        var workflow = ScheduledWorkflow(VSyncSchedulerWorkflow.self, id: id, taskQueue: taskQueue)
        workflow.executionTimeout = timeout
        do {
            // One that is due while another still runs is skipped (the default).
            _ = try await client.createSchedule(id: id, Schedule(starting: workflow, at: spec))
        } catch is ScheduleAlreadyExistsError {
            try await client.schedule(id: id).update { schedule in
                schedule.spec = spec
                schedule.workflow = workflow
                schedule.overlapPolicy = .skip
            }
        }
    }
}
