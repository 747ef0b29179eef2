// Failures, counted by their reasons as Temporal's Core names them.

import CoreMetrics
import Synchronization
import TemporalCore
import TemporalWorkflow

/// Why something failed, as the tag `failure_reason` says it.
enum FailureReason: Hashable, Sendable, CustomStringConvertible {
    case nondeterminism, workflow, activity, timeout
    case grpcMessageTooLarge, payloadsTooLarge, requestTooLarge
    /// A Nexus operation ended so: failed or canceled.
    case nexusOperation(NexusOperationError.State)
    /// A Nexus handler failed, with a failure of this type.
    case nexusHandler(String)
    /// Anything, where too many reasons are counted already.
    case other

    /// Why a workflow task failed.
    init(_ failure: WorkflowTaskFailure) {
        self =
            switch failure.cause {
            case .nonDeterministicError: .nondeterminism
            case _ where failure.isMessageTooLarge: .grpcMessageTooLarge
            case .payloadsTooLarge: .payloadsTooLarge
            case .requestTooLarge: .requestTooLarge
            default: .workflow
            }
    }

    var description: String {
        switch self {
        case .nondeterminism: "NonDeterminismError"
        case .workflow: "WorkflowError"
        case .activity: "ActivityError"
        case .timeout: "timeout"
        case .grpcMessageTooLarge: "GrpcMessageTooLarge"
        case .payloadsTooLarge: "PayloadsTooLarge"
        case .requestTooLarge: "RequestTooLarge"
        case .nexusOperation(.failed): "operation_failed"
        case .nexusOperation(.canceled): "operation_canceled"
        case .nexusHandler(let type): "handler_error_\(type)"
        case .other: "other"
        }
    }
}

/// Counts the failures of one kind. Those with the reasons that it is made with are there at once, so that a rate has a zero to
/// begin at.
final class FailureCounters: Sendable {
    /// The most reasons that are told apart: a handler makes up its own.
    private static let limit = 30

    private let maker: MetricsMaker
    private let name: String
    private let counters: Mutex<[FailureReason: Counter]>

    init(_ maker: MetricsMaker, _ name: String, _ reasons: [FailureReason]) {
        self.maker = maker
        self.name = name
        var counters: [FailureReason: Counter] = [:]
        for reason in reasons { counters[reason] = Self.counter(maker, name, reason) }
        self.counters = Mutex(counters)
    }

    /// Counts a failure.
    func count(_ reason: FailureReason) {
        let counter = counters.withLock { [maker, name] counters -> Counter in
            let known = counters[reason] != nil || counters.count < Self.limit ? reason : .other
            if let counter = counters[known] { return counter }
            let counter = Self.counter(maker, name, known)
            counters[known] = counter
            return counter
        }
        counter.increment()
    }

    private static func counter(_ maker: MetricsMaker, _ name: String, _ reason: FailureReason) -> Counter {
        maker.with("failure_reason", reason.description).counter(name)
    }
}
