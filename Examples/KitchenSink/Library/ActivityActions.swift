// The activities that a kitchen sink is told to run: `ExecuteActivityAction` and its messages.

import TemporalCore

package struct ExecuteActivityAction: Codable, Sendable {
    package struct GenericActivity: Codable, Sendable {
        package var type: String?
        package var arguments: [Payload]?

        package init(_ type: String, _ arguments: Payload...) {
            self.type = type
            self.arguments = arguments
        }
    }

    package struct ResourcesActivity: Codable, Sendable {
        package var runFor: ProtoDuration?
        package var bytesToAllocate: ProtoInteger?
        package var cpuYieldEveryNIterations: Int?
        package var cpuYieldForMs: Int?

        package init(runFor: Duration, bytesToAllocate: Int64, yieldingEvery iterations: Int, forMilliseconds: Int) {
            self.runFor = ProtoDuration(runFor)
            self.bytesToAllocate = ProtoInteger(bytesToAllocate)
            cpuYieldEveryNIterations = iterations
            cpuYieldForMs = forMilliseconds
        }
    }

    package struct PayloadActivity: Codable, Sendable {
        package var bytesToReceive: Int?
        package var bytesToReturn: Int?

        package init(bytesToReceive: Int, bytesToReturn: Int) {
            self.bytesToReceive = bytesToReceive
            self.bytesToReturn = bytesToReturn
        }
    }

    package struct ClientActivity: Codable, Sendable {
        package var clientSequence: ClientSequence?

        package init(_ sequence: ClientSequence) { clientSequence = sequence }
    }

    package struct RetryableErrorActivity: Codable, Sendable {
        package var failAttempts: Int?

        package init(failAttempts: Int) { self.failAttempts = failAttempts }
    }

    package struct TimeoutActivity: Codable, Sendable {
        package var failAttempts: Int?
        package var successDuration: ProtoDuration?
        package var failureDuration: ProtoDuration?

        package init(failAttempts: Int, successDuration: Duration) {
            self.failAttempts = failAttempts
            self.successDuration = ProtoDuration(successDuration)
        }
    }

    package struct HeartbeatTimeoutActivity: Codable, Sendable {
        package var failAttempts: Int?
        package var successDuration: ProtoDuration?
        package var failureDuration: ProtoDuration?
        package var heartbeatInterval: ProtoDuration?

        package init(failAttempts: Int, successDuration: Duration, interval: Duration) {
            self.failAttempts = failAttempts
            self.successDuration = ProtoDuration(successDuration)
            heartbeatInterval = ProtoDuration(interval)
        }
    }

    package struct RemoteActivityOptions: Codable, Sendable {
        package var cancellationType: ActivityCancellation?
        package var doNotEagerlyExecute: Bool?

        package init(_ cancellation: ActivityCancellation) { cancellationType = cancellation }
    }

    package enum ActivityCancellation: String, Codable, Sendable, CaseIterable {
        case tryCancel = "TRY_CANCEL"
        case waitCancellationCompleted = "WAIT_CANCELLATION_COMPLETED"
        case abandon = "ABANDON"
    }

    package struct ProtoRetryPolicy: Codable, Sendable {
        package var initialInterval: ProtoDuration?
        package var backoffCoefficient: Double?
        package var maximumInterval: ProtoDuration?
        package var maximumAttempts: Int?
        package var nonRetryableErrorTypes: [String]?

        package init(initialInterval: Duration) { self.initialInterval = ProtoDuration(initialInterval) }
    }

    package struct ProtoPriority: Codable, Sendable {
        package var priorityKey: Int?
    }

    package var generic: GenericActivity?
    package var delay: ProtoDuration?
    package var noop: Empty?
    package var resources: ResourcesActivity?
    package var payload: PayloadActivity?
    package var client: ClientActivity?
    package var retryableError: RetryableErrorActivity?
    package var timeout: TimeoutActivity?
    package var heartbeat: HeartbeatTimeoutActivity?
    package var taskQueue: String?
    package var scheduleToCloseTimeout: ProtoDuration?
    package var scheduleToStartTimeout: ProtoDuration?
    package var startToCloseTimeout: ProtoDuration?
    package var heartbeatTimeout: ProtoDuration?
    package var retryPolicy: ProtoRetryPolicy?
    package var isLocal: Empty?
    package var remote: RemoteActivityOptions?
    package var awaitableChoice: AwaitableChoice?
    package var priority: ProtoPriority?
    package var fairnessKey: String?
    package var fairnessWeight: Float?

    package init(_ change: (inout ExecuteActivityAction) -> Void) { change(&self) }
}
