// PulsarError: everything that can go wrong with a producer or a message, with what to do about it.
import Logging

/// Why a producer could not be made, came to its end, or did not send a message.
public enum PulsarError: Error, Sendable, Hashable {
    /// A service URL that cannot be used.
    case invalidURL(String, reason: String)
    /// A topic name that cannot be used.
    case invalidTopic(String, reason: String)
    /// An option that cannot be used.
    case invalidOption(String)
    /// The message is larger than the broker or the producer's own bound allows; both in bytes.
    case messageTooLarge(size: Int, limit: Int)
    /// A sequence id that is not larger than the one given to the producer (of the partition) before, or above `Int64.max`.
    case sequenceNotIncreasing(given: UInt64, last: UInt64)
    /// No receipt came in time. The message may have been stored if `wasSent`; `reason` says what stood in the way last.
    case timedOut(after: Duration, wasSent: Bool, reason: String?)
    /// As many messages wait for room as may (``PulsarOptions/maxWaitingMessages``); this one was not taken in.
    case tooManyWaiting(limit: Int)
    /// The sending task was cancelled. The message may be stored, now or later, if `wasSent`.
    case cancelled(wasSent: Bool)
    /// The broker refused the message, or the producer for good.
    case refused(PulsarServerError, message: String)
    /// The producer was closed. The message may have been stored if `wasSent`.
    case closed(wasSent: Bool)
    /// The system lacks what the producer needs, such as a thread.
    case system(String)
    /// ``PulsarProducer/run()`` was called twice.
    case alreadyRan
}

extension PulsarError: CustomStringConvertible {
    /// What happened and what to do, in one sentence.
    public var description: String {
        switch self {
        case .invalidURL(let url, let reason):
            "\"\(url)\" is no Pulsar service URL (\(reason)); write pulsar://host:6650 or pulsar+ssl://host:6651"
        case .invalidTopic(let topic, let reason):
            "\"\(topic)\" is no topic (\(reason)); write persistent://tenant/namespace/topic"
        case .invalidOption(let text): "the producer cannot be configured so: \(text)"
        case .messageTooLarge(let size, let limit):
            "the message has \(size) bytes with its metadata, over the limit of \(limit); send less, or raise the limit"
        case .sequenceNotIncreasing(let given, let last):
            "the sequence id \(given) does not follow \(last); sequence ids of a producer must grow"
        case .timedOut(let limit, let wasSent, let reason):
            """
            the broker did not confirm the message within \(limit)\(reason.map { " (\($0))" } ?? ""); \
            \(wasSent ? "it may have been stored all the same" : "it was not sent")
            """
        case .tooManyWaiting(let limit):
            "\(limit) messages wait for room already, so this one was not taken in; send less at once, or wait for receipts"
        case .cancelled(let wasSent):
            "the sending task was cancelled; the message \(wasSent ? "may be stored all the same" : "was not sent")"
        case .refused(let error, let message): "the broker refused: \(error)\(message.isEmpty ? "" : ": \(message)")"
        case .closed(let wasSent):
            "the producer is closed; the message \(wasSent ? "may have been stored all the same" : "was not sent")"
        case .system(let text): "the system refused what a producer needs (\(text))"
        case .alreadyRan: "a producer runs once; make another"
        }
    }
}

/// What a broker says went wrong: a number of the protocol's `ServerError`.
public struct PulsarServerError: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number in the protocol.
    public let rawValue: Int32

    /// The error with this number, known here or not.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// An error that the broker has no better name for.
    public static let unknownError = Self(rawValue: 0)
    /// The broker's metadata store failed.
    public static let metadataError = Self(rawValue: 1)
    /// The broker could not store.
    public static let persistenceError = Self(rawValue: 2)
    /// The credentials are not valid.
    public static let authenticationError = Self(rawValue: 3)
    /// The credentials do not allow this.
    public static let authorizationError = Self(rawValue: 4)
    /// The broker cannot serve the topic yet, or no longer.
    public static let serviceNotReady = Self(rawValue: 6)
    /// The topic's backlog is full; the broker holds producers back.
    public static let producerBlockedQuotaExceededError = Self(rawValue: 7)
    /// The topic's backlog is full; the broker tells producers so.
    public static let producerBlockedQuotaExceededException = Self(rawValue: 8)
    /// A message's checksum did not fit.
    public static let checksumError = Self(rawValue: 9)
    /// The broker does not support what was asked.
    public static let unsupportedVersionError = Self(rawValue: 10)
    /// There is no such topic, and it may not be made.
    public static let topicNotFound = Self(rawValue: 11)
    /// The broker has too many requests to answer.
    public static let tooManyRequests = Self(rawValue: 14)
    /// The topic takes no more messages.
    public static let topicTerminatedError = Self(rawValue: 15)
    /// Another producer of the same name is connected.
    public static let producerBusy = Self(rawValue: 16)
    /// The topic's name is not valid.
    public static let invalidTopicName = Self(rawValue: 17)
    /// The topic has a schema, which messages without one do not fit.
    public static let incompatibleSchema = Self(rawValue: 18)
    /// The topic's rules do not allow this.
    public static let notAllowedError = Self(rawValue: 22)
    /// Another producer has taken the topic for itself.
    public static let producerFenced = Self(rawValue: 25)

    private static let names: [Int32: String] = [
        0: "UnknownError", 1: "MetadataError", 2: "PersistenceError", 3: "AuthenticationError",
        4: "AuthorizationError", 6: "ServiceNotReady", 7: "ProducerBlockedQuotaExceededError",
        8: "ProducerBlockedQuotaExceededException", 9: "ChecksumError", 10: "UnsupportedVersionError",
        11: "TopicNotFound", 14: "TooManyRequests", 15: "TopicTerminatedError", 16: "ProducerBusy",
        17: "InvalidTopicName", 18: "IncompatibleSchema", 22: "NotAllowedError", 25: "ProducerFenced",
    ]

    /// The name in the protocol.
    public var description: String { Self.names[rawValue] ?? "server error \(rawValue)" }

    /// Whether a producer gives up: the topic will never take its messages again. Nothing else ends one. A broker says
    /// `AuthorizationError` also where it could not find out what is allowed, and an operator may make the topic or the rule that
    /// is missing.
    var endsProducer: Bool { self == .topicTerminatedError || self == .producerFenced }

    /// How a refusal is logged: as an error where it will most likely last until somebody acts.
    var logLevel: Logger.Level {
        switch self {
        case .authenticationError, .authorizationError, .unsupportedVersionError, .topicNotFound, .invalidTopicName,
            .incompatibleSchema, .notAllowedError:
            .error
        default: .warning
        }
    }
}
