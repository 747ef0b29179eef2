// Histories that the Python SDK recorded, replayed by the same workflows in Swift; and a copy of each, altered, declined.

import Foundation
import TemporalCore
import TemporalTesting
import TemporalWorker
import TemporalWorkflow
import TestSupport
import Testing

/// A recorded history, as the manifest lists it.
struct Recording: Decodable, CustomTestStringConvertible, Sendable {
    var name: String
    var workflow: String

    var testDescription: String { name }

    static let all: [Recording] = {
        let url = Repository.root.appending(path: "Tests/Fixtures/histories/manifest.json")
        let manifest = (try? Data(contentsOf: url)).flatMap { try? JSONDecoder().decode([Recording].self, from: $0) }
        return manifest ?? []
    }()

    func history() throws -> WorkflowHistory {
        let url = Repository.root.appending(path: "Tests/Fixtures/histories/\(name).json")
        return try WorkflowHistory(json: Bytes(Data(contentsOf: url)))
    }
}

@Suite struct RecordedHistoriesTests {
    static let workflows: [Registration] = [
        .workflow(NoopWorkflow.self),
        .workflow(ArgumentsWorkflow.self),
        .workflow(OneActivityWorkflow.self),
        .workflow(TenActivitiesWorkflow.self),
        .workflow(ManyActivitiesWorkflow.self),
        .workflow(FanOutWorkflow.self),
        .workflow(TwoBranchesWorkflow.self),
        .workflow(ActivityRetriesWorkflow.self),
        .workflow(RetriesExhaustedWorkflow.self),
        .workflow(FailureCaughtWorkflow.self),
        .workflow(FailureUncaughtWorkflow.self),
        .workflow(ActivityTimeoutsWorkflow.self),
        .workflow(HeartbeatsWorkflow.self),
        .workflow(ActivityTryCancelWorkflow.self),
        .workflow(ActivityWaitCancelWorkflow.self),
        .workflow(ActivityStubbornWorkflow.self),
        .workflow(ActivityAbandonWorkflow.self),
        .workflow(ActivityLateCompletionWorkflow.self),
        .workflow(ActivityCancelledUnsentWorkflow.self),
        .workflow(TimerWorkflow.self),
        .workflow(TimersAtOnceWorkflow.self),
        .workflow(TimerCancelledWorkflow.self),
        .workflow(TimerCancelledUnsentWorkflow.self),
        .workflow(TimerBeatsActivityWorkflow.self),
        .workflow(WaitWorkflow.self),
        .workflow(WaitInTimeWorkflow.self),
        .workflow(WaitTimedOutWorkflow.self),
        .workflow(WaitAlreadyTrueWorkflow.self),
        .workflow(QueryWorkflow.self),
        .workflow(ParkedWorkflow.self),
        .workflow(FixedWorkflow.self),
        .workflow(ResetWorkflow.self),
        .workflow(RandomWorkflow.self),
        .workflow(SignalsInOrderWorkflow.self),
        .workflow(SignalBesideActivityWorkflow.self),
        .workflow(SignalsBesideStartWorkflow.self),
        .workflow(WaitOneSecondWorkflow.self),
        .workflow(AsyncSignalWorkflow.self),
        .workflow(UnknownSignalWorkflow.self),
        .workflow(UpdateWorkflow.self),
        .workflow(EntityWorkflow.self),
        .workflow(SagaWorkflow.self),
        .workflow(ContinueAsNewWorkflow.self),
        .workflow(CancelledWorkflow.self),
        .workflow(CancelledActivityWorkflow.self),
        .workflow(CancellationIgnoredWorkflow.self),
        .workflow(FailedWorkflow.self),
        .workflow(RetriedWorkflow.self),
        .workflow(SearchAttributesWorkflow.self),
        .workflow(MemoWorkflow.self),
        .workflow(ChildResultWorkflow.self),
        .workflow(ChildFailureWorkflow.self),
        .workflow(ChildAlreadyStartedWorkflow.self),
        .workflow(ChildrenAtOnceWorkflow.self),
        .workflow(ChildCancelAbandonWorkflow.self),
        .workflow(ChildTryCancelWorkflow.self),
        .workflow(ChildWaitCancelRequestedWorkflow.self),
        .workflow(ChildWaitCancelCompletedWorkflow.self),
        .workflow(ChildAbandonedWorkflow.self),
        .workflow(ChildCancelledUnsentWorkflow.self),
        .workflow(SignalExternalWorkflow.self),
        .workflow(SignalNobodyWorkflow.self),
        .workflow(SignalChildWorkflow.self),
        .workflow(CancelExternalWorkflow.self),
        .workflow(ChildWorkflow.self),
        .workflow(StreamWorkflow.self),
        .workflow(PatchedWorkflow.self),
        .workflow(OldWorkflow.self),
        .workflow(DeprecatedPatchWorkflow.self),
        .workflow(LocalActivityWorkflow.self),
        .workflow(LocalActivitiesAtOnceWorkflow.self),
        .workflow(LocalActivityRetriesWorkflow.self),
        .workflow(LocalActivityBackoffWorkflow.self),
        .workflow(LocalActivityFailureWorkflow.self),
        .workflow(LongLocalActivityWorkflow.self),
        .workflow(LocalActivityTryCancelWorkflow.self),
        .workflow(LocalActivityWaitCancelWorkflow.self),
        .workflow(LocalActivityStubbornWorkflow.self),
        .workflow(LocalActivityAbandonWorkflow.self),
        .workflow(LocalActivityCancelThenTwoWorkflow.self),
        .workflow(ChildCancelledUnacknowledgedWorkflow.self),
        .workflow(OrderWorkflow.self),
    ]

