import TemporalCore
import Testing

@testable import TemporalWorkflow

@Suite struct MachineTests {
    private func activity(_ cancellation: ActivityCancellationType) -> ActivityMachine {
        ActivityMachine(activityID: "1", activityType: API.Common.ActivityType(name: "A"), cancellation: cancellation)
    }

    private func child(_ cancellation: ChildWorkflowCancellationType) -> ChildMachine {
        ChildMachine(
            namespace: "n", workflowID: "c", workflowType: API.Common.WorkflowType(name: "C"),
            cancellation: cancellation)
    }

    @Test(arguments: [ActivityCancellationType.tryCancel, .waitCancellationCompleted, .abandon])
    func `an activity canceled before it was sent sends nothing`(type: ActivityCancellationType) {
        var machine = activity(type)
        let result1 = machine.cancel()
        #expect(result1 == .dropCommand)
        let result2 = machine.cancel()
        #expect(result2 == .ignore)
    }

    @Test func `canceling a scheduled activity does what its type says`() {
        let expected: [(ActivityCancellationType, ActivityMachine.Cancellation, Bool)] = [
            (.tryCancel, .request(scheduledEventID: 5, isOver: true), false),
            (.waitCancellationCompleted, .request(scheduledEventID: 5, isOver: false), true),
            (.abandon, .abandon, false),
        ]
        for (type, cancellation, isAwaited) in expected {
            var machine = activity(type)
            machine.recordScheduled(eventID: 5)
            let result3 = machine.cancel()
            #expect(result3 == cancellation)
            let result4 = machine.cancel()
            #expect(result4 == .ignore)
            let wasAwaited = machine.close()
            #expect(wasAwaited == isAwaited, "\(type)")
        }
    }

    @Test func `a timer is canceled once and does not fire afterwards`() {
        var created = TimerMachine()
        let result5 = created.cancel()
        #expect(result5 == .dropCommand)
        var started = TimerMachine()
        started.recordStarted(eventID: 5)
        let result6 = started.cancel()
        #expect(result6 == .cancel)
        let result7 = started.cancel()
        #expect(result7 == .ignore)
        let result8 = started.fire()
        #expect(result8 == false)
    }

    @Test func `canceling a child does what its type says, before and after it has started`() {
        let expected: [(ChildWorkflowCancellationType, StagedCall.Cancellation, delivered: Bool, isAwaited: Bool)] = [
            (.abandon, .abandon, false, false),
            (.tryCancel, .request(isOver: true), false, false),
            (.waitCancellationRequested, .request(isOver: false), true, false),
            (.waitCancellationCompleted, .request(isOver: false), false, true),
        ]
        for (type, cancellation, delivered, isAwaited) in expected {
            for hasStarted in [false, true] {
                var machine = child(type)
                machine.call.recordInitiated(eventID: 5)
                if hasStarted {
                    let isAwaited = machine.recordStarted(eventID: 6, runID: "r")
                    #expect(isAwaited)
                }
                let result9 = machine.call.cancel()
                #expect(result9 == cancellation)
                let result10 = machine.call.cancel()
                #expect(result10 == .ignore)
                let result11 = machine.call.cancellationDelivered()
                #expect(result11 == delivered)
                let wasAwaited = machine.call.close() != nil
                #expect(wasAwaited == isAwaited, "\(type)")
            }
        }
    }

    @Test func `a child whose start was given up may still start`() {
        var machine = child(.tryCancel)
        machine.call.recordInitiated(eventID: 5)
        _ = machine.call.cancel()
        let result12 = machine.recordStarted(eventID: 6, runID: "r")
        #expect(result12 == false)
        let closed = machine.call.close()
        #expect(closed == nil)
    }

    @Test func `randomness is the same for a run and another for another run`() {
        var a = RandomSource(seed: "run")
        var b = RandomSource(seed: "run")
        var c = RandomSource(seed: "other")
        let first = (0..<10).map { _ in a.next() }
        #expect(first == (0..<10).map { _ in b.next() })
        #expect(first != (0..<10).map { _ in c.next() })
        // Pinned: a history of years ago must replay.
        var pinned = RandomSource(seed: "0197f0c2-0000-7000-8000-000000000001")
        let uuid = pinned.uuid()
        #expect(uuid == "954724ab-5060-4e04-9b8b-f86fa469379f")
        #expect(uuid.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
    }
}
