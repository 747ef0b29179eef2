// What the tests here share: starting workflows so that what they leave is replayed, and waiting in activities.

import Foundation
import ReplaySupport
import Synchronization
import TemporalCore
import TemporalWorker
import TemporalWorkflow
import TestSupport

typealias Event = API.History.HistoryEvent.Attributes

extension Place {
    /// Starts a workflow without arguments under an id of its own.
    func begin<W: Workflow>(
        _ workflow: W.Type, id: String = UUID().uuidString, options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument1 == NoArgument {
        expect(id)
        return try await client.startWorkflow(W.self, id: id, taskQueue: taskQueue, options: options)
    }

    /// Starts a workflow with one argument under an id of its own.
    func begin<W: Workflow>(
        _ workflow: W.Type, _ argument: W.Argument1, id: String = UUID().uuidString,
        options: StartWorkflowOptions = StartWorkflowOptions()
    ) async throws -> TypedWorkflowHandle<W> where W.Argument2 == NoArgument {
        expect(id)
        return try await client.startWorkflow(W.self, argument, id: id, taskQueue: taskQueue, options: options)
    }

    /// How many events of a workflow's history so far `isMeant` finds.
    func count<W: Workflow>(
        _ handle: TypedWorkflowHandle<W>, _ isMeant: (Event) -> Bool
    ) async throws -> Int {
        try await events(handle.id).count(where: isMeant)
    }

    /// Waits for an event of a workflow's history.
    func waits<W: Workflow>(
        _ handle: TypedWorkflowHandle<W>, for isMeant: (Event) -> Bool, file: String = #fileID, line: Int = #line
    ) async throws {
        try await eventually(file: file, line: line) { try await count(handle, isMeant) > 0 }
    }
}

extension Event {
    var isWorkflowTaskStarted: Bool { if case .workflowTaskStarted = self { true } else { false } }
    var isWorkflowTaskCompleted: Bool { if case .workflowTaskCompleted = self { true } else { false } }
    var isWorkflowTaskFailed: Bool { if case .workflowTaskFailed = self { true } else { false } }
    var isActivityScheduled: Bool { if case .activityTaskScheduled = self { true } else { false } }
    var isActivityStarted: Bool { if case .activityTaskStarted = self { true } else { false } }
    var isActivityCancelRequested: Bool { if case .activityTaskCancelRequested = self { true } else { false } }
    var isActivityCompleted: Bool { if case .activityTaskCompleted = self { true } else { false } }
    var isMarker: Bool { if case .markerRecorded = self { true } else { false } }
    var isTimerStarted: Bool { if case .timerStarted = self { true } else { false } }
    var isTimerCanceled: Bool { if case .timerCanceled = self { true } else { false } }
    var isTimerFired: Bool { if case .timerFired = self { true } else { false } }
    var isSignaled: Bool { if case .workflowExecutionSignaled = self { true } else { false } }
    var isCancelRequested: Bool { if case .workflowExecutionCancelRequested = self { true } else { false } }
    var isUpdateAccepted: Bool { if case .workflowExecutionUpdateAccepted = self { true } else { false } }
    var isUpdateCompleted: Bool { if case .workflowExecutionUpdateCompleted = self { true } else { false } }
}

/// An activity that does what a test says with a number.
struct Work: Activity {
    let body: @Sendable (Int) async throws -> Int

    init(_ body: @escaping @Sendable (Int) async throws -> Int = { $0 }) { self.body = body }

    func run(_ number: Int) async throws -> Int { try await body(number) }
}

/// Heartbeats until the activity is canceled, and throws then; or until `gate` is open.
func beating(until gate: Gate) async throws {
    while !gate.isOpen {
        try ActivityContext.current?.heartbeat()
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// A number that grows.
final class Counter: Sendable {
    private let number = Atomic(0)

    var value: Int { number.load(ordering: .acquiring) }

    @discardableResult
    func increment() -> Int { number.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue }
}

/// Lines in the order in which they came.
final class Texts: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
}
