// The marker that a local activity leaves in history: how it ended, and when the workflow was told. Name and form are those of
// Temporal's Core SDK, so that runs of other SDKs replay here.

import TemporalCore

/// How a local activity ended, as history keeps it.
struct LocalActivityMarker {
    /// The part of the marker that is JSON.
    struct Data: Codable {
        var sequence: Int64
        /// The attempt that ended so.
        var attempt: Int
        var activityID: String
        var activityType: String
        /// The workflow's time when it was told; nil leaves that as it was.
        var completeTime: Seconds?
        /// Set where a timer of the workflow stands between this attempt and the next one.
        var backoff: Seconds?
        /// When the first attempt was scheduled, by the clock of its worker.
        var originalScheduleTime: Seconds?
        /// The place, within the workflow task, of the activation that told the workflow; nil in histories from before that was
        /// noted.
        var activationIndex: Int64?

        private enum CodingKeys: String, CodingKey {
            case sequence = "seq"
            case attempt
            case activityID = "activity_id"
            case activityType = "activity_type"
            case completeTime = "complete_time"
            case backoff
            case originalScheduleTime = "original_schedule_time"
            case activationIndex = "activation_index"
        }
    }

    /// A time or a length of time, as the marker writes it.
    struct Seconds: Codable {
        var seconds: Int64
        var nanos: Int32

        init(_ time: Timestamp) {
            (seconds, nanos) = (time.seconds, time.nanoseconds)
        }

        init(_ duration: Duration) {
            let (seconds, attoseconds) = duration.components
            (self.seconds, nanos) = (seconds, Int32(clamping: attoseconds / 1_000_000_000))
        }

        var timestamp: Timestamp { Timestamp(seconds: seconds, nanoseconds: nanos) }
        var duration: Duration { .seconds(seconds) + .nanoseconds(Int64(nanos)) }
    }

    var data: Data
    var outcome: ActivationJob.Outcome

    static let name = "core_local_activity"
    private static let dataKey = "data"
    private static let resultKey = "result"

    init(data: Data, outcome: ActivationJob.Outcome) {
        self.data = data
        self.outcome = outcome
    }

    /// The marker that `event` is; nil where it is another event.
    ///
    /// - Throws: `PayloadConversionError` where it cannot be read.
    init?(_ event: API.History.HistoryEvent) throws(PayloadConversionError) {
        guard case .markerRecorded(let attributes) = event.attributes, attributes.markerName == Self.name else {
            return nil
        }
        let payloads = attributes.details[Self.dataKey]?.payloads ?? []
        data = try DataConverter.default.decodeArguments(payloads, as: Data.self)
        outcome = attributes.failure.map { .failed($0) } ?? .completed(attributes.details[Self.resultKey])
    }

    /// The command that records it.
    var command: API.Command.RecordMarkerCommandAttributes {
        get throws {
            var attributes = API.Command.RecordMarkerCommandAttributes()
            attributes.markerName = Self.name
            attributes.details[Self.dataKey] = .init([try DataConverter.default.encode(data)])
            switch outcome {
            case .completed(let result): if let result { attributes.details[Self.resultKey] = result }
            case .failed(let failure): attributes.failure = failure
            }
            return attributes
        }
    }
}

extension API.History.HistoryEvent {
    /// Whether the event is the marker of a local activity.
    package var isLocalActivityMarker: Bool {
        guard case .markerRecorded(let marker) = attributes else { return false }
        return marker.markerName == LocalActivityMarker.name
    }
}