    private func replayer() throws -> Replayer {
        try Replayer { Self.workflows }
    }

    @Test func `the manifest is found`() {
        #expect(Recording.all.count > 60)
    }

    @Test(arguments: Recording.all)
    func `a history of the Python SDK replays, whole and up to each workflow task`(recording: Recording) async throws {
        try await replayer().replayThroughout(recording.history())
    }

    @Test(arguments: Recording.all.filter { (try? $0.history().altered()) != nil })
    func `an altered copy is declined with both sides shown`(recording: Recording) async throws {
        let altered = try #require(try recording.history().altered(), "nothing to alter")
        let error = await #expect(throws: ReplayError.self) { try await replayer().replay(altered) }
        let cause = try #require(error?.cause as? NondeterminismError, "\(String(describing: error))")
        #expect(cause.event != nil || cause.command != nil)
        #expect(cause.description.contains("history") && cause.description.contains("code"))
    }

    @Test(arguments: Recording.all.filter { (try? $0.history().withOtherLocalActivity()) != nil })
    func `a copy with the marker of another local activity is declined`(recording: Recording) async throws {
        let altered = try #require(try recording.history().withOtherLocalActivity(), "nothing to alter")
        let error = await #expect(throws: ReplayError.self) { try await replayer().replay(altered) }
        let cause = try #require(error?.cause as? NondeterminismError, "\(String(describing: error))")
        #expect(cause.reason.hasPrefix("the local activity's type differs"), "\(cause)")
    }
}

extension WorkflowHistory {
    /// A copy whose first command event is another command: a renamed activity or child, or a marker in its place.
    func altered() -> WorkflowHistory? {
        var copy = self
        for index in copy.events.indices {
            switch copy.events[index].attributes {
            case .activityTaskScheduled(var attributes):
                attributes.activityType?.name += "Altered"
                copy.events[index].attributes = .activityTaskScheduled(attributes)
            case .startChildWorkflowExecutionInitiated(var attributes):
                attributes.workflowType?.name += "Altered"
                copy.events[index].attributes = .startChildWorkflowExecutionInitiated(attributes)
            case .timerStarted, .workflowExecutionCompleted, .workflowExecutionFailed, .workflowExecutionCanceled,
                .workflowExecutionContinuedAsNew, .upsertWorkflowSearchAttributes, .workflowPropertiesModified,
                .signalExternalWorkflowExecutionInitiated, .requestCancelExternalWorkflowExecutionInitiated,
                .workflowExecutionUpdateAccepted:
                copy.events[index].eventType = .markerRecorded
                copy.events[index].attributes = .markerRecorded(.with { $0.markerName = "altered" })
            default:
                continue
            }
            return copy
        }
        return nil
    }

    /// A copy whose last marker of a local activity is one of another type's.
    func withOtherLocalActivity() -> WorkflowHistory? {
        var copy = self
        guard let index = copy.events.lastIndex(where: \.isLocalActivityMarker),
            case .markerRecorded(var attributes) = copy.events[index].attributes,
            let data = attributes.details["data"]?.payloads.first?.data.utf8String
        else { return nil }
        let altered = data.replacing("\"activity_type\":\"", with: "\"activity_type\":\"Altered")
        attributes.details["data"]?.payloads[0].data = Bytes(utf8: altered)
        copy.events[index].attributes = .markerRecorded(attributes)
        return copy
    }
}
