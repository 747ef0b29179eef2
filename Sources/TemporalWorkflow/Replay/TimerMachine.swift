// A timer's life.
//
//   created ──started──▶ started ──fired──▶ closed
//      │ cancel             │ cancel
//      ▼                    ▼
//   closed, nothing sent   closed, CancelTimer is sent

struct TimerMachine {
    enum State: Equatable {
        case created, started, closed
    }

    /// What canceling asks of the command queue.
    enum Cancellation: Equatable {
        case dropCommand, cancel, ignore
    }

    private(set) var state = State.created
    /// The event that says that it has started.
    private(set) var startedEventID: Int64 = 0

    mutating func recordStarted(eventID: Int64) {
        startedEventID = eventID
        if state == .created { state = .started }
    }

    mutating func cancel() -> Cancellation {
        defer { state = .closed }
        return switch state {
        case .created: .dropCommand
        case .started: .cancel
        case .closed: .ignore
        }
    }

    /// Takes the fired event; false where the workflow canceled the timer.
    mutating func fire() -> Bool {
        defer { state = .closed }
        return state != .closed
    }
}
